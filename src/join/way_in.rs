//! How a packet gets to the VM at all: public addresses, load balancers, firewalls, endpoints, Bastion
//! (azure-semantics §8, §11).

use super::Topology;
use super::target::Vm;
use super::topology::{Way, WayUsers};
use crate::azure::{
    Attached, BackEndPool, BastionHost, DnatRule, Endpoint, EndpointAcl, Evidence, Firewall,
    IpConfiguration, LoadBalancer, NatRule, PowerState, PublicIp, Resource, ResourceId,
};
use crate::case::Case;
use crate::net::PortRange;
use crate::origin::Origin;
use crate::question::{Question, Source, WayKind};
use crate::read::{Problem, ProblemKind};
use std::net::IpAddr;
use std::rc::Rc;

/// Adds every way in that leads to the VM, or may.
pub fn add(case: &Case, vm: &Vm<'_>, topology: &mut Topology, problems: &mut Vec<Problem>) {
    let own = own_configurations(vm, topology.target.address);
    let mut lone_acl: Option<&Rc<EndpointAcl>> = None;
    for resource in case.evidence.resources() {
        match resource {
            Resource::PublicIp(address) => add_public_ip(address, case, vm, &own, topology),
            Resource::LoadBalancer(balancer) => {
                add_load_balancer(balancer, case, vm, &own, topology, problems);
            }
            Resource::Firewall(firewall) => add_firewall(firewall, case, topology, problems),
            Resource::Bastion(bastion) => add_bastion(bastion, case, topology, problems),
            Resource::Endpoint(endpoint) => add_endpoint(endpoint, vm, topology),
            Resource::EndpointAcl { acl, .. } => lone_acl = Some(acl),
            _ => {}
        }
    }
    if topology.bastion_subnet.is_none() {
        add_bastion_subnet(None, case, topology, problems);
    }
    if let Some(acl) = lone_acl {
        add_lone_acl(acl, topology);
    }
    add_what_is_named(vm, &own, topology);
    add_listed(vm, &own, topology);
    report_endpoints(topology, problems);
    topology.lacks_public_ip = lacks_public_ip(vm, &own);
}

/// What the VM sees of the question: through Bastion and gateways the client's own address never reaches it. Where Bastion
/// is all that leads to the VM, nobody has to say that they come through it.
pub fn as_the_vm_sees_it(question: &Question, topology: &Topology) -> Question {
    let mut seen = question.clone();
    let is_bastion = |way: &Way| way.kind == WayKind::Bastion;
    if topology.lacks_public_ip
        && question.through.is_none()
        && !topology.ways.is_empty()
        && topology.ways.iter().all(is_bastion)
        && !question.from.is_private()
    {
        seen.through = Some(WayKind::Bastion);
    }
    if let (Some(kind), false) = (seen.through, question.from.is_private()) {
        if kind == WayKind::Bastion
            && let Some(subnet) = topology.bastion_subnet
        {
            seen.from = Source::Prefix(subnet);
        } else if kind.is_inside() {
            seen.from = Source::VirtualNetwork;
        }
    }
    seen
}

/// Who comes through a gateway or a peering is part of the virtual network by definition, whatever the address
/// (azure-semantics §3.5, T36); no virtual network's own prefixes show that.
pub fn take_in_asked(question: &Question, topology: &mut Topology) {
    if let (Source::Prefix(prefix), true) = (
        question.from,
        question.through.is_some_and(WayKind::is_inside),
    ) && question.through != Some(WayKind::Bastion)
    {
        let asked = prefix.addresses();
        topology.inside = topology.inside.union(&asked);
        if let Some(network) = &mut topology.virtual_network {
            *network = network.union(&asked);
        }
    }
}

/// The IP configurations of the asked address, or all where none was asked.
fn own_configurations<'c>(vm: &Vm<'c>, to: Option<IpAddr>) -> Vec<&'c IpConfiguration> {
    let mut own = Vec::new();
    let all = vm.interface.map_or(&[][..], |nic| &nic.ip_configurations);
    for configuration in all {
        if configuration.private_address.is_none() || configuration.private_address == to {
            own.push(configuration);
        }
    }
    if own.is_empty() {
        own.extend(all);
    }
    own
}

/// A public address that is the VM's own, or may be; one that another network interface or something else has leads
/// elsewhere.
fn add_public_ip(
    address: &PublicIp,
    case: &Case,
    vm: &Vm<'_>,
    own: &[&IpConfiguration],
    topology: &mut Topology,
) {
    let is_own = |it: &&IpConfiguration| {
        (it.public_ip.id()).is_some_and(|id| id.is_of(address.id.as_ref(), &address.name))
    };
    let is_certain = own.iter().any(is_own);
    let on = address.ip_configuration.as_ref();
    let has_another = |it: &&IpConfiguration| it.public_ip.id().is_some();
    // One that belongs to nothing and has no address is nobody's way in.
    let has_none = !own.is_empty() && own.iter().all(shows_none);
    if !is_certain
        && on.is_none()
        && (address.is_unassigned == Some(true)
            || address.is_free && has_none
            || own.iter().any(has_another))
    {
        return;
    }
    if let (Some(on), false) = (on, is_certain) {
        let nic = on.up_to("networkInterfaces");
        let is_ours = vm.nic.is_none() || nic.is_none() || nic == vm.nic;
        // What is in front of a pasted load balancer is part of that.
        let is_balancer = on.segment("loadBalancers").is_some_and(|name| {
            !case.evidence.resources().any(|resource| {
                matches!(resource, Resource::LoadBalancer(it) if it.name.eq_ignore_ascii_case(name))
            })
        });
        if !is_ours || nic.is_none() && !is_balancer {
            return;
        }
    }
    let way = topology.add_way(WayKind::PublicIp, &address.name, address.origin);
    way.id.clone_from(&address.id);
    way.address = address.address;
    way.is_standard = address.is_standard;
    way.is_unassigned = address.is_unassigned;
    if way.is_unassigned == Some(false) && lists_none(vm) {
        // The VM's own output lists no public address, and the network interface has one: one of them is older.
        way.is_unassigned = None;
    }
    way.is_certain = is_certain;
}

fn add_load_balancer(
    balancer: &LoadBalancer,
    case: &Case,
    vm: &Vm<'_>,
    own: &[&IpConfiguration],
    topology: &mut Topology,
    problems: &mut Vec<Problem>,
) {
    let mut elsewhere: Option<&NatRule> = None;
    let before = topology.ways.len();
    for rule in &balancer.rules {
        let leads = leads_to(rule, balancer, vm, own, topology.target.address);
        if leads == Some(false) {
            elsewhere = elsewhere.or(Some(rule));
            continue;
        }
        let way = topology.add_way(WayKind::LoadBalancer, &balancer.name, rule.origin);
        way.id.clone_from(&balancer.id);
        way.rule.clone_from(&rule.name);
        // A rule for all ports leads each to itself.
        if rule.back_end_port != Some(0) {
            way.ports = rule.front_end_ports;
            way.port = rule.back_end_port;
            way.is_translated = true;
        }
        way.protocol = rule.protocol;
        way.is_standard = balancer.is_standard;
        way.has_floating_ip = rule.has_floating_ip;
        way.is_certain = leads == Some(true);
        let is_range = |ports: PortRange| ports.first < ports.last && ports != PortRange::ALL;
        way.is_of_pool = rule.front_end_ports.is_some_and(is_range);
        for front_end in &balancer.front_ends {
            let is_of = |id: &ResourceId| id.is_of(front_end.id.as_ref(), &front_end.name);
            if rule.front_end.as_ref().is_none_or(is_of) {
                way.is_internal =
                    front_end.private_address.is_some() && front_end.public_ip.is_none();
                way.address = front_end
                    .private_address
                    .or_else(|| address_of(front_end.public_ip.as_ref()?, &case.evidence));
                break;
            }
        }
    }
    if topology.ways.len() == before {
        let mut way = Way::new(WayKind::LoadBalancer, balancer.origin);
        way.name.clone_from(&balancer.name);
        topology.ways_elsewhere.push(way);
        if let Some(rule) = elsewhere {
            report_other_vm(&rule.name, rule.origin, problems);
        }
    }
}

/// Whether a rule leads to the VM; `None` where the paste does not say.
fn leads_to(
    rule: &NatRule,
    balancer: &LoadBalancer,
    vm: &Vm<'_>,
    own: &[&IpConfiguration],
    to: Option<IpAddr>,
) -> Option<bool> {
    let nic = vm.nic.as_ref()?;
    let is_ours = |id: &ResourceId| id.up_to("networkInterfaces").as_ref() == Some(nic);
    if let Some(target) = &rule.target {
        return Some(is_ours(target));
    }
    for configuration in own {
        for id in &configuration.load_balanced_by {
            if rule.pool.as_ref() == Some(id) || id.name().eq_ignore_ascii_case(&rule.name) {
                return Some(true);
            }
        }
    }
    if rule.is_free && rule.pool.is_none() {
        return Some(false);
    }
    let pool = pool_of(rule, balancer)?;
    Some(
        pool.ip_configurations.iter().any(is_ours)
            || to.is_some_and(|to| pool.addresses.contains(&to)),
    )
}

fn pool_of<'b>(rule: &NatRule, balancer: &'b LoadBalancer) -> Option<&'b BackEndPool> {
    let pool = rule.pool.as_ref()?;
    let mut pools = balancer.pools.iter();
    pools.find(|it| it.id.as_ref() == Some(pool))
}

/// The address of a public IP that is in the paste.
fn address_of(id: &ResourceId, evidence: &Evidence) -> Option<IpAddr> {
    evidence.resources().find_map(|resource| match resource {
        Resource::PublicIp(it) if id.is_of(it.id.as_ref(), &it.name) => it.address,
        _ => None,
    })
}

/// The rules of a firewall that translate to the VM's address.
fn add_firewall(
    firewall: &Firewall,
    case: &Case,
    topology: &mut Topology,
    problems: &mut Vec<Problem>,
) {
    let to = topology.target.address;
    topology.firewalls.extend(firewall.private_address);
    let before = topology.ways.len();
    let mut elsewhere: Option<&DnatRule> = None;
    for rule in &firewall.rules {
        if let (Some(own), Some(other)) = (to, rule.to_address)
            && own != other
        {
            elsewhere = elsewhere.or(Some(rule));
            continue;
        }
        let public_ip = firewall.public_ips.first();
        let dialled = rule.destinations.first().and_then(|it| it.parse().ok());
        // A policy's group of rules is not called like the firewall that has it.
        let is_group =
            (firewall.id.as_ref()).is_some_and(|id| id.segment("firewallPolicies").is_some());
        let name = if is_group { "" } else { &firewall.name };
        let way = topology.add_way(WayKind::Firewall, name, rule.origin);
        way.rule.clone_from(&rule.name);
        way.address = dialled.or_else(|| address_of(public_ip?, &case.evidence));
        // Of several, what is asked for counts.
        for ports in &rule.ports {
            let is_dialled = |it| !ports.is_disjoint(PortRange::single(it));
            if way.ports.is_none() || case.question.dialled.is_some_and(is_dialled) {
                way.ports = Some(*ports);
            }
        }
        way.port = rule.to_port;
        for protocol in &rule.protocols {
            if way.protocol.is_none() || *protocol == case.question.protocol {
                way.protocol = Some(*protocol);
            }
        }
        way.is_translated = true;
        way.is_certain = to.is_some() && to == rule.to_address;
        way.users = WayUsers::Listed(Rc::clone(&rule.sources));
        for deny in &firewall.denies {
            if to.is_some_and(|to| deny.is_for(to, way.port, way.protocol)) {
                way.denied.push(deny.clone());
            }
        }
    }
    if let (Some(rule), true) = (elsewhere, topology.ways.len() == before) {
        let mut way = Way::new(WayKind::Firewall, firewall.origin);
        way.name.clone_from(&firewall.name);
        topology.ways_elsewhere.push(way);
        report_other_vm(&rule.name, rule.origin, problems);
    }
}

fn report_other_vm(rule: &str, origin: Origin, problems: &mut Vec<Problem>) {
    problems.push(Problem::new(ProblemKind::OtherVm, rule, origin.span()));
}

/// Bastion connects from its own subnet.
fn add_bastion(
    bastion: &BastionHost,
    case: &Case,
    topology: &mut Topology,
    problems: &mut Vec<Problem>,
) {
    add_bastion_subnet(bastion.subnet.as_ref(), case, topology, problems);
    let way = topology.add_way(WayKind::Bastion, &bastion.name, bastion.origin);
    way.is_certain = true;
}

/// The subnet that Bastion connects from: the one that the host names, or the one that can only be it.
fn add_bastion_subnet(
    named: Option<&ResourceId>,
    case: &Case,
    topology: &mut Topology,
    problems: &mut Vec<Problem>,
) {
    for subnet in case.evidence.subnets() {
        let is_its = match named {
            Some(id) => id.is_of(subnet.id.as_ref(), &subnet.name),
            None => subnet.name.eq_ignore_ascii_case("AzureBastionSubnet"),
        };
        if is_its {
            topology.bastion_subnet = subnet.prefixes.first().copied();
            let is_asked = named.is_some() || case.question.through == Some(WayKind::Bastion);
            if let (Some(nsg), true) = (subnet.network_security_group.id(), is_asked) {
                let at = subnet.origin.span();
                problems.push(Problem::new(ProblemKind::BastionNsg, nsg.name(), at));
            }
        }
    }
}

fn add_endpoint(endpoint: &Endpoint, vm: &Vm<'_>, topology: &mut Topology) {
    let machine = vm.machine.map_or("", |machine| &machine.name);
    if !machine.is_empty() && !endpoint.vm.is_empty() && !machine.eq_ignore_ascii_case(&endpoint.vm)
    {
        return;
    }
    let way = topology.add_way(WayKind::Endpoint, &endpoint.name, endpoint.origin);
    way.address = endpoint.address;
    way.ports = endpoint.public_port.map(PortRange::single);
    way.port = endpoint.local_port;
    way.protocol = endpoint.protocol;
    way.is_translated = true;
    way.is_certain = true;
    way.users = match &endpoint.acl {
        Some(acl) => WayUsers::Acl(Rc::clone(acl)),
        None => WayUsers::Unsaid,
    };
}

/// A list of who may use an endpoint, printed without it: it is that of the endpoints whose list was not printed, or of
/// one that was not printed at all.
fn add_lone_acl(acl: &Rc<EndpointAcl>, topology: &mut Topology) {
    let mut is_used = false;
    for way in &mut topology.ways {
        let is_unprinted = match &way.users {
            WayUsers::Unsaid => true,
            WayUsers::Acl(known) if known.rules.is_empty() && known.cut.is_none() => {
                // The endpoint says that it has no list, and here is one: nobody can tell which of the two is older.
                way.users = WayUsers::Unsaid;
                is_used = true;
                false
            }
            WayUsers::Acl(known) => known.rules.is_empty(),
            _ => false,
        };
        if way.kind == WayKind::Endpoint && is_unprinted {
            way.users = WayUsers::Acl(Rc::clone(acl));
            is_used = true;
        }
    }
    let origin = acl.rules.first().map(|rule| rule.origin).or(acl.cut);
    if let (false, Some(origin)) = (is_used, origin) {
        let way = topology.add_way(WayKind::Endpoint, "", origin);
        way.users = WayUsers::Acl(Rc::clone(acl));
        way.is_certain = true;
    }
}

/// An access control list beside an NSG is not supported (C09), and one public port has one owner (C12).
fn report_endpoints(topology: &Topology, problems: &mut Vec<Problem>) {
    for (at, way) in topology.ways.iter().enumerate() {
        let is_listed = matches!(&way.users, WayUsers::Acl(acl) if !acl.rules.is_empty());
        if is_listed && !topology.filters.is_empty() {
            let kind = ProblemKind::EndpointAndNsg;
            problems.push(Problem::new(kind, &way.name, way.origin.span()));
        }
        for other in topology.ways.iter().take(at) {
            if let (WayKind::Endpoint, Some(ports)) = (way.kind, way.ports)
                && other.kind == way.kind
                && other.ports == way.ports
                && other.protocol == way.protocol
                && other.address == way.address
            {
                let kind = ProblemKind::EndpointTaken;
                let words = [&other.name, "", &way.name];
                let mut problem = Problem::of(kind, words, way.origin.span());
                problem.number = ports.first.into();
                problems.push(problem);
            }
        }
    }
}

/// Public addresses and load balancers that the network interface names and nobody pasted.
fn add_what_is_named(vm: &Vm<'_>, own: &[&IpConfiguration], topology: &mut Topology) {
    let has = |topology: &Topology, kind| topology.ways.iter().any(|way| way.kind == kind);
    for configuration in own {
        if let (Some(id), false) = (
            configuration.public_ip.id(),
            has(topology, WayKind::PublicIp),
        ) {
            let way = topology.add_way(WayKind::PublicIp, id.name(), Origin::AzureDefault);
            way.id = Some(id.clone());
            way.is_certain = true;
            if lists_none(vm) {
                way.is_unassigned = None;
            }
        }
        if let (Some(id), false) = (
            configuration.load_balanced_by.first(),
            has(topology, WayKind::LoadBalancer),
        ) {
            let name = id.segment("loadBalancers").unwrap_or("");
            let is_it = |way: &Way| way.name.eq_ignore_ascii_case(name);
            if topology.ways_elsewhere.iter().any(is_it) {
                continue;
            }
            let way = topology.add_way(WayKind::LoadBalancer, name, Origin::AzureDefault);
            way.id = Some(id.clone());
            way.is_translated = true;
        }
    }
}

/// The public address that only the VM's own output shows. Where its network interface has none, one of them is older.
fn add_listed(vm: &Vm<'_>, own: &[&IpConfiguration], topology: &mut Topology) {
    let is_there = |way: &Way| way.kind == WayKind::PublicIp;
    if let (Some(machine), Some(address)) = (vm.machine, listed(vm))
        && !topology.ways.iter().any(is_there)
    {
        let way = topology.add_way(WayKind::PublicIp, "", machine.origin);
        way.address = Some(address);
        way.is_certain = true;
        if own.iter().any(shows_none) {
            way.is_unassigned = None;
        }
    }
}

fn shows_none(configuration: &&IpConfiguration) -> bool {
    configuration.public_ip == Attached::Nothing
}

/// Whether the paste shows that the VM has no public address of its own (the portal's Connect button is grey then).
fn lacks_public_ip(vm: &Vm<'_>, own: &[&IpConfiguration]) -> bool {
    if listed(vm).is_some() {
        return false;
    }
    // A VM that is deallocated has given its dynamic address back (azure-semantics §8).
    let is_released = (vm.machine).is_some_and(|it| it.power == PowerState::Deallocated);
    (!own.is_empty() && own.iter().all(shows_none)) || lists_none(vm) && !is_released
}

/// The public address that the VM's own output lists. Of several network interfaces' it is not known whose it is.
fn listed(vm: &Vm<'_>) -> Option<IpAddr> {
    let machine = vm.machine.filter(|it| it.network_interfaces.len() < 2)?;
    machine.public_addresses.as_ref()?.first().copied()
}

/// Whether the VM's own output lists its public addresses, and there are none (`az vm show -d`).
fn lists_none(vm: &Vm<'_>) -> bool {
    vm.machine
        .and_then(|machine| machine.public_addresses.as_ref())
        .is_some_and(Vec::is_empty)
}
