//! The ways in to a VM, field by field.

use super::archive::{Archive, Place};
use super::names::NameKind;
use super::routes::{dnat_rule, endpoint_acl, firewall_deny, nat_rule};
use super::rules::maybe_protocol;
use crate::azure::{
    BackEndPool, BastionHost, Endpoint, EndpointAcl, Firewall, FrontEnd, LoadBalancer,
};
use std::rc::Rc;

/// The order of these is part of the format.
mod at {
    use super::Place;
    pub const ID: Place = 161;
    pub const PRIVATE_ADDRESS: Place = 175;
    pub const SUBNET: Place = 176;
    pub const PUBLIC_IP: Place = 177;
    pub const ADDRESS: Place = 184;
    pub const IS_STANDARD: Place = 186;
    pub const FRONT_ENDS: Place = 203;
    pub const POOLS: Place = 204;
    pub const POOLED: Place = 205;
    pub const POOL_ADDRESSES: Place = 206;
    pub const ENDPOINT_PROTOCOL: Place = 207;
    pub const PUBLIC_PORT: Place = 208;
    pub const LOCAL_PORT: Place = 210;
    pub const ACL: Place = 212;
    pub const DNAT_RULES: Place = 222;
    pub const NAT_RULES: Place = 223;
    pub const PUBLIC_IPS: Place = 224;
    pub const DENIES: Place = 341;
}

/// Visits one.
pub fn load_balancer(balancer: &mut LoadBalancer, archive: &mut Archive) {
    let LoadBalancer {
        name,
        id,
        is_standard,
        front_ends,
        rules,
        pools,
        origin,
    } = balancer;
    archive.name(NameKind::LoadBalancer, name);
    archive.maybe_id(at::ID, id);
    archive.origin(origin);
    archive.maybe(at::IS_STANDARD, is_standard);
    archive.list(
        at::FRONT_ENDS,
        front_ends,
        FrontEnd::default,
        |front_end, archive| {
            let FrontEnd {
                name,
                id,
                public_ip,
                private_address,
            } = front_end;
            archive.name(NameKind::Part, name);
            archive.maybe_id(at::ID, id);
            archive.maybe_id(at::PUBLIC_IP, public_ip);
            archive.maybe_address(at::PRIVATE_ADDRESS, private_address);
        },
    );
    archive.list(at::NAT_RULES, rules, Default::default, nat_rule);
    archive.list(at::POOLS, pools, BackEndPool::default, |pool, archive| {
        let BackEndPool {
            id,
            ip_configurations,
            addresses,
        } = pool;
        archive.maybe_id(at::ID, id);
        archive.ids(at::POOLED, ip_configurations);
        archive.addresses(at::POOL_ADDRESSES, addresses);
    });
}

/// Visits one.
pub fn firewall(firewall: &mut Firewall, archive: &mut Archive) {
    let Firewall {
        name,
        id,
        private_address,
        public_ips,
        rules,
        denies,
        origin,
    } = firewall;
    archive.name(NameKind::Firewall, name);
    archive.maybe_id(at::ID, id);
    archive.origin(origin);
    archive.maybe_address(at::PRIVATE_ADDRESS, private_address);
    archive.ids(at::PUBLIC_IPS, public_ips);
    archive.list(at::DNAT_RULES, rules, Default::default, dnat_rule);
    archive.list(at::DENIES, denies, Default::default, firewall_deny);
}

/// Visits one.
pub fn bastion(host: &mut BastionHost, archive: &mut Archive) {
    let BastionHost {
        name,
        id,
        subnet,
        origin,
    } = host;
    archive.name(NameKind::Bastion, name);
    archive.maybe_id(at::ID, id);
    archive.maybe_id(at::SUBNET, subnet);
    archive.origin(origin);
}

/// Visits one.
pub fn endpoint(endpoint: &mut Endpoint, archive: &mut Archive) {
    let Endpoint {
        name,
        vm,
        protocol,
        public_port,
        local_port,
        address,
        acl,
        origin,
    } = endpoint;
    archive.name(NameKind::Endpoint, name);
    archive.name(NameKind::Vm, vm);
    archive.origin(origin);
    maybe_protocol(at::ENDPOINT_PROTOCOL, protocol, archive);
    archive.maybe_port(at::PUBLIC_PORT, public_port);
    archive.maybe_port(at::LOCAL_PORT, local_port);
    archive.maybe_address(at::ADDRESS, address);
    archive.option(
        at::ACL,
        acl,
        || Rc::new(EndpointAcl::default()),
        endpoint_acl,
    );
}
