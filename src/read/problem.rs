//! What is wrong or remarkable in the input, as data: the words are in `say`.

use crate::azure::Direction;
use crate::azure::security_rule::RuleField;
use crate::code::Code;
use crate::origin::Span;

/// One thing the reader should know about the input, and where it is. What its sentence does not name is empty. A large
/// paste may have a million, so it is kept small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The field of the rule.
    pub field: Option<RuleField>,
    /// The direction of the rules.
    pub direction: Direction,
    /// The shell that printed it.
    pub shell: Shell,
    /// The priority or port.
    pub number: u32,
    /// Where it is, when it is in a paste.
    pub at: Option<Span>,
    /// Name, text and other, one behind the other.
    words: Box<str>,
    /// Where the name ends.
    name_end: u32,
}

/// Stands between the text and the other.
const BETWEEN: &str = "\u{1f}";

fn joined(name: &str, text: &str, other: &str) -> Box<str> {
    match (text, other) {
        ("", "") => name.into(),
        (_, "") => [name, text].concat().into(),
        _ => [name, text, BETWEEN, other].concat().into(),
    }
}

/// Says that there is a problem of the thing called `name`, which stands there.
#[inline(never)]
pub fn report(kind: ProblemKind, name: &str, at: Span, problems: &mut Vec<Problem>) {
    problems.push(Problem::new(kind, name, Some(at)));
}

impl Problem {
    /// A problem of the thing called `name`.
    pub fn new(kind: ProblemKind, name: &str, at: Option<Span>) -> Problem {
        Problem::of(kind, [name, "", ""], at)
    }

    /// The same, with what stands there, and the name of a second thing or what is used in place of the text.
    pub fn of(kind: ProblemKind, [name, text, other]: [&str; 3], at: Option<Span>) -> Problem {
        Problem {
            kind,
            field: None,
            direction: Direction::Inbound,
            shell: Shell::Unknown,
            number: 0,
            at,
            words: joined(name, text, other),
            name_end: u32::try_from(name.len()).unwrap_or(u32::MAX),
        }
    }

    /// Puts this in place of what stands there and of the second name.
    pub fn put(&mut self, text: &str, other: &str) {
        self.words = joined(self.name(), text, other);
    }

    /// The name of the rule, NSG or other thing that it is about.
    pub fn name(&self) -> &str {
        self.words.get(..self.name_end as usize).unwrap_or_default()
    }

    /// What stands there.
    pub fn text(&self) -> &str {
        self.text_and_other().0
    }

    /// The name of a second thing, or what is used in place of the text.
    pub fn other(&self) -> &str {
        self.text_and_other().1
    }

    fn text_and_other(&self) -> (&str, &str) {
        let both = self.words.get(self.name_end as usize..).unwrap_or_default();
        both.split_once(BETWEEN).unwrap_or((both, ""))
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.kind.code()
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

/// What prints Azure's output and its errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// Azure CLI.
    AzureCli,
    /// PowerShell with the Az module.
    AzPowerShell,
    /// PowerShell with the AzureRM module.
    AzureRm,
    /// PowerShell with the Azure module, of the classic model.
    Classic,
    /// Any of them.
    Unknown,
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something could not be used.
    Error,
    /// The answer may be less certain or different from what was meant.
    Warning,
    /// Good to know.
    Info,
}

/// The kinds of problem, in the order of their sentences (`say::problem`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is text, and no NSG and no rule in it.
    NothingReadable,
    /// Azure output of a kind that is not read, known by its keys.
    NotReadYet,
    /// The text ends inside JSON.
    JsonCut,
    /// Something stands in JSON that cannot.
    JsonBroken,
    /// JSON is nested too deep.
    JsonTooDeep,
    /// An input with which it is all longer than is read.
    TooLong,
    /// PowerShell cut a list.
    ListTruncated,
    /// Rules of this NSG are not in the paste.
    RulesNotShown,
    /// More rules in one list than an NSG can hold.
    TooManyRules,
    /// Routes are not in the paste.
    RoutesNotShown,
    /// A field is absent or empty.
    FieldMissing,
    /// A field makes no sense.
    FieldUnreadable,
    /// A user's rule outside 100–4096.
    PriorityOutOfRange,
    /// Two rules share a priority.
    DuplicatePriority,
    /// A prefix with host bits.
    HostBitsSet,
    /// A rule that was never saved.
    UnsavedRule,
    /// A rule that is being changed.
    RuleUpdating,
    /// A rule that failed.
    RuleFailed,
    /// XML that breaks off, or goes on as none can.
    XmlBroken,
    /// An endpoint of which a field is missing or makes no sense.
    EndpointIncomplete,
    /// A rule of an endpoint of which a field is missing or makes no sense.
    AclRuleUnreadable,
    /// Something of the classic deployment model.
    ClassicRetired,
    /// Azure's error text in place of output.
    AzureError,
    /// The shell does not have the command.
    CommandMissing,
    /// The command was written wrongly.
    CommandWrong,
    /// Nobody is signed in any more.
    NotSignedIn,
    /// The account lacks a permission.
    NotAuthorized,
    /// There is no such resource, resource group or subscription.
    NotFound,
    /// Effective rules and routes of a network interface that is on no running VM.
    VmNotRunning,
    /// The region has no Network Watcher.
    NoNetworkWatcher,
    /// The VM lacks the Network Watcher extension, or its agent does not answer.
    NoAgent,
    /// An empty list in place of output.
    EmptyAnswer,
    /// A line of a table whose columns do not stand under their headings.
    TableSlipped,
    /// Routes of several network interfaces or subnets.
    SeveralRouteLists,
    /// A network interface that does not fit the question or the rest of the paste.
    OtherInterface,
    /// A VM, its health or a NAT rule that is not of the VM that is asked about.
    OtherVm,
    /// An NSG on Bastion's own subnet.
    BastionNsg,
    /// An endpoint with an access control list, and an NSG on the same VM (C09).
    EndpointAndNsg,
    /// Two endpoints with one public port (C12).
    EndpointTaken,
    /// A subnet claims a network interface that another one has.
    TwoSubnets,
    /// A route whose destination is no prefix.
    RouteDestination,
    /// A power state or a health state that no document describes.
    StateUnknown,
    /// The health of a resource that is no VM.
    HealthOfOther,
    /// A boot log that breaks off or leaves lines out.
    GuestReportCut,
    /// A NAT rule that does not say which port leads to which.
    NatRuleIncomplete,
    /// The asked port stands in the source ports.
    PortsSwapped,
    /// One object, two contents.
    DuplicateDocument,
    /// One object, two contents, of which the later counts.
    LaterCounts,
    /// A rule by itself is one more of an NSG that was pasted before.
    RuleAdded,
    /// A rule lets in what a just-in-time rule is meant to close.
    JitBypassed,
    /// The asked source is private.
    SourcePrivate,
    /// The asked target is public.
    TargetPublic,
    /// No such target or NSG.
    TargetNotFound,
    /// The console cut a column.
    ColumnCut,
    /// A table that holds nothing that decides, or values without their names.
    TableOfNames,
    /// Lines that no reader knows.
    NotAzure,
    /// An expression of a template that says nothing without what is elsewhere.
    ExpressionUnknown,
    /// `ConvertTo-Json` was not let deep enough.
    DepthTooSmall,
    /// An effective rule of a client that prints first elements only.
    OnlyFirst,
    /// A field that several rules of one list lack.
    ColumnMissing,
    /// What a deployment would change.
    WhatIf,
    /// A plan of Terraform, or a playbook of Ansible.
    Planned,
    /// A route table that is associated with no subnet.
    RouteTableUnattached,
    /// A command below output that it changes.
    ChangedSince,
    /// `Test-NetConnection` got through.
    PortAnswers,
    /// Commands, and nothing that they printed.
    OnlyCommands,
}

impl ProblemKind {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            ProblemKind::NothingReadable => Code::NothingReadable,
            ProblemKind::NotReadYet | ProblemKind::WhatIf => Code::NotReadYet,
            ProblemKind::JsonCut => Code::JsonCut,
            ProblemKind::JsonBroken => Code::JsonBroken,
            ProblemKind::JsonTooDeep => Code::JsonTooDeep,
            ProblemKind::TooLong => Code::TooLong,
            ProblemKind::ListTruncated | ProblemKind::OnlyFirst => Code::ListTruncated,
            ProblemKind::RulesNotShown => Code::RulesNotShown,
            ProblemKind::TooManyRules => Code::TooManyRules,
            ProblemKind::RoutesNotShown => Code::RoutesNotShown,
            ProblemKind::FieldMissing | ProblemKind::ColumnMissing => Code::FieldMissing,
            ProblemKind::FieldUnreadable
            | ProblemKind::ExpressionUnknown
            | ProblemKind::DepthTooSmall => Code::FieldUnreadable,
            ProblemKind::PriorityOutOfRange => Code::PriorityOutOfRange,
            ProblemKind::DuplicatePriority => Code::DuplicatePriority,
            ProblemKind::HostBitsSet => Code::HostBitsSet,
            ProblemKind::UnsavedRule => Code::UnsavedRule,
            ProblemKind::RuleUpdating => Code::RuleUpdating,
            ProblemKind::RuleFailed => Code::RuleFailed,
            ProblemKind::XmlBroken => Code::XmlBroken,
            ProblemKind::EndpointIncomplete => Code::EndpointIncomplete,
            ProblemKind::AclRuleUnreadable => Code::AclRuleUnreadable,
            ProblemKind::ClassicRetired => Code::ClassicRetired,
            ProblemKind::AzureError
            | ProblemKind::CommandMissing
            | ProblemKind::CommandWrong
            | ProblemKind::NotSignedIn
            | ProblemKind::NotAuthorized
            | ProblemKind::NotFound
            | ProblemKind::VmNotRunning
            | ProblemKind::NoNetworkWatcher
            | ProblemKind::NoAgent => Code::AzureError,
            ProblemKind::EmptyAnswer => Code::EmptyAnswer,
            ProblemKind::TableSlipped => Code::TableSlipped,
            ProblemKind::SeveralRouteLists => Code::SeveralRouteLists,
            ProblemKind::RouteTableUnattached => Code::RouteTableUnattached,
            ProblemKind::OtherInterface => Code::OtherInterface,
            ProblemKind::OtherVm => Code::OtherVm,
            ProblemKind::BastionNsg => Code::BastionNsg,
            ProblemKind::EndpointAndNsg => Code::EndpointAndNsg,
            ProblemKind::EndpointTaken => Code::EndpointTaken,
            ProblemKind::TwoSubnets => Code::TwoSubnets,
            ProblemKind::StateUnknown => Code::StateUnknown,
            ProblemKind::HealthOfOther => Code::HealthOfOther,
            ProblemKind::GuestReportCut => Code::GuestReportCut,
            ProblemKind::NatRuleIncomplete => Code::NatRuleIncomplete,
            ProblemKind::RouteDestination => Code::RouteDestination,
            ProblemKind::PortsSwapped => Code::PortsSwapped,
            ProblemKind::DuplicateDocument | ProblemKind::LaterCounts => Code::DuplicateDocument,
            ProblemKind::RuleAdded => Code::RuleAdded,
            ProblemKind::Planned => Code::Planned,
            ProblemKind::ChangedSince => Code::ChangedSince,
            ProblemKind::PortAnswers => Code::PortAnswers,
            ProblemKind::OnlyCommands => Code::OnlyCommands,
            ProblemKind::JitBypassed => Code::JitBypassed,
            ProblemKind::SourcePrivate => Code::SourcePrivate,
            ProblemKind::TargetPublic => Code::TargetPublic,
            ProblemKind::TargetNotFound => Code::TargetNotFound,
            ProblemKind::ColumnCut => Code::ColumnCut,
            ProblemKind::TableOfNames => Code::TableOfNames,
            ProblemKind::NotAzure => Code::NotAzure,
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            ProblemKind::NothingReadable
            | ProblemKind::JsonCut
            | ProblemKind::JsonBroken
            | ProblemKind::JsonTooDeep
            | ProblemKind::TooLong
            | ProblemKind::TooManyRules
            | ProblemKind::XmlBroken
            | ProblemKind::FieldUnreadable
            | ProblemKind::PriorityOutOfRange
            | ProblemKind::TargetNotFound => Severity::Error,
            ProblemKind::NotReadYet
            | ProblemKind::ListTruncated
            | ProblemKind::RulesNotShown
            | ProblemKind::RoutesNotShown
            | ProblemKind::FieldMissing
            | ProblemKind::DuplicatePriority
            | ProblemKind::UnsavedRule
            | ProblemKind::RuleUpdating
            | ProblemKind::RuleFailed
            | ProblemKind::EndpointIncomplete
            | ProblemKind::AclRuleUnreadable
            | ProblemKind::AzureError
            | ProblemKind::CommandMissing
            | ProblemKind::CommandWrong
            | ProblemKind::NotSignedIn
            | ProblemKind::NotAuthorized
            | ProblemKind::NotFound
            | ProblemKind::VmNotRunning
            | ProblemKind::NoNetworkWatcher
            | ProblemKind::NoAgent
            | ProblemKind::EmptyAnswer
            | ProblemKind::TableSlipped
            | ProblemKind::SeveralRouteLists
            | ProblemKind::OtherInterface
            | ProblemKind::OtherVm
            | ProblemKind::BastionNsg
            | ProblemKind::EndpointAndNsg
            | ProblemKind::EndpointTaken
            | ProblemKind::TwoSubnets
            | ProblemKind::StateUnknown
            | ProblemKind::HealthOfOther
            | ProblemKind::GuestReportCut
            | ProblemKind::NatRuleIncomplete
            | ProblemKind::RouteDestination
            | ProblemKind::PortsSwapped
            | ProblemKind::DuplicateDocument
            | ProblemKind::LaterCounts
            | ProblemKind::JitBypassed
            | ProblemKind::SourcePrivate
            | ProblemKind::TargetPublic
            | ProblemKind::ColumnCut
            | ProblemKind::TableOfNames
            | ProblemKind::ExpressionUnknown
            | ProblemKind::DepthTooSmall
            | ProblemKind::OnlyFirst
            | ProblemKind::ColumnMissing
            | ProblemKind::WhatIf
            | ProblemKind::Planned
            | ProblemKind::ChangedSince
            | ProblemKind::PortAnswers
            | ProblemKind::OnlyCommands => Severity::Warning,
            ProblemKind::HostBitsSet
            | ProblemKind::ClassicRetired
            | ProblemKind::RuleAdded
            | ProblemKind::RouteTableUnattached
            | ProblemKind::NotAzure => Severity::Info,
        }
    }
}
