//! Tables with a line of dashes under their header: `az … --output table` and PowerShell's `Format-Table`.

use super::list_view::{line_at, scalar_or_braces};
use super::value::{List, Member, Node, Object, Value};
use std::borrow::Cow;

/// The rows of a table as a list of objects, and the byte after its last line.
pub struct Table<'t> {
    /// Always a list. It is cut where a row was left out with dots.
    pub node: Node<'t>,
    /// Where to read on.
    pub end: usize,
    /// The line that ends it because its columns slipped.
    pub slipped: Option<usize>,
}

/// Reads the table whose header is the line at byte `at`. `None` when the line below it is not one of dashes.
pub fn parse(text: &str, at: usize) -> Option<Table<'_>> {
    let header = line_at(text, at)?;
    let dashes = line_at(text, header.end)?;
    let starts = column_starts(dashes.text)?;
    let mut list = List::default();
    let end = rows(text, dashes.end, &[header.text], &starts, &mut list);
    // A row whose columns slipped ends the table as well, and there is no knowing what stands in it.
    let behind = line_at(text, end).filter(|line| looks_like_a_row(line.text));
    let slipped = behind.map(|line| line.start);
    list.cut = list.cut.or(slipped);
    let node = Node {
        start: at,
        end,
        value: Value::List(list),
    };
    Some(Table { node, end, slipped })
}

/// Reads the tables that the Azure module prints below a key of a list view, each under `Type: Inbound` or without such
/// a line, with headings and cells on several lines. They stand further to the right than column `indent`.
pub fn parse_below(text: &str, at: usize, indent: usize) -> Option<Table<'_>> {
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
        } else if let Some(starts) = column_starts(line.text).filter(|_| !headings.is_empty()) {
            let before = list.items.len();
            next = rows(text, line.end, &headings, &starts, &mut list);
            headings.clear();
            end = next;
            start.get_or_insert(line.start);
            for row in list.items.iter_mut().skip(before) {
                if let (Value::Object(row), Some((end, kind))) = (&mut row.value, group) {
                    let start = end - kind.len();
                    let value = Value::Text(Cow::Borrowed(kind));
                    row.members.push(Member {
                        key: Cow::Borrowed("Type"),
                        start,
                        node: Node { start, end, value },
                    });
                }
            }
        } else if headings.len() < MOST_HEADING_LINES {
            headings.push(line.text);
        } else {
            break;
        }
    }
    // Lines below the rows that are neither rows nor headings: rows whose columns slipped.
    if !headings.is_empty() {
        list.cut = list.cut.or(Some(end));
    }
    let node = Node {
        start: start?,
        end,
        value: Value::List(list),
    };
    Some(Table {
        node,
        end,
        slipped: None,
    })
}

/// What stands above each of several tables of rules.
const GROUP: &str = "Type:";

/// "Destination", "Address Prefix": a narrow column breaks its heading.
const MOST_HEADING_LINES: usize = 3;

/// Adds the rows that start at byte `at` to the list, and gives the byte behind them.
fn rows<'t>(
    text: &'t str,
    at: usize,
    headings: &[&str],
    starts: &[usize],
    list: &mut List<'t>,
) -> usize {
    let mut keys = vec![String::new(); starts.len()];
    for heading in headings {
        for (key, (_, cell)) in keys.iter_mut().zip(cells(heading, starts)) {
            for piece in cell.split(' ') {
                key.push_str(piece);
            }
        }
    }
    let mut end = at;
    while let Some(line) = line_at(text, end).filter(|line| is_row(line.text, starts)) {
        end = line.end;
        if line.text.trim_start().starts_with(['[', '.', '…']) {
            // "[...]", "...Output omitted...": whoever shortened the table says so.
            list.cut = Some(line.start);
            continue;
        }
        let row_end = line.start + line.text.trim_end().len();
        let cells = cells(line.text, starts);
        let filled = cells.iter().filter(|(_, cell)| !cell.trim().is_empty());
        // Most cells of a row are filled, and most of one that goes on with the row above are not.
        if filled.count() * 2 < starts.len()
            && let Some(above) = list.items.last_mut()
            && let Value::Object(row) = &mut above.value
        {
            above.end = row_end;
            let mut ends = starts.iter().skip(1);
            for ((member, (_, cell)), start) in row.members.iter_mut().zip(cells).zip(starts) {
                // A blank stands between the columns.
                let width = ends.next().map_or(0, |end| end - start - 1);
                go_on(&mut member.node.value, cell.trim(), width);
            }
            continue;
        }
        let mut object = Object::default();
        for (key, (offset, cell)) in keys.iter().zip(cells) {
            let start = line.start + offset + (cell.len() - cell.trim_start().len());
            let cell = cell.trim();
            let end = start + cell.len();
            object.members.push(Member {
                key: Cow::Owned(key.clone()),
                start,
                node: Node {
                    start,
                    end,
                    value: match cell {
                        // The Azure module calls the next hop of what is dropped so.
                        "Null" => Value::Text(Cow::Borrowed(cell)),
                        _ => scalar_or_braces(Cow::Borrowed(cell), start, end),
                    },
                },
            });
        }
        list.items.push(Node {
            start: line.start,
            end: row_end,
            value: Value::Object(object),
        });
    }
    end
}

/// Puts the next line of a cell behind what stands in it. A console breaks between words, and inside of one only where
/// that fills its column alone.
fn go_on(cell: &mut Value<'_>, more: &str, width: usize) {
    if let Value::Text(cell) = cell
        && !more.is_empty()
    {
        let is_inside_a_word = cell.len() % width.max(1) == 0 && !cell.contains(' ');
        let cell = cell.to_mut();
        if !is_inside_a_word {
            cell.push(' ');
        }
        cell.push_str(more);
    }
}

/// Whether a line goes on with the table: a blank one does not, nor one with letters between the columns, such as the
/// prompt that follows. Dots where rows were left out do.
fn is_row(line: &str, starts: &[usize]) -> bool {
    let is_gap = |start: &usize| {
        let before = start.checked_sub(1).and_then(|at| line.chars().nth(at));
        before.is_none_or(char::is_whitespace)
    };
    let trimmed = line.trim();
    !trimmed.is_empty()
        && !trimmed.starts_with(GROUP)
        && (trimmed.starts_with(['[', '.', '…']) || starts.iter().all(is_gap))
}

/// Whether the line behind a table has something in it that is no prompt.
fn looks_like_a_row(line: &str) -> bool {
    !line.trim().is_empty() && !line.contains(['>', '$', '#'])
}

/// Where each run of dashes starts, in characters. `None` when the line holds anything else, or fewer than two runs.
fn column_starts(line: &str) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    let mut is_run = false;
    let mut before = ' ';
    for (column, c) in line.trim_end().chars().enumerate() {
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

/// The parts of a line that stand under each column, with the byte each starts at. The first column holds what is
/// left of it, too: numbers are set to the right.
fn cells<'t>(line: &'t str, starts: &[usize]) -> Vec<(usize, &'t str)> {
    let mut bytes = vec![0];
    for start in starts.iter().skip(1) {
        let place = line.char_indices().nth(*start);
        bytes.push(place.map_or(line.len(), |(at, _)| at));
    }
    bytes.push(line.len());
    let mut cells = Vec::new();
    for pair in bytes.windows(2) {
        if let [start, end] = *pair {
            cells.push((start, line.get(start..end).unwrap_or("")));
        }
    }
    cells
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
        assert!(list.cut.is_some());
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
        let list = table.node.list().expect("a list");
        let shown: Vec<Vec<&str>> = list
            .items
            .iter()
            .map(|row| {
                let row = row.object().unwrap();
                [
                    "Name",
                    "SourceAddressPrefix",
                    "DestinationPortRange",
                    "Type",
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
        let slipped = "  Name State More\n  ---- ----- ----\n  a    b     c\n  slipped-row b c\n";
        let table = parse_below(slipped, 0, 0).expect("a table");
        assert!(table.node.list().unwrap().cut.is_some());
    }
}
