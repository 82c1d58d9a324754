//! The routes that Azure adds to every subnet (azure-semantics §7.2).

use super::route::{Destination, NextHop, Route, RouteSource, RouteState, RouteTable};
use crate::net::Prefix;
use crate::net::ranges::PRIVATE_V4;
use crate::origin::Origin;

/// Adds Azure's routes to a table for a virtual network with these prefixes and peers.
pub fn add_default_routes(table: &mut RouteTable, network: &[Prefix], peered: &[Prefix]) {
    // A virtual network that is one of these ranges, or holds one, has taken the route's place; so has a user's default
    // route.
    let is_default_route = |route: &Route| matches!(route.destination, Destination::Prefix(prefix) if prefix.is_whole_family() && !prefix.is_ipv6());
    let has_default_route = table.routes.iter().any(is_default_route);
    for prefix in network {
        add(table, *prefix, NextHop::VirtualNetwork);
    }
    for prefix in peered {
        add(table, *prefix, NextHop::Peering);
    }
    for is_ipv6 in [false, true] {
        if let Some(whole) = Prefix::from_bits(0, is_ipv6, 0) {
            add(table, whole, NextHop::Internet);
        }
    }
    for private in PRIVATE_V4 {
        let private = Prefix::from(private);
        if !has_default_route && !network.iter().any(|prefix| prefix.holds(private)) {
            add(table, private, NextHop::None);
        }
    }
}

fn add(table: &mut RouteTable, prefix: Prefix, next_hop: NextHop) {
    let destination = Destination::Prefix(prefix);
    let overrides = |route: &Route| route.destination == destination;
    let state = match table.routes.iter().any(overrides) {
        true => RouteState::Invalid,
        false => RouteState::Active,
    };
    table.routes.push(Route {
        destination,
        next_hop,
        source: RouteSource::System,
        state,
        origin: Origin::AzureDefault,
        ..Route::default()
    });
}
