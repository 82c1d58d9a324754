//! Rows that stand apart from their table, behind a blank line, a pager's prompt or a few words. Lost, they would leave an
//! answer that looks certain.

use super::heading::{Cell, OF_ROUTES, OF_RULES};
use super::key::Key;
use super::letters::{DIGIT, OF_A_WORD, one_of};
use super::list_view::{Line, line_at};
use super::page_title::direction_in;
use crate::azure::Access;

/// The byte at which the rows go on of a table that breaks off at byte `at`, if they do so behind a few lines of something
/// else. What a line is, a reader of such tables tells: a row, none, or `None` where it may be one that slipped.
pub(super) fn next_row(
    text: &str,
    at: usize,
    is_row: &dyn Fn(Line<'_>) -> Option<bool>,
) -> Option<usize> {
    const MOST_LINES: usize = 4;
    let mut next = at;
    for _ in 0..MOST_LINES {
        let line = line_at(text, next)?;
        if is_row(line)? {
            return Some(next);
        }
        // The rest of the dashes, where a console broke every line, or the title of other rows.
        let is_dashes = line.text.starts_with('-') && !line.text.contains(OF_A_WORD);
        if is_dashes
            || direction_in(line.text).is_some()
            || line.text.to_ascii_lowercase().contains("nsg")
        {
            return None;
        }
        next = line.end;
    }
    None
}

/// Whether these cells below these keys are a rule or a route beyond doubt.
pub fn is_certain(keys: &[Key<'static>], cells: &[Cell<'_>]) -> bool {
    let under = |key: &str| {
        let mut cells = keys.iter().zip(cells).filter(|(own, _)| *own == key);
        cells.next().map_or("", |(_, cell)| cell.text.trim())
    };
    let priority = under(OF_RULES);
    let is_rule = !priority.is_empty()
        && priority.bytes().all(|byte| byte.is_ascii_digit())
        && cells
            .iter()
            .any(|cell| Access::parse(cell.text.trim()).is_some());
    let is_prefix = |cell: &Cell<'_>| cell.text.contains('/') && cell.text.contains(DIGIT);
    keys.len() == cells.len()
        && (is_rule || !under(OF_ROUTES).is_empty() && cells.iter().any(is_prefix))
}

/// Whether a line that nobody took looks like a rule, in whatever way it is written.
pub fn looks_like_a_rule(line: &str) -> bool {
    const LONGEST: usize = 500;
    const FEWEST_WORDS: usize = 6;
    const OF_ROWS: [&str; 8] = [
        "*", "Any", "Tcp", "TCP", "Udp", "UDP", "Inbound", "Outbound",
    ];
    if line.len() > LONGEST || !line.contains("Allow") && !line.contains("Deny") {
        return false;
    }
    let (mut all, mut of_rows, mut access, mut priorities) = (0, 0, 0, 0);
    let mut before = "";
    let mut is_pair = false;
    for word in line.split(one_of(" \t|,;:=-\"'")) {
        if !word.is_empty() {
            let is_access = matches!(word, "Allow" | "Deny");
            all += 1;
            of_rows += u32::from(OF_ROWS.contains(&word));
            access += u32::from(is_access);
            priorities += u32::from(word.parse().is_ok_and(|it: u16| (100..=4096).contains(&it)));
            // `- **Access** - Deny`
            let key = before.trim_matches(one_of("*>"));
            is_pair = is_access
                && ["access", "action"]
                    .iter()
                    .any(|it| it.eq_ignore_ascii_case(key));
            before = word;
        }
    }
    access == 1 && (is_pair || all >= FEWEST_WORDS && of_rows > 1 && priorities > 0)
}

/// Whether it looks like an effective route.
pub fn looks_like_a_route(line: &str) -> bool {
    const LONGEST: usize = 200;
    const NEXT_HOPS: [&str; 8] = [
        "VnetLocal",
        "VNetLocal",
        "VNetPeering",
        "VNetGlobalPeering",
        "VirtualNetworkGateway",
        "VirtualAppliance",
        "Internet",
        "None",
    ];
    if line.len() > LONGEST || !line.contains("Active") {
        return false;
    }
    let (mut prefixes, mut next_hops) = (0, 0);
    for word in line.split(one_of(" \t|,;:=-\"'")) {
        prefixes += u32::from(word.contains('/') && word.starts_with(DIGIT));
        next_hops += u32::from(NEXT_HOPS.contains(&word));
    }
    prefixes > 0 && next_hops > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_in_whatever_writing_is_none_of_a_sentence() {
        for line in [
            "and there is also: 100 DenyRDP Deny Inbound TCP * * * 3389",
            "- Access - Deny",
            "[INFO]   access: 'Deny'",
            ">Action = Deny",
            ">> Access                   : Deny",
            "| 100 | DenyRDP | Inbound | * | * | * | 3389 | TCP | Deny |",
            "Name: DenyRDP, Access: Deny, Priority: 100, Direction: Inbound, Protocol: TCP, DestinationPortRange: 3389",
        ] {
            assert!(looks_like_a_rule(line), "{line}");
        }
        for line in [
            "Rule 100 should Allow TCP 3389 inbound from any, but it does not.",
            "Allow or Deny",
        ] {
            assert!(!looks_like_a_rule(line), "{line}");
        }
    }
}
