//! Which VM is meant.

use super::candidate::{Candidate, count_on};
use super::{Place, Target, Topology, machine};
use crate::azure::{
    IpConfiguration, NetworkInterface, Resource, ResourceId, RouteTable, Subnet, VirtualMachine,
};
use crate::case::Case;
use crate::net::ranges;
use crate::question::Source;
use crate::read::first_seen::{FirstSeen, number_of};
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
    /// The VM itself.
    pub machine: Option<&'c VirtualMachine>,
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

    /// Whether effective routes are those of its network interface; `None` where nothing says whose they are, or which
    /// network interface is meant.
    pub fn has_routes(&self, table: &RouteTable) -> Option<bool> {
        let of = table.id.as_ref().filter(|_| table.is_effective)?;
        let name = self.interface.map_or("", |interface| &interface.name);
        let is_known = self.nic.is_some() || !name.is_empty();
        is_known.then(|| of.is_of(self.nic.as_ref(), name))
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
    let chosen = case.choices.target.as_deref().map_or("", str::trim);
    let typed: Option<IpAddr> = chosen.parse().ok();
    // Who pastes one VM means that one.
    let name = match machine::only_name(case) {
        Some(only) if chosen.is_empty() => only,
        _ => chosen,
    };
    let address = case.question.to.or(typed);
    let interfaces = case.evidence.network_interfaces();
    let mut best = Fit::Not;
    for interface in &interfaces {
        best = best.max(fit(interface, name, address));
    }
    let mut meant: Vec<&NetworkInterface> = Vec::new();
    for interface in &interfaces {
        if fit(interface, name, address) != best {
            continue;
        }
        // The order of the paste says nothing.
        match meant.first() {
            Some(first) if first.name > interface.name => meant.insert(0, interface),
            _ => meant.push(interface),
        }
    }
    let is_elsewhere = best == Fit::Not && address.is_some_and(|to| !ranges::public().contains(to));
    if let Some(interface) = meant.first() {
        let (mut is_alone, mut have_addresses) = (true, true);
        for other in &meant {
            // Several that share their NSG and their subnet are judged as one, without address and groups.
            topology.is_target_unclear |= !share_path(interface, other);
            is_alone &= other.id == interface.id && other.name == interface.name;
            have_addresses &= has_address(other);
        }
        if is_elsewhere && have_addresses {
            topology.is_target_unclear = false;
            problems.push(other_interface(interface));
        } else if !topology.is_target_unclear && (best > Fit::Not || chosen.is_empty()) {
            let own = || dialled(interface, case.question.from).filter(|_| is_alone);
            let address = address.or_else(own);
            let mut configurations = interface.ip_configurations.iter();
            let configuration = configurations.find(|it| it.private_address == address);
            topology.target = Target {
                name: interface.name.clone(),
                id: interface.id.clone(),
                location: interface.location.clone(),
                ip_configuration: configuration.map_or_else(String::new, |it| it.name.clone()),
                subnet: subnet_id(interface).cloned(),
                address,
                groups: groups_of(interface).filter(|_| is_alone),
            };
            return Vm {
                interface: Some(interface),
                nic: interface.id.clone(),
                subnet: subnet_id(interface).cloned(),
                machine: None,
            };
        }
    }
    topology.target.address = address;
    let is_name = !chosen.is_empty() && typed.is_none();
    let mut is_there = is_name && narrow(candidates, chosen) || machine::is_there(case, chosen);
    let mut nic = None;
    for id in route_lists(case) {
        if id.name().eq_ignore_ascii_case(chosen) {
            // Of two of that name, nobody knows which.
            nic = (topology.target.name.is_empty()).then_some(id);
            id.name().clone_into(&mut topology.target.name);
            is_there = true;
        }
    }
    if is_name && !is_there {
        problems.push(Problem::new(ProblemKind::TargetNotFound, chosen, None));
    }
    topology.target.id = nic.cloned();
    Vm {
        nic: topology.target.id.clone(),
        ..Vm::default()
    }
}

/// The address of a network interface that the client ends up at, of those in the client's family: for one on the Internet,
/// the first one that something public leads to.
fn dialled(interface: &NetworkInterface, from: Source) -> Option<IpAddr> {
    let is_ipv6 = matches!(from, Source::Prefix(prefix) if prefix.is_ipv6());
    let is_of_family = |it: &&IpConfiguration| {
        it.private_address
            .is_some_and(|own| own.is_ipv6() == is_ipv6)
    };
    let own = || interface.ip_configurations.iter().filter(is_of_family);
    let is_led_to =
        |it: &&IpConfiguration| it.public_ip.id().is_some() || !it.load_balanced_by.is_empty();
    let led_to = own().find(is_led_to).filter(|_| !from.is_private());
    let meant = led_to.or_else(|| own().next());
    let meant = meant.and_then(|it| it.private_address);
    meant.or_else(|| interface.private_addresses().next())
}

/// How well a network interface fits what the reader gave: its own name, its VM's, its address. Somebody who names the
/// VM means its primary interface.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Not,
    Address,
    Vm,
    PrimaryOfVm,
    Name,
}

fn fit(interface: &NetworkInterface, name: &str, address: Option<IpAddr>) -> Fit {
    let is_vm = |id: &ResourceId| id.name().eq_ignore_ascii_case(name);
    if !name.is_empty() && interface.name.eq_ignore_ascii_case(name) {
        Fit::Name
    } else if interface.virtual_machine.as_ref().is_some_and(is_vm) {
        if interface.is_primary == Some(false) {
            Fit::Vm
        } else {
            Fit::PrimaryOfVm
        }
    } else if address.is_some_and(|address| interface.private_addresses().any(|own| own == address))
    {
        Fit::Address
    } else {
        Fit::Not
    }
}

/// Whether a packet to one meets all that a packet to the other does.
fn share_path(one: &NetworkInterface, other: &NetworkInterface) -> bool {
    let is_secondary = |interface: &NetworkInterface| interface.is_primary == Some(false);
    one.network_security_group == other.network_security_group
        && subnet_id(one) == subnet_id(other)
        && is_secondary(one) == is_secondary(other)
}

/// The subnet of its first address.
pub fn subnet_id(interface: &NetworkInterface) -> Option<&ResourceId> {
    interface.ip_configurations.first()?.subnet.as_ref()
}

fn has_address(interface: &NetworkInterface) -> bool {
    interface.private_addresses().next().is_some()
}

/// Says that a network interface belongs to another VM than the one that is meant.
pub fn other_interface(interface: &NetworkInterface) -> Problem {
    let at = interface.origin.span();
    Problem::new(ProblemKind::OtherInterface, &interface.name, at)
}

/// The application security groups of all its addresses; `None` when the paste does not show them all.
fn groups_of(interface: &NetworkInterface) -> Option<Vec<ResourceId>> {
    let mut groups = Vec::new();
    for configuration in &interface.ip_configurations {
        groups.extend_from_slice(configuration.application_security_groups.as_deref()?);
    }
    Some(groups)
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

/// The network interfaces whose effective routes are in the paste, each once.
fn route_lists(case: &Case) -> Vec<&ResourceId> {
    // More than anybody pastes.
    const MOST: usize = 100;
    let mut lists = Vec::new();
    for resource in case.evidence.resources() {
        if let Resource::RouteTable(table) = resource
            && let Some(id) = table.id.as_ref().filter(|_| table.is_effective)
            && lists.len() < MOST
            && !lists.contains(&id)
        {
            lists.push(id);
        }
    }
    lists
}

/// Names the reader can choose from: network interfaces where there are several, otherwise subnets, otherwise the NSGs.
pub fn choices(case: &Case, candidates: &[Candidate]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen = FirstSeen::default();
    let mut add = |name: &str| {
        let known_by = number_of(name);
        let is_it = |at: usize| {
            let known = names.get(at);
            known.is_some_and(|known| known.eq_ignore_ascii_case(name))
        };
        if !name.is_empty() && seen.find(known_by, &is_it).is_none() {
            seen.add(known_by, names.len());
            names.push(name.to_owned());
        }
    };
    let interfaces = case.evidence.network_interfaces();
    for interface in &interfaces {
        add(&interface.name);
    }
    let lists = route_lists(case);
    if lists.len() > 1 && interfaces.is_empty() && !super::is_unclear(candidates) {
        for id in lists {
            add(id.name());
        }
        return names;
    }
    let are_on = |place| count_on(candidates, place) > 1;
    let (are_on_interfaces, are_on_subnets) = (are_on(Place::Nic), are_on(Place::Subnet));
    for candidate in candidates {
        if are_on_interfaces {
            for id in &candidate.network_interfaces {
                add(id.name());
            }
        } else if are_on_subnets {
            for id in &candidate.subnets {
                add(id.name());
            }
        } else if interfaces.is_empty() {
            add(candidate.name());
        }
    }
    names
}
