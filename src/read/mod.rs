//! Pasted text to evidence. Reading never fails: what is not understood is a [`Problem`] at its place, and all
//! the rest is used (architecture, invariant 2).

pub mod assemble;
pub mod decode;
pub mod json;
pub mod list_view;
pub mod nsg;
pub mod problem;
pub mod rule;
pub mod value;

pub use decode::decode;
pub use problem::{Problem, ProblemKind, Severity};

use crate::azure::Evidence;
use assemble::Pieces;
use json::{Break, BreakKind};
use nsg::Found;
use rule::span;
use value::Node;

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
        problems.insert(
            0,
            Problem {
                kind: ProblemKind::NothingReadable,
                at: None,
            },
        );
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
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let line_length = rest.find('\n').map_or(rest.len(), |found| found + 1);
        if let Some(record) = list_view::parse(text, at) {
            report_breaks(input, &record.breaks, problems);
            take(input, &record.node, pieces, problems);
            at = record.end.max(at + 1);
            continue;
        }
        let line = rest.get(..line_length).unwrap_or(rest);
        if let Some(parsed) = json_in_line(text, at, line) {
            report_breaks(input, &parsed.breaks, problems);
            take(input, &parsed.node, pieces, problems);
            at = parsed.node.end.max(at + 1);
            while !text.is_char_boundary(at) {
                at += 1;
            }
            continue;
        }
        at += line_length;
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

fn take(input: u32, node: &Node<'_>, pieces: &mut Pieces, problems: &mut Vec<Problem>) {
    let mut found = Found::default();
    nsg::find(input, node, &mut found, problems);
    if found.is_empty() {
        report_unread(input, node, problems);
    } else {
        pieces.add(found);
    }
}

/// Says that something was left out, when it looks like the output of a command rather than like prose.
fn report_unread(input: u32, node: &Node<'_>, problems: &mut Vec<Problem>) {
    const FEWEST_KEYS_OF_AN_OBJECT: usize = 3;
    let first_object = match node.list() {
        Some(list) => list.items.first().and_then(Node::object),
        None => node.object(),
    };
    let Some(object) =
        first_object.filter(|object| object.members.len() >= FEWEST_KEYS_OF_AN_OBJECT)
    else {
        return;
    };
    let keys = object.members.iter().take(FEWEST_KEYS_OF_AN_OBJECT);
    problems.push(Problem {
        kind: ProblemKind::NotReadYet {
            keys: keys.map(|member| member.key.to_string()).collect(),
        },
        at: Some(span(input, node.start, node.end)),
    });
}

fn report_breaks(input: u32, breaks: &[Break], problems: &mut Vec<Problem>) {
    problems.extend(breaks.iter().map(|broken| Problem {
        kind: match broken.kind {
            BreakKind::Cut => ProblemKind::JsonCut,
            BreakKind::Unexpected => ProblemKind::JsonBroken,
            BreakKind::TooDeep => ProblemKind::JsonTooDeep,
        },
        at: Some(span(input, broken.at, broken.at + 1)),
    }));
}
