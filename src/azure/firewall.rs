//! Azure Firewall, as far as it leads RDP to a VM, and Azure Bastion.

use super::{AddressField, ResourceId};
use crate::net::{PortRange, Protocol};
use crate::origin::Origin;
use std::net::IpAddr;
use std::rc::Rc;

/// One firewall, or a policy's collection of DNAT rules.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Firewall {
    /// Its name.
    pub name: String,
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// Its address inside the virtual network: the next hop of routes that go through it.
    pub private_address: Option<IpAddr>,
    /// Its public addresses.
    pub public_ips: Vec<ResourceId>,
    /// Its DNAT rules, in the order in which it tries them.
    pub rules: Vec<DnatRule>,
    /// Where it stands.
    pub origin: Origin,
}

/// A rule that translates the destination (azure-semantics §8).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DnatRule {
    /// Its name.
    pub name: String,
    /// What it runs on.
    pub protocols: Vec<Protocol>,
    /// Who may use it.
    pub sources: Rc<AddressField>,
    /// The firewall's public addresses that it is for, as written.
    pub destinations: Vec<String>,
    /// The ports that are dialled.
    pub ports: Vec<PortRange>,
    /// The address of the VM; `None` where it is a name or the paste does not say.
    pub to_address: Option<IpAddr>,
    /// The port of the VM.
    pub to_port: Option<u16>,
    /// Where it stands.
    pub origin: Origin,
}

/// One Bastion host: it connects to the VM from its own subnet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BastionHost {
    /// Its name.
    pub name: String,
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// Its subnet, `AzureBastionSubnet`.
    pub subnet: Option<ResourceId>,
    /// Where it stands.
    pub origin: Origin,
}
