//! All that was pasted, as facts.

use super::network_security_group::NetworkSecurityGroup;
use crate::origin::Origin;
use std::rc::Rc;

/// Every resource that was read, in the order of the paste.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// The documents.
    pub documents: Vec<Document>,
}

/// One resource and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is.
    pub resource: Resource,
    /// Where it stands in the paste.
    pub origin: Origin,
}

/// The kinds of resource that are read.
#[derive(Debug, Clone, PartialEq)]
pub enum Resource {
    /// A network security group.
    NetworkSecurityGroup(Rc<NetworkSecurityGroup>),
}

impl Evidence {
    /// The network security groups, in the order of the paste.
    pub fn network_security_groups(&self) -> impl Iterator<Item = &Rc<NetworkSecurityGroup>> {
        self.documents
            .iter()
            .map(|document| match &document.resource {
                Resource::NetworkSecurityGroup(group) => group,
            })
    }
}
