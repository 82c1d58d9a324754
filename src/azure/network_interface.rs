//! Network interfaces: what ties a VM to its NSG, its subnet, its addresses and its groups.

use super::ResourceId;
use crate::origin::Origin;
use std::net::IpAddr;

/// One network interface.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NetworkInterface {
    /// Its name.
    pub name: String,
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// Its region, as Azure writes it (`japaneast`); empty where the paste does not say.
    pub location: String,
    /// The VM that it belongs to.
    pub virtual_machine: Option<ResourceId>,
    /// Whether it is its VM's primary one; only that has a default gateway inside the guest (R24).
    pub is_primary: Option<bool>,
    /// Whether it passes on what is not for itself, as an appliance must (R16).
    pub forwards: Option<bool>,
    /// Its own NSG.
    pub network_security_group: Attached,
    /// Its addresses, the primary first.
    pub ip_configurations: Vec<IpConfiguration>,
    /// Where it stands.
    pub origin: Origin,
}

/// One private address, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IpConfiguration {
    /// Its name.
    pub name: String,
    /// The address.
    pub private_address: Option<IpAddr>,
    /// The subnet.
    pub subnet: Option<ResourceId>,
    /// The public address that leads to it.
    pub public_ip: Attached,
    /// The load balancers' inbound NAT rules and back-end pools that lead to it.
    pub load_balanced_by: Vec<ResourceId>,
    /// The application security groups that it is in; `None` where the paste breaks off.
    pub application_security_groups: Option<Vec<ResourceId>>,
}

/// What something points to, as far as the paste shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Attached {
    /// The paste does not say.
    #[default]
    Unsaid,
    /// Nothing, and the paste shows that.
    Nothing,
    /// This.
    To(ResourceId),
}

impl Attached {
    /// What it points to.
    pub fn id(&self) -> Option<&ResourceId> {
        match self {
            Attached::To(id) => Some(id),
            Attached::Unsaid | Attached::Nothing => None,
        }
    }

    /// Whether both are known and differ.
    pub fn contradicts(&self, other: &Attached) -> bool {
        *self != Attached::Unsaid && *other != Attached::Unsaid && self != other
    }
}

impl NetworkInterface {
    /// Its addresses, and the subnet of each.
    pub fn places(&self) -> impl Iterator<Item = (Option<IpAddr>, Option<&ResourceId>)> {
        let configurations = self.ip_configurations.iter();
        configurations.map(|it| (it.private_address, it.subnet.as_ref()))
    }

    /// The first private address of each family comes first: what somebody who names the VM means.
    pub fn private_addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.ip_configurations
            .iter()
            .filter_map(|configuration| configuration.private_address)
    }
}
