//! Surroundings with fewer rules: of a thousand, some remote ends meet few, and one port fewer. For these the answer is the
//! same, and soon found.

use super::address_match::{AddressContext, Family, remote};
use super::rule_match::Context;
use crate::azure::security_rule::RuleField;
use crate::azure::{Direction, NetworkSecurityGroup, SecurityRule};
use crate::join::Topology;
use crate::question::{Question, SourceSet};
use std::rc::Rc;

/// The same surroundings with those rules alone that may be for these remote ends, whatever the port.
pub fn met_by(topology: &Topology, question: &Question, remote_ends: &SourceSet) -> Topology {
    if *remote_ends == SourceSet::all() {
        return topology.clone();
    }
    let context = Context::new(topology, question);
    with_rules(topology, &|rule| {
        !remote_ends_of(rule, &context).is_disjoint(remote_ends)
    })
}

/// Whom a rule may be for, whatever the port.
pub fn remote_ends_of(rule: &SecurityRule, context: &Context<'_>) -> SourceSet {
    let (name, field) = match context.question.direction {
        Direction::Inbound => (RuleField::Source, &rule.source),
        Direction::Outbound => (RuleField::Destination, &rule.destination),
    };
    let about = AddressContext {
        rule: "",
        name,
        field,
        default: rule.default,
        topology: context.topology,
        network: &context.network,
        family: Family::of(context.topology.target.address),
    };
    remote(&about).may
}

/// The same surroundings with those rules alone.
pub fn with_rules(topology: &Topology, is_kept: &dyn Fn(&SecurityRule) -> bool) -> Topology {
    let kept = |group: &Rc<NetworkSecurityGroup>| {
        let mut rules = Vec::new();
        for rule in &group.rules {
            if is_kept(rule) {
                rules.push(rule.clone());
            }
        }
        Rc::new(NetworkSecurityGroup {
            name: group.name.clone(),
            id: group.id.clone(),
            rules,
            attachment: group.attachment.clone(),
            ..**group
        })
    };
    let mut met = topology.clone();
    for filter in &mut met.filters {
        for version in &mut filter.versions {
            *version = kept(version);
        }
    }
    if let Some(rules) = &mut met.admin_rules {
        *rules = kept(rules);
    }
    met
}
