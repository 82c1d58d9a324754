//! What a person should know about the question and the rules, besides the answer.

use crate::azure::just_in_time::is_just_in_time;
use crate::azure::{Access, Direction, SecurityRule};
use crate::join::Topology;
use crate::judge::nsg::Fate;
use crate::judge::port_match::{are_just, known_ports};
use crate::judge::{Judgement, Mark, NsgJudgement};
use crate::net::ranges;
use crate::question::{Question, Source};
use crate::read::{Problem, ProblemKind};

/// Everything remarkable, questions first.
pub fn notices(judgement: &Judgement, topology: &Topology) -> Vec<Problem> {
    let mut problems = Vec::new();
    about_question(&judgement.question, topology, &mut problems);
    for hop in &judgement.hops {
        for nsg in &hop.versions {
            swapped_ports(nsg, &judgement.question, &mut problems);
            bypassed_just_in_time(nsg, &mut problems);
        }
    }
    problems
}

fn about_question(question: &Question, topology: &Topology, problems: &mut Vec<Problem>) {
    let mut notice = |kind| problems.push(Problem { kind, at: None });
    if let Source::Prefix(prefix) = question.from
        && question.direction == Direction::Inbound
        && prefix.addresses().is_subset(&ranges::private())
    {
        notice(ProblemKind::SourcePrivate {
            source: prefix.to_string(),
        });
    }
    if let Some(address) = topology.target.address
        && ranges::public().contains(address)
    {
        notice(ProblemKind::TargetPublic {
            target: address.to_string(),
        });
    }
}

/// A rule that failed on its source port alone, and asks for the very port of the question (T02).
fn swapped_ports(nsg: &NsgJudgement, question: &Question, problems: &mut Vec<Problem>) {
    for step in &nsg.steps {
        let (Some(rule), Some(matched)) = (nsg.rule_of(step), &step.matched) else {
            continue;
        };
        let [_, source_ports, ..] = matched.marks;
        if source_ports == Mark::No && are_just(&known_ports(&rule.source_ports), question.port) {
            problems.push(Problem {
                kind: ProblemKind::PortsSwapped {
                    rule: rule.name.clone(),
                    port: question.port,
                },
                at: rule.source_ports.origin.span(),
            });
        }
    }
}

/// An ordinary Allow that comes before the rule with which just-in-time access closes the port (T71).
fn bypassed_just_in_time(nsg: &NsgJudgement, problems: &mut Vec<Problem>) {
    let mut allowing: Option<&SecurityRule> = None;
    for step in &nsg.steps {
        let Some(rule) = nsg.rule_of(step) else {
            continue;
        };
        let access = rule.access.get();
        match (step.fate, allowing) {
            (Fate::Decides, None) if access == Some(&Access::Allow) => {
                if rule.default || is_just_in_time(&rule.name) {
                    return;
                }
                allowing = Some(rule);
            }
            (Fate::NeverReached, Some(allowing))
                if access == Some(&Access::Deny)
                    && is_just_in_time(&rule.name)
                    && step
                        .matched
                        .as_ref()
                        .is_some_and(|matched| !matched.marks.contains(&Mark::No)) =>
            {
                problems.push(Problem {
                    kind: ProblemKind::JitBypassed {
                        rule: allowing.name.clone(),
                        jit: rule.name.clone(),
                    },
                    at: allowing.origin.span(),
                });
                return;
            }
            _ => {}
        }
    }
}
