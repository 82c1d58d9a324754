//! Resources other than NSGs out of the common tree: network interfaces, virtual networks and their subnets, public
//! addresses. Each is known by the keys that only it has, and read whether REST, az or PowerShell wrote it.

use super::value::{Node, Object, Value};
use crate::azure::network_interface::IpConfiguration;
use crate::azure::{
    Attached, NetworkInterface, PublicIp, Resource, ResourceId, Subnet, VirtualNetwork,
};
use crate::net::Prefix;
use crate::origin::Origin;
use std::net::IpAddr;

/// The resource that this object is, if it is one of these. A template's subnets are known by standing in their network only.
pub fn read_resource(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    is_in_network: bool,
) -> Option<Resource> {
    let has = |key| object.member(key).is_some();
    let identity = identity(input, node, object);
    if has("ipConfigurations") && is_network_interface(object) {
        return Some(Resource::NetworkInterface(network_interface(
            object, identity,
        )));
    }
    if has("addressSpace") && has("subnets") {
        return Some(Resource::VirtualNetwork(virtual_network(object, identity)));
    }
    if (has("addressPrefix") || has("addressPrefixes"))
        && (is_in_network
            || is_of_type(object, "subnets")
            || has("networkSecurityGroup")
            || has("routeTable"))
    {
        return Some(Resource::Subnet(subnet(object, identity)));
    }
    // The columns of az.
    let is_address = has("publicIpAllocationMethod")
        || has("allocationMethod") && has("addressVersion")
        || has("ipAddress") && is_of_type(object, "publicIPAddresses");
    if is_address && !has("ipConfigurations") {
        return Some(Resource::PublicIp(public_ip(object, identity)));
    }
    None
}

/// Whether it says so, or, where somebody took its id out, has what no other resource has beside addresses.
fn is_network_interface(object: &Object<'_>) -> bool {
    let has = |key| object.member(key).is_some();
    let is_said = has("type") || object.text("id").is_some_and(|id| id.contains('/'));
    let is_like_one = !is_said && (has("virtualMachine") || has("macAddress"));
    is_like_one || is_of_type(object, "networkInterfaces")
}

/// What every resource has.
pub struct Identity {
    /// Its name.
    pub name: String,
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// Where it stands.
    pub origin: Origin,
}

/// The resource's name, id and place.
pub fn identity(input: u32, node: &Node<'_>, object: &Object<'_>) -> Identity {
    Identity {
        name: name(object),
        id: id(object),
        origin: node.origin(input),
    }
}

fn network_interface(object: &Object<'_>, identity: Identity) -> NetworkInterface {
    // REST leaves out what is not there; so does whoever shortens what REST printed.
    let is_whole = object.has("provisioningState") && object.has("etag");
    let mut ip_configurations: Vec<IpConfiguration> = Vec::new();
    for configuration in objects(object, "ipConfigurations") {
        let mut load_balanced_by = references(configuration, "loadBalancerInboundNatRules");
        load_balanced_by.extend(references(configuration, "loadBalancerBackendAddressPools"));
        let read = IpConfiguration {
            name: name(configuration),
            private_address: address(configuration, "privateIpAddress"),
            subnet: reference(configuration, "subnet"),
            public_ip: if object.cut.is_some()
                || !is_whole
                    && !configuration.has("publicIpAddress")
                    && !prints_lists(configuration)
            {
                Attached::Unsaid
            } else {
                attached(configuration, "publicIpAddress")
            },
            load_balanced_by,
            application_security_groups: (object.cut.is_none())
                .then(|| references(configuration, "applicationSecurityGroups")),
        };
        if is_true(configuration, "primary") {
            ip_configurations.insert(0, read);
        } else {
            ip_configurations.push(read);
        }
    }
    NetworkInterface {
        name: identity.name,
        id: identity.id,
        location: object.said("location").to_owned(),
        virtual_machine: reference(object, "virtualMachine"),
        is_primary: object.text("primary").map(is_yes),
        forwards: object.text("enableIpForwarding").map(is_yes),
        network_security_group: match is_whole || object.has("networkSecurityGroup") {
            true => attached(object, "networkSecurityGroup"),
            false => Attached::Unsaid,
        },
        ip_configurations,
        origin: identity.origin,
    }
}

/// PowerShell prints both of the load balancers' lists, empty or not, and leaves out what is null.
fn prints_lists(configuration: &Object<'_>) -> bool {
    let is_list = |key| {
        let member = configuration.member(key);
        member.is_some_and(|member| member.node.list().is_some())
    };
    is_list("loadBalancerInboundNatRules") && is_list("loadBalancerBackendAddressPools")
}

fn virtual_network(object: &Object<'_>, identity: Identity) -> VirtualNetwork {
    let space = |object: &Object<'_>, key: &str| {
        let space = object.inner(key);
        space.map(|space| prefixes(space, "addressPrefixes"))
    };
    let (mut peered, mut unconnected) = (Vec::new(), Vec::new());
    for peering in objects(object, "virtualNetworkPeerings") {
        // What a peering has not connected yet carries nothing (azure-semantics §7.4).
        let is_connected = peering
            .text("peeringState")
            .is_none_or(|state| state.eq_ignore_ascii_case("Connected"));
        let is_let_in = peering.text("allowVirtualNetworkAccess").is_none_or(is_yes);
        let remote = space(peering, "remoteAddressSpace")
            .or_else(|| space(peering, "remoteVirtualNetworkAddressSpace"));
        let remote = remote.unwrap_or_default();
        if is_connected && is_let_in {
            peered.extend(remote);
        } else {
            unconnected.push((name(peering), remote));
        }
    }
    let mut prefixes = space(object, "addressSpace").unwrap_or_default();
    if object.cut.is_some() {
        // Half of what belongs to the network would put the rest outside.
        prefixes.clear();
        peered.clear();
    }
    VirtualNetwork {
        name: identity.name,
        id: identity.id,
        prefixes,
        peered,
        unconnected,
        origin: identity.origin,
    }
}

fn subnet(object: &Object<'_>, identity: Identity) -> Subnet {
    let mut own = prefixes(object, "addressPrefix");
    for prefix in prefixes(object, "addressPrefixes") {
        if !own.contains(&prefix) {
            own.push(prefix);
        }
    }
    let mut network_interfaces = Vec::new();
    for configuration in references(object, "ipConfigurations") {
        if let Some(interface) = configuration.up_to("networkInterfaces") {
            network_interfaces.push(interface);
        }
    }
    Subnet {
        name: identity.name,
        id: identity.id,
        prefixes: own,
        network_security_group: attached(object, "networkSecurityGroup"),
        route_table: attached(object, "routeTable"),
        network_interfaces,
        origin: identity.origin,
    }
}

fn public_ip(object: &Object<'_>, identity: Identity) -> PublicIp {
    let written = object.first_text(&["ipAddress", "address"]);
    let written = written.filter(|text| !text.eq_ignore_ascii_case("Not Assigned"));
    let ip_configuration = reference(object, "ipConfiguration");
    // REST and newer versions of az leave out what is null.
    let is_whole = object.has("etag") && object.has("provisioningState");
    let shows = |key| object.cut.is_none() && (is_whole || object.has(key));
    let method = object.first_text(&["publicIpAllocationMethod", "allocationMethod"]);
    let is_dynamic = method.is_some_and(|method| method.eq_ignore_ascii_case("Dynamic"));
    PublicIp {
        name: identity.name,
        id: identity.id,
        // Who makes an address unreadable has one.
        is_unassigned: match written {
            Some(_) => Some(false),
            None if shows("ipAddress") || object.has("address") => Some(true),
            None => (!is_dynamic).then_some(false),
        },
        is_free: ip_configuration.is_none() && shows("ipConfiguration"),
        address: written.and_then(|text| text.parse().ok()),
        is_standard: is_standard(object),
        ip_configuration,
        origin: identity.origin,
    }
}

/// Whether its SKU lets nothing in without an NSG: all but Basic do not (azure-semantics §2.6).
pub fn is_standard(object: &Object<'_>) -> Option<bool> {
    let node = &object.member("sku")?.node;
    let sku = match &node.value {
        Value::Object(sku) => sku.text("name"),
        _ => node.text(),
    };
    sku.map(|sku| !sku.eq_ignore_ascii_case("Basic"))
}

/// The resource's id.
pub fn id(object: &Object<'_>) -> Option<ResourceId> {
    object.text("id").map(ResourceId::new)
}

/// The resource's name: its own, or the last part of its id.
pub fn name(object: &Object<'_>) -> String {
    let id = id(object);
    let from_id = id.as_ref().map_or("", ResourceId::name);
    object.text("name").unwrap_or(from_id).to_owned()
}

/// Whether the object says of itself, by its `type` or its id, that it is one of `kind`.
pub fn is_of_type(object: &Object<'_>, kind: &str) -> bool {
    let said = object.text("type").and_then(|text| text.rsplit('/').next());
    let id = object.said("id").rsplit('/').nth(1);
    [said, id]
        .into_iter()
        .flatten()
        .any(|text| text.eq_ignore_ascii_case(kind))
}

/// What `key` points to. REST leaves a key out where nothing is attached, az and PowerShell write `null`; only an object
/// that breaks off says nothing, and words that are no id.
fn attached(object: &Object<'_>, key: &str) -> Attached {
    match (reference(object, key), object.cut, object.text(key)) {
        (Some(id), ..) => Attached::To(id),
        (None, None, None) => Attached::Nothing,
        (None, ..) => Attached::Unsaid,
    }
}

/// The id in `"key": {"id": "…"}`.
pub fn reference(object: &Object<'_>, key: &str) -> Option<ResourceId> {
    id_at(&object.member(key)?.node)
}

/// The id that stands here, alone or in an object.
pub fn id_at(node: &Node<'_>) -> Option<ResourceId> {
    let id = match &node.value {
        Value::Object(target) => target.text("id"),
        // Not the name of a type.
        _ => node.text().filter(|text| text.contains('/')),
    };
    id.map(ResourceId::new)
}

/// The one that is known, as a list.
pub fn one(id: Option<ResourceId>) -> Vec<ResourceId> {
    id.map_or_else(Vec::new, |id| vec![id])
}

/// The ids in `"key": [{"id": "…"}, …]`.
pub fn references(object: &Object<'_>, key: &str) -> Vec<ResourceId> {
    let mut ids = Vec::new();
    for target in objects(object, key) {
        if let Some(id) = target.text("id") {
            ids.push(ResourceId::new(id));
        }
    }
    ids
}

/// The elements of a list; a single one may stand there without a list.
pub fn nodes<'a, 't>(object: &'a Object<'t>, key: &str) -> &'a [Node<'t>] {
    match object.member(key).map(|member| &member.node) {
        None => &[],
        Some(Node {
            value: Value::List(list),
            ..
        }) => &list.items,
        Some(node) => std::slice::from_ref(node),
    }
}

/// The elements of a list that are objects; a single one may stand there without a list.
pub fn objects<'a, 't>(object: &'a Object<'t>, key: &str) -> Vec<&'a Object<'t>> {
    let mut objects = Vec::new();
    for node in nodes(object, key) {
        if let Some(object) = node.object() {
            objects.push(object);
        }
    }
    objects
}

/// The elements of a list that are text; a single one may stand there without a list.
pub fn texts<'a>(object: &'a Object<'_>, key: &str) -> Vec<&'a str> {
    let mut texts = Vec::new();
    for node in nodes(object, key) {
        if let Some(text) = node.text() {
            texts.push(text);
        }
    }
    texts
}

/// The address under `key`.
pub fn address(object: &Object<'_>, key: &str) -> Option<IpAddr> {
    object.text(key)?.parse().ok()
}

/// The number under `key`, if a port can be that.
pub fn port(object: &Object<'_>, key: &str) -> Option<u16> {
    object.text(key)?.parse().ok()
}

/// The prefixes in a list, or the single one.
pub fn prefixes(object: &Object<'_>, key: &str) -> Vec<Prefix> {
    let mut prefixes = Vec::new();
    for text in texts(object, key) {
        if let Some(prefix) = Prefix::parse(text.trim()) {
            prefixes.push(prefix);
        }
    }
    prefixes
}

/// Whether the member called `key` says true, in whatever letters.
pub fn is_true(object: &Object<'_>, key: &str) -> bool {
    object.says(key, "true")
}

fn is_yes(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}
