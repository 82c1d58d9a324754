//! What the evidence says about Windows inside the VM, the last hop and never quite checkable.

use super::Answer;
use super::hop::{Hop, HopAnswer, HopKind};
use super::need::Need;
use super::partition::Partition;
use crate::azure::{GuestSign, GuestSignKind};
use crate::code::Code;
use crate::join::Topology;
use crate::net::AddressSet;
use crate::question::{Question, SourceSet};

/// The guest: first what it shows of itself, then whether it can answer at all.
pub fn hop(topology: &Topology, question: &Question, asked: &SourceSet) -> Hop {
    let mut hop = Hop::not_checked(HopKind::Guest);
    for (at, sign) in topology.machine.signs.iter().enumerate() {
        if let Some((answer, code)) = reason(sign, question) {
            hop.decide(answer, code);
            hop.deciding = Some(at);
            if answer == Answer::Depends {
                hop.needs.push(Need::VmState);
            }
            return hop;
        }
    }
    if let Some(neighbours) = &topology.reached_as_secondary {
        add_secondary(&mut hop, neighbours, asked);
    }
    hop
}

/// What a sign means for RDP (fix-catalogue §6.3); `None` where it is no reason against it.
fn reason(sign: &GuestSign, question: &Question) -> Option<(Answer, Code)> {
    match sign.kind {
        GuestSignKind::DoesNotStart(_) => Some((Answer::Blocked, Code::GuestNotStarted)),
        GuestSignKind::IsBusy => Some((Answer::Depends, Code::GuestBusy)),
        GuestSignKind::RemoteDesktopService(false) => {
            Some((Answer::Blocked, Code::GuestServiceStopped))
        }
        // NSG, NAT rules and client must all use the port that Windows listens on (azure-semantics §10, T69).
        GuestSignKind::ListensOn(port) if port != question.port => {
            Some((Answer::Blocked, Code::GuestPortMoved))
        }
        GuestSignKind::ListensOn(_)
        | GuestSignKind::RemoteDesktopService(true)
        | GuestSignKind::WaitsForLogon
        | GuestSignKind::SerialConsole
        | GuestSignKind::AdapterDown(_)
        | GuestSignKind::Started => None,
    }
}

/// Behind a network interface that is not its VM's primary one. Only the primary has a default gateway, so
/// replies beyond the subnet need a route inside the guest (azure-semantics §7.4, R24). For the subnet's own addresses
/// nothing is known against the guest, and nothing was checked either.
fn add_secondary(hop: &mut Hop, neighbours: &AddressSet, asked: &SourceSet) {
    let neighbours = SourceSet::addresses(neighbours.clone());
    hop.partition = Partition::from(neighbours, SourceSet::empty());
    if hop.partition.answer(asked) == Answer::Depends {
        hop.answer = HopAnswer::Checked(Answer::Depends);
        hop.code = Code::SecondaryInterface;
        hop.needs.push(Need::GuestRoute);
    }
}
