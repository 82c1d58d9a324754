//! Places without an NSG: nothing is filtered there, and yet a Standard public address stays closed.

use super::Answer;
use super::hop::{Hop, HopKind};
use crate::code::Code;
use crate::join::{Place, Topology};

/// A place that is shown to have no NSG: everything passes (azure-semantics §2.3).
pub fn on(place: Place) -> Hop {
    let mut hop = Hop::not_checked(HopKind::of(place));
    hop.decide(Answer::Open, Code::NoNsg);
    hop
}

/// Whether subnet and network interface are both shown to have no NSG, which is an answer, too.
pub fn is_known(topology: &Topology) -> bool {
    topology.without_filter.len() > 1
}

/// Whether that is so and no other NSG filters. Then a public address of the Standard SKU lets nobody in from the
/// Internet, and one of the Basic SKU everybody (azure-semantics §2.6, T52 to T54).
pub fn is_seen_nowhere(topology: &Topology) -> bool {
    topology.filters.is_empty() && is_known(topology)
}
