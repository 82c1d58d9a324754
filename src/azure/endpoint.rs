//! Endpoints of classic VMs: the only way in from the Internet, each with its own list of who may use it.

use crate::net::{Prefix, Protocol};
use crate::origin::Origin;
use std::net::IpAddr;
use std::rc::Rc;

/// One endpoint (azure-semantics §11).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Endpoint {
    /// Its name.
    pub name: String,
    /// The VM that it leads to; empty where the paste does not say.
    pub vm: String,
    /// What it runs on; `None` where the paste does not say.
    pub protocol: Option<Protocol>,
    /// The port that is dialled.
    pub public_port: Option<u16>,
    /// The port of the VM; `None` where the paste does not say.
    pub local_port: Option<u16>,
    /// The cloud service's address.
    pub address: Option<IpAddr>,
    /// Who may use it, as far as the paste shows it.
    pub acl: Option<Rc<EndpointAcl>>,
    /// Where it stands.
    pub origin: Origin,
}

/// Who may use an endpoint.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EndpointAcl {
    /// The rules, in the order of the paste.
    pub rules: Vec<AclRule>,
    /// Where rules are missing from the paste.
    pub cut: Option<Origin>,
}

/// One rule of an endpoint's list. The lowest order that holds the client decides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AclRule {
    /// Lower is tried first; `None` where it could not be read.
    pub order: Option<u32>,
    /// Whether it permits; `None` where that could not be read.
    pub permits: Option<bool>,
    /// The clients; `None` where that could not be read.
    pub remote_subnet: Option<Prefix>,
    /// What its author wrote.
    pub description: String,
    /// Where it stands.
    pub origin: Origin,
}
