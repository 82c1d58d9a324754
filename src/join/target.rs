//! Which VM is meant.

use super::candidate::{Candidate, count_on};
use super::{Place, Target, Topology};
use crate::azure::{NetworkInterface, ResourceId, Subnet};
use crate::case::Case;
use crate::read::{Problem, ProblemKind};
use std::net::IpAddr;

/// The VM that is meant, as far as the paste shows it.
#[derive(Default)]
pub struct Vm<'c> {
    /// Its network interface.
    pub interface: Option<&'c NetworkInterface>,
    /// That interface's id.
    pub nic: Option<ResourceId>,
    /// Its subnet's id.
    pub subnet: Option<ResourceId>,
}

impl<'c> Vm<'c> {
    /// Its subnet, when that was pasted.
    pub fn subnet_of(&self, case: &'c Case) -> Option<&'c Subnet> {
        let subnets = case.evidence.subnets();
        let Some(id) = &self.subnet else {
            return only(&subnets);
        };
        let mut subnets = subnets.into_iter();
        subnets.find(|subnet| id.is_of(subnet.id.as_ref(), &subnet.name))
    }
}

/// The only one.
pub fn only<'c, T>(all: &[&'c T]) -> Option<&'c T> {
    match all {
        [one] => Some(*one),
        _ => None,
    }
}

/// Chooses the VM: by the name or the address that the reader gave, or because there is only one.
pub fn choose<'c>(
    case: &'c Case,
    candidates: &mut Vec<Candidate>,
    topology: &mut Topology,
    problems: &mut Vec<Problem>,
) -> Vm<'c> {
    let name = case.choices.target.as_deref().map_or("", str::trim);
    let typed: Option<IpAddr> = name.parse().ok();
    let address = case.question.to.or(typed);
    let interfaces = case.evidence.network_interfaces();
    let mut chosen: Option<&NetworkInterface> = None;
    for interface in &interfaces {
        if chosen.is_none() && is_meant(interface, name, address) {
            chosen = Some(interface);
        }
    }
    if let (None, Some(first)) = (chosen, interfaces.first()) {
        // Several that share their NSG and their subnet are judged as one.
        for other in &interfaces {
            topology.is_target_unclear |= other.network_security_group
                != first.network_security_group
                || subnet_id(other) != subnet_id(first);
        }
        if !topology.is_target_unclear && name.is_empty() {
            chosen = Some(first);
        }
    }
    if let Some(interface) = chosen {
        let mut groups = Vec::new();
        for configuration in &interface.ip_configurations {
            groups.extend_from_slice(&configuration.application_security_groups);
        }
        topology.target = Target {
            name: interface.name.clone(),
            id: interface.id.clone(),
            address: address.or_else(|| interface.private_addresses().next()),
            groups: Some(groups),
        };
        return Vm {
            interface: Some(interface),
            nic: interface.id.clone(),
            subnet: subnet_id(interface).cloned(),
        };
    }
    topology.target.address = address;
    if !name.is_empty() && typed.is_none() && !narrow(candidates, name) {
        problems.push(Problem {
            kind: ProblemKind::TargetNotFound {
                name: name.to_owned(),
            },
            at: None,
        });
    }
    Vm::default()
}

/// Whether it, its VM or one of its addresses was named.
fn is_meant(interface: &NetworkInterface, name: &str, address: Option<IpAddr>) -> bool {
    let vm = interface.virtual_machine.as_ref();
    interface.name.eq_ignore_ascii_case(name)
        || vm.is_some_and(|id| id.name().eq_ignore_ascii_case(name))
        || address.is_some_and(|address| interface.private_addresses().any(|own| own == address))
}

/// The subnet of its first address.
fn subnet_id(interface: &NetworkInterface) -> Option<&ResourceId> {
    interface.ip_configurations.first()?.subnet.as_ref()
}

/// Keeps what belongs to the NIC, subnet or NSG called `name`. `false` when nothing is called so.
fn narrow(candidates: &mut Vec<Candidate>, name: &str) -> bool {
    let is_named = |id: &ResourceId| id.name().eq_ignore_ascii_case(name) || id.as_str() == name;
    let has = |ids: &[ResourceId]| ids.iter().any(is_named);
    let by_nic = candidates
        .iter()
        .any(|candidate| has(&candidate.network_interfaces));
    let by_subnet = candidates.iter().any(|candidate| has(&candidate.subnets));
    if !by_nic && !by_subnet {
        let is_group = |candidate: &Candidate| candidate.name().eq_ignore_ascii_case(name);
        let is_there = candidates.iter().any(is_group);
        if is_there {
            candidates.retain(is_group);
        }
        return is_there;
    }
    candidates.retain_mut(|candidate| {
        let was_placed = candidate.is_placed();
        let ids = if by_nic {
            &mut candidate.network_interfaces
        } else {
            &mut candidate.subnets
        };
        ids.retain(is_named);
        !was_placed || candidate.is_placed()
    });
    true
}

/// Names the reader can choose from: network interfaces where there are several, otherwise subnets, otherwise the NSGs.
pub fn choices(case: &Case, candidates: &[Candidate]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !name.is_empty() && !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            names.push(name.to_owned());
        }
    };
    for interface in case.evidence.network_interfaces() {
        add(&interface.name);
    }
    for candidate in candidates {
        if count_on(candidates, Place::Nic) > 1 {
            for id in &candidate.network_interfaces {
                add(id.name());
            }
        } else if count_on(candidates, Place::Subnet) > 1 {
            for id in &candidate.subnets {
                add(id.name());
            }
        } else if case.evidence.network_interfaces().is_empty() {
            add(candidate.name());
        }
    }
    names
}
