//! What lies around the VM besides NSGs: its virtual network, its routes, its public address, service tags.

use super::Topology;
use super::target::{Vm, only};
use crate::azure::default_routes::add_default_routes;
use crate::azure::{
    Attached, Destination, NextHop, Resource, ResourceId, RouteSource, RouteState, RouteTable,
    Subnet, VirtualNetwork,
};
use crate::case::Case;
use crate::net::{AddressSet, Prefix};
use crate::read::{Problem, ProblemKind};
use std::cmp::Ordering;
use std::rc::Rc;

/// Adds it all to the topology.
pub fn add(case: &Case, vm: &Vm<'_>, topology: &mut Topology, problems: &mut Vec<Problem>) {
    add_interfaces(case, vm, topology);
    let network = virtual_network(case, vm);
    let table = route_table(case, vm, topology, problems);
    let mut expanded: Option<AddressSet> = None;
    let mut nets = Vec::new();
    if let Some(network) = network {
        for prefixes in [&network.prefixes, &network.peered] {
            for prefix in prefixes {
                nets.push(prefix.network());
            }
        }
    }
    for (name, prefixes) in network.iter().flat_map(|network| &network.unconnected) {
        let mut behind = AddressSet::empty();
        for prefix in prefixes {
            behind = behind.union(&prefix.addresses());
        }
        topology.closed_peerings.push((name.clone(), behind));
    }
    // Effective routes show those of a gateway; a virtual network does not.
    let is_effective = table.as_ref().is_some_and(|table| table.is_effective);
    topology.may_hold_more = table.as_ref().is_some_and(|table| table.cut.is_some())
        || !is_effective && network.is_some_and(|network| may_have_gateway(network, case));
    for route in table.iter().flat_map(|table| &table.routes) {
        // A destination that was cut off may be one of the network's.
        topology.may_hold_more |= route.destination.is_cut_off();
        if let (
            Destination::Prefix(prefix),
            NextHop::VirtualNetwork | NextHop::Peering | NextHop::Gateway,
        ) = (&route.destination, route.next_hop)
            && route.source != RouteSource::User
            && !prefix.is_whole_family()
        {
            nets.push(prefix.network());
        }
        // A user's default route makes everything part of the tag (azure-semantics §3.5).
        topology.may_hold_everything |= route.source == RouteSource::User
            && route.state == RouteState::Active
            && matches!(route.destination, Destination::Prefix(prefix) if prefix.is_whole_family());
    }
    let known = (!nets.is_empty()).then(|| AddressSet::blocks(&nets));
    for resource in case.evidence.resources() {
        match resource {
            Resource::ServiceTag {
                name, addresses, ..
            } if name.eq_ignore_ascii_case("VirtualNetwork") => {
                expanded = Some(expanded.unwrap_or_default().union(addresses));
                topology.may_hold_everything = false;
                topology.may_hold_more = false;
            }
            Resource::ServiceTag {
                name, addresses, ..
            } => {
                let tags = Rc::make_mut(&mut topology.service_tags);
                tags.push((name.clone(), addresses.clone()));
            }
            _ => {}
        }
    }
    topology.virtual_network = expanded.or(known);
    if let Some(Attached::To(id)) = vm.subnet_of(case).map(|subnet| &subnet.route_table) {
        topology.route_table = Some(id.clone());
    }
    topology.are_routes_assumed = table
        .as_ref()
        .is_some_and(|table| match table.is_effective {
            true => {
                vm.nic.is_none()
                    && topology.typed.interface.name.is_empty()
                    && table.name.is_empty()
            }
            // Without a name, these are Azure's own routes alone.
            false => {
                table.subnets.is_none() && topology.route_table.is_none() && !table.name.is_empty()
            }
        });
    topology.routes = table.map(|table| {
        if table.is_effective {
            return table;
        }
        let (own, peered): (&[Prefix], &[Prefix]) = match network {
            Some(network) => (&network.prefixes, &network.peered),
            None => (&[], &[]),
        };
        let mut whole = RouteTable::clone(&table);
        add_default_routes(&mut whole, own, peered);
        Rc::new(whole)
    });
}

/// Whether networks on-premises may be connected to it, which are part of the tag `VirtualNetwork` and which it does not list
/// (azure-semantics §3.5, T36): its own gateway is in a subnet with a fixed name, that of a peered network is seen nowhere.
fn may_have_gateway(network: &VirtualNetwork, case: &Case) -> bool {
    let is_of_it = |subnet: &&&Subnet| {
        let of = (subnet.id.as_ref()).and_then(|id| id.up_to("virtualNetworks"));
        of.is_some_and(|id| id.is_of(network.id.as_ref(), &network.name))
    };
    let subnets = case.evidence.subnets();
    let mut own = subnets.iter().filter(is_of_it).peekable();
    own.peek().is_none()
        || own.any(|subnet| subnet.name.eq_ignore_ascii_case("GatewaySubnet"))
        || !network.peered.is_empty()
        || !network.unconnected.is_empty()
}

/// What the pasted network interfaces say of themselves: which groups they are in, and which do not forward.
fn add_interfaces(case: &Case, vm: &Vm<'_>, topology: &mut Topology) {
    let network = |id: &ResourceId| id.up_to("virtualNetworks");
    let own = vm.subnet.as_ref().and_then(network);
    for interface in case.evidence.network_interfaces() {
        for configuration in &interface.ip_configurations {
            let Some(address) = configuration.private_address else {
                continue;
            };
            if interface.forwards == Some(false) {
                let own = (address, interface.id.clone());
                topology.not_forwarding.push(own);
            }
            if let Some(groups) = &configuration.application_security_groups
                && configuration.subnet.as_ref().and_then(network) == own
            {
                topology.members.push((address, groups.clone()));
            }
        }
    }
    let mut inside = Vec::new();
    for subnet in case.evidence.subnets() {
        if own.is_some() && subnet.id.as_ref().and_then(network) == own {
            for prefix in &subnet.prefixes {
                inside.push(prefix.network());
            }
        }
    }
    topology.inside = AddressSet::blocks(&inside);
    if let Some(interface) = vm.interface
        && interface.is_primary == Some(false)
        && interface.virtual_machine.is_some()
    {
        let mut reached = Vec::new();
        for prefix in vm
            .subnet_of(case)
            .map_or(&[][..], |subnet| &subnet.prefixes)
        {
            reached.push(prefix.network());
        }
        topology.reached_as_secondary = Some(AddressSet::blocks(&reached));
    }
}

/// The VM's virtual network: the one its subnet's id names, or the only one.
fn virtual_network<'c>(case: &'c Case, vm: &Vm<'_>) -> Option<&'c VirtualNetwork> {
    let id = vm
        .subnet
        .as_ref()
        .and_then(|id| id.up_to("virtualNetworks"));
    let mut networks = Vec::new();
    for resource in case.evidence.resources() {
        if let Resource::VirtualNetwork(network) = resource {
            networks.push(network);
        }
    }
    match id {
        Some(id) => {
            let mut networks = networks.into_iter();
            networks.find(|network| id.is_of(network.id.as_ref(), &network.name))
        }
        None => only(&networks),
    }
}

/// The routes of the VM's replies: its effective ones, or the table of its subnet, or the only table there is.
fn route_table(
    case: &Case,
    vm: &Vm<'_>,
    topology: &mut Topology,
    problems: &mut Vec<Problem>,
) -> Option<Rc<RouteTable>> {
    let subnet = vm.subnet_of(case);
    let mut fitting: Option<&Rc<RouteTable>> = None;
    let mut unclear: Option<&Rc<RouteTable>> = None;
    let mut other: Option<&Rc<RouteTable>> = None;
    for resource in case.evidence.resources() {
        let Resource::RouteTable(table) = resource else {
            continue;
        };
        let is_of_subnet = match (subnet.map(|subnet| &subnet.route_table), &table.id) {
            (Some(Attached::To(id)), Some(own)) => id == own,
            (Some(Attached::Nothing), _) => false,
            _ => match (&table.subnets, &vm.subnet) {
                (Some(subnets), Some(subnet)) => subnets.contains(subnet),
                (Some(subnets), None) => !subnets.is_empty(),
                (None, _) => true,
            },
        };
        if vm.has_routes(table) == Some(false) {
            other = other.or(Some(table));
            continue;
        }
        if !table.is_effective && !is_of_subnet {
            if table.subnets.as_ref().is_some_and(Vec::is_empty) {
                let kind = ProblemKind::RouteTableUnattached;
                problems.push(Problem::new(kind, &table.name, table.origin.span()));
            }
            continue;
        }
        // What is known to be the VM's comes before what nobody names, and that before what is configured.
        let rank = |table: &RouteTable| (table.is_effective, vm.has_routes(table).is_some());
        match fitting.map_or(Ordering::Less, |known| rank(known).cmp(&rank(table))) {
            Ordering::Greater => {}
            Ordering::Equal => {
                if fitting.is_some_and(|known| !known.says_the_same(table)) {
                    unclear = Some(table);
                }
            }
            Ordering::Less => {
                fitting = Some(table);
                unclear = None;
            }
        }
    }
    if let Some(other) = other
        && !fitting.is_some_and(|table| table.is_effective)
    {
        let at = other.origin.span();
        problems.push(Problem::new(ProblemKind::OtherVm, &other.name, at));
    }
    if fitting.is_none()
        && let Some(subnet) = subnet
        && subnet.route_table == Attached::Nothing
    {
        // Only Azure's own routes.
        return Some(Rc::new(RouteTable {
            name: String::new(),
            id: None,
            is_effective: false,
            routes: Vec::new(),
            cut: None,
            keeps_gateway_routes_out: false,
            subnets: None,
            origin: subnet.origin,
        }));
    }
    if let Some(other) = unclear {
        topology.are_routes_unclear = true;
        let kind = ProblemKind::SeveralRouteLists;
        problems.push(Problem::new(kind, "", other.origin.span()));
        return None;
    }
    fitting.cloned()
}
