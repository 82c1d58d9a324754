//! Rules and routes, field by field.

use super::archive::{Archive, Place, blank_address, blank_prefix};
use super::names::NameKind;
use crate::azure::default_rules::default_rules;
use crate::azure::security_rule::RuleField;
use crate::azure::{
    Access, AddressField, AddressTerm, Direction, Field, PortField, PortTerm, RuleState,
    SecurityRule, ServiceTag, Unknown, Unread,
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
}

/// How far the places of a destination are behind those of a source.
const DESTINATION: Place = 4;
const DESTINATION_PORTS: Place = 7;

const DIRECTIONS: [Direction; 2] = [Direction::Inbound, Direction::Outbound];
const ACCESSES: [Access; 3] = [Access::Allow, Access::Deny, Access::AlwaysAllow];
/// In the order of the format.
pub const PROTOCOLS: [Protocol; 6] = [
    Protocol::Tcp,
    Protocol::Any,
    Protocol::Udp,
    Protocol::Icmp,
    Protocol::Esp,
    Protocol::Ah,
];

/// The rules of an NSG. A rule that is just as Azure adds it is only its number among the six.
pub fn rules(place: Place, rules: &mut Vec<Rc<SecurityRule>>, archive: &mut Archive) {
    archive.list(place, rules, Rc::default, |rule, archive| {
        archive.takes(size_of::<SecurityRule>());
        security_rule(Rc::make_mut(rule), archive);
    });
}

fn security_rule(rule: &mut SecurityRule, archive: &mut Archive) {
    let mut which = None;
    if !archive.is_reading() {
        which = default_rules().iter().position(|it| {
            it.name == rule.name && it.default == rule.default && it.says_the_same(rule)
        });
    }
    if archive.flag(at::DEFAULT, which.is_some()) {
        let which = archive.small(at::WHICH_DEFAULT, 3, which.unwrap_or(0) as u32);
        if let (true, Some(it)) = (archive.is_reading(), default_rules().get(which as usize)) {
            rule.clone_from(it);
        }
        archive.origin(&mut rule.origin);
        return;
    }
    archive.reveals.rules += 1;
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
        unread,
    } = rule;
    archive.name(NameKind::Rule, name);
    archive.origin(origin);
    *default = archive.flag(at::IS_DEFAULT, *default);
    field(
        at::PRIORITY_UNKNOWN,
        priority,
        (RuleField::Priority, unread),
        (0, *origin),
        archive,
        |value, archive| {
            *value = archive.later(at::PRIORITY, *value);
        },
    );
    field(
        at::DIRECTION_UNKNOWN,
        direction,
        (RuleField::Direction, unread),
        (Direction::Inbound, *origin),
        archive,
        |value, archive| {
            archive.one_of(at::DIRECTION, &DIRECTIONS, value);
        },
    );
    field(
        at::ACCESS_UNKNOWN,
        access,
        (RuleField::Access, unread),
        (Access::Deny, *origin),
        archive,
        |value, archive| {
            archive.one_of(at::ACCESS, &ACCESSES, value);
        },
    );
    field(
        at::PROTOCOL_UNKNOWN,
        protocol,
        (RuleField::Protocol, unread),
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
    unread: (RuleField, &mut Unread),
    blank: (T, Origin),
    archive: &mut Archive,
    visit: fn(&mut T, &mut Archive),
) {
    let mut why = field.value.as_ref().err().copied();
    unknown(place, &mut why, unread, archive);
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
fn unknown(
    place: Place,
    why: &mut Option<Unknown>,
    (field, unread): (RuleField, &mut Unread),
    archive: &mut Archive,
) {
    let kind = match why {
        None => 0,
        Some(Unknown::Missing) => 1,
        Some(Unknown::Truncated) => 2,
        Some(Unknown::Unreadable) => 3,
    };
    let kind = archive.small(place, 2, kind);
    if archive.is_reading() {
        *why = match kind {
            0 => None,
            1 => Some(Unknown::Missing),
            2 => Some(Unknown::Truncated),
            _ => Some(Unknown::Unreadable),
        };
    }
    if *why == Some(Unknown::Unreadable) {
        archive.unreadable(unread.text_mut(field));
    }
}

/// A source or a destination; the places of a destination are `behind` those of a source.
pub fn address_field(
    behind: Place,
    field: &mut AddressField,
    whole: Origin,
    archive: &mut Archive,
) {
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
    let mut list = std::mem::take(terms).into_vec();
    archive.list(
        at::ADDRESSES + behind,
        &mut list,
        || AddressTerm::Any,
        visit,
    );
    *terms = list.into();
    let unread = &mut Unread::default();
    unknown(
        at::LOST + behind,
        lost,
        (RuleField::Source, unread),
        archive,
    );
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
            2 => AddressTerm::Range((blank_address(), blank_address()).into()),
            3 => AddressTerm::Tag(ServiceTag::Internet),
            4 => AddressTerm::Group(String::new()),
            _ => AddressTerm::Unreadable(String::new()),
        };
    }
    match term {
        AddressTerm::Any => {}
        AddressTerm::Prefix(prefix) => archive.prefix(prefix),
        AddressTerm::Range(range) => archive.range(&mut range.0, &mut range.1),
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
    let mut list = std::mem::take(terms).into_vec();
    archive.list(at::PORTS + behind, &mut list, || PortTerm::Any, visit);
    *terms = list.into();
    let unread = &mut Unread::default();
    let place = at::PORTS_LOST + behind;
    unknown(place, lost, (RuleField::SourcePorts, unread), archive);
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
pub fn port_range(place: Place, range: &mut PortRange, archive: &mut Archive) {
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
