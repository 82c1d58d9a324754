//! One security rule out of the common tree, whichever dialect it was written in.

use super::expression::is_expression;
use super::letters::{NO_DIGIT, one_of};
use super::problem::{Problem, ProblemKind};
use super::provisioning::provisioning_state;
use super::resource::{is_true, name};
use super::term::{address_term, group_name, port_term};
use super::too_shallow::is_lost;
use super::value::{Member, Node, Object, Value};
use super::written::{Collected, Written};
use crate::azure::default_rules::{default_direction, is_default_priority, known_default};
use crate::azure::security_rule::{RuleField, USER_PRIORITIES};
use crate::azure::{
    Access, AddressField, AddressTerm, Direction, Field, PortField, PortTerm, ResourceId,
    RuleState, SecurityRule, Terms, Unknown, Unread,
};
use crate::net::{Protocol, text};
use crate::origin::{Origin, Span};
use std::rc::Rc;

/// Which list of the NSG a rule was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleList {
    /// `SecurityRules`.
    User,
    /// `DefaultSecurityRules`.
    Default,
    /// `EffectiveSecurityRules`: its name tells which it is.
    Effective,
    /// Of Virtual Network Manager, with priorities from 0 on and names in its ids.
    Admin,
    /// On its own: its id, or its name and priority, tell which it is.
    Bare,
}

/// Whether an object is a security rule, perhaps with fields missing: nothing else in Azure has these.
pub fn is_rule(object: &Object<'_>) -> bool {
    const DECIDING_KEYS: [&str; 4] = ["access", "direction", "priority", "protocol"];
    let mut found = 0;
    for key in &DECIDING_KEYS {
        found += u32::from(object.has(key));
    }
    if found > 0 {
        for key in &MATCHED_KEYS {
            // Counting on would change nothing.
            found += u32::from(found < FEWEST_KEYS && object.has(key));
        }
    }
    let has_id = || {
        let id = object.text("id").map(ResourceId::new);
        let names = |kind: &str| id.as_ref().is_some_and(|id| id.segment(kind).is_some());
        names("securityRules") || names("defaultSecurityRules")
    };
    found >= FEWEST_KEYS || has_id()
}

/// So many of a rule's keys only a rule has.
const FEWEST_KEYS: u32 = 3;

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

/// Whether it says what only a rule says, and too little to be one.
pub fn has_range_or_prefix(object: &Object<'_>) -> bool {
    !is_rule(object) && object.has_any(&MATCHED_KEYS)
}

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

/// Reads the rules among these, leaving out what has no content or breaks off.
pub fn read_rules(
    input: u32,
    nodes: &[Node<'_>],
    list: RuleList,
    problems: &mut Vec<Problem>,
) -> Vec<Rc<SecurityRule>> {
    let mut rules = Vec::new();
    for node in nodes {
        if let Some(object) = node.object().filter(|object| is_whole_rule(object)) {
            rules.push(Rc::new(read_rule(input, node, object, list, problems)));
        }
    }
    rules
}

/// Whether it has content and does not break off.
pub fn is_whole_rule(object: &Object<'_>) -> bool {
    object.cut.is_none() && (is_rule(object) || !rule_name(object).is_empty())
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
        unread: Unread::default(),
        object,
        whole: node.span(input),
        name: match list {
            RuleList::Admin => name(object),
            _ => rule_name(object).to_owned(),
        },
        problems,
        texts: Vec::new(),
    };
    let mut priority = reader.field(RuleField::Priority, "priority", priority_number);
    let default = reader.is_default(list, &priority);
    if !default
        && list != RuleList::Admin
        && let Ok(number) = priority.value
        && !USER_PRIORITIES.contains(&number)
    {
        // It cannot exist in Azure like this, so its place among the others is unknown (T25).
        priority.value = Err(Unknown::Unreadable);
        *reader.unread.text_mut(RuleField::Priority) = text::number(number as usize);
        reader
            .problem(ProblemKind::PriorityOutOfRange, priority.origin)
            .number = number;
    }
    // A table leaves columns out, as the portal's does, and these rules are the same in every NSG.
    let lacks = |keys: &[&str]| !object.has_any(keys);
    if default
        && (lacks(&["access"]) || lacks(&["protocol"]) || MATCHED_KEYS.chunks(2).any(lacks))
        && let Ok(number) = priority.value
        && let Some(known) = known_default(&reader.name, number)
    {
        return SecurityRule {
            origin: Origin::Pasted(reader.whole),
            name: reader.name,
            ..known
        };
    }
    // The classic model calls direction and access otherwise.
    let (direction, access) = match object.has("action") {
        true => ("type", "action"),
        false => ("direction", "access"),
    };
    SecurityRule {
        origin: Origin::Pasted(reader.whole),
        default,
        direction: reader.direction(direction, &priority),
        access: reader.field(RuleField::Access, access, Access::parse),
        protocol: reader.field(RuleField::Protocol, "protocol", Protocol::parse),
        source: reader.addresses(
            RuleField::Source,
            ["sourceAddressPrefix", "sourceAddressPrefixes", "sources"],
            "sourceApplicationSecurityGroups",
        ),
        source_ports: reader.ports(
            RuleField::SourcePorts,
            ["sourcePortRange", "sourcePortRanges"],
        ),
        destination: reader.addresses(
            RuleField::Destination,
            [
                "destinationAddressPrefix",
                "destinationAddressPrefixes",
                "destinations",
            ],
            "destinationApplicationSecurityGroups",
        ),
        destination_ports: reader.ports(
            RuleField::DestinationPorts,
            ["destinationPortRange", "destinationPortRanges"],
        ),
        state: reader.state(),
        priority,
        name: reader.name,
        unread: reader.unread,
    }
}

/// The name the user gave it, without the `securityRules/` that other outputs put before it.
pub fn rule_name<'a>(object: &'a Object<'_>) -> &'a str {
    // A query of Resource Graph calls it as somebody liked.
    let name = object.first_text(&["name", "ruleName"]).unwrap_or("");
    // The others are not looked through.
    let may_have_list = name.starts_with(one_of("sSdD"));
    match may_have_list.then(|| name.split_once('/')).flatten() {
        Some((list, own)) if is_rule_list(list) => own,
        _ => name,
    }
}

/// A priority, also where a spreadsheet parted the thousands by whatever is usual in its language.
fn priority_number(text: &str) -> Option<u32> {
    match text.split_once(NO_DIGIT) {
        Some((thousands, rest)) if rest.len() == 3 => [thousands, rest].concat().parse().ok(),
        // Or took it for a number with a fraction.
        Some((whole, "0")) => whole.parse().ok(),
        _ => text.parse().ok(),
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
        input: u16::try_from(input).unwrap_or(u16::MAX),
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
    unread: Unread,
    /// Room for those of the next field.
    texts: Vec<Written<'a>>,
}

impl<'a> RuleReader<'a, '_> {
    /// A problem of this rule, for more to be said of it.
    fn problem(&mut self, kind: ProblemKind, origin: Origin) -> &mut Problem {
        self.problem_of(kind, ["", ""], origin)
    }

    /// The same, with a text and another.
    fn problem_of(
        &mut self,
        kind: ProblemKind,
        [text, other]: [&str; 2],
        origin: Origin,
    ) -> &mut Problem {
        let at = origin.span().or(Some(self.whole));
        let problem = Problem::of(kind, [&self.name, text, other], at);
        self.problems.push_mut(problem)
    }

    fn origin_of(&self, member: &Member<'_>) -> Origin {
        member.origin(self.input)
    }

    fn missing(&mut self, field: RuleField) -> Unknown {
        let origin = Origin::Pasted(self.whole);
        self.problem(ProblemKind::FieldMissing, origin).field = Some(field);
        Unknown::Missing
    }

    fn unreadable(&mut self, field: RuleField, text: &str, origin: Origin) {
        let is_elsewhere = match is_lost(text) {
            true => Some(ProblemKind::DepthTooSmall),
            false => is_expression(text).then_some(ProblemKind::ExpressionUnknown),
        };
        let problem = match is_elsewhere {
            // It is about what stands there.
            Some(kind) => {
                let at = origin.span().or(Some(self.whole));
                self.problems.push_mut(Problem::new(kind, text, at))
            }
            None => self.problem_of(ProblemKind::FieldUnreadable, [text, ""], origin),
        };
        problem.field = Some(field);
    }

    /// A field that holds one word.
    fn field<T>(&mut self, field: RuleField, key: &str, read: fn(&str) -> Option<T>) -> Field<T> {
        let found = self.collect(&[key]);
        let origin = found.origin.unwrap_or(Origin::Pasted(self.whole));
        // `1,010` looks like a list of two.
        let parted = match &found.texts[..] {
            [thousands, rest] if field == RuleField::Priority => {
                Some([thousands.text, ",", rest.text].concat())
            }
            _ => None,
        };
        let value = match found.texts.first() {
            None => Err(self.lost(field, &found, true).unwrap_or(Unknown::Missing)),
            Some(written) => read(parted.as_deref().unwrap_or(written.text)).ok_or_else(|| {
                self.unreadable(field, written.text, origin);
                written.text.clone_into(self.unread.text_mut(field));
                Unknown::Unreadable
            }),
        };
        self.texts = found.texts;
        Field { value, origin }
    }

    /// Nobody else's rules have the names and priorities of the default rules, so these say where they count.
    fn direction(&mut self, key: &str, priority: &Field<u32>) -> Field<Direction> {
        let default = priority
            .get()
            .and_then(|priority| default_direction(&self.name, *priority));
        match default {
            Some(direction) if !self.object.has(key) => Field {
                value: Ok(direction),
                origin: Origin::Pasted(self.whole),
            },
            _ => self.field(RuleField::Direction, key, Direction::parse),
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
            RuleList::User | RuleList::Admin => false,
            RuleList::Effective => self
                .object
                .text("name")
                .is_some_and(|name| !name.to_ascii_lowercase().starts_with("securityrules/")),
            RuleList::Bare => {
                id_says()
                    || is_true(self.object, "isDefault")
                    || priority.get().is_some_and(|it| is_default_priority(*it))
                        && !self.object.has("id")
            }
        }
    }

    /// A `Failed` rule may differ from what is enforced, an unsaved one is not in force at all
    /// (azure-semantics §2.7).
    fn state(&mut self) -> RuleState {
        // Only PowerShell writes `Id` and `ProvisioningState` so, and prints them even when they are empty.
        let members = &self.object.members;
        let printed_by_powershell = members
            .iter()
            .any(|member| member.key == "ProvisioningState");
        let mut is_empty = |key| self.object.has(key) && self.collect(&[key]).texts.is_empty();
        if printed_by_powershell && is_empty("id") && is_empty("provisioningState") {
            let origin = Origin::Pasted(self.whole);
            self.problem(ProblemKind::UnsavedRule, origin);
            return RuleState::Unsaved;
        }
        provisioning_state(self.input, self.object, &self.name, self.problems)
    }

    /// Singular, plural and groups together: the field matches when any of them does (azure-semantics §3.3).
    fn addresses(&mut self, field: RuleField, keys: [&str; 3], groups: &str) -> AddressField {
        let mut found = self.collect(&keys);
        let mut terms = Terms::made_of(&found.texts, |written| {
            let term = address_term(written.text);
            match &term {
                AddressTerm::Prefix(prefix) if prefix.has_host_bits() => {
                    let (text, network) = (prefix.text(), text::block(prefix.network()));
                    self.problem_of(ProblemKind::HostBitsSet, [&text, &network], written.origin);
                }
                AddressTerm::Unreadable(text) => {
                    self.unreadable(field, text, written.origin);
                }
                _ => {}
            }
            term
        });
        if let Some(member) = self.object.member(groups) {
            let one = std::slice::from_ref(&member.node);
            let items = match &member.node.value {
                Value::List(list) => &list.items,
                // Its name, in a table.
                Value::Text(name) if !name.is_empty() => one,
                _ => &[],
            };
            for item in items {
                terms.push(AddressTerm::Group(group_name(item)));
                found.origin.get_or_insert(self.origin_of(member));
            }
        }
        let lost = self.lost(field, &found, terms.is_empty());
        self.texts = found.texts;
        AddressField {
            lost,
            terms,
            origin: found.origin.unwrap_or(Origin::Pasted(self.whole)),
        }
    }

    fn ports(&mut self, field: RuleField, keys: [&str; 2]) -> PortField {
        let found = self.collect(&keys);
        let terms = Terms::made_of(&found.texts, |written| {
            let term = port_term(written.text);
            if let PortTerm::Unreadable(text) = &term {
                self.unreadable(field, text, written.origin);
            }
            term
        });
        let lost = self.lost(field, &found, terms.is_empty());
        self.texts = found.texts;
        PortField {
            lost,
            terms,
            origin: found.origin.unwrap_or(Origin::Pasted(self.whole)),
        }
    }

    fn lost(&mut self, field: RuleField, found: &Collected<'_>, is_empty: bool) -> Option<Unknown> {
        if found.is_cut || found.is_narrow {
            let origin = found.origin.unwrap_or(Origin::Pasted(self.whole));
            let kind = match found.is_cut {
                true => ProblemKind::ListTruncated,
                false => ProblemKind::ColumnCut,
            };
            self.problem(kind, origin).field = Some(field);
            Some(Unknown::Truncated)
        } else if is_empty {
            Some(self.missing(field))
        } else {
            None
        }
    }

    /// All non-empty texts under these keys: the singular and the plural one.
    fn collect(&mut self, keys: &[&str]) -> Collected<'a> {
        let object: &'a Object<'_> = self.object;
        let mut collected = Collected {
            texts: std::mem::take(&mut self.texts),
            ..Collected::default()
        };
        collected.texts.clear();
        for key in keys {
            if let Some(member) = object.member(key) {
                collected.add(self.input, &member.node, self.origin_of(member));
            }
        }
        collected
    }
}
