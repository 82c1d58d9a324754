//! The portal's page of one rule as text, or the one on which a rule is added: labels, each with its value behind or below it;
//! or a table of Markdown that holds one rule, as documents write it: a row for each of them.

use super::heading::{self, Cell, OF_RULES};
use super::letters::{Letter, is_of_a_word, one_of};
use super::list_view::line_at;
use super::page_title;
use super::value::{Node, Value};

/// How far above the first label the title may stand.
const MOST_LINES_ABOVE: usize = 8;

/// A page of a rule has more.
const FEWEST_LABELS: usize = 6;

/// Of a table of Markdown.
const LONGEST_HEAD: usize = 200;

/// Protocols, and what else a choice may show.
const MOST_CHOICES: usize = 7;

/// Reads the page whose first label is the line at byte `at`, and gives the byte behind it.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    // Labels, how many values each has, and the first of them.
    let mut shown: Vec<(Cell<'_>, usize, Cell<'_>)> = Vec::new();
    let (mut end, mut next, mut blanks) = (at, at, 0);
    let mut is_beside = false;
    while let Some(line) = line_at(text, next) {
        next = line.end;
        let said = line.text.trim();
        let mut value = said;
        if said.is_empty() {
            blanks += 1;
            // One may be below a label that has no value, and another above the next.
            if shown.is_empty() || blanks > 2 {
                break;
            }
            continue;
        }
        if let Some((label, behind)) = label(said) {
            if shown.iter().any(|(known, ..)| known.text == label) {
                break;
            }
            let nothing = Cell::new(line.start, "");
            shown.push((Cell::new(line.start, label), 0, nothing));
            // `**Priority:** 300`
            value = behind.strip_prefix("**").unwrap_or(behind).trim_start();
            is_beside = !value.is_empty();
        }
        if shown.is_empty() && said.starts_with('|') && next < at + LONGEST_HEAD {
            // The head of such a table, and the line below it.
            continue;
        }
        let (label, count, first) = shown.last_mut()?;
        if !value.is_empty() {
            let key = heading::key(&label.text);
            let is_choice = matches!(&*key, "protocol" | "action" | "access");
            let is_shown: Letter = |c| is_of_a_word(c) || c == '*';
            // What stands below a value beside its label is none.
            let most = match is_choice && !is_beside {
                true => MOST_CHOICES,
                false => 1,
            };
            if *count >= most || !value.contains(is_shown) {
                break;
            }
            *count += 1;
            let end = line.start + without_border(line.text).len();
            if *count == 1 {
                *first = Cell::new(end - value.len(), value);
            }
        }
        (end, blanks) = (line.end, 0);
    }
    let is_page = shown.len() >= FEWEST_LABELS;
    let (mut headings, mut cells) = (Vec::new(), Vec::new());
    for (label, count, cell) in shown {
        if count > 0 && heading::key(&label.text) == OF_RULES {
            // Prose explains what it means.
            cell.text.parse::<u16>().ok()?;
        }
        // Where everything stands that could be chosen, nobody knows what was.
        if count == 1 && !is_elsewhere(&cell.text) {
            headings.push(label);
            cells.push(cell);
        }
    }
    let keys = heading::keys(&headings);
    let has = |key: &str| keys.iter().any(|known| known == key);
    if !is_page || !has(OF_RULES) || !has("destinationPortRanges") {
        return None;
    }
    let mut node = heading::row(&keys, at, cells);
    node.end = text.get(..end).unwrap_or("").trim_end().len();
    if let (Value::Object(rule), Some(title)) = (
        &mut node.value,
        page_title::above(text, at, MOST_LINES_ABOVE),
    ) {
        title.add_to(rule);
        if title.line.starts_with("Add ") || title.line.contains("追加") {
            // As the Azure module prints a rule that is not saved.
            for key in ["Id", "ProvisioningState"] {
                rule.add(key, Value::Null, at, at);
            }
        }
    }
    Some((node, end))
}

/// A label, without the star of what must be filled in, and what stands behind it in its line.
fn label(line: &str) -> Option<(&str, &str)> {
    let (line, ends): (_, &[&str]) = match line.strip_prefix('|') {
        Some(row) => (without_border(row), &["|"]),
        None => (line, &["\t", "  ", ":", "："]),
    };
    let whole = (line, "");
    let mut parts = ends.iter().filter_map(|end| line.split_once(end));
    let (label, behind) = parts.next().unwrap_or(whole);
    let is_other: Letter = |c| !is_of_a_word(c);
    let label = label.trim_matches(is_other);
    let key = heading::key(label);
    let is_label = matches!(&*key, "service" | "description") || heading::is_known(label);
    is_label.then_some((label, behind.trim()))
}

fn without_border(line: &str) -> &str {
    line.trim_end_matches(one_of(" |\r\t"))
}

/// Whether it says only what kind of value stands under the next label.
fn is_elsewhere(text: &str) -> bool {
    const KINDS: [&str; 7] = [
        "IP Addresses",
        "My IP address",
        "Service Tag",
        "Application security group",
        "IP アドレス",
        "サービス タグ",
        "アプリケーション セキュリティ グループ",
    ];
    KINDS.iter().any(|kind| text.eq_ignore_ascii_case(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_below_their_labels_or_beside_them() {
        let below = "Source\nIP Addresses\nSource IP addresses/CIDR ranges *\n203.0.113.0/24,198.51.100.7\nSource port ranges *\n*\nDestination\nAny\nService\nRDP\nDestination port ranges *\n22,3389\nProtocol\nTCP\nAction\nAllow\nPriority *\n300\nName\nAllowRdp\nSave";
        let beside = "名前: AllowRdp\n優先度: 300\nソース: サービス タグ\nソース サービス タグ: Internet\nソース ポート範囲: *\n宛先: 任意\n宛先ポート範囲: 3389\nプロトコル\t任意\nアクション\t許可\n";
        for (text, source, ports, protocol) in [
            (below, "203.0.113.0/24", "22", "TCP"),
            (beside, "Internet", "3389", "Any"),
        ] {
            let (node, end) = parse(text, 0).expect("a rule");
            assert!(matches!(text.get(end..), Some("Save" | "")));
            let rule = node.object().expect("a rule");
            let first = |key| {
                let node = &rule.member(key).expect("a field").node;
                let items = node.list().and_then(|list| list.items.first());
                items.unwrap_or(node).text().expect("text").to_owned()
            };
            assert_eq!(first("sourceAddressPrefixes"), source);
            assert_eq!(first("destinationPortRanges"), ports);
            assert_eq!(first("protocol"), protocol);
            assert_eq!(first("access"), "Allow");
            assert_eq!(first("name"), "AllowRdp");
            assert_eq!(first("priority"), "300");
        }
    }

    #[test]
    fn a_choice_of_which_all_is_shown_says_nothing() {
        let text = "Source\nAny\nDestination port ranges\n3389\nProtocol\nAny\nTCP\nUDP\nAction\nAllow\nDeny\nPriority\n300\nName\nx\n";
        let (node, _) = parse(text, 0).expect("a rule");
        let rule = node.object().expect("a rule");
        assert!(!rule.has("protocol") && !rule.has("access"));
        assert_eq!(rule.text("priority"), Some("300"));
    }
}
