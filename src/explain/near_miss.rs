//! Allow rules that nearly let the connection in: which field stood in the way, and what would have matched.

use super::NamedRule;
use super::rule_table::{field_text, wanted};
use crate::azure::security_rule::RuleField;
use crate::azure::{Access, SecurityRule};
use crate::judge::nsg::Fate;
use crate::judge::{Hop, Mark};
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
    let (mut near, mut wrong_port) = (Vec::new(), Vec::new());
    for step in &version.steps {
        let (Fate::NotMatched, Some(matched), Some(rule)) =
            (step.fate, &step.matched, version.rule_of(step))
        else {
            continue;
        };
        if !allows(rule) {
            continue;
        }
        let misses = missed(rule, &matched.marks, question);
        if misses.is_empty() || misses.len() > MOST_FIELDS {
            continue;
        }
        let is_wrong_port = misses
            .iter()
            .any(|miss| miss.field == RuleField::DestinationPorts);
        let list = if is_wrong_port {
            &mut wrong_port
        } else {
            &mut near
        };
        add(list, rule, misses);
    }
    for rule in &version.group.rules {
        if is_for_the_other_direction(rule, question) {
            let miss = Miss {
                field: RuleField::Direction,
                has: field_text(rule, RuleField::Direction),
                wants: wanted(question, RuleField::Direction),
            };
            add(&mut near, rule, vec![miss]);
        }
    }
    let mut nearest = if near.is_empty() { wrong_port } else { near };
    nearest.truncate(MOST_RULES);
    nearest
}

/// Those that missed in one field stand before those that missed in two.
fn add(list: &mut Vec<NearMiss>, rule: &SecurityRule, misses: Vec<Miss>) {
    let at = list.partition_point(|known| known.misses.len() <= misses.len());
    let rule = NamedRule::from(rule);
    list.insert(at, NearMiss { rule, misses });
}

fn missed(rule: &SecurityRule, marks: &[Mark; 5], question: &Question) -> Vec<Miss> {
    let mut misses = Vec::new();
    for (field, mark) in RuleField::MATCHED.into_iter().zip(marks) {
        if *mark == Mark::No {
            misses.push(Miss {
                field,
                has: field_text(rule, field),
                wants: wanted(question, field),
            });
        }
    }
    misses
}

/// An Allow for exactly this port in the other direction (T19).
fn is_for_the_other_direction(rule: &SecurityRule, question: &Question) -> bool {
    allows(rule)
        && rule
            .direction
            .get()
            .is_some_and(|direction| *direction != question.direction)
        && field_text(rule, RuleField::DestinationPorts) == question.port.to_string()
}

fn allows(rule: &SecurityRule) -> bool {
    !rule.default && rule.access.get() == Some(&Access::Allow)
}
