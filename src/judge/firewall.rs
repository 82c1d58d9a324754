//! What NSGs see of a connection that a firewall has translated: the client's address or the firewall's. No document says
//! which (ambiguity A10), so only what holds for both is certain.

use super::Answer;
use super::hop::Hop;
use super::need::Need;
use super::partition::Partition;
use crate::code::Code;
use crate::join::Topology;
use crate::net::{AddressSet, ranges};
use crate::question::SourceSet;
use ipnet::IpNet;

/// Leaves certain for public clients only what holds for the firewall's own address, too.
pub fn accept_both(topology: &Topology, filters: &mut [Hop], asked: &SourceSet) {
    let mut own = Vec::new();
    for address in &topology.firewalls {
        own.push(IpNet::from(*address));
    }
    let firewall = if own.is_empty() {
        SourceSet::somewhere_in_the_virtual_network()
    } else {
        SourceSet::addresses(AddressSet::blocks(&own))
    };
    let public = SourceSet::addresses(ranges::public());
    for hop in filters {
        let Partition { open, blocked, .. } = hop.partition.clone();
        let (open, blocked) = match hop.partition.answer(&firewall) {
            Answer::Open => (open, blocked.minus(&public)),
            Answer::Blocked => (open.minus(&public), blocked),
            Answer::Depends => (open.minus(&public), blocked.minus(&public)),
        };
        let partition = Partition::from(open, blocked);
        hop.change(partition, asked, Code::DnatSource, Some(Need::DnatSource));
    }
}
