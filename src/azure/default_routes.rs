//! The routes that Azure adds to every subnet (azure-semantics §7.2).

use super::route::{Destination, NextHop, Route, RouteSource, RouteState, RouteTable};
use crate::net::Prefix;
use crate::net::ranges::PRIVATE_V4;
use crate::origin::Origin;

/// Adds Azure's routes to a table for a virtual network with these prefixes and peers.
pub fn add_default_routes(table: &mut RouteTable, network: &[Prefix], peered: &[Prefix]) {
    let mut defaults: Vec<(Prefix, NextHop)> = Vec::new();
    for prefix in network {
        defaults.push((*prefix, NextHop::VirtualNetwork));
    }
    for prefix in peered {
        defaults.push((*prefix, NextHop::Peering));
    }
    for whole in ["0.0.0.0/0", "::/0"] {
        defaults.extend(Prefix::parse(whole).map(|whole| (whole, NextHop::Internet)));
    }
    // A virtual network that is one of these ranges, or holds one, has taken the route's place; so has a user's default
    // route.
    let is_default_route = |route: &Route| matches!(route.destination, Destination::Prefix(prefix) if prefix.is_whole_family() && !prefix.is_ipv6());
    if !table.routes.iter().any(is_default_route) {
        for private in PRIVATE_V4.map(Prefix::from) {
            if !network.iter().any(|prefix| prefix.holds(private)) {
                defaults.push((private, NextHop::None));
            }
        }
    }
    for (prefix, next_hop) in defaults {
        let destination = Destination::Prefix(prefix);
        let overrides = |route: &Route| route.destination == destination;
        let state = if table.routes.iter().any(overrides) {
            RouteState::Invalid
        } else {
            RouteState::Active
        };
        table.routes.push(Route {
            name: String::new(),
            destination,
            next_hop,
            next_hop_addresses: Vec::new(),
            source: RouteSource::System,
            state,
            origin: Origin::AzureDefault,
        });
    }
}
