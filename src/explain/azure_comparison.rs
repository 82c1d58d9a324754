//! Azure's own answers in the paste, held against what the rest of the paste gives.

use crate::azure::{Access, AskedFlow, AzureAnswer, AzureSaid, Direction, NextHop, Resource};
use crate::case::Case;
use crate::join::Topology;
use crate::judge::{Answer, HopAnswer, Judgement, judge};
use crate::question::{Question, Source};
use std::rc::Rc;

/// One of Azure's answers beside ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What Azure said.
    pub answer: Rc<AzureAnswer>,
    /// How ours compares.
    pub agreement: Agreement,
}

/// How two answers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The same access by the same rule, or the same next hop.
    Same,
    /// The same access, by another rule.
    OtherRule,
    /// Another one.
    Other,
    /// One of the two says nothing for certain.
    Undecided,
}

impl Agreement {
    /// The word in the report.
    pub fn word(self) -> &'static str {
        match self {
            Agreement::Same => "same",
            Agreement::OtherRule => "other-rule",
            Agreement::Other => "other",
            Agreement::Undecided => "undecided",
        }
    }
}

/// All of Azure's answers in the paste. What they were asked is judged anew where they say it; otherwise they are taken
/// for answers to the question.
pub fn comparisons(case: &Case, topology: &Topology, judgement: &Judgement) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    for resource in case.evidence.resources() {
        let Resource::Answer(answer) = resource else {
            continue;
        };
        let asked = answer.asked.as_ref().and_then(question);
        let agreement = match (&answer.said, asked) {
            (AzureSaid::Access { access, rule }, Some(question)) => {
                by_rules(&judge(topology, &question), *access, rule)
            }
            (AzureSaid::Access { access, rule }, None) => by_rules(judgement, *access, rule),
            (AzureSaid::NextHop { next_hop, address }, _) => {
                by_routes(judgement, *next_hop, address)
            }
        };
        comparisons.push(Comparison {
            answer: Rc::clone(answer),
            agreement,
        });
    }
    comparisons
}

/// The question that NSG diagnostics were asked, when it is one that can be judged here.
fn question(asked: &AskedFlow) -> Option<Question> {
    let direction = asked.direction?;
    let (remote, own) = match direction {
        Direction::Inbound => (&asked.source, &asked.destination),
        Direction::Outbound => (&asked.destination, &asked.source),
    };
    Some(Question {
        direction,
        from: Source::parse(remote)?,
        from_port: None,
        to: own.parse().ok(),
        port: asked.port?,
        protocol: asked.protocol?,
        ..Question::default()
    })
}

/// IP flow verify and NSG diagnostics look at rules only, not at the way of the reply.
fn by_rules(judgement: &Judgement, access: Option<Access>, rule: &str) -> Agreement {
    let mut ours = None;
    let mut is_named = false;
    for hop in &judgement.hops {
        let HopAnswer::Checked(answer) = hop.answer else {
            continue;
        };
        let hops_access = match answer {
            _ if hop.reply.is_some() => continue,
            Answer::Depends => return Agreement::Undecided,
            Answer::Open => Access::Allow,
            Answer::Blocked => Access::Deny,
        };
        if Some(hops_access) == access {
            // Where one rule decides for all of the asked sources.
            let decides = hop.deciding_rule();
            is_named |= decides.is_none_or(|own| own.name.eq_ignore_ascii_case(rule));
        }
        if ours != Some(Access::Deny) {
            ours = Some(hops_access);
        }
    }
    match (ours, access) {
        (None, _) | (_, None) => Agreement::Undecided,
        _ if ours != access => Agreement::Other,
        _ if is_named || rule.is_empty() => Agreement::Same,
        _ => Agreement::OtherRule,
    }
}

fn by_routes(judgement: &Judgement, next_hop: NextHop, address: &str) -> Agreement {
    for hop in &judgement.hops {
        if let Some(route) = hop.deciding_route() {
            let is_same = route.next_hop == next_hop
                && (address.is_empty()
                    || route.next_hop_addresses.iter().any(|own| own == address));
            return if is_same {
                Agreement::Same
            } else {
                Agreement::Other
            };
        }
    }
    Agreement::Undecided
}
