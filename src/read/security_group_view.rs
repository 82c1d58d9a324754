//! The security group view of Network Watcher: for each network interface, the rules of the NSGs that filter it
//! (azure-semantics §4).

use super::problem::Problem;
use super::resource::nodes;
use super::rule::{RuleList, read_rule, span};
use super::value::{Node, Object};
use crate::azure::{Attachment, NetworkSecurityGroup, ResourceId, SecurityRule};
use crate::origin::Origin;

const ASSOCIATIONS: &str = "securityRuleAssociations";

/// Whether this is the view of one network interface.
pub fn is_view(object: &Object<'_>) -> bool {
    object.member(ASSOCIATIONS).is_some()
}

/// The NSGs that the view shows, each where it sits.
pub fn read_view(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<NetworkSecurityGroup> {
    let mut groups = Vec::new();
    let whole = Origin::Pasted(span(input, node.start, node.end));
    let Some(view) = object
        .member(ASSOCIATIONS)
        .and_then(|member| member.node.object())
    else {
        return groups;
    };
    let mut read = |list: &Object<'_>, key, kind| {
        let mut rules: Vec<SecurityRule> = Vec::new();
        for item in nodes(list, key) {
            if let Some(rule) = item.object().filter(|rule| rule.cut.is_none()) {
                rules.push(read_rule(input, item, rule, kind, problems));
            }
        }
        rules
    };
    let default_rules = read(view, "defaultSecurityRules", RuleList::Default);
    for key in ["subnetAssociation", "networkInterfaceAssociation"] {
        let Some(association) = view.member(key).and_then(|member| member.node.object()) else {
            continue;
        };
        let rule_id = nodes(association, "securityRules")
            .first()
            .and_then(|rule| rule.object()?.text("id").map(ResourceId::new));
        let id = rule_id.and_then(|id| id.up_to("networkSecurityGroups"));
        let mut rules = read(association, "securityRules", RuleList::User);
        rules.extend_from_slice(&default_rules);
        let on: Vec<ResourceId> = association
            .text("id")
            .map(ResourceId::new)
            .into_iter()
            .collect();
        let is_subnet = key == "subnetAssociation";
        groups.push(NetworkSecurityGroup {
            name: id.as_ref().map_or("", ResourceId::name).to_owned(),
            id,
            rules,
            cut: association.cut.map(|_| whole),
            attachment: Attachment {
                subnets: Some(if is_subnet { on.clone() } else { Vec::new() }),
                network_interfaces: Some(if is_subnet { Vec::new() } else { on }),
            },
            is_effective: true,
            origin: whole,
        });
    }
    groups
}
