//! What is wrong or remarkable in the input, as data: the words are in `say`.

use crate::azure::Direction;
use crate::azure::security_rule::RuleField;
use crate::code::Code;
use crate::origin::Span;

/// One thing the reader should know about the input, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where it is, when it is in a paste.
    pub at: Option<Span>,
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

/// The kinds of problem, each with what its message needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is text, and no NSG and no rule in it.
    NothingReadable,
    /// Azure output of a kind that is not read, known by its keys.
    NotReadYet {
        /// Up to three of its keys.
        keys: Vec<String>,
    },
    /// The text ends inside JSON.
    JsonCut,
    /// Something stands in JSON that cannot.
    JsonBroken,
    /// JSON is nested too deep.
    JsonTooDeep,
    /// PowerShell cut a list.
    ListTruncated {
        /// The rule's name.
        rule: String,
        /// The list.
        field: RuleField,
    },
    /// Rules of this NSG are not in the paste.
    RulesNotShown {
        /// The NSG's name.
        nsg: String,
    },
    /// A field is absent or empty.
    FieldMissing {
        /// The rule's name.
        rule: String,
        /// The field.
        field: RuleField,
    },
    /// A field makes no sense.
    FieldUnreadable {
        /// The rule's name.
        rule: String,
        /// The field.
        field: RuleField,
        /// What it says.
        text: String,
    },
    /// A user's rule outside 100–4096.
    PriorityOutOfRange {
        /// The rule's name.
        rule: String,
        /// Its priority.
        priority: u32,
    },
    /// Two rules share a priority.
    DuplicatePriority {
        /// The rules' names.
        rules: (String, String),
        /// The priority.
        priority: u32,
        /// The direction.
        direction: Direction,
    },
    /// A prefix with host bits.
    HostBitsSet {
        /// The rule's name.
        rule: String,
        /// As written.
        written: String,
        /// As used.
        network: String,
    },
    /// A rule that was never saved.
    UnsavedRule {
        /// The rule's name.
        rule: String,
    },
    /// A rule that is being changed.
    RuleUpdating {
        /// The rule's name, or the NSG's.
        name: String,
    },
    /// A rule that failed.
    RuleFailed {
        /// The rule's name, or the NSG's.
        name: String,
    },
    /// XML that breaks off, or goes on as none can.
    XmlBroken,
    /// An endpoint of which a field is missing or makes no sense.
    EndpointIncomplete {
        /// The endpoint's name.
        name: String,
        /// The field, as it is called there.
        field: &'static str,
    },
    /// A rule of an endpoint of which a field is missing or makes no sense.
    AclRuleUnreadable {
        /// The field, as it is called there.
        field: &'static str,
    },
    /// Something of the classic deployment model.
    ClassicRetired,
    /// Azure's error text in place of output.
    AzureError {
        /// Azure's own code for it.
        code: String,
    },
    /// An empty list in place of output.
    EmptyAnswer,
    /// A line of a table whose columns do not stand under their headings.
    TableSlipped,
    /// Routes of several network interfaces or subnets.
    SeveralRouteLists,
    /// A network interface that does not fit the question or the rest of the paste.
    OtherInterface {
        /// Its name.
        name: String,
    },
    /// A VM, its health or a NAT rule that is not of the VM that is asked about.
    OtherVm {
        /// Its name.
        name: String,
    },
    /// An endpoint with an access control list, and an NSG on the same VM (C09).
    EndpointAndNsg {
        /// The endpoint's name.
        name: String,
    },
    /// Two endpoints with one public port (C12).
    EndpointTaken {
        /// Their names.
        names: (String, String),
        /// The port.
        port: u16,
    },
    /// A subnet claims a network interface that another one has.
    TwoSubnets {
        /// The network interface's name.
        nic: String,
        /// The names of the subnet that claims it and of the other one.
        subnets: (String, String),
    },
    /// A power state or a health state that no document describes.
    StateUnknown {
        /// What it says.
        text: String,
    },
    /// The health of a resource that is no VM.
    HealthOfOther {
        /// Whose resource it is: `Microsoft.Sql`.
        provider: String,
    },
    /// A boot log that breaks off or leaves lines out.
    GuestReportCut,
    /// A NAT rule that does not say which port leads to which.
    NatRuleIncomplete {
        /// The rule's name.
        rule: String,
    },
    /// A route whose destination is no prefix.
    RouteDestination {
        /// What it says.
        text: String,
    },
    /// The asked port stands in the source ports.
    PortsSwapped {
        /// The rule's name.
        rule: String,
        /// The port.
        port: u16,
    },
    /// One object, two contents.
    DuplicateDocument {
        /// Its name.
        name: String,
    },
    /// One object, two contents, of which the later counts.
    LaterCounts {
        /// Its name.
        name: String,
    },
    /// A rule lets in what a just-in-time rule is meant to close.
    JitBypassed {
        /// The rule that allows.
        rule: String,
        /// The just-in-time rule behind it.
        jit: String,
    },
    /// The asked source is private.
    SourcePrivate {
        /// The source as typed.
        source: String,
    },
    /// The asked target is public.
    TargetPublic {
        /// The target as typed.
        target: String,
    },
    /// No such target or NSG.
    TargetNotFound {
        /// The name that was given.
        name: String,
    },
}

impl ProblemKind {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            ProblemKind::NothingReadable => Code::NothingReadable,
            ProblemKind::NotReadYet { .. } => Code::NotReadYet,
            ProblemKind::JsonCut => Code::JsonCut,
            ProblemKind::JsonBroken => Code::JsonBroken,
            ProblemKind::JsonTooDeep => Code::JsonTooDeep,
            ProblemKind::ListTruncated { .. } => Code::ListTruncated,
            ProblemKind::RulesNotShown { .. } => Code::RulesNotShown,
            ProblemKind::FieldMissing { .. } => Code::FieldMissing,
            ProblemKind::FieldUnreadable { .. } => Code::FieldUnreadable,
            ProblemKind::PriorityOutOfRange { .. } => Code::PriorityOutOfRange,
            ProblemKind::DuplicatePriority { .. } => Code::DuplicatePriority,
            ProblemKind::HostBitsSet { .. } => Code::HostBitsSet,
            ProblemKind::UnsavedRule { .. } => Code::UnsavedRule,
            ProblemKind::RuleUpdating { .. } => Code::RuleUpdating,
            ProblemKind::RuleFailed { .. } => Code::RuleFailed,
            ProblemKind::XmlBroken => Code::XmlBroken,
            ProblemKind::EndpointIncomplete { .. } => Code::EndpointIncomplete,
            ProblemKind::AclRuleUnreadable { .. } => Code::AclRuleUnreadable,
            ProblemKind::ClassicRetired => Code::ClassicRetired,
            ProblemKind::AzureError { .. } => Code::AzureError,
            ProblemKind::EmptyAnswer => Code::EmptyAnswer,
            ProblemKind::TableSlipped => Code::TableSlipped,
            ProblemKind::SeveralRouteLists => Code::SeveralRouteLists,
            ProblemKind::OtherInterface { .. } => Code::OtherInterface,
            ProblemKind::OtherVm { .. } => Code::OtherVm,
            ProblemKind::EndpointAndNsg { .. } => Code::EndpointAndNsg,
            ProblemKind::EndpointTaken { .. } => Code::EndpointTaken,
            ProblemKind::TwoSubnets { .. } => Code::TwoSubnets,
            ProblemKind::StateUnknown { .. } => Code::StateUnknown,
            ProblemKind::HealthOfOther { .. } => Code::HealthOfOther,
            ProblemKind::GuestReportCut => Code::GuestReportCut,
            ProblemKind::NatRuleIncomplete { .. } => Code::NatRuleIncomplete,
            ProblemKind::RouteDestination { .. } => Code::RouteDestination,
            ProblemKind::PortsSwapped { .. } => Code::PortsSwapped,
            ProblemKind::DuplicateDocument { .. } | ProblemKind::LaterCounts { .. } => {
                Code::DuplicateDocument
            }
            ProblemKind::JitBypassed { .. } => Code::JitBypassed,
            ProblemKind::SourcePrivate { .. } => Code::SourcePrivate,
            ProblemKind::TargetPublic { .. } => Code::TargetPublic,
            ProblemKind::TargetNotFound { .. } => Code::TargetNotFound,
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            ProblemKind::NothingReadable
            | ProblemKind::JsonCut
            | ProblemKind::JsonBroken
            | ProblemKind::JsonTooDeep
            | ProblemKind::XmlBroken
            | ProblemKind::FieldUnreadable { .. }
            | ProblemKind::PriorityOutOfRange { .. }
            | ProblemKind::TargetNotFound { .. } => Severity::Error,
            ProblemKind::NotReadYet { .. }
            | ProblemKind::ListTruncated { .. }
            | ProblemKind::RulesNotShown { .. }
            | ProblemKind::FieldMissing { .. }
            | ProblemKind::DuplicatePriority { .. }
            | ProblemKind::UnsavedRule { .. }
            | ProblemKind::RuleUpdating { .. }
            | ProblemKind::RuleFailed { .. }
            | ProblemKind::EndpointIncomplete { .. }
            | ProblemKind::AclRuleUnreadable { .. }
            | ProblemKind::AzureError { .. }
            | ProblemKind::EmptyAnswer
            | ProblemKind::TableSlipped
            | ProblemKind::SeveralRouteLists
            | ProblemKind::OtherInterface { .. }
            | ProblemKind::OtherVm { .. }
            | ProblemKind::EndpointAndNsg { .. }
            | ProblemKind::EndpointTaken { .. }
            | ProblemKind::TwoSubnets { .. }
            | ProblemKind::StateUnknown { .. }
            | ProblemKind::HealthOfOther { .. }
            | ProblemKind::GuestReportCut
            | ProblemKind::NatRuleIncomplete { .. }
            | ProblemKind::RouteDestination { .. }
            | ProblemKind::PortsSwapped { .. }
            | ProblemKind::DuplicateDocument { .. }
            | ProblemKind::LaterCounts { .. }
            | ProblemKind::JitBypassed { .. }
            | ProblemKind::SourcePrivate { .. }
            | ProblemKind::TargetPublic { .. } => Severity::Warning,
            ProblemKind::HostBitsSet { .. } | ProblemKind::ClassicRetired => Severity::Info,
        }
    }
}
