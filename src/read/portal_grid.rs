//! The portal's grids as the clipboard holds them where every cell became a line of its own, a row was broken inside, or
//! the tabs between the cells were lost: all headings, then the cells of row after row; or rows that were copied without
//! headings. What a cell can be shows where it belongs, and where that fails nothing more is read.

use super::heading::{self, Cell, OF_ROUTES, OF_RULES};
use super::japanese::in_english;
use super::key::Key;
use super::letters::{BLANK, DIGIT, Letter, is_ascii, is_of_a_word};
use super::list_view::line_at;
use super::long_table::{Layout, Table};
use super::page_title;
use super::value::{List, Node, Value};
use crate::azure::{Access, Direction, NextHop};
use crate::net::Protocol;
use std::net::IpAddr;

/// A grid with fewer columns says too little.
const FEWEST_COLUMNS: usize = 4;

/// The columns of the portal's list of rules. Nobody can add or move one.
const OF_THE_PORTAL: &str = "Priority|Name|Port|Protocol|Source|Destination|Action";

/// More than any grid has.
const MOST_COLUMNS: usize = 16;

/// More do not stand before one cell; a text of nothing else is not gone through again from each of its lines.
const MOST_ICONS: usize = 4;

/// Reads the grid whose first heading starts at byte `at`. `None` where the headings do not say what stands in every
/// column.
pub fn parse(text: &str, at: usize) -> Option<Table<'_>> {
    let first = line_at(text, at)?.text;
    if first.trim().is_empty() {
        // Blank lines stand between cells, and not before the first: many of them would be passed over from each.
        return None;
    }
    let mut words = first.split_whitespace();
    let is_in_words = !first.contains('\t') && words.clone().count() >= FEWEST_COLUMNS;
    let by_words = is_in_words && words.all(heading::is_known);
    let mut cells = Cells { text, at, by_words };
    let mut headings = Vec::new();
    let mut behind = cells;
    while headings.len() <= MOST_COLUMNS
        && let Some(cell) = behind.next().filter(|cell| heading::is_known(&cell.text))
    {
        headings.push(cell);
        cells = behind;
    }
    if headings.is_empty() && first.trim_start().starts_with(DIGIT) {
        for heading in OF_THE_PORTAL.split('|') {
            headings.push(Cell::new(at, heading));
        }
    }
    let keys = heading::keys(&headings);
    let has = |key: &str| keys.iter().any(|known| known == key);
    let is_of_rules = has(OF_RULES) && has("access") && has("protocol");
    let is_of_routes = has(OF_ROUTES) && (has("addressPrefix") || has("addressPrefixes"));
    let mut others = keys.iter();
    while let Some(key) = others.next() {
        if others.clone().any(|other| other == key) {
            return None;
        }
    }
    if keys.len() < FEWEST_COLUMNS || keys.len() > MOST_COLUMNS || !is_of_rules && !is_of_routes {
        return None;
    }
    let mut list = List::default();
    let mut title = page_title::above(text, at, 1);
    let mut slipped = None;
    loop {
        let mut behind = cells;
        let Some(first) = behind.next() else {
            break;
        };
        if !fits(&keys, 0, &first.text)
            && let Some(line) = line_at(text, first.start)
            && page_title::direction_in(line.text).is_some()
            && page_title::page(line.text).is_none()
        {
            // The portal sets one above the rows of each direction.
            title = page_title::above(text, line.end, 1);
            cells.at = line.end;
            continue;
        }
        behind = cells;
        match row(&keys, &mut behind) {
            Ok(found) => {
                let mut row = heading::row(&keys, first.start, found);
                if let (Value::Object(row), Some(title)) = (&mut row.value, &title) {
                    title.add_to(row);
                }
                list.items.push(row);
                cells = behind;
            }
            Err(count) => {
                // It began as a row.
                if count > 1 && !list.items.is_empty() {
                    slipped = Some((first.start, behind.at));
                    cells = behind;
                }
                break;
            }
        }
    }
    list.items.first()?;
    page_title::add_direction_of_defaults(&mut list);
    let rest = line_at(text, cells.at).filter(|rest| rest.text.trim().is_empty());
    let end = rest.map_or(cells.at, |rest| rest.end);
    let node = Node {
        start: at,
        end,
        value: Value::List(list),
    };
    Some(Table {
        node,
        end,
        cut: slipped.map(|(start, _)| start),
        slipped,
        layout: Layout::Whole,
    })
}

/// The cells from one place on.
#[derive(Clone, Copy)]
struct Cells<'t> {
    text: &'t str,
    at: usize,
    /// Whether blanks part them, too.
    by_words: bool,
}

impl<'t> Cells<'t> {
    fn next(&mut self) -> Option<Cell<'t>> {
        for _ in 0..=MOST_ICONS {
            let rest = self.text.get(self.at..)?;
            let inside = rest.trim_start();
            let start = self.at + (rest.len() - inside.len());
            let is_end = |c: char| matches!(c, '\t' | '\n') || self.by_words && c.is_whitespace();
            let length = inside.find(is_end).unwrap_or(inside.len());
            let cell = inside.get(..length).filter(|cell| !cell.is_empty())?;
            self.at = start + length;
            let cell = cell.trim_end();
            let is_shown: Letter = |c| is_of_a_word(c) || matches!(c, '*' | '-');
            // An icon says nothing.
            if cell.contains(is_shown) {
                return Some(Cell::new(start, cell));
            }
        }
        None
    }
}

/// The next row, or how many cells of it are one's.
fn row<'t>(keys: &[Key<'static>], cells: &mut Cells<'t>) -> Result<Vec<Cell<'t>>, usize> {
    let mut row = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let mut behind = *cells;
        let mut cell = behind.next().ok_or(at);
        let is_it = |cell: &Cell<'_>| fits(keys, at, &cell.text);
        if cell
            .as_ref()
            .is_ok_and(|cell| !is_it(cell) && is_of_an_icon(&cell.text))
        {
            cell = behind.next().ok_or(at);
        }
        match cell {
            Ok(cell) if is_it(&cell) => {
                row.push(cell);
                *cells = behind;
            }
            // What most routes do not have.
            _ if at > 0 && matches!(&**key, "name" | "nextHopIpAddress" | "nextHopIp") => {
                row.push(Cell::new(cells.at, ""));
            }
            _ => return Err(at),
        }
    }
    Ok(row)
}

/// Beside a rule that opens a port to the Internet the portal shows a sign, with a text in place of it.
fn is_of_an_icon(text: &str) -> bool {
    ["Warning", "警告"]
        .iter()
        .any(|sign| text.starts_with(sign))
        || text.contains(". ")
}

/// Whether this can stand in the column.
fn fits(keys: &[Key<'static>], at: usize, text: &str) -> bool {
    let word = in_english(text).unwrap_or(text);
    let is_source = || {
        let word = heading::in_one_word(word);
        let is = |known: &&str| word.eq_ignore_ascii_case(known);
        ["Default", "User", "VirtualNetworkGateway"].iter().any(is)
    };
    let is_made_of = |letters: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || letters.contains(char::from(byte)))
    };
    match keys.get(at).map_or("", |key| key) {
        OF_RULES => is_made_of(""),
        OF_ROUTES => NextHop::parse(word) != NextHop::Unknown,
        "access" => Access::parse(word).is_some(),
        "direction" => Direction::parse(word).is_some(),
        "protocol" => Protocol::parse(word).is_some(),
        "state" | "status" => matches!(word, "Active" | "Invalid"),
        "source" => is_source(),
        "nextHopIpAddress" | "nextHopIp" => word == "-" || word.parse::<IpAddr>().is_ok(),
        "name" if at > 0 && is_source() => false,
        "name" | "addressPrefix" | "addressPrefixes" => {
            !text.contains(BLANK)
                && !heading::is_known(text)
                && (is_ascii(text) || page_title::direction_in(text).is_none())
        }
        "sourcePortRanges" | "destinationPortRanges" => word == "Any" || is_made_of("-,* "),
        _ => true,
    }
}
