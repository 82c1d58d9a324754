//! Which route carries a packet, once more: every route is held against every other (azure-semantics §7.1).

use super::number_line::{Block, Point};
use rdpcheck::azure::{Destination, NextHop, Route, RouteSource, RouteState};

/// The route that carries a packet to this address, as an index.
pub fn carrier(routes: &[Route], point: Point) -> Option<usize> {
    let candidates: Vec<usize> = (0..routes.len())
        .filter(|at| is_in_use(&routes[*at]) && holds(&routes[*at], point))
        .collect();
    let is_of_the_network = |at: &usize| {
        routes[*at].source == RouteSource::System
            && matches!(
                routes[*at].next_hop,
                NextHop::VirtualNetwork | NextHop::Peering
            )
    };
    // Exception 4: where the virtual network or a peer has the address, no gateway counts.
    let without_gateways = candidates.iter().any(is_of_the_network);
    candidates
        .iter()
        .copied()
        .filter(|at| !(without_gateways && routes[*at].source == RouteSource::Gateway))
        .reduce(|best, other| {
            if beats(&routes[other], &routes[best]) {
                other
            } else {
                best
            }
        })
}

/// The block of a route; `None` for a service tag.
pub fn block(route: &Route) -> Option<Block> {
    match route.destination {
        Destination::Prefix(prefix) => Some(Block::from(prefix)),
        Destination::Other(_) => None,
    }
}

/// Overridden routes carry nothing, and those to services are no routes to clients (R20).
fn is_in_use(route: &Route) -> bool {
    route.state != RouteState::Invalid && route.next_hop != NextHop::Endpoint
}

fn holds(route: &Route, point: Point) -> bool {
    block(route).is_some_and(|block| block.contains(point))
}

/// The longer prefix, which is the smaller block; then the user's, a gateway's, Azure's.
fn beats(one: &Route, other: &Route) -> bool {
    let size = |route: &Route| block(route).map(|block| block.last - block.first);
    let rank = |route: &Route| match route.source {
        RouteSource::User => 1,
        RouteSource::Gateway => 2,
        RouteSource::System => 3,
    };
    (size(one), rank(one)) < (size(other), rank(other))
}
