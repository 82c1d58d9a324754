//! The VM's surroundings, as far as the evidence shows them.

use crate::azure::NetworkSecurityGroup;
use crate::net::AddressSet;
use std::net::IpAddr;
use std::rc::Rc;

/// What a packet meets on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Topology {
    /// The VM.
    pub target: Target,
    /// The NSGs in the path, in the order an inbound packet meets them.
    pub filters: Vec<Filter>,
    /// NSGs that the paste shows attached to nothing, or that the reader took out of the path.
    pub not_attached: Vec<Rc<NetworkSecurityGroup>>,
    /// Whether the filters belong to several VMs and nobody said which is meant.
    pub is_target_unclear: bool,
    /// The names that the reader can choose a target from.
    pub choices: Vec<String>,
    /// Every address of the virtual network and what is connected to it. `None` while nobody showed its
    /// prefixes (azure-semantics §3.5).
    pub virtual_network: Option<AddressSet>,
}

/// The VM that somebody wants to reach.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Target {
    /// Its private address.
    pub address: Option<IpAddr>,
}

/// One NSG in the path.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// Where it sits.
    pub place: Place,
    /// Its content; more than one when it was pasted with different contents.
    pub versions: Vec<Rc<NetworkSecurityGroup>>,
}

/// Where an NSG sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// On the VM's subnet.
    Subnet,
    /// On the VM's network interface.
    Nic,
    /// The paste does not say: judged as if it sat in the path.
    Unsaid,
}
