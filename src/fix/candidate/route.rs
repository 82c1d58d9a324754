//! What may help where the reply is lost (fix-catalogue ROUTE-FIX).

use super::{Setting, one};
use crate::azure::{Destination, NextHop, Route, RouteSource, RouteState};
use crate::command::CLIENT;
use crate::fix::FixId;
use crate::fix::change::{Change, Step};
use crate::judge::Hop;
use crate::net::ranges;
use crate::origin::Origin;
use crate::question::Source;
use std::net::IpAddr;

/// A route for the client alone, straight to the Internet; or the user's own route corrected or deleted.
pub fn add(hop: &Hop, setting: Setting<'_>, found: &mut Vec<Vec<Step>>) {
    let Some(reply) = &hop.reply else { return };
    let stopped = &setting.client.stopped.addresses;
    let mut carrier = None;
    for piece in &reply.replies {
        if piece.arrives() != Some(true) && !piece.clients.is_disjoint(stopped) {
            carrier = carrier.or(piece.route.and_then(|at| reply.table.routes.get(at)));
        }
    }
    for address in carrier.map_or(&[][..], |route| &route.next_hop_addresses) {
        let Ok(appliance) = address.parse::<IpAddr>() else {
            continue;
        };
        for (own, id) in &setting.topology.not_forwarding {
            if *own == appliance {
                let interface = id.clone();
                let change = Change::EnableForwarding {
                    appliance,
                    interface,
                };
                found.push(one(FixId::RouteFix, change));
            }
        }
    }
    let users = carrier.filter(|route| is_a_users(route));
    let to = match setting.question.from {
        Source::Prefix(prefix) => Some(Destination::Prefix(prefix.network().into())),
        Source::Internet => Some(Destination::Other(CLIENT.to_owned())),
        Source::VirtualNetwork => None,
    };
    if let (Some(destination), true) = (to, stopped.is_subset(&ranges::public())) {
        let is_own = |route: &&Route| route.destination == destination;
        let change = match users.filter(is_own) {
            Some(route) => Change::EditRoute {
                route: to_internet(route.clone()),
            },
            None => Change::AddRoute {
                is_first: reply.table.is_effective && !reply.table.routes.iter().any(is_a_users),
                route: to_internet(Route {
                    name: "rdp-client".to_owned(),
                    destination,
                    next_hop: NextHop::Internet,
                    next_hop_addresses: Vec::new(),
                    source: RouteSource::User,
                    state: RouteState::Active,
                    origin: Origin::Proposed,
                }),
            },
        };
        found.push(one(FixId::RouteFix, change));
    }
    if let Some(route) = users {
        found.push(one(
            FixId::RouteFix,
            Change::DeleteRoute {
                route: route.clone(),
            },
        ));
    }
}

fn is_a_users(route: &Route) -> bool {
    route.source == RouteSource::User
}

fn to_internet(mut route: Route) -> Route {
    route.next_hop = NextHop::Internet;
    route.next_hop_addresses.clear();
    route.origin = Origin::Proposed;
    route
}
