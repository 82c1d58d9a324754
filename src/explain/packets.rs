//! What packets a rule is for, as sets that can be taken away from each other: all five fields together.

use crate::azure::PortField;
use crate::azure::security_rule::RuleField;
use crate::azure::{AddressField, AddressTerm, SecurityRule};
use crate::judge::address_match::{AddressContext, Family, remote};
use crate::judge::port_match::{is_uncertain, known_ports};
use crate::judge::rule_match::Context;
use crate::net::{AddressSet, Protocol};
use std::net::{IpAddr, Ipv4Addr};

/// What a rule is for, as far as it is certain.
pub struct RulePackets<'r> {
    rule: &'r SecurityRule,
    /// The rule's place in the NSG's list.
    pub index: usize,
    /// Senders, sender's ports, receivers, receiver's ports.
    sets: [AddressSet; 4],
    /// Tags and groups whose members nobody pasted, of senders and of receivers, with all that they may hold.
    named: [Vec<(&'r AddressTerm, AddressSet)>; 2],
    protocols: u8,
    /// Whether nothing in the rule is unreadable.
    pub is_whole: bool,
}

/// A part of that: every combination of one element from each field.
#[derive(Clone)]
pub struct Part<'r> {
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
    pub fn of(index: usize, rule: &'r SecurityRule, context: &Context<'_>) -> Self {
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
    pub fn rule(&self) -> &'r SecurityRule {
        self.rule
    }

    /// All that it is for.
    pub fn parts(&self) -> Vec<Part<'r>> {
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
    pub fn may_meet(&self, part: &Part<'_>) -> bool {
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
    pub fn take_from(&self, part: Part<'r>, left: &mut Vec<Part<'r>>) -> bool {
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
    pub fn senders(&self) -> Option<&AddressSet> {
        let [sender, _] = &self.named;
        let [senders, ..] = &self.sets;
        sender.is_none().then_some(senders)
    }

    /// Whether it holds packets of this protocol to this port.
    pub fn holds(&self, protocol: Protocol, port: u16) -> bool {
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
