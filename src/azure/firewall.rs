//! Azure Firewall, as far as it leads RDP to a VM, and Azure Bastion.

use super::{AddressField, ResourceId};
use crate::net::{PortRange, Prefix, Protocol};
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
    /// Its network rules that deny: they keep out what a DNAT rule would let in (azure-semantics §8).
    pub denies: Vec<FirewallDeny>,
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

/// A network rule that denies what it is for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FirewallDeny {
    /// Its name.
    pub name: String,
    /// What it runs on; empty where the paste does not say.
    pub protocols: Vec<Protocol>,
    /// From where.
    pub sources: Rc<AddressField>,
    /// The addresses that it keeps packets from.
    pub destinations: Vec<Prefix>,
    /// The ports that it keeps packets from.
    pub ports: Vec<PortRange>,
}

impl FirewallDeny {
    /// Whether it is for packets to this address and port, translated already.
    pub fn is_for(&self, to: IpAddr, port: Option<u16>, protocol: Option<Protocol>) -> bool {
        let mut is_for = false;
        for prefix in &self.destinations {
            is_for |= prefix.contains(to);
        }
        let is_port = |range: &PortRange| {
            port.is_some_and(|port| PortRange::single(port).is_covered_by(&[*range]))
        };
        let is_protocol =
            |own: &Protocol| *own == Protocol::Any || Some(*own) == protocol || protocol.is_none();
        is_for && self.ports.iter().any(is_port) && self.protocols.iter().any(is_protocol)
    }
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
