//! The columns of a console: where each starts, and what of a line stands under it.

use super::heading::Cell;
use super::list_view::Line;
use super::plain_text::NO_COLUMN;
use std::borrow::Cow;

/// Where each run of dashes starts, in characters. `None` when the line holds anything else, or fewer than two runs.
pub fn column_starts(line: &str) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    let mut is_run = false;
    let mut before = ' ';
    for (column, (_, c)) in columns(line.trim_end()).enumerate() {
        match c {
            '-' if before == ' ' => starts.push(column),
            '-' => is_run = true,
            ' ' => {}
            _ => return None,
        }
        before = c;
    }
    (starts.len() > 1 && is_run).then_some(starts)
}

/// Whether a word of the header begins above each run of dashes, or ends where it ends: numbers are set to the right.
pub fn has_headings(header: &str, dashes: &str, starts: &[usize]) -> bool {
    let at = |line: &str, column: usize| columns(line).nth(column).map_or(' ', |(_, c)| c);
    starts.iter().all(|start| {
        let mut end = *start;
        while at(dashes, end + 1) == '-' {
            end += 1;
        }
        let before = start
            .checked_sub(1)
            .map_or(' ', |before| at(header, before));
        (before == ' ' && at(header, *start) != ' ')
            || (at(header, end) != ' ' && at(header, end + 1) == ' ')
    })
}

/// The characters that take a column each, with the byte each starts at.
fn columns(line: &str) -> impl Iterator<Item = (usize, char)> {
    line.char_indices().filter(|(_, c)| *c != NO_COLUMN)
}

/// Whether a console gives it two columns.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{ff60}' | '\u{1f300}'..)
}

/// The parts of a line that stand under each column. The first holds what is left of it, too. A number set to the right
/// may begin further left than its heading. `None` when they stand elsewhere, as in the prompt that follows: then
/// they count only if they are as many as the columns.
pub(super) fn cells<'t>(line: Line<'t>, starts: &[usize], count: usize) -> Option<Vec<Cell<'t>>> {
    let mut found = boundaries(line.text, starts, 1);
    if line.text.contains(is_wide) {
        // PowerShell counts the columns of a console, az the letters: more stands right below its heading as it counted.
        let other = boundaries(line.text, starts, 2);
        if other.as_ref().map(|it| it.0) > found.as_ref().map(|it| it.0) {
            found = other;
        }
    }
    let bytes = match found {
        Some((_, bytes)) => bytes,
        None => {
            let mut words = words(line.text);
            if words.len() != count {
                return None;
            }
            words.push(line.text.len());
            words
        }
    };
    let mut cells = Vec::new();
    for pair in bytes.windows(2) {
        if let [start, end] = *pair {
            let whole = line.text.get(start..end).unwrap_or("");
            let cell = whole.trim();
            let start = line.start + start + (whole.len() - whole.trim_start().len());
            cells.push(Cell {
                start,
                end: start + cell.len(),
                text: Cow::Borrowed(cell),
            });
        }
    }
    Some(cells)
}

/// The byte at which each column starts, and how many cells begin right there, where wide characters take so many
/// columns. `None` where something stands across the start of a column.
pub fn boundaries(line: &str, starts: &[usize], wide: usize) -> Option<(usize, Vec<usize>)> {
    let mut bytes = vec![0];
    let mut exact = 0;
    let (mut places, mut passed) = (columns(line), 0);
    starts.first()?;
    for start in starts.iter().skip(1) {
        let place = loop {
            let Some((place, c)) = places.next() else {
                break line.len();
            };
            let column = passed;
            passed += if is_wide(c) { wide } else { 1 };
            if column >= *start {
                exact += usize::from(column == *start && !c.is_whitespace());
                break place;
            }
        };
        let (left, right) = line.split_at_checked(place)?;
        let before = left.trim_end_matches(|c: char| !c.is_whitespace());
        let digits = left.get(before.len()..)?;
        let is_digit = |c: char| c.is_ascii_digit();
        let fits = digits.is_empty() || right.starts_with(is_digit) && digits.chars().all(is_digit);
        if !fits && !right.is_empty() {
            return None;
        }
        bytes.push(if right.is_empty() {
            line.len()
        } else {
            before.len()
        });
    }
    bytes.push(line.len());
    Some((exact, bytes))
}

/// Where each word starts; two blanks or a tab part them, or single blanks if there are no others.
pub fn words(line: &str) -> Vec<usize> {
    let inside = line.trim();
    let mut wide = Vec::new();
    let mut narrow = Vec::new();
    let mut blanks = 2;
    for (at, c) in inside.char_indices() {
        let at = at + (line.len() - line.trim_start().len());
        match c {
            '\t' => blanks = 2,
            NO_COLUMN => {}
            c if c.is_whitespace() => blanks += 1,
            _ => {
                if blanks > 1 {
                    wide.push(at);
                }
                if blanks > 0 {
                    narrow.push(at);
                }
                blanks = 0;
            }
        }
    }
    match wide.len() > 1 {
        true => wide,
        false => narrow,
    }
}
