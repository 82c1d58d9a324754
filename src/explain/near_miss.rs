//! Allow rules that nearly let the connection in: which field stood in the way, and what would have matched.

use super::NamedRule;
use super::rule_table::{field_text, wanted};
use crate::azure::security_rule::RuleField;
use crate::azure::{Access, Direction, SecurityRule};
use crate::judge::nsg::Fate;
use crate::judge::{Hop, Mark, Tried};
use crate::question::Question;

/// An Allow rule that was tried and did not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The rule.
    pub rule: NamedRule,
    /// The fields that did not match.
    pub misses: Vec<Miss>,
}

/// One field that did not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The field.
    pub field: RuleField,
    /// What the rule says.
    pub has: String,
    /// What would have matched.
    pub wants: String,
}

/// The user's Allow rules before the deciding one that failed in the fewest fields, at most two fields and at most
/// three rules. Rules for another service are no near miss: one that failed on its port alone is only shown when
/// nothing came closer.
pub fn near_misses(hop: &Hop, question: &Question) -> Vec<NearMiss> {
    const MOST_FIELDS: usize = 2;
    const MOST_RULES: usize = 3;
    let Some(version) = hop.versions.first() else {
        return Vec::new();
    };
    let tried = version
        .steps
        .iter()
        .filter(|step| step.fate == Fate::NotMatched);
    let mut misses: Vec<(bool, NearMiss)> = tried
        .filter_map(|step| {
            let Tried::Rule(index) = step.tried else {
                return None;
            };
            let rule = version.group.rules.get(index)?;
            let allows = rule.access.get() == Some(&Access::Allow) && !rule.default;
            let marks = step.matched.as_ref().filter(|_| allows)?.marks;
            let misses = missed(rule, &marks, question);
            let wrong_port = misses
                .iter()
                .any(|miss| miss.field == RuleField::DestinationPorts);
            let is_near = (1..=MOST_FIELDS).contains(&misses.len());
            is_near.then(|| {
                (
                    wrong_port,
                    NearMiss {
                        rule: rule.into(),
                        misses,
                    },
                )
            })
        })
        .collect();
    misses.extend(wrong_direction(version.group.rules.as_slice(), question));
    if misses.iter().any(|(wrong_port, _)| !wrong_port) {
        misses.retain(|(wrong_port, _)| !wrong_port);
    }
    let (nearest, others): (Vec<_>, Vec<_>) = misses
        .into_iter()
        .map(|(_, miss)| miss)
        .partition(|miss| miss.misses.len() == 1);
    nearest.into_iter().chain(others).take(MOST_RULES).collect()
}

fn missed(rule: &SecurityRule, marks: &[Mark; 5], question: &Question) -> Vec<Miss> {
    RuleField::MATCHED
        .into_iter()
        .zip(marks)
        .filter(|(_, mark)| **mark == Mark::No)
        .map(|(field, _)| Miss {
            field,
            has: field_text(rule, field),
            wants: wanted(question, field),
        })
        .collect()
}

/// An Allow for exactly this port in the other direction (T19).
fn wrong_direction(rules: &[SecurityRule], question: &Question) -> Vec<(bool, NearMiss)> {
    let other = match question.direction {
        Direction::Inbound => Direction::Outbound,
        Direction::Outbound => Direction::Inbound,
    };
    rules
        .iter()
        .filter(|rule| {
            !rule.default
                && rule.direction.get() == Some(&other)
                && rule.access.get() == Some(&Access::Allow)
                && is_port_alone(rule, question.port)
        })
        .map(|rule| {
            let miss = Miss {
                field: RuleField::Direction,
                has: other.name().to_owned(),
                wants: question.direction.name().to_owned(),
            };
            let near = NearMiss {
                rule: rule.into(),
                misses: vec![miss],
            };
            (false, near)
        })
        .collect()
}

fn is_port_alone(rule: &SecurityRule, port: u16) -> bool {
    field_text(rule, RuleField::DestinationPorts) == port.to_string()
}
