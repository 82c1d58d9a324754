//! A table is read so many rows at once: a tree takes many times the room of the text.

use super::assemble::Pieces;
use super::found::{self, Found};
use super::heading;
use super::lacking::Lacking;
use super::list_view::{self, line_at};
use super::name_shell;
use super::problem::{Problem, ProblemKind, Shell};
use super::rule::{self, span};
use super::separated;
use super::table::{Columns, add_title, looks_like_a_row, rows};
use super::value::{List, Node, Value};
use std::borrow::Cow;

/// Takes what a table holds, and gives the byte behind it.
pub fn take_table<'t>(
    input: u32,
    text: &'t str,
    mut table: Table<'t>,
    pieces: &mut Pieces,
    problems: &mut Vec<Problem>,
) -> usize {
    // What is in a table that nobody reads is no problem.
    let before = problems.len();
    let mut found = Found::default();
    let is_read = is_worth_reading(&table.node);
    let mut has_bare = false;
    let mut lacking = Lacking::default();
    loop {
        if is_read {
            let rows_before = problems.len();
            found::find(input, &table.node, &mut found, problems);
            name_shell(table.shell(), rows_before, problems);
            let place = span(input, table.node.start, table.node.end);
            lacking.say_once(place, rows_before, problems);
            for rule in found.bare.drain(..) {
                has_bare = true;
                pieces.add_bare(rule);
            }
        }
        if !table.go_on(text) {
            break;
        }
    }
    let start = table.node.start;
    if found.is_empty() && !has_bare {
        problems.truncate(before);
        let headings = list_view::line_at(text, start).map_or("", |line| line.text);
        let at = Some(span(input, start, table.end));
        problems.push(Problem::new(ProblemKind::TableOfNames, headings.trim(), at));
        return table.end;
    }
    if table.cut.is_some() {
        let has = found::Holds {
            acl_rules: !found.acl.rules.is_empty(),
            routes: !found.routes.is_empty(),
            bare: has_bare,
        };
        let at = span(input, start, table.node.end);
        found::lose(at, &has, &mut found, problems);
    }
    pieces.lacking = Lacking::default();
    pieces.add(found);
    if let Some((start, end)) = table.slipped {
        let at = Some(span(input, start, end));
        problems.push(Problem::new(ProblemKind::TableSlipped, "", at));
    }
    table.end
}

/// A table of rules that does not say in which order they count says nothing.
fn is_worth_reading(table: &Node<'_>) -> bool {
    let first = table.list().and_then(|list| list.items.first());
    let row = first.and_then(Node::object);
    row.is_some_and(|row| !rule::is_rule(row) || row.has(heading::OF_RULES))
}

/// The rows of a table as a list of objects, so many at once, and the byte after its last line.
pub struct Table<'t> {
    /// Always a list, up to the last of its rows that was read.
    pub node: Node<'t>,
    /// Where to read on.
    pub end: usize,
    /// Where a row was left out with dots, or slipped.
    pub cut: Option<usize>,
    /// The lines at its end whose columns slipped, from byte to byte.
    pub slipped: Option<(usize, usize)>,
    /// How its lines are taken apart.
    pub layout: Layout,
}

/// How the lines of a table are taken apart.
pub enum Layout {
    /// By columns of the console.
    Drawn(Columns),
    /// By a character between the cells, which stand under these keys.
    Separated(char, Vec<Cow<'static, str>>),
    /// In another way; all of them are read.
    Whole,
}

/// So many rows are read at once: a tree takes many times the room of the text.
pub const MOST_ROWS: usize = 256;

impl<'t> Table<'t> {
    /// Who drew it.
    fn shell(&self) -> Shell {
        match &self.layout {
            Layout::Drawn(columns) if columns.wraps => Shell::AzPowerShell,
            Layout::Drawn(_) => Shell::AzureCli,
            Layout::Separated(..) | Layout::Whole => Shell::Unknown,
        }
    }

    /// Reads the next rows in place of those before them; `false` when there are none.
    pub fn go_on(&mut self, text: &'t str) -> bool {
        let Value::List(list) = &mut self.node.value else {
            return false;
        };
        if list.items.len() < MOST_ROWS || matches!(self.layout, Layout::Whole) {
            return false;
        }
        list.items.clear();
        self.read_rows(text, MOST_ROWS);
        true
    }

    /// Reads so many rows.
    pub fn read_rows(&mut self, text: &'t str, most: usize) {
        let Value::List(list) = &mut self.node.value else {
            return;
        };
        match &self.layout {
            Layout::Drawn(columns) => {
                self.end = rows(text, self.end, columns, most, list);
                if list.items.len() < most {
                    // A row whose columns slipped ends the table as well, and there is no knowing what stands in it.
                    let slipped = self.end;
                    let is_row = |line: &str| looks_like_a_row(line, columns.keys.len());
                    while let Some(line) = line_at(text, self.end).filter(|it| is_row(it.text)) {
                        self.end = line.end;
                    }
                    self.slipped = (self.end > slipped).then_some((slipped, self.end));
                }
            }
            Layout::Separated(separator, keys) => {
                let slipped = &mut self.slipped;
                self.end = separated::rows(text, self.end, *separator, keys, most, list, slipped);
            }
            Layout::Whole => return,
        }
        self.cut = (self.cut.or(list.cut.take())).or(self.slipped.map(|(start, _)| start));
        add_title(text, self.node.start, list);
        self.node.end = self.end;
    }

    /// A table whose first row stands at byte `end`, with its headings at `start`.
    pub fn new(start: usize, end: usize, layout: Layout) -> Self {
        Table {
            node: Node {
                start,
                end,
                value: Value::List(List::default()),
            },
            end,
            cut: None,
            slipped: None,
            layout,
        }
    }
}
