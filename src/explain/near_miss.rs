//! Allow rules that nearly let the connection in, and which fields stood in the way.

use super::is_users_allow;
use crate::azure::security_rule::RuleField;
use crate::azure::{AddressTerm, PortField, PortTerm, SecurityRule, ServiceTag};
use crate::judge::nsg::Fate;
use crate::judge::{Hop, Mark};
use crate::net::ranges;
use crate::question::Question;

/// An Allow rule that was tried and did not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss<'a> {
    /// The rule.
    pub rule: &'a SecurityRule,
    /// The fields that did not match.
    pub fields: Vec<RuleField>,
}

/// The user's Allow rules before the deciding one that failed in the fewest fields, at most two fields and at most
/// three rules. Rules for another service are no near miss: one that failed on its port alone is only shown when
/// nothing came closer.
pub fn near_misses<'a>(hop: &'a Hop, question: &Question) -> Vec<NearMiss<'a>> {
    const MOST_FIELDS: usize = 2;
    const MOST_RULES: usize = 3;
    let mut nearest: Vec<NearMiss<'a>> = Vec::new();
    let Some(version) = hop.versions.first() else {
        return nearest;
    };
    for (at, step) in version.steps.iter().enumerate() {
        if let (Some(rule), Some(matched)) = (version.rule(at), &step.matched)
            && step.fate == Fate::NotMatched
            && is_users_allow(rule)
        {
            let mut fields = Vec::new();
            for (field, mark) in RuleField::MATCHED.into_iter().zip(matched.marks) {
                if mark == Mark::No {
                    fields.push(field);
                }
            }
            if (1..=MOST_FIELDS).contains(&fields.len()) {
                insert(&mut nearest, NearMiss { rule, fields });
            }
        }
    }
    for rule in &version.group.rules {
        if is_for_other_direction(rule, question) {
            let fields = vec![RuleField::Direction];
            insert(&mut nearest, NearMiss { rule, fields });
        }
    }
    if nearest.first().is_some_and(|miss| !miss.has_wrong_port()) {
        nearest.retain(|miss| !miss.has_wrong_port());
    }
    nearest.truncate(MOST_RULES);
    nearest
}

/// Keeps the nearest first, and those that are as near in the order they were tried.
fn insert<'a>(nearest: &mut Vec<NearMiss<'a>>, miss: NearMiss<'a>) {
    let distance = |miss: &NearMiss<'_>| (miss.has_wrong_port(), miss.fields.len());
    let nearer = |other: &&NearMiss<'_>| distance(other) <= distance(&miss);
    nearest.insert(nearest.iter().take_while(nearer).count(), miss);
}

impl NearMiss<'_> {
    fn has_wrong_port(&self) -> bool {
        self.fields.contains(&RuleField::DestinationPorts)
    }
}

/// An Allow for exactly this port in the other direction (T19).
fn is_for_other_direction(rule: &SecurityRule, question: &Question) -> bool {
    let is_other = rule
        .direction
        .get()
        .is_some_and(|direction| *direction != question.direction);
    is_users_allow(rule) && is_other && is_port_alone(&rule.destination_ports, question.port)
}

/// Whether an inbound rule's destination is on the Internet, where the VM is not: NSGs see the private address that a public
/// one was translated to (azure-semantics §2.5, T05).
pub fn is_for_public_addresses(rule: &SecurityRule) -> bool {
    let field = &rule.destination;
    let is_public = |term: &AddressTerm| match term {
        AddressTerm::Prefix(prefix) => prefix.addresses().is_subset(&ranges::public()),
        AddressTerm::Tag(tag) => *tag == ServiceTag::Internet,
        _ => false,
    };
    field.lost.is_none() && !field.terms.is_empty() && field.terms.iter().all(is_public)
}

fn is_port_alone(field: &PortField, port: u16) -> bool {
    match &*field.terms {
        [PortTerm::Range(range)] => {
            field.lost.is_none() && range.first == port && range.last == port
        }
        _ => false,
    }
}
