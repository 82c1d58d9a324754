//! Objects, field by field.

use super::archive::{Archive, Place};
use super::machine::{guest_report, resource_health, virtual_machine};
use super::names::NameKind;
use super::network::{network_interface, nsg, public_ip, route_table, subnet, virtual_network};
use super::routes::{endpoint_acl, kind_of_next_hop};
use super::rules::{maybe_access, maybe_direction, maybe_protocol};
use super::ways::{bastion, endpoint, firewall, load_balancer};
use crate::azure::{
    AskedFlow, AzureAnswer, AzureSaid, BastionHost, Document, Endpoint, Firewall, GuestReport,
    LoadBalancer, NetworkInterface, NextHop, PublicIp, Resource, ResourceHealth, Subnet,
    VirtualMachine, VirtualNetwork,
};
use crate::net::{AddressSet, Prefix};
use crate::origin::Origin;
use std::rc::Rc;

/// The order of these is part of the format.
mod at {
    use super::Place;
    pub const KIND: Place = 160;
    pub const SAID: Place = 213;
    pub const ACCESS: Place = 214;
    pub const NEXT_HOP: Place = 215;
    pub const ASKED: Place = 216;
    pub const DIRECTION: Place = 217;
    pub const PROTOCOL: Place = 218;
    pub const PORT: Place = 219;
    pub const IS_REACHED: Place = 344;
    pub const TAG_PREFIXES: Place = 221;
}

/// What is read before it is known what it is.
pub fn blank_document() -> Document {
    Document {
        resource: Resource::Subnet(Subnet::default()),
        origin: Origin::default(),
    }
}

/// One object of the paste.
pub fn document(document: &mut Document, archive: &mut Archive) {
    let Document { resource, origin } = document;
    let kind = archive.small(at::KIND, 5, kind(resource));
    if archive.is_reading() {
        *resource = blank(kind);
    }
    match resource {
        Resource::NetworkSecurityGroup(group) | Resource::AdminRules(group) => {
            nsg(Rc::make_mut(group), archive);
        }
        Resource::NetworkInterface(interface) => network_interface(interface, archive),
        Resource::VirtualNetwork(network) => virtual_network(network, archive),
        Resource::Subnet(it) => subnet(it, archive),
        Resource::PublicIp(address) => public_ip(address, archive),
        Resource::RouteTable(table) => route_table(Rc::make_mut(table), archive),
        Resource::VirtualMachine(machine) => virtual_machine(machine, archive),
        Resource::Health(health) => resource_health(health, archive),
        Resource::Guest(report) => guest_report(report, archive),
        Resource::LoadBalancer(balancer) => load_balancer(balancer, archive),
        Resource::Firewall(it) => firewall(it, archive),
        Resource::Bastion(host) => bastion(host, archive),
        Resource::Endpoint(it) => endpoint(it, archive),
        Resource::EndpointAcl { acl, origin } => {
            endpoint_acl(acl, archive);
            archive.origin(origin);
        }
        Resource::Answer(answer) => azure_answer(Rc::make_mut(answer), archive),
        Resource::ServiceTag {
            name,
            addresses,
            origin,
        } => {
            archive.tag(name);
            address_set(addresses, archive);
            archive.origin(origin);
        }
    }
    archive.origin(origin);
}

/// Its number in the format.
fn kind(resource: &Resource) -> u32 {
    match resource {
        Resource::NetworkSecurityGroup(_) => 0,
        Resource::NetworkInterface(_) => 1,
        Resource::VirtualNetwork(_) => 2,
        Resource::Subnet(_) => 3,
        Resource::PublicIp(_) => 4,
        Resource::RouteTable(_) => 5,
        Resource::VirtualMachine(_) => 6,
        Resource::Health(_) => 7,
        Resource::Guest(_) => 8,
        Resource::LoadBalancer(_) => 9,
        Resource::Firewall(_) => 10,
        Resource::Bastion(_) => 11,
        Resource::AdminRules(_) => 12,
        Resource::Endpoint(_) => 13,
        Resource::EndpointAcl { .. } => 14,
        Resource::Answer(_) => 15,
        Resource::ServiceTag { .. } => 16,
    }
}

fn blank(kind: u32) -> Resource {
    match kind {
        0 => Resource::NetworkSecurityGroup(Rc::default()),
        1 => Resource::NetworkInterface(NetworkInterface::default()),
        2 => Resource::VirtualNetwork(VirtualNetwork::default()),
        4 => Resource::PublicIp(PublicIp::default()),
        5 => Resource::RouteTable(Rc::default()),
        6 => Resource::VirtualMachine(VirtualMachine::default()),
        7 => Resource::Health(ResourceHealth::default()),
        8 => Resource::Guest(GuestReport::default()),
        9 => Resource::LoadBalancer(LoadBalancer::default()),
        10 => Resource::Firewall(Firewall::default()),
        11 => Resource::Bastion(BastionHost::default()),
        12 => Resource::AdminRules(Rc::default()),
        13 => Resource::Endpoint(Endpoint::default()),
        14 => Resource::EndpointAcl {
            acl: Rc::default(),
            origin: Origin::default(),
        },
        15 => Resource::Answer(Rc::new(AzureAnswer {
            said: blank_said(0),
            asked: None,
            origin: Origin::default(),
        })),
        16 => Resource::ServiceTag {
            name: String::new(),
            addresses: AddressSet::empty(),
            origin: Origin::default(),
        },
        _ => Resource::Subnet(Subnet::default()),
    }
}

fn azure_answer(answer: &mut AzureAnswer, archive: &mut Archive) {
    let AzureAnswer {
        said,
        asked,
        origin,
    } = answer;
    let kind = match said {
        AzureSaid::Access { .. } => 0,
        AzureSaid::NextHop { .. } => 1,
        AzureSaid::Connection { .. } => 2,
    };
    let width = 1 + u32::from(archive.since(3));
    let kind = archive.small(at::SAID, width, kind);
    if archive.is_reading() {
        *said = blank_said(kind);
    }
    match said {
        AzureSaid::Access { access, rule } => {
            maybe_access(at::ACCESS, access, archive);
            archive.name(NameKind::Rule, rule);
        }
        AzureSaid::NextHop { next_hop, address } => {
            kind_of_next_hop(at::NEXT_HOP, next_hop, archive);
            archive.word(address);
        }
        AzureSaid::Connection {
            is_reached,
            issues,
            rule,
        } => {
            archive.maybe(at::IS_REACHED, is_reached);
            archive.name(NameKind::Part, issues);
            archive.name(NameKind::Rule, rule);
        }
    }
    archive.option(at::ASKED, asked, AskedFlow::default, |asked, archive| {
        let AskedFlow {
            direction,
            protocol,
            source,
            destination,
            port,
        } = asked;
        maybe_direction(at::DIRECTION, direction, archive);
        maybe_protocol(at::PROTOCOL, protocol, archive);
        archive.word(source);
        archive.word(destination);
        archive.maybe_port(at::PORT, port);
    });
    archive.origin(origin);
}

fn blank_said(kind: u32) -> AzureSaid {
    match kind {
        0 => AzureSaid::Access {
            access: None,
            rule: String::new(),
        },
        2 => AzureSaid::Connection {
            is_reached: None,
            issues: String::new(),
            rule: String::new(),
        },
        _ => AzureSaid::NextHop {
            next_hop: NextHop::Unknown,
            address: String::new(),
        },
    }
}

fn address_set(set: &mut AddressSet, archive: &mut Archive) {
    let mut prefixes = Vec::new();
    for prefix in set.prefixes() {
        prefixes.push(prefix.into());
    }
    archive.prefixes(at::TAG_PREFIXES, &mut prefixes);
    if !archive.is_reading() {
        return;
    }
    *set = Prefix::all_of(&prefixes);
}
