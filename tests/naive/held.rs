//! Which rules and ways hold a port, each of them asked.

use rdpcheck::join::Topology;
use rdpcheck::judge::port_cuts::{holds, rules};
use rdpcheck::judge::port_match::known_ports;
use rdpcheck::net::Protocol;

/// The rules and ways that hold a port, or may, by their number, and whether that is unsure.
pub type Held = Vec<(usize, bool)>;

/// Those that hold this port: ports of which the same do, fare the same.
pub fn held(topologies: &[&Topology], protocol: Protocol, port: u16) -> Held {
    let mut held = Vec::new();
    let mut number = 0;
    for topology in topologies {
        for rule in rules(topology) {
            if holds(rule, protocol, port) {
                let is_sure = known_ports(&rule.destination_ports)
                    .iter()
                    .any(|range| range.first <= port && port <= range.last);
                held.push((number, !is_sure));
            }
            number += 1;
        }
        for way in &topology.ways {
            if way.port == Some(port) {
                held.push((number, false));
            }
            number += 1;
        }
    }
    held
}
