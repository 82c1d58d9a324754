//! Tables with a line of dashes under their header: `az … --output table` and PowerShell's `Format-Table`.

use super::columns::{Run, boundaries, cells, has_headings, runs, words};
use super::heading::{self, Cell, OF_RULES};
use super::key::Key;
use super::letters::{Letter, OF_A_WORD, is_of_a_word, one_of};
use super::list_view::{Line, line_at};
use super::long_table::{Layout, MOST_ROWS, Table};
use super::row_apart::{is_certain, looks_like_a_route, looks_like_a_rule, next_row};
use super::undrawn_table;
use super::value::{List, Member, Node, Value};
use std::borrow::Cow;

/// Reads the table whose header is the line at byte `at`. `None` when the line below it is not one of dashes.
pub fn parse(text: &str, at: usize) -> Option<Table<'_>> {
    let drawn = begin(text, at);
    let is_drawn = drawn.is_some();
    let mut table = drawn.or_else(|| undrawn_table::begin(text, at))?;
    table.read_rows(text, MOST_ROWS);
    let has_rows = table.node.list().is_some_and(|list| !list.items.is_empty());
    (is_drawn || has_rows).then_some(table)
}

/// Reads all of its rows.
pub fn parse_whole(text: &str, at: usize) -> Option<Table<'_>> {
    let mut table = begin(text, at)?;
    table.read_rows(text, usize::MAX);
    Some(table)
}

fn begin(text: &str, at: usize) -> Option<Table<'_>> {
    let header = line_at(text, at)?;
    let mut lines = vec![header];
    let (mut dashes, mut drawn) = (header, None);
    while drawn.is_none() && lines.len() <= MOST_HEADING_LINES {
        dashes = line_at(text, dashes.end)?;
        drawn = runs(dashes.text);
        if drawn.is_none() {
            lines.push(dashes);
        }
    }
    let mut runs = drawn?;
    let count = runs.len();
    let has_all = |line: &Line<'_>| has_headings(line.text, &runs);
    let is_more = |line: &Line<'_>| !has_all(line) && boundaries(line.text, &runs, 1).is_some();
    let broken = line_at(text, dashes.end).filter(|next| {
        let next = next.text.trim();
        lines.len() > 1 && !next.is_empty() && next.trim_matches(one_of("- ")).is_empty()
    });
    let is_drawn = has_all(&header) && broken.is_none();
    if is_drawn && !lines.iter().skip(1).all(is_more) {
        // Only the line right above the dashes is the heading, or the console broke all lines.
        return None;
    }
    // az draws each column as wide as it is, two blanks apart, never breaks a cell, and sets none to the right.
    let mut parts = dashes.text.trim().split(' ').enumerate();
    let wraps = parts.any(|(at, run)| run.is_empty() == at.is_multiple_of(2));
    if !wraps {
        runs.iter_mut().for_each(|run| run.end = 0);
    }
    let runs = match is_drawn {
        true => runs,
        // Whoever moved the columns left the words in their order.
        false if lines.len() == 1 && words(header.text).len() == count => Vec::new(),
        false => return None,
    };
    let headings = headings(&lines, &runs, count);
    Some(of_columns(at, dashes.end, &headings, runs, wraps))
}

/// A table with these headings from byte `at` to `end`.
pub fn of_columns(
    at: usize,
    end: usize,
    headings: &[Cell<'_>],
    runs: Vec<Run>,
    wraps: bool,
) -> Table<'static> {
    let columns = Columns {
        keys: heading::keys(headings),
        runs,
        is_classic: false,
        wraps,
    };
    Table::new(at, end, Layout::Drawn(columns))
}

/// Reads the tables that the Azure module prints below a key of a list view, each under `Type: Inbound` or without such
/// a line, with headings and cells on several lines. They stand further to the right than column `indent`.
pub fn parse_below(text: &str, at: usize, indent: usize) -> Option<Node<'_>> {
    let mut list = List::default();
    let mut group = None;
    let (mut end, mut start) = (at, None);
    let mut next = at;
    let mut headings = Vec::new();
    while let Some(line) = line_at(text, next) {
        next = line.end;
        let trimmed = line.text.trim();
        if trimmed.is_empty() {
            continue;
        }
        if line.text.len() - line.text.trim_start().len() <= indent {
            break;
        }
        let place = line.start + line.text.trim_end().len();
        if let Some(kind) = trimmed.strip_prefix(GROUP) {
            let kind = kind.trim();
            group = Some((place, kind));
        } else if let Some(runs) = runs(line.text).filter(|_| !headings.is_empty()) {
            let before = list.items.len();
            let keys = heading::keys(&self::headings(&headings, &runs, runs.len()));
            headings.clear();
            let columns = Columns {
                keys,
                runs,
                wraps: true,
                is_classic: true,
            };
            next = rows(text, line.end, &columns, usize::MAX, &mut list);
            end = next;
            start.get_or_insert(line.start);
            for row in list.items.iter_mut().skip(before) {
                if let (Value::Object(row), Some((end, kind))) = (&mut row.value, group) {
                    let start = end - kind.len();
                    let value = Value::Text(Cow::Borrowed(kind));
                    row.members.push(Member {
                        key: Key::from("direction"),
                        start,
                        node: Node { start, end, value },
                    });
                }
            }
        } else if headings.len() < MOST_HEADING_LINES {
            headings.push(line);
        } else {
            break;
        }
    }
    // Lines below the rows that are neither rows nor headings: rows whose columns slipped.
    if !headings.is_empty() {
        list.cut = list.cut.or(Some(end));
    }
    Some(Node {
        start: start?,
        end,
        value: Value::List(list),
    })
}

/// The heading of each column: a narrow one has it on several lines.
pub(super) fn headings<'t>(lines: &[Line<'t>], runs: &[Run], count: usize) -> Vec<Cell<'t>> {
    let mut headings = Vec::new();
    headings.resize_with(count, || Cell::new(0, ""));
    for line in lines {
        let cells = cells(*line, runs, count).unwrap_or_default();
        for (heading, cell) in headings.iter_mut().zip(cells) {
            *heading.text.to_mut() += &cell.text;
        }
    }
    headings
}

/// What stands above each of several tables of rules.
const GROUP: &str = "Type:";

/// "Destination", "Address Prefix": a narrow column breaks its heading.
const MOST_HEADING_LINES: usize = 3;

/// What the columns are called, and below which dashes of the console each stands. Without these, the words of a row are
/// taken in their order.
pub struct Columns {
    /// Their keys.
    pub keys: Vec<Key<'static>>,
    /// Where each begins, and where its dashes end.
    pub runs: Vec<Run>,
    /// Whether a cell may go on in the next line, as only PowerShell's do.
    pub wraps: bool,
    /// Whether names may have blanks, as only the classic model's have.
    pub is_classic: bool,
}

/// Adds the rows that start at byte `at` to the list, up to so many, and gives the byte behind them.
pub fn rows<'t>(
    text: &'t str,
    at: usize,
    columns: &Columns,
    most: usize,
    list: &mut List<'t>,
) -> usize {
    let Columns { keys, runs, .. } = columns;
    let is_row = |line: Line<'_>| {
        let cells = cells(line, runs, keys.len());
        let is_row = cells.is_some_and(|cells| is_certain(keys, &cells));
        let is_other = !looks_like_a_row(line.text, keys.len());
        (is_row || is_other).then_some(is_row)
    };
    let mut end = rows_together(text, at, columns, most, list);
    while list.items.len() < most
        && let Some(next) = next_row(text, end, &is_row)
    {
        let behind = rows_together(text, next, columns, most, list);
        if behind <= next {
            break;
        }
        end = behind;
    }
    end
}

/// The same up to where something else begins.
fn rows_together<'t>(
    text: &'t str,
    at: usize,
    columns: &Columns,
    most: usize,
    list: &mut List<'t>,
) -> usize {
    let Columns { keys, runs, .. } = columns;
    let mut end = at;
    let mut row: Option<(usize, Vec<Cell<'t>>)> = None;
    while let Some(mut line) = line_at(text, end) {
        // Pandoc puts a blank line between rows. Behind one only a rule goes on with the table.
        let is_apart = line.text.trim().is_empty();
        if is_apart && let Some(next) = line_at(text, line.end) {
            line = next;
        }
        if !is_row(line.text) {
            break;
        }
        let trimmed = line.text.trim_start();
        let dots = trimmed.trim_start_matches('[');
        let is_shortened = dots.starts_with("...") || dots.starts_with('…');
        let cells = match is_shortened {
            true => Vec::new(),
            false => {
                let found = cells(line, runs, keys.len());
                match found.or_else(|| nameless(line, keys)) {
                    Some(cells) => cells,
                    None => break,
                }
            }
        };
        let mut named = keys.iter().zip(&cells);
        let priority = named.find(|(key, _)| **key == OF_RULES);
        let priority = priority.map(|(_, cell)| &*cell.text);
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        // Words in another order than the headings, or two rows in one line.
        let last = cells.last().map_or("", |cell| &cell.text);
        let is_double = looks_like_a_rule(last) || looks_like_a_route(last);
        let has_none = priority.is_none_or(str::is_empty);
        if !priority.is_none_or(is_number) || is_apart && has_none || is_double {
            break;
        }
        end = line.end;
        let filled = cells.iter().filter(|cell| !cell.text.is_empty()).count();
        // Most cells of a row are filled, and most of one that goes on with the row above are not; a rule has a priority.
        let goes_on = columns.wraps && priority == Some("");
        let is_begun = match priority {
            Some(priority) => !priority.is_empty(),
            None => cells.iter().any(|cell| cell.text == "Active"),
        };
        if !is_shortened
            && (goes_on || filled * 2 < keys.len() && !is_begun)
            && let Some((_, above)) = &mut row
        {
            // The line that follows a table at once is none of it, least of all a prompt.
            if is_prompt(line.text) || !columns.wraps || !go_on(above, &cells, columns) {
                end = line.start;
                break;
            }
            continue;
        }
        heading::add_row(keys, row.take(), list);
        if list.items.len() >= most {
            return line.start;
        }
        if is_shortened {
            // "[...]", "...Output omitted...": whoever shortened the table says so.
            list.cut = Some(line.start);
        } else {
            row = Some((line.start, cells));
        }
    }
    heading::add_row(keys, row, list);
    end
}

/// The words of an effective route below moved headings, where they are one fewer: most routes have no name, which is
/// the first column.
fn nameless<'t>(line: Line<'t>, keys: &[Key<'static>]) -> Option<Vec<Cell<'t>>> {
    let (first, rest) = keys.split_first()?;
    let mut cells = cells(line, &[], rest.len())?;
    let mut prefixes = rest
        .iter()
        .zip(&cells)
        .filter(|(key, _)| *key == "addressPrefix");
    if first != "name" || !prefixes.any(|(_, cell)| cell.text.contains('/')) {
        return None;
    }
    cells.insert(0, Cell::new(line.start, ""));
    Some(cells)
}

/// Puts the next line of each cell behind what stands in it. A console breaks where the next word has no room, and
/// inside of one only where that fills its column alone; a blank parts the columns. `false` when there was room.
fn go_on(row: &mut [Cell<'_>], more: &[Cell<'_>], columns: &Columns) -> bool {
    let mut next = columns.runs.iter().skip(1);
    let mut widths = Vec::new();
    for run in &columns.runs {
        widths.push(next.next().map_or(0, |next| next.start - run.start - 1));
    }
    let is_full = |cell: &Cell<'_>, width: usize| cell.text.len().is_multiple_of(width.max(1));
    for (((cell, more), width), key) in row.iter().zip(more).zip(&widths).zip(&columns.keys) {
        let word = more.text.split(' ').next().unwrap_or("");
        let has_room = match &**key {
            // Too short to be broken: it begins a row.
            "state" | "direction" | "access" | OF_RULES => true,
            "name" if !columns.is_classic => cell.text.is_empty() || !is_full(cell, *width),
            _ => cell.text.len() + word.len() < *width,
        };
        if has_room && !word.is_empty() {
            return false;
        }
    }
    for ((cell, more), width) in row.iter_mut().zip(more).zip(widths) {
        if more.text.is_empty() {
            continue;
        }
        let is_inside_a_word = is_full(cell, width) && !cell.text.contains(' ');
        let between = if is_inside_a_word { "" } else { " " };
        *cell.text.to_mut() += &[between, &more.text].concat();
        cell.end = more.end;
    }
    true
}

/// Whether a line may go on with the table.
fn is_row(line: &str) -> bool {
    let says_something: Letter = |c| is_of_a_word(c) || matches!(c, '*' | '.' | '…');
    line.contains(says_something) && !line.trim_start().starts_with(GROUP)
}

/// Whether the line behind a table may be a row of it that slipped: no prompt, no `info:`, and nearly as many words.
pub fn looks_like_a_row(line: &str, count: usize) -> bool {
    let first = line.split_whitespace().next().unwrap_or("");
    let is_other = is_prompt(line) || first.ends_with(':') || !line.contains(OF_A_WORD);
    !is_other && words(line).len() * 2 >= count
}

/// Whether it has what every prompt has and no cell.
fn is_prompt(line: &str) -> bool {
    // `<vm name>` is what somebody put in place of a name.
    let before = line.split('<').next().unwrap_or("");
    line.contains(one_of("$#")) || before.contains('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_under_their_headers() {
        let text = "Source    State    Address Prefix    Next Hop Type     Next Hop IP\n--------  -------  ----------------  ----------------  -------------\nDefault   Active   10.2.0.0/16       VnetLocal\nUser      Active   0.0.0.0/0         VirtualAppliance  10.4.2.100\n\nprose";
        let table = parse(text, 0).expect("a table");
        let rows = &table.node.list().expect("a list").items;
        let cell = |row: usize, key: &str| rows[row].object().unwrap().text(key);
        assert_eq!(rows.len(), 2);
        assert_eq!(cell(0, "addressprefix"), Some("10.2.0.0/16"));
        assert_eq!(cell(0, "NextHopIP"), None);
        assert_eq!(cell(1, "NextHopIP"), Some("10.4.2.100"));
        let member = rows[1].object().unwrap().member("NextHopType").unwrap();
        assert_eq!(
            text.get(member.node.start..member.node.end).unwrap(),
            "VirtualAppliance"
        );
        assert_eq!(text.get(table.end..).unwrap(), "\nprose");
    }

    #[test]
    fn powershell_prints_lists_in_braces() {
        let text = "Name State  AddressPrefix   NextHopType NextHopIpAddress\n---- -----  -------------   ----------- ----------------\n     Active {10.9.0.0/16}   VnetLocal   {}\n...\n";
        let table = parse(text, 0).expect("a table");
        let list = table.node.list().expect("a list");
        let row = list.items[0].object().unwrap();
        let prefixes = row.member("AddressPrefix").unwrap().node.list().unwrap();
        assert_eq!(prefixes.items[0].text(), Some("10.9.0.0/16"));
        assert_eq!(list.items.len(), 1);
        assert!(table.cut.is_some());
    }

    #[test]
    fn lines_of_dashes_in_prose_are_no_table() {
        assert!(parse("Title\n-----\ntext", 0).is_none());
        assert!(parse("a b\n-- x\n", 0).is_none());
        assert!(parse("only", 0).is_none());
    }

    #[test]
    fn headings_and_cells_may_stand_on_several_lines() {
        let text = "\n   Type: Inbound\n\n  Name      Priority Source     Destination  Protocol\n                     Address    Port Range\n                     Prefix\n  ----      -------- ---------- ------------ --------\n  allow all 100      203.0.113. 3389         TCP\n  of them            128/25\n  b         200      *          *            *\n\n  Type: Outbound\n  Name      Priority Source     Destination  Protocol\n                     Address    Port Range\n                     Prefix\n  ----      -------- ---------- ------------ --------\n  c         100      *          *            *\nName : x\n";
        let table = parse_below(text, 0, 0).expect("a table");
        let list = table.list().expect("a list");
        let shown: Vec<Vec<&str>> = list
            .items
            .iter()
            .map(|row| {
                let row = row.object().unwrap();
                [
                    "Name",
                    "SourceAddressPrefix",
                    "DestinationPortRange",
                    "direction",
                ]
                .iter()
                .filter_map(|key| row.text(key))
                .collect()
            })
            .collect();
        assert_eq!(
            shown,
            [
                ["allow all of them", "203.0.113.128/25", "3389", "Inbound"],
                ["b", "*", "*", "Inbound"],
                ["c", "*", "*", "Outbound"],
            ]
        );
        assert!(list.cut.is_none());
        assert_eq!(text.get(table.end..), Some("Name : x\n"));
    }

    #[test]
    fn what_does_not_stand_below_its_key_is_no_table_of_it() {
        let text = "\nName State\n---- -----\na    b\n";
        assert!(parse_below(text, 0, 0).is_none());
        assert!(parse_below("", 0, 0).is_none());
        let slipped = "  Name State More\n  ---- ----- ----\n  a    b     c\n  slipped-row b c d\n";
        let table = parse_below(slipped, 0, 0).expect("a table");
        assert!(table.list().unwrap().cut.is_some());
    }

    #[test]
    fn rows_that_are_read_so_many_at_once_are_those_that_are_read_together() {
        let header = "Name     Priority Access Protocol\n-------- -------- ------ --------\n";
        // A cell that goes on in the next line stands on either side of each boundary.
        for wrapped in MOST_ROWS - 2..MOST_ROWS + 2 {
            let mut text = header.to_owned();
            for row in 0..3 * MOST_ROWS {
                text.push_str(&format!("r{row:<7} {row:>8} Deny   Tcp\n"));
                if row % MOST_ROWS == wrapped % MOST_ROWS {
                    text.push_str("                       more\n");
                }
            }
            text.push_str("...\nslipped 1 2\n");
            let whole = parse_whole(&text, 0).expect("a table");
            let mut table = parse(&text, 0).expect("a table");
            let mut rows = Vec::new();
            loop {
                let list = table.node.list().expect("a list");
                assert!(list.items.len() <= MOST_ROWS);
                rows.extend(list.items.clone());
                if !table.has_more() {
                    break;
                }
                table = table.without_rows();
                table.read_rows(&text, MOST_ROWS);
            }
            assert_eq!(rows, whole.node.list().expect("a list").items);
            assert_eq!((table.end, table.cut), (whole.end, whole.cut));
            assert_eq!(
                (table.node.end, table.slipped),
                (whole.node.end, whole.slipped)
            );
        }
    }
}
