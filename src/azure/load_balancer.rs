//! Load balancers: which port in front leads to which port of which VM.

use super::ResourceId;
use crate::net::{PortRange, Protocol};
use crate::origin::Origin;
use std::net::IpAddr;

/// One load balancer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoadBalancer {
    /// Its name.
    pub name: String,
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// Whether it is of the Standard SKU, which lets nothing in without an NSG that allows it (azure-semantics §2.6).
    pub is_standard: Option<bool>,
    /// Its front ends.
    pub front_ends: Vec<FrontEnd>,
    /// Its inbound NAT rules and its load-balancing rules.
    pub rules: Vec<NatRule>,
    /// Its back-end pools.
    pub pools: Vec<BackEndPool>,
    /// Where it stands.
    pub origin: Origin,
}

/// Where a load balancer, or a firewall, is dialled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontEnd {
    /// Its name.
    pub name: String,
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// Its public address.
    pub public_ip: Option<ResourceId>,
    /// Its private address, where the front end is inside the virtual network.
    pub private_address: Option<IpAddr>,
}

/// A rule that leads packets on (azure-semantics §8).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NatRule {
    /// Its name.
    pub name: String,
    /// The front end that it listens on.
    pub front_end: Option<ResourceId>,
    /// What it runs on; `None` where the paste does not say.
    pub protocol: Option<Protocol>,
    /// The ports in front: one, or one for each VM of the pool.
    pub front_end_ports: Option<PortRange>,
    /// The port of the VM; `None` where the paste does not say, 0 where all ports in front lead to themselves.
    pub back_end_port: Option<u16>,
    /// The IP configuration that it leads to: of an inbound NAT rule for one VM.
    pub target: Option<ResourceId>,
    /// Whether the paste shows that it leads to no VM.
    pub is_free: bool,
    /// The back-end pool that it leads to: of a load-balancing rule, or of an inbound NAT rule for many VMs.
    pub pool: Option<ResourceId>,
    /// Whether the VM sees the front end's address (ambiguity A9).
    pub has_floating_ip: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// The VMs behind a load balancer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BackEndPool {
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// The IP configurations in it.
    pub ip_configurations: Vec<ResourceId>,
    /// The addresses in it, where it is made of addresses.
    pub addresses: Vec<IpAddr>,
}
