//! What pages of Network Watcher in the portal show, each value behind its label or below it.

use super::list_view::line_at;
use super::template::text_member;
use super::value::{Node, Object, Value};

/// Reads the answer that begins with the line at byte `at`, and gives the byte behind it.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    if line_at(text, at)?.text.trim().is_empty() {
        // Many of them would be passed over from each.
        return None;
    }
    let mut end = at;
    let mut object = Object::default();
    let mut add = |key: &str, value: &str, end: usize| {
        object.members.push(text_member(key, value, at, end));
    };
    if let Some(access) = value(text, &mut end, ["Access ", "アクセス"]) {
        let has = |words: [&str; 2]| words.iter().any(|word| access.contains(word));
        let access = match (has(["enied", "拒否"]), has(["llowed", "許可"])) {
            (true, false) => "Deny",
            (false, true) => "Allow",
            _ => return None,
        };
        let rule = value(text, &mut end, ["Security rule", "セキュリティ規則"])?;
        add("access", access, end);
        add("ruleName", rule, end);
    } else {
        let next_hop = value(text, &mut end, ["Next hop type", "次ホップの種類"])?;
        add("nextHopType", next_hop, end);
        if let Some(address) = value(text, &mut end, ["IP address", "IP アドレス"]) {
            add("nextHopIpAddress", address, end);
        }
        let table = value(text, &mut end, ["Route table ID", "ルート テーブル ID"])?;
        add("routeTableId", table, end);
    }
    let value = Value::Object(object);
    let next = line_at(text, end).map_or(end, |rest| rest.end);
    Some((
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
            next = next
                .get(label.len()..)?
                .trim_start_matches([':', ' ', '\t', '\r', '\n']);
            let shown = next.split('\n').next()?.trim_end();
            *at += rest.len() - next.len() + shown.len();
            return Some(shown);
        }
    }
    None
}
