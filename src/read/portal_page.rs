//! What pages of the portal show: Network Watcher's answers and the overview of a VM, each value behind its label or below it.

use super::list_view::line_at;
use super::template::text_member;
use super::value::{Node, Object, Value};

/// Label, as it is without blanks and in small letters, and how Azure's tools call what it shows.
const LABELS: &str = "securityrule=ruleName セキュリティ規則=ruleName nexthoptype=nextHopType 次ホップの種類=nextHopType \
    ipaddress=nextHopIpAddress ipアドレス=nextHopIpAddress routetableid=routeTableId ルートテーブルid=routeTableId \
    status=powerState 状態=powerState operatingsystem=os オペレーティングシステム=os \
    publicipaddress=publicIps パブリックipアドレス=publicIps";

/// Nothing of interest stands behind these.
const LAST: [&str; 3] = ["ruleName", "routeTableId", "publicIps"];

/// The overview of a VM has fewer.
const MOST_LINES: usize = 40;

/// Reads the answer or the overview that begins with the line at byte `at`, and gives the byte behind it.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    let first = line_at(text, at)?;
    let said = first.text.trim();
    let begins = [
        "Access",
        "Next hop",
        "Status",
        "アクセス",
        "次ホップ",
        "状態",
    ];
    if !begins.iter().any(|begin| said.starts_with(begin)) {
        return None;
    }
    let mut object = Object::default();
    let access = match &*said.to_ascii_lowercase() {
        "access denied" | "アクセスが拒否されました" => "Deny",
        "access allowed" | "アクセスが許可されました" => "Allow",
        _ => "",
    };
    if !access.is_empty() {
        let member = text_member("access", access, at, first.end);
        object.members.push(member);
    }
    if object.members.is_empty() && key_of(said.split([':', '\t']).next()?).is_none() {
        return None;
    }
    let (mut next, mut label, mut end) = (at, None, at);
    for _ in 0..MOST_LINES {
        let Some(line) = line_at(text, next) else {
            break;
        };
        next = line.end;
        let mut value = line.text.trim();
        if let Some(key) = key_of(value.split([':', '\t']).next().unwrap_or("")) {
            label = Some(key);
            value = value
                .split_once([':', '\t'])
                .map_or("", |(_, behind)| behind);
        }
        value = value.trim_start_matches([':', ' ', '\t']);
        if !value.is_empty()
            && let Some(key) = label.take()
        {
            end = line.end;
            let value = match key {
                "powerState" => power(value)?,
                _ => value,
            };
            let place = line.start + line.text.trim_end().len();
            object
                .members
                .push(text_member(key, value, line.start, place));
            if LAST.contains(&key) {
                break;
            }
        }
    }
    let has = |keys: [&str; 2]| keys.iter().all(|key| object.has(key));
    let is_whole = has(["access", "ruleName"])
        || has(["nextHopType", "routeTableId"])
        || has(["powerState", "os"]);
    is_whole.then(|| {
        let node = Node {
            start: at,
            end: text.get(..end).unwrap_or("").trim_end().len(),
            value: Value::Object(object),
        };
        (node, end)
    })
}

fn key_of(label: &str) -> Option<&'static str> {
    let mut known = String::new();
    known.extend(label.chars().filter(|c| !matches!(c, ' ' | '*')));
    let known = known.to_ascii_lowercase();
    let mut labels = LABELS.split(' ').filter_map(|it| it.split_once('='));
    labels.find_map(|(label, key)| (label == known).then_some(key))
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
