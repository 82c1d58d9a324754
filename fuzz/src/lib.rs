//! What must be true of every text, beyond that reading it does not panic.

use rdpcheck::azure::{NetworkSecurityGroup, Resource};
use rdpcheck::case::Case;
use rdpcheck::explain::explain;
use rdpcheck::origin::{Origin, Span};
use rdpcheck::question::Question;
use rdpcheck::read::plain_text::plain;
use rdpcheck::read::value::{Node, Value};
use rdpcheck::read::{Input, decode, read_noting_used};
use std::time::{Duration, Instant};

/// What an instrumented build may take for a byte, and for anything at all. What grows with the square of the length is
/// far above it at the 64 KB that `cargo xtask fuzz` goes to.
const FOR_A_BYTE: Duration = Duration::from_micros(20);
const AT_LEAST: Duration = Duration::from_millis(500);
const ATTEMPTS: u32 = 4;

/// Reads the bytes as a pasted file.
pub fn check_file(bytes: &[u8]) {
    check_text(&decode(bytes));
}

/// Reads the text twice: with the same outcome, in time that its length allows, and with every place inside it. What
/// was read can be judged.
fn check_text(text: &str) {
    let inputs = [Input {
        name: None,
        text: text.to_owned(),
    }];
    let mut used = Vec::new();
    let begin = Instant::now();
    let (evidence, problems) = read_noting_used(&inputs, &mut used);
    let mut took = begin.elapsed();

    let mut used_again = Vec::new();
    let again = read_noting_used(&inputs, &mut used_again);
    // A machine that is busy may keep a process waiting for longer than that, but not each time.
    let allowed = AT_LEAST + FOR_A_BYTE * text.len() as u32;
    for _ in 0..ATTEMPTS {
        if took >= allowed {
            let begin = Instant::now();
            read_noting_used(&inputs, &mut Vec::new());
            took = took.min(begin.elapsed());
        }
    }
    assert!(took < allowed, "{} bytes took {took:?}", text.len());
    assert!(
        evidence == again.0 && problems == again.1 && used == used_again,
        "read twice, and not the same"
    );

    // Places are those of the text in plain characters, which is as long.
    let text = &plain(text);
    for span in used {
        check_span(text, span);
    }
    for problem in &problems {
        if let Some(span) = problem.at {
            check_span(text, span);
        }
    }
    for document in &evidence.documents {
        check_origin(text, document.origin);
        match &document.resource {
            Resource::NetworkSecurityGroup(group) | Resource::AdminRules(group) => {
                check_group(text, group);
            }
            Resource::RouteTable(table) => {
                for route in &table.routes {
                    check_origin(text, route.origin);
                }
            }
            _ => {}
        }
    }

    let case = Case {
        evidence,
        question: Question::default(),
        ..Case::default()
    };
    for problem in explain(&case).problems {
        if let Some(span) = problem.at {
            check_span(text, span);
        }
    }
}

fn check_group(text: &str, group: &NetworkSecurityGroup) {
    check_origin(text, group.origin);
    for rule in &group.rules {
        let origins = [
            rule.origin,
            rule.priority.origin,
            rule.direction.origin,
            rule.access.origin,
            rule.protocol.origin,
            rule.source.origin,
            rule.source_ports.origin,
            rule.destination.origin,
            rule.destination_ports.origin,
        ];
        for origin in origins {
            check_origin(text, origin);
        }
    }
}

fn check_origin(text: &str, origin: Origin) {
    if let Some(span) = origin.span() {
        check_span(text, span);
    }
}

fn check_span(text: &str, span: Span) {
    assert_eq!(span.input, 0);
    check_bytes(text, span.start as usize, span.end as usize);
}

fn check_bytes(text: &str, start: usize, end: usize) {
    assert!(
        text.get(start..end).is_some(),
        "{start}..{end} of {} bytes",
        text.len()
    );
}

/// Whether every value of a tree stands inside the text.
pub fn check_tree(text: &str, node: &Node<'_>) {
    check_bytes(text, node.start, node.end);
    match &node.value {
        Value::Null | Value::Text(_) => {}
        Value::List(list) => {
            for item in &list.items {
                check_tree(text, item);
            }
        }
        Value::Object(object) => {
            for member in &object.members {
                check_bytes(text, member.start, member.start);
                check_tree(text, &member.node);
            }
        }
    }
}
