//! Public addresses.

use super::ResourceId;
use crate::origin::Origin;
use std::net::IpAddr;

/// One public IP address resource.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublicIp {
    /// Its name.
    pub name: String,
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// The address; `None` while none is assigned, or where the paste does not have it.
    pub address: Option<IpAddr>,
    /// Whether the paste shows that none is assigned: Azure takes a dynamic one back while the VM is deallocated
    /// (azure-semantics §8). `None` where it is dynamic, and REST or a person may have left the address out.
    pub is_unassigned: Option<bool>,
    /// Whether the paste shows that it belongs to nothing.
    pub is_free: bool,
    /// Whether it is of the Standard SKU, which lets nothing in without an NSG that allows it
    /// (azure-semantics §6.1, T53). `None` when the paste does not say.
    pub is_standard: Option<bool>,
    /// The IP configuration that it belongs to.
    pub ip_configuration: Option<ResourceId>,
    /// Where it stands.
    pub origin: Origin,
}
