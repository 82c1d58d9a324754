//! Route tables and effective routes out of the common tree.

use super::heading::in_one_word;
use super::nsg::ids;
use super::problem::{Problem, ProblemKind, report};
use super::resource::{is_true, name, nodes, references};
use super::value::{List, Node, Object, Value};
use crate::azure::route::CUT_OFF;
use crate::azure::{Destination, NextHop, ResourceId, Route, RouteSource, RouteState, RouteTable};
use crate::net::Prefix;

/// Whether this is one route: of a route table, or an effective one.
pub fn is_route(object: &Object<'_>) -> bool {
    // A route of a virtual hub says what it leads to in another way, and is none of a VM's.
    (object.has("nextHopType") || object.has("effectiveNextHop"))
        && !object.has("destinationType")
        && (object.member("addressPrefix").is_some() || object.member("addressPrefixes").is_some())
}

/// Whether this is a route table.
pub fn is_route_table(object: &Object<'_>) -> bool {
    route_list(object).is_some()
}

/// The list of routes and its key: classic tables call it otherwise.
fn route_list<'a, 't>(object: &'a Object<'t>) -> Option<(&'static str, &'a List<'t>)> {
    for key in ["routes", "routeList", EFFECTIVE] {
        if let Some(list) = object.member(key).and_then(|member| member.node.list())
            && list.items.iter().all(|item| item.object().is_some())
        {
            return Some((key, list));
        }
    }
    None
}

const EFFECTIVE: &str = "effectiveRouteList";

/// Whether this is a route table of the classic model: only these have a label, or come as XML.
pub fn is_classic(object: &Object<'_>) -> bool {
    object.has("label") || object.has("routeList") || object.has(EFFECTIVE)
}

/// The routes of a route table, with the table around them.
pub fn read_route_table(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> RouteTable {
    let whole = node.origin(input);
    let (key, list) = route_list(object).unzip();
    let is_whole = object.cut.is_none() && list.is_some_and(|list| list.cut.is_none());
    let mut routes = Vec::new();
    for route in list.map_or(&[][..], |list| &list.items) {
        read_routes(input, route, &mut routes, problems);
    }
    if !is_whole {
        problems.push(Problem::new(ProblemKind::RoutesNotShown, "", whole.span()));
    }
    let subnets = object.member("subnets");
    let subnets = subnets.and_then(|member| match &member.node.value {
        Value::List(_) => ids(Some(member)),
        Value::Text(_) => None,
        Value::Null | Value::Object(_) => Some(references(object, "subnets")),
    });
    RouteTable {
        name: name(object),
        id: object.text("id").map(ResourceId::new),
        is_effective: key == Some(EFFECTIVE),
        routes,
        cut: (!is_whole).then_some(whole),
        keeps_gateway_routes_out: is_true(object, "disableBgpRoutePropagation"),
        subnets,
        origin: whole,
    }
}

/// Adds the routes of one object: one for each of its prefixes.
pub fn read_routes(
    input: u32,
    node: &Node<'_>,
    routes: &mut Vec<Route>,
    problems: &mut Vec<Problem>,
) {
    let Some(object) = node.object().filter(|object| object.cut.is_none()) else {
        return;
    };
    let origin = node.origin(input);
    let mut next_hop_addresses = Vec::new();
    // Service management XML keeps type and addresses together.
    let next_hop = object
        .inner("nextHopType")
        .or(object.inner("effectiveNextHop"));
    let type_text = match next_hop {
        Some(next_hop) => next_hop.text("type"),
        None => object.text("nextHopType"),
    };
    let at = next_hop.unwrap_or(object);
    for key in ["nextHopIpAddress", "nextHopIp", "ipAddress", "ipAddresses"] {
        for address in nodes(at, key) {
            let address = address.text().unwrap_or("").trim();
            if !matches!(address, "" | "-") {
                next_hop_addresses.push(address.to_owned());
            }
        }
    }
    let mut prefixes = nodes(object, "addressPrefix");
    if prefixes.is_empty() {
        prefixes = nodes(object, "addressPrefixes");
    }
    let mut texts = Vec::new();
    for prefix in prefixes {
        texts.push((prefix.text().unwrap_or("").trim(), prefix));
    }
    let list = object.member("addressPrefix").map(|member| &member.node);
    if let Some(list) = list
        && list.list().is_some_and(|list| list.cut.is_some())
        && texts
            .last()
            .is_none_or(|(text, _)| !text.ends_with(CUT_OFF))
    {
        // `{10.1.0.0/16, 10.2.0.0/16...}`: the route is for more than these.
        texts.push(("…", list));
    }
    // The portal's sign for none.
    let name = object
        .text("name")
        .filter(|name| *name != "-")
        .unwrap_or("");
    for (text, prefix) in texts {
        let destination = match Prefix::parse(text) {
            Some(prefix) => Destination::Prefix(prefix),
            None => {
                let at = prefix.span(input);
                report(ProblemKind::RouteDestination, text, at, problems);
                Destination::Other(text.to_owned())
            }
        };
        routes.push(Route {
            name: name.to_owned(),
            destination,
            next_hop: NextHop::parse(type_text.unwrap_or("")),
            next_hop_addresses: next_hop_addresses.clone(),
            source: source(object),
            state: state(object),
            origin,
        });
    }
}

/// Routes of a route table carry no source: they are the user's.
fn source(object: &Object<'_>) -> RouteSource {
    let text = in_one_word(object.said("source"));
    if text.eq_ignore_ascii_case("Default") {
        RouteSource::System
    } else if text.eq_ignore_ascii_case("VirtualNetworkGateway") {
        RouteSource::Gateway
    } else {
        RouteSource::User
    }
}

fn state(object: &Object<'_>) -> RouteState {
    match object.first_text(&["state", "status"]) {
        Some(text) if text.eq_ignore_ascii_case("Invalid") => RouteState::Invalid,
        _ => RouteState::Active,
    }
}
