//! A judgement taken apart for people: what decides, what came close, what is never reached, what is not known.

pub mod near_miss;
pub mod notice;
pub mod route_table;
pub mod rule_table;
pub mod who;

pub use near_miss::NearMiss;
pub use rule_table::{Cell, Row, RuleTable};
pub use who::{Part, who};

use crate::azure::{Access, SecurityRule};
use crate::case::Case;
use crate::join::{Topology, join};
use crate::judge::{Answer, Hop, HopAnswer, HopKind, Judgement, judge};
use crate::net::AddressSet;
use crate::read::Problem;

/// Everything there is to say about a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The surroundings that were judged.
    pub topology: Topology,
    /// The judgement.
    pub judgement: Judgement,
    /// Allow rules that would have let the asked sources in and are never reached, with the NSG's hop.
    pub shadowed: Vec<NamedRule>,
    /// Allow rules that were tried before the blocking one and failed in the fewest fields.
    pub near_misses: Vec<NearMiss>,
    /// Other hops that block too: indices into the judgement's hops.
    pub also_blocking: Vec<usize>,
    /// The rules of every NSG that was tried, in order.
    pub tables: Vec<RuleTable>,
    /// What joining and judging found remarkable.
    pub problems: Vec<Problem>,
}

/// A rule as sentences name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRule {
    /// The name the user gave it.
    pub name: String,
    /// Its priority, when it is known.
    pub priority: Option<u32>,
    /// Whether it is one of Azure's own.
    pub default: bool,
}

impl From<&SecurityRule> for NamedRule {
    fn from(rule: &SecurityRule) -> Self {
        NamedRule {
            name: rule.name.clone(),
            priority: rule.priority.get().copied(),
            default: rule.default,
        }
    }
}

/// Joins, judges and explains a case.
pub fn explain(case: &Case) -> Explanation {
    let (topology, mut problems) = join(case);
    let judgement = judge(&topology, &case.question);
    problems.extend(notice::notices(&judgement, &topology));
    let tables = rule_table::tables(&judgement);
    let (shadowed, near_misses) = match judgement.deciding.and_then(|at| judgement.hops.get(at)) {
        Some(hop) if judgement.answer != Answer::Open => (
            shadowed(hop),
            near_miss::near_misses(hop, &judgement.question),
        ),
        _ => (Vec::new(), Vec::new()),
    };
    let also_blocking = also_blocking(&judgement);
    Explanation {
        topology,
        judgement,
        shadowed,
        near_misses,
        also_blocking,
        tables,
        problems,
    }
}

impl Explanation {
    /// The hop that decides, if one does.
    pub fn deciding_hop(&self) -> Option<&Hop> {
        self.judgement.hops.get(self.judgement.deciding?)
    }

    /// The rule that decides, if one does.
    pub fn deciding_rule(&self) -> Option<&SecurityRule> {
        self.deciding_hop()?.deciding_rule()
    }

    /// The stations that nothing was pasted about.
    pub fn not_checked(&self) -> impl Iterator<Item = HopKind> {
        self.judgement
            .hops
            .iter()
            .filter(|hop| hop.answer == HopAnswer::NotChecked)
            .map(|hop| hop.kind)
    }

    /// The asked sources that get in.
    pub fn asked_open(&self) -> AddressSet {
        let asked = self.judgement.question.from.set();
        asked.intersect(&self.judgement.sources.open).addresses
    }
}

/// Allow rules behind the one that denies: "would have let you in, but is never reached". They match everything
/// that was asked.
fn shadowed(hop: &Hop) -> Vec<NamedRule> {
    let mut rules = Vec::new();
    let (Some(version), Some(deciding)) = (hop.versions.first(), hop.deciding) else {
        return rules;
    };
    let denies = hop.deciding_rule().and_then(|rule| rule.access.get()) == Some(&Access::Deny);
    let Some(decided) = version.steps.get(deciding).map(|step| &step.decides) else {
        return rules;
    };
    if !denies || decided.is_empty() {
        return rules;
    }
    for step in version.steps.iter().skip(deciding + 1) {
        if let (Some(rule), Some(matched)) = (version.rule_of(step), &step.matched)
            && !rule.default
            && rule.access.get() == Some(&Access::Allow)
            && decided.is_subset(&matched.must)
        {
            rules.push(NamedRule::from(rule));
        }
    }
    rules
}

/// The hops that block too, besides the one that decides.
fn also_blocking(judgement: &Judgement) -> Vec<usize> {
    let mut also = Vec::new();
    for (at, hop) in judgement.hops.iter().enumerate() {
        if judgement.answer == Answer::Blocked
            && hop.answer == HopAnswer::Checked(Answer::Blocked)
            && Some(at) != judgement.deciding
        {
            also.push(at);
        }
    }
    also
}
