//! The security group view of Network Watcher: for each network interface, the rules of the NSGs that filter it
//! (azure-semantics §4).

use super::problem::Problem;
use super::resource::nodes;
use super::rule::{RuleList, read_rules, span};
use super::value::{Node, Object};
use crate::azure::{Attachment, NetworkSecurityGroup, ResourceId};
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
    let Some(view) = object.inner(ASSOCIATIONS) else {
        return groups;
    };
    let mut said = Vec::new();
    for key in ["subnetAssociation", "networkInterfaceAssociation"] {
        let Some(association) = view.inner(key) else {
            continue;
        };
        let own = nodes(association, "securityRules");
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
        let on = Vec::from_iter(association.text("id").map(ResourceId::new));
        let (subnets, network_interfaces) = match key {
            "subnetAssociation" => (on, Vec::new()),
            _ => (Vec::new(), on),
        };
        groups.push(NetworkSecurityGroup {
            name: id.as_ref().map_or("", ResourceId::name).to_owned(),
            id,
            rules,
            cut: association.cut.map(|_| whole),
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
