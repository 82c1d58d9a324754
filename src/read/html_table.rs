//! A table in the source of a page, as `ConvertTo-Html` writes it or somebody copies it: rows between `<tr>`, each cell
//! between `<td>` or `<th>`, with more tags inside of it.

use super::heading::{self, Cell, OF_ROUTES, OF_RULES};
use super::letters::one_of;
use super::list_view::line_at;
use super::long_table::{Layout, Table};
use super::page_title::add_title;
use super::value::Value;
use super::xml::push_text;
use std::borrow::Cow;

const ROW: &str = "<tr";

/// Longer than any row of Azure's.
const LONGEST_ROW: usize = 20_000;

/// Reads the table whose first row starts in the line at byte `at`. `None` when no cell of that is one that a table of rules
/// or of routes must have.
pub fn parse(text: &str, at: usize) -> Option<Table<'_>> {
    let line = line_at(text, at)?;
    let start = at + line.text.find(ROW)?;
    let (first, mut next) = row(text, start)?;
    let keys = heading::keys(&first);
    if !keys.iter().any(|key| *key == OF_RULES || *key == OF_ROUTES) {
        return None;
    }
    let mut table = Table::new(start, next, Layout::Whole);
    let Value::List(list) = &mut table.node.value else {
        return None;
    };
    while let Some(found) = text.get(next..)?.find(ROW) {
        // Behind the table another one may stand, or something else.
        let between = text.get(next..next + found)?;
        if let Some(end) = between.find("</table") {
            next += end;
            break;
        }
        if !between
            .split('\n')
            .all(|line| line.trim().is_empty() || line.contains('<'))
        {
            break;
        }
        let Some((cells, end)) = row(text, next + found) else {
            table.cut = Some(next);
            next += found;
            break;
        };
        if cells.len() == keys.len() {
            list.items.push(heading::row(&keys, next + found, cells));
        } else {
            table.cut = Some(next + found);
        }
        next = end;
    }
    add_title(text, start, list);
    table.node.end = next;
    table.end = line_at(text, next).map_or(next, |rest| rest.end);
    Some(table)
}

/// The cells of the row that starts at byte `at`, and the byte behind it. `None` where it does not end.
fn row(text: &str, at: usize) -> Option<(Vec<Cell<'_>>, usize)> {
    let rest = text.get(at..)?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST_ROW))?;
    let end = near.find("</tr")?;
    let mut cells = Vec::new();
    let mut parts = near.get(..end)?.split("<t");
    parts.next();
    for part in parts {
        let next = part.as_ptr().addr() - text.as_ptr().addr();
        if !part.starts_with(one_of("dh")) {
            continue;
        }
        let (tag, inside) = part.split_once('>')?;
        let inside = inside.split("</t").next().unwrap_or("");
        let mut said = String::new();
        // What stands before a tag, and then behind each.
        for (at, piece) in inside.split('<').enumerate() {
            let behind = piece.split_once('>').filter(|_| at > 0);
            push_text(&mut said, behind.map_or(piece, |(_, behind)| behind));
        }
        let start = next + tag.len() + 1;
        cells.push(Cell {
            start,
            end: start + inside.trim_end().len(),
            text: Cow::Owned(said.trim().to_owned()),
        });
    }
    Some((cells, at + end))
}
