//! One security rule out of the common tree, whichever dialect it was written in.

use super::problem::{Problem, ProblemKind};
use super::value::{Member, Node, Object, Value};
use crate::azure::default_rules::is_default_rule;
use crate::azure::security_rule::{RuleField, USER_PRIORITIES};
use crate::azure::{
    Access, AddressField, AddressTerm, Direction, Field, PortField, PortTerm, ResourceId,
    RuleState, SecurityRule, ServiceTag, Unknown,
};
use crate::net::{PortRange, Prefix, Protocol};
use crate::origin::{Origin, Span};
use std::net::IpAddr;

/// Which list of the NSG a rule was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleList {
    /// `SecurityRules`.
    User,
    /// `DefaultSecurityRules`.
    Default,
    /// `EffectiveSecurityRules`: its name tells which it is.
    Effective,
    /// On its own: its id, or its name and priority, tell which it is.
    Bare,
}

/// Whether an object is a security rule, perhaps with fields missing: nothing else in Azure has these.
pub fn is_rule(object: &Object<'_>) -> bool {
    let has = |key: &&&str| object.member(key).is_some();
    let matched = MATCHED_KEYS.iter().filter(has).count();
    let has_id = || {
        let id = object.text("id").map(ResourceId::new);
        let names = |kind: &str| id.as_ref().is_some_and(|id| id.segment(kind).is_some());
        names("securityRules") || names("defaultSecurityRules")
    };
    let decides = ["access", "direction", "priority", "protocol"]
        .iter()
        .filter(has)
        .count();
    (matched + decides >= 3 && decides > 0) || has_id()
}

/// Keys that only security rules have.
const MATCHED_KEYS: [&str; 8] = [
    "sourcePortRange",
    "sourcePortRanges",
    "destinationPortRange",
    "destinationPortRanges",
    "sourceAddressPrefix",
    "sourceAddressPrefixes",
    "destinationAddressPrefix",
    "destinationAddressPrefixes",
];

/// Whether every key of an object is one that a rule has: so it may be the rest of a rule that was cut off.
pub fn may_be_part_of_a_rule(object: &Object<'_>) -> bool {
    const OTHER_KEYS: [&str; 9] = [
        "name",
        "id",
        "etag",
        "provisioningState",
        "description",
        "protocol",
        "access",
        "priority",
        "direction",
    ];
    let is_known = |key: &str| {
        let is = |known: &&str| known.eq_ignore_ascii_case(key);
        OTHER_KEYS.iter().chain(&MATCHED_KEYS).any(is)
            || key
                .to_ascii_lowercase()
                .ends_with("applicationsecuritygroups")
    };
    !object.members.is_empty() && object.members.iter().all(|member| is_known(&member.key))
}

/// Reads a rule. What it cannot understand becomes unknown and a problem.
pub fn read_rule(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    list: RuleList,
    problems: &mut Vec<Problem>,
) -> SecurityRule {
    let mut reader = RuleReader {
        input,
        object,
        whole: span(input, node.start, node.end),
        name: rule_name(object).to_owned(),
        problems,
    };
    let priority = reader.word(RuleField::Priority, "priority", |text| {
        text.parse::<u32>().ok()
    });
    let default = reader.is_default(list, &priority);
    if !default
        && let Ok(number) = priority.value
        && !USER_PRIORITIES.contains(&number)
    {
        let rule = reader.name.clone();
        reader.problem(
            ProblemKind::PriorityOutOfRange {
                rule,
                priority: number,
            },
            priority.origin,
        );
    }
    let known_priority = match &priority.value {
        // It cannot exist in Azure like this, so its place among the others is unknown (T25).
        Ok(number) if !default && !USER_PRIORITIES.contains(number) => {
            Field::unknown(Unknown::Unreadable(number.to_string()), priority.origin)
        }
        _ => priority,
    };
    SecurityRule {
        origin: Origin::Pasted(reader.whole),
        default,
        direction: reader.word(RuleField::Direction, "direction", direction),
        access: reader.word(RuleField::Access, "access", access),
        protocol: reader.word(RuleField::Protocol, "protocol", Protocol::parse),
        source: reader.addresses(
            RuleField::Source,
            ["sourceAddressPrefix", "sourceAddressPrefixes"],
            "sourceApplicationSecurityGroups",
        ),
        source_ports: reader.ports(
            RuleField::SourcePorts,
            ["sourcePortRange", "sourcePortRanges"],
        ),
        destination: reader.addresses(
            RuleField::Destination,
            ["destinationAddressPrefix", "destinationAddressPrefixes"],
            "destinationApplicationSecurityGroups",
        ),
        destination_ports: reader.ports(
            RuleField::DestinationPorts,
            ["destinationPortRange", "destinationPortRanges"],
        ),
        state: reader.state(),
        priority: known_priority,
        name: reader.name,
    }
}

/// The name the user gave it, without the `securityRules/` that other outputs put before it.
pub fn rule_name<'a>(object: &'a Object<'_>) -> &'a str {
    let name = object.text("name").unwrap_or("");
    match name.split_once('/') {
        Some((list, own)) if is_rule_list(list) => own,
        _ => name,
    }
}

fn is_rule_list(word: &str) -> bool {
    ["securityRules", "defaultSecurityRules"]
        .iter()
        .any(|list| list.eq_ignore_ascii_case(word))
}

/// A stretch of one input.
pub fn span(input: u32, start: usize, end: usize) -> Span {
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span {
        input,
        start: byte(start),
        end: byte(end),
    }
}

struct RuleReader<'a, 't> {
    input: u32,
    object: &'a Object<'t>,
    whole: Span,
    name: String,
    problems: &'a mut Vec<Problem>,
}

impl RuleReader<'_, '_> {
    fn problem(&mut self, kind: ProblemKind, origin: Origin) {
        self.problems.push(Problem {
            kind,
            at: origin.span().or(Some(self.whole)),
        });
    }

    fn origin_of(&self, member: &Member<'_>) -> Origin {
        Origin::Pasted(span(self.input, member.start, member.node.end))
    }

    fn missing<T>(&mut self, field: RuleField) -> Field<T> {
        let rule = self.name.clone();
        let origin = Origin::Pasted(self.whole);
        self.problem(ProblemKind::FieldMissing { rule, field }, origin);
        Field::unknown(Unknown::Missing, origin)
    }

    fn unreadable<T>(&mut self, field: RuleField, text: &str, origin: Origin) -> Field<T> {
        let kind = ProblemKind::FieldUnreadable {
            rule: self.name.clone(),
            field,
            text: text.to_owned(),
        };
        self.problem(kind, origin);
        Field::unknown(Unknown::Unreadable(text.to_owned()), origin)
    }

    /// A field that holds one word.
    fn word<T>(&mut self, field: RuleField, key: &str, read: fn(&str) -> Option<T>) -> Field<T> {
        let Some(member) = self.object.member(key) else {
            return self.missing(field);
        };
        let origin = self.origin_of(member);
        let texts = texts_of(&member.node);
        match texts.first().map(|text| text.text.as_str()) {
            None => self.missing(field),
            Some(text) => match read(text) {
                Some(value) => Field::known(value, origin),
                None => self.unreadable(field, text, origin),
            },
        }
    }

    fn is_default(&self, list: RuleList, priority: &Field<u32>) -> bool {
        let id_says = || {
            self.object.text("id").is_some_and(|id| {
                ResourceId::new(id)
                    .segment("defaultSecurityRules")
                    .is_some()
            })
        };
        match list {
            RuleList::Default => true,
            RuleList::User => false,
            RuleList::Effective => self
                .object
                .text("name")
                .is_some_and(|name| !name.to_ascii_lowercase().starts_with("securityrules/")),
            RuleList::Bare => {
                id_says()
                    || priority
                        .get()
                        .is_some_and(|priority| is_default_rule(&self.name, *priority))
            }
        }
    }

    /// A `Failed` rule may differ from what is enforced, an unsaved one is not in force at all
    /// (azure-semantics §2.7).
    fn state(&mut self) -> RuleState {
        let is_empty = |key: &str| {
            self.object
                .member(key)
                .is_some_and(|member| texts_of(&member.node).is_empty())
        };
        // Only PowerShell writes `Id` and `ProvisioningState` so, and prints them even when they are empty.
        let printed_by_powershell = self
            .object
            .members
            .iter()
            .any(|member| member.key == "ProvisioningState");
        if printed_by_powershell && is_empty("id") && is_empty("provisioningState") {
            let rule = self.name.clone();
            self.problem(
                ProblemKind::UnsavedRule { rule },
                Origin::Pasted(self.whole),
            );
            return RuleState::Unsaved;
        }
        let Some(member) = self.object.member("provisioningState") else {
            return RuleState::InForce;
        };
        let origin = self.origin_of(member);
        let text = member.node.text().unwrap_or("");
        let name = self.name.clone();
        if text.eq_ignore_ascii_case("failed") {
            self.problem(ProblemKind::RuleFailed { name }, origin);
            RuleState::Failed
        } else if text.eq_ignore_ascii_case("updating") {
            self.problem(ProblemKind::RuleUpdating { name }, origin);
            RuleState::Updating
        } else {
            RuleState::InForce
        }
    }

    /// Singular, plural and groups together: the field matches when any of them does (azure-semantics §3.3).
    fn addresses(&mut self, field: RuleField, keys: [&str; 2], groups: &str) -> AddressField {
        let mut terms = Vec::new();
        let mut found = self.collect(keys);
        for written in found.texts {
            let origin = Origin::Pasted(span(self.input, written.start, written.end));
            match address_term(&written.text) {
                Some(term) => {
                    if let AddressTerm::Prefix(prefix) = &term
                        && prefix.has_host_bits()
                    {
                        let kind = ProblemKind::HostBitsSet {
                            rule: self.name.clone(),
                            written: prefix.to_string(),
                            network: prefix.network().to_string(),
                        };
                        self.problem(kind, origin);
                    }
                    terms.push(term);
                }
                None => {
                    self.unreadable::<()>(field, &written.text, origin);
                    terms.push(AddressTerm::Unreadable(written.text));
                }
            }
        }
        if let Some(member) = self.object.member(groups) {
            let names = group_names(&member.node);
            if !names.is_empty() && found.origin.is_none() {
                found.origin = Some(self.origin_of(member));
            }
            terms.extend(names.into_iter().map(AddressTerm::Group));
        }
        let lost = self.lost(field, found.cut, terms.is_empty(), found.origin);
        AddressField {
            terms,
            lost,
            origin: found.origin.unwrap_or(Origin::Pasted(self.whole)),
        }
    }

    fn ports(&mut self, field: RuleField, keys: [&str; 2]) -> PortField {
        let found = self.collect(keys);
        let mut terms = Vec::new();
        for written in found.texts {
            terms.push(match port_term(&written.text) {
                Some(term) => term,
                None => {
                    let origin = Origin::Pasted(span(self.input, written.start, written.end));
                    self.unreadable::<()>(field, &written.text, origin);
                    PortTerm::Unreadable(written.text)
                }
            });
        }
        let lost = self.lost(field, found.cut, terms.is_empty(), found.origin);
        PortField {
            terms,
            lost,
            origin: found.origin.unwrap_or(Origin::Pasted(self.whole)),
        }
    }

    fn lost(
        &mut self,
        field: RuleField,
        cut: bool,
        empty: bool,
        origin: Option<Origin>,
    ) -> Option<Unknown> {
        if cut {
            let rule = self.name.clone();
            let origin = origin.unwrap_or(Origin::Pasted(self.whole));
            self.problem(ProblemKind::ListTruncated { rule, field }, origin);
            Some(Unknown::Truncated)
        } else if empty {
            self.missing::<()>(field);
            Some(Unknown::Missing)
        } else {
            None
        }
    }

    /// All non-empty texts under the singular and the plural key.
    fn collect(&self, keys: [&str; 2]) -> Collected {
        let mut collected = Collected::default();
        for member in keys.iter().filter_map(|key| self.object.member(key)) {
            let texts = texts_of(&member.node);
            let cut = member.node.list().is_some_and(|list| list.cut.is_some());
            if texts.is_empty() && !cut {
                continue;
            }
            collected.cut |= cut;
            collected.texts.extend(texts);
            let origin = self.origin_of(member);
            collected.origin.get_or_insert(origin);
        }
        collected
    }
}

#[derive(Default)]
struct Collected {
    texts: Vec<Written>,
    cut: bool,
    origin: Option<Origin>,
}

/// One element and where it stands.
struct Written {
    text: String,
    start: usize,
    end: usize,
}

/// The non-empty texts of a scalar or a list; `10.0.0.0/8, 10.1.0.0/16` is two, as the portal writes it.
fn texts_of(node: &Node<'_>) -> Vec<Written> {
    match &node.value {
        Value::Text(text) if text.starts_with('[') => vec![Written {
            text: text.to_string(),
            start: node.start,
            end: node.end,
        }],
        Value::Text(text) => text
            .split(',')
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(|text| Written {
                text: text.to_owned(),
                start: node.start,
                end: node.end,
            })
            .collect(),
        Value::List(list) => list.items.iter().flat_map(texts_of).collect(),
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

fn address_term(text: &str) -> Option<AddressTerm> {
    if text == "*" || text.eq_ignore_ascii_case("any") {
        return Some(AddressTerm::Any);
    }
    if let Some(prefix) = Prefix::parse(text) {
        return Some(AddressTerm::Prefix(prefix));
    }
    if let Some((first, last)) = text.split_once('-')
        && let (Ok(first), Ok(last)) = (
            first.trim().parse::<IpAddr>(),
            last.trim().parse::<IpAddr>(),
        )
        && first.is_ipv4() == last.is_ipv4()
        && first <= last
    {
        return Some(AddressTerm::Range(first, last));
    }
    ServiceTag::parse(text).map(AddressTerm::Tag)
}

fn port_term(text: &str) -> Option<PortTerm> {
    if text == "*" || text.eq_ignore_ascii_case("any") {
        Some(PortTerm::Any)
    } else {
        PortRange::parse(text).map(PortTerm::Range)
    }
}

/// Groups are objects with an id; a list view may show only their names or their .NET type.
fn group_names(node: &Node<'_>) -> Vec<String> {
    let Some(list) = node.list() else {
        return Vec::new();
    };
    list.items
        .iter()
        .map(|item| match &item.value {
            Value::Object(object) => object
                .text("id")
                .map(|id| ResourceId::new(id).name().to_owned())
                .or_else(|| object.text("name").map(str::to_owned))
                .unwrap_or_default(),
            _ => {
                let text = item.text().unwrap_or("");
                ResourceId::new(text).name().to_owned()
            }
        })
        .collect()
}

fn direction(text: &str) -> Option<Direction> {
    [Direction::Inbound, Direction::Outbound]
        .into_iter()
        .find(|direction| direction.name().eq_ignore_ascii_case(text))
}

fn access(text: &str) -> Option<Access> {
    [Access::Allow, Access::Deny]
        .into_iter()
        .find(|access| access.name().eq_ignore_ascii_case(text))
}
