//! Load balancers out of the common tree, whole or as their inbound NAT rules alone.

use super::problem::{Problem, ProblemKind, report};
use super::resource::{
    address, id, identity, is_of_type, is_standard, is_true, name, nodes, objects, port, reference,
    references,
};
use super::value::{Node, Object, Value};
use crate::azure::{BackEndPool, FrontEnd, LoadBalancer, NatRule, Resource, ResourceId};
use crate::net::{PortRange, Protocol};
use crate::origin::{Origin, Span};

/// The load balancer that this object is, or the one that a lone inbound NAT rule belongs to.
pub fn read_load_balancer(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Resource> {
    let identity = identity(input, node, object);
    let mut balancer = LoadBalancer {
        name: identity.name,
        id: identity.id,
        is_standard: is_standard(object),
        front_ends: Vec::new(),
        rules: Vec::new(),
        pools: Vec::new(),
        origin: identity.origin,
    };
    if is_lone_rule(object) {
        let owner = balancer.id.and_then(|id| id.up_to("loadBalancers"));
        balancer.name = owner.as_ref().map_or("", ResourceId::name).to_owned();
        balancer.id = owner;
        balancer.is_standard = None;
        balancer.rules.push(nat_rule(input, node, problems));
        return Some(Resource::LoadBalancer(balancer));
    }
    // Application gateways have front ends and pools, too.
    if !object.has("frontendIpConfigurations") || object.has("httpListeners") {
        return None;
    }
    for object in objects(object, "frontendIpConfigurations") {
        balancer.front_ends.push(FrontEnd {
            name: name(object),
            id: id(object),
            public_ip: reference(object, "publicIpAddress"),
            private_address: address(object, "privateIpAddress"),
        });
    }
    for key in ["inboundNatRules", "inboundNatPools", "loadBalancingRules"] {
        for rule in nodes(object, key) {
            balancer.rules.push(nat_rule(input, rule, problems));
        }
    }
    for pool in objects(object, "backendAddressPools") {
        let mut addresses = Vec::new();
        for member in objects(pool, "loadBalancerBackendAddresses") {
            if let Some(address) = address(member, "ipAddress") {
                addresses.push(address);
            }
        }
        balancer.pools.push(BackEndPool {
            id: id(pool),
            ip_configurations: references(pool, "backendIpConfigurations"),
            addresses,
        });
    }
    Some(Resource::LoadBalancer(balancer))
}

/// Whether it is an inbound NAT rule, and not what only points to one.
fn is_lone_rule(object: &Object<'_>) -> bool {
    let front = object.first_text(&["frontendPort", "frontendPortRangeStart"]);
    front.is_some() && (object.has("backendPort") || is_of_type(object, "inboundNatRules"))
}

/// Where only the names of rules were printed, what they do is unknown.
fn nat_rule(input: u32, node: &Node<'_>, problems: &mut Vec<Problem>) -> NatRule {
    let place = node.span(input);
    let none = Object::default();
    let object = node.object().unwrap_or(&none);
    let range = |first, last| {
        let (first, last) = (port(object, first)?, port(object, last)?);
        // A rule for all ports ("HA ports") has 0, and so has a range that is not used.
        (first > 0).then_some(PortRange { first, last })
    };
    let mut front_end_ports = range("frontendPortRangeStart", "frontendPortRangeEnd")
        .or(range("frontendPort", "frontendPort"));
    if front_end_ports.is_none() && object.text("frontendPort") == Some("0") {
        front_end_ports = Some(PortRange::ALL);
    }
    let rule = NatRule {
        name: node.text().map_or_else(|| name(object), str::to_owned),
        front_end: reference(object, "frontendIpConfiguration"),
        protocol: object.text("protocol").and_then(Protocol::parse),
        front_end_ports,
        back_end_port: port(object, "backendPort"),
        target: reference(object, "backendIpConfiguration"),
        is_free: (object.member("backendIpConfiguration"))
            .is_some_and(|member| matches!(member.node.value, Value::Null)),
        pool: reference(object, "backendAddressPool"),
        has_floating_ip: is_true(object, "enableFloatingIp"),
        origin: Origin::Pasted(place),
    };
    if rule.back_end_port.is_none() || rule.front_end_ports.is_none() {
        report_incomplete(&rule.name, place, problems);
    }
    rule
}

/// Says that a NAT rule does not name its ports.
pub fn report_incomplete(rule: &str, place: Span, problems: &mut Vec<Problem>) {
    report(ProblemKind::NatRuleIncomplete, rule, place, problems);
}
