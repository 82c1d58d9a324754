//! Rules without their source ports, as the portal lists them: what the answer is if these are any. Hardly a rule has others,
//! but one that has is a mistake that keeps RDP out (T02), so the answer itself stays open.

use super::judge_as_seen;
use crate::azure::security_rule::RuleField;
use crate::azure::{NetworkSecurityGroup, PortField, PortTerm, Unknown};
use crate::join::Topology;
use crate::judge::{Answer, Judgement, Need};
use std::rc::Rc;

/// Of more rules nothing is said.
const MOST_RULES: usize = 300;

/// That answer, where the judgement hangs on source ports and nothing else.
pub fn answer_with_any_source_port(topology: &Topology, judgement: &Judgement) -> Option<Answer> {
    let is_of_ports = |need: &Need| {
        let field = RuleField::SourcePorts;
        matches!(need, Need::RuleField { field: of, .. } if *of == field)
    };
    if judgement.answer != Answer::Depends || !judgement.needs.iter().any(is_of_ports) {
        return None;
    }
    // Judging twice as many rules as an NSG may have would take longer than a frame.
    let count = |version: &Rc<NetworkSecurityGroup>| version.rules.len();
    let versions = topology.filters.iter().flat_map(|filter| &filter.versions);
    if versions.map(count).sum::<usize>() > MOST_RULES {
        return None;
    }
    let mut topology = topology.clone();
    for filter in &mut topology.filters {
        for version in &mut filter.versions {
            add_any(Rc::make_mut(version));
        }
    }
    let answer = judge_as_seen(&topology, &judgement.question).answer;
    (answer != Answer::Depends).then_some(answer)
}

fn add_any(group: &mut NetworkSecurityGroup) {
    for rule in &mut group.rules {
        let ports = &rule.source_ports;
        if ports.terms.is_empty() && ports.lost == Some(Unknown::Missing) {
            let any = PortField::of(vec![PortTerm::Any], ports.origin);
            Rc::make_mut(rule).source_ports = any;
        }
    }
}
