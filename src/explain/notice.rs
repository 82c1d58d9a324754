//! What a person should know about the question and the rules, besides the answer.

use super::is_users_allow;
use crate::azure::just_in_time::is_just_in_time;
use crate::azure::{Access, Direction, SecurityRule};
use crate::join::Topology;
use crate::judge::nsg::Fate;
use crate::judge::port_match::{are_just, known_ports};
use crate::judge::{Judgement, Mark, NsgJudgement};
use crate::net::{ranges, text};
use crate::question::{Question, Source};
use crate::read::{Problem, ProblemKind};

/// Everything remarkable, questions first.
pub fn add_notices(judgement: &Judgement, topology: &Topology, problems: &mut Vec<Problem>) {
    add_about_question(&judgement.question, topology, problems);
    for hop in &judgement.hops {
        for nsg in &hop.versions {
            add_swapped_ports(nsg, &judgement.question, problems);
            if let Some(bypassed) = bypassed_just_in_time(nsg) {
                problems.push(bypassed);
            }
        }
    }
}

fn add_about_question(question: &Question, topology: &Topology, problems: &mut Vec<Problem>) {
    if let Source::Prefix(prefix) = question.from
        && question.direction == Direction::Inbound
        && prefix.addresses().is_subset(&ranges::private())
        // Where the paste shows the client's network, it is no guess from the address of a home or office.
        && !(topology.virtual_network.as_ref())
            .is_some_and(|known| prefix.addresses().is_subset(known))
    {
        let source = prefix.text();
        problems.push(Problem::new(ProblemKind::SourcePrivate, &source, None));
    }
    let is_forgotten = topology.target.address.is_none();
    if let Some(address) = question.to
        && (is_forgotten || address.is_ipv6())
        && ranges::public().contains(address)
    {
        let target = text::address(address);
        problems.push(Problem::new(ProblemKind::TargetPublic, &target, None));
    }
}

/// A rule that failed on its source port alone, and asks for the very port of the question (T02).
fn add_swapped_ports(nsg: &NsgJudgement, question: &Question, problems: &mut Vec<Problem>) {
    for (at, step) in nsg.steps.iter().enumerate() {
        let Some(matched) = &step.matched else {
            continue;
        };
        let [_, source_ports, ..] = matched.marks;
        if let Some(rule) = nsg.rule(at)
            && source_ports == Mark::No
            && are_just(&known_ports(&rule.source_ports), question.port)
        {
            let at = rule.source_ports.origin.span();
            let mut problem = Problem::new(ProblemKind::PortsSwapped, &rule.name, at);
            problem.number = question.port.into();
            problems.push(problem);
        }
    }
}

/// An ordinary Allow that comes before the rule with which just-in-time access closes the port (T71).
fn bypassed_just_in_time(nsg: &NsgJudgement) -> Option<Problem> {
    let mut allowing: Option<&SecurityRule> = None;
    for (at, step) in nsg.steps.iter().enumerate() {
        let Some(rule) = nsg.rule(at) else {
            continue;
        };
        match (step.fate, rule.access.get(), allowing) {
            (Fate::Decides, Some(Access::Allow), None) => {
                if is_just_in_time(&rule.name) || !is_users_allow(rule) {
                    return None;
                }
                allowing = Some(rule);
            }
            (Fate::NeverReached, Some(Access::Deny), Some(allowing))
                if is_just_in_time(&rule.name) && step.matched.as_ref().is_some_and(fits) =>
            {
                let at = allowing.origin.span();
                let words = [&allowing.name, "", &rule.name];
                return Some(Problem::of(ProblemKind::JitBypassed, words, at));
            }
            _ => {}
        }
    }
    None
}

fn fits(matched: &crate::judge::RuleMatch) -> bool {
    !matched.marks.contains(&Mark::No)
}
