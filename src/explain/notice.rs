//! What a person should know about the question and the rules, besides the answer.

use crate::azure::just_in_time::is_just_in_time;
use crate::azure::{Access, Direction};
use crate::join::Topology;
use crate::judge::nsg::Fate;
use crate::judge::port_match::known_ports;
use crate::judge::{HopAnswer, Judgement, Mark, NsgJudgement, Tried};
use crate::net::{PortSet, ranges};
use crate::question::{Question, Source};
use crate::read::{Problem, ProblemKind};

/// Everything remarkable, questions first.
pub fn notices(judgement: &Judgement, topology: &Topology) -> Vec<Problem> {
    let mut problems = about_question(&judgement.question, topology);
    let checked = judgement
        .hops
        .iter()
        .filter(|hop| hop.answer != HopAnswer::NotChecked)
        .flat_map(|hop| &hop.versions);
    for nsg in checked {
        problems.extend(swapped_ports(nsg, &judgement.question));
        problems.extend(bypassed_just_in_time(nsg));
    }
    problems
}

fn about_question(question: &Question, topology: &Topology) -> Vec<Problem> {
    let mut problems = Vec::new();
    let notice = |kind| Problem { kind, at: None };
    if let Source::Prefix(prefix) = question.from
        && question.direction == Direction::Inbound
        && prefix.addresses().is_subset(&ranges::private())
    {
        problems.push(notice(ProblemKind::SourcePrivate {
            source: prefix.to_string(),
        }));
    }
    if let Some(address) = topology.target.address
        && ranges::public().contains(address)
    {
        problems.push(notice(ProblemKind::TargetPublic {
            target: address.to_string(),
        }));
    }
    problems
}

/// A rule that failed on its source port alone, and asks for the very port of the question (T02).
fn swapped_ports(nsg: &NsgJudgement, question: &Question) -> Vec<Problem> {
    let asked = PortSet::range(question.port.into(), question.port.into());
    nsg.steps
        .iter()
        .filter_map(|step| {
            let Tried::Rule(index) = step.tried else {
                return None;
            };
            let rule = nsg.group.rules.get(index)?;
            let marks = step.matched.as_ref()?.marks;
            let [_, source_ports, ..] = marks;
            let is_swapped = source_ports == Mark::No && known_ports(&rule.source_ports) == asked;
            is_swapped.then(|| Problem {
                kind: ProblemKind::PortsSwapped {
                    rule: rule.name.clone(),
                    port: question.port,
                },
                at: rule.source_ports.origin.span(),
            })
        })
        .collect()
}

/// An ordinary Allow that comes before the rule with which just-in-time access closes the port (T71).
fn bypassed_just_in_time(nsg: &NsgJudgement) -> Option<Problem> {
    let rule_at = |tried: Tried| match tried {
        Tried::Rule(index) => nsg.group.rules.get(index),
        Tried::Missing => None,
    };
    let allowing = nsg
        .steps
        .iter()
        .filter(|step| step.fate == Fate::Decides)
        .filter_map(|step| rule_at(step.tried))
        .find(|rule| rule.access.get() == Some(&Access::Allow))?;
    if is_just_in_time(&allowing.name) || allowing.default {
        return None;
    }
    let closing = nsg
        .steps
        .iter()
        .filter(|step| step.fate == Fate::NeverReached)
        .filter(|step| {
            step.matched
                .as_ref()
                .is_some_and(|matched| !matched.marks.contains(&Mark::No))
        })
        .filter_map(|step| rule_at(step.tried))
        .find(|rule| is_just_in_time(&rule.name) && rule.access.get() == Some(&Access::Deny))?;
    Some(Problem {
        kind: ProblemKind::JitBypassed {
            rule: allowing.name.clone(),
            jit: closing.name.clone(),
        },
        at: allowing.origin.span(),
    })
}
