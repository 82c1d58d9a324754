//! Azure Firewall's DNAT rules, in the firewall or in its policy, and Bastion hosts, out of the common tree.

use super::problem::{Problem, ProblemKind};
use super::resource::{identity, is_of_type, name, nodes, reference};
use super::rule::{address_term, span};
use super::value::{Node, Object, Value};
use crate::azure::{AddressField, BastionHost, DnatRule, Firewall, Resource, Unknown};
use crate::net::{PortRange, Protocol};
use crate::origin::Origin;

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
    for configuration in nodes(object, "ipConfigurations") {
        if let Some(configuration) = configuration.object() {
            let address = configuration.text("privateIpAddress");
            firewall.private_address = firewall
                .private_address
                .or(address.and_then(|address| address.parse().ok()));
            let public = reference(configuration, "publicIpAddress");
            firewall.public_ips.extend(public);
        }
    }
    for key in collections {
        for collection in in_order(nodes(object, key)) {
            for rule in nodes(collection, "rules") {
                firewall.rules.extend(dnat_rule(input, rule, problems));
            }
        }
    }
    (is_firewall || !firewall.rules.is_empty()).then_some(Resource::Firewall(firewall))
}

/// The collections, lowest priority number first, as the firewall tries them.
fn in_order<'a, 't>(nodes: &'a [Node<'t>]) -> Vec<&'a Object<'t>> {
    let mut ordered: Vec<&Object<'_>> = Vec::new();
    let priority = |object: &Object<'_>| -> u32 {
        let text = object.text("priority");
        text.and_then(|text| text.parse().ok()).unwrap_or(u32::MAX)
    };
    for node in nodes {
        if let Some(object) = node.object() {
            let mut at = 0;
            for known in &ordered {
                at += usize::from(priority(known) <= priority(object));
            }
            ordered.insert(at, object);
        }
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
        sources: AddressField {
            terms: Vec::new(),
            lost: None,
            origin: Origin::Pasted(place),
        },
        destinations: Vec::new(),
        ports: Vec::new(),
        to_address: object
            .text("translatedAddress")
            .and_then(|address| address.parse().ok()),
        to_port: object
            .text("translatedPort")
            .and_then(|port| port.parse().ok()),
        origin: Origin::Pasted(place),
    };
    for key in ["protocols", "ipProtocols"] {
        for node in nodes(object, key) {
            rule.protocols
                .extend(Protocol::parse(node.text().unwrap_or("")));
        }
    }
    if let Some(member) = object.member("sourceAddresses") {
        rule.sources.origin = Origin::Pasted(span(input, member.start, member.node.end));
        if member.node.list().is_some_and(|list| list.cut.is_some()) {
            rule.sources.lost = Some(Unknown::Truncated);
        }
    }
    for node in nodes(object, "sourceAddresses") {
        if let Some(text) = node.text() {
            rule.sources.terms.push(address_term(text));
        }
    }
    // What is in an IP group stands elsewhere.
    let has_groups = nodes(object, "sourceIpGroups")
        .iter()
        .any(|node| node.value != Value::Null);
    if has_groups || rule.sources.terms.is_empty() {
        rule.sources.lost.get_or_insert(Unknown::Missing);
    }
    for node in nodes(object, "destinationAddresses") {
        rule.destinations.extend(node.text().map(str::to_owned));
    }
    for node in nodes(object, "destinationPorts") {
        let text = node.text().unwrap_or("");
        rule.ports.extend(match text {
            "*" => Some(PortRange::ALL),
            text => PortRange::parse(text),
        });
    }
    if rule.to_port.is_none() {
        problems.push(Problem {
            kind: ProblemKind::NatRuleIncomplete {
                rule: rule.name.clone(),
            },
            at: Some(place),
        });
    }
    Some(rule)
}

/// The Bastion host that this object is.
pub fn read_bastion(input: u32, node: &Node<'_>, object: &Object<'_>) -> Option<Resource> {
    let is_host = ["ipConfigurations", "dnsName", "sku"];
    if !is_of_type(object, "bastionHosts") || !is_host.iter().any(|key| object.has(key)) {
        return None;
    }
    let mut subnet = None;
    for configuration in nodes(object, "ipConfigurations") {
        let configuration = configuration.object();
        subnet = subnet.or(configuration.and_then(|it| reference(it, "subnet")));
    }
    let identity = identity(input, node, object);
    Some(Resource::Bastion(BastionHost {
        name: identity.name,
        id: identity.id,
        subnet,
        origin: identity.origin,
    }))
}
