//! Tables whose cells stand behind one another, parted by a comma, a tab, a semicolon or a bar: what the portal
//! downloads, what `Export-Csv` writes, what a spreadsheet or a page leaves in the clipboard, and Markdown.

use super::heading::{self, Cell, OF_ROUTES, OF_RULES};
use super::key::Key;
use super::letters::{Letter, is_of_a_word};
use super::list_view::{Line, line_at};
use super::long_table::{Layout, MOST_ROWS, Table};
use super::plain_text::NO_COLUMN;
use super::row_apart::{is_certain, next_row};
use super::value::List;
use std::borrow::Cow;

/// Longer than that of anything with a column for every property.
const LONGEST_HEADER: usize = 1000;

/// What the portal calls the column by which a table of rules is known, in languages that are not read: the table is named.
const PRIORITIES: &str = "prioridad priorität priorité prioridade 优先级 优先顺序 優先順序 priorità prioriteit priorytet";

/// Reads the table whose header is the line at byte `at`. `None` when no cell of it is one that a table of rules or of
/// routes must have.
pub fn parse(text: &str, at: usize) -> Option<Table<'_>> {
    let header = line_at(text, at)?;
    for separator in &['\t', '|', ';', ','] {
        let separator = *separator;
        // Cheaper than taking every line apart.
        if header.text.len() > LONGEST_HEADER || header.text.split(separator).count() < 3 {
            continue;
        }
        let (mut headings, end) = record(text, at, separator, 0);
        // Jira puts two bars between headings.
        if header.text.trim_start().starts_with("||") {
            let mut at = 0;
            headings.retain(|_| {
                at += 1;
                at % 2 == 1
            });
        }
        let keys = heading::keys(&headings);
        let is_known = |key: &str| key == OF_RULES || key == OF_ROUTES;
        let is_elsewhere = |key: &str| PRIORITIES.split(' ').any(|own| own == key);
        if keys.iter().any(|key| is_known(key) || is_elsewhere(key)) {
            let mut table = Table::new(at, end, Layout::Separated(separator, keys));
            table.read_rows(text, MOST_ROWS);
            if table.node.list().is_some_and(|list| list.items.is_empty()) {
                // `ft Name,Priority,Access` is a command, and a table of Markdown may have tabs in its cells.
                continue;
            }
            return Some(table);
        }
    }
    None
}

/// Adds the rows that start at byte `at`, up to so many, and gives the byte behind them. Notes the lines that do not fit.
pub fn rows<'t>(
    text: &'t str,
    at: usize,
    separator: char,
    keys: &[Key<'static>],
    most: usize,
    list: &mut List<'t>,
    slipped: &mut Option<(usize, usize)>,
) -> usize {
    let mut end = at;
    let mut above: Option<(usize, Vec<Cell<'t>>)> = None;
    while let Some(line) = line_at(text, end) {
        let (cells, behind) = record(text, end, separator, keys.len());
        let says_something: Letter = |c| is_of_a_word(c) || c == '*';
        let is_bordered = separator == '|';
        if is_bordered && !line.text.trim().is_empty() && !line.text.contains(says_something) {
            // A line between rows, or below the headings.
            heading::add_row(keys, above.take(), list);
            end = behind;
            continue;
        }
        if cells.len() < 2 {
            let is_row = |line: Line<'_>| {
                let (cells, _) = record(text, line.start, separator, keys.len());
                let is_row = is_certain(keys, &cells);
                (is_row || cells.len() < 2).then_some(is_row)
            };
            match next_row(text, end, &is_row) {
                Some(next) if above.is_some() && slipped.is_none() => end = next,
                _ => break,
            }
            continue;
        }
        let is_row = line.text.contains(says_something);
        let fits = slipped.is_none() && cells.len() == keys.len();
        // Whatever has a priority or a next hop is a row of its own.
        let goes_on = || {
            let mut named = keys.iter().zip(&cells);
            named.any(|(key, cell)| cell.text.is_empty() && (*key == OF_RULES || *key == OF_ROUTES))
        };
        if fits
            && is_row
            && is_bordered
            && goes_on()
            && let Some((_, row)) = &mut above
        {
            // A narrow column goes on in the next line.
            for (cell, more) in row.iter_mut().zip(cells) {
                if !more.text.is_empty() {
                    *cell.text.to_mut() += &[" ", &more.text].concat();
                    cell.end = more.end;
                }
            }
        } else if fits && is_row {
            if list.items.len() + usize::from(above.is_some()) >= most {
                break;
            }
            let before = above.replace((line.start, cells));
            heading::add_row(keys, before, list);
        } else if is_row {
            *slipped = Some((slipped.map_or(line.start, |(start, _)| start), behind));
        }
        end = behind;
    }
    heading::add_row(keys, above, list);
    end
}

/// The cells of the record at byte `at`, so many as a rule, and the byte behind it. One in quotes may hold separators and line
/// breaks.
fn record(text: &str, at: usize, separator: char, count: usize) -> (Vec<Cell<'_>>, usize) {
    let bytes = text.as_bytes();
    let behind = |from: usize| bytes.get(from..).unwrap_or_default().iter();
    let plain_end = |from: usize| {
        let end = behind(from).position(|byte| *byte == separator as u8 || *byte == b'\n');
        end.map_or(text.len(), |length| from + length)
    };
    let mut cells = Vec::with_capacity(count);
    let mut next = at;
    loop {
        let is_blank = |byte: &&u8| **byte == b' ' || **byte == NO_COLUMN as u8;
        let start = next + behind(next).take_while(is_blank).count();
        let mut break_at = start;
        let mut cell = None;
        if bytes.get(start) == Some(&b'"')
            && let Some((inside, length)) = text.get(start..).and_then(quoted)
        {
            let end = start + length;
            break_at = plain_end(end);
            // Nothing but blanks stands between a quote and the separator.
            let tail = text.get(end..break_at);
            if tail.is_some_and(|tail| tail.trim().is_empty()) {
                cell = Some((end, inside));
            }
        }
        let (end, text) = cell.unwrap_or_else(|| {
            break_at = plain_end(start);
            let plain = text.get(start..break_at).unwrap_or("").trim_end();
            let end = start + plain.len();
            (end, Cow::Borrowed(unmarked(plain, separator)))
        });
        cells.push(Cell { start, end, text });
        next = (break_at + 1).min(bytes.len());
        if bytes.get(break_at) != Some(&(separator as u8)) {
            return (cells, next);
        }
    }
}

/// A cell of Markdown without what makes it bold or code, or keeps it from that: `**Deny**`, `` `22` ``, `\*`.
fn unmarked(cell: &str, separator: char) -> &str {
    let mut marks = ["**", "__", "`"].iter();
    let inside = |mark: &&str| cell.strip_prefix(mark)?.strip_suffix(mark);
    let unmarked = match separator {
        '|' => marks.find_map(inside),
        _ => None,
    };
    match unmarked.unwrap_or(cell) {
        "\\*" => "*",
        cell => cell,
    }
}

/// What stands between quotes, and how many bytes it takes with them. A quote inside is written twice.
fn quoted(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let mut inside = Cow::Borrowed("");
    let mut at = 1;
    let mut rest = text.strip_prefix('"')?;
    loop {
        let length = rest.bytes().position(|byte| byte == b'"')?;
        inside += rest.get(..length)?;
        at += length + 1;
        rest = rest.get(length + 1..)?;
        match rest.strip_prefix('"') {
            Some(behind) => rest = behind,
            None => return Some((inside, at)),
        }
        inside += "\"";
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_separators_breaks_and_quotes() {
        let (cells, end) = record("a, \"b,\n\"\"c\"\"\" ,d\r\nx", 0, ',', 0);
        let cells: Vec<_> = cells
            .iter()
            .map(|cell| (&*cell.text, cell.start, cell.end))
            .collect();
        assert_eq!(cells, [("a", 0, 1), ("b,\n\"c\"", 3, 13), ("d", 15, 16)]);
        assert_eq!(end, 18);
        assert_eq!(record("\"open, x", 0, ',', 0).0.len(), 2);
    }

    #[test]
    fn json_and_prose_are_no_table() {
        for text in [
            "{\"name\": \"a\", \"priority\": 100, \"access\": \"Deny\"}",
            "first, priority and such, then",
            "",
        ] {
            assert!(parse(text, 0).is_none(), "{text}");
        }
    }
}
