//! What `ConvertTo-Json` writes where its `-Depth` ends: the name of a type in place of a list, or an object in one
//! text, `@{Name=AllowRdp; Access=Allow}`.

use super::key::Key;
use super::letters::one_of;
use super::problem::{Problem, ProblemKind};
use super::rule::{is_rule, span};
use super::value::{Member, Node, Object, Value};
use std::borrow::Cow;

/// Whether this is the name of a type in place of what it holds.
pub fn is_lost(text: &str) -> bool {
    const TYPES: [&str; 4] = [
        "System.Collections.",
        "System.Object[",
        "System.String[",
        "Microsoft.Azure.Commands.",
    ];
    TYPES.iter().any(|name| text.starts_with(*name))
}

/// Reads the objects that stand in one text, and says where the first thing was lost that is no field of a rule.
pub fn restore<'t>(input: u32, node: &mut Node<'t>, lost: &mut Option<Problem>) {
    match &mut node.value {
        Value::List(list) => {
            for item in &mut list.items {
                restore(input, item, lost);
            }
        }
        Value::Object(object) => {
            let says_so_itself = is_rule(object);
            for member in &mut object.members {
                if !says_so_itself || !matches!(member.node.value, Value::Text(_)) {
                    restore(input, &mut member.node, lost);
                }
            }
        }
        Value::Text(text) if is_lost(text) => {
            lost.get_or_insert_with(|| {
                let at = Some(span(input, node.start, node.end));
                Problem::new(ProblemKind::DepthTooSmall, text, at)
            });
        }
        Value::Text(text) if text.starts_with("@{") => {
            node.value = Value::Object(object(text, node.start, node.end));
        }
        Value::Null | Value::Text(_) => {}
    }
}

/// The members between `@{` and `}`. A description may hold anything, so one that gives a key a second time makes the whole
/// uncertain.
fn object<'t>(text: &str, start: usize, end: usize) -> Object<'t> {
    let mut object = Object::default();
    let inner = text.trim_start_matches(one_of("@{"));
    let whole = inner.strip_suffix('}');
    if whole.is_none() {
        object.cut = Some(start);
    }
    for part in whole.unwrap_or(inner).split(';') {
        let Some((key, value)) = part.split_once('=') else {
            object.cut = Some(start);
            continue;
        };
        let (key, value) = (key.trim(), value.trim());
        if object.has(key) || value.contains(one_of("{}")) {
            object.cut = Some(start);
        }
        object.members.push(Member {
            key: Key::from(Cow::Owned(key.to_owned())),
            start,
            node: Node {
                start,
                end,
                value: match value {
                    "" => Value::Null,
                    value => Value::Text(Cow::Owned(value.to_owned())),
                },
            },
        });
    }
    object
}
