//! What `terraform show -json` prints of a plan or a state, and the state's own file: the resources of azurerm, told as
//! Azure tells them.

use super::expression::resource_id;
use super::key::Key;
use super::problem::{Problem, ProblemKind, report};
use super::resource;
use super::template::{gather, node_mut};
use super::value::{List, Member, Node, Object, Value};
use std::borrow::Cow;

/// The key of what is planned.
pub const PLANNED: &str = "planned_values";

/// Puts Azure's resources in place of a plan or a state. Of a plan, what is planned counts. What is known only after it
/// was applied is absent there, and unknown.
pub fn translate(input: u32, root: &mut Node<'_>, problems: &mut Vec<Problem>) {
    let is_terraform = |it: &Object<'_>| it.has("terraform_version") || kind(it).is_some();
    if !root.object().is_some_and(is_terraform) {
        return;
    }
    let mut found = Vec::new();
    collect(root, None, &mut found);
    let (mut all, mut links) = (Vec::new(), Vec::new());
    for (kind, mut node) in found {
        if let Value::Object(object) = &mut node.value {
            tell(object, &kind);
            match kind.ends_with("_association") {
                true => links.push((kind, node)),
                false => all.push(node),
            }
        }
    }
    if all.is_empty() {
        return;
    }
    if root.object().is_some_and(|root| root.has(PLANNED)) {
        let at = root.span(input);
        report(ProblemKind::Planned, "", at, problems);
    }
    for (kind, link) in links {
        if associate(&mut all, &link).is_none() {
            let at = link.span(input);
            report(ProblemKind::ExpressionUnknown, &kind, at, problems);
        }
    }
    let mut gathered = gather(all);
    for node in &mut gathered.items {
        let (start, end) = (node.start, node.end);
        if let Value::Object(object) = &mut node.value
            && let Some(id) = resource::id(object)
        {
            // A list that nobody knows yet.
            for (kind, list) in &[
                ("networkSecurityGroups", "securityRules"),
                ("routeTables", "routes"),
            ] {
                if id.segment(kind).is_some() && !object.has(list) {
                    let (items, cut) = (Vec::new(), Some(start));
                    object.add(list, Value::List(List { items, cut }), start, end);
                }
            }
        }
    }
    root.value = Value::List(gathered);
}

/// `network_interface` for `azurerm_network_interface`.
pub fn kind<'a>(object: &'a Object<'_>) -> Option<&'a str> {
    object.text("type")?.strip_prefix("azurerm_")
}

/// Takes the values of every resource out of the tree. `kind` is that of the resource around.
fn collect<'t>(node: &mut Node<'t>, around: Option<&str>, found: &mut Vec<(String, Node<'t>)>) {
    match &mut node.value {
        Value::List(list) => {
            for item in &mut list.items {
                collect(item, around, found);
            }
        }
        Value::Object(object) => {
            let own = kind(object).map(str::to_owned);
            let kind = own.as_deref().or(around);
            let is_planned = object.has(PLANNED);
            for member in &mut object.members {
                match (kind, &*member.key) {
                    (Some(kind), "values" | "after" | "attributes") => {
                        let (start, end) = (member.node.start, member.node.end);
                        let value = std::mem::replace(&mut member.node.value, Value::Null);
                        found.push((kind.to_owned(), Node { start, end, value }));
                    }
                    (None, "prior_state" | "configuration" | "resource_drift" | "variables") => {}
                    (None, "resource_changes") if is_planned => {}
                    _ => collect(&mut member.node, kind, found),
                }
            }
        }
        Value::Null | Value::Text(_) => {}
    }
}

/// Gives the members of a resource the names that Azure gives them, and an id to one that is only planned.
pub fn tell(object: &mut Object<'_>, kind: &str) {
    let (mut start, mut end) = (0, 0);
    for member in &mut object.members {
        (start, end) = (member.start, member.node.end);
        rename(member);
    }
    // Who filters them, associations say, which may stand elsewhere.
    let unsaid: &[&str] = match kind {
        "subnet" => &["networkSecurityGroup", "routeTable"],
        "network_interface" => &["networkSecurityGroup"],
        _ => &[],
    };
    for key in unsaid {
        if !object.has(key) {
            object.add_text(key, UNSAID, start, end);
        }
    }
    if let (None, Some(id)) = (object.text("id"), id_of(object, kind)) {
        object.add_text("id", &id, start, end);
    }
}

/// The id of a resource, which it gets when it is made.
pub fn id_of(object: &Object<'_>, kind: &str) -> Option<String> {
    if let Some(id) = object.text("id") {
        return Some(id.to_owned());
    }
    const KINDS: [(&str, &str, &str); 8] = [
        ("network_security_group", "networkSecurityGroups", ""),
        (
            "network_security_rule",
            "networkSecurityGroups/securityRules",
            "networkSecurityGroupName",
        ),
        ("route_table", "routeTables", ""),
        ("route", "routeTables/routes", "routeTableName"),
        ("virtual_network", "virtualNetworks", ""),
        ("subnet", "virtualNetworks/subnets", "virtualNetworkName"),
        ("network_interface", "networkInterfaces", ""),
        ("public_ip", "publicIPAddresses", ""),
    ];
    let (_, azure_kind, parent) = KINDS.iter().find(|(known, ..)| *known == kind)?;
    let own = object.text("name")?;
    let mut name = object.said(parent).to_owned();
    if !name.is_empty() {
        name.push('/');
    }
    name.push_str(own);
    resource_id(&["Microsoft.Network/", azure_kind].concat(), &name)
}

/// No id and not nothing.
const UNSAID: &str = "?";

fn rename(member: &mut Member<'_>) {
    let renamed = match &*member.key {
        "security_rule" => "securityRules",
        "route" => "routes",
        "ip_configuration" => "ipConfigurations",
        "next_hop_in_ip_address" => "nextHopIpAddress",
        "allocation_method" => "publicIpAllocationMethod",
        "ip_forwarding_enabled" => "enableIpForwarding",
        "security_group" => "networkSecurityGroup",
        "bgp_route_propagation_enabled" => {
            let is_off = member.node.text() == Some("false");
            let text = if is_off { "true" } else { "false" };
            member.node.value = Value::Text(Cow::Borrowed(text));
            "disableBgpRoutePropagation"
        }
        _ => "",
    };
    let mut key = String::new();
    if renamed.is_empty() {
        let one = member.key.strip_suffix("_id");
        let several = member.key.strip_suffix("_ids");
        for part in one.or(several).unwrap_or(&member.key).split('_') {
            key.push_str(part);
        }
        if several.is_some() {
            key.push('s');
        }
    } else {
        key.push_str(renamed);
    }
    member.key = Key::from(Cow::Owned(key));
    match &mut member.node.value {
        Value::Object(object) => rename_all(object),
        Value::List(list) => {
            for item in &mut list.items {
                match &mut item.value {
                    Value::Object(object) => rename_all(object),
                    Value::Text(text) if text.contains("/providers/") => {
                        item.value = reference(text, item.start, item.end);
                    }
                    _ => {}
                }
            }
        }
        Value::Null | Value::Text(_) => {}
    }
}

fn rename_all(object: &mut Object<'_>) {
    for member in &mut object.members {
        rename(member);
    }
}

/// `{"id": "…"}`, as Azure points to something.
fn reference<'t>(id: &str, start: usize, end: usize) -> Value<'t> {
    let mut object = Object::default();
    object.add_text("id", id, start, end);
    Value::Object(object)
}

/// Puts what an association says where Azure says it: at the subnet or network interface, else at the NSG or route table.
/// `None` when an id is not known yet or neither is here.
fn associate(all: &mut [Node<'_>], link: &Node<'_>) -> Option<()> {
    let link_object = link.object()?;
    let (user_key, user) = ["subnet", "networkInterface"]
        .into_iter()
        .find_map(|key| Some((key, link_object.text(key)?)))?;
    let (used_key, used) = ["networkSecurityGroup", "routeTable"]
        .into_iter()
        .find_map(|key| Some((key, link_object.text(key)?)))?;
    let (start, end) = (link.start, link.end);
    if let Some(object) = by_id(all, user) {
        object.members.retain(|member| member.key != used_key);
        object.add_text(used_key, used, start, end);
        return Some(());
    }
    let object = by_id(all, used)?;
    let list = [user_key, "s"].concat();
    let value = reference(user, start, end);
    if node_mut(object, &list).is_none() {
        object.add_text(&list, "", start, end);
    }
    let node = node_mut(object, &list)?;
    if !matches!(node.value, Value::List(_)) {
        node.value = Value::List(List::default());
    }
    if let Value::List(list) = &mut node.value {
        list.items.push(Node { start, end, value });
    }
    Some(())
}

fn by_id<'a, 't>(all: &'a mut [Node<'t>], id: &str) -> Option<&'a mut Object<'t>> {
    let is_it = |node: &Node<'_>| {
        let own = node.object().and_then(|object| object.text("id"));
        own.is_some_and(|own| own.eq_ignore_ascii_case(id))
    };
    let at = all.iter().position(is_it)?;
    match &mut all.get_mut(at)?.value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}
