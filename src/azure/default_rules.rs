//! The six rules that every NSG ends with (azure-semantics §2.2).

use super::field::Field;
use super::security_rule::{
    Access, AddressField, AddressTerm, Direction, PortField, PortTerm, RuleState, SecurityRule,
    USER_PRIORITIES, Unread,
};
use super::service_tag::ServiceTag;
use crate::net::Protocol;
use crate::origin::Origin;
use std::rc::Rc;

use Access::{Allow, Deny};
use Direction::{Inbound, Outbound};
use ServiceTag::{AzureLoadBalancer, Internet, VirtualNetwork};

/// Name, direction, priority, source, destination, access; everything else is `*`.
type Row = (
    &'static str,
    Direction,
    u32,
    Option<ServiceTag>,
    Option<ServiceTag>,
    Access,
);

static ROWS: [Row; 6] = [
    (
        "AllowVnetInBound",
        Inbound,
        65000,
        Some(VirtualNetwork),
        Some(VirtualNetwork),
        Allow,
    ),
    (
        "AllowAzureLoadBalancerInBound",
        Inbound,
        65001,
        Some(AzureLoadBalancer),
        None,
        Allow,
    ),
    ("DenyAllInBound", Inbound, 65500, None, None, Deny),
    (
        "AllowVnetOutBound",
        Outbound,
        65000,
        Some(VirtualNetwork),
        Some(VirtualNetwork),
        Allow,
    ),
    (
        "AllowInternetOutBound",
        Outbound,
        65001,
        None,
        Some(Internet),
        Allow,
    ),
    ("DenyAllOutBound", Outbound, 65500, None, None, Deny),
];

/// All six, as Azure adds them: the same ones at every call, for a paste may hold thousands of NSGs.
pub fn default_rules() -> Vec<Rc<SecurityRule>> {
    thread_local! {
        static RULES: Vec<Rc<SecurityRule>> = ROWS.iter().map(|row| Rc::new(rule(row))).collect();
    }
    RULES.with(Clone::clone)
}

/// The direction of the one of the six with this name and priority, however its name is capitalised. The names of
/// the security group view count too (azure-semantics §4).
pub fn default_direction(name: &str, priority: u32) -> Option<Direction> {
    const PSEUDO_RULES: [(&str, Direction, u32); 2] = [
        ("DefaultInboundDenyAll", Inbound, 65500),
        ("DefaultOutboundDenyAll", Outbound, 65500),
    ];
    if USER_PRIORITIES.contains(&priority) {
        return None;
    }
    // Classic NSGs call them "ALLOW VNET INBOUND" and so on.
    let name = || name.split(' ').collect::<String>();
    ROWS.iter()
        .map(|row| (row.0, row.1, row.2))
        .chain(PSEUDO_RULES)
        .find(|(known, _, at)| *at == priority && known.eq_ignore_ascii_case(&name()))
        .map(|(_, direction, _)| direction)
}

/// The one of the six with this name and priority.
pub fn known_default(name: &str, priority: u32) -> Option<SecurityRule> {
    let is_it = |row: &&Row| row.2 == priority && row.0.eq_ignore_ascii_case(name);
    ROWS.iter().find(is_it).map(rule)
}

/// Whether only default rules have this priority.
pub fn is_default_priority(priority: u32) -> bool {
    ROWS.iter().any(|row| row.2 == priority)
}

fn rule((name, direction, priority, source, destination, access): &Row) -> SecurityRule {
    let origin = Origin::AzureDefault;
    let address = |tag: &Option<ServiceTag>| {
        let term = tag.clone().map_or(AddressTerm::Any, AddressTerm::Tag);
        AddressField::of(vec![term], origin)
    };
    let any_port = || PortField::of(vec![PortTerm::Any], origin);
    SecurityRule {
        name: (*name).to_owned(),
        origin,
        default: true,
        priority: Field::known(*priority, origin),
        direction: Field::known(*direction, origin),
        access: Field::known(*access, origin),
        protocol: Field::known(Protocol::Any, origin),
        source: address(source),
        source_ports: any_port(),
        destination: address(destination),
        destination_ports: any_port(),
        state: RuleState::InForce,
        unread: Unread::default(),
    }
}
