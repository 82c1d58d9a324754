//! The portal's page of a VM's networking: above each list of rules a heading names the NSG and its place, as in
//! `Network security group nsg-web (attached to subnet: web)`.

use super::expression::resource_id;
use super::letters::NO_DIGIT;
use super::list_view::line_at;
use super::page_title::{attached, is_of_a_page, page};
use super::table_at;
use super::value::{List, Node, Object, Value};
use std::borrow::Cow;

/// More lines than stand between the heading and its list: what the NSG impacts, buttons, filters.
const MOST_BETWEEN: usize = 20;

/// Reads the NSG whose heading is the line at byte `at`, with the list below it. Also gives the byte behind.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    let heading = line_at(text, at)?;
    let (name, kind, place) = attached(heading.text)?;
    let id = resource_id("Microsoft.Network/networkSecurityGroups", name)?;
    let mut end = heading.end;
    let mut next = end;
    // A list that is not there is not known.
    let mut rules = List {
        items: Vec::new(),
        cut: Some(at),
    };
    let mut is_only_there = false;
    for _ in 0..MOST_BETWEEN {
        if let Some(mut table) = table_at(text, next) {
            table.read_rows(text, usize::MAX);
            if let Value::List(list) = table.node.value {
                rules = list;
                rules.cut = table.cut;
                end = table.end;
            }
            break;
        }
        match line_at(text, next) {
            Some(line) if is_of_a_page(line.text) && page(line.text).is_none() => {
                // "Impacts 1 subnets, 0 network interfaces"
                let mut counts = String::new();
                for count in line.text.split(NO_DIGIT) {
                    counts.push_str(count);
                    counts.push_str(if count.is_empty() { "" } else { " " });
                }
                is_only_there |= counts.starts_with("0 1 ") || counts.starts_with("1 0 ");
                next = line.end;
            }
            _ => break,
        }
    }
    let behind = at + heading.text.trim_end().len();
    let mut object = Object::default();
    object.add_text("id", &id, at, behind);
    object.add_text("name", name, at, behind);
    let place = Node {
        start: at,
        end: behind,
        value: Value::Text(Cow::Owned(place)),
    };
    let places = List {
        items: vec![place],
        cut: None,
    };
    object.add(kind, Value::List(places), at, behind);
    let (key, list_end) = match rules.items.is_empty() {
        true => ("securityRules", behind),
        false => ("rules", end),
    };
    object.add(key, Value::List(rules), at, list_end);
    if is_only_there {
        let other = match kind {
            "subnets" => "networkInterfaces",
            _ => "subnets",
        };
        object.add(other, Value::List(List::default()), at, behind);
    }
    let node = Node {
        start: at,
        end: text.get(..end).unwrap_or("").trim_end().len(),
        value: Value::Object(object),
    };
    Some((node, end))
}
