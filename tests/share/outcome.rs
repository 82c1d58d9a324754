//! What comes out of a case, as far as a link must keep it.

use rdpcheck::case::Case;
use rdpcheck::explain::explain;
use rdpcheck::net::Prefix;
use rdpcheck::report::places::Places;
use rdpcheck::report::report;
use rdpcheck::say::Language;
use rdpcheck::share::Options;
use serde_json::{Value, json};

/// The report. A link keeps neither places nor resource groups, which are part of commands.
pub fn whole(case: &Case) -> Value {
    let explanation = explain(case);
    let places = Places::new(&[]);
    let report = report(
        Language::En,
        case,
        &explanation,
        &explanation.problems,
        &places,
    );
    let mut report = serde_json::to_value(&report).expect("a report is JSON");
    strip(&mut report, &["at", "commands", "read"]);
    report
}

/// What was judged, without sentences, proposals and findings: those may be said better, or become more, in a later version.
pub fn judgement(case: &Case) -> Value {
    let mut report = whole(case);
    if let Value::Object(members) = &mut report {
        let judged = ["question", "answer", "code", "hops", "sources", "pieces"];
        members.retain(|key, _| judged.contains(&key.as_str()));
    }
    strip(&mut report, &["because", "message", "needs", "what"]);
    report
}

/// What must be the same under these options: with other names no sentence is, and with other addresses only the number
/// of addresses.
pub fn kept(case: &Case, options: Options) -> Value {
    let mut report = whole(case);
    let mut left_out = Vec::new();
    if !options.names {
        left_out.extend([
            "because", "message", "name", "nsg", "target", "what", "rule", "needs", "by", "to",
            "warnings",
        ]);
        report["counted"] = json!(report["needs"].as_array().map(Vec::len));
        for hop in report["hops"].as_array_mut().into_iter().flatten() {
            hop["decided"] = json!([
                hop["rule"]["priority"],
                hop["rule"]["access"],
                hop["rule"]["default"]
            ]);
        }
    }
    if !options.addresses {
        left_out.extend([
            "because",
            "message",
            "name",
            "what",
            "rule",
            "next_hop_ip",
            "prefix",
            "route",
            "by",
            "address",
            "needs",
            "to",
            "warnings",
        ]);
        count(&mut report);
        report["question"]["from"] = Value::Null;
        report["question"]["to"] = Value::Null;
    }
    strip(&mut report, &left_out);
    if let (false, Some(Value::Array(pieces))) = (options.addresses, report.get_mut("pieces")) {
        pieces.sort_by_key(ToString::to_string);
    }
    without_guids(&mut report);
    report
}

/// A link has numbers in place of GUIDs.
fn without_guids(value: &mut Value) {
    match value {
        Value::Object(members) => members.values_mut().for_each(without_guids),
        Value::Array(items) => items.iter_mut().for_each(without_guids),
        Value::String(text) => {
            let words: Vec<&str> = text.split(|c: char| !c.is_ascii_hexdigit()).collect();
            if let Some(word) = words.iter().find(|word| word.len() == 32) {
                *text = text.replace(word, "#1");
            }
        }
        _ => {}
    }
}

fn strip(value: &mut Value, keys: &[&str]) {
    match value {
        Value::Object(members) => {
            members.retain(|key, _| !keys.contains(&key.as_str()));
            members.values_mut().for_each(|value| strip(value, keys));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| strip(value, keys)),
        _ => {}
    }
}

/// Lists of prefixes become how many addresses there are in them. Pieces have no order of their own.
fn count(value: &mut Value) {
    match value {
        Value::Object(members) => members.values_mut().for_each(count),
        Value::Array(items) => {
            let mut sum: u128 = 0;
            items.retain(|it| match it.as_str().and_then(size) {
                Some(size) => {
                    sum = sum.saturating_add(size);
                    false
                }
                None => true,
            });
            items.iter_mut().for_each(count);
            if sum > 0 {
                items.push(json!(sum.to_string()));
            }
        }
        _ => {}
    }
}

fn size(prefix: &str) -> Option<u128> {
    let prefix = Prefix::parse(prefix)?;
    Some(prefix.addresses().count())
}
