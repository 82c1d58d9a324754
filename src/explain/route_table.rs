//! The routes in the order Azure prefers them, each with what became of it for the asked clients.

use crate::azure::{Destination, RouteSource, RouteTable};
use crate::code::Code;
use crate::judge::Judgement;
use crate::judge::next_hop::{Lost, why_lost};
use crate::judge::return_route::ReturnRoute;
use crate::net::AddressSet;
use crate::question::Question;
use std::rc::Rc;

/// The routes of one hop.
#[derive(Debug, Clone, PartialEq)]
pub struct Routes {
    /// The hop, as an index into the judgement's hops.
    pub hop: usize,
    /// The routes as they were pasted.
    pub table: Rc<RouteTable>,
    /// The same in the order in which Azure prefers them.
    pub rows: Vec<RouteRow>,
}

/// One route.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteRow {
    /// An index into the table.
    pub route: usize,
    /// What became of it.
    pub fate: RouteFate,
}

/// What became of a route, for the asked clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RouteFate {
    /// It carries the replies to all of them.
    Decides,
    /// It carries the replies to some of them.
    DecidesForSome,
    /// It carries them unless a route does that the paste does not show.
    Undecided,
    /// It carries none.
    Lost(Lost),
}

/// Every list of routes in the path.
pub fn tables(judgement: &Judgement) -> Vec<Routes> {
    let mut tables = Vec::new();
    for (at, hop) in judgement.hops.iter().enumerate() {
        if let Some(reply) = &hop.reply {
            tables.push(Routes {
                hop: at,
                table: Rc::clone(&reply.table),
                rows: rows(reply, &judgement.question),
            });
        }
    }
    tables
}

/// The longest prefix first, then the user's, a gateway's, Azure's (azure-semantics §7.1). What Azure does not use
/// stands there, too, behind what took its place.
fn rows(reply: &ReturnRoute, question: &Question) -> Vec<RouteRow> {
    let mut asked = question.from.set().addresses;
    if asked.is_empty() {
        // Somebody in the virtual network, at no known address.
        asked = AddressSet::all();
    }
    let mut ranked: Vec<((u8, RouteSource), usize)> = Vec::new();
    for (index, route) in reply.table.routes.iter().enumerate() {
        // One whose addresses are not known comes last.
        let length = match route.destination {
            Destination::Prefix(prefix) => prefix.length(),
            Destination::Other(_) => 0,
        };
        let rank = (u8::MAX - length, route.source);
        let at = ranked.partition_point(|(known, _)| *known <= rank);
        ranked.insert(at, (rank, index));
    }
    let mut rows = Vec::new();
    for (_, route) in ranked {
        rows.push(RouteRow {
            route,
            fate: fate(reply, route, &asked),
        });
    }
    rows
}

fn fate(reply: &ReturnRoute, index: usize, asked: &AddressSet) -> RouteFate {
    for piece in &reply.replies {
        if piece.route == Some(index) && !piece.clients.is_disjoint(asked) {
            return if piece.code == Code::RoutesMissing {
                RouteFate::Undecided
            } else if asked.is_subset(&piece.clients) {
                RouteFate::Decides
            } else {
                RouteFate::DecidesForSome
            };
        }
    }
    RouteFate::Lost(lost(reply, index, asked))
}

/// Why it lost the asked clients that its prefix holds; where it lost them to several, to the one with the shortest
/// prefix, which says the most.
fn lost(reply: &ReturnRoute, index: usize, asked: &AddressSet) -> Lost {
    let routes = &reply.table.routes;
    let Some(route) = routes.get(index) else {
        return Lost::UnknownDestination;
    };
    let Destination::Prefix(prefix) = route.destination else {
        return Lost::UnknownDestination;
    };
    let held = prefix.addresses().intersect(asked);
    let mut why = Lost::OtherPrefix;
    for piece in &reply.replies {
        if let Some((address, _)) = piece.clients.intersect(&held).ranges().first() {
            let winner = piece.route.and_then(|index| routes.get(index));
            why = why_lost(routes, route, winner, *address);
        }
    }
    why
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure::{NextHop, Route, RouteState};
    use crate::net::Prefix;
    use crate::origin::Origin;
    use crate::question::Source;

    fn fates(
        routes: &[(RouteSource, &str, NextHop, RouteState)],
        from: &str,
    ) -> Vec<(usize, RouteFate)> {
        let route = |(source, prefix, next_hop, state): &(_, &str, _, _)| Route {
            name: String::new(),
            destination: Prefix::parse(prefix).map_or_else(
                || Destination::Other((*prefix).to_owned()),
                Destination::Prefix,
            ),
            next_hop: *next_hop,
            next_hop_addresses: Vec::new(),
            source: *source,
            state: *state,
            origin: Origin::AzureDefault,
        };
        let table = RouteTable {
            name: String::new(),
            id: None,
            is_effective: true,
            routes: routes.iter().map(route).collect(),
            cut: None,
            keeps_gateway_routes_out: false,
            subnets: None,
            origin: Origin::AzureDefault,
        };
        let question = Question {
            from: Source::parse(from).expect("a source"),
            ..Question::default()
        };
        let rows = rows(&ReturnRoute::judge(&Rc::new(table), &[], None), &question);
        rows.into_iter().map(|row| (row.route, row.fate)).collect()
    }

    use NextHop::{Appliance, Endpoint, Gateway, Internet, VirtualNetwork};
    use RouteSource::{System, User};
    use RouteState::{Active, Invalid};

    #[test]
    fn every_route_says_why_it_does_not_carry() {
        let fates = fates(
            &[
                (System, "0.0.0.0/0", Internet, Invalid),
                (System, "10.0.0.0/16", VirtualNetwork, Active),
                (User, "0.0.0.0/0", Appliance, Active),
                (User, "203.0.113.0/24", Internet, Active),
                (System, "203.0.113.7/32", Endpoint, Active),
                (RouteSource::Gateway, "203.0.0.0/16", Gateway, Active),
                (System, "AzureCloud", Internet, Active),
            ],
            "203.0.113.7",
        );
        let expected = [
            (4, RouteFate::Lost(Lost::Endpoint)),
            // A route for a service tag may be more specific.
            (3, RouteFate::Undecided),
            (5, RouteFate::Lost(Lost::ShorterPrefix)),
            (1, RouteFate::Lost(Lost::OtherPrefix)),
            (2, RouteFate::Lost(Lost::ShorterPrefix)),
            (0, RouteFate::Lost(Lost::Invalid)),
            (6, RouteFate::Lost(Lost::UnknownDestination)),
        ];
        assert_eq!(fates, expected);
    }

    #[test]
    fn two_routes_share_the_clients() {
        let fates = fates(
            &[
                (User, "203.0.113.0/25", Appliance, Active),
                (User, "0.0.0.0/0", Internet, Active),
                (RouteSource::Gateway, "0.0.0.0/0", Gateway, Active),
            ],
            "203.0.113.0/24",
        );
        let expected = [
            (0, RouteFate::DecidesForSome),
            (1, RouteFate::DecidesForSome),
            (2, RouteFate::Lost(Lost::LesserSource)),
        ];
        assert_eq!(fates, expected);
    }
}
