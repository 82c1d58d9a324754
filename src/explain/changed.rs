//! Two NSGs, or one before and after: for which connections they differ.

use crate::azure::{NetworkSecurityGroup, Resource};
use crate::case::Case;
use crate::join::{Filter, Place, Topology};
use crate::judge::port_cuts::{PROTOCOLS, has_ports, held, stretches};
use crate::judge::{Mark, judge};
use crate::net::ranges::PLATFORM_ADDRESS;
use crate::net::{AddressSet, PortRange, Protocol};
use crate::question::{Question, SourceSet};
use std::rc::Rc;

/// Connections of one protocol to some ports that fare otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// Over what; any, where all protocols change alike.
    pub protocol: Protocol,
    /// To which ports.
    pub ports: PortRange,
    /// Who gets through only after.
    pub opened: SourceSet,
    /// Who got through only before.
    pub closed: SourceSet,
    /// For whom one of the two is certain and the other hangs on what nobody pasted.
    pub unsure: SourceSet,
}

/// The NSGs of a case that can be compared, in the order of the paste.
pub fn groups(case: &Case) -> Vec<&Rc<NetworkSecurityGroup>> {
    let mut groups = Vec::new();
    for resource in case.evidence.resources() {
        if let Resource::NetworkSecurityGroup(group) = resource {
            groups.push(group);
        }
    }
    groups
}

/// Every connection that fares otherwise, the surroundings being the same.
pub fn changed(
    topology: &Topology,
    question: &Question,
    before: &Rc<NetworkSecurityGroup>,
    after: &Rc<NetworkSecurityGroup>,
) -> Vec<Changed> {
    let (before, after) = (alone(topology, before), alone(topology, after));
    let both = [&before, &after];
    // Its own address tells nobody of anything.
    let platform = SourceSet::addresses(AddressSet::range(PLATFORM_ADDRESS, PLATFORM_ADDRESS));
    let mut changed: Vec<Changed> = Vec::new();
    for protocol in PROTOCOLS {
        let mut judged: Vec<(Vec<Mark>, Changed)> = Vec::new();
        let first_of_protocol = changed.len();
        for mut ports in stretches(&both, question) {
            let port = ports.first;
            if !has_ports(protocol) {
                if port > 0 {
                    break;
                }
                ports = PortRange::ALL;
            }
            let held = held(&both, protocol, port);
            if !judged.iter().any(|(known, ..)| *known == held) {
                let asked = Question {
                    protocol,
                    port,
                    from_port: None,
                    dialled: None,
                    through: None,
                    ..question.clone()
                };
                let [before, after] = both.map(|topology| judge(topology, &asked).sources);
                let both_depend = before.depends.intersect(&after.depends);
                let one_depends = before.depends.union(&after.depends);
                let own = Changed {
                    protocol,
                    ports,
                    opened: after.open.intersect(&before.blocked),
                    closed: before.open.intersect(&after.blocked),
                    unsure: one_depends.minus(&both_depend).minus(&platform),
                };
                judged.push((held.clone(), own));
            }
            let known = judged.iter().find(|(known, ..)| *known == held);
            let Some((_, own)) = known.filter(|(_, own)| !own.is_nothing()) else {
                continue;
            };
            match changed
                .get_mut(first_of_protocol..)
                .and_then(<[_]>::last_mut)
            {
                Some(last)
                    if last.ports.last.checked_add(1) == Some(port) && last.is_alike(own) =>
                {
                    last.ports.last = ports.last;
                }
                _ => changed.push(Changed {
                    ports,
                    ..own.clone()
                }),
            }
        }
    }
    join_protocols(&mut changed);
    changed
}

impl Changed {
    /// Whether nobody fares otherwise.
    fn is_nothing(&self) -> bool {
        let sets = [&self.opened, &self.closed, &self.unsure];
        sets.iter().all(|set| set.is_empty())
    }

    /// Whether the same fare otherwise.
    fn is_alike(&self, other: &Changed) -> bool {
        self.opened == other.opened && self.closed == other.closed && self.unsure == other.unsure
    }
}

/// What holds for every protocol is said once.
fn join_protocols(changed: &mut Vec<Changed>) {
    let mut at = 0;
    while let Some(entry) = changed.get(at).cloned() {
        let is_same = |other: &Changed| other.ports == entry.ports && other.is_alike(&entry);
        if changed.iter().filter(|other| is_same(other)).count() == PROTOCOLS.len() {
            changed.retain(|other| !is_same(other) || other.protocol == entry.protocol);
            if let Some(kept) = changed.get_mut(at) {
                kept.protocol = Protocol::Any;
            }
        }
        at += 1;
    }
}

/// The same surroundings with this NSG and nothing else in the path.
fn alone(topology: &Topology, group: &Rc<NetworkSecurityGroup>) -> Topology {
    Topology {
        target: topology.target.clone(),
        virtual_network: topology.virtual_network.clone(),
        inside: topology.inside.clone(),
        may_hold_everything: topology.may_hold_everything,
        may_hold_more: topology.may_hold_more,
        service_tags: topology.service_tags.clone(),
        members: topology.members.clone(),
        filters: vec![Filter {
            place: Place::Unsaid,
            versions: vec![Rc::clone(group)],
        }],
        ..Topology::default()
    }
}
