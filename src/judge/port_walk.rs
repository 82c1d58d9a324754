//! A walk over all protocols and ports, stretch by stretch. Ports that the same rules hold fare the same, so that one
//! judgement does for all of them.

use super::port_cuts::{PROTOCOLS, has_ports, rules, stretches};
use super::port_match::matches_port;
use super::rule_match::Mark;
use crate::join::Topology;
use crate::net::{PortRange, Protocol};
use crate::question::Question;

/// How far a walk is.
pub struct PortWalk {
    stretches: Vec<PortRange>,
    /// What holds the ports of this protocol, where that differs: rules and ways by their numbers.
    kinds: Vec<Held>,
    /// How many kinds there were of the protocols before.
    kinds_before: usize,
    protocol: usize,
    stretch: usize,
}

/// The rules and ways that hold a port, or may, by their numbers.
type Held = Vec<(usize, Mark)>;

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
    pub fn new(topologies: &[&Topology], question: &Question) -> Self {
        PortWalk {
            stretches: stretches(topologies, question),
            kinds: Vec::new(),
            kinds_before: 0,
            protocol: 0,
            stretch: 0,
        }
    }

    /// The next stretch of those that are wanted; `None` at the end. The surroundings are the same at every call.
    pub fn next(
        &mut self,
        topologies: &[&Topology],
        is_wanted: &dyn Fn(Protocol, u16) -> bool,
    ) -> Option<Ports> {
        loop {
            let protocol = *PROTOCOLS.get(self.protocol)?;
            let stretch = self.stretches.get(self.stretch).copied();
            let Some(mut ports) = stretch.filter(|it| has_ports(protocol) || it.first == 0) else {
                self.protocol += 1;
                self.stretch = 0;
                self.kinds_before += self.kinds.len();
                self.kinds.clear();
                continue;
            };
            self.stretch += 1;
            if !is_wanted(protocol, ports.first) {
                continue;
            }
            let held = held(topologies, protocol, ports.first);
            let known = self.kinds.iter().position(|known| *known == held);
            let kind = known.unwrap_or(self.kinds.len());
            if known.is_none() {
                self.kinds.push(held);
            }
            if !has_ports(protocol) {
                ports = PortRange::ALL;
            }
            return Some(Ports {
                protocol,
                ports,
                kind: self.kinds_before + kind,
            });
        }
    }
}

/// Which rules and ways hold this port.
fn held(topologies: &[&Topology], protocol: Protocol, port: u16) -> Held {
    let mut held = Vec::new();
    let mut number = 0;
    let mut add = |mark| {
        if mark != Mark::No {
            held.push((number, mark));
        }
        number += 1;
    };
    for topology in topologies {
        for rule in rules(topology) {
            add(
                match rule.protocol.get().is_none_or(|it| it.covers(protocol)) {
                    true => matches_port(&rule.destination_ports, port),
                    false => Mark::No,
                },
            );
        }
        for way in &topology.ways {
            add(match way.port == Some(port) {
                true => Mark::Match,
                false => Mark::No,
            });
        }
    }
    held
}
