//! What pages of Network Watcher in the portal show, and what somebody notes of IP flow verify and next hop: labels in any
//! order, each with its value behind or below it.

use super::heading;
use super::japanese::in_english;
use super::letters::one_of;
use super::list_view::line_at;
use super::value::{Node, Object, Value};

/// More than any page has.
const MOST_LINES: usize = 50;

/// Reads the answer that begins with the line at byte `at`, and gives the byte behind it.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    let mut object = Object::default();
    let (mut end, mut next) = (at, at);
    // The label in the line before, whose value stands below it.
    let mut waiting: Option<&str> = None;
    let mut blanks = 0;
    for _ in 0..MOST_LINES {
        let Some(line) = line_at(text, next) else {
            break;
        };
        let start = next;
        next = line.end;
        let said = line.text.trim();
        if said.is_empty() {
            blanks += 1;
            if start == at || blanks > 1 {
                break;
            }
            continue;
        }
        blanks = 0;
        if said.contains(one_of("\"={}[]")) {
            // JSON, or something that is declared.
            break;
        }
        let (key, value) = match (label(said), waiting.take()) {
            (Some(label), _) => label,
            (None, Some(key)) => (key, said),
            (None, None) => break,
        };
        if value.is_empty() {
            waiting = Some(key);
            continue;
        }
        let value = value.trim_matches(one_of("*`, "));
        let mut value = in_english(value).unwrap_or(value);
        if key == "access" {
            value = access(value)?;
        }
        if object.has(key) {
            break;
        }
        end = start + line.text.trim_end().len();
        if !key.is_empty() {
            object.add_text(key, value, start, end);
        }
    }
    let has = |key: &str| object.has(key);
    let is_whole = has("access") && has("ruleName") || has("nextHopType") && has("routeTableId");
    let behind = line_at(text, end).map_or(end, |rest| rest.end);
    is_whole.then(|| {
        let value = Value::Object(object);
        let start = at;
        (Node { start, end, value }, behind)
    })
}

/// What a line is about, and the value behind its label; empty where that stands below. What says nothing of the connection
/// itself is `""`.
fn label(line: &str) -> Option<(&'static str, &str)> {
    const LONGEST: usize = 60;
    let (label, value) = match line.split_once(one_of(":：\t")) {
        Some(parts) => parts,
        // `Access denied`
        None => match line.split_at_checked("Access ".len()) {
            Some((label, value)) if label.eq_ignore_ascii_case("Access ") => (label, value),
            _ => (line, ""),
        },
    };
    if label.len() > LONGEST {
        return None;
    }
    let value = value.trim_start_matches(one_of("\t *"));
    let key = heading::key(label);
    let known = KEYS.split(' ').find_map(|known| {
        let (own, labels) = known.split_once('=')?;
        labels
            .split('|')
            .any(|label| label.eq_ignore_ascii_case(&key))
            .then_some(own)
    });
    match known {
        // `Result: Access denied`
        Some("result") => Some((if value.is_empty() { "" } else { "access" }, value)),
        Some(own) => Some((own, value)),
        // `アクセスが拒否されました`
        None => {
            let value = line.strip_prefix("アクセス").filter(|_| value.is_empty())?;
            Some(("access", value))
        }
    }
}

/// What each is called here, and its labels without blanks.
const KEYS: &str = "flowDirection=direction flowProtocol=protocol localIPAddress=localip|localipaddress|ローカルip|ローカルipアドレス \
    localPort=localport|ローカルポート remoteIPAddress=remoteip|remoteipaddress|リモートip|リモートipアドレス \
    remotePort=remoteport|リモートポート access=access result=result|結果 ruleName=rulename|securityrule|rule|セキュリティ規則|規則名|規則|ルール名 \
    nextHopType=nexthoptype nextHopIpAddress=ipaddress|nexthopipaddress|ipアドレス routeTableId=routetableid|ルートテーブルid \
    =nsg|networksecuritygroup|vm|virtualmachine|nic|networkinterface|ネットワークセキュリティグループ|仮想マシン|ipflowverify|networkwatcheripflowverify|verifyipflow|ipフロー検証|ipフローの確認";

/// What happens, as Azure's tools write it.
fn access(value: &str) -> Option<&'static str> {
    let has = |words: [&str; 2]| words.iter().any(|word| value.contains(word));
    match (
        has(["eny", "enied"]) || value.contains("拒否"),
        has(["llow", "許可"]),
    ) {
        (true, false) => Some("Deny"),
        // `not allowed`, `許可されていません`
        (false, true) if !has(["ot ", "せん"]) => Some("Allow"),
        _ => None,
    }
}
