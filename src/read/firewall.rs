//! Azure Firewall's DNAT rules, in the firewall or in its policy, and Bastion hosts, out of the common tree.

use super::load_balancer::report_incomplete;
use super::problem::Problem;
use super::resource::{
    address, identity, is_of_type, name, nodes, objects, port, reference, texts,
};
use super::rule::span;
use super::term::address_term;
use super::value::{Node, Object};
use crate::azure::{AddressField, BastionHost, DnatRule, Firewall, Resource, Unknown};
use crate::net::{PortRange, Protocol};
use crate::origin::{Origin, Span};
use std::rc::Rc;

/// The firewall, or the group of a policy's rules, that this object is. Rules that only filter are left out.
pub fn read_firewall(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Resource> {
    let is_firewall = object.has("natRuleCollections")
        || object.has("ipConfigurations") && is_of_type(object, "azureFirewalls");
    // REST calls them `ruleCollections`, PowerShell `RuleCollection`.
    let collections = ["natRuleCollections", "ruleCollections", "ruleCollection"];
    if !is_firewall && !object.has("ruleCollections") && !object.has("ruleCollection") {
        return None;
    }
    let identity = identity(input, node, object);
    let mut firewall = Firewall {
        name: identity.name,
        id: identity.id,
        private_address: None,
        public_ips: Vec::new(),
        rules: Vec::new(),
        origin: identity.origin,
    };
    for configuration in objects(object, "ipConfigurations") {
        if firewall.private_address.is_none() {
            firewall.private_address = address(configuration, "privateIpAddress");
        }
        if let Some(public) = reference(configuration, "publicIpAddress") {
            firewall.public_ips.push(public);
        }
    }
    for key in collections {
        for collection in in_order(objects(object, key)) {
            for rule in nodes(collection, "rules") {
                if let Some(rule) = dnat_rule(input, rule, problems) {
                    firewall.rules.push(rule);
                }
            }
        }
    }
    (is_firewall || !firewall.rules.is_empty()).then_some(Resource::Firewall(firewall))
}

/// The collections, lowest priority number first, as the firewall tries them.
fn in_order<'a, 't>(objects: Vec<&'a Object<'t>>) -> Vec<&'a Object<'t>> {
    let mut ordered: Vec<&Object<'_>> = Vec::new();
    for object in objects {
        let mut at = 0;
        for known in &ordered {
            // Priorities are smaller than any port number.
            at += usize::from(port(known, "priority") <= port(object, "priority"));
        }
        ordered.insert(at, object);
    }
    ordered
}

fn dnat_rule(input: u32, node: &Node<'_>, problems: &mut Vec<Problem>) -> Option<DnatRule> {
    let object = node.object()?;
    let translates = ["translatedAddress", "translatedFqdn", "translatedPort"];
    if !translates.iter().any(|key| object.text(key).is_some()) {
        return None;
    }
    let place = span(input, node.start, node.end);
    let mut rule = DnatRule {
        name: name(object),
        protocols: Vec::new(),
        sources: Rc::new(sources(input, object, place)),
        destinations: Vec::new(),
        ports: Vec::new(),
        to_address: address(object, "translatedAddress"),
        to_port: port(object, "translatedPort"),
        origin: Origin::Pasted(place),
    };
    for key in ["protocols", "ipProtocols"] {
        for text in texts(object, key) {
            if let Some(protocol) = Protocol::parse(text) {
                rule.protocols.push(protocol);
            }
        }
    }
    for text in texts(object, "destinationAddresses") {
        rule.destinations.push(text.to_owned());
    }
    for text in texts(object, "destinationPorts") {
        if text == "*" {
            rule.ports.push(PortRange::ALL);
        } else if let Some(range) = PortRange::parse(text) {
            rule.ports.push(range);
        }
    }
    if rule.to_port.is_none() {
        report_incomplete(&rule.name, place, problems);
    }
    Some(rule)
}

/// Who may use a rule.
fn sources(input: u32, object: &Object<'_>, place: Span) -> AddressField {
    let mut sources = AddressField {
        terms: Vec::new(),
        lost: None,
        origin: Origin::Pasted(place),
    };
    if let Some(member) = object.member("sourceAddresses") {
        sources.origin = Origin::Pasted(span(input, member.start, member.node.end));
        if member.node.list().is_some_and(|list| list.cut.is_some()) {
            sources.lost = Some(Unknown::Truncated);
        }
    }
    for text in texts(object, "sourceAddresses") {
        sources.terms.push(address_term(text));
    }
    // What is in an IP group stands elsewhere.
    if !texts(object, "sourceIpGroups").is_empty() || sources.terms.is_empty() {
        sources.lost.get_or_insert(Unknown::Missing);
    }
    sources
}

/// The Bastion host that this object is.
pub fn read_bastion(input: u32, node: &Node<'_>, object: &Object<'_>) -> Option<Resource> {
    let is_host = ["ipConfigurations", "dnsName", "sku"];
    if !is_of_type(object, "bastionHosts") || !is_host.iter().any(|key| object.has(key)) {
        return None;
    }
    let mut subnet = None;
    for configuration in objects(object, "ipConfigurations") {
        subnet = reference(configuration, "subnet");
    }
    let identity = identity(input, node, object);
    Some(Resource::Bastion(BastionHost {
        name: identity.name,
        id: identity.id,
        subnet,
        origin: identity.origin,
    }))
}
