//! What a packet meets in a virtual network, field by field.

use super::archive::Archive;
use super::archive::Place;
use super::names::NameKind;
use super::routes::route;
use super::rules::rules;
use crate::azure::{
    Attachment, IpConfiguration, NetworkInterface, NetworkSecurityGroup, PublicIp, RouteTable,
    Subnet, VirtualNetwork,
};

/// The order of these is part of the format.
mod at {
    use super::Place;
    pub const ID: Place = 161;
    pub const RULES: Place = 162;
    pub const CUT: Place = 163;
    pub const ON_NICS: Place = 164;
    pub const NICS: Place = 165;
    pub const ON_SUBNETS: Place = 166;
    pub const SUBNETS: Place = 167;
    pub const IS_EFFECTIVE: Place = 168;
    pub const IS_ADMIN: Place = 169;
    pub const VM: Place = 170;
    pub const IS_PRIMARY: Place = 171;
    pub const FORWARDS: Place = 172;
    pub const NSG: Place = 173;
    pub const CONFIGURATIONS: Place = 174;
    pub const PRIVATE_ADDRESS: Place = 175;
    pub const SUBNET: Place = 176;
    pub const PUBLIC_IP: Place = 177;
    pub const BALANCED_BY: Place = 178;
    pub const HAS_GROUPS: Place = 179;
    pub const GROUPS: Place = 180;
    pub const PREFIXES: Place = 181;
    pub const PEERED: Place = 182;
    pub const ROUTE_TABLE: Place = 183;
    pub const ADDRESS: Place = 184;
    pub const IS_UNASSIGNED: Place = 185;
    pub const IS_STANDARD: Place = 186;
    pub const CONFIGURATION: Place = 187;
    pub const ROUTES: Place = 188;
    pub const KEEPS_OUT: Place = 189;
    pub const UNCONNECTED: Place = 339;
    pub const IS_FREE: Place = 340;
    pub const IS_UNSURE: Place = 343;
}

/// Visits one.
pub fn nsg(group: &mut NetworkSecurityGroup, archive: &mut Archive) {
    let NetworkSecurityGroup {
        name,
        id,
        rules: list,
        cut,
        attachment,
        is_effective,
        is_admin,
        origin,
    } = group;
    archive.name(NameKind::Nsg, name);
    archive.maybe_id(at::ID, id);
    archive.origin(origin);
    *is_effective = archive.flag(at::IS_EFFECTIVE, *is_effective);
    *is_admin = archive.flag(at::IS_ADMIN, *is_admin);
    let Attachment {
        network_interfaces,
        subnets,
    } = attachment;
    archive.option(at::ON_NICS, network_interfaces, Vec::new, |ids, archive| {
        archive.ids(at::NICS, ids);
    });
    archive.option(at::ON_SUBNETS, subnets, Vec::new, |ids, archive| {
        archive.ids(at::SUBNETS, ids);
    });
    rules(at::RULES, list, archive);
    archive.cut(at::CUT, cut);
}

/// Visits one.
pub fn network_interface(interface: &mut NetworkInterface, archive: &mut Archive) {
    let NetworkInterface {
        name,
        id,
        // Only commands need it.
        location: _,
        virtual_machine,
        is_primary,
        forwards,
        network_security_group,
        ip_configurations,
        origin,
    } = interface;
    archive.name(NameKind::Nic, name);
    archive.maybe_id(at::ID, id);
    archive.origin(origin);
    archive.maybe_id(at::VM, virtual_machine);
    archive.maybe(at::IS_PRIMARY, is_primary);
    archive.maybe(at::FORWARDS, forwards);
    archive.attached(at::NSG, network_security_group);
    archive.list(
        at::CONFIGURATIONS,
        ip_configurations,
        IpConfiguration::default,
        ip_configuration,
    );
}

fn ip_configuration(configuration: &mut IpConfiguration, archive: &mut Archive) {
    let IpConfiguration {
        name,
        private_address,
        subnet,
        public_ip,
        load_balanced_by,
        application_security_groups,
    } = configuration;
    archive.maybe_address(at::PRIVATE_ADDRESS, private_address);
    archive.maybe_id(at::SUBNET, subnet);
    archive.attached(at::PUBLIC_IP, public_ip);
    archive.ids(at::BALANCED_BY, load_balanced_by);
    archive.option(
        at::HAS_GROUPS,
        application_security_groups,
        Vec::new,
        |ids, archive| archive.ids(at::GROUPS, ids),
    );
    if archive.since(2) {
        archive.name(NameKind::Part, name);
    }
}

/// Visits one.
pub fn virtual_network(network: &mut VirtualNetwork, archive: &mut Archive) {
    let VirtualNetwork {
        name,
        id,
        prefixes,
        peered,
        unconnected,
        origin,
    } = network;
    archive.name(NameKind::Vnet, name);
    archive.maybe_id(at::ID, id);
    archive.origin(origin);
    archive.prefixes(at::PREFIXES, prefixes);
    archive.prefixes(at::PEERED, peered);
    archive.list(
        at::UNCONNECTED,
        unconnected,
        Default::default,
        |(name, prefixes), archive| {
            archive.name(NameKind::Part, name);
            archive.prefixes(at::PEERED, prefixes);
        },
    );
}

/// Visits one.
pub fn subnet(subnet: &mut Subnet, archive: &mut Archive) {
    let Subnet {
        name,
        id,
        prefixes,
        network_security_group,
        network_interfaces,
        route_table,
        origin,
    } = subnet;
    archive.name(NameKind::Subnet, name);
    archive.maybe_id(at::ID, id);
    archive.origin(origin);
    archive.prefixes(at::PREFIXES, prefixes);
    archive.attached(at::NSG, network_security_group);
    archive.ids(at::NICS, network_interfaces);
    archive.attached(at::ROUTE_TABLE, route_table);
}

/// Visits one.
pub fn public_ip(public: &mut PublicIp, archive: &mut Archive) {
    let PublicIp {
        name,
        id,
        address,
        is_unassigned,
        is_free,
        is_standard,
        ip_configuration,
        origin,
    } = public;
    archive.name(NameKind::PublicIp, name);
    archive.maybe_id(at::ID, id);
    archive.origin(origin);
    archive.maybe_address(at::ADDRESS, address);
    let shows_none = archive.flag(at::IS_UNASSIGNED, *is_unassigned == Some(true));
    archive.maybe(at::IS_STANDARD, is_standard);
    archive.maybe_id(at::CONFIGURATION, ip_configuration);
    *is_free = archive.flag(at::IS_FREE, *is_free);
    let is_sure = !archive.since(2) || !archive.flag(at::IS_UNSURE, is_unassigned.is_none());
    *is_unassigned = is_sure.then_some(shows_none);
}

/// Visits one.
pub fn route_table(table: &mut RouteTable, archive: &mut Archive) {
    let RouteTable {
        name,
        id,
        is_effective,
        routes,
        cut,
        keeps_gateway_routes_out,
        subnets,
        origin,
    } = table;
    *is_effective = archive.flag(at::IS_EFFECTIVE, *is_effective);
    // Effective routes are called by their network interface.
    let kind = match *is_effective {
        true => NameKind::Nic,
        false => NameKind::RouteTable,
    };
    archive.name(kind, name);
    archive.maybe_id(at::ID, id);
    archive.origin(origin);
    *keeps_gateway_routes_out = archive.flag(at::KEEPS_OUT, *keeps_gateway_routes_out);
    archive.option(at::ON_SUBNETS, subnets, Vec::new, |ids, archive| {
        archive.ids(at::SUBNETS, ids);
    });
    archive.list(at::ROUTES, routes, Default::default, route);
    archive.cut(at::CUT, cut);
}
