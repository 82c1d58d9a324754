//! Service tags out of the common tree: the weekly file, `az network list-service-tags`, `Get-AzNetworkServiceTag`.

use super::resource::{name, prefixes};
use super::value::{Node, Object};
use crate::azure::Resource;
use crate::net::Prefix;

/// The tag that this object is, if it is one.
pub fn read_service_tag(input: u32, node: &Node<'_>, object: &Object<'_>) -> Option<Resource> {
    object.member("systemService")?;
    object.member("addressPrefixes")?;
    Some(Resource::ServiceTag {
        name: name(object),
        addresses: Prefix::all_of(&prefixes(object, "addressPrefixes")),
        origin: node.origin(input),
    })
}
