//! A walk over all protocols and ports, stretch by stretch. Ports that the same rules hold fare the same, so that one
//! judgement by these rules alone does for all of them: of a thousand rules, one port meets few.

use super::met::with_rules;
use super::port_cuts::{PROTOCOLS, has_ports, rules, stretches};
use super::port_match::{is_uncertain, known_ports, matches_port};
use super::rule_match::Mark;
use crate::azure::SecurityRule;
use crate::join::Topology;
use crate::net::{PortRange, Protocol};
use crate::question::Question;
use std::cell::{Cell, RefCell};

/// How far a walk is.
pub struct PortWalk {
    topologies: Vec<Topology>,
    stretches: Vec<PortRange>,
    /// What holds each of these stretches, for the protocol that is walked over.
    held: Vec<Held>,
    /// Those of this protocol that differ, with a number that tells most of them apart.
    kinds: Vec<(u32, Held)>,
    /// How many kinds there were of the protocols before.
    kinds_before: usize,
    protocol: usize,
    stretch: usize,
}

/// The rules and ways that hold a port, or may, by their numbers.
type Held = Vec<(u32, Mark)>;

/// Ports of one protocol that fare alike.
#[derive(Clone, Copy)]
pub struct Ports {
    /// The protocol.
    pub protocol: Protocol,
    /// The ports; all of them where the protocol has none.
    pub ports: PortRange,
    /// The number of their kind: what fares the same has the same, and a new kind the next.
    pub kind: usize,
}

impl PortWalk {
    /// Over the ports of these surroundings.
    pub fn new(topologies: Vec<Topology>, question: &Question) -> Self {
        let all: Vec<&Topology> = topologies.iter().collect();
        let stretches = stretches(&all, question);
        PortWalk {
            stretches,
            topologies,
            held: Vec::new(),
            kinds: Vec::new(),
            kinds_before: 0,
            protocol: 0,
            stretch: 0,
        }
    }

    /// The next stretch of those that are wanted; `None` at the end.
    pub fn next(&mut self, is_wanted: &dyn Fn(Protocol, u16) -> bool) -> Option<Ports> {
        loop {
            let protocol = *PROTOCOLS.get(self.protocol)?;
            let stretch = self.stretches.get(self.stretch).copied();
            let Some(ports) = stretch.filter(|it| has_ports(protocol) || it.first == 0) else {
                self.protocol += 1;
                self.stretch = 0;
                self.kinds_before += self.kinds.len();
                self.kinds.clear();
                self.held.clear();
                continue;
            };
            let at = self.stretch;
            self.stretch += 1;
            if is_wanted(protocol, ports.first) {
                if self.held.is_empty() {
                    self.held = self.held_by(protocol);
                }
                let held = self.held.get_mut(at).map(std::mem::take);
                let kind = self.kind_of(held.unwrap_or_default());
                return Some(Ports {
                    protocol,
                    ports: match has_ports(protocol) {
                        true => ports,
                        false => PortRange::ALL,
                    },
                    kind: self.kinds_before + kind,
                });
            }
        }
    }

    /// The surroundings of this number with nothing but the rules that hold these ports.
    pub fn holding(&self, number: usize, ports: Ports) -> Option<Topology> {
        let (_, held) = self.kinds.get(ports.kind.checked_sub(self.kinds_before)?)?;
        let before = self.topologies.iter().take(number).map(size).sum::<usize>();
        let (at, held) = (
            Cell::new(before as u32),
            RefCell::new(held.iter().peekable()),
        );
        let is_kept = |_: &SecurityRule| {
            let own = at.replace(at.get() + 1);
            let mut held = held.borrow_mut();
            while held.next_if(|(other, _)| *other < own).is_some() {}
            held.next_if(|(other, _)| *other == own).is_some()
        };
        Some(with_rules(self.topologies.get(number)?, &is_kept))
    }

    fn kind_of(&mut self, held: Held) -> usize {
        let mut known_by = 0_u32;
        for (number, mark) in &held {
            known_by = (known_by ^ number ^ ((*mark as u32) << 24)).wrapping_mul(0x0100_0193);
        }
        let mut kinds = self.kinds.iter();
        let is_it = |(number, known): &(u32, Held)| *number == known_by && *known == held;
        kinds.position(is_it).unwrap_or_else(|| {
            self.kinds.push((known_by, held));
            self.kinds.len() - 1
        })
    }

    /// Which rules and ways hold the first port of each stretch.
    fn held_by(&self, protocol: Protocol) -> Vec<Held> {
        let mut held: Vec<Held> = Vec::new();
        held.resize_with(self.stretches.len(), Vec::new);
        let mut number = 0;
        for topology in &self.topologies {
            for rule in rules(topology) {
                if rule.protocol.get().is_none_or(|it| it.covers(protocol)) {
                    self.note(rule, number, &mut held);
                }
                number += 1;
            }
            for way in &topology.ways {
                let at = self
                    .stretches
                    .iter()
                    .position(|it| way.port == Some(it.first));
                if let Some(held) = at.and_then(|at| held.get_mut(at)) {
                    held.push((number, Mark::Match));
                }
                number += 1;
            }
        }
        held
    }

    fn note(&self, rule: &SecurityRule, number: u32, held: &mut [Held]) {
        let field = &rule.destination_ports;
        let mut add = |from: usize, to: usize| {
            let stretches = self.stretches.iter().zip(&mut *held);
            for (ports, held) in stretches.skip(from).take(to.saturating_sub(from)) {
                let mark = matches_port(field, ports.first);
                if mark != Mark::No && held.last().is_none_or(|last| last.0 != number) {
                    held.push((number, mark));
                }
            }
        };
        if is_uncertain(field) {
            add(0, usize::MAX);
            return;
        }
        for range in known_ports(field) {
            let from = self.stretches.partition_point(|it| it.first < range.first);
            let to = self.stretches.partition_point(|it| it.first <= range.last);
            add(from, to);
        }
    }
}

/// How many rules and ways there are.
fn size(topology: &Topology) -> usize {
    rules(topology).count() + topology.ways.len()
}
