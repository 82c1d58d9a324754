//! Which route carries a packet: the longest prefix, then the user's, a gateway's, Azure's (azure-semantics §7.1).

use crate::azure::route::{Destination, NextHop, Route, RouteSource, RouteState};
use crate::net::{AddressSet, Prefix};
use std::net::IpAddr;

/// The addresses that one route carries, out of all that there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The route: an index into the list.
    pub route: usize,
    /// The destinations that it carries.
    pub addresses: AddressSet,
}

/// Why a route does not carry an address although its prefix may hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lost {
    /// Its prefix does not hold the address.
    OtherPrefix,
    /// Azure shows it as overridden.
    Invalid,
    /// The winner's prefix is longer.
    ShorterPrefix,
    /// The winner has the same prefix and comes from the user, or from a gateway against Azure's own.
    LesserSource,
    /// It comes from a gateway, and inside a virtual network Azure's own route is preferred however long the
    /// other's prefix is (R12).
    InsideVirtualNetwork,
    /// It leads to a service, not to clients (R20).
    Endpoint,
    /// Which addresses its destination holds, the paste does not say.
    UnknownDestination,
}

impl Lost {
    /// The word in the report.
    pub fn code(self) -> &'static str {
        match self {
            Lost::OtherPrefix => "OTHER-PREFIX",
            Lost::Invalid => "INVALID",
            Lost::ShorterPrefix => "SHORTER-PREFIX",
            Lost::LesserSource => "LESSER-SOURCE",
            Lost::InsideVirtualNetwork => "INSIDE-VIRTUAL-NETWORK",
            Lost::Endpoint => "ENDPOINT",
            Lost::UnknownDestination => "UNKNOWN-DESTINATION",
        }
    }
}

/// Splits all addresses among the routes. Where the same is left to several next hops (ECMP), the first has it.
pub fn carried(routes: &[Route]) -> Vec<Carried> {
    let mut left = AddressSet::all();
    let mut carried = Vec::new();
    for index in in_order(routes) {
        let Some(prefix) = routes.get(index).and_then(prefix) else {
            continue;
        };
        let of_prefix = prefix.addresses();
        let addresses = of_prefix.intersect(&left);
        if !addresses.is_empty() {
            left = left.minus(&of_prefix);
            carried.push(Carried {
                route: index,
                addresses,
            });
        }
    }
    carried
}

/// The route that carries packets to `address`.
pub fn next_hop(routes: &[Route], address: IpAddr) -> Option<usize> {
    let mut best: Option<(Rank, usize)> = None;
    for (index, route) in routes.iter().enumerate() {
        if prefix(route).is_some_and(|prefix| prefix.contains(address))
            && let Some(rank) = rank(routes, route)
            && best.is_none_or(|(known, _)| rank < known)
        {
            best = Some((rank, index));
        }
    }
    best.map(|(_, index)| index)
}

/// Why `route` does not carry `address`, when `winner` does.
pub fn why_lost(routes: &[Route], route: &Route, winner: Option<&Route>, address: IpAddr) -> Lost {
    let Some(own) = prefix(route) else {
        return Lost::UnknownDestination;
    };
    if !own.contains(address) {
        Lost::OtherPrefix
    } else if route.state == RouteState::Invalid {
        Lost::Invalid
    } else if route.next_hop == NextHop::Endpoint {
        Lost::Endpoint
    } else if is_inside_virtual_network(routes, route, own) {
        Lost::InsideVirtualNetwork
    } else if winner
        .and_then(prefix)
        .is_some_and(|winner| winner.length() > own.length())
    {
        Lost::ShorterPrefix
    } else {
        Lost::LesserSource
    }
}

/// The routes that can carry anything, each before those that it beats.
fn in_order(routes: &[Route]) -> Vec<usize> {
    let mut order: Vec<(Rank, usize)> = Vec::new();
    for (index, route) in routes.iter().enumerate() {
        if let Some(rank) = rank(routes, route) {
            let at = order.partition_point(|(known, _)| *known <= rank);
            order.insert(at, (rank, index));
        }
    }
    order.into_iter().map(|(_, index)| index).collect()
}

/// The lesser one wins: how short the prefix is, and where the route comes from.
type Rank = (u8, RouteSource);

/// `None` for a route that carries nothing.
fn rank(routes: &[Route], route: &Route) -> Option<Rank> {
    let prefix = prefix(route)?;
    let carries = route.state == RouteState::Active
        && route.next_hop != NextHop::Endpoint
        && !is_inside_virtual_network(routes, route, prefix);
    carries.then_some((u8::MAX - prefix.length(), route.source))
}

/// Azure's own routes of a virtual network and its peers win over a gateway's, even where those are more
/// specific (azure-semantics §7.1, R12).
pub fn is_inside_virtual_network(routes: &[Route], route: &Route, own: Prefix) -> bool {
    route.source == RouteSource::Gateway
        && routes.iter().any(|other| {
            other.source == RouteSource::System
                && other.state == RouteState::Active
                && matches!(other.next_hop, NextHop::VirtualNetwork | NextHop::Peering)
                && prefix(other).is_some_and(|prefix| prefix.holds(own))
        })
}

fn prefix(route: &Route) -> Option<Prefix> {
    match route.destination {
        Destination::Prefix(prefix) => Some(prefix),
        Destination::Other(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::Origin;

    fn route(source: RouteSource, prefix: &str, next_hop: NextHop) -> Route {
        Route {
            name: String::new(),
            destination: Destination::Prefix(Prefix::parse(prefix).expect("a prefix")),
            next_hop,
            next_hop_addresses: Vec::new(),
            source,
            state: RouteState::Active,
            origin: Origin::AzureDefault,
        }
    }

    fn winner(routes: &[Route], address: &str) -> Option<NextHop> {
        let address = address.parse().expect("an address");
        next_hop(routes, address).map(|index| routes[index].next_hop)
    }

    use NextHop::{Appliance, Gateway, Internet, VirtualNetwork};
    use RouteSource::{System, User};

    #[test]
    fn the_longest_prefix_wins_and_then_the_user() {
        let routes = [
            route(System, "0.0.0.0/0", Internet),
            route(RouteSource::Gateway, "0.0.0.0/0", Gateway),
            route(User, "203.0.113.0/24", Internet),
        ];
        assert_eq!(winner(&routes, "203.0.113.7"), Some(Internet));
        // R06.
        assert_eq!(winner(&routes, "198.51.100.7"), Some(Gateway));
        let routes = [
            route(RouteSource::Gateway, "0.0.0.0/0", Gateway),
            route(User, "0.0.0.0/0", Internet),
        ];
        // R07.
        assert_eq!(winner(&routes, "198.51.100.7"), Some(Internet));
        assert_eq!(winner(&routes, "fd00::1"), None);
    }

    #[test]
    fn inside_the_virtual_network_no_gateway_is_more_specific() {
        let mut routes = vec![
            route(System, "10.0.0.0/16", VirtualNetwork),
            route(RouteSource::Gateway, "10.0.5.0/24", Gateway),
        ];
        // R12.
        assert_eq!(winner(&routes, "10.0.5.9"), Some(VirtualNetwork));
        routes.push(route(User, "10.0.5.0/24", Appliance));
        // R13.
        assert_eq!(winner(&routes, "10.0.5.9"), Some(Appliance));
    }

    #[test]
    fn every_address_is_carried_once() {
        let routes = [
            route(System, "0.0.0.0/0", Internet),
            route(System, "10.0.0.0/16", VirtualNetwork),
            route(User, "10.0.0.0/16", Appliance),
        ];
        let carried = carried(&routes);
        let (first, rest) = (&carried[0], &carried[1]);
        assert_eq!((first.route, rest.route), (2, 0));
        assert!(first.addresses.is_disjoint(&rest.addresses));
        assert_eq!(first.addresses.union(&rest.addresses), AddressSet::all_v4());
    }
}
