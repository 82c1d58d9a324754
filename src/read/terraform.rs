//! What `terraform show -json` prints of a plan or a state, and the state's own file: the resources of azurerm, told as
//! Azure tells them.

use super::problem::{Problem, ProblemKind};
use super::rule::span;
use super::template::{Named, adopt, node_mut, text_member};
use super::value::{List, Member, Node, Object, Value};
use std::borrow::Cow;

/// Puts Azure's resources in place of a plan or a state. Of a plan, what is planned counts. What is known only after it
/// was applied is absent there, and unknown.
pub fn translate(input: u32, root: &mut Node<'_>, problems: &mut Vec<Problem>) {
    let is_terraform = |it: &Object<'_>| it.has("terraform_version") || kind(it).is_some();
    if !root.object().is_some_and(is_terraform) {
        return;
    }
    let mut found = Vec::new();
    collect(root, None, &mut found);
    let (mut all, mut children, mut links) = (Vec::new(), Vec::new(), Vec::new());
    for (kind, mut node) in found {
        let Value::Object(object) = &mut node.value else {
            continue;
        };
        tell(object, &kind);
        let child = |parent: &str, list: &str| {
            let parent = object.text(parent)?;
            Some((
                [parent, "/", object.text("name")?].concat(),
                list.to_owned(),
            ))
        };
        let parent = match &*kind {
            "network_security_rule" => child("networksecuritygroupname", NSG_RULES),
            "route" => child("routetablename", ROUTES),
            _ => None,
        };
        if let Some((name, kind)) = parent {
            children.push(Named { kind, name, node });
        } else if kind.ends_with("_association") {
            links.push((kind, node));
        } else {
            all.push(node);
        }
    }
    if all.is_empty() && children.is_empty() {
        return;
    }
    for child in children {
        adopt(&mut all, child);
    }
    for (kind, link) in links {
        if associate(&mut all, &link).is_none() {
            let at = Some(span(input, link.start, link.end));
            problems.push(Problem::new(ProblemKind::ExpressionUnknown, &kind, at));
        }
    }
    for node in &mut all {
        let (start, end) = (node.start, node.end);
        if let Value::Object(object) = &mut node.value {
            // A list that nobody knows yet.
            let list = match object.text("type") {
                Some("Microsoft.Network/networkSecurityGroups") => "securityRules",
                Some("Microsoft.Network/routeTables") => "routes",
                _ => continue,
            };
            if !object.has(list) {
                let (items, cut) = (Vec::new(), Some(start));
                let value = Value::List(List { items, cut });
                object.members.push(Member {
                    key: Cow::Borrowed(list),
                    start,
                    node: Node { start, end, value },
                });
            }
        }
    }
    root.value = Value::List(List {
        items: all,
        cut: None,
    });
}

const NSG_RULES: &str = "Microsoft.Network/networkSecurityGroups/securityRules";
const ROUTES: &str = "Microsoft.Network/routeTables/routes";

/// `network_interface` for `azurerm_network_interface`.
fn kind<'a>(object: &'a Object<'_>) -> Option<&'a str> {
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
            let is_planned = object.has("planned_values");
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

/// Gives the members of a resource the names that Azure gives them.
fn tell(object: &mut Object<'_>, kind: &str) {
    let unsaid: &[&str] = match kind {
        // Who filters them, associations say, which may stand elsewhere.
        "subnet" => &["networkSecurityGroup", "routeTable"],
        "network_interface" => &["networkSecurityGroup"],
        _ => &[],
    };
    let (mut start, mut end) = (0, 0);
    for member in &mut object.members {
        (start, end) = (member.start, member.node.end);
        rename(member);
    }
    for key in unsaid {
        if !object.has(key) {
            object.members.push(text_member(key, UNSAID, start, end));
        }
    }
    let azure_type = match kind {
        "network_security_group" => "Microsoft.Network/networkSecurityGroups",
        "route_table" => "Microsoft.Network/routeTables",
        "subnet" => "Microsoft.Network/virtualNetworks/subnets",
        "network_interface" => "Microsoft.Network/networkInterfaces",
        "public_ip" => "Microsoft.Network/publicIPAddresses",
        _ => return,
    };
    object
        .members
        .push(text_member("type", azure_type, start, end));
}

/// No id and not nothing.
const UNSAID: &str = "?";

fn rename(member: &mut Member<'_>) {
    let (start, end) = (member.start, member.node.end);
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
            *member = text_member("disableBgpRoutePropagation", text, start, end);
            return;
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
    member.key = Cow::Owned(key);
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
    let members = vec![text_member("id", id, start, end)];
    Value::Object(Object { members, cut: None })
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
        object.members.push(text_member(used_key, used, start, end));
        return Some(());
    }
    let object = by_id(all, used)?;
    let list = [user_key, "s"].concat();
    let value = reference(user, start, end);
    if node_mut(object, &list).is_none() {
        object.members.push(text_member(&list, "", start, end));
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
