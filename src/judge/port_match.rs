//! Whether a rule's port field covers a port (azure-semantics §3.2).

use super::rule_match::FieldMatch;
use crate::azure::{PortField, PortTerm};
use crate::net::PortSet;
use crate::net::port_range::EPHEMERAL;

/// Whether the field covers `port`.
pub fn matches_port(field: &PortField, port: u16) -> FieldMatch {
    if known_ports(field).contains(port.into()) {
        FieldMatch::Match
    } else if is_uncertain(field) {
        FieldMatch::Unknown
    } else {
        FieldMatch::No
    }
}

/// Whether the field covers the client's port when that is any ephemeral one: certainly, when it covers all of
/// them; certainly not, when it covers none (T02, T03, T04).
pub fn matches_ephemeral(field: &PortField) -> FieldMatch {
    let known = known_ports(field);
    let ephemeral = EPHEMERAL.set();
    if ephemeral.is_subset(&known) {
        FieldMatch::Match
    } else if is_uncertain(field) {
        FieldMatch::Unknown
    } else if known.is_disjoint(&ephemeral) || known == PortSet::range(RDP.into(), RDP.into()) {
        FieldMatch::No
    } else {
        FieldMatch::Unknown
    }
}

/// A client that uses the RDP port as its own is unheard of: a rule that asks for it has its ports swapped.
const RDP: u16 = crate::question::RDP_PORT;

/// The ports that the field covers for sure.
pub fn known_ports(field: &PortField) -> PortSet {
    let ranges = field.terms.iter().filter_map(|term| match term {
        PortTerm::Any => Some((0, u16::MAX.into())),
        PortTerm::Range(range) => Some((range.first.into(), range.last.into())),
        PortTerm::Unreadable(_) => None,
    });
    PortSet::from_ranges(&ranges.collect::<Vec<_>>())
}

/// Whether there may be more than is known.
fn is_uncertain(field: &PortField) -> bool {
    let unreadable = |term: &PortTerm| matches!(term, PortTerm::Unreadable(_));
    field.lost.is_some() || field.terms.iter().any(unreadable)
}
