//! The titles above tables: the direction of their rules, and on a page of the portal the NSG that they are of.

use super::letters::{OF_A_WORD, is_of_a_word, one_of};
use super::value::{List, Object, Value};
use crate::azure::Direction;
use crate::azure::default_rules::default_direction;

/// What a title says.
pub struct Title<'t> {
    /// The line.
    pub line: &'t str,
    /// Where it ends, and the direction that it names.
    end: usize,
    direction: &'static str,
    /// The NSG that the title of a page names, and the byte it stands at.
    group: Option<(usize, &'t str)>,
}

/// The title of what begins at byte `at`: the line above it, or one of so many, and that of a portal's page above whatever
/// is between.
pub fn above(text: &str, at: usize, mut within: usize) -> Option<Title<'_>> {
    const LONGEST_MENU: usize = 60;
    let mut title: Option<Title<'_>> = None;
    let mut end = at;
    for _ in 0..LONGEST_MENU {
        let before = text.get(..end)?.trim_end();
        let start = before.rfind('\n').map_or(0, |found| found + 1);
        let line = before.get(start..)?;
        if attached(line).is_some() {
            // The name in it says nothing of a direction.
            break;
        }
        let page = page(line);
        if title.is_none() && (within > 0 || page.is_some()) {
            title = direction_in(line).map(|direction| Title {
                line,
                end: before.len(),
                direction,
                group: None,
            });
        }
        if let (Some(title), Some(name)) = (&mut title, page) {
            title.group = Some((start, name));
        }
        // The source of a page has a tag between, and a table may have a border.
        let is_border = line.starts_with(TABLE) || !line.contains(OF_A_WORD);
        within -= usize::from(within > 0 && !is_border);
        if start == 0 || page.is_some() || !is_border && !is_of_a_page(line) {
            break;
        }
        end = start;
    }
    title
}

impl Title<'_> {
    /// Adds what it says to a rule that does not say it.
    pub fn add_to(&self, row: &mut Object<'_>) {
        let (start, group) = self.group.unwrap_or_default();
        for (key, text, start) in [
            ("direction", self.direction, self.end - self.line.len()),
            ("nsg", group, start),
        ] {
            if !text.is_empty() && !row.has(key) {
                row.add_text(key, text, start, start + self.line.len());
            }
        }
    }
}

/// Gives the rules of a table what the title above it says, and their columns do not.
pub fn add_title(text: &str, at: usize, list: &mut List<'_>) {
    let Some(title) = above(text, at, 1) else {
        // The priorities of default rules: most tables have none, and looking into each row takes time.
        let (first, last) = (list.items.first(), list.items.last());
        let ends = first.zip(last).map(|(first, last)| first.start..last.end);
        let rows = ends.and_then(|ends| text.get(ends)).unwrap_or("");
        if ["bound security rules", "bound rules", "信セキュリティ規則"]
            .iter()
            .any(|it| rows.contains(it))
        {
            add_directions_between(list);
        }
        if rows.contains("65500") || rows.contains("6500") {
            add_direction_of_defaults(list);
        }
        return;
    };
    for row in &mut list.items {
        if let Value::Object(row) = &mut row.value {
            title.add_to(row);
        }
    }
}

/// Gives the rules of a table the direction of the title that stands above them in a row of its own, and takes that out.
pub fn add_directions_between(list: &mut List<'_>) {
    let mut direction = None;
    list.items.retain_mut(|node| {
        let Value::Object(row) = &mut node.value else {
            return true;
        };
        let (mut title, mut filled) = ("", 0);
        for member in &row.members {
            let text = member.node.text().unwrap_or("");
            if !text.is_empty() {
                (title, filled) = (text, filled + 1);
            }
        }
        if let (1, Some(named)) = (filled, direction_in(title)) {
            direction = Some(named);
            return false;
        }
        if let Some(direction) = direction.filter(|_| !row.has("direction")) {
            row.add_text("direction", direction, node.start, node.end);
        }
        true
    });
}

/// Where no title stands above a list, the default rules in it tell its direction: each direction has a list of its own.
pub fn add_direction_of_defaults(list: &mut List<'_>) {
    let mut found: Option<(Direction, usize, usize)> = None;
    for node in &list.items {
        let Value::Object(row) = &node.value else {
            return;
        };
        if row.has("direction") || row.has("type") {
            return;
        }
        let priority = row.text("priority").and_then(|text| text.parse().ok());
        let Some(direction) =
            priority.and_then(|priority| default_direction(row.text("name")?, priority))
        else {
            continue;
        };
        if found.is_some_and(|(known, ..)| known != direction) {
            return;
        }
        found = Some((direction, node.start, node.end));
    }
    let Some((direction, start, end)) = found else {
        return;
    };
    let direction = match direction {
        Direction::Inbound => "Inbound",
        Direction::Outbound => "Outbound",
    };
    for row in &mut list.items {
        if let Value::Object(row) = &mut row.value {
            row.add_text("direction", direction, start, end);
        }
    }
}

/// The name in the title of a portal's page of rules, `nsg-web | Inbound security rules`, or above one of several lists.
pub fn page(line: &str) -> Option<&str> {
    if let Some((name, ..)) = attached(line) {
        return Some(name);
    }
    let (name, title) = line.trim().split_once(" | ")?;
    let is_title = title.contains("ecurity rule") || title.contains("セキュリティ規則");
    (is_name(name) && is_title && is_of_a_page(title)).then_some(name)
}

/// The NSG that a heading on the portal's page of a VM's networking names, whether its `subnets` or `networkInterfaces`
/// are told, and the id of that place as far as it is: `Network security group nsg-web (attached to subnet: web)`.
pub fn attached(line: &str) -> Option<(&str, &'static str, String)> {
    let line = line.trim();
    let rest = line
        .strip_prefix("Network security group ")
        .or_else(|| line.strip_prefix("ネットワーク セキュリティ グループ "))?;
    let (name, rest) = rest
        .strip_suffix(one_of(")）"))?
        .split_once(one_of("(（"))?;
    let (kind, place) = rest.rsplit_once(one_of(":："))?;
    let has = |words: [&str; 2]| words.iter().any(|word| kind.contains(word));
    let (key, id) = if has(["subnet", "サブネット"]) {
        // It does not name the network.
        ("subnets", "/subnets/")
    } else if has(["interface", "インターフェイス"]) {
        let id = "/providers/Microsoft.Network/networkInterfaces/";
        ("networkInterfaces", id)
    } else {
        return None;
    };
    let place = place.rsplit('/').next().unwrap_or("").trim();
    let name = name.trim();
    let are_names = [name, place].iter().all(|name| is_name(name));
    are_names.then(|| (name, key, [id, place].concat()))
}

fn is_name(text: &str) -> bool {
    let is_of_it = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !text.is_empty() && text.chars().all(is_of_it)
}

/// Whether it may stand in a menu or on a button, or is what the portal says above every list of rules.
pub fn is_of_a_page(line: &str) -> bool {
    const MOST_WORDS: usize = 6;
    line.contains(PROSE)
        || line.starts_with("Impacts ")
        || line.ends_with("に影響します")
        || line.starts_with(TABLE)
        || line.split_whitespace().count() <= MOST_WORDS
            && line.len() < 80
            && line
                .chars()
                .all(|c| is_of_a_word(c) && !c.is_ascii_digit() || " ()+&-ー、・".contains(c))
}

const TABLE: &str = "<table";

/// "… security rules are evaluated by priority using the combination of source, …"
const PROSE: &str = "security rules are evaluated by priority";

/// The direction that a title names: `Inbound security rules`, 受信セキュリティ規則.
pub fn direction_in(title: &str) -> Option<&'static str> {
    let has = |word: &str| {
        title
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|own| own.eq_ignore_ascii_case(word))
    };
    // 受信, 送信. A search for one of them by itself would weigh more.
    let inbound = has("inbound") || title.contains('受') || title.contains("インバ");
    let outbound = has("outbound") || title.contains('送') || title.contains("アウトバ");
    match (inbound, outbound) {
        (true, false) => Some("Inbound"),
        (false, true) => Some("Outbound"),
        _ => None,
    }
}
