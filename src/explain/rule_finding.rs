//! What is remarkable about the rules of an NSG, whatever was asked: rules that do nothing, and holes.

use super::Explanation;
use super::near_miss::is_for_public_addresses;
use super::packets::{Anybody, Part, RulePackets, draw};
use crate::azure::just_in_time::is_just_in_time;
use crate::azure::{Access, Direction, NetworkSecurityGroup, RuleState, SecurityRule};
use crate::code::Code;
use crate::judge::Mark;
use crate::judge::evaluation_order::evaluation_order;
use crate::judge::nsg::Tried;
use crate::judge::port_match::matches_ephemeral;
use crate::judge::rule_match::Context;
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
    let mut search = FindingSearch::new(explanation);
    while search.go_on(explanation) {}
    search.finish(explanation)
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

/// The search for all of that, one rule after the other: of a thousand rules it takes longer than a frame.
pub struct FindingSearch {
    /// What is still to be looked at, the last one first.
    groups: Vec<Rc<NetworkSecurityGroup>>,
    directions: Vec<Rules>,
    found: Vec<RuleFinding>,
}

/// The rules of one NSG and direction, in the order in which they are tried.
struct Rules {
    group: Rc<NetworkSecurityGroup>,
    packets: Vec<RulePackets>,
    anybody: Anybody,
    /// What of each is reached, and who takes the rest, as far as was looked; nothing where that is too much to follow.
    reached: Vec<Option<(Vec<Part>, Vec<usize>)>>,
    /// How many were judged.
    judged: usize,
}

impl FindingSearch {
    /// In the NSGs of the path.
    pub fn new(explanation: &Explanation) -> Self {
        let mut groups: Vec<Rc<NetworkSecurityGroup>> = Vec::new();
        for table in explanation.tables() {
            let group = &table.nsg.group;
            // One NSG may sit on subnet and network interface alike.
            if !groups.iter().any(|known| Rc::ptr_eq(known, group)) {
                groups.insert(0, Rc::clone(group));
            }
        }
        FindingSearch {
            groups,
            directions: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Looks at one more rule; whether there is more to look at.
    pub fn go_on(&mut self, explanation: &Explanation) -> bool {
        match self.directions.last_mut() {
            Some(rules) => {
                if !rules.go_on(&mut self.found) {
                    self.directions.pop();
                }
            }
            None => {
                let Some(group) = self.groups.pop() else {
                    return false;
                };
                let question = &explanation.judgement.question;
                let context = Context::new(&explanation.topology, question);
                let of = |direction| Rules::of(&group, direction, &context);
                // What is unknown of one rule may change what any other does.
                if let Some(outbound) = of(Direction::Outbound)
                    && let Some(inbound) = of(Direction::Inbound)
                {
                    self.directions.push(outbound);
                    self.directions.push(inbound);
                }
            }
        }
        true
    }

    /// What was found, what matters most first.
    pub fn finish(self, explanation: &Explanation) -> Vec<RuleFinding> {
        let shadowed = explanation.shadowed();
        let is_outage = |finding: &RuleFinding| {
            let is_it = |rule: &SecurityRule| {
                let mut known = shadowed.iter().flatten();
                known.any(|known| std::ptr::eq(*known, rule))
            };
            finding.rule().is_some_and(is_it)
        };
        let mut ranks = Vec::new();
        for finding in &self.found {
            let rank = RANKS.iter().position(|code| *code == finding.code);
            ranks.push(match is_outage(finding) {
                true => 0,
                false => 1 + rank.unwrap_or(0),
            });
        }
        let mut sorted = Vec::new();
        for rank in 0..=RANKS.len() {
            for (finding, own) in self.found.iter().zip(&ranks) {
                if *own == rank {
                    sorted.push(finding.clone());
                }
            }
        }
        sorted
    }
}

impl Rules {
    /// `None` where something of them is unknown.
    fn of(
        group: &Rc<NetworkSecurityGroup>,
        direction: Direction,
        context: &Context<'_>,
    ) -> Option<Rules> {
        let mut rules = Vec::new();
        for entry in evaluation_order(group, direction) {
            let Tried::Rule(index) = entry.tried else {
                return None;
            };
            let is_certain = entry.unsure.is_none() && !entry.is_contested;
            match group.rules.get(index) {
                Some(rule) if rule.state == RuleState::Unsaved => {}
                Some(rule) if is_certain && rule.state != RuleState::Failed => {
                    rules.push((index, &**rule));
                }
                _ => return None,
            }
        }
        let (packets, anybody) = draw(&rules, context, RDP_PORT)?;
        Some(Rules {
            group: Rc::clone(group),
            packets,
            anybody,
            reached: Vec::new(),
            judged: 0,
        })
    }

    /// Looks at one more rule; whether there was one.
    fn go_on(&mut self, found: &mut Vec<RuleFinding>) -> bool {
        // What is never reached takes nothing over from others, so what is reached comes first.
        let at = self.reached.len();
        if let Some(packets) = self.packets.get(at) {
            let before = self.packets.iter().take(at);
            self.reached.push(without(packets, before));
            return true;
        }
        let at = self.judged;
        self.judged += 1;
        let Some(packets) = self.packets.get(at) else {
            return false;
        };
        // Only of those behind it somebody still asks.
        let reached = self.reached.get_mut(at).and_then(Option::take);
        if let Some((reached, by)) = reached
            && let Some((code, by)) = self.finding(at, reached, by)
        {
            found.push(RuleFinding {
                code,
                group: Rc::clone(&self.group),
                rule: packets.index,
                by,
            });
        }
        true
    }

    /// What a user's rule is found to be, and on account of which others: with the parts of it that are reached, and who
    /// takes the rest.
    fn finding(&self, at: usize, reached: Vec<Part>, by: Vec<usize>) -> Option<(Code, Vec<usize>)> {
        let packets = self.packets.get(at)?;
        let rule = self.group.rules.get(packets.index)?;
        if rule.default {
            return None;
        }
        let access = rule.access.get();
        let is_same = |index: usize| {
            let other = self.group.rules.get(index);
            other.and_then(|rule| rule.access.get()) == access
        };
        if reached.is_empty() {
            let code = if by.iter().all(|index| is_same(*index)) {
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
            && reached.iter().any(|part| part.is_open_to(&self.anybody))
        {
            return Some((Code::RuleOpenToInternet, Vec::new()));
        }
        // Without it, those behind it would do the same.
        let mut left = reached;
        let mut by = Vec::new();
        for (other, is_reached) in self.packets.iter().zip(&self.reached).skip(at + 1) {
            if !other.may_meet(packets) {
                continue;
            }
            if !is_same(other.index) {
                if left.iter().any(|part| other.may_take(part)) {
                    return None;
                }
            } else if is_reached.as_ref().is_none_or(|(left, _)| !left.is_empty()) {
                take(&mut left, other, &mut by)?;
            }
            if left.is_empty() {
                return Some((Code::RuleRedundant, by));
            }
        }
        None
    }
}

/// What is left of a rule behind these, and which of them took something. `None` where that is too much to follow.
fn without<'r>(
    rule: &RulePackets,
    before: impl Iterator<Item = &'r RulePackets>,
) -> Option<(Vec<Part>, Vec<usize>)> {
    let mut left = rule.parts();
    let mut by = Vec::new();
    for other in before.filter(|other| other.may_meet(rule)) {
        take(&mut left, other, &mut by)?;
        if left.is_empty() {
            break;
        }
    }
    Some((left, by))
}

fn take(left: &mut Vec<Part>, rule: &RulePackets, by: &mut Vec<usize>) -> Option<()> {
    if rule.take_from(left) {
        by.push(rule.index);
    }
    (left.len() <= MOST_PARTS).then_some(())
}
