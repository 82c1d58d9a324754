//! Pasted text to evidence. Reading never fails: what is not understood is a [`Problem`] at its place, and all
//! the rest is used (architecture, invariant 2).

pub mod admin_rules;
pub mod assemble;
pub mod azure_answer;
pub mod cursor;
pub mod decode;
pub mod effective_rules;
pub mod endpoint;
pub mod firewall;
pub mod found;
pub mod guest_report;
pub mod json;
pub mod list_view;
pub mod load_balancer;
pub mod nsg;
pub mod problem;
pub mod resource;
pub mod resource_health;
pub mod route;
pub mod rule;
pub mod security_group_view;
pub mod service_tags;
pub mod table;
pub mod term;
pub mod value;
pub mod virtual_machine;
pub mod xml;

pub use decode::decode;
pub use problem::{Problem, ProblemKind, Severity};

use crate::azure::{Evidence, Resource};
use crate::origin::{Origin, Span};
use assemble::Pieces;
use azure_answer::error_code_in;
use found::Found;
use guest_report::BootLog;
use json::{Break, BreakKind};
use rule::span;
use value::{Node, Value};

/// One text to read: a paste, or a decoded file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    /// The file's name; `None` for a paste or standard input.
    pub name: Option<String>,
    /// The decoded text.
    pub text: String,
}

/// Reads everything that was pasted. Each shape of text is found by what it looks like, wherever it stands
/// between prompts and prose.
pub fn read(inputs: &[Input]) -> (Evidence, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut pieces = Pieces::default();
    for (number, input) in (0u32..).zip(inputs) {
        scan(number, &input.text, &mut pieces, &mut problems);
    }
    let evidence = pieces.into_evidence(&mut problems);
    let has_text = inputs.iter().any(|input| !input.text.trim().is_empty());
    if evidence.documents.is_empty() && has_text {
        problems.insert(0, Problem::new(ProblemKind::NothingReadable, "", None));
    }
    (evidence, in_order(problems))
}

/// By place. They come nearly in order, so each is put where it belongs: a real sort weighs more in the page than it
/// saves here.
fn in_order(problems: Vec<Problem>) -> Vec<Problem> {
    let mut ordered: Vec<Problem> = Vec::with_capacity(problems.len());
    for problem in problems {
        let before = ordered
            .iter()
            .rev()
            .take_while(|known| known.at > problem.at)
            .count();
        ordered.insert(ordered.len() - before, problem);
    }
    ordered
}

/// Walks through one text, line by line where nothing starts.
fn scan(input: u32, text: &str, pieces: &mut Pieces, problems: &mut Vec<Problem>) {
    let mut at = 0;
    let mut log = BootLog::default();
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let line_length = rest.find('\n').map_or(rest.len(), |found| found + 1);
        if let Some(record) = list_view::parse(text, at) {
            report_breaks(input, text, &record.breaks, problems);
            let place = span(input, record.node.start, record.node.end);
            if !take(input, &record.node, pieces, problems) {
                let is_cut_off = text
                    .get(record.end..)
                    .is_none_or(|rest| rest.trim().is_empty())
                    && pieces.has_bare_rules();
                let is_left_over = !pieces.has_bare_rules();
                if found::is_rest_of_a_rule(&record.node) && (is_cut_off || is_left_over) {
                    pieces.cut(Origin::Pasted(place));
                }
            }
            at = record.end.max(at + 1);
            continue;
        }
        if let Some(table) = table::parse(text, at) {
            // Tables of everything else are prose until somebody reads them.
            let mut found = Found::default();
            found::find(input, &table.node, &mut found, problems);
            if !found.routes.is_empty()
                || !found.resources.is_empty()
                || !found.acl.rules.is_empty()
            {
                pieces.add(found);
                if let Some(slipped) = table.slipped {
                    let end = text.ceil_char_boundary(slipped + 1);
                    let at = Some(span(input, slipped, end));
                    problems.push(Problem::new(ProblemKind::TableSlipped, "", at));
                }
                at = table.end.max(at + 1);
                continue;
            }
        }
        if let Some(parsed) = xml::parse(text, at) {
            // What nobody reads is prose, or a web page.
            let mut found = Found::default();
            found::find(input, &parsed.node, &mut found, problems);
            if !found.is_empty() {
                pieces.add(found);
                if let Some(broken) = parsed.broken {
                    let broken = broken.min(text.trim_end().len());
                    let end = text.ceil_char_boundary(broken + 1);
                    let at = Some(span(input, broken, end));
                    problems.push(Problem::new(ProblemKind::XmlBroken, "", at));
                }
                at = parsed.node.end.max(at + 1);
                continue;
            }
        }
        let line = rest.get(..line_length).unwrap_or(rest);
        if line.trim() == "[]" {
            // What az prints for "none".
            report_empty(span(input, at, at + line.trim_end().len()), problems);
        } else if let Some(parsed) = json_in_line(text, at, line) {
            report_breaks(input, text, &parsed.breaks, problems);
            let is_known = take(input, &parsed.node, pieces, problems);
            if is_out_of_a_list(text, &parsed.node, is_known) {
                let place = span(input, parsed.node.start, parsed.node.end);
                pieces.cut(Origin::Pasted(place));
            }
            at = text.ceil_char_boundary(parsed.node.end.max(at + 1));
            continue;
        }
        let place = span(input, at, at + line.trim_end().len());
        if let Some(code) = error_code_in(line) {
            report_error_text(code, place, problems);
        }
        log.take(line, place, problems);
        at += line_length;
    }
    if let Some(report) = log.report {
        pieces.add_resource(Resource::Guest(report));
    }
}

/// JSON that starts in this line, after whatever prompt or prose stands before it.
fn json_in_line<'t>(text: &'t str, at: usize, line: &str) -> Option<json::Parsed<'t>> {
    let opening = line
        .bytes()
        .zip(at..)
        .find(|(byte, place)| matches!(byte, b'{' | b'[') && json::starts(text, *place));
    if let Some((_, place)) = opening {
        return Some(json::parse(text, place, 0));
    }
    // A text that was cut at its beginning starts inside an object: `"access": "Allow",`.
    let trimmed = line.trim_start();
    let key = trimmed.strip_prefix('"')?;
    let after_key = key.get(key.find('"')? + 1..)?;
    after_key.trim_start().strip_prefix(':')?;
    Some(json::parse_members(text, at + (line.len() - trimmed.len())))
}

/// Whether a list around this value was cut off at its beginning: what is left shows a comma or a bracket of it, or the
/// rest of a rule.
fn is_out_of_a_list(text: &str, node: &Node<'_>, is_known: bool) -> bool {
    let rest = text.get(node.end..).unwrap_or("").trim_start();
    let is_rule_or_rest =
        node.object().is_some_and(rule::is_rule) || found::is_rest_of_a_rule(node);
    is_rule_or_rest && (!is_known || rest.starts_with([',', ']']))
}

/// Takes what a tree holds. `false` when that is nothing.
fn take(input: u32, node: &Node<'_>, pieces: &mut Pieces, problems: &mut Vec<Problem>) -> bool {
    let mut found = Found::default();
    found::find(input, node, &mut found, problems);
    let is_known = !found.is_empty();
    if is_known {
        pieces.add(found);
    } else if !found::is_rest_of_a_rule(node) {
        report_unread(input, node, problems);
    }
    is_known
}

/// Says that Azure answered with an error. az prints the code twice.
fn report_error_text(code: &str, at: Span, problems: &mut Vec<Problem>) {
    let kind = ProblemKind::AzureError;
    let is_same = |last: &Problem| last.kind == kind && last.name == code;
    if !problems.last().is_some_and(is_same) {
        problems.push(Problem::new(kind, code, Some(at)));
    }
}

fn report_empty(at: Span, problems: &mut Vec<Problem>) {
    problems.push(Problem::new(ProblemKind::EmptyAnswer, "", Some(at)));
}

/// Says that something was left out, when it looks like the output of a command rather than like prose.
fn report_unread(input: u32, node: &Node<'_>, problems: &mut Vec<Problem>) {
    const FEWEST_KEYS_OF_AN_OBJECT: usize = 3;
    if is_empty_answer(node) {
        report_empty(span(input, node.start, node.end), problems);
        return;
    }
    let mut inside = node;
    // Through lists, and through wrappers such as `{"value": […]}`.
    let object = loop {
        let first = match &inside.value {
            Value::List(list) => list.items.first(),
            Value::Object(object) if object.members.len() >= FEWEST_KEYS_OF_AN_OBJECT => {
                break object;
            }
            Value::Object(object) => object.members.first().map(|member| &member.node),
            Value::Null | Value::Text(_) => None,
        };
        match first {
            Some(first) => inside = first,
            None => return,
        }
    };
    let mut keys = String::new();
    for member in object.members.iter().take(FEWEST_KEYS_OF_AN_OBJECT) {
        if !keys.is_empty() {
            keys.push_str(", ");
        }
        keys.push_str(&member.key);
    }
    let at = Some(span(input, node.start, node.end));
    problems.push(Problem::new(ProblemKind::NotReadYet, &keys, at));
}

/// Whether this is what az and REST print for "none": `{"value": []}`.
fn is_empty_answer(node: &Node<'_>) -> bool {
    let value = node.object().and_then(|object| object.member("value"));
    let list = value.and_then(|value| value.node.list());
    list.is_some_and(|list| list.items.is_empty() && list.cut.is_none())
}

fn report_breaks(input: u32, text: &str, breaks: &[Break], problems: &mut Vec<Problem>) {
    for broken in breaks {
        let (mut start, mut end) = (broken.at, text.ceil_char_boundary(broken.at + 1));
        let kind = match broken.kind {
            BreakKind::Cut => {
                // The end of a text is after its last visible character, not on the empty line behind it.
                (start, end) = (text.trim_end().len(), text.len());
                ProblemKind::JsonCut
            }
            BreakKind::Unexpected => ProblemKind::JsonBroken,
            BreakKind::TooDeep => ProblemKind::JsonTooDeep,
        };
        problems.push(Problem::new(kind, "", Some(span(input, start, end))));
    }
}
