//! What the evidence says about Windows inside the VM, the last hop and never quite checkable.

use super::Answer;
use super::hop::{Hop, HopAnswer, HopKind};
use super::need::Need;
use super::partition::Partition;
use crate::code::Code;
use crate::net::AddressSet;
use crate::question::SourceSet;

/// The guest behind a network interface that is not its VM's primary one. Only the primary has a default gateway, so
/// replies beyond the subnet need a route inside the guest (azure-semantics §7.4, R24). For the subnet's own addresses
/// nothing is known against the guest, and nothing was checked either.
pub fn hop(neighbours: &AddressSet, asked: &SourceSet) -> Hop {
    let mut hop = Hop::not_checked(HopKind::Guest);
    let neighbours = SourceSet::addresses(neighbours.clone());
    hop.partition = Partition::from(neighbours, SourceSet::empty());
    if hop.partition.answer(asked) == Answer::Depends {
        hop.answer = HopAnswer::Checked(Answer::Depends);
        hop.code = Code::SecondaryInterface;
        hop.needs.push(Need::GuestRoute);
    }
    hop
}
