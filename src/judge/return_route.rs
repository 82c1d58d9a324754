//! Whether the VM's reply finds its way back to each client (azure-semantics §7.4).

use super::Answer;
use super::hop::{Hop, HopAnswer, HopKind};
use super::need::Need;
use super::next_hop::{carried, is_inside_virtual_network};
use super::partition::Partition;
use super::way_in::is_by_firewall;
use crate::azure::{Destination, NextHop, ResourceId, Route, RouteSource, RouteState, RouteTable};
use crate::code::Code;
use crate::join::{Topology, Way};
use crate::net::{AddressSet, Prefix, ranges};
use crate::question::{Question, SourceSet, WayKind};
use std::net::IpAddr;
use std::rc::Rc;

/// The routes of the VM's network interface, and what they mean for everybody who may connect.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnRoute {
    /// The routes.
    pub table: Rc<RouteTable>,
    /// The whole address space in disjoint pieces.
    pub replies: Vec<Reply>,
}

/// What becomes of the replies to some clients.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The route that carries them, as an index into the table; `None` where there is none.
    pub route: Option<usize>,
    /// The clients.
    pub clients: AddressSet,
    /// Whether the replies arrive, and why, or why not, or why nobody can tell.
    pub code: Code,
}

impl Reply {
    /// Whether they arrive; `None` where nobody can tell.
    pub fn arrives(&self) -> Option<bool> {
        match self.code {
            Code::RouteReaches => Some(true),
            Code::RouteUnknown
            | Code::RoutesMissing
            | Code::RouteOverlap
            | Code::ReplyPastFirewall
            | Code::WayInUnknown
            | Code::ApplianceUnknown => None,
            _ => Some(false),
        }
    }

    /// Where nobody can tell: what would settle it.
    fn need(&self) -> Need {
        match self.code {
            Code::RouteOverlap => Need::ClientNetwork,
            Code::ReplyPastFirewall => Need::ReplyPastFirewall,
            Code::ApplianceUnknown => Need::Appliance,
            Code::WayInUnknown => Need::WayIn,
            _ => Need::Routes,
        }
    }
}

impl ReturnRoute {
    /// Follows the reply to every client there is. `not_forwarding` are addresses that appliances may have and that drop
    /// what is not for them; `came_by` are those of the firewall that translated the connection, where one did, and whether that is certain.
    pub fn judge(
        table: &Rc<RouteTable>,
        not_forwarding: &[(IpAddr, Option<ResourceId>)],
        came_by: Option<(&[IpAddr], bool)>,
    ) -> Self {
        let routes = &table.routes;
        let in_the_network = ranges::private().union(&virtual_network(routes));
        let mut replies = Vec::new();
        let mut add = |route, clients: AddressSet, code| {
            if !clients.is_empty() {
                replies.push(Reply {
                    route,
                    clients,
                    code,
                });
            }
        };
        let overlap = overlap(routes);
        let mut left = AddressSet::all();
        for piece in carried(routes) {
            left = left.minus(&piece.addresses);
            let Some(route) = routes.get(piece.route) else {
                continue;
            };
            let unclear = unclear(table, Some(route)).intersect(&piece.addresses);
            add(Some(piece.route), unclear.clone(), Code::RoutesMissing);
            let clear = piece.addresses.minus(&unclear);
            let mut private = clear.intersect(&in_the_network);
            let public = clear.minus(&private);
            let direct = meaning(route.next_hop, true);
            let code = match came_by.map(|(them, is_sure)| (by_firewall(route, them), is_sure)) {
                Some((code, true)) => code,
                // Directly it is lost, and by the firewall it is not: nobody said which it is.
                Some((Code::RouteReaches, false)) if direct == Code::RouteAppliance => {
                    Code::WayInUnknown
                }
                _ => direct,
            };
            add(Some(piece.route), public, code);
            if is_of_the_network(route) {
                let twice = private.intersect(&overlap);
                private = private.minus(&twice);
                add(Some(piece.route), twice, Code::RouteOverlap);
            }
            let code = match route.next_hop {
                NextHop::Appliance => by_appliance(table, route, not_forwarding),
                next_hop => meaning(next_hop, false),
            };
            add(Some(piece.route), private, code);
        }
        let unclear = unclear(table, None);
        add(None, left.intersect(&unclear), Code::RoutesMissing);
        add(None, left.minus(&unclear), Code::RouteMissing);
        ReturnRoute {
            table: Rc::clone(table),
            replies,
        }
    }

    /// Whether a packet to this address may go another way than by the route that carries it in the paste.
    pub fn is_unsure(&self, to: IpAddr) -> bool {
        let mut replies = self.replies.iter();
        replies.any(|reply| reply.code == Code::RoutesMissing && reply.clients.contains(to))
    }

    /// Who gets a reply, who does not, and for whom nobody can tell. Whoever is in the virtual network at no known
    /// address gets one.
    pub fn partition(&self) -> Partition {
        let mut open = SourceSet::somewhere_in_the_virtual_network();
        let mut blocked = SourceSet::empty();
        for reply in &self.replies {
            let part = match reply.arrives() {
                Some(true) => &mut open,
                Some(false) => &mut blocked,
                None => continue,
            };
            part.addresses = part.addresses.union(&reply.clients);
        }
        Partition::from(open, blocked)
    }
}

/// The way of the reply.
pub fn hop(
    table: &Rc<RouteTable>,
    topology: &Topology,
    question: &Question,
    asked: &SourceSet,
) -> Hop {
    let is_by_firewall = is_by_firewall(topology, question.through);
    let is_forwarded = |way: &Way| {
        way.kind == WayKind::Firewall && way.port.is_none_or(|port| port == question.port)
    };
    // Without a public address, who comes from the Internet comes through the appliance, or not at all.
    let may_be_forwarded = topology.ways.iter().any(is_forwarded)
        || topology.lacks_public_ip && topology.ways.iter().all(|way| way.kind.is_inside());
    let is_asked = is_by_firewall || question.through.is_none() && may_be_forwarded;
    let came_by = is_asked.then_some((topology.firewalls.as_slice(), is_by_firewall));
    let judged = ReturnRoute::judge(table, &topology.not_forwarding, came_by);
    let mut hop = Hop::not_checked(HopKind::ReturnRoute);
    if !table.is_effective {
        // Those are called by the network interface.
        hop.name.clone_from(&table.name);
    }
    hop.partition = judged.partition();
    let answer = hop.partition.answer(asked);
    hop.answer = HopAnswer::Checked(answer);
    let source_matters = answer == Answer::Depends && asked.is_disjoint(&hop.partition.depends);
    let wanted = match answer {
        Answer::Open => Some(true),
        Answer::Depends if !source_matters => None,
        _ => Some(false),
    };
    // The route that carries most of the asked.
    hop.code = Code::RouteReaches;
    let mut most = 0;
    let mut needs = Vec::new();
    for (at, reply) in judged.replies.iter().enumerate() {
        let share = reply.clients.intersect(&asked.addresses).count();
        if reply.arrives() == wanted && share > 0 {
            reply.need().add_to(&mut needs);
        }
        if reply.arrives() == wanted && share > most {
            most = share;
            hop.deciding = Some(at);
            hop.code = reply.code;
        }
    }
    if source_matters {
        hop.code = Code::SourceMatters;
        hop.needs.push(Need::SourceAddress);
    } else if answer == Answer::Depends {
        hop.needs = needs;
    }
    if asked.in_virtual_network && !leads_out(table, question.through) {
        without_way_out(&mut hop, table, asked);
    }
    hop.reply = Some(judged);
    hop
}

/// Whether some route leads to where the clients come from, or to an appliance that may lead there.
fn leads_out(table: &RouteTable, through: Option<WayKind>) -> bool {
    let wanted = match through {
        Some(WayKind::Gateway) => NextHop::Gateway,
        Some(WayKind::Peering) => NextHop::Peering,
        _ => return true,
    };
    let mut routes = table.routes.iter();
    routes.any(|route| {
        route.state == RouteState::Active
            && (route.next_hop == wanted || route.next_hop == NextHop::Appliance)
    })
}

/// Who comes over VPN or a peering from no known address gets no reply where no route leads back over it
/// (azure-semantics §7.4, R09, R15).
fn without_way_out(hop: &mut Hop, table: &RouteTable, asked: &SourceSet) {
    let clients = SourceSet::somewhere_in_the_virtual_network();
    let open = hop.partition.open.minus(&clients);
    let mut blocked = hop.partition.blocked.clone();
    let (mut code, mut need) = (Code::RoutesMissing, Some(Need::Routes));
    if table.is_effective && table.cut.is_none() {
        blocked = blocked.union(&clients);
        (code, need) = (Code::RouteMissing, None);
    }
    hop.change(Partition::from(open, blocked), asked, code, need);
}

/// What a next hop means for the reply to a client on the Internet, or to one in the network or behind its gateway.
fn meaning(next_hop: NextHop, is_on_the_internet: bool) -> Code {
    match (next_hop, is_on_the_internet) {
        (NextHop::None, _) => Code::RouteNone,
        (NextHop::Gateway, true) => Code::RouteForcedTunnelling,
        (NextHop::Appliance, true) => Code::RouteAppliance,
        (NextHop::Internet, false) => Code::RouteInternet,
        (NextHop::Unknown, _) => Code::RouteUnknown,
        _ => Code::RouteReaches,
    }
}

/// The reply to a connection that came through a firewall must go back through it (R02). Where it goes elsewhere, it
/// arrives only if the firewall put its own address in place of the client's, which no document says (A10).
fn by_firewall(route: &Route, firewalls: &[IpAddr]) -> Code {
    let is_its = |address: &String| (address.parse()).is_ok_and(|it| firewalls.contains(&it));
    if route.next_hop == NextHop::Appliance
        && (firewalls.is_empty() || route.next_hop_addresses.iter().any(is_its))
    {
        Code::RouteReaches
    } else {
        Code::ReplyPastFirewall
    }
}

/// What becomes of a reply to a private address that goes to an appliance: it arrives if the appliance forwards
/// (azure-semantics §7.4). Its own network interface may say that it does not (R16), and one that is listed without an
/// address may not run (R17).
fn by_appliance(
    table: &RouteTable,
    route: &Route,
    not_forwarding: &[(IpAddr, Option<ResourceId>)],
) -> Code {
    let mut code = if table.is_effective {
        Code::ApplianceUnknown
    } else {
        Code::RouteReaches
    };
    for address in &route.next_hop_addresses {
        if let Ok(address) = address.parse::<IpAddr>() {
            code = if not_forwarding.iter().any(|(own, _)| *own == address) {
                Code::RouteNotForwarded
            } else {
                Code::RouteReaches
            };
        }
    }
    code
}

/// Whether this is Azure's own route inside the virtual network or to a peer.
fn is_of_the_network(route: &Route) -> bool {
    route.source == RouteSource::System
        && matches!(route.next_hop, NextHop::VirtualNetwork | NextHop::Peering)
}

/// The addresses that a gateway offers although the virtual network has them: a client behind the gateway never gets
/// the reply, one in the virtual network does (R12).
fn overlap(routes: &[Route]) -> AddressSet {
    let mut overlap = AddressSet::empty();
    for route in routes {
        if let Destination::Prefix(prefix) = route.destination
            && is_inside_virtual_network(routes, route, prefix)
        {
            overlap = overlap.union(&prefix.addresses());
        }
    }
    overlap
}

/// The addresses of the virtual network and its peers, which are nobody on the Internet even where they are public.
fn virtual_network(routes: &[Route]) -> AddressSet {
    let mut addresses = AddressSet::empty();
    for route in routes {
        if let (Destination::Prefix(prefix), NextHop::VirtualNetwork | NextHop::Peering) =
            (&route.destination, route.next_hop)
        {
            addresses = addresses.union(&prefix.addresses());
        }
    }
    addresses
}

/// Where routes that the paste does not show may carry the reply instead of this one: everywhere, when the list is cut;
/// public addresses, when a route is for a service tag (R23); what two routes hold that only their next hops tell apart;
/// and what an overridden route with a longer prefix
/// held, when nothing in the paste overrides it (R08).
fn unclear(table: &RouteTable, carrier: Option<&Route>) -> AddressSet {
    let is_cut_off = |route: &Route| route.destination.is_cut_off();
    if table.cut.is_some() || table.routes.iter().any(is_cut_off) {
        return AddressSet::all();
    }
    let length = |route: &Route| match route.destination {
        Destination::Prefix(prefix) => Some(prefix.length()),
        Destination::Other(_) => None,
    };
    let mut unclear = AddressSet::empty();
    let is_default = |route: &Route| {
        let Destination::Prefix(prefix) = route.destination else {
            return false;
        };
        prefix.is_whole_family() && !prefix.is_ipv6()
    };
    if carrier.is_none() && table.is_effective && !table.routes.iter().any(is_default) {
        // Azure prints the way to the Internet even where another overrides it (azure-semantics §7.2): somebody left it out.
        unclear = AddressSet::all_v4();
    }
    let is_users =
        carrier.is_some_and(|route| route.source == RouteSource::User && !is_wide(route));
    let is_of_network = |route: &Route| route.next_hop == NextHop::VirtualNetwork;
    let may_have_more = !table.is_effective && !table.keeps_gateway_routes_out;
    let is_dropped = carrier.is_none_or(|route| route.next_hop == NextHop::None);
    if !is_users && (!table.routes.iter().any(is_of_network) || may_have_more && is_dropped) {
        // Nobody showed the virtual network's own prefixes, or a gateway's routes: they are somewhere in here.
        unclear = unclear.union(&ranges::private());
    }
    for route in &table.routes {
        match route.destination {
            Destination::Other(_) => unclear = unclear.union(&ranges::public()),
            // Two that nothing tells apart lead to different ends.
            Destination::Prefix(prefix) if carrier.is_some_and(|it| is_rival(it, route)) => {
                unclear = unclear.union(&prefix.addresses());
            }
            Destination::Prefix(prefix)
                if route.state == RouteState::Invalid
                    && !is_inside_virtual_network(&table.routes, route, prefix)
                    && carrier.and_then(length) < length(route) =>
            {
                unclear = unclear.union(&prefix.addresses());
            }
            Destination::Prefix(_) => {}
        }
    }
    unclear
}

/// Whether this route may as well carry what the other carries, and elsewhere.
fn is_rival(carrier: &Route, route: &Route) -> bool {
    route.state == RouteState::Active
        && route.next_hop != NextHop::Endpoint
        && route.destination == carrier.destination
        && route.source == carrier.source
        && route.next_hop != carrier.next_hop
}

/// Whether the route is for a whole private range or for everything: the virtual network may well be a part of that.
fn is_wide(route: &Route) -> bool {
    let holds = |prefix: Prefix| {
        let mut ranges = ranges::PRIVATE_V4.into_iter();
        prefix.is_whole_family() || ranges.any(|range| prefix.holds(range.into()))
    };
    matches!(route.destination, Destination::Prefix(prefix) if holds(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::Origin;

    fn table(routes: &[(RouteSource, &str, NextHop, RouteState)]) -> Rc<RouteTable> {
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
        Rc::new(RouteTable {
            name: String::new(),
            id: None,
            is_effective: true,
            routes: routes.iter().map(route).collect(),
            cut: None,
            keeps_gateway_routes_out: false,
            subnets: None,
            origin: Origin::AzureDefault,
        })
    }

    fn code(table: &Rc<RouteTable>, client: &str) -> Code {
        let client = client.parse().expect("an address");
        let judged = ReturnRoute::judge(table, &[], None);
        let mut of_client = judged
            .replies
            .iter()
            .filter(|reply| reply.clients.contains(client));
        let code = of_client.next().expect("every client is in a piece").code;
        assert_eq!(of_client.next(), None, "and in one only");
        code
    }

    use NextHop::{Appliance, Gateway, Internet, Peering, VirtualNetwork};
    use RouteSource::{System, User};
    use RouteState::{Active, Invalid};

    #[test]
    fn what_a_next_hop_means_hangs_on_the_client() {
        // R01, R03, R05.
        let routes = table(&[
            (System, "10.0.0.0/16", VirtualNetwork, Active),
            (System, "11.0.0.0/16", Peering, Active),
            (System, "0.0.0.0/0", Internet, Invalid),
            (User, "0.0.0.0/0", Appliance, Active),
            (User, "203.0.113.0/24", Internet, Active),
            (User, "198.51.100.0/24", Gateway, Active),
            (User, "192.168.0.0/16", Gateway, Active),
        ]);
        assert_eq!(code(&routes, "8.8.8.8"), Code::RouteAppliance);
        assert_eq!(code(&routes, "203.0.113.7"), Code::RouteReaches);
        assert_eq!(code(&routes, "198.51.100.7"), Code::RouteForcedTunnelling);
        assert_eq!(code(&routes, "192.168.5.5"), Code::RouteReaches);
        // Public addresses inside a peered network are no clients on the Internet.
        assert_eq!(code(&routes, "11.0.0.4"), Code::RouteReaches);
        assert_eq!(code(&routes, "fd00::1"), Code::RouteMissing);
    }

    #[test]
    fn an_overridden_route_without_its_overrider_leaves_it_open_who_carries() {
        // R08.
        let routes = table(&[
            (System, "10.0.0.0/16", VirtualNetwork, Active),
            (System, "0.0.0.0/0", Internet, Invalid),
        ]);
        assert_eq!(code(&routes, "8.8.8.8"), Code::RoutesMissing);
        assert_eq!(code(&routes, "10.0.0.9"), Code::RouteReaches);
    }

    #[test]
    fn a_route_for_a_service_tag_may_hold_any_public_address() {
        // R23.
        let routes = table(&[
            (System, "10.0.0.0/16", VirtualNetwork, Active),
            (System, "0.0.0.0/0", Internet, Active),
            (User, "AzureCloud", Appliance, Active),
        ]);
        assert_eq!(code(&routes, "8.8.8.8"), Code::RoutesMissing);
        assert_eq!(code(&routes, "10.0.0.9"), Code::RouteReaches);
    }
}
