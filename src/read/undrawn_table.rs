//! Tables of routes as az and PowerShell draw them, where somebody left the line of dashes out.

use super::columns::{Run, words_apart};
use super::heading;
use super::letters::one_of;
use super::list_view::line_at;
use super::long_table::{Layout, Table};
use super::table::{Columns, headings};

/// The table whose header is the line at byte `at`: each column begins where its heading does.
pub fn begin(text: &str, at: usize) -> Option<Table<'_>> {
    let header = line_at(text, at)?;
    let is_of_routes = ["Next Hop Type", "NextHopType"]
        .iter()
        .any(|it| header.text.contains(it));
    if !is_of_routes || header.text.contains(one_of("\t|,;:")) || !header.text.is_ascii() {
        return None;
    }
    for blanks in [1, 2] {
        let mut runs = Vec::new();
        for start in words_apart(header.text, blanks) {
            runs.push(Run { start, end: 0 });
        }
        let headings = headings(&[header], &runs, runs.len());
        if headings.len() > 1 && headings.iter().all(|it| heading::is_known(&it.text)) {
            let columns = Columns {
                keys: heading::keys(&headings),
                runs,
                is_classic: false,
                wraps: false,
            };
            return Some(Table::new(at, header.end, Layout::Drawn(columns)));
        }
    }
    None
}
