//! What stands in which column of a console.

use super::heading::Cell;
use super::letters::BLANK;
use super::list_view::Line;
use super::plain_text::NO_COLUMN;

/// A run of dashes, in characters.
#[derive(Clone, Copy)]
pub struct Run {
    /// Where it starts.
    pub start: usize,
    /// Behind its last.
    pub end: usize,
}

/// The runs of dashes of a line. `None` when it holds anything else, or fewer than two.
pub fn runs(line: &str) -> Option<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_run = false;
    let mut before = ' ';
    for (column, (_, c)) in columns(line.trim_end()).enumerate() {
        let end = column + 1;
        match c {
            '-' if before == ' ' => runs.push(Run { start: column, end }),
            '-' => {
                is_run = true;
                runs.last_mut()?.end = end;
            }
            ' ' => {}
            _ => return None,
        }
        before = c;
    }
    (runs.len() > 1 && is_run).then_some(runs)
}

/// Whether a word of the header begins above each run of dashes, or ends where it ends: numbers are set to the right.
pub fn has_headings(header: &str, runs: &[Run]) -> bool {
    let at = |column: usize| columns(header).nth(column).map_or(' ', |(_, c)| c);
    runs.iter().all(|run| {
        let before = run.start.checked_sub(1).map_or(' ', at);
        (before == ' ' && at(run.start) != ' ') || (at(run.end - 1) != ' ' && at(run.end) == ' ')
    })
}

/// The characters that take a column each, with the byte each starts at.
fn columns(line: &str) -> impl Iterator<Item = (usize, char)> {
    line.char_indices().filter(|(_, c)| *c != NO_COLUMN)
}

/// Whether each byte is a column, as in nearly all lines. To look at many at once is faster than to stop at the first one.
#[inline(never)]
fn is_plain(line: &str) -> bool {
    let is_plain = |byte: u8| (byte < 0x80) & (byte != NO_COLUMN as u8);
    line.bytes().fold(true, |all, byte| all & is_plain(byte))
}

/// Whether a console gives it two columns.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{ff60}' | '\u{1f300}'..)
}

/// The parts of a line that stand under each column. The first holds what is left of it, too. A number set to the right
/// may begin further left than its heading. `None` when they stand elsewhere, as in the prompt that follows: then
/// they count only if they are as many as the columns.
pub(super) fn cells<'t>(line: Line<'t>, runs: &[Run], count: usize) -> Option<Vec<Cell<'t>>> {
    let mut found = boundaries(line.text, runs, 1);
    if !is_plain(line.text) && line.text.contains(is_wide) {
        // PowerShell counts the columns of a console, az the letters: more stands right below its heading as it counted.
        let other = boundaries(line.text, runs, 2);
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
    let mut cells = Vec::with_capacity(count);
    for pair in bytes.windows(2) {
        if let [start, end] = *pair {
            let cell = line.text.get(start..end).unwrap_or("").trim_start();
            cells.push(Cell::new(line.start + end - cell.len(), cell.trim_end()));
        }
    }
    Some(cells)
}

/// The byte at which each column starts, and how many cells begin right there, where wide characters take so many
/// columns. `None` where something stands across the start of a column.
pub fn boundaries(line: &str, runs: &[Run], wide: usize) -> Option<(usize, Vec<usize>)> {
    let mut bytes = Vec::with_capacity(runs.len() + 1);
    bytes.push(0);
    let mut exact = 0;
    let is_plain = is_plain(line);
    let (mut places, mut passed) = (columns(line), 0);
    let mut left_of = runs.first()?;
    for run in runs.iter().skip(1) {
        let (place, column) = match is_plain {
            true => (run.start.min(line.len()), run.start),
            false => loop {
                let Some((place, c)) = places.next() else {
                    break (line.len(), run.start);
                };
                let column = passed;
                passed += if is_wide(c) { wide } else { 1 };
                if column >= run.start {
                    break (place, column);
                }
            },
        };
        let (left, right) = line.split_at_checked(place)?;
        let begins = !right.is_empty() && !right.starts_with(BLANK);
        exact += usize::from(begins && column == run.start);
        let before = left.trim_end_matches(|c: char| !c.is_whitespace());
        let digits = left.get(before.len()..)?;
        let is_digit = |c: char| c.is_ascii_digit();
        let fits = digits.is_empty() || right.starts_with(is_digit) && digits.chars().all(is_digit);
        bytes.push(if right.is_empty() {
            line.len()
        } else if fits {
            before.len()
        } else {
            set_to_the_right(line, before.len(), left_of, run)?
        });
        left_of = run;
    }
    bytes.push(line.len());
    Some((exact, bytes))
}

/// Where a cell begins that is wider than its heading and ends below the heading's end, as PowerShell sets the columns of
/// VMs. `word` is the byte of its last word. `None` where that word ends elsewhere.
fn set_to_the_right(line: &str, word: usize, left_of: &Run, run: &Run) -> Option<usize> {
    let bytes = line.as_bytes();
    // Letters of more than a byte would stand elsewhere.
    let is_blank = |at: usize| bytes.get(at).is_none_or(|byte| *byte == b' ');
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_graphic);
    if !(word..run.end).all(is_word) || !is_blank(run.end) {
        return None;
    }
    Some(match is_blank(left_of.end) {
        true => left_of.end.min(word),
        false => word,
    })
}

/// Where each word starts; two blanks or a tab part them, or single blanks if there are no others.
pub fn words(line: &str) -> Vec<usize> {
    let wide = words_apart(line, 2);
    match wide.len() > 1 {
        true => wide,
        false => words_apart(line, 1),
    }
}

/// Where each word starts that has so many blanks before it, or a tab.
pub fn words_apart(line: &str, least: usize) -> Vec<usize> {
    let mut words = Vec::new();
    let mut blanks = least;
    let before = line.len() - line.trim_start().len();
    for (at, c) in line.trim().char_indices() {
        match c {
            '\t' => blanks = least,
            NO_COLUMN => {}
            c if c.is_whitespace() => blanks += 1,
            _ => {
                if blanks >= least {
                    words.push(before + at);
                }
                blanks = 0;
            }
        }
    }
    words
}
