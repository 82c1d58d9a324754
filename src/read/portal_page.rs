//! What pages of Network Watcher in the portal show, each value behind its label or below it.

use super::list_view::line_at;
use super::value::{Node, Object, Value};

/// What it is called, and what stands before it, one behind the other.
const LABELS: [(&str, [&str; 2]); 5] = [
    ("access", ["Access ", "アクセス"]),
    ("ruleName", ["Security rule", "セキュリティ規則"]),
    ("nextHopType", ["Next hop type", "次ホップの種類"]),
    ("nextHopIpAddress", ["IP address", "IP アドレス"]),
    ("routeTableId", ["Route table ID", "ルート テーブル ID"]),
];

/// Reads the answer that begins with the line at byte `at`, and gives the byte behind it.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    if line_at(text, at)?.text.trim().is_empty() {
        // Many of them would be passed over from each.
        return None;
    }
    let (mut end, mut object) = (at, Object::default());
    for (key, labels) in LABELS {
        let Some(mut value) = value(text, &mut end, labels) else {
            continue;
        };
        if key == "access" {
            let has = |words: [&str; 2]| words.iter().any(|word| value.contains(word));
            value = match (has(["enied", "拒否"]), has(["llowed", "許可"])) {
                (true, false) => "Deny",
                (false, true) => "Allow",
                _ => return None,
            };
        }
        object.add_text(key, value, at, end);
    }
    let has = |key: &str| object.has(key);
    let is_whole = has("access") && has("ruleName") || has("nextHopType") && has("routeTableId");
    let next = line_at(text, end).map_or(end, |rest| rest.end);
    let value = Value::Object(object);
    is_whole.then_some((
        Node {
            start: at,
            end,
            value,
        },
        next,
    ))
}

/// What stands behind one of these labels, or below it, where the next line begins with it. Then `at` is its end.
#[inline(never)]
fn value<'t>(text: &'t str, at: &mut usize, labels: [&str; 2]) -> Option<&'t str> {
    let rest = text.get(*at..)?;
    let mut next = rest.trim_start();
    for label in labels {
        if let Some(own) = next.get(..label.len())
            && own.eq_ignore_ascii_case(label)
        {
            next = next.get(label.len()..)?.trim_start();
            next = next.trim_start_matches(':').trim_start();
            let shown = next.split('\n').next()?.trim_end();
            *at += rest.len() - next.len() + shown.len();
            return Some(shown);
        }
    }
    None
}
