//! One security rule of a network security group.

use super::field::{Field, Unknown};
use super::service_tag::ServiceTag;
use super::terms::Terms;
use crate::net::{PortRange, Prefix, Protocol, text};
use crate::origin::Origin;
use std::net::IpAddr;

/// The priorities a user's rule may have (azure-semantics §12).
pub const USER_PRIORITIES: std::ops::RangeInclusive<u32> = 100..=4096;

/// A rule, every field with its own origin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecurityRule {
    /// The name the user gave it, without the prefixes of effective output. Empty when it was cut off.
    pub name: String,
    /// Where the whole rule stands.
    pub origin: Origin,
    /// Whether it is one of the six that every NSG has (azure-semantics §2.2).
    pub default: bool,
    /// Lower is tried first.
    pub priority: Field<u32>,
    /// For which direction it is tried at all.
    pub direction: Field<Direction>,
    /// What happens on a match.
    pub access: Field<Access>,
    /// The protocols it matches.
    pub protocol: Field<Protocol>,
    /// The senders it matches.
    pub source: AddressField,
    /// The sender's ports it matches.
    pub source_ports: PortField,
    /// The receivers it matches.
    pub destination: AddressField,
    /// The receiver's ports it matches.
    pub destination_ports: PortField,
    /// Whether the rule is in force (azure-semantics §2.7).
    pub state: RuleState,
    /// What stands in the fields of one word that make no sense.
    pub unread: Unread,
}

/// What stands in some fields. Few rules have any, and a paste may hold many thousands of rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unread(Option<Box<Texts>>);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Texts(Vec<(RuleField, String)>);

impl Unread {
    /// What stands in this field, if it makes no sense.
    pub fn text(&self, field: RuleField) -> &str {
        let texts = self.0.as_ref().map_or(&[][..], |texts| &texts.0);
        let own = texts.iter().find(|(known, _)| *known == field);
        own.map_or("", |(_, text)| text)
    }

    /// The same, to be said.
    pub fn text_mut(&mut self, field: RuleField) -> &mut String {
        let texts = &mut self.0.get_or_insert_default().0;
        let own = texts.iter().position(|(known, _)| *known == field);
        let text = own.map(|at| texts.remove(at).1).unwrap_or_default();
        &mut texts.push_mut((field, text)).1
    }
}

/// Which way the connection is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Somebody connects to the VM.
    Inbound,
    /// The VM connects to somebody.
    Outbound,
}

/// What a rule does with what it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Lets it through.
    Allow,
    /// Drops it.
    Deny,
    /// Delivers it, whatever the NSGs behind say: only Virtual Network Manager's rules do (azure-semantics §5).
    AlwaysAllow,
}

/// Whether Azure enforces the rule as it was pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RuleState {
    /// `Succeeded`, or the paste does not say.
    #[default]
    InForce,
    /// Being changed; judged normally.
    Updating,
    /// The stored rule may differ from what is enforced: unknown.
    Failed,
    /// Added to a PowerShell object and never saved: not in force (T61).
    Unsaved,
}

/// The fields of a rule that decide: five must match, three say when and what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleField {
    /// `sourceAddressPrefix`, `sourceAddressPrefixes`, source groups.
    Source,
    /// `sourcePortRange`, `sourcePortRanges`.
    SourcePorts,
    /// `destinationAddressPrefix`, `destinationAddressPrefixes`, destination groups.
    Destination,
    /// `destinationPortRange`, `destinationPortRanges`.
    DestinationPorts,
    /// `protocol`.
    Protocol,
    /// `priority`.
    Priority,
    /// `direction`.
    Direction,
    /// `access`.
    Access,
}

impl RuleField {
    /// The five that must match, in the order they are shown.
    pub const MATCHED: [RuleField; 5] = [
        RuleField::Source,
        RuleField::SourcePorts,
        RuleField::Destination,
        RuleField::DestinationPorts,
        RuleField::Protocol,
    ];

    /// The name PowerShell prints it under; every reader of Azure output knows it.
    pub fn name(self) -> &'static str {
        match self {
            RuleField::Source => "SourceAddressPrefix",
            RuleField::SourcePorts => "SourcePortRange",
            RuleField::Destination => "DestinationAddressPrefix",
            RuleField::DestinationPorts => "DestinationPortRange",
            RuleField::Protocol => "Protocol",
            RuleField::Priority => "Priority",
            RuleField::Direction => "Direction",
            RuleField::Access => "Access",
        }
    }
}

/// The source or the destination of a rule: it matches when any term does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddressField {
    /// Prefixes, tags and groups in the order they were written, from the singular and the plural field.
    pub terms: Terms<AddressTerm>,
    /// Why there may be more than `terms` says.
    pub lost: Option<Unknown>,
    /// Where the field stands.
    pub origin: Origin,
}

/// One element of an address field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressTerm {
    /// `*` or `Any`: both families (azure-semantics §3.4).
    Any,
    /// An address or a CIDR block.
    Prefix(Prefix),
    /// `10.0.0.4-10.0.0.9`.
    Range(Box<AddressRange>),
    /// A service tag.
    Tag(ServiceTag),
    /// An application security group, by its name (azure-semantics §3.8).
    Group(String),
    /// Something that is none of these.
    Unreadable(String),
}

/// The first address and the last one: on their own, since few rules have a range and every term has room for it.
pub type AddressRange = (IpAddr, IpAddr);

/// The ports of one side of a rule: it matches when any term does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PortField {
    /// Ranges in the order they were written.
    pub terms: Terms<PortTerm>,
    /// Why there may be more than `terms` says.
    pub lost: Option<Unknown>,
    /// Where the field stands.
    pub origin: Origin,
}

/// One element of a port field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortTerm {
    /// `*`.
    Any,
    /// One port or a range.
    Range(PortRange),
    /// Something that is neither.
    Unreadable(String),
}

impl Access {
    /// Reads that word, behind whatever sign somebody put before it: `✅ Allow`.
    pub fn parse(text: &str) -> Option<Self> {
        const SPELLINGS: [(&str, Access); 9] = [
            ("allow", Access::Allow),
            ("deny", Access::Deny),
            ("alwaysallow", Access::AlwaysAllow),
            // In notes.
            ("allowed", Access::Allow),
            ("permit", Access::Allow),
            ("permitted", Access::Allow),
            ("denied", Access::Deny),
            ("block", Access::Deny),
            ("blocked", Access::Deny),
        ];
        let text = match text.split_once(' ') {
            Some((sign, word)) if !sign.is_ascii() => word,
            _ => text,
        };
        text::spelled(text, &SPELLINGS)
    }

    /// As Azure prints it.
    pub fn name(self) -> &'static str {
        match self {
            Access::Allow => "Allow",
            Access::Deny => "Deny",
            Access::AlwaysAllow => "AlwaysAllow",
        }
    }
}

impl Direction {
    /// Reads what Azure prints, however it is capitalised, or `In` and `Out`.
    pub fn parse(text: &str) -> Option<Self> {
        const SPELLINGS: [(&str, Direction); 4] = [
            ("inbound", Direction::Inbound),
            ("outbound", Direction::Outbound),
            ("in", Direction::Inbound),
            ("out", Direction::Outbound),
        ];
        text::spelled(text, &SPELLINGS)
    }

    /// As Azure prints it.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Inbound => "Inbound",
            Direction::Outbound => "Outbound",
        }
    }
}

impl AddressTerm {
    /// As it is written in a rule.
    pub fn text(&self) -> String {
        let text = match self {
            AddressTerm::Any => "*",
            AddressTerm::Prefix(prefix) => return prefix.text(),
            AddressTerm::Range(range) => {
                let (first, last) = **range;
                return text::range(&text::address(first), &text::address(last));
            }
            AddressTerm::Tag(tag) => tag.name(),
            AddressTerm::Group(text) | AddressTerm::Unreadable(text) => text,
        };
        text.to_owned()
    }
}

impl PortTerm {
    /// As it is written in a rule.
    pub fn text(&self) -> String {
        match self {
            PortTerm::Any => "*".to_owned(),
            PortTerm::Range(range) => range.text(),
            PortTerm::Unreadable(text) => text.clone(),
        }
    }
}

impl AddressField {
    /// A field with these terms and nothing lost.
    pub fn of(terms: Vec<AddressTerm>, origin: Origin) -> Self {
        AddressField {
            terms: terms.into(),
            lost: None,
            origin,
        }
    }
}

impl PortField {
    /// A field with these terms and nothing lost.
    pub fn of(terms: Vec<PortTerm>, origin: Origin) -> Self {
        PortField {
            terms: terms.into(),
            lost: None,
            origin,
        }
    }
}

impl SecurityRule {
    /// Whether both say the same, wherever they were pasted and whatever order their lists have.
    pub fn says_the_same(&self, other: &SecurityRule) -> bool {
        // What differs most often comes first.
        self.priority.value == other.priority.value
            && self.name.eq_ignore_ascii_case(&other.name)
            && self.direction.value == other.direction.value
            && self.access.value == other.access.value
            && self.protocol.value == other.protocol.value
            && self.state == other.state
            && self.unread == other.unread
            && same_addresses(&self.source, &other.source)
            && same_addresses(&self.destination, &other.destination)
            && same_ports(&self.source_ports, &other.source_ports)
            && same_ports(&self.destination_ports, &other.destination_ports)
    }

    /// Whether the other, which may lack something, says nothing else.
    pub fn says_all_of(&self, other: &SecurityRule) -> bool {
        fn is<T: PartialEq>(own: &Field<T>, other: &Field<T>) -> bool {
            own.value == other.value || matches!(other.value, Err(Unknown::Missing))
        }
        let lacks = |lost: Option<Unknown>| lost == Some(Unknown::Missing);
        let has_addresses =
            |a: &AddressField, b: &AddressField| lacks(b.lost) || same_addresses(a, b);
        let has_ports = |a: &PortField, b: &PortField| lacks(b.lost) || same_ports(a, b);
        !other.name.is_empty()
            && self.name.eq_ignore_ascii_case(&other.name)
            && self.priority.value == other.priority.value
            && is(&self.direction, &other.direction)
            && is(&self.access, &other.access)
            && is(&self.protocol, &other.protocol)
            && has_addresses(&self.source, &other.source)
            && has_addresses(&self.destination, &other.destination)
            && has_ports(&self.source_ports, &other.source_ports)
            && has_ports(&self.destination_ports, &other.destination_ports)
    }

    /// Whether it has the place of another, which no two rules of an NSG can have.
    pub fn displaces(&self, other: &SecurityRule) -> bool {
        let place = (self.priority.value, self.direction.value);
        matches!(place, (Ok(_), Ok(_)))
            && place == (other.priority.value, other.direction.value)
            && !self.name.eq_ignore_ascii_case(&other.name)
    }
}

fn same_addresses(a: &AddressField, b: &AddressField) -> bool {
    a.lost == b.lost && same_members(&a.terms, &b.terms)
}

fn same_ports(a: &PortField, b: &PortField) -> bool {
    a.lost == b.lost && same_members(&a.terms, &b.terms)
}

fn same_members<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    a.iter().all(|term| b.contains(term)) && b.iter().all(|term| a.contains(term))
}
