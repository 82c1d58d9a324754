//! What pages of the portal show: Network Watcher's answers and the overview of a VM, each value behind its label or below it.

use super::heading;
use super::list_view::line_at;
use super::template::text_member;
use super::value::{Node, Object, Value};

/// The overview of a VM has fewer.
const MOST_LINES: usize = 40;

/// Reads the answer or the overview that begins with the line at byte `at`, and gives the byte behind it.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    let begins = ["Access ", "Next ", "Status", "次", "状"];
    let said = line_at(text, at)?.text.trim();
    if !begins.iter().any(|begin| said.starts_with(begin)) {
        return None;
    }
    let mut object = Object::default();
    let (mut next, mut end, mut label, mut last) = (at, at, None, None);
    for _ in 0..MOST_LINES {
        let Some(line) = line_at(text, next) else {
            break;
        };
        next = line.end;
        let said = line.text.trim();
        let (name, behind) = said.split_once([':', '\t']).unwrap_or((said, ""));
        let mut value = said;
        if let Some(known) = key_of(name) {
            label = Some(known);
            value = behind;
        } else if next > at && object.members.is_empty() && label.is_none() {
            // Each begins with a label.
            return None;
        }
        value = value.trim_start_matches([':', ' ', '\t']);
        if let Some((key, shown)) =
            label.filter(|(_, shown)| !shown.is_empty() || !value.is_empty())
        {
            let value = match (key, shown) {
                ("powerState", _) => power(value)?,
                (_, "") => value,
                (_, shown) => shown,
            };
            label = None;
            let place = line.start + line.text.trim_end().len();
            object
                .members
                .push(text_member(key, value, line.start, place));
            (end, last) = (place, Some(key));
            if matches!(key, "ruleName" | "routeTableId" | "publicIps") {
                break;
            }
        }
    }
    let has = |key: &str| object.has(key);
    let is_answer = has("access") && last == Some("ruleName")
        || has("nextHopType") && last == Some("routeTableId");
    (is_answer || has("powerState") && has("os")).then(|| {
        let value = Value::Object(object);
        let next = line_at(text, end).map_or(end, |line| line.end);
        (
            Node {
                start: at,
                end,
                value,
            },
            next,
        )
    })
}

/// How Azure's tools call what stands at this label, and what it is where the label says so itself.
fn key_of(label: &str) -> Option<(&'static str, &'static str)> {
    Some(match &*heading::key(label) {
        "accessdenied" => ("access", "Deny"),
        "accessallowed" => ("access", "Allow"),
        "securityrule" => ("ruleName", ""),
        "nexthoptype" => ("nextHopType", ""),
        "ipaddress" => ("nextHopIpAddress", ""),
        "routetableid" => ("routeTableId", ""),
        "status" | "state" => ("powerState", ""),
        "operatingsystem" | "オペレーティングシステム" => ("os", ""),
        "publicipaddress" | "パブリックipアドレス" => ("publicIps", ""),
        _ => return None,
    })
}

/// What an instance view calls it.
fn power(shown: &str) -> Option<&'static str> {
    let has = |words: [&str; 2]| words.iter().any(|word| shown.contains(word));
    if has(["dealloc", "割り当て解除"]) {
        Some("VM deallocated")
    } else if has(["Running", "実行中"]) {
        Some("VM running")
    } else if has(["Stopped", "停止済み"]) {
        Some("VM stopped")
    } else {
        None
    }
}
