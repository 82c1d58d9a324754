//! What packets a rule is for, as sets that can be taken away from each other: all five fields together.

use crate::azure::security_rule::RuleField;
use crate::azure::{AddressField, AddressTerm, PortField, SecurityRule};
use crate::judge::address_match::{AddressContext, Family, remote};
use crate::judge::grid::{Cells, Grid};
use crate::judge::port_match::{is_uncertain, known_ports};
use crate::judge::rule_match::Context;
use crate::net::{AddressSet, Protocol, ranges};
use crate::question::SourceSet;
use std::net::{IpAddr, Ipv4Addr};
use std::rc::Rc;

/// What a rule is for, as far as it is certain, before it is drawn.
struct Fields {
    index: usize,
    /// Senders, sender's ports, receivers, receiver's ports.
    sets: [SourceSet; 4],
    /// Tags and groups whose members nobody pasted, of senders and of receivers, with all that they may hold.
    named: [Vec<(AddressTerm, SourceSet)>; 2],
    protocols: u8,
}

/// What a rule is for, drawn on a grid on which a thousand others are.
pub struct RulePackets {
    /// The rule's place in the NSG's list.
    pub index: usize,
    sets: [Rc<Cells>; 4],
    /// The tags and groups by their number.
    named: [Vec<(usize, Rc<Cells>)>; 2],
    /// The sets with all that their tags and groups may hold.
    reach: [Rc<Cells>; 4],
    protocols: u8,
}

/// A part of that: every combination of one element from each field.
#[derive(Clone)]
pub struct Part {
    sets: [Rc<Cells>; 4],
    /// In place of a set, a tag or group as a whole.
    named: [Option<usize>; 2],
    protocols: u8,
}

/// Clients of Remote Desktop from all over the Internet.
pub struct Anybody {
    senders: Cells,
    port: Cells,
}

/// Which of the four sets are ports. What costs least is compared first: ports, then addresses.
const COMPARED: [usize; 4] = [3, 1, 0, 2];

/// Draws rules, each with its place in the NSG's list, on one grid. `None` where anything in one of them is unreadable.
pub fn draw(
    rules: &[(usize, &SecurityRule)],
    context: &Context<'_>,
    port: u16,
) -> Option<(Vec<RulePackets>, Anybody)> {
    let mut all = Vec::new();
    for (index, rule) in rules {
        all.push(Fields::of(*index, rule, context)?);
    }
    let clients = SourceSet::addresses(ranges::internet_clients());
    let port = SourceSet::addresses(AddressSet::block(place(port).into()));
    let mut sets = vec![&clients, &port];
    for fields in &all {
        sets.extend(&fields.sets);
        for (_, may) in fields.named.iter().flatten() {
            sets.push(may);
        }
    }
    let grid = Grid::new(&sets);
    let (mut terms, mut drawn) = (Vec::new(), Vec::new());
    for fields in &all {
        drawn.push(fields.draw(&grid, &mut terms));
    }
    let anybody = Anybody {
        senders: grid.cells(&clients),
        port: grid.cells(&port),
    };
    Some((drawn, anybody))
}

impl Fields {
    fn of(index: usize, rule: &SecurityRule, context: &Context<'_>) -> Option<Self> {
        rule.access.get()?;
        let end = |name| {
            let field = match name {
                RuleField::Source => &rule.source,
                _ => &rule.destination,
            };
            let mut named = Vec::new();
            for term in &field.terms {
                match term {
                    AddressTerm::Unreadable(_) => return None,
                    AddressTerm::Tag(_) | AddressTerm::Group(_) => {
                        let alone = AddressField::of(vec![term.clone()], field.origin);
                        let covered = remote(&about(&alone, rule, name, context));
                        if !covered.needs.is_empty() {
                            let may = SourceSet::addresses(covered.may.addresses);
                            named.push((term.clone(), may));
                        }
                    }
                    _ => {}
                }
            }
            let must = remote(&about(field, rule, name, context)).must.addresses;
            let is_whole = field.lost.is_none();
            is_whole.then_some((SourceSet::addresses(must), named))
        };
        let (senders, named_senders) = end(RuleField::Source)?;
        let (receivers, named_receivers) = end(RuleField::Destination)?;
        if is_uncertain(&rule.source_ports) || is_uncertain(&rule.destination_ports) {
            return None;
        }
        Some(Fields {
            index,
            sets: [
                senders,
                ports(&rule.source_ports),
                receivers,
                ports(&rule.destination_ports),
            ],
            named: [named_senders, named_receivers],
            protocols: match rule.protocol.get()? {
                Protocol::Any => u8::MAX,
                protocol => bit(*protocol),
            },
        })
    }

    fn draw(&self, grid: &Grid, terms: &mut Vec<AddressTerm>) -> RulePackets {
        let sets = self.sets.each_ref().map(|set| Rc::new(grid.cells(set)));
        let mut reach = sets.clone();
        let [senders, _, receivers, _] = &mut reach;
        let named = [(senders, 0), (receivers, 2)].map(|(reach, at)| {
            let (mut named, mut all) = (Vec::new(), None);
            for (term, may) in self.named.get(at / 2).into_iter().flatten() {
                let number = terms.iter().position(|known| known == term);
                let number = number.unwrap_or_else(|| {
                    terms.push(term.clone());
                    terms.len() - 1
                });
                named.push((number, Rc::new(grid.cells(may))));
                let own = all.or_else(|| self.sets.get(at).cloned());
                all = own.map(|own| own.union(may));
            }
            if let Some(all) = all {
                *reach = Rc::new(grid.cells(&all));
            }
            named
        });
        RulePackets {
            index: self.index,
            sets,
            named,
            reach,
            protocols: self.protocols,
        }
    }
}

impl RulePackets {
    /// All that it is for.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        let [named_senders, named_receivers] = &self.named;
        let ends = |set: &Rc<Cells>, named: &[(usize, Rc<Cells>)]| {
            let mut ends = Vec::new();
            if !set.is_empty() {
                ends.push((Rc::clone(set), None));
            }
            for (term, may) in named {
                ends.push((Rc::clone(may), Some(*term)));
            }
            ends
        };
        let [senders, sender_ports, receivers, receiver_ports] = &self.sets;
        for (sender, named_sender) in ends(senders, named_senders) {
            for (receiver, named_receiver) in ends(receivers, named_receivers) {
                parts.push(Part {
                    sets: [
                        Rc::clone(&sender),
                        Rc::clone(sender_ports),
                        receiver,
                        Rc::clone(receiver_ports),
                    ],
                    named: [named_sender, named_receiver],
                    protocols: self.protocols,
                });
            }
        }
        parts
    }

    /// Whether both may be for some packet. Of a thousand rules one meets few, and this tells so soonest.
    pub fn may_meet(&self, other: &RulePackets) -> bool {
        self.may_be_for(other.protocols, &other.reach)
    }

    /// Whether it may be for some of these packets.
    pub fn may_take(&self, part: &Part) -> bool {
        self.may_be_for(part.protocols, &part.sets)
    }

    fn may_be_for(&self, protocols: u8, sets: &[Rc<Cells>; 4]) -> bool {
        self.protocols & protocols != 0
            && COMPARED.iter().all(|at| {
                let (own, other) = (self.reach.get(*at), sets.get(*at));
                own.zip(other)
                    .is_some_and(|(own, other)| !own.is_disjoint(other))
            })
    }

    /// Takes what it certainly is for out of these parts; whether that was anything.
    pub fn take_from(&self, parts: &mut Vec<Part>) -> bool {
        let mut has_taken = false;
        let mut next = 0;
        while let Some(part) = parts.get_mut(next) {
            if !self.is_for_some_of(part) {
                next += 1;
                continue;
            }
            has_taken = true;
            let mut cut = COMPARED.iter().filter(|at| self.cuts(part, **at));
            let (first, second) = (cut.next(), cut.next());
            let is_whole = part.protocols & !self.protocols == 0;
            if let (Some(at), None, true) = (first, second, is_whole) {
                // Most often it is the senders alone.
                if let Some((own, set)) = self.sets.get(*at).zip(part.sets.get_mut(*at)) {
                    Rc::make_mut(set).remove(own);
                }
                next += 1;
            } else {
                // What is left of it comes behind all others, and is looked at once more to no effect.
                let part = parts.swap_remove(next);
                self.split(part, parts);
            }
        }
        has_taken
    }

    /// Puts there what is left of a part, field by field.
    fn split(&self, mut part: Part, left: &mut Vec<Part>) {
        for at in COMPARED.iter().copied() {
            if !self.cuts(&part, at) {
                continue;
            }
            let mut rest = part.clone();
            if let (Some(own), Some(set), Some(outside)) = (
                self.sets.get(at),
                part.sets.get_mut(at),
                rest.sets.get_mut(at),
            ) {
                let (both, alone) = set.split(own);
                (*set, *outside) = (Rc::new(both), Rc::new(alone));
            }
            left.push(rest);
        }
        part.protocols &= !self.protocols;
        if part.protocols != 0 {
            left.push(part);
        }
    }

    /// Whether some of a field of a part is for others.
    fn cuts(&self, part: &Part, at: usize) -> bool {
        let sets = self.sets.get(at).zip(part.sets.get(at));
        part.name(at).is_none() && sets.is_some_and(|(own, set)| !set.is_subset(own))
    }

    fn is_for_some_of(&self, part: &Part) -> bool {
        self.protocols & part.protocols != 0
            && COMPARED.iter().all(|at| {
                let (Some(own), Some(set)) = (self.sets.get(*at), part.sets.get(*at)) else {
                    return false;
                };
                match part.name(*at) {
                    // A tag goes as a whole: to who names it, and to who has all that it may hold.
                    Some(term) => {
                        let mut named = self.named.get(at / 2).into_iter().flatten();
                        named.any(|(own, _)| *own == term) || set.is_subset(own)
                    }
                    None => !set.is_disjoint(own),
                }
            })
    }
}

impl Part {
    /// The tag or group that stands in place of this set.
    fn name(&self, at: usize) -> Option<usize> {
        if at.is_multiple_of(2) {
            *self.named.get(at / 2)?
        } else {
            None
        }
    }

    /// Whether anybody on the Internet may try to log on.
    pub fn is_open_to(&self, anybody: &Anybody) -> bool {
        let [sender, _] = &self.named;
        let [senders, _, _, ports] = &self.sets;
        sender.is_none()
            && self.protocols & bit(Protocol::Tcp) != 0
            && !ports.is_disjoint(&anybody.port)
            && anybody.senders.is_subset(senders)
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

fn bit(protocol: Protocol) -> u8 {
    1 << (protocol as u8)
}

/// Ports as a set, drawn on the beginning of the line of addresses.
fn ports(field: &PortField) -> SourceSet {
    let mut ports = AddressSet::empty();
    for range in known_ports(field) {
        ports = ports.union(&AddressSet::range(place(range.first), place(range.last)));
    }
    SourceSet::addresses(ports)
}

fn place(port: u16) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(u32::from(port)))
}
