//! Whether a rule's port field covers a port (azure-semantics §3.2).

use super::rule_match::Mark;
use crate::azure::{PortField, PortTerm};
use crate::net::PortRange;
use crate::net::port_range::EPHEMERAL;
use crate::question::RDP_PORT;

/// Whether the field covers `port`.
pub fn matches_port(field: &PortField, port: u16) -> Mark {
    let holds = |term: &PortTerm| match term {
        PortTerm::Any => true,
        PortTerm::Range(range) => range.first <= port && port <= range.last,
        PortTerm::Unreadable(_) => false,
    };
    if field.terms.iter().any(holds) {
        Mark::Match
    } else if is_uncertain(field) {
        Mark::Unknown
    } else {
        Mark::No
    }
}

/// Whether the field covers the client's port when that is any ephemeral one: certainly, when it covers all of
/// them; certainly not, when it covers none (T02, T03, T04).
pub fn matches_ephemeral(field: &PortField) -> Mark {
    let known = known_ports(field);
    if EPHEMERAL.is_covered_by(&known) {
        Mark::Match
    } else if is_uncertain(field) {
        Mark::Unknown
    } else if known.iter().all(|range| range.is_disjoint(EPHEMERAL)) || are_just(&known, RDP_PORT) {
        Mark::No
    } else {
        Mark::Unknown
    }
}

/// The ports that the field covers for sure.
pub fn known_ports(field: &PortField) -> Vec<PortRange> {
    let mut known = Vec::new();
    for term in &field.terms {
        match term {
            PortTerm::Any => known.push(PortRange::ALL),
            PortTerm::Range(range) => known.push(*range),
            PortTerm::Unreadable(_) => {}
        }
    }
    known
}

/// Whether `ranges` are this one port. As the client's own port it is unheard of for RDP's: such a rule has its ports
/// swapped (T02).
pub fn are_just(ranges: &[PortRange], port: u16) -> bool {
    !ranges.is_empty() && ranges.iter().all(|range| *range == PortRange::single(port))
}

/// Whether there may be more than is known.
pub fn is_uncertain(field: &PortField) -> bool {
    let unreadable = |term: &PortTerm| matches!(term, PortTerm::Unreadable(_));
    field.lost.is_some() || field.terms.iter().any(unreadable)
}
