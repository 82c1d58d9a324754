//! Which of the pasted VMs is meant, and what the paste says of it: whether it runs, how its host is, what its Windows shows.

use super::Topology;
use super::target::Vm;
use crate::azure::{PowerState, Resource, ResourceHealth, ResourceId, UNREAD, VirtualMachine};
use crate::case::Case;
use crate::read::{Problem, ProblemKind};
use std::net::IpAddr;
use std::rc::Rc;

/// The name of the only VM in the paste.
pub fn only_name(case: &Case) -> Option<&str> {
    let mut only: Option<&str> = None;
    for machine in machines(case) {
        match only {
            Some(name) if !name.eq_ignore_ascii_case(&machine.name) => return None,
            _ => only = Some(&machine.name),
        }
    }
    only.filter(|name| !name.is_empty())
}

/// Whether a VM is called so, that was pasted or whose health was.
pub fn is_there(case: &Case, name: &str) -> bool {
    let mut resources = case.evidence.resources();
    resources.any(|it| is_of_machine(it) && it.identity().1.eq_ignore_ascii_case(name))
}

fn is_of_machine(resource: &Resource) -> bool {
    matches!(resource, Resource::VirtualMachine(_) | Resource::Health(_))
}

/// The VM that is meant, of those that were pasted. Where it was pasted twice, what shows its power state counts.
pub fn choose<'c>(
    case: &'c Case,
    vm: &Vm<'_>,
    topology: &mut Topology,
    problems: &mut Vec<Problem>,
) -> Option<&'c VirtualMachine> {
    if (case.choices.target.as_deref()).is_some_and(|name| is_there(case, name)) {
        // The choice can be changed.
        offer_all(case, topology);
    }
    let is_unsaid = |machine: &VirtualMachine| machine.power == PowerState::Unsaid;
    let mut meant: Option<&VirtualMachine> = None;
    let (mut are_alike, mut other) = (true, None);
    for machine in machines(case) {
        if fits(machine, case, vm, topology.target.address) == Some(false) {
            other = other.or(Some(machine));
            continue;
        }
        match meant {
            Some(known) if !known.name.eq_ignore_ascii_case(&machine.name) => {
                let is_named = !known.name.is_empty() && !machine.name.is_empty();
                are_alike &= known.power == machine.power || !is_named && is_unsaid(machine);
                are_alike &= known.is_public() == machine.is_public() || !is_named;
            }
            Some(known) if !is_unsaid(known) => {
                // Without names, nothing says that they are one.
                are_alike &=
                    !known.name.is_empty() || is_unsaid(machine) || known.power == machine.power;
            }
            _ => meant = Some(machine),
        }
    }
    if let (None, Some(other)) = (meant, other) {
        let kind = ProblemKind::OtherVm;
        problems.push(Problem::new(kind, &other.name, other.origin.span()));
    }
    if !are_alike {
        topology.is_target_unclear = true;
        offer_all(case, topology);
        return None;
    }
    meant
}

/// Lets the reader choose among the VMs.
fn offer_all(case: &Case, topology: &mut Topology) {
    if topology.choices.len() < 2 {
        // That was no choice.
        topology.choices.clear();
    }
    for resource in case.evidence.resources() {
        let (_, name) = resource.identity();
        if is_of_machine(resource)
            && !name.is_empty()
            && name != UNREAD
            && !topology.choices.iter().any(|known| known == name)
        {
            topology.choices.push(name.to_owned());
        }
    }
}

/// Adds what is said of it besides.
pub fn add(case: &Case, vm: &Vm<'_>, topology: &mut Topology, problems: &mut Vec<Problem>) {
    if let Some(machine) = vm.machine {
        topology.machine.name.clone_from(&machine.name);
        topology
            .typed
            .machine
            .learn(&machine.name, &machine.resource_group);
        topology.machine.id.clone_from(&machine.id);
        topology.machine.power.clone_from(&machine.power);
        topology.machine.provisioning = machine.provisioning;
        topology.machine.has_agent = machine.has_agent;
        topology.machine.is_classic = machine.is_classic;
    }
    if topology.machine.name.is_empty()
        && let Some(id) = vm.interface.and_then(|nic| nic.virtual_machine.as_ref())
    {
        id.name().clone_into(&mut topology.machine.name);
        topology.machine.id = Some(id.clone());
    }
    let mut are_alike = true;
    for resource in case.evidence.resources() {
        match resource {
            Resource::Health(health) if is_of(health, case, vm) => {
                let said = Some((health.state, health.reason));
                let known = topology.machine.health;
                are_alike &= known.is_none_or(|known| Some(known) == said);
                if let (Some(of), true) = (&health.of, topology.machine.name.is_empty()) {
                    of.name().clone_into(&mut topology.machine.name);
                }
                topology.machine.health = said;
            }
            Resource::Health(health) => {
                let name = health.of.as_ref().map_or("", ResourceId::name);
                let at = health.origin.span();
                problems.push(Problem::new(ProblemKind::OtherVm, name, at));
            }
            Resource::Guest(report) => topology.machine.signs.extend_from_slice(&report.signs),
            Resource::AdminRules(rules) => match &mut topology.admin_rules {
                // Those of several managers apply together.
                Some(known) if known.id != rules.id => {
                    let all = Rc::make_mut(known);
                    all.rules.append(&mut rules.rules.clone());
                    all.cut = all.cut.or(rules.cut);
                }
                known => *known = Some(Rc::clone(rules)),
            },
            _ => {}
        }
    }
    if !are_alike {
        // They are of several VMs, and nobody said which is meant.
        topology.is_target_unclear = true;
        topology.machine.health = None;
        topology.machine.name.clear();
        offer_all(case, topology);
    }
}

/// Whether a VM is the one that is meant; `None` where nothing says so or otherwise.
fn fits(machine: &VirtualMachine, case: &Case, vm: &Vm<'_>, to: Option<IpAddr>) -> Option<bool> {
    // A list of statuses alone has neither name nor id: it may be of this VM.
    if machine.id.is_none() && machine.name.is_empty() {
        return None;
    }
    if let Some(nic) = vm.interface {
        if let Some(of) = &nic.virtual_machine {
            return Some(of.is_of(machine.id.as_ref(), &machine.name));
        }
        if let (Some(id), false) = (&nic.id, machine.network_interfaces.is_empty()) {
            return Some(machine.network_interfaces.contains(id));
        }
    }
    if let (Some(to), false) = (to, machine.private_addresses.is_empty()) {
        return Some(machine.private_addresses.contains(&to));
    }
    let name = case.choices.target.as_ref()?;
    // A name that no VM has is a network interface's, or an NSG's.
    is_there(case, name).then(|| machine.name.eq_ignore_ascii_case(name))
}

fn is_of(health: &ResourceHealth, case: &Case, vm: &Vm<'_>) -> bool {
    let Some(of) = &health.of else { return true };
    match (
        vm.machine,
        vm.interface.and_then(|nic| nic.virtual_machine.as_ref()),
    ) {
        (Some(machine), _) => of.is_of(machine.id.as_ref(), &machine.name),
        (None, Some(id)) => of == id,
        (None, None) => match &case.choices.target {
            Some(name) if is_there(case, name) => of.name().eq_ignore_ascii_case(name),
            _ => true,
        },
    }
}

fn machines(case: &Case) -> impl Iterator<Item = &VirtualMachine> {
    case.evidence
        .resources()
        .filter_map(|resource| match resource {
            Resource::VirtualMachine(machine) => Some(machine),
            _ => None,
        })
}
