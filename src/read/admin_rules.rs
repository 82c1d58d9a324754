//! Virtual Network Manager's security admin rules out of the common tree, as the effective and the active lists show them
//! (azure-semantics §5).

use super::problem::Problem;
use super::rule::{RuleList, read_rule, span};
use super::value::{Node, Object};
use crate::azure::{Attachment, NetworkSecurityGroup, Resource, ResourceId};
use crate::origin::Origin;
use std::rc::Rc;

/// Whether this is a security admin rule: an NSG's rule has no list of `sources`.
pub fn is_admin_rule(object: &Object<'_>) -> bool {
    object.has("sources") && object.has("destinations") && object.has("access")
}

/// Reads one rule into a list of its own; rules that follow one another become one list later.
pub fn read_admin_rule(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> Resource {
    let id = object.text("id").map(ResourceId::new);
    let manager = id.and_then(|id| id.up_to("networkManagers"));
    let origin = Origin::Pasted(span(input, node.start, node.end));
    let mut rules = Vec::new();
    if object.cut.is_none() {
        rules.push(read_rule(input, node, object, RuleList::Admin, problems));
    }
    Resource::AdminRules(Rc::new(NetworkSecurityGroup {
        name: manager.as_ref().map_or("", ResourceId::name).to_owned(),
        id: manager,
        cut: rules.is_empty().then_some(origin),
        rules,
        attachment: Attachment::default(),
        is_effective: false,
        is_admin: true,
        origin,
    }))
}
