//! Rules without their source ports, as the portal lists them, or their direction, as somebody copies its rows: what the answer
//! is if the ports are any and the direction is the asked one. Hardly a rule has other source ports, but one that has is a
//! mistake that keeps RDP out (T02), so the answer itself stays open.

use super::Explanation;
use crate::azure::security_rule::RuleField;
use crate::azure::{
    Direction, Field, NetworkSecurityGroup, PortField, PortTerm, SecurityRule, Unknown,
};
use crate::join::Topology;
use crate::judge::{Answer, Judgement, Need};
use std::rc::Rc;

/// Of more rules nothing is said.
const MOST_RULES: usize = 300;

/// What an answer that depends is with the values that are usual.
#[derive(Debug, Clone, PartialEq)]
pub struct UsualAnswer {
    /// How it is then: open, blocked, or another for some who connect than for others.
    pub explanation: Box<Explanation>,
    /// The direction that rules were taken to have, where some did not say it.
    pub direction: Option<Direction>,
}

/// That answer, where the judgement hangs on source ports or directions and nothing else.
pub fn answer_with_usual_values(topology: &Topology, judgement: &Judgement) -> Option<UsualAnswer> {
    let is_of = |field: RuleField| {
        judgement
            .needs
            .iter()
            .any(|need| matches!(need, Need::RuleField { field: of, .. } if *of == field))
    };
    let has_directions = !is_of(RuleField::Direction);
    if judgement.answer != Answer::Depends || has_directions && !is_of(RuleField::SourcePorts) {
        return None;
    }
    // Judging twice as many rules as an NSG may have would take longer than a frame.
    let count = |version: &Rc<NetworkSecurityGroup>| version.rules.len();
    let versions = topology.filters.iter().flat_map(|filter| &filter.versions);
    if versions.map(count).sum::<usize>() > MOST_RULES {
        return None;
    }
    let asked = judgement.question.direction;
    let mut topology = topology.clone();
    for filter in &mut topology.filters {
        for version in &mut filter.versions {
            for rule in &mut Rc::make_mut(version).rules {
                fill_in(rule, asked);
            }
        }
    }
    let explanation = Explanation::of(topology, &judgement.question);
    let Judgement { answer, needs, .. } = &explanation.judgement;
    let is_settled = *answer != Answer::Depends || needs[..] == [Need::SourceAddress];
    is_settled.then(|| UsualAnswer {
        explanation: Box::new(explanation),
        direction: (!has_directions).then_some(asked),
    })
}

fn fill_in(rule: &mut Rc<SecurityRule>, asked: Direction) {
    let ports = &rule.source_ports;
    let has_ports = !ports.terms.is_empty() || ports.lost != Some(Unknown::Missing);
    let has_direction = rule.direction.value != Err(Unknown::Missing);
    if has_ports && has_direction {
        return;
    }
    let rule = Rc::make_mut(rule);
    if !has_ports {
        rule.source_ports = PortField::of(vec![PortTerm::Any], rule.source_ports.origin);
    }
    if !has_direction {
        rule.direction = Field::known(asked, rule.direction.origin);
    }
}
