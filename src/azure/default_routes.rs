//! The routes that Azure adds to every subnet (azure-semantics §7.2).

use super::route::{Destination, NextHop, Route, RouteSource, RouteState};
use crate::net::Prefix;
use crate::net::ranges::PRIVATE_V4;
use crate::origin::Origin;

/// A route table's own routes with Azure's after them, for a virtual network with these prefixes and peers.
pub fn with_default_routes(own: &[Route], network: &[Prefix], peered: &[Prefix]) -> Vec<Route> {
    let mut routes = own.to_vec();
    let has_default_route = own.iter().any(
        |route| matches!(route.destination, Destination::Prefix(prefix) if prefix.is_whole_family() && !prefix.is_ipv6()),
    );
    let mut add = |prefix: Prefix, next_hop| {
        let is_overridden = own
            .iter()
            .any(|route| route.destination == Destination::Prefix(prefix));
        routes.push(Route {
            name: String::new(),
            destination: Destination::Prefix(prefix),
            next_hop,
            next_hop_addresses: Vec::new(),
            source: RouteSource::System,
            state: if is_overridden {
                RouteState::Invalid
            } else {
                RouteState::Active
            },
            origin: Origin::AzureDefault,
        });
    };
    for prefix in network {
        add(*prefix, NextHop::VirtualNetwork);
    }
    for prefix in peered {
        add(*prefix, NextHop::Peering);
    }
    for whole in ["0.0.0.0/0", "::/0"] {
        if let Some(whole) = Prefix::parse(whole) {
            add(whole, NextHop::Internet);
        }
    }
    for private in PRIVATE_V4.map(Prefix::from) {
        // A virtual network that is one of these ranges, or holds one, has taken the route's place; so has a
        // user's default route.
        if !has_default_route && !network.iter().any(|prefix| prefix.holds(private)) {
            add(private, NextHop::None);
        }
    }
    routes
}
