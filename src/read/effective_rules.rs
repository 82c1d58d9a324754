//! Effective rules: what a network interface sees of one NSG, with the service tags expanded (azure-semantics §4).

use super::letters::one_of;
use super::problem::{Problem, ProblemKind, report};
use super::resource::{name, nodes, one, prefixes, reference};
use super::rule::{RuleList, read_rule};
use super::value::{Member, Node, Object, Value};
use crate::azure::{
    AddressField, AddressTerm, Attachment, Direction, NetworkSecurityGroup, SecurityRule,
    ServiceTag, Unknown,
};
use crate::net::{AddressSet, Prefix};
use std::rc::Rc;

/// An NSG as a network interface sees it, and what the service tags in it stand for.
pub struct EffectiveRules {
    /// The rules.
    pub group: NetworkSecurityGroup,
    /// Expanded tags.
    pub tags: Vec<(String, AddressSet)>,
}

const RULES: &str = "effectiveSecurityRules";

/// What marks those whose list may hold more than was pasted.
const PART: &str = "isPartOfList";

/// Whether these are effective rules, or what is left of them where the text ends.
pub fn is_effective(object: &Object<'_>) -> bool {
    let points = |member: &Member<'_>| {
        let is = |key: &&str| member.key.eq_ignore_ascii_case(key);
        ["id", "subnet", "networkInterface"].iter().any(is)
    };
    let is_before_rules = |member: &Member<'_>| {
        let is = |key: &&str| member.key.eq_ignore_ascii_case(key);
        let inside = member.node.object().map(|inside| &inside.members);
        ["networkSecurityGroup", "association"].iter().any(is)
            && inside.is_some_and(|inside| inside.iter().all(points))
            && object.cut.is_some_and(|cut| cut > member.start)
    };
    let is_rest = !object.members.is_empty() && object.members.iter().all(is_before_rules);
    is_rest || object.member(RULES).is_some()
}

/// Marks effective rules that stand in no list, where what is around does not show that nothing is missing: another NSG's
/// may have stood before them or behind. PowerShell prints one blank line between two, and two at the end.
pub fn mark_part(text: &str, node: &mut Node<'_>, end: usize, is_json: bool) {
    let start = node.start;
    let Value::Object(object) = &mut node.value else {
        return;
    };
    if object.cut.is_some() || !is_effective(object) {
        return;
    }
    let before = text.get(..start).unwrap_or("");
    let behind = text.get(end..).unwrap_or("");
    let rest = behind.trim_start();
    let is_whole = match is_json {
        true => !rest.starts_with(one_of(",]")),
        false => {
            let begins = before.ends_with('\n') || !before.trim_end().is_empty();
            let blanks = behind.len() - rest.len();
            let blank_lines = behind.bytes().take(blanks).filter(|byte| *byte == b'\n');
            begins && (!rest.is_empty() || blank_lines.count() > 1)
        }
    };
    if !is_whole {
        object.add_text(PART, "", start, start);
    }
}

/// Reads them.
pub fn read_effective(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> EffectiveRules {
    let whole = node.origin(input);
    let mut tags: Vec<(String, AddressSet)> = Vec::new();
    if let Some(map) = object.inner("tagMap") {
        for member in &map.members {
            tags.push((
                member.key.to_string(),
                Prefix::all_of(&prefixes(map, &member.key)),
            ));
        }
    }
    let mut rules = Vec::new();
    for item in nodes(object, RULES) {
        if let Some(object) = item.object().filter(|object| object.cut.is_none()) {
            let rule = effective_rule(input, item, object, &mut tags, problems);
            rules.push(Rc::new(rule));
        }
    }
    let member = object.member(RULES);
    let list = member.and_then(|member| member.node.list());
    // There are default rules at least.
    let is_cut =
        object.cut.is_some() || list.is_none_or(|list| list.cut.is_some() || list.items.is_empty());
    let id = reference(object, "networkSecurityGroup");
    let name = id
        .as_ref()
        .map_or_else(|| name(object), |id| id.name().to_owned());
    if is_cut && let Some(member) = member {
        let at = member.span(input);
        report(ProblemKind::RulesNotShown, &name, at, problems);
    }
    let association = object.inner("association");
    let attached = |key| one(association.and_then(|association| reference(association, key)));
    let mut group = NetworkSecurityGroup {
        name,
        id,
        rules,
        cut: is_cut.then_some(whole),
        attachment: Attachment {
            network_interfaces: association.map(|_| attached("networkInterface")),
            subnets: association.map(|_| attached("subnet")),
        },
        is_effective: true,
        is_admin: false,
        origin: whole,
    };
    if object.cut.is_some() || object.has(PART) {
        group.attachment.leave_open();
    }
    EffectiveRules { group, tags }
}

fn effective_rule(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    tags: &mut Vec<(String, AddressSet)>,
    problems: &mut Vec<Problem>,
) -> SecurityRule {
    let mut rule = read_rule(input, node, object, RuleList::Effective, problems);
    let outbound = rule.direction.get() == Some(&Direction::Outbound);
    let source = prefixes(object, "expandedSourceAddressPrefix");
    let mut destination = prefixes(object, "expandedDestinationAddressPrefix");
    if destination.is_empty() && outbound && source.is_empty() {
        destination = prefixes(object, "expandedDestinationAddressPrefixes");
    }
    if !rule.default {
        suspect_more(object, &mut rule, problems);
    }
    expand(&mut rule.source, &source, tags);
    expand(&mut rule.destination, &destination, tags);
    rule
}

/// Clients of before 2017-09 know no lists: of a rule that has one they print its first element only.
fn suspect_more(object: &Object<'_>, rule: &mut SecurityRule, problems: &mut Vec<Problem>) {
    const SINGULAR: [&str; 4] = [
        "sourceAddressPrefix",
        "sourcePortRange",
        "destinationAddressPrefix",
        "destinationPortRange",
    ];
    const PLURAL: [&str; 4] = [
        "sourceAddressPrefixes",
        "sourcePortRanges",
        "destinationAddressPrefixes",
        "destinationPortRanges",
    ];
    let fields = [
        &mut rule.source.lost,
        &mut rule.source_ports.lost,
        &mut rule.destination.lost,
        &mut rule.destination_ports.lost,
    ];
    let mut is_suspect = false;
    for ((one, several), lost) in SINGULAR.iter().zip(PLURAL).zip(fields) {
        // Only one that matches everything has nothing to add.
        let is_whole = |text: &str| matches!(text, "*" | "0.0.0.0/0" | "0-65535" | "Any");
        if object.text(one).is_some_and(|text| !is_whole(text)) && !object.has(several) {
            *lost = Some(Unknown::Truncated);
            is_suspect = true;
        }
    }
    if is_suspect {
        let at = rule.origin.span();
        problems.push(Problem::new(ProblemKind::OnlyFirst, &rule.name, at));
    }
}

/// Puts the addresses of the tags in place of the tags. Azure writes `*` as `0.0.0.0/0` here (azure-semantics §3.4).
fn expand(field: &mut AddressField, expanded: &[Prefix], tags: &mut Vec<(String, AddressSet)>) {
    if let ([AddressTerm::Tag(tag)], false) = (&*field.terms, expanded.is_empty())
        && !is_known(tag, tags)
    {
        tags.push((tag.name().to_owned(), Prefix::all_of(expanded)));
    }
    let mut terms = Vec::new();
    for term in std::mem::take(&mut field.terms).into_vec() {
        // The tag stays where the paste says which addresses it has, so that the rule reads as it was written.
        let stays = match &term {
            AddressTerm::Tag(tag @ (ServiceTag::Published(_) | ServiceTag::VirtualNetwork)) => {
                expanded.is_empty() || is_known(tag, tags)
            }
            AddressTerm::Tag(_) => expanded.is_empty(),
            _ => true,
        };
        match term {
            AddressTerm::Prefix(prefix) if prefix.is_whole_family() => terms.push(AddressTerm::Any),
            _ if stays => terms.push(term),
            _ => {}
        }
    }
    for prefix in expanded {
        let is_there = |term: &AddressTerm| *term == AddressTerm::Prefix(*prefix);
        if !terms.iter().any(is_there) {
            terms.push(AddressTerm::Prefix(*prefix));
        }
    }
    field.terms = terms.into();
}

fn is_known(tag: &ServiceTag, tags: &[(String, AddressSet)]) -> bool {
    let is_it = |known: &str| known.eq_ignore_ascii_case(tag.name());
    tags.iter().any(|(known, _)| is_it(known))
}
