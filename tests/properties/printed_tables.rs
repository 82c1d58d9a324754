//! Rules as tables, blocks and YAML.

use super::printed_rule::Printed;

/// As wide as the widest cell, two blanks between, all set to the left.
pub(super) fn az_table(headings: &str, rows: Vec<Vec<String>>) -> String {
    let headings: Vec<String> = headings
        .split(' ')
        .map(|word| word.replace('_', " "))
        .collect();
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].len());
        cells.max().unwrap_or(0).max(headings[column].len())
    };
    let dashes = (0..headings.len())
        .map(|column| "-".repeat(width(column)))
        .collect();
    let mut text = String::new();
    for row in [&headings, &dashes].into_iter().chain(&rows) {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            line.push_str(&format!("{cell:<0$}  ", width(column)));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// One blank between, dashes below the letters of the heading only, numbers set to the right.
pub(super) fn powershell_table(headings: &str, rows: Vec<Vec<String>>) -> String {
    let headings: Vec<String> = headings.split(' ').map(str::to_owned).collect();
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].len());
        cells.max().unwrap_or(0).max(headings[column].len())
    };
    let dashes = headings
        .iter()
        .map(|heading| "-".repeat(heading.len()))
        .collect();
    let mut text = String::new();
    for row in [&headings, &dashes].into_iter().chain(&rows) {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let is_number = headings[column] == "Priority";
            line.push_str(&match is_number {
                true => format!("{cell:>0$} ", width(column)),
                false => format!("{cell:<0$} ", width(column)),
            });
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Columns of one width each, in which cells go on in the next line: between words, or where a word is wider than all.
pub(super) fn wrapped_table(headings: &str, width: usize, rows: Vec<Vec<String>>) -> String {
    let mut all: Vec<Vec<String>> = vec![headings.split(' ').map(str::to_owned).collect()];
    all.push(
        all[0]
            .iter()
            .map(|heading| "-".repeat(heading.len().min(width)))
            .collect(),
    );
    all.extend(rows);
    let mut text = String::new();
    for row in all {
        let cells: Vec<Vec<String>> = row.iter().map(|cell| lines_of(cell, width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for number in 0..height {
            let mut line = String::new();
            for cell in &cells {
                let part = cell.get(number).map_or("", String::as_str);
                line.push_str(&format!("{part:<width$} "));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

pub(super) fn lines_of(cell: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in cell.split(' ') {
        let last = lines.last_mut().expect("a line");
        if last.is_empty() {
            last.push_str(word);
        } else if last.len() + 1 + word.len() <= width {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
        while let Some(last) = lines.last_mut().filter(|last| last.len() > width) {
            let rest = last.split_off(width);
            lines.push(rest);
        }
    }
    lines
}

/// Each cell in quotes where it holds the separator.
pub(super) fn separated(rules: &[Printed], separator: &str, between: &str) -> String {
    let mut text = [
        "Name",
        "Priority",
        "Source",
        "Source ports",
        "Destination",
        "Destination ports",
        "Protocol",
        "Direction",
        "Action",
    ]
    .join(separator);
    text.push('\n');
    for rule in rules {
        let [from, from_ports, to, to_ports] = rule.lists().map(|list| list.join(between));
        let priority = rule.priority.to_string();
        let cells = [
            &rule.name,
            &priority,
            &from,
            &from_ports,
            &to,
            &to_ports,
            rule.protocol,
            rule.direction,
            rule.access,
        ];
        let cells = cells.map(|cell| match cell.contains(separator.trim_matches(' ')) {
            true => format!("\"{cell}\""),
            false => cell.to_owned(),
        });
        text.push_str(&cells.join(separator));
        text.push('\n');
    }
    text
}

/// The element of a list, or with `security_rule` before it a block.
pub(super) fn terraform(rule: &Printed, mark: &str) -> String {
    let mut text = format!("{mark}{{\n");
    let mut field =
        |key: &str, value: &str| text.push_str(&format!("  {mark}{key:<20} = {value}\n"));
    let quoted = |text: &str| format!("\"{text}\"");
    field("name", &quoted(&rule.name));
    field("priority", &rule.priority.to_string());
    field("direction", &quoted(rule.direction));
    field("access", &quoted(rule.access));
    field("protocol", &quoted(rule.protocol));
    let keys = [
        ("source_address_prefix", "es"),
        ("source_port_range", "s"),
        ("destination_address_prefix", "es"),
        ("destination_port_range", "s"),
    ];
    for ((key, plural), list) in keys.iter().zip(rule.lists()) {
        match list {
            [one] => field(key, &quoted(one)),
            list => {
                let list: Vec<String> = list.iter().map(|text| quoted(text)).collect();
                field(&format!("{key}{plural}"), &format!("[{}]", list.join(", ")));
            }
        }
    }
    text.push_str("},\n");
    text
}

pub(super) fn yaml(rule: &Printed) -> String {
    let scalar = |text: &str| match text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => text.to_owned(),
        false => format!("'{text}'"),
    };
    let mut text = format!(
        "- access: {}\n  description: 'What: \"it'' is\"'\n",
        rule.access
    );
    let mut field = |key: &str, list: &[&str]| {
        let (one, more) = match list {
            [one] => (scalar(one), &[][..]),
            more => ("null".to_owned(), more),
        };
        text.push_str(&format!("  {key}: {one}\n"));
        let plural = match key.strip_suffix("Prefix") {
            Some(_) => format!("{key}es"),
            None => format!("{key}s"),
        };
        text.push_str(&format!("  {plural}:"));
        text.push_str(if more.is_empty() { " []\n" } else { "\n" });
        for element in more {
            text.push_str(&format!("  - {}\n", scalar(element)));
        }
    };
    field("destinationAddressPrefix", &rule.destination);
    field("destinationPortRange", &rule.destination_ports);
    field("sourceAddressPrefix", &rule.source);
    field("sourcePortRange", &rule.source_ports);
    text.push_str(&format!(
        "  direction: {}\n  name: {}\n  priority: {}\n  protocol: {}\n  type: Microsoft.Network/networkSecurityGroups/securityRules\n",
        rule.direction, scalar(&rule.name), rule.priority, scalar(rule.protocol)
    ));
    text
}
