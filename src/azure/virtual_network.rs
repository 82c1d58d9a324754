//! Virtual networks and their subnets.

use super::{Attached, ResourceId};
use crate::net::Prefix;
use crate::origin::Origin;

/// One virtual network. Its subnets are facts of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VirtualNetwork {
    /// Its name.
    pub name: String,
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// Its address space.
    pub prefixes: Vec<Prefix>,
    /// The address spaces of the networks that it is connected to by peering.
    pub peered: Vec<Prefix>,
    /// Peerings over which nothing comes, by name: not connected, or without access (azure-semantics §3.5, §7.4).
    pub unconnected: Vec<(String, Vec<Prefix>)>,
    /// Where it stands.
    pub origin: Origin,
}

/// One subnet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subnet {
    /// Its name.
    pub name: String,
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// Its part of the address space.
    pub prefixes: Vec<Prefix>,
    /// The NSG on it.
    pub network_security_group: Attached,
    /// The network interfaces in it, as far as the paste shows them.
    pub network_interfaces: Vec<ResourceId>,
    /// The route table on it.
    pub route_table: Attached,
    /// Where it stands.
    pub origin: Origin,
}
