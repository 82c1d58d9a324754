//! Deployment templates, written by hand, exported (`az group export`, `Export-AzResourceGroup`) or built from Bicep: their
//! expressions are replaced by what they stand for, and resources that stand on their own are put where they belong, so
//! that what is left reads like the resources themselves.

use super::expression::{Scope, resource_id};
use super::problem::{Problem, ProblemKind};
use super::resource;
use super::rule::span;
use super::value::{List, Member, Node, Object, Value};
use std::borrow::Cow;
use std::cell::Cell;

/// Fills in a template, wherever it is in the tree, and says which of its expressions stay unknown and what was left out.
pub fn fill_in(input: u32, root: &mut Node<'_>, problems: &mut Vec<Problem>) {
    let budget = root.end.saturating_sub(root.start);
    let Value::Object(object) = &mut root.value else {
        return;
    };
    // Specifications print what was asked for beside the answer, and call it parameters.
    let is_template =
        object.has("resources") || object.has("parameters") && object.has("variables");
    if !is_template || object.has("responses") {
        return;
    }
    let left = Cell::new(budget + 10_000);
    let scope = Scope {
        parameters: None,
        variables: None,
        left: &left,
    };
    let mut places = Vec::new();
    fill_template(&scope, object, Object::default(), false, 0, &mut places);
    for (kind, name, start, end) in places {
        problems.push(Problem::new(kind, &name, Some(span(input, start, end))));
    }
}

/// What is to be said of a template, by kind, name, first byte and last.
type Said = Vec<(ProblemKind, String, usize, usize)>;

/// Fills in a template that was given these parameters, or that sees what the scope around it sees.
fn fill_template<'t>(
    around: &Scope<'_, 't>,
    template: &mut Object<'t>,
    mut given: Object<'t>,
    sees_around: bool,
    depth: u32,
    said: &mut Said,
) {
    // They are no resources, so they are taken out.
    let mut parameters = take(template, "parameters").unwrap_or_default();
    given.members.append(&mut parameters.members);
    let variables = take(template, "variables").unwrap_or_default();
    let own = Scope {
        parameters: Some(&given),
        variables: Some(&variables),
        left: around.left,
    };
    let scope = if sees_around { around } else { &own };
    for member in &mut template.members {
        fill(scope, &mut member.node, depth + 1, said);
    }
    if let Some(resources) = node_mut(template, "resources") {
        gather(resources);
    }
}

/// Puts values in place of the expressions in a tree.
pub fn fill<'t>(scope: &Scope<'_, 't>, node: &mut Node<'t>, depth: u32, said: &mut Said) {
    if let Some(value) = scope.value(node, depth) {
        node.value = value;
        return;
    }
    match &mut node.value {
        Value::List(list) => {
            for item in &mut list.items {
                fill(scope, item, depth + 1, said);
            }
        }
        Value::Object(object) => fill_object(scope, object, depth, said),
        Value::Null | Value::Text(_) => {}
    }
}

fn fill_object<'t>(scope: &Scope<'_, 't>, object: &mut Object<'t>, depth: u32, said: &mut Said) {
    let mut template = None;
    let mut looped = Vec::new();
    let is_route = object.has("nextHopType");
    for (at, member) in object.members.iter_mut().enumerate() {
        let is = |key: &str| member.key.eq_ignore_ascii_case(key);
        let (start, end) = (member.start, member.node.end);
        if is("template") && member.node.object().is_some() {
            // It may have parameters of its own.
            let node = &mut member.node;
            template = Some((at, std::mem::replace(&mut node.value, Value::Null)));
            continue;
        }
        if is("copy") || is("templateLink") {
            let what = member.key.to_string();
            said.push((ProblemKind::NotReadYet, what, start, end));
            // Whatever a loop would write is not known.
            if let Value::List(list) = &member.node.value {
                for item in &list.items {
                    let name = item.object().and_then(|object| object.text("name"));
                    looped.extend(name.map(|name| (name.to_owned(), start, end)));
                }
            }
            continue;
        }
        fill(scope, &mut member.node, depth + 1, said);
        // A rule, and a route, say so themselves.
        const DECIDING: [&str; 9] = [
            "id",
            "condition",
            "addressPrefix",
            "privateIPAddress",
            "networkSecurityGroup",
            "routeTable",
            "publicIPAddress",
            "securityRules",
            "routes",
        ];
        if let Value::Text(text) = &member.node.value
            && text.starts_with('[')
            && DECIDING
                .iter()
                .any(|key| member.key.eq_ignore_ascii_case(key))
            && !is_route
        {
            said.push((ProblemKind::ExpressionUnknown, text.to_string(), start, end));
        }
    }
    for (name, start, end) in looped {
        object
            .members
            .push(text_member(&name, "[copyIndex()]", start, end));
    }
    if let Some((at, Value::Object(mut inner))) = template {
        let given = take(object, "parameters").unwrap_or_default();
        let options = object.inner("expressionEvaluationOptions");
        let is_inner = |options: &Object<'_>| {
            let scope = options.text("scope");
            scope.is_some_and(|scope| scope.eq_ignore_ascii_case("inner"))
        };
        let sees_around = !options.is_some_and(is_inner);
        fill_template(scope, &mut inner, given, sees_around, depth + 1, said);
        if let Some(member) = object.members.get_mut(at) {
            member.node.value = Value::Object(inner);
        }
    }
}

/// Takes resources out of one another, leaves out those that are not deployed, and puts each child into its parent: a
/// rule into its NSG, a subnet into its network.
fn gather(resources: &mut Node<'_>) {
    let mut all = Vec::new();
    let cut = match &resources.value {
        Value::List(list) => list.cut,
        Value::Object(object) => object.cut,
        Value::Null | Value::Text(_) => return,
    };
    flatten(
        std::mem::replace(&mut resources.value, Value::Null),
        "",
        "",
        &mut all,
    );
    let items = Vec::new();
    let mut gathered = List { items, cut };
    let mut children = Vec::new();
    for resource in all {
        let is_child =
            resource.kind.split('/').count() == 3 && resource.name.split('/').count() == 2;
        match is_child {
            true => children.push(resource),
            false => gathered.items.push(resource.node),
        }
    }
    for child in children {
        adopt(&mut gathered.items, child);
    }
    resources.value = Value::List(gathered);
}

/// A resource with its whole type and name: `Microsoft.Network/networkSecurityGroups/securityRules`, `nsg/rule`.
pub struct Named<'t> {
    /// The type.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The resource.
    pub node: Node<'t>,
}

fn flatten<'t>(value: Value<'t>, kind: &str, name: &str, all: &mut Vec<Named<'t>>) {
    let nodes = match value {
        Value::List(list) => list.items,
        // Since version 2.0 of the language, resources have keys.
        Value::Object(object) => object
            .members
            .into_iter()
            .map(|member| member.node)
            .collect(),
        Value::Null | Value::Text(_) => return,
    };
    for mut node in nodes {
        let Value::Object(object) = &mut node.value else {
            continue;
        };
        let under = |parent: &str, own: Option<&str>| {
            let own = own.unwrap_or("");
            match parent.is_empty() || own.starts_with("Microsoft.") {
                true => own.to_owned(),
                false => [parent, "/", own].concat(),
            }
        };
        let own_kind = under(kind, object.text("type"));
        let own_name = match object.text("name") {
            Some(own) if own.contains('/') => own.to_owned(),
            own => under(name, own),
        };
        let inside = node_mut(object, "resources")
            .map(|node| std::mem::replace(&mut node.value, Value::Null));
        // One in a loop has no name that can be known; one that exists is not described here.
        let is_deployed = object
            .text("condition")
            .is_none_or(|text| text.eq_ignore_ascii_case("true"))
            && object
                .text("existing")
                .is_none_or(|text| text.eq_ignore_ascii_case("false"))
            && !object.members.iter().any(|member| member.key == "copy");
        if let (None, Some(id)) = (object.text("id"), resource_id(&own_kind, &own_name)) {
            if let Some(Value::List(subnets)) = node_mut(object, "subnets").map(|it| &mut it.value)
            {
                for subnet in &mut subnets.items {
                    name_subnet(subnet, &id);
                }
            }
            object
                .members
                .push(text_member("id", &id, node.start, node.end));
        }
        if is_deployed {
            all.push(Named {
                kind: own_kind.clone(),
                name: own_name.clone(),
                node,
            });
        }
        flatten(inside.unwrap_or(Value::Null), &own_kind, &own_name, all);
    }
}

/// Gives a subnet that stands in its network the id by which others point to it.
fn name_subnet(subnet: &mut Node<'_>, network: &str) {
    let (start, end) = (subnet.start, subnet.end);
    if let Value::Object(object) = &mut subnet.value
        && let Some(name) = object.text("name")
        && !object.has("id")
    {
        let id = [network, "/subnets/", name].concat();
        object.members.push(text_member("id", &id, start, end));
    }
}

/// Puts a child into the list of its parent. Of a parent that is not in the template nobody knows the rest.
pub fn adopt<'t>(resources: &mut Vec<Node<'t>>, mut child: Named<'t>) {
    let kind = child.kind.rsplit_once('/');
    let (Some((parent_kind, key)), Some((parent, name))) = (kind, child.name.rsplit_once('/'))
    else {
        return;
    };
    let (start, end) = (child.node.start, child.node.end);
    if let Value::Object(object) = &mut child.node.value {
        object
            .members
            .retain(|member| !member.key.eq_ignore_ascii_case("name"));
        object.members.push(text_member("name", name, start, end));
    }
    // Terraform knows ids, a template only names.
    let id = child.node.object().and_then(resource::id);
    let is_parent = |node: &Node<'_>| {
        let Some(object) = node.object() else {
            return false;
        };
        let is = |key, wanted: &str| {
            let said = object.text(key);
            said.is_some_and(|said| said.eq_ignore_ascii_case(wanted))
        };
        let last = parent_kind.rsplit('/').next().unwrap_or("");
        match (
            resource::id(object),
            id.as_ref().and_then(|id| id.up_to(last)),
        ) {
            (Some(own), Some(of)) => own == of,
            _ => is("type", parent_kind) && is("name", parent),
        }
    };
    let (at, mut cut) = match resources.iter().position(is_parent) {
        Some(at) => (at, None),
        None => {
            let mut object = Object::default();
            object
                .members
                .push(text_member("type", parent_kind, start, end));
            object.members.push(text_member("name", parent, start, end));
            let id = resource_id(parent_kind, parent);
            object
                .members
                .extend(id.map(|id| text_member("id", &id, start, end)));
            let value = Value::Object(object);
            resources.push(Node { start, end, value });
            (resources.len() - 1, Some(start))
        }
    };
    let Some(Value::Object(object)) = resources.get_mut(at).map(|node| &mut node.value) else {
        return;
    };
    if node_mut(object, key).is_none() {
        object.members.push(Member {
            key: Cow::Owned(key.to_owned()),
            start,
            node: Node {
                start,
                end,
                value: Value::Null,
            },
        });
    } else {
        // A list that is an expression may hold anything.
        cut = Some(start);
    }
    if let Some(list) = node_mut(object, key) {
        if !matches!(list.value, Value::List(_)) {
            let items = Vec::new();
            list.value = Value::List(List { items, cut });
        }
        if let Value::List(list) = &mut list.value {
            let is_namesake =
                |item: &Node<'_>| item.object().and_then(|item| item.text("name")) == Some(name);
            // What is exported stands there twice. Rules are compared when they are read.
            if key.eq_ignore_ascii_case("securityRules") || !list.items.iter().any(is_namesake) {
                list.items.push(child.node);
            }
        }
    }
}

/// A member that is text.
pub fn text_member<'t>(key: &str, text: &str, start: usize, end: usize) -> Member<'t> {
    Member {
        key: Cow::Owned(key.to_owned()),
        start,
        node: Node {
            start,
            end,
            value: Value::Text(Cow::Owned(text.to_owned())),
        },
    }
}

/// What stands under a key of the object, or of its `properties`.
pub fn node_mut<'a, 't>(object: &'a mut Object<'t>, key: &str) -> Option<&'a mut Node<'t>> {
    let find = |object: &Object<'_>, key: &str| {
        let mut keys = object.members.iter();
        keys.position(|member| member.key.eq_ignore_ascii_case(key))
    };
    if let Some(at) = find(object, key) {
        return object.members.get_mut(at).map(|member| &mut member.node);
    }
    let at = find(object, "properties")?;
    let Value::Object(properties) = &mut object.members.get_mut(at)?.node.value else {
        return None;
    };
    let at = find(properties, key)?;
    properties
        .members
        .get_mut(at)
        .map(|member| &mut member.node)
}

/// Takes an object out of another.
fn take<'t>(object: &mut Object<'t>, key: &str) -> Option<Object<'t>> {
    let node = node_mut(object, key)?;
    match std::mem::replace(&mut node.value, Value::Null) {
        Value::Object(taken) => Some(taken),
        _ => None,
    }
}
