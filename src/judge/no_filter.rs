//! Places without an NSG: nothing is filtered there, and yet a Standard public address stays closed.

use super::Answer;
use super::hop::{Hop, HopAnswer, HopKind};
use super::need::Need;
use super::partition::Partition;
use crate::code::Code;
use crate::join::{Place, Topology};
use crate::net::ranges;
use crate::question::SourceSet;

/// A place that is shown to have no NSG: everything passes (azure-semantics §2.3).
pub fn on(place: Place) -> Hop {
    Hop {
        answer: HopAnswer::Checked(Answer::Open),
        code: Code::NoNsg,
        partition: Partition::from(SourceSet::all(), SourceSet::empty()),
        ..Hop::not_checked(HopKind::of(place))
    }
}

/// Whether subnet and network interface are both shown to have no NSG, which is an answer, too.
pub fn is_known(topology: &Topology) -> bool {
    topology.without_filter.len() > 1
}

/// The way in, where no NSG filters anything: a public address of the Standard SKU lets nobody in from the Internet
/// while no NSG allows it; one of the Basic SKU lets everybody in (azure-semantics §2.4, T52 to T54).
pub fn anywhere(topology: &Topology, asked: &SourceSet) -> Hop {
    let mut hop = Hop::not_checked(HopKind::WayIn);
    let mut public = ranges::public();
    if let Some(network) = &topology.virtual_network {
        public = public.minus(network);
    }
    let public = SourceSet::addresses(public);
    let private = SourceSet::all().minus(&public);
    hop.partition = match topology.has_standard_public_ip {
        Some(true) => Partition::from(private, public),
        Some(false) => Partition::from(SourceSet::all(), SourceSet::empty()),
        None => Partition::from(private, SourceSet::empty()),
    };
    let answer = hop.partition.answer(asked);
    hop.answer = HopAnswer::Checked(answer);
    hop.code = match answer {
        Answer::Open => Code::NoNsg,
        Answer::Blocked => Code::StandardNeedsNsg,
        Answer::Depends if asked.is_disjoint(&hop.partition.depends) => Code::SourceMatters,
        Answer::Depends => Code::SkuUnknown,
    };
    match hop.code {
        Code::SourceMatters => hop.needs.push(Need::SourceAddress),
        Code::SkuUnknown => hop.needs.push(Need::PublicIpSku),
        _ => {}
    }
    hop
}
