//! A table that a console was too narrow for, and broke each line of after so many columns, wherever that was.

use super::key::Key;
use super::letters::one_of;
use super::list_view::line_at;
use super::long_table::{Layout, Table};
use super::table;
use super::value::{List, Member, Node, Object, Value};
use std::borrow::Cow;

/// More than any table of Azure's takes in the narrowest console.
const MOST_PARTS: usize = 8;

/// Wider than any console, and cheap to look at.
const WIDEST: usize = 400;

/// Reads the table whose header starts with the line at byte `at`, when as many lines of dashes follow as the header has.
pub fn parse(text: &str, at: usize) -> Option<Table<'_>> {
    // Each with its place in its row.
    let mut lines: Vec<(usize, &str, usize)> = Vec::new();
    let (mut next, mut parts, mut part) = (at, 0, 0);
    let mut width = 0;
    while let Some(line) = line_at(text, next) {
        let trimmed = line.text.trim_end();
        let is_dashes = !trimmed.is_empty() && trimmed.trim_matches(one_of("- ")).is_empty();
        if parts == 0 && is_dashes {
            parts = lines.len();
            part = 0;
        }
        let is_header = parts == 0;
        let is_underline = !is_header && lines.len() < 2 * parts;
        if parts == 1
            || trimmed.len() > WIDEST
            || is_header && (trimmed.is_empty() || lines.len() == MOST_PARTS)
            || !is_header && is_underline != is_dashes
        {
            return None;
        }
        // No cell is wider than its dashes: this is the next row, and the one before did not need all its parts.
        let dashes = lines.get(parts + part);
        if !is_header && !is_underline && dashes.is_some_and(|it| trimmed.len() > it.1.len()) {
            part = 0;
        }
        if trimmed.is_empty() && part == 0 {
            break;
        }
        lines.push((line.start, trimmed, part));
        next = line.end;
        part += 1;
        if part == parts {
            part = 0;
        } else {
            width = width.max(line.text.len());
        }
    }
    if parts < 2 {
        return None;
    }
    let mut joined = String::new();
    // Where each part stands, there and here.
    let mut places = Vec::new();
    let mut row = 0;
    for (start, line, part) in lines {
        if part == 0 {
            joined.push_str(if joined.is_empty() { "" } else { "\n" });
            row = joined.len();
        }
        while joined.len() < row + part * width {
            joined.push(' ');
        }
        places.push((joined.len(), start));
        joined.push_str(line);
    }
    let place = |byte: usize| {
        let behind = places.partition_point(|(there, _)| *there <= byte);
        let part = places.get(behind.saturating_sub(1));
        let (there, here) = part.copied().unwrap_or_default();
        text.floor_char_boundary(here + byte - there)
    };
    let table = table::parse_whole(&joined, 0)?;
    let rest = places.iter().find(|(there, _)| *there >= table.end);
    Some(Table {
        node: moved(&table.node, &place),
        end: rest.map_or(next, |(_, here)| *here),
        cut: table.cut.map(place),
        layout: Layout::Whole,
        slipped: table
            .slipped
            .map(|(from, to)| (place(from), place(to).max(place(from)))),
    })
}

/// The same as it stands here.
fn moved(node: &Node<'_>, place: &dyn Fn(usize) -> usize) -> Node<'static> {
    let owned = |text: &str| Cow::Owned(text.to_owned());
    let value = match &node.value {
        Value::Null => Value::Null,
        Value::Text(text) => Value::Text(owned(text)),
        Value::List(list) => {
            let mut items = Vec::new();
            for item in &list.items {
                items.push(moved(item, place));
            }
            let cut = list.cut.map(place);
            Value::List(List { items, cut })
        }
        Value::Object(object) => {
            let mut members = Vec::new();
            for member in &object.members {
                members.push(Member {
                    key: Key::from(owned(&member.key)),
                    start: place(member.start),
                    node: moved(&member.node, place),
                });
            }
            let cut = object.cut.map(place);
            Value::Object(Object { members, cut })
        }
    };
    let start = place(node.start);
    Node {
        start,
        end: place(node.end).max(start),
        value,
    }
}
