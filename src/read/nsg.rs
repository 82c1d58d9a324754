//! Network security groups out of the common tree.

use super::first_seen::{FirstSeen, number_of};
use super::problem::{Problem, ProblemKind};
use super::provisioning::provisioning_state;
use super::resource::{id_at, name};
use super::rule::{RuleList, is_rule, is_whole_rule, read_rules};
use super::value::{List, Member, Node, Object, Value};
use crate::azure::{Attachment, NetworkSecurityGroup, ResourceId, RuleState, SecurityRule};
use crate::origin::{Origin, Span};
use std::rc::Rc;

const USER_RULES: &str = "securityRules";
const CLASSIC_RULES: &str = "rules";
const DEFAULT_RULES: &str = "defaultSecurityRules";

/// Whether this is an NSG, or the way one is printed where something points to it.
pub fn is_group(object: &Object<'_>) -> bool {
    // A template leaves an NSG's properties out when it has no rules of its own.
    let is_in_template =
        object.has("apiVersion") && object.says("type", "Microsoft.Network/networkSecurityGroups");
    user_rules(object).is_some() || object.member(DEFAULT_RULES).is_some() || is_in_template
}

/// Whether this is an NSG of the classic model, which has no resource id.
pub fn is_classic(object: &Object<'_>) -> bool {
    has_one_list(object) && !object.has("id") && !is_playbook(object)
}

/// Whether this is what Ansible shall make of an NSG (`azure_rm_securitygroup`).
pub fn is_playbook(object: &Object<'_>) -> bool {
    has_one_list(object) && object.has("resourceGroup")
}

/// Whether all rules stand in one list: in the classic model, and in the first Azure CLI's table.
fn has_one_list(object: &Object<'_>) -> bool {
    let rules = rule_nodes(object.member(CLASSIC_RULES));
    let first = rules.first().and_then(Node::object);
    first.is_some_and(is_rule)
}

fn user_rules<'a, 't>(object: &'a Object<'t>) -> Option<&'a Member<'t>> {
    let key = if has_one_list(object) {
        CLASSIC_RULES
    } else {
        USER_RULES
    };
    object.member(key)
}

/// Interfaces and subnets print the NSG they point to with empty lists. A real NSG always has default rules.
pub fn is_reference(object: &Object<'_>) -> bool {
    let is_empty_list = |key: &str| {
        object
            .member(key)
            .and_then(|member| member.node.list())
            .is_some_and(|list| list.items.is_empty() && list.cut.is_none())
    };
    is_empty_list(USER_RULES) && is_empty_list(DEFAULT_RULES) && object.text("name").is_none()
}

/// Reads an NSG.
pub fn read_group(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> NetworkSecurityGroup {
    let whole = node.span(input);
    let mut id = object.text("id").map(ResourceId::new);
    let name = name(object);
    let user = user_rules(object);
    if is_classic(object) {
        id = Some(ResourceId::of_classic_nsg(&name));
    }
    let list = if has_one_list(object) {
        RuleList::Bare
    } else {
        RuleList::User
    };
    let mut rule_problems = Vec::new();
    let mut read = |member, list| read_rules(input, rule_nodes(member), list, &mut rule_problems);
    let mut rules = read(user, list);
    drop_repeated(&mut rules);
    rules.append(&mut read(object.member(DEFAULT_RULES), RuleList::Default));
    let cut = missing_rules(input, user, object, whole);
    if let Some(origin) = cut {
        let kind = ProblemKind::RulesNotShown;
        problems.push(Problem::new(kind, &name, origin.span()));
    }
    let state = provisioning_state(input, object, &name, problems);
    if state == RuleState::Failed {
        for rule in &mut rules {
            if !rule.default && rule.state == RuleState::InForce {
                Rc::make_mut(rule).state = RuleState::Failed;
            }
        }
    }
    for problem in rule_problems {
        // What holds for the whole NSG need not be said again for each rule.
        let is_said = matches!(
            problem.kind,
            ProblemKind::RuleUpdating | ProblemKind::RuleFailed
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
        attachment: attachment(object),
        is_effective: false,
        is_admin: false,
        origin: Origin::Pasted(whole),
    }
}

/// A template may have a rule in its NSG and on its own.
fn drop_repeated(rules: &mut Vec<Rc<SecurityRule>>) {
    let mut seen = FirstSeen::default();
    let mut kept: Vec<Rc<SecurityRule>> = Vec::with_capacity(rules.len());
    for rule in rules.drain(..) {
        // Rules without names are told apart as well.
        let known_by = number_of(&rule.name) ^ rule.priority.get().copied().unwrap_or(0);
        let is_same = |at: usize| kept.get(at).is_some_and(|known| known.says_the_same(&rule));
        if seen.find(known_by, &is_same).is_none() {
            seen.add(known_by, kept.len());
            kept.push(rule);
        }
    }
    *rules = kept;
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

/// Where rules of the user are missing: a list that breaks off or shows an ellipsis, or no list at all, as
/// in `SecurityRules : {default-allow-rdp}`, where PowerShell printed names only.
fn missing_rules(
    input: u32,
    user: Option<&Member<'_>>,
    object: &Object<'_>,
    whole: Span,
) -> Option<Origin> {
    let Some(member) = user else {
        let is_in_template = object.member("apiVersion").is_some();
        // What-if writes `properties.securityRules: [`.
        let is_said = |member: &Member<'_>| member.key.ends_with(USER_RULES);
        let is_whole = is_in_template && !object.members.iter().any(is_said);
        return (!is_whole).then_some(Origin::Pasted(whole));
    };
    let place = member.origin(input);
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

/// What it is attached to. az prints null for both where that is nothing.
fn attachment(object: &Object<'_>) -> Attachment {
    let (nics, subnets) = (object.member("networkInterfaces"), object.member("subnets"));
    let is_null =
        |member: Option<&Member<'_>>| member.is_some_and(|member| member.node.value == Value::Null);
    if is_null(nics) && is_null(subnets) {
        return Attachment {
            network_interfaces: Some(Vec::new()),
            subnets: Some(Vec::new()),
        };
    }
    Attachment {
        network_interfaces: ids(nics),
        subnets: ids(subnets),
    }
}

/// The ids in a list of references. `None` when there is no list, or it was cut before its first element.
pub fn ids(member: Option<&Member<'_>>) -> Option<Vec<ResourceId>> {
    let list = member?.node.list()?;
    let mut ids = Vec::new();
    for item in &list.items {
        if let Some(id) = id_at(item) {
            ids.push(id);
        }
    }
    let is_none = list.cut.is_none() && list.items.is_empty();
    (is_none || !ids.is_empty()).then_some(ids)
}
