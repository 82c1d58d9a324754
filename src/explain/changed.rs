//! Two NSGs, or one before and after: for which connections they differ.

use crate::azure::{NetworkSecurityGroup, Resource};
use crate::case::Case;
use crate::join::Topology;
use crate::judge::judge;
use crate::judge::port_cuts::PROTOCOLS;
use crate::judge::port_walk::PortWalk;
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
    let mut walk = PortWalk::new(&both, question);
    // Its own address tells nobody of anything.
    let platform = SourceSet::addresses(AddressSet::range(PLATFORM_ADDRESS, PLATFORM_ADDRESS));
    let (mut changed, mut kinds) = (Vec::<Changed>::new(), Vec::<Changed>::new());
    while let Some(found) = walk.next(&both, &|_, _| true) {
        let (protocol, ports) = (found.protocol, found.ports);
        if found.kind == kinds.len() {
            let asked = Question {
                protocol,
                port: ports.first,
                from_port: None,
                dialled: None,
                through: None,
                ..question.clone()
            };
            let [before, after] = both.map(|topology| judge(topology, &asked).sources);
            let both_depend = before.depends.intersect(&after.depends);
            let one_depends = before.depends.union(&after.depends);
            kinds.push(Changed {
                protocol,
                ports,
                opened: after.open.intersect(&before.blocked),
                closed: before.open.intersect(&after.blocked),
                unsure: one_depends.minus(&both_depend).minus(&platform),
            });
        }
        let Some(own) = kinds.get(found.kind).filter(|own| !own.is_nothing()) else {
            continue;
        };
        match changed.last_mut() {
            Some(last)
                if last.protocol == protocol
                    && last.ports.last.checked_add(1) == Some(ports.first)
                    && last.is_alike(own) =>
            {
                last.ports.last = ports.last;
            }
            _ => changed.push(Changed {
                ports,
                ..own.clone()
            }),
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
        ..topology.behind(Some(vec![Rc::clone(group)]))
    }
}
