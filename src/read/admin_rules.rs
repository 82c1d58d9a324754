//! Virtual Network Manager's security admin rules out of the common tree, as the effective and the active lists show them
//! (azure-semantics §5).

use super::value::Object;

/// Whether this is a security admin rule: an NSG's rule has no list of `sources`.
pub fn is_admin_rule(object: &Object<'_>) -> bool {
    object.has("sources") && object.has("destinations") && object.has("access")
}
