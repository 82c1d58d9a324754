//! Rules and routes, field by field.

use super::archive::{Archive, Place, blank_address, blank_prefix};
use super::names::NameKind;
use crate::azure::default_rules::default_rules;
use crate::azure::{
    Access, AclRule, AddressField, AddressTerm, Destination, Direction, DnatRule, EndpointAcl, FirewallDeny,
    Field, NatRule, NextHop, PortField, PortTerm, Route, RouteSource, RouteState, RuleState,
    SecurityRule, ServiceTag, Unknown,
};
use crate::net::{PortRange, Protocol};
use crate::origin::Origin;
use std::rc::Rc;

/// The order of these is part of the format.
mod at {
    use super::Place;
    pub const DEFAULT: Place = 64;
    pub const WHICH_DEFAULT: Place = 65;
    pub const IS_DEFAULT: Place = 66;
    pub const PRIORITY: Place = 67;
    pub const PRIORITY_UNKNOWN: Place = 68;
    pub const DIRECTION: Place = 69;
    pub const DIRECTION_UNKNOWN: Place = 70;
    pub const ACCESS: Place = 71;
    pub const ACCESS_UNKNOWN: Place = 72;
    pub const PROTOCOL: Place = 73;
    pub const PROTOCOL_UNKNOWN: Place = 74;
    pub const STATE: Place = 75;
    /// The source's; the destination's come 4 later.
    pub const ADDRESSES: Place = 76;
    pub const ADDRESS_KIND: Place = 77;
    pub const LOST: Place = 78;
    pub const TAG: Place = 84;
    /// The source's; the destination's come 7 later.
    pub const PORTS: Place = 85;
    pub const PORT_KIND: Place = 86;
    pub const PORT: Place = 87;
    pub const PORTS_LOST: Place = 90;
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

/// How far the places of a destination are behind those of a source.
const DESTINATION: Place = 4;
const DESTINATION_PORTS: Place = 7;

const DIRECTIONS: [Direction; 2] = [Direction::Inbound, Direction::Outbound];
const ACCESSES: [Access; 3] = [Access::Allow, Access::Deny, Access::AlwaysAllow];
const PROTOCOLS: [Protocol; 6] = [
    Protocol::Tcp,
    Protocol::Any,
    Protocol::Udp,
    Protocol::Icmp,
    Protocol::Esp,
    Protocol::Ah,
];

/// The rules of an NSG. A rule that is just as Azure adds it is only its number among the six.
pub fn rules(place: Place, rules: &mut Vec<SecurityRule>, archive: &mut Archive) {
    archive.list(place, rules, SecurityRule::default, security_rule);
}

fn security_rule(rule: &mut SecurityRule, archive: &mut Archive) {
    archive.reveals.rules += 1;
    let mut which = None;
    if !archive.is_reading() {
        which = default_rules().position(|it| {
            it.name == rule.name && it.default == rule.default && it.says_the_same(rule)
        });
    }
    if archive.flag(at::DEFAULT, which.is_some()) {
        let which = archive.small(at::WHICH_DEFAULT, 3, which.unwrap_or(0) as u32);
        if let (true, Some(it)) = (archive.is_reading(), default_rules().nth(which as usize)) {
            *rule = it;
        }
        archive.origin(&mut rule.origin);
        return;
    }
    let SecurityRule {
        name,
        origin,
        default,
        priority,
        direction,
        access,
        protocol,
        source,
        source_ports,
        destination,
        destination_ports,
        state,
    } = rule;
    archive.name(NameKind::Rule, name);
    archive.origin(origin);
    *default = archive.flag(at::IS_DEFAULT, *default);
    field(
        at::PRIORITY_UNKNOWN,
        priority,
        (0, *origin),
        archive,
        |value, archive| {
            *value = archive.later(at::PRIORITY, *value);
        },
    );
    field(
        at::DIRECTION_UNKNOWN,
        direction,
        (Direction::Inbound, *origin),
        archive,
        |value, archive| {
            archive.one_of(at::DIRECTION, &DIRECTIONS, value);
        },
    );
    field(
        at::ACCESS_UNKNOWN,
        access,
        (Access::Deny, *origin),
        archive,
        |value, archive| {
            archive.one_of(at::ACCESS, &ACCESSES, value);
        },
    );
    field(
        at::PROTOCOL_UNKNOWN,
        protocol,
        (Protocol::Any, *origin),
        archive,
        |value, archive| {
            archive.one_of(at::PROTOCOL, &PROTOCOLS, value);
        },
    );
    address_field(0, source, *origin, archive);
    port_field(0, source_ports, *origin, archive);
    address_field(DESTINATION, destination, *origin, archive);
    port_field(DESTINATION_PORTS, destination_ports, *origin, archive);
    const STATES: [RuleState; 4] = [
        RuleState::InForce,
        RuleState::Updating,
        RuleState::Failed,
        RuleState::Unsaved,
    ];
    archive.one_of(at::STATE, &STATES, state);
}

/// A value that may be unknown; `blank` is what it is before it is read, and where it stands.
fn field<T>(
    place: Place,
    field: &mut Field<T>,
    blank: (T, Origin),
    archive: &mut Archive,
    visit: fn(&mut T, &mut Archive),
) {
    let mut why = match &field.value {
        Ok(_) => None,
        Err(why) => Some(why.clone()),
    };
    unknown(place, &mut why, archive);
    if archive.is_reading() {
        let (value, origin) = blank;
        field.value = match &why {
            None => Ok(value),
            Some(_) => Err(Unknown::Missing),
        };
        field.origin = origin;
    }
    match (&mut field.value, why) {
        (Ok(value), _) => visit(value, archive),
        (Err(known), Some(why)) => *known = why,
        (Err(_), None) => {}
    }
}

/// Why something is not known, where it is not.
fn unknown(place: Place, why: &mut Option<Unknown>, archive: &mut Archive) {
    let kind = match why {
        None => 0,
        Some(Unknown::Missing) => 1,
        Some(Unknown::Truncated) => 2,
        Some(Unknown::Unreadable(_)) => 3,
    };
    let kind = archive.small(place, 2, kind);
    if archive.is_reading() {
        *why = match kind {
            0 => None,
            1 => Some(Unknown::Missing),
            2 => Some(Unknown::Truncated),
            _ => Some(Unknown::Unreadable(String::new())),
        };
    }
    if let Some(Unknown::Unreadable(said)) = why {
        archive.unreadable(said);
    }
}

fn address_field(behind: Place, field: &mut AddressField, whole: Origin, archive: &mut Archive) {
    let AddressField {
        terms,
        lost,
        origin,
    } = field;
    let visit = match behind {
        0 => |term: &mut AddressTerm, archive: &mut Archive| address_term(0, term, archive),
        _ => |term: &mut AddressTerm, archive: &mut Archive| {
            address_term(DESTINATION, term, archive);
        },
    };
    archive.list(at::ADDRESSES + behind, terms, || AddressTerm::Any, visit);
    unknown(at::LOST + behind, lost, archive);
    if archive.is_reading() {
        *origin = whole;
    }
}

fn address_term(behind: Place, term: &mut AddressTerm, archive: &mut Archive) {
    let kind = match term {
        AddressTerm::Any => 0,
        AddressTerm::Prefix(_) => 1,
        AddressTerm::Range(..) => 2,
        AddressTerm::Tag(_) => 3,
        AddressTerm::Group(_) => 4,
        AddressTerm::Unreadable(_) => 5,
    };
    let kind = archive.small(at::ADDRESS_KIND + behind, 3, kind);
    if archive.is_reading() {
        *term = match kind {
            0 => AddressTerm::Any,
            1 => AddressTerm::Prefix(blank_prefix()),
            2 => AddressTerm::Range(blank_address(), blank_address()),
            3 => AddressTerm::Tag(ServiceTag::Internet),
            4 => AddressTerm::Group(String::new()),
            _ => AddressTerm::Unreadable(String::new()),
        };
    }
    match term {
        AddressTerm::Any => {}
        AddressTerm::Prefix(prefix) => archive.prefix(prefix),
        AddressTerm::Range(first, last) => archive.range(first, last),
        AddressTerm::Tag(tag) => service_tag(tag, archive),
        AddressTerm::Group(name) => archive.name(NameKind::Group, name),
        AddressTerm::Unreadable(said) => archive.unreadable(said),
    }
}

fn service_tag(tag: &mut ServiceTag, archive: &mut Archive) {
    let kind = match tag {
        ServiceTag::Internet => 0,
        ServiceTag::VirtualNetwork => 1,
        ServiceTag::AzureLoadBalancer => 2,
        ServiceTag::Published(_) => 3,
    };
    let kind = archive.small(at::TAG, 2, kind);
    if archive.is_reading() {
        *tag = match kind {
            0 => ServiceTag::Internet,
            1 => ServiceTag::VirtualNetwork,
            2 => ServiceTag::AzureLoadBalancer,
            _ => ServiceTag::Published(String::new()),
        };
    }
    if let ServiceTag::Published(name) = tag {
        archive.tag(name);
    }
}

fn port_field(behind: Place, field: &mut PortField, whole: Origin, archive: &mut Archive) {
    let PortField {
        terms,
        lost,
        origin,
    } = field;
    let visit = match behind {
        0 => |term: &mut PortTerm, archive: &mut Archive| port_term(0, term, archive),
        _ => |term: &mut PortTerm, archive: &mut Archive| {
            port_term(DESTINATION_PORTS, term, archive);
        },
    };
    archive.list(at::PORTS + behind, terms, || PortTerm::Any, visit);
    unknown(at::PORTS_LOST + behind, lost, archive);
    if archive.is_reading() {
        *origin = whole;
    }
}

fn port_term(behind: Place, term: &mut PortTerm, archive: &mut Archive) {
    let kind = match term {
        PortTerm::Any => 0,
        PortTerm::Range(_) => 1,
        PortTerm::Unreadable(_) => 2,
    };
    let kind = archive.small(at::PORT_KIND + behind, 2, kind);
    if archive.is_reading() {
        *term = match kind {
            0 => PortTerm::Any,
            1 => PortTerm::Range(PortRange::ALL),
            _ => PortTerm::Unreadable(String::new()),
        };
    }
    match term {
        PortTerm::Any => {}
        PortTerm::Range(range) => port_range(at::PORT, range, archive),
        PortTerm::Unreadable(said) => archive.unreadable(said),
    }
}

/// The first port, and how many more there are.
fn port_range(place: Place, range: &mut PortRange, archive: &mut Archive) {
    let first = archive.port(place, range.first);
    let more = range.last.saturating_sub(range.first);
    let more = archive.number(place + 1, more.into());
    if archive.is_reading() {
        let last = u32::from(first).saturating_add(more);
        *range = PortRange {
            first,
            last: u16::try_from(last).unwrap_or(u16::MAX),
        };
    }
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
            description,
            origin,
        } = rule;
        description.clear();
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
    address_field(0, Rc::make_mut(sources), Origin::Link, archive);
    archive.prefixes(at::DNAT_DESTINATIONS, destinations);
    archive.list(
        at::DNAT_PORTS,
        ports,
        || PortRange::ALL,
        |range, archive| port_range(at::DNAT_PORT, range, archive),
    );
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

/// A protocol, where the paste says one.
pub fn maybe_protocol(place: Place, protocol: &mut Option<Protocol>, archive: &mut Archive) {
    const ALL: [Option<Protocol>; 7] = [
        None,
        Some(Protocol::Tcp),
        Some(Protocol::Udp),
        Some(Protocol::Any),
        Some(Protocol::Icmp),
        Some(Protocol::Esp),
        Some(Protocol::Ah),
    ];
    archive.one_of(place, &ALL, protocol);
}

/// A direction, where the paste says one.
pub fn maybe_direction(place: Place, direction: &mut Option<Direction>, archive: &mut Archive) {
    const ALL: [Option<Direction>; 3] = [None, Some(Direction::Inbound), Some(Direction::Outbound)];
    archive.one_of(place, &ALL, direction);
}

/// What happens, where the paste says it.
pub fn maybe_access(place: Place, access: &mut Option<Access>, archive: &mut Archive) {
    const ALL: [Option<Access>; 4] = [
        None,
        Some(Access::Allow),
        Some(Access::Deny),
        Some(Access::AlwaysAllow),
    ];
    archive.one_of(place, &ALL, access);
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
