//! Azure Firewall's DNAT rules, in the firewall or in its policy, and Bastion hosts, out of the common tree.

use super::load_balancer::report_incomplete;
use super::problem::Problem;
use super::resource::{
    address, identity, is_of_type, name, nodes, objects, port, prefixes, reference, texts,
};
use super::term::address_term;
use super::value::{Node, Object};
use crate::azure::{
    AddressField, BastionHost, DnatRule, Firewall, FirewallDeny, Resource, Terms, Unknown,
};
use crate::net::{PortRange, Prefix, Protocol};
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
    let collections = [
        "natRuleCollections",
        "networkRuleCollections",
        "ruleCollections",
        "ruleCollection",
    ];
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
        denies: Vec::new(),
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
            let action = collection.inner("action").unwrap_or(collection);
            let denies = action.says("type", "Deny") || action.says("actionType", "Deny");
            for rule in nodes(collection, "rules") {
                if let Some(rule) = dnat_rule(input, rule, problems) {
                    firewall.rules.push(rule);
                } else if let (Some(object), true) = (rule.object(), denies) {
                    firewall.denies.push(deny(input, rule, object));
                }
            }
        }
    }
    let has_rules = !firewall.rules.is_empty() || !firewall.denies.is_empty();
    (is_firewall || has_rules).then_some(Resource::Firewall(firewall))
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
    object.first_text(&translates)?;
    let place = node.span(input);
    let rule = DnatRule {
        name: name(object),
        protocols: protocols(object),
        sources: Rc::new(sources(input, object, place)),
        destinations: (texts(object, "destinationAddresses").into_iter())
            .map(str::to_owned)
            .collect(),
        ports: ports(object),
        to_address: address(object, "translatedAddress"),
        to_port: port(object, "translatedPort"),
        origin: Origin::Pasted(place),
    };
    if rule.to_port.is_none() {
        report_incomplete(&rule.name, place, problems);
    }
    Some(rule)
}

/// A rule of a collection that denies. What names an application in place of addresses is for none.
fn deny(input: u32, node: &Node<'_>, object: &Object<'_>) -> FirewallDeny {
    let mut destinations = prefixes(object, "destinationAddresses");
    if texts(object, "destinationAddresses").contains(&"*")
        && let Some(every) = Prefix::parse("0.0.0.0/0")
    {
        destinations.push(every);
    }
    FirewallDeny {
        name: name(object),
        protocols: protocols(object),
        sources: Rc::new(sources(input, object, node.span(input))),
        destinations,
        ports: ports(object),
    }
}

fn protocols(object: &Object<'_>) -> Vec<Protocol> {
    let mut protocols = Vec::new();
    for key in ["protocols", "ipProtocols"] {
        for text in texts(object, key) {
            protocols.extend(Protocol::parse(text));
        }
    }
    protocols
}

fn ports(object: &Object<'_>) -> Vec<PortRange> {
    let mut ports = Vec::new();
    for text in texts(object, "destinationPorts") {
        if text == "*" {
            ports.push(PortRange::ALL);
        } else {
            ports.extend(PortRange::parse(text));
        }
    }
    ports
}

/// Who may use a rule.
fn sources(input: u32, object: &Object<'_>, place: Span) -> AddressField {
    let mut sources = AddressField {
        terms: Terms::default(),
        lost: None,
        origin: Origin::Pasted(place),
    };
    if let Some(member) = object.member("sourceAddresses") {
        sources.origin = member.origin(input);
        if member.node.list().is_some_and(|list| list.cut.is_some()) {
            sources.lost = Some(Unknown::Truncated);
        }
    }
    let addresses = texts(object, "sourceAddresses");
    let terms: Vec<_> = addresses.into_iter().map(address_term).collect();
    sources.terms = terms.into();
    // What is in an IP group stands elsewhere.
    if !texts(object, "sourceIpGroups").is_empty() || sources.terms.is_empty() {
        sources.lost.get_or_insert(Unknown::Missing);
    }
    sources
}

/// The Bastion host that this object is.
pub fn read_bastion(input: u32, node: &Node<'_>, object: &Object<'_>) -> Option<Resource> {
    let is_host = ["ipConfigurations", "dnsName", "sku"];
    if !is_of_type(object, "bastionHosts") || !object.has_any(&is_host) {
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
