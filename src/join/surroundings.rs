//! What lies around the VM besides NSGs: its virtual network, its routes, its public address, service tags.

use super::Topology;
use super::target::{Vm, only};
use crate::azure::default_routes::add_default_routes;
use crate::azure::{
    Attached, Destination, NextHop, Resource, RouteSource, RouteState, RouteTable, VirtualNetwork,
};
use crate::case::Case;
use crate::net::{AddressSet, Prefix};
use std::rc::Rc;

/// Adds it all to the topology.
pub fn add(case: &Case, vm: &Vm<'_>, topology: &mut Topology) {
    let network = virtual_network(case, vm);
    let table = route_table(case, vm);
    let mut nets = Vec::new();
    if let Some(network) = network {
        for prefixes in [&network.prefixes, &network.peered] {
            for prefix in prefixes {
                nets.push(prefix.network());
            }
        }
    }
    for route in table.iter().flat_map(|table| &table.routes) {
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
    let mut known = (!nets.is_empty()).then(|| AddressSet::blocks(&nets));
    for resource in case.evidence.resources() {
        match resource {
            Resource::ServiceTag {
                name, addresses, ..
            } if name.eq_ignore_ascii_case("VirtualNetwork") => {
                known = Some(addresses.clone());
                topology.may_hold_everything = false;
            }
            Resource::ServiceTag {
                name, addresses, ..
            } => {
                topology
                    .service_tags
                    .push((name.clone(), addresses.clone()));
            }
            Resource::PublicIp(address) => {
                let configuration = vm
                    .interface
                    .and_then(|interface| interface.ip_configurations.first());
                let points =
                    configuration.and_then(|configuration| configuration.public_ip.as_ref());
                if points.is_none() || points == address.id.as_ref() {
                    topology.has_standard_public_ip = address.is_standard;
                }
            }
            _ => {}
        }
    }
    topology.virtual_network = known;
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
fn route_table(case: &Case, vm: &Vm<'_>) -> Option<Rc<RouteTable>> {
    let subnet = vm.subnet_of(case);
    let mut fitting: Option<&Rc<RouteTable>> = None;
    let mut is_unclear = false;
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
        if !table.is_effective && !is_of_subnet {
            continue;
        }
        match fitting {
            Some(known) if known.is_effective && !table.is_effective => {}
            Some(known) if known.is_effective == table.is_effective => {
                is_unclear |= !known.says_the_same(table);
            }
            _ => {
                fitting = Some(table);
                is_unclear = false;
            }
        }
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
    fitting.filter(|_| !is_unclear).cloned()
}
