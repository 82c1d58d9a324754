//! Evidence to topology: which VM is meant, what stands in the path to it, and how its replies are routed.

pub mod azure_word;
pub mod candidate;
pub mod machine;
pub mod surroundings;
pub mod target;
pub mod topology;
pub mod way_in;

pub use azure_word::AzureWord;
pub use topology::{Filter, Machine, Place, Target, Topology, Way, WayUsers};
pub use way_in::{as_the_vm_sees_it, take_in_asked};

use crate::azure::{Attached, NetworkSecurityGroup, ResourceId, Subnet, VirtualMachine};
use crate::case::Case;
use crate::net::ranges;
use crate::read::{Problem, ProblemKind};
use candidate::{Candidate, candidates, count_on};
use std::rc::Rc;
use target::Vm;

/// Puts the evidence of a case around its VM.
pub fn join(case: &Case) -> (Topology, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut candidates = candidates(case, &mut problems);
    let mut topology = Topology {
        choices: target::choices(case, &candidates),
        typed: case.evidence.typed.clone(),
        stand_ins: case.evidence.stand_ins,
        ..Topology::default()
    };
    let mut vm = target::choose(case, &mut candidates, &mut topology, &mut problems);
    vm.machine = machine::choose(case, &vm, &mut topology, &mut problems);
    // Of several, nobody said which is dialled.
    if let Some([only]) = (vm.machine).map(|machine| machine.private_addresses.as_slice()) {
        topology.target.address = topology.target.address.or(Some(*only));
    }
    vm.nic = vm.nic.or_else(|| only_nic(vm.machine, &candidates));
    if let Some(interface) = vm.interface {
        let has_groups = !candidates.is_empty();
        keep_in_path(case, &vm, &mut candidates, &mut topology);
        if has_groups && candidates.is_empty() {
            problems.push(target::other_interface(interface));
        }
    }
    report_claimed_twice(case, &mut problems);
    prefer_effective(&mut candidates, &mut topology);
    report_unknown_places(case, &candidates, &mut problems);
    topology.is_target_unclear |= is_unclear(&candidates);
    for candidate in &candidates {
        if candidate.is_nowhere() {
            topology
                .not_attached
                .extend(candidate.versions.first().cloned());
        }
    }
    // In the order an inbound packet meets them: the subnet's NSG first, then the NIC's (azure-semantics §2.3). One of
    // unknown place stands between them.
    for place in [Place::Subnet, Place::Unsaid, Place::Nic] {
        for candidate in &candidates {
            if candidate.is_on(place) {
                topology.filters.push(Filter {
                    place,
                    versions: candidate.versions.clone(),
                });
            }
        }
    }
    topology.is_pair_assumed = vm.interface.is_none()
        && vm.subnet.is_none()
        && [Place::Subnet, Place::Nic]
            .iter()
            .all(|place| candidates.iter().any(|it| it.is_on_alone(*place)));
    surroundings::add(case, &vm, &mut topology, &mut problems);
    way_in::add(case, &vm, &mut topology, &mut problems);
    forget_public(&mut topology);
    machine::add(case, &vm, &mut topology, &mut problems);
    (topology, problems)
}

/// NSGs see the VM's private address (T05): of a public one that somebody typed, no rule is asked. A virtual network may have
/// public addresses of its own, and of IPv6 it mostly has.
fn forget_public(topology: &mut Topology) {
    let target = &mut topology.target;
    let known = topology.virtual_network.as_ref();
    target.address = target.address.filter(|address| {
        address.is_ipv6()
            || !ranges::public().contains(*address)
            || !target.ip_configuration.is_empty()
            || known.is_some_and(|known| known.contains(*address))
    });
}

/// The VM's network interface where it was not pasted: the VM has one, or the NSGs are on one. On a subnet, an NSG filters
/// others, too.
fn only_nic(machine: Option<&VirtualMachine>, candidates: &[Candidate]) -> Option<ResourceId> {
    let mut only: Option<&ResourceId> = None;
    if let Some(machine) = machine {
        match machine.network_interfaces.as_slice() {
            [] => {}
            [one] => return Some(one.clone()),
            _ => return None,
        }
    }
    for candidate in candidates {
        for id in &candidate.network_interfaces {
            if !candidate.subnets.is_empty() || *only.get_or_insert(id) != id {
                return None;
            }
        }
    }
    only.cloned()
}

/// With the VM's network interface known, only its own NSG and its subnet's stand in the path. What is not in the paste
/// of these two is remembered by name, or as not there.
fn keep_in_path(
    case: &Case,
    vm: &Vm<'_>,
    candidates: &mut Vec<Candidate>,
    topology: &mut Topology,
) {
    let subnet = vm.subnet_of(case);
    let nic = vm.interface.map_or(&Attached::Unsaid, |interface| {
        &interface.network_security_group
    });
    let on_subnet = subnet.map_or(&Attached::Unsaid, |subnet: &Subnet| {
        &subnet.network_security_group
    });
    candidates.retain_mut(|candidate| {
        let was_placed = candidate.is_placed();
        let nics = &mut candidate.network_interfaces;
        nics.retain(|id| vm.nic.as_ref() == Some(id));
        candidate
            .subnets
            .retain(|id| vm.subnet.as_ref() == Some(id));
        // What sits elsewhere is another VM's.
        candidate.is_placed() || !was_placed || candidate.chosen.is_some()
    });
    for (place, attached) in [(Place::Subnet, on_subnet), (Place::Nic, nic)] {
        let is_there = count_on(candidates, place) > 0;
        match attached {
            Attached::Nothing if !is_there => topology.without_filter.push(place),
            Attached::To(id) if !is_there => {
                topology.not_pasted.push((place, id.name().to_owned()));
            }
            _ => {}
        }
    }
    // Rules that stand alone may be those of an NSG that is only named; a whole NSG that sits elsewhere is not.
    let is_open = candidates
        .iter()
        .filter(|c| c.is_on(Place::Subnet) || c.is_on(Place::Nic))
        .count()
        + topology.without_filter.len()
        < 2;
    candidates.retain(|candidate| {
        let is_known = candidate.is_on(Place::Subnet) || candidate.is_on(Place::Nic);
        let fits = topology
            .not_pasted
            .iter()
            .all(|(_, name)| candidate.name().is_empty() || candidate.name() == name)
            || topology.not_pasted.len() < 2;
        is_known || candidate.is_nowhere() || (is_open && fits && candidate.is_on(Place::Unsaid))
    });
}

/// Effective rules are what Azure enforces, and their output names every NSG in the path: they stand in for what is
/// configured, and where they name none, there is none. Of an output that may have been cut off nobody knows that.
fn prefer_effective(candidates: &mut Vec<Candidate>, topology: &mut Topology) {
    let is_effective = |candidate: &Candidate| {
        candidate
            .versions
            .first()
            .is_some_and(|group| group.is_effective)
    };
    if !candidates.iter().any(is_effective) {
        return;
    }
    let is_part = |group: &Rc<NetworkSecurityGroup>| {
        let attachment = &group.attachment;
        group.is_effective
            && (attachment.network_interfaces.is_none() || attachment.subnets.is_none())
    };
    let mut versions = candidates.iter().flat_map(|candidate| &candidate.versions);
    let is_whole = !versions.any(is_part);
    let is_shown = |place: Place| {
        let mut effective = candidates.iter().filter(|it| is_effective(it));
        effective.any(|candidate| candidate.is_on(place))
    };
    let (on_subnet, on_nic) = (is_shown(Place::Subnet), is_shown(Place::Nic));
    let is_open = |place: Place| match place {
        Place::Subnet => !on_subnet,
        Place::Nic => !on_nic,
        Place::Unsaid => false,
    };
    candidates.retain(|candidate| {
        let places = [Place::Subnet, Place::Nic];
        let mut places = places.into_iter().filter(|place| candidate.is_on(*place));
        let is_beside = !is_whole && candidate.is_placed() && places.all(is_open);
        let stays = is_effective(candidate) || is_beside;
        if !stays {
            topology.overridden.extend_from_slice(&candidate.versions);
        }
        stays
    });
    if is_whole {
        topology.not_pasted.clear();
        topology.without_filter = vec![Place::Subnet, Place::Nic];
    }
    topology.not_pasted.retain(|(place, _)| is_open(*place));
    topology.without_filter.retain(|place| is_open(*place));
}

/// A NIC and a subnet have one NSG at most (azure-semantics §2.3), so two NSGs on one level belong to two VMs.
fn is_unclear(candidates: &[Candidate]) -> bool {
    count_on(candidates, Place::Nic) > 1
        || count_on(candidates, Place::Subnet) > 1
        || count_on(candidates, Place::Unsaid) > 2
}

/// A network interface is in one subnet: the one that it names, or else the first that claims it.
fn report_claimed_twice(case: &Case, problems: &mut Vec<Problem>) {
    let mut owners: Vec<(&ResourceId, &ResourceId)> = Vec::new();
    for interface in case.evidence.network_interfaces() {
        if let (Some(nic), Some(own)) = (&interface.id, target::subnet_id(interface)) {
            owners.push((nic, own));
        }
    }
    for subnet in case.evidence.subnets() {
        let Some(id) = &subnet.id else { continue };
        for nic in &subnet.network_interfaces {
            match owners.iter().find(|(owned, _)| *owned == nic) {
                None => owners.push((nic, id)),
                Some((_, own)) if *own == id => {}
                Some((_, own)) => {
                    let at = subnet.origin.span();
                    let words = [nic.name(), &subnet.name, own.name()];
                    problems.push(Problem::of(ProblemKind::TwoSubnets, words, at));
                }
            }
        }
    }
}

fn report_unknown_places(case: &Case, candidates: &[Candidate], problems: &mut Vec<Problem>) {
    for (name, _) in &case.choices.places {
        let is_there = |candidate: &Candidate| candidate.name().eq_ignore_ascii_case(name);
        if !candidates.iter().any(is_there) {
            problems.push(Problem::new(ProblemKind::TargetNotFound, name, None));
        }
    }
}
