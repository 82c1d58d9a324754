//! Routes, and the rules of what leads to a VM, field by field.

use super::archive::{Archive, Place, blank_address, blank_prefix};
use super::names::NameKind;
use super::rules::{PROTOCOLS, address_field, maybe_protocol, port_range};
use crate::azure::{
    AclRule, Destination, DnatRule, EndpointAcl, FirewallDeny, NatRule, NextHop, Route,
    RouteSource, RouteState,
};
use crate::net::{PortRange, Protocol};
use crate::origin::Origin;
use std::rc::Rc;

/// The order of these is part of the format.
mod at {
    use super::Place;
    pub const DESTINATION: Place = 99;
    pub const NEXT_HOP: Place = 100;
    pub const HOP_ADDRESSES: Place = 101;
    pub const ROUTE_SOURCE: Place = 102;
    pub const ROUTE_STATE: Place = 103;
    pub const ACL_RULES: Place = 104;
    pub const ACL_CUT: Place = 105;
    pub const ACL_ORDER: Place = 106;
    pub const ACL_ORDER_VALUE: Place = 107;
    pub const ACL_PERMITS: Place = 108;
    pub const ACL_SUBNET: Place = 109;
    pub const DNAT_PROTOCOLS: Place = 110;
    pub const DNAT_PROTOCOL: Place = 111;
    pub const DNAT_DESTINATIONS: Place = 112;
    pub const DNAT_PORTS: Place = 113;
    pub const DNAT_PORT: Place = 114;
    pub const DNAT_TO: Place = 116;
    pub const DNAT_TO_PORT: Place = 117;
    pub const NAT_FRONT_END: Place = 119;
    pub const NAT_PROTOCOL: Place = 120;
    pub const NAT_PORTS: Place = 121;
    pub const NAT_PORT: Place = 122;
    pub const NAT_BACK_END: Place = 124;
    pub const NAT_TARGET: Place = 126;
    pub const NAT_POOL: Place = 127;
    pub const NAT_FLOATS: Place = 128;
    pub const NAT_IS_FREE: Place = 342;
}

/// A route.
pub fn route(route: &mut Route, archive: &mut Archive) {
    archive.reveals.routes += 1;
    let Route {
        name,
        destination,
        next_hop,
        next_hop_addresses,
        source,
        state,
        origin,
    } = route;
    const SOURCES: [RouteSource; 3] =
        [RouteSource::System, RouteSource::User, RouteSource::Gateway];
    const STATES: [RouteState; 2] = [RouteState::Active, RouteState::Invalid];
    archive.one_of(at::ROUTE_SOURCE, &SOURCES, source);
    archive.one_of(at::ROUTE_STATE, &STATES, state);
    kind_of_next_hop(at::NEXT_HOP, next_hop, archive);
    archive.name(NameKind::Route, name);
    archive.origin(origin);
    let is_prefix = matches!(destination, Destination::Prefix(_));
    let is_prefix = archive.flag(at::DESTINATION, is_prefix);
    if let (true, true) = (archive.is_reading(), is_prefix) {
        *destination = Destination::Prefix(blank_prefix());
    }
    match destination {
        Destination::Prefix(prefix) => archive.prefix(prefix),
        Destination::Other(text) => archive.cut_word(text),
    }
    archive.list(
        at::HOP_ADDRESSES,
        next_hop_addresses,
        String::new,
        |word, archive| archive.word(word),
    );
}

/// Who may use an endpoint. What the rules' author wrote about them stays behind.
pub fn endpoint_acl(acl: &mut Rc<EndpointAcl>, archive: &mut Archive) {
    let EndpointAcl { rules, cut } = Rc::make_mut(acl);
    archive.list(at::ACL_RULES, rules, AclRule::default, |rule, archive| {
        let AclRule {
            order,
            permits,
            remote_subnet,
            // What its author wrote stays behind.
            description: _,
            origin,
        } = rule;
        archive.origin(origin);
        archive.option(
            at::ACL_ORDER,
            order,
            || 0,
            |order, archive| {
                *order = archive.later(at::ACL_ORDER_VALUE, *order);
            },
        );
        archive.maybe(at::ACL_PERMITS, permits);
        archive.option(
            at::ACL_SUBNET,
            remote_subnet,
            blank_prefix,
            |prefix, archive| archive.prefix(prefix),
        );
    });
    archive.cut(at::ACL_CUT, cut);
}

/// A rule of a firewall.
pub fn dnat_rule(rule: &mut DnatRule, archive: &mut Archive) {
    let DnatRule {
        name,
        protocols,
        sources,
        destinations,
        ports,
        to_address,
        to_port,
        origin,
    } = rule;
    archive.name(NameKind::Rule, name);
    archive.origin(origin);
    archive.list(
        at::DNAT_PROTOCOLS,
        protocols,
        || Protocol::Tcp,
        |it, archive| archive.one_of(at::DNAT_PROTOCOL, &PROTOCOLS, it),
    );
    address_field(0, Rc::make_mut(sources), *origin, archive);
    archive.list(
        at::DNAT_DESTINATIONS,
        destinations,
        String::new,
        |word, archive| archive.word(word),
    );
    archive.list(
        at::DNAT_PORTS,
        ports,
        || PortRange::ALL,
        |range, archive| port_range(at::DNAT_PORT, range, archive),
    );
    archive.option(at::DNAT_TO, to_address, blank_address, |it, archive| {
        archive.address(it)
    });
    archive.maybe_port(at::DNAT_TO_PORT, to_port);
}

/// A network rule of a firewall that denies.
pub fn firewall_deny(deny: &mut FirewallDeny, archive: &mut Archive) {
    let FirewallDeny {
        name,
        protocols,
        sources,
        destinations,
        ports,
    } = deny;
    archive.list(
        at::DNAT_PROTOCOLS,
        protocols,
        || Protocol::Tcp,
        |it, archive| archive.one_of(at::DNAT_PROTOCOL, &PROTOCOLS, it),
    );
    address_field(0, Rc::make_mut(sources), Origin::Link(0), archive);
    archive.prefixes(at::DNAT_DESTINATIONS, destinations);
    archive.list(
        at::DNAT_PORTS,
        ports,
        || PortRange::ALL,
        |range, archive| port_range(at::DNAT_PORT, range, archive),
    );
    if archive.since(2) {
        archive.name(NameKind::Rule, name);
    }
}

/// A rule of a load balancer.
pub fn nat_rule(rule: &mut NatRule, archive: &mut Archive) {
    let NatRule {
        name,
        front_end,
        protocol,
        front_end_ports,
        back_end_port,
        target,
        pool,
        is_free,
        has_floating_ip,
        origin,
    } = rule;
    archive.name(NameKind::Rule, name);
    archive.origin(origin);
    archive.maybe_id(at::NAT_FRONT_END, front_end);
    maybe_protocol(at::NAT_PROTOCOL, protocol, archive);
    archive.option(
        at::NAT_PORTS,
        front_end_ports,
        || PortRange::ALL,
        |range, archive| port_range(at::NAT_PORT, range, archive),
    );
    archive.maybe_port(at::NAT_BACK_END, back_end_port);
    archive.maybe_id(at::NAT_TARGET, target);
    archive.maybe_id(at::NAT_POOL, pool);
    *has_floating_ip = archive.flag(at::NAT_FLOATS, *has_floating_ip);
    *is_free = archive.flag(at::NAT_IS_FREE, *is_free);
}

/// A kind of next hop.
pub fn kind_of_next_hop(place: Place, next_hop: &mut NextHop, archive: &mut Archive) {
    const HOPS: [NextHop; 8] = [
        NextHop::VirtualNetwork,
        NextHop::Internet,
        NextHop::None,
        NextHop::Appliance,
        NextHop::Peering,
        NextHop::Gateway,
        NextHop::Endpoint,
        NextHop::Unknown,
    ];
    archive.one_of(place, &HOPS, next_hop);
}
