//! Load balancers out of the common tree, whole or as their inbound NAT rules alone.

use super::problem::{Problem, ProblemKind};
use super::resource::{
    identity, is_of_type, is_standard, is_true, name, nodes, reference, references,
};
use super::rule::span;
use super::value::{Node, Object};
use crate::azure::{BackEndPool, FrontEnd, LoadBalancer, NatRule, Resource, ResourceId};
use crate::net::{PortRange, Protocol};
use crate::origin::Origin;
use std::net::IpAddr;

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
    for front_end in nodes(object, "frontendIpConfigurations") {
        if let Some(object) = front_end.object() {
            balancer.front_ends.push(FrontEnd {
                name: name(object),
                id: object.text("id").map(ResourceId::new),
                public_ip: reference(object, "publicIpAddress"),
                private_address: object
                    .text("privateIpAddress")
                    .and_then(|address| address.parse().ok()),
            });
        }
    }
    for key in ["inboundNatRules", "loadBalancingRules"] {
        for rule in nodes(object, key) {
            balancer.rules.push(nat_rule(input, rule, problems));
        }
    }
    for pool in nodes(object, "backendAddressPools") {
        if let Some(object) = pool.object() {
            let mut addresses = Vec::new();
            for member in nodes(object, "loadBalancerBackendAddresses") {
                let address = member.object().and_then(|it| it.text("ipAddress"));
                addresses.extend(address.and_then(|it| it.parse::<IpAddr>().ok()));
            }
            balancer.pools.push(BackEndPool {
                id: object.text("id").map(ResourceId::new),
                ip_configurations: references(object, "backendIpConfigurations"),
                addresses,
            });
        }
    }
    Some(Resource::LoadBalancer(balancer))
}

/// Whether it is an inbound NAT rule, and not what only points to one.
fn is_lone_rule(object: &Object<'_>) -> bool {
    let has_front = object.has("frontendPort") || object.has("frontendPortRangeStart");
    has_front && (object.has("backendPort") || is_of_type(object, "inboundNatRules"))
}

/// Where only the names of rules were printed, what they do is unknown.
fn nat_rule(input: u32, node: &Node<'_>, problems: &mut Vec<Problem>) -> NatRule {
    let place = span(input, node.start, node.end);
    let none = Object::default();
    let object = node.object().unwrap_or(&none);
    let text = |key| object.text(key);
    let port = |key| text(key).and_then(|port| port.parse::<u16>().ok());
    let ports = |first, last| PortRange { first, last };
    let front_end_ports = match (port("frontendPortRangeStart"), port("frontendPortRangeEnd")) {
        (Some(first), Some(last)) if first > 0 => Some(ports(first, last)),
        _ => port("frontendPort").map(|port| match port {
            // A rule for all ports ("HA ports").
            0 => PortRange::ALL,
            port => PortRange::single(port),
        }),
    };
    let mut pool = reference(object, "backendAddressPool");
    if pool.is_none() {
        // A gateway load balancer has two.
        pool = references(object, "backendAddressPools").into_iter().next();
    }
    let rule = NatRule {
        name: node.text().map_or_else(|| name(object), str::to_owned),
        front_end: reference(object, "frontendIpConfiguration"),
        protocol: text("protocol").and_then(Protocol::parse),
        front_end_ports,
        back_end_port: port("backendPort"),
        target: reference(object, "backendIpConfiguration"),
        pool,
        has_floating_ip: is_true(object, "enableFloatingIp"),
        origin: Origin::Pasted(place),
    };
    if rule.back_end_port.is_none() || rule.front_end_ports.is_none() {
        problems.push(Problem {
            kind: ProblemKind::NatRuleIncomplete {
                rule: rule.name.clone(),
            },
            at: Some(place),
        });
    }
    rule
}
