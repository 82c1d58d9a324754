//! Which VM is meant.

use super::candidate::Candidate;
use super::{Place, Topology};
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
        let mut subnets = case.evidence.subnets();
        match &self.subnet {
            // A template gives its resources names and no ids.
            Some(id) => subnets.find(|subnet| match &subnet.id {
                Some(own) => own == id,
                None => subnet.name.eq_ignore_ascii_case(id.name()),
            }),
            None => subnets.next().filter(|_| subnets.next().is_none()),
        }
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
    let mut address = case.question.to.or(typed);
    let is_meant = |interface: &&NetworkInterface| {
        let is_vm = |id: &ResourceId| id.name().eq_ignore_ascii_case(name);
        interface.name.eq_ignore_ascii_case(name)
            || interface.virtual_machine.as_ref().is_some_and(is_vm)
            || address
                .is_some_and(|address| interface.private_addresses().any(|own| own == address))
    };
    let interface = case
        .evidence
        .network_interfaces()
        .find(is_meant)
        .or_else(|| {
            // Several that share their NSG and their subnet are judged as one.
            let mut interfaces = case.evidence.network_interfaces();
            let first = interfaces.next()?;
            let place = |interface: &NetworkInterface| {
                let configuration = interface.ip_configurations.first();
                configuration.and_then(|configuration| configuration.subnet.clone())
            };
            let is_same = |other: &NetworkInterface| {
                other.network_security_group == first.network_security_group
                    && place(other) == place(first)
            };
            topology.is_target_unclear = !interfaces.all(is_same);
            (!topology.is_target_unclear && name.is_empty()).then_some(first)
        });
    if let Some(interface) = interface {
        let configuration = interface.ip_configurations.first();
        address = address.or_else(|| interface.private_addresses().next());
        topology.target.name.clone_from(&interface.name);
        topology.target.id.clone_from(&interface.id);
        topology.target.groups = Some(
            interface
                .ip_configurations
                .iter()
                .flat_map(|configuration| configuration.application_security_groups.clone())
                .collect(),
        );
        topology.target.address = address;
        return Vm {
            interface: Some(interface),
            nic: interface.id.clone(),
            subnet: configuration.and_then(|configuration| configuration.subnet.clone()),
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
        let is_placed = !candidate.network_interfaces.is_empty() || !candidate.subnets.is_empty();
        let ids = if by_nic {
            &mut candidate.network_interfaces
        } else {
            &mut candidate.subnets
        };
        ids.retain(is_named);
        !is_placed || !candidate.network_interfaces.is_empty() || !candidate.subnets.is_empty()
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
    let on = |place| {
        candidates
            .iter()
            .filter(|candidate| candidate.is_on(place))
            .count()
    };
    for candidate in candidates {
        if on(Place::Nic) > 1 {
            for id in &candidate.network_interfaces {
                add(id.name());
            }
        } else if on(Place::Subnet) > 1 {
            for id in &candidate.subnets {
                add(id.name());
            }
        } else if case.evidence.network_interfaces().next().is_none() {
            add(candidate.name());
        }
    }
    names
}
