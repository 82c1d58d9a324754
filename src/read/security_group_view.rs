//! The security group view of Network Watcher: for each network interface, the rules of the NSGs that filter it
//! (azure-semantics §4).

use super::problem::{Problem, ProblemKind};
use super::resource::{nodes, one};
use super::rule::{RuleList, read_rules};
use super::value::{Node, Object};
use crate::azure::{Attachment, NetworkSecurityGroup, ResourceId};
use crate::origin::Origin;

const ASSOCIATIONS: &str = "securityRuleAssociations";

/// The places of an NSG: how REST calls what is there, and how PowerShell calls its rules and its id.
const PLACES: [(&str, &str, &str); 2] = [
    ("subnetAssociation", "subnetSecurityRules", "subnetId"),
    (
        "networkInterfaceAssociation",
        "networkInterfaceSecurityRules",
        "networkInterfaceId",
    ),
];

/// Whether this is the view of one network interface.
pub fn is_view(object: &Object<'_>) -> bool {
    object.member(ASSOCIATIONS).is_some() || PLACES.iter().any(|(_, rules, _)| object.has(rules))
}

/// The NSGs that the view shows, each where it sits.
pub fn read_view(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<NetworkSecurityGroup> {
    let mut groups = Vec::new();
    let whole = node.origin(input);
    let view = object.inner(ASSOCIATIONS).unwrap_or(object);
    let mut said = Vec::new();
    for (place, rules_here, id_here) in PLACES {
        let (around, own_key, id_key) = match view.inner(place) {
            Some(association) => (association, "securityRules", "id"),
            None => (view, rules_here, id_here),
        };
        let Some(member) = around.member(own_key) else {
            continue;
        };
        let own = nodes(around, own_key);
        let mut rules = read_rules(input, own, RuleList::User, problems);
        // They stand there once for both; what is remarkable about them is said once, too.
        said.clear();
        let default = nodes(view, "defaultSecurityRules");
        rules.append(&mut read_rules(
            input,
            default,
            RuleList::Default,
            &mut said,
        ));
        let rule_id = own.first().and_then(|rule| rule.object()?.text("id"));
        let id = rule_id.and_then(|id| ResourceId::new(id).up_to("networkSecurityGroups"));
        let name = id.as_ref().map_or("", ResourceId::name).to_owned();
        let on = one(around.text(id_key).map(ResourceId::new));
        let (subnets, network_interfaces) = match place {
            "subnetAssociation" => (on, Vec::new()),
            _ => (Vec::new(), on),
        };
        let is_cut = around.cut.is_some() || member.node.list().is_some_and(|it| it.cut.is_some());
        let cut = is_cut.then(|| member.span(input));
        if cut.is_some() {
            problems.push(Problem::new(ProblemKind::RulesNotShown, &name, cut));
        }
        groups.push(NetworkSecurityGroup {
            name,
            id,
            rules,
            cut: cut.map(Origin::Pasted),
            attachment: Attachment {
                subnets: Some(subnets),
                network_interfaces: Some(network_interfaces),
            },
            is_effective: true,
            is_admin: false,
            origin: whole,
        });
    }
    problems.append(&mut said);
    groups
}
