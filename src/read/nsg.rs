//! Network security groups and lone rules out of the common tree.

use super::effective_rules::{is_effective, read_effective};
use super::problem::{Problem, ProblemKind};
use super::resource::read_resource;
use super::route::{is_route, is_route_table, read_route_table, read_routes};
use super::rule::{
    RuleList, is_rule, may_be_part_of_a_rule, provisioning_state, read_rule, rule_name, span,
};
use super::security_group_view::{is_view, read_view};
use super::value::{List, Member, Node, Object, Value};
use crate::azure::{
    Attachment, NetworkSecurityGroup, Resource, ResourceId, Route, RuleState, SecurityRule,
};
use crate::origin::{Origin, Span};
use std::rc::Rc;

/// What one piece of text holds.
#[derive(Debug, Default)]
pub struct Found {
    /// Whole NSGs.
    pub groups: Vec<NetworkSecurityGroup>,
    /// Rules that stand outside any NSG, as `$nsg.SecurityRules` prints them.
    pub bare: Vec<BareRule>,
    /// Where a list of lone rules breaks off.
    pub bare_cut: Option<Origin>,
    /// Resources of other kinds.
    pub resources: Vec<Resource>,
    /// Routes that stand outside any route table.
    pub routes: Vec<Route>,
    /// Whether these are effective routes.
    pub are_effective: bool,
    /// Where a list of lone routes breaks off.
    pub routes_cut: Option<Origin>,
}

/// A rule that stands outside any NSG.
#[derive(Debug)]
pub struct BareRule {
    /// The rule.
    pub rule: SecurityRule,
    /// The NSG that its id names.
    pub group: Option<ResourceId>,
}

impl Found {
    /// Whether there is anything.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
            && self.bare.is_empty()
            && self.bare_cut.is_none()
            && self.resources.is_empty()
            && self.routes.is_empty()
    }
}

/// For something that holds neither an NSG nor a whole rule: whether it may be the rest of a rule that was cut off.
pub fn is_rest_of_a_rule(node: &Node<'_>) -> bool {
    node.object().is_some_and(may_be_part_of_a_rule)
}

/// Looks through a tree, however deep the NSGs are in it: lists, `value` wrappers, deployment templates.
pub fn find(input: u32, node: &Node<'_>, found: &mut Found, problems: &mut Vec<Problem>) {
    match &node.value {
        Value::List(list) => find_in_list(input, node, list, found, problems),
        Value::Object(object) if is_rule(object) => {
            if object.cut.is_some() {
                // A rule that breaks off is no rule, but it shows that one is missing.
                found.bare_cut = Some(Origin::Pasted(span(input, node.start, node.end)));
            } else {
                let rule = read_rule(input, node, object, RuleList::Bare, problems);
                let group = object
                    .text("id")
                    .and_then(|id| ResourceId::new(id).up_to("networkSecurityGroups"));
                found.bare.push(BareRule { rule, group });
            }
        }
        Value::Object(object) if is_effective(object) => {
            let effective = read_effective(input, node, object, problems);
            found.groups.push(effective.group);
            for (name, addresses) in effective.tags {
                found.resources.push(Resource::ServiceTag {
                    name,
                    addresses,
                    origin: Origin::Pasted(span(input, node.start, node.end)),
                });
            }
        }
        Value::Object(object) if is_view(object) => {
            found
                .groups
                .extend(read_view(input, node, object, problems));
        }
        Value::Object(object) if is_route_table(object) => {
            let table = read_route_table(input, node, object, problems);
            found.resources.push(Resource::RouteTable(Rc::new(table)));
        }
        Value::Object(object) if is_route(object) => {
            found.are_effective |=
                object.member("source").is_some() || object.member("state").is_some();
            read_routes(input, node, &mut found.routes, problems);
        }
        Value::Object(object) if is_group(object) => {
            if !is_reference(object) {
                found.groups.push(read_group(input, node, object, problems));
            }
        }
        Value::Object(object) => {
            found.resources.extend(read_resource(input, node, object));
            // Inside stand others: the subnets of a network, the NSG that a subnet was printed with.
            for member in &object.members {
                find(input, &member.node, found, problems);
            }
        }
        Value::Null | Value::Text(_) => {}
    }
}

fn find_in_list(
    input: u32,
    node: &Node<'_>,
    list: &List<'_>,
    found: &mut Found,
    problems: &mut Vec<Problem>,
) {
    let before = found.bare.len();
    let routes_before = found.routes.len();
    for item in &list.items {
        find(input, item, found, problems);
    }
    if list.cut.is_some() && found.routes.len() > routes_before {
        found.routes_cut = Some(Origin::Pasted(span(input, node.start, node.end)));
    }
    if list.cut.is_some() && found.bare.len() > before {
        found.bare_cut = Some(Origin::Pasted(span(input, node.start, node.end)));
    }
}

const USER_RULES: &str = "securityRules";
const DEFAULT_RULES: &str = "defaultSecurityRules";

fn is_group(object: &Object<'_>) -> bool {
    object.member(USER_RULES).is_some() || object.member(DEFAULT_RULES).is_some()
}

/// Interfaces and subnets print the NSG they point to with empty lists. A real NSG always has default rules.
fn is_reference(object: &Object<'_>) -> bool {
    let is_empty_list = |key: &str| {
        object
            .member(key)
            .and_then(|member| member.node.list())
            .is_some_and(|list| list.items.is_empty() && list.cut.is_none())
    };
    is_empty_list(USER_RULES) && is_empty_list(DEFAULT_RULES) && object.text("name").is_none()
}

fn read_group(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> NetworkSecurityGroup {
    let whole = span(input, node.start, node.end);
    let id = object.text("id").map(ResourceId::new);
    let name = object
        .text("name")
        .or_else(|| id.as_ref().map(ResourceId::name))
        .unwrap_or("")
        .to_owned();
    let user = object.member(USER_RULES);
    let mut rule_problems = Vec::new();
    let mut rules = Vec::new();
    for (member, list) in [
        (user, RuleList::User),
        (object.member(DEFAULT_RULES), RuleList::Default),
    ] {
        for item in rule_nodes(member) {
            if let Some(object) = item.object().filter(|object| is_whole_rule(object)) {
                rules.push(read_rule(input, item, object, list, &mut rule_problems));
            }
        }
    }
    let cut = missing_rules(input, user, object, whole);
    if let Some(origin) = cut {
        problems.push(Problem {
            kind: ProblemKind::RulesNotShown { nsg: name.clone() },
            at: origin.span(),
        });
    }
    let state = provisioning_state(input, object, &name, problems);
    if state == RuleState::Failed {
        for rule in &mut rules {
            if !rule.default && rule.state == RuleState::InForce {
                rule.state = RuleState::Failed;
            }
        }
    }
    for problem in rule_problems {
        // What holds for the whole NSG need not be said again for each rule.
        let is_said = matches!(
            problem.kind,
            ProblemKind::RuleUpdating { .. } | ProblemKind::RuleFailed { .. }
        );
        if state == RuleState::InForce || !is_said {
            problems.push(problem);
        }
    }
    NetworkSecurityGroup {
        name,
        id,
        rules,
        cut,
        attachment: Attachment {
            network_interfaces: ids(object.member("networkInterfaces")),
            subnets: ids(object.member("subnets")),
        },
        is_effective: false,
        origin: Origin::Pasted(whole),
    }
}

/// The elements of a list of rules; a single rule may stand there without a list.
fn rule_nodes<'a, 't>(member: Option<&'a Member<'t>>) -> &'a [Node<'t>] {
    match member.map(|member| &member.node) {
        Some(Node {
            value: Value::List(list),
            ..
        }) => &list.items,
        Some(node) if node.object().is_some_and(is_rule) => std::slice::from_ref(node),
        _ => &[],
    }
}

/// Whether it has content and does not break off.
fn is_whole_rule(object: &Object<'_>) -> bool {
    object.cut.is_none() && (is_rule(object) || !rule_name(object).is_empty())
}

/// Where rules of the user are missing: a list that breaks off or shows an ellipsis, or no list at all, as
/// in `SecurityRules : {default-allow-rdp}`, where PowerShell printed names only.
fn missing_rules(
    input: u32,
    user: Option<&Member<'_>>,
    object: &Object<'_>,
    whole: Span,
) -> Option<Origin> {
    let Some(member) = user else {
        return Some(Origin::Pasted(whole));
    };
    let place = Origin::Pasted(span(input, member.start, member.node.end));
    let is_whole = |item: &Node<'_>| item.object().is_some_and(is_whole_rule);
    let rules = rule_nodes(Some(member));
    let is_complete = match &member.node.value {
        Value::List(List { cut: Some(_), .. }) | Value::Text(_) => false,
        Value::Object(_) if rules.is_empty() => false,
        Value::List(_) | Value::Object(_) => rules.iter().all(is_whole),
        Value::Null => object.cut.is_none(),
    };
    (!is_complete).then_some(place)
}

/// The ids in a list of references. `None` when there is no list, or it was cut before its first element.
fn ids(member: Option<&Member<'_>>) -> Option<Vec<ResourceId>> {
    let list = member?.node.list()?;
    let mut ids = Vec::new();
    for item in &list.items {
        let id = match &item.value {
            Value::Object(object) => object.text("id"),
            _ => item.text(),
        };
        ids.extend(id.map(ResourceId::new));
    }
    (list.cut.is_none() || !ids.is_empty()).then_some(ids)
}
