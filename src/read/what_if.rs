//! What a deployment would change (`az deployment group what-if`, `-WhatIf`): nothing of that is in force. Its JSON says
//! what is there before, too.

use super::list_view::line_at;
use super::value::{Node, Object, Value};

/// How its text begins, and what stands in it at the beginning of a line.
const PARTS: [&str; 7] = [
    "Resource and property changes are indicated",
    "The deployment will update the following scope",
    "Resource changes: ",
    "Note: The result may contain false positive",
    "Scope: ",
    "Diagnostics (",
    "You can help us improve the accuracy",
];

/// So many of these are in it alone.
const BEGINNINGS: usize = 4;

/// The byte behind its text, when that begins with the line at byte `at`.
pub fn end_of_text(text: &str, at: usize) -> Option<usize> {
    let mut line = line_at(text, at)?;
    let mut beginnings = PARTS.iter().take(BEGINNINGS);
    if !beginnings.any(|part| line.text.starts_with(part)) {
        return None;
    }
    let mut end = line.end;
    while let Some(next) = line_at(text, line.end) {
        line = next;
        let is_part = |part: &&str| line.text.starts_with(*part);
        if !line.text.trim().is_empty() {
            if !line.text.starts_with(' ') && !PARTS.iter().any(is_part) {
                break;
            }
            end = line.end;
        }
    }
    Some(end)
}

/// Leaves of its JSON what is there before; `false` where this is something else.
pub fn keep_before(node: &mut Node<'_>) -> bool {
    let is_change = |object: &Object<'_>| object.has("changeType") && object.has("resourceId");
    match &mut node.value {
        Value::Object(object) if is_change(object) => {
            let is_there = |key: &str| key.eq_ignore_ascii_case("before");
            object.members.retain(|member| is_there(&member.key));
            true
        }
        Value::Object(object) => {
            let is_around = |key: &str| matches!(key, "changes" | "Changes" | "properties");
            let mut members = object.members.iter_mut();
            members
                .find(|member| is_around(&member.key))
                .is_some_and(|member| keep_before(&mut member.node))
        }
        Value::List(list) => {
            let mut is_any = false;
            for item in &mut list.items {
                if !is_any && !item.object().is_some_and(is_change) {
                    break;
                }
                is_any |= keep_before(item);
            }
            is_any
        }
        Value::Null | Value::Text(_) => false,
    }
}
