//! Tables of routes as az and PowerShell draw them, where somebody left the line of dashes out.

use super::columns::{Run, words_apart};
use super::heading;
use super::list_view::line_at;
use super::long_table::Table;
use super::table::{headings, of_columns};

/// The table whose header is the line at byte `at`: each column begins where its heading does.
pub fn begin(text: &str, at: usize) -> Option<Table<'_>> {
    let header = line_at(text, at)?;
    if !header.text.contains("Hop") || header.text.contains('\t') {
        return None;
    }
    for blanks in [1, 2] {
        let mut runs = Vec::new();
        for start in words_apart(header.text, blanks) {
            runs.push(Run { start, end: 0 });
        }
        let headings = headings(&[header], &runs, runs.len());
        if runs.len() > 1 && headings.iter().all(|it| heading::is_known(&it.text)) {
            return Some(of_columns(at, header.end, &headings, runs, false));
        }
    }
    None
}
