//! What is remarkable about the rules of an NSG, whatever was asked: rules that do nothing, and holes.

use super::Explanation;
use super::near_miss::is_for_public_addresses;
use super::packets::{Part, RulePackets};
use crate::azure::just_in_time::is_just_in_time;
use crate::azure::{Access, Direction, NetworkSecurityGroup, RuleState, SecurityRule};
use crate::code::Code;
use crate::judge::Mark;
use crate::judge::evaluation_order::evaluation_order;
use crate::judge::nsg::Tried;
use crate::judge::port_match::matches_ephemeral;
use crate::judge::rule_match::Context;
use crate::net::{Protocol, ranges};
use crate::question::RDP_PORT;
use std::rc::Rc;

/// One thing about one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFinding {
    /// What: one of the codes that begin with `RULE-`.
    pub code: Code,
    /// Its NSG.
    pub group: Rc<NetworkSecurityGroup>,
    /// The rule, by its place in the NSG's list.
    pub rule: usize,
    /// The rules on account of which it does nothing, in the order in which they are tried.
    pub by: Vec<usize>,
}

impl RuleFinding {
    /// The rule.
    pub fn rule(&self) -> Option<&SecurityRule> {
        self.group.rules.get(self.rule).map(Rc::as_ref)
    }

    /// The rules on account of which it does nothing.
    pub fn by(&self) -> Vec<&SecurityRule> {
        let mut rules = Vec::new();
        for index in &self.by {
            rules.extend(self.group.rules.get(*index).map(Rc::as_ref));
        }
        rules
    }
}

/// What is remarkable in the NSGs of the path, by what it does: what keeps out who asked, then holes, then rules that were
/// meant to do something else than those before them, then what could be tidied away.
pub fn rule_findings(explanation: &Explanation) -> Vec<RuleFinding> {
    let judgement = &explanation.judgement;
    let context = Context::new(&explanation.topology, &judgement.question);
    let mut found: Vec<RuleFinding> = Vec::new();
    for table in explanation.tables() {
        let group = &table.nsg.group;
        // One NSG may sit on subnet and network interface alike.
        if !found.iter().any(|known| Rc::ptr_eq(&known.group, group)) {
            found.append(&mut in_group(group, &context));
        }
    }
    let shadowed = explanation.shadowed();
    let is_outage = |finding: &RuleFinding| {
        let is_it = |rule: &SecurityRule| {
            let mut known = shadowed.iter().flatten();
            known.any(|known| std::ptr::eq(*known, rule))
        };
        finding.rule().is_some_and(is_it)
    };
    let mut sorted: Vec<RuleFinding> = Vec::new();
    for rank in 0..=RANKS.len() {
        for finding in &found {
            let own = match is_outage(finding) {
                true => 0,
                false => {
                    1 + RANKS
                        .iter()
                        .position(|code| *code == finding.code)
                        .unwrap_or(0)
                }
            };
            if own == rank {
                sorted.push(finding.clone());
            }
        }
    }
    sorted
}

/// What matters more comes first.
const RANKS: [Code; 4] = [
    Code::RuleOpenToInternet,
    Code::RuleContradicted,
    Code::RuleNeverReached,
    Code::RuleRedundant,
];

/// More parts than that are not followed: nothing is said of such a rule then.
const MOST_PARTS: usize = 64;

/// What is remarkable in this NSG, rule by rule.
fn in_group(group: &Rc<NetworkSecurityGroup>, context: &Context<'_>) -> Vec<RuleFinding> {
    let mut found = Vec::new();
    for direction in [Direction::Inbound, Direction::Outbound] {
        let mut rules = Vec::new();
        for entry in evaluation_order(group, direction) {
            let Tried::Rule(index) = entry.tried else {
                return Vec::new();
            };
            let rule = group.rules.get(index);
            let is_certain = entry.unsure.is_none() && entry.rivals.is_empty();
            match rule {
                Some(rule) if rule.state == RuleState::Unsaved => {}
                Some(rule) if is_certain && rule.state != RuleState::Failed => {
                    rules.push(RulePackets::of(index, rule, context));
                }
                // What is unknown of one rule may change what any other does.
                _ => return Vec::new(),
            }
        }
        if rules.iter().any(|rule| !rule.is_whole) {
            return Vec::new();
        }
        // What is never reached takes nothing over from others.
        let mut are_reached: Vec<bool> = Vec::new();
        let mut parts = Vec::new();
        for (at, packets) in rules.iter().enumerate() {
            let (before, _) = rules.split_at(at);
            let reached = without(packets.parts(), before);
            are_reached.push(reached.as_ref().is_none_or(|(left, _)| !left.is_empty()));
            parts.push(reached);
        }
        for (at, (packets, reached)) in rules.iter().zip(parts).enumerate() {
            let behind = rules.iter().zip(&are_reached).skip(at + 1);
            let Some((reached, by)) = reached.filter(|_| !packets.rule().default) else {
                continue;
            };
            let code = finding(group, packets, reached, by, behind);
            found.extend(code.map(|(code, by)| RuleFinding {
                code,
                group: Rc::clone(group),
                rule: packets.index,
                by,
            }));
        }
    }
    found
}

/// What a rule is found to be, and on account of which others: with the parts of it that are reached, and who takes the
/// rest.
fn finding<'r, 'e: 'r>(
    group: &NetworkSecurityGroup,
    packets: &RulePackets<'e>,
    reached: Vec<Part<'e>>,
    by: Vec<usize>,
    behind: impl Iterator<Item = (&'r RulePackets<'e>, &'r bool)>,
) -> Option<(Code, Vec<usize>)> {
    let rule = packets.rule();
    let access = rule.access.get();
    if reached.is_empty() {
        let is_same = |index: &usize| {
            let other = group.rules.get(*index);
            other.and_then(|rule| rule.access.get()) == access
        };
        let code = if by.iter().all(is_same) {
            Code::RuleNeverReached
        } else {
            Code::RuleContradicted
        };
        return Some((code, by));
    }
    if rule.direction.get() == Some(&Direction::Inbound)
        && access == Some(&Access::Allow)
        && !is_just_in_time(&rule.name)
        // From a port that no client has, or to an address that the NSG never sees, nobody comes (T02, T05).
        && matches_ephemeral(&rule.source_ports) == Mark::Match
        && !is_for_public_addresses(rule)
        && reached.iter().any(is_open_to_internet)
    {
        return Some((Code::RuleOpenToInternet, Vec::new()));
    }
    // Without it, those behind it would do the same.
    let mut left = reached;
    let mut by = Vec::new();
    for (other, is_reached) in behind {
        if other.rule().access.get() == access {
            if *is_reached {
                left = taken(left, other, &mut by)?;
            }
        } else if left.iter().any(|part| other.may_meet(part)) {
            return None;
        }
        if left.is_empty() {
            return Some((Code::RuleRedundant, by));
        }
    }
    None
}

/// What is left behind these rules, and which of them took something. `None` where that is too much to follow.
fn without<'e>(
    mut left: Vec<Part<'e>>,
    rules: &[RulePackets<'e>],
) -> Option<(Vec<Part<'e>>, Vec<usize>)> {
    let mut by = Vec::new();
    for rule in rules {
        left = taken(left, rule, &mut by)?;
        if left.is_empty() {
            break;
        }
    }
    Some((left, by))
}

fn taken<'e>(
    parts: Vec<Part<'e>>,
    rule: &RulePackets<'e>,
    by: &mut Vec<usize>,
) -> Option<Vec<Part<'e>>> {
    let mut left = Vec::new();
    let mut has_taken = false;
    for part in parts {
        has_taken |= rule.take_from(part, &mut left);
    }
    if has_taken {
        by.push(rule.index);
    }
    (left.len() <= MOST_PARTS).then_some(left)
}

/// Whether anybody on the Internet may try to log on.
fn is_open_to_internet(part: &Part<'_>) -> bool {
    let clients = ranges::internet_clients();
    part.holds(Protocol::Tcp, RDP_PORT)
        && (part.senders()).is_some_and(|senders| clients.is_subset(senders))
}
