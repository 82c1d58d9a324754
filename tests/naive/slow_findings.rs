//! What is remarkable about rules, found the slow way: every rule against every other, with sets of addresses.

use rdpcheck::azure::PortField;
use rdpcheck::azure::just_in_time::is_just_in_time;
use rdpcheck::azure::security_rule::RuleField;
use rdpcheck::azure::{Access, Direction, NetworkSecurityGroup, RuleState};
use rdpcheck::azure::{AddressField, AddressTerm, SecurityRule};
use rdpcheck::code::Code;
use rdpcheck::explain::near_miss::is_for_public_addresses;
use rdpcheck::explain::{Explanation, RuleFinding};
use rdpcheck::judge::Mark;
use rdpcheck::judge::address_match::{AddressContext, Family, remote};
use rdpcheck::judge::evaluation_order::evaluation_order;
use rdpcheck::judge::nsg::Tried;
use rdpcheck::judge::port_match::matches_ephemeral;
use rdpcheck::judge::port_match::{is_uncertain, known_ports};
use rdpcheck::judge::rule_match::Context;
use rdpcheck::net::ranges;
use rdpcheck::net::{AddressSet, Protocol};
use rdpcheck::question::RDP_PORT;
use std::net::{IpAddr, Ipv4Addr};
use std::rc::Rc;

/// What is remarkable in the NSGs of the path, by what it does: what keeps out who asked, then holes, then rules that were
/// meant to do something else than those before them, then what could be tidied away.
pub fn slow_findings(explanation: &Explanation) -> Vec<RuleFinding> {
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
            let is_certain = entry.unsure.is_none() && !entry.is_contested;
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

/// What a rule is for, as far as it is certain.
struct RulePackets<'r> {
    rule: &'r SecurityRule,
    /// The rule's place in the NSG's list.
    index: usize,
    /// Senders, sender's ports, receivers, receiver's ports.
    sets: [AddressSet; 4],
    /// Tags and groups whose members nobody pasted, of senders and of receivers, with all that they may hold.
    named: [Vec<(&'r AddressTerm, AddressSet)>; 2],
    protocols: u8,
    /// Whether nothing in the rule is unreadable.
    is_whole: bool,
}

/// A part of that: every combination of one element from each field.
#[derive(Clone)]
struct Part<'r> {
    sets: [AddressSet; 4],
    /// In place of a set, a tag or group as a whole.
    named: [Option<&'r AddressTerm>; 2],
    protocols: u8,
}

/// Which of the four sets are ports.
const SENDER: usize = 0;
const SENDER_PORTS: usize = 1;
const RECEIVER: usize = 2;
const RECEIVER_PORTS: usize = 3;

impl<'r> RulePackets<'r> {
    /// What `rule`, the one at `index`, is for.
    fn of(index: usize, rule: &'r SecurityRule, context: &Context<'_>) -> Self {
        let mut is_whole = rule.access.get().is_some();
        let mut end = |name| {
            let field = match name {
                RuleField::Source => &rule.source,
                _ => &rule.destination,
            };
            let mut named = Vec::new();
            for term in &field.terms {
                match term {
                    AddressTerm::Unreadable(_) => is_whole = false,
                    AddressTerm::Tag(_) | AddressTerm::Group(_) => {
                        let alone = AddressField::of(vec![term.clone()], field.origin);
                        let covered = remote(&about(&alone, rule, name, context));
                        if !covered.needs.is_empty() {
                            named.push((term, covered.may.addresses));
                        }
                    }
                    _ => {}
                }
            }
            is_whole &= field.lost.is_none();
            (
                remote(&about(field, rule, name, context)).must.addresses,
                named,
            )
        };
        let (senders, named_senders) = end(RuleField::Source);
        let (receivers, named_receivers) = end(RuleField::Destination);
        is_whole &= !is_uncertain(&rule.source_ports) && !is_uncertain(&rule.destination_ports);
        let protocols = match rule.protocol.get() {
            Some(Protocol::Any) => u8::MAX,
            Some(protocol) => 1 << (*protocol as u8),
            None => {
                is_whole = false;
                0
            }
        };
        RulePackets {
            rule,
            index,
            sets: [
                senders,
                ports(&rule.source_ports),
                receivers,
                ports(&rule.destination_ports),
            ],
            named: [named_senders, named_receivers],
            protocols,
            is_whole,
        }
    }

    /// The rule.
    fn rule(&self) -> &'r SecurityRule {
        self.rule
    }

    /// All that it is for.
    fn parts(&self) -> Vec<Part<'r>> {
        let mut parts = Vec::new();
        let [named_senders, named_receivers] = &self.named;
        let ends = |set: &AddressSet, named: &[(&'r AddressTerm, AddressSet)]| {
            let mut ends = Vec::new();
            if !set.is_empty() {
                ends.push((set.clone(), None));
            }
            for (term, may) in named {
                ends.push((may.clone(), Some(*term)));
            }
            ends
        };
        let [senders, sender_ports, receivers, receiver_ports] = &self.sets;
        for (sender, named_sender) in ends(senders, named_senders) {
            for (receiver, named_receiver) in ends(receivers, named_receivers) {
                parts.push(Part {
                    sets: [
                        sender.clone(),
                        sender_ports.clone(),
                        receiver,
                        receiver_ports.clone(),
                    ],
                    named: [named_sender, named_receiver],
                    protocols: self.protocols,
                });
            }
        }
        parts
    }

    /// Whether it may be for some of these packets.
    fn may_meet(&self, part: &Part<'_>) -> bool {
        if self.protocols & part.protocols == 0 {
            return false;
        }
        let mut named = self.named.iter();
        for (at, (own, other)) in self.sets.iter().zip(&part.sets).enumerate() {
            let mut meets = !own.is_disjoint(other);
            if at == SENDER || at == RECEIVER {
                for (_, may) in named.next().into_iter().flatten() {
                    meets |= !may.is_disjoint(other);
                }
            }
            if !meets {
                return false;
            }
        }
        true
    }

    /// Takes what it certainly is for out of `part`; gives back what is left, and whether anything was taken.
    fn take_from(&self, part: Part<'r>, left: &mut Vec<Part<'r>>) -> bool {
        let before = left.len();
        if self.take_each(part.clone(), left).is_none() {
            left.truncate(before);
            left.push(part);
            return false;
        }
        true
    }

    /// `None` where it has nothing of the part.
    fn take_each(&self, mut part: Part<'r>, left: &mut Vec<Part<'r>>) -> Option<()> {
        let both = self.protocols & part.protocols;
        if both == 0 {
            return None;
        }
        // What costs least is compared first: ports, then addresses.
        for at in [RECEIVER_PORTS, SENDER_PORTS, SENDER, RECEIVER] {
            let own = self.sets.get(at)?;
            let side = at / 2;
            let term = if at % 2 == 0 {
                *part.named.get(side)?
            } else {
                None
            };
            let set = part.sets.get(at)?.clone();
            if let Some(term) = term {
                // A tag goes as a whole: to who names it, and to who has all that it may hold.
                let names = |(own, _): &(&AddressTerm, AddressSet)| *own == term;
                if !self.named.get(side)?.iter().any(names) && !set.is_subset(own) {
                    return None;
                }
                continue;
            }
            let inside = set.intersect(own);
            if inside.is_empty() {
                return None;
            }
            let outside = set.minus(own);
            if !outside.is_empty() {
                let mut rest = part.clone();
                *rest.sets.get_mut(at)? = outside;
                left.push(rest);
            }
            *part.sets.get_mut(at)? = inside;
        }
        if both != part.protocols {
            part.protocols &= !both;
            left.push(part);
        }
        Some(())
    }
}

fn about<'a>(
    field: &'a AddressField,
    rule: &SecurityRule,
    name: RuleField,
    context: &'a Context<'_>,
) -> AddressContext<'a> {
    AddressContext {
        rule: "",
        name,
        field,
        default: rule.default,
        topology: context.topology,
        network: &context.network,
        family: Family::V4,
    }
}

impl Part<'_> {
    /// The senders, where they are known by their addresses.
    fn senders(&self) -> Option<&AddressSet> {
        let [sender, _] = &self.named;
        let [senders, ..] = &self.sets;
        sender.is_none().then_some(senders)
    }

    /// Whether it holds packets of this protocol to this port.
    fn holds(&self, protocol: Protocol, port: u16) -> bool {
        let [_, _, _, ports] = &self.sets;
        self.protocols & (1 << (protocol as u8)) != 0 && ports.contains(place(port))
    }
}

/// Ports as a set, drawn on the beginning of the line of addresses.
fn ports(field: &PortField) -> AddressSet {
    let mut ports = AddressSet::empty();
    for range in known_ports(field) {
        ports = ports.union(&AddressSet::range(place(range.first), place(range.last)));
    }
    ports
}

fn place(port: u16) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(u32::from(port)))
}
