//! A table is read so many rows at once: a tree takes many times the room of the text.

use super::assemble::Pieces;
use super::found::{self, Found};
use super::heading;
use super::key::Key;
use super::lacking::Lacking;
use super::list_view::{self, line_at};
use super::name_shell;
use super::page_title::add_title;
use super::problem::{Problem, ProblemKind, Shell, report};
use super::rule::{self, span};
use super::separated;
use super::table::{Columns, looks_like_a_row, rows};
use super::value::{List, Node, Value};
use crate::azure::{Resource, UNREAD, VirtualMachine};
use crate::origin::Origin;

/// Takes what the first rows of a table hold, and what all of it holds if there are no more.
pub fn take_table(
    input: u32,
    text: &str,
    table: Table<'_>,
    pieces: &mut Pieces,
    problems: &mut Vec<Problem>,
) -> Option<LongTable> {
    let mut taken = Taken {
        before: problems.len(),
        is_read: is_worth_reading(&table.node),
        ..Taken::default()
    };
    taken.rows(input, &table, pieces, problems);
    taken.rest(input, text, table, pieces, problems)
}

/// A table between two stretches of its rows.
pub struct LongTable {
    taken: Taken,
    /// Without the rows that were read.
    table: Table<'static>,
}

impl LongTable {
    /// Takes what the next rows hold. Gives the byte behind them, and what is still to be taken then.
    pub fn go_on(
        self,
        input: u32,
        text: &str,
        pieces: &mut Pieces,
        problems: &mut Vec<Problem>,
    ) -> (usize, Option<LongTable>) {
        let LongTable { mut taken, table } = self;
        let mut table: Table<'_> = table;
        table.read_rows(text, MOST_ROWS);
        taken.rows(input, &table, pieces, problems);
        (table.end, taken.rest(input, text, table, pieces, problems))
    }
}

/// What was taken from a table so far.
#[derive(Default)]
struct Taken {
    /// How many problems there were before it.
    before: usize,
    found: Found,
    is_read: bool,
    has_bare: bool,
    lacking: Lacking,
}

impl Taken {
    fn rows(
        &mut self,
        input: u32,
        table: &Table<'_>,
        pieces: &mut Pieces,
        problems: &mut Vec<Problem>,
    ) {
        if !self.is_read {
            return;
        }
        let before = problems.len();
        found::find(input, &table.node, &mut self.found, problems);
        name_shell(table.shell(), before, problems);
        let place = table.node.span(input);
        self.lacking.say_once(place, before, problems);
        if !self.has_bare {
            pieces.part_from(&self.found.bare);
        }
        for rule in self.found.bare.drain(..) {
            self.has_bare = true;
            pieces.add_bare(rule, false);
        }
    }

    /// What is still to be taken; `None` when that was all, which is put together then.
    fn rest(
        mut self,
        input: u32,
        text: &str,
        table: Table<'_>,
        pieces: &mut Pieces,
        problems: &mut Vec<Problem>,
    ) -> Option<LongTable> {
        if table.has_more() {
            return Some(LongTable {
                taken: self,
                table: table.without_rows(),
            });
        }
        let start = table.node.start;
        if self.found.is_empty() && !self.has_bare {
            // What is in a table that nobody reads is no problem.
            let mut at = 0;
            problems.retain(|problem| {
                at += 1;
                at <= self.before || problem.kind == ProblemKind::NotAzure
            });
            let headings = list_view::line_at(text, start).map_or("", |line| line.text);
            let at = span(input, start, table.end);
            report(ProblemKind::TableOfNames, headings.trim(), at, problems);
            return None;
        }
        if table.cut.is_some() {
            let has = found::Holds {
                acl_rules: !self.found.acl.rules.is_empty(),
                routes: !self.found.routes.is_empty(),
                bare: self.has_bare,
            };
            let at = span(input, start, table.node.end);
            found::lose(at, &has, &mut self.found, problems);
            let is_machine = |it: &Resource| matches!(it, Resource::VirtualMachine(_));
            if self.found.resources.iter().any(is_machine) {
                // The one that is meant may be among those.
                let at = table
                    .slipped
                    .map_or(at, |(start, end)| span(input, start, end));
                let unread = VirtualMachine {
                    name: UNREAD.to_owned(),
                    origin: Origin::Pasted(at),
                    ..VirtualMachine::default()
                };
                self.found.resources.push(Resource::VirtualMachine(unread));
            }
        }
        pieces.lacking = Lacking::default();
        pieces.add(self.found);
        if let Some((start, end)) = table.slipped {
            let at = span(input, start, end);
            report(ProblemKind::TableSlipped, "", at, problems);
        }
        None
    }
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
    Separated(char, Vec<Key<'static>>),
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

    /// Whether there may be rows behind those that were read.
    pub fn has_more(&self) -> bool {
        let rows = self.node.list().map_or(0, |list| list.items.len());
        rows >= MOST_ROWS && !matches!(self.layout, Layout::Whole)
    }

    /// The table itself: its rows are borrowed from the text.
    pub fn without_rows(self) -> Table<'static> {
        let Node { start, end, .. } = self.node;
        Table {
            node: Node {
                start,
                end,
                value: Value::List(List::default()),
            },
            end: self.end,
            cut: self.cut,
            slipped: self.slipped,
            layout: self.layout,
        }
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
