//! Ports between which no rule and no way in draws a line, so that one judgement does for all of them.

use super::port_match::{known_ports, matches_port};
use super::rule_match::Mark;
use crate::azure::SecurityRule;
use crate::join::Topology;
use crate::net::{PortRange, Protocol};
use crate::question::Question;

/// The protocols that rules tell apart.
pub const PROTOCOLS: [Protocol; 5] = [
    Protocol::Tcp,
    Protocol::Udp,
    Protocol::Icmp,
    Protocol::Esp,
    Protocol::Ah,
];

/// Whether a protocol has ports.
pub fn has_ports(protocol: Protocol) -> bool {
    matches!(protocol, Protocol::Tcp | Protocol::Udp)
}

/// The stretches of ports within which every rule and way of these surroundings fares alike.
pub fn stretches(topologies: &[&Topology], question: &Question) -> Vec<PortRange> {
    let mut starts = vec![0];
    add_start(PortRange::single(question.port), &mut starts);
    for topology in topologies {
        for rule in rules(topology) {
            if rule
                .direction
                .get()
                .is_none_or(|it| *it == question.direction)
            {
                for range in known_ports(&rule.destination_ports) {
                    add_start(range, &mut starts);
                }
            }
        }
        for way in &topology.ways {
            if let Some(port) = way.port {
                add_start(PortRange::single(port), &mut starts);
            }
        }
    }
    let mut stretches = Vec::new();
    for (at, first) in starts.iter().enumerate() {
        stretches.push(PortRange {
            first: *first,
            last: starts.get(at + 1).map_or(u16::MAX, |next| next - 1),
        });
    }
    stretches
}

/// Whether a rule may be for this port. Where the list of ports was cut off, that is unknown.
pub fn holds(rule: &SecurityRule, protocol: Protocol, port: u16) -> bool {
    rule.protocol.get().is_none_or(|it| it.covers(protocol))
        && matches_port(&rule.destination_ports, port) != Mark::No
}

/// The rules of all its NSGs.
pub fn rules(topology: &Topology) -> impl Iterator<Item = &SecurityRule> {
    let groups = topology.filters.iter().flat_map(|filter| &filter.versions);
    let groups = groups.chain(&topology.admin_rules);
    groups.flat_map(|group| group.rules.iter().map(|rule| &**rule))
}

fn add_start(range: PortRange, starts: &mut Vec<u16>) {
    for start in [Some(range.first), range.last.checked_add(1)]
        .into_iter()
        .flatten()
    {
        let at = starts.partition_point(|known| *known < start);
        if starts.get(at) != Some(&start) {
            starts.insert(at, start);
        }
    }
}
