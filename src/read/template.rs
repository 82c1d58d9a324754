//! Deployment templates, written by hand, exported (`az group export`, `Export-AzResourceGroup`) or built from Bicep: their
//! expressions are replaced by what they stand for, and resources that stand on their own are put where they belong, so
//! that what is left reads like the resources themselves.

use super::expression::{Scope, resource_id};
use super::problem::{Problem, ProblemKind};
use super::rule::span;
use super::value::{List, Node, Object, Value};
use crate::azure::ResourceId;
use std::cell::Cell;

/// Fills in a template, and says which of its expressions stay unknown and what was left out.
pub fn fill_in(input: u32, root: &mut Node<'_>, problems: &mut Vec<Problem>) {
    // Room for names and ids that are longer than the template.
    const MOST_BYTES_MORE: usize = 10_000;
    let budget = root.end.saturating_sub(root.start) + MOST_BYTES_MORE;
    let Value::Object(object) = &mut root.value else {
        return;
    };
    // Specifications print what was asked for beside the answer, and call it parameters.
    let is_template =
        object.has("resources") || object.has("parameters") && object.has("variables");
    if is_template && !object.has("responses") {
        let none = Object::default();
        let scope = Scope {
            parameters: &none,
            variables: &none,
            left: &Cell::new(budget),
            input,
        };
        fill_template(&scope, object, Object::default(), false, 0, problems);
    }
}

/// Fills in a template that was given these parameters, or that sees what the scope around it sees.
fn fill_template<'t>(
    around: &Scope<'_, 't>,
    template: &mut Object<'t>,
    mut given: Object<'t>,
    sees_around: bool,
    depth: u32,
    problems: &mut Vec<Problem>,
) {
    // They are no resources, so they are taken out.
    given
        .members
        .append(&mut take(template, "parameters").members);
    let mut scope = Scope {
        parameters: &given,
        variables: &take(template, "variables"),
        ..*around
    };
    if sees_around {
        scope = *around;
    }
    for member in &mut template.members {
        fill(&scope, &mut member.node, depth + 1, problems);
    }
    if let Some(resources) = node_mut(template, "resources") {
        let mut all = Vec::new();
        flatten(&mut resources.value, "", "", &mut all);
        if !all.is_empty() {
            resources.value = Value::List(gather(all));
        }
    }
}

/// Puts values in place of the expressions in a tree.
pub fn fill<'t>(
    scope: &Scope<'_, 't>,
    node: &mut Node<'t>,
    depth: u32,
    problems: &mut Vec<Problem>,
) {
    if let Some(value) = scope.value(node, depth) {
        node.value = value;
        return;
    }
    match &mut node.value {
        Value::List(list) => {
            for item in &mut list.items {
                fill(scope, item, depth + 1, problems);
            }
        }
        Value::Object(object) => fill_object(scope, object, depth, problems),
        Value::Null | Value::Text(_) => {}
    }
}

fn fill_object<'t>(
    scope: &Scope<'_, 't>,
    object: &mut Object<'t>,
    depth: u32,
    problems: &mut Vec<Problem>,
) {
    /// What decides and does not say itself that it is unknown, as the fields of rules and routes do.
    const DECIDING: [&str; 8] = [
        "id",
        "condition",
        "privateIPAddress",
        "networkSecurityGroup",
        "routeTable",
        "publicIPAddress",
        "securityRules",
        "routes",
    ];
    let mut looped = Object::default();
    // Its id is its own then, and points to nothing else.
    let is_described = object.has("properties");
    for member in &mut object.members {
        let (start, end) = (member.start, member.node.end);
        let at = Some(span(scope.input, start, end));
        if matches!(&*member.key, "copy" | "templateLink") {
            problems.push(Problem::new(ProblemKind::NotReadYet, &member.key, at));
            // Whatever a loop would write is not known.
            if let Value::List(list) = &member.node.value {
                for item in &list.items {
                    let name = item.object().and_then(|object| object.text("name"));
                    looped.add_text(name.unwrap_or(""), "[copy]", start, end);
                }
            }
            continue;
        }
        // It may have parameters of its own.
        if member.key == "template" && member.node.object().is_some() {
            continue;
        }
        fill(scope, &mut member.node, depth + 1, problems);
        if let Value::Text(text) = &member.node.value
            && text.starts_with('[')
            && DECIDING
                .iter()
                .skip(usize::from(is_described))
                .any(|key| member.key.eq_ignore_ascii_case(key))
        {
            problems.push(Problem::new(ProblemKind::ExpressionUnknown, text, at));
        }
    }
    object.members.append(&mut looped.members);
    let mut template = take(object, "template");
    if !template.members.is_empty() {
        let given = take(object, "parameters");
        let options = object.inner("expressionEvaluationOptions");
        let is_inner = options.is_some_and(|options| options.says("scope", "inner"));
        fill_template(scope, &mut template, given, !is_inner, depth + 1, problems);
        if let Some(node) = node_mut(object, "template") {
            node.value = Value::Object(template);
        }
    }
}

/// Takes resources out of one another, names each as others point to it, and leaves out those that are not deployed. `kind`
/// and `name` are those of the resource around.
fn flatten<'t>(resources: &mut Value<'t>, kind: &str, name: &str, all: &mut Vec<Node<'t>>) {
    let mut nodes = Vec::new();
    match std::mem::replace(resources, Value::Null) {
        Value::List(list) => nodes = list.items,
        // Since version 2.0 of the language, resources have keys.
        Value::Object(object) => {
            for member in object.members {
                nodes.push(member.node);
            }
        }
        Value::Null | Value::Text(_) => {}
    }
    for mut node in nodes {
        let (start, end) = (node.start, node.end);
        let Value::Object(object) = &mut node.value else {
            continue;
        };
        let own_kind = under(kind, object.text("type"), '.');
        let own_name = under(name, object.text("name"), '/');
        if let Some(inside) = node_mut(object, "resources") {
            flatten(&mut inside.value, &own_kind, &own_name, all);
        }
        // One in a loop has no name that can be known; one that exists is not described here.
        let says = |key, usual| object.says(key, usual) || object.text(key).is_none();
        let is_looped = object.members.iter().any(|member| member.key == "copy");
        if !is_looped && says("condition", "true") && says("existing", "false") {
            if let (None, Some(id)) = (object.text("id"), resource_id(&own_kind, &own_name)) {
                object.add_text("id", &id, start, end);
            }
            all.push(node);
        }
    }
}

/// What stands inside of something else is called by both names, unless its own is a whole one.
fn under(around: &str, own: Option<&str>, of_a_whole: char) -> String {
    let own = own.unwrap_or("");
    match around.is_empty() || own.contains(of_a_whole) {
        true => own.to_owned(),
        false => [around, "/", own].concat(),
    }
}

/// Puts each child into the list of its parent: a rule into its NSG, a subnet into its network.
pub fn gather(all: Vec<Node<'_>>) -> List<'_> {
    let mut gathered = List::default();
    let mut children = Vec::new();
    for mut node in all {
        let (start, end) = (node.start, node.end);
        let Value::Object(object) = &mut node.value else {
            continue;
        };
        let id = object.said("id").to_owned();
        if let Some(subnets) = node_mut(object, "subnets")
            && let Value::List(subnets) = &mut subnets.value
        {
            for subnet in &mut subnets.items {
                // Others point to it, too.
                if let Value::Object(subnet) = &mut subnet.value
                    && !subnet.has("id")
                {
                    let id = [&id, "/subnets/", subnet.said("name")].concat();
                    subnet.add_text("id", &id, start, end);
                }
            }
        }
        // Behind `providers`, the resource's own kind and name come after those of its parent.
        let is_child = id
            .split('/')
            .skip_while(|segment| *segment != "providers")
            .count()
            == 6;
        match is_child {
            true => children.push((id, node)),
            false => gathered.items.push(node),
        }
    }
    for (id, child) in children {
        adopt(&mut gathered.items, &id, child);
    }
    gathered
}

/// Puts a child into the list of its parent. Of a parent that is not here nobody knows the rest.
fn adopt<'t>(all: &mut Vec<Node<'t>>, id: &str, mut child: Node<'t>) -> Option<()> {
    let (parent, name) = id.rsplit_once('/')?;
    let (parent, key) = parent.rsplit_once('/')?;
    let (start, end) = (child.start, child.end);
    if let Value::Object(object) = &mut child.value {
        object.members.retain(|member| member.key != "name");
        object.add_text("name", name, start, end);
    }
    let parent = ResourceId::new(parent);
    let is_parent = |node: &Node<'_>| {
        let id = node.object().and_then(super::resource::id);
        id.is_some_and(|id| id == parent)
    };
    let position = all.iter().position(is_parent);
    if position.is_none() {
        let mut object = Object::default();
        object.add_text("id", parent.as_str(), start, end);
        let value = Value::Object(object);
        all.push(Node { start, end, value });
    }
    let at = position.unwrap_or(all.len() - 1);
    let Value::Object(object) = &mut all.get_mut(at)?.value else {
        return None;
    };
    let is_new = node_mut(object, key).is_none();
    if is_new {
        object.add_text(key, "", start, end);
    }
    let list = &mut node_mut(object, key)?.value;
    if !matches!(list, Value::List(_)) {
        // A list that is an expression may hold anything.
        let is_whole = is_new && position.is_some();
        *list = Value::List(List {
            items: Vec::new(),
            cut: (!is_whole).then_some(start),
        });
    }
    if let Value::List(list) = list {
        // Terraform's `for_each` and `count` make any number of it.
        if (child.object()).is_some_and(|it| it.has("forEach") || it.has("count")) {
            list.cut.get_or_insert(start);
        }
        let is_there =
            |item: &Node<'_>| item.object().and_then(|item| item.text("name")) == Some(name);
        // What is exported stands there twice. Rules are compared when they are read.
        if key == "securityRules" || !list.items.iter().any(is_there) {
            list.items.push(child);
        }
    }
    Some(())
}

/// What stands under a key of the object, or of its `properties`.
#[inline(never)]
pub fn node_mut<'a, 't>(object: &'a mut Object<'t>, key: &str) -> Option<&'a mut Node<'t>> {
    let mut own = object.members.iter();
    let at = own.position(|member| member.key.eq_ignore_ascii_case(key));
    if let Some(at) = at {
        return object.members.get_mut(at).map(|member| &mut member.node);
    }
    let mut own = object.members.iter_mut();
    let properties = own.find(|member| member.key == "properties")?;
    match &mut properties.node.value {
        Value::Object(properties) => node_mut(properties, key),
        _ => None,
    }
}

/// Takes an object out of another.
fn take<'t>(object: &mut Object<'t>, key: &str) -> Object<'t> {
    let mut own = object.members.iter_mut();
    if let Some(member) = own.find(|member| member.key == key)
        && let Value::Object(taken) = &mut member.node.value
    {
        return std::mem::take(taken);
    }
    Object::default()
}
