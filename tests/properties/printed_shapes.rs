//! What is printed is read back, in every shape of text that shows all of it.

use super::{check, count};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rdpcheck::azure::{
    Access, AddressField, AddressTerm, Direction, Field, PortField, PortTerm, RuleState,
    SecurityRule, ServiceTag, Unread,
};
use rdpcheck::net::{PortRange, Prefix, Protocol};
use rdpcheck::origin::Origin;
use rdpcheck::read::{Input, read};
use std::cell::Cell;

/// Random rules in each shape, between prompts or quoted, come back as they were.
#[test]
fn printed_rules_are_read_back() {
    let read_back = Cell::new(0);
    for shape in RULE_SHAPES {
        check(2_000, &(vec(rule(), 1..8), dress()), |(rules, dress)| {
            let rules = named(rules);
            let text = dress.put_on(&(shape.print)(&rules));
            let (evidence, problems) = read(&[Input {
                name: None,
                text: text.clone(),
            }]);
            let groups = evidence.network_security_groups();
            prop_assert_eq!(groups.len(), 1, "{}\n{}", shape.name, text);
            let of_user = groups[0].rules.iter().filter(|rule| !rule.default);
            let of_user: Vec<_> = of_user.collect();
            prop_assert_eq!(of_user.len(), rules.len(), "{}\n{}", shape.name, text);
            for (read, printed) in of_user.iter().zip(&rules) {
                let is_same = read.says_the_same(&printed.rule());
                prop_assert!(is_same, "{}\n{}\n{:#?}", shape.name, text, read);
            }
            let lost = problems
                .iter()
                .filter(|problem| !is_of_the_rules(problem.kind));
            prop_assert_eq!(lost.count(), 0, "{}\n{}\n{:?}", shape.name, text, problems);
            count(&read_back, rules.len());
            Ok(())
        });
    }
    println!(
        "read {} rules back, in {} shapes",
        read_back.get(),
        RULE_SHAPES.len()
    );
}

/// Whoever cuts a table or a list loses rows or fields. A row that is whole still says what it said, and one that is not is
/// named; but nobody can see that whole records are missing behind the last, before the first or before a lone one, or that
/// the last cell was longer.
#[test]
fn a_cut_row_is_named() {
    let cuts = Cell::new(0);
    let list_view = RuleShape {
        name: "list view",
        print: super::printed_documents::list_view,
    };
    for shape in RULE_SHAPES.iter().chain([&list_view]) {
        let cases = (
            vec(rule(), 1..5),
            any::<prop::sample::Index>(),
            any::<bool>(),
        );
        check(2_000, &cases, |(rules, at, at_the_end)| {
            let rules = named(rules);
            let text = (shape.print)(&rules);
            let (before, after) = text.split_at(text.floor_char_boundary(at.index(text.len())));
            let left = if *at_the_end { before } else { after };
            let (evidence, problems) = read(&[Input {
                name: None,
                text: left.to_owned(),
            }]);
            let mut read = Vec::new();
            for group in evidence.network_security_groups() {
                read.extend(
                    group
                        .rules
                        .iter()
                        .filter(|rule| rule.origin.span().is_some()),
                );
            }
            let is_printed = |read: &SecurityRule| {
                rules.iter().any(|printed| {
                    let mut rule = printed.rule();
                    // What it is called decides nothing. The rest of a cut row looks like more of a name that fills its column.
                    if read.name.is_empty() || read.name.starts_with(&rule.name) {
                        rule.name.clone_from(&read.name);
                    }
                    read.says_the_same(&rule)
                })
            };
            // Only the row at the cut may say something else.
            let others = read.iter().filter(|rule| !is_printed(rule)).count();
            prop_assert!(others < 2, "{}\n{}\n{:#?}", shape.name, left, read);
            if others == 1 {
                let is_last_cell = *at_the_end && left.trim_end().len() == left.len();
                prop_assert!(
                    !problems.is_empty() || is_last_cell,
                    "{}\n{}\n{:#?}",
                    shape.name,
                    left,
                    read
                );
            }
            let kept = rules.len().saturating_sub(read.len());
            let is_between = left.trim() == (shape.print)(&rules[kept..]).trim();
            // The last word of a rule that is lost looks like the title of a table.
            let first = left.trim().lines().next().unwrap_or("");
            let is_title = matches!(first, "Inbound" | "Outbound");
            let is_lone_and_nameless = matches!(read.as_slice(), [one] if one.name.is_empty());
            if !at_the_end
                && read.len() < rules.len()
                && !is_lone_and_nameless
                && !is_between
                && !is_title
                && !left.trim().is_empty()
            {
                prop_assert!(
                    !problems.is_empty(),
                    "{}\n{}\n{:#?}",
                    shape.name,
                    left,
                    read
                );
            }
            count(&cuts, 1);
            Ok(())
        });
    }
    println!("cut {} tables and lists", cuts.get());
}

/// What the rules themselves have, whatever they are printed in.
fn is_of_the_rules(kind: rdpcheck::read::ProblemKind) -> bool {
    use rdpcheck::read::ProblemKind::{DuplicatePriority, HostBitsSet};
    matches!(kind, DuplicatePriority | HostBitsSet)
}

/// A rule in the words that Azure prints.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    pub name: String,
    pub priority: u32,
    pub direction: &'static str,
    pub access: &'static str,
    pub protocol: &'static str,
    pub source: Vec<&'static str>,
    pub source_ports: Vec<&'static str>,
    pub destination: Vec<&'static str>,
    pub destination_ports: Vec<&'static str>,
}

pub(super) const ORIGIN: Origin = Origin::Link(0);

impl Printed {
    pub(super) fn rule(&self) -> SecurityRule {
        let addresses = |texts: &[&str]| {
            let terms = texts.iter().map(|text| match (*text, Prefix::parse(text)) {
                ("*", _) => AddressTerm::Any,
                (_, Some(prefix)) => AddressTerm::Prefix(prefix),
                (tag, None) => AddressTerm::Tag(ServiceTag::parse(tag).expect("a tag")),
            });
            AddressField::of(terms.collect(), ORIGIN)
        };
        let ports = |texts: &[&str]| {
            let terms = texts.iter().map(|text| match *text {
                "*" => PortTerm::Any,
                text => PortTerm::Range(PortRange::parse(text).expect("ports")),
            });
            PortField::of(terms.collect(), ORIGIN)
        };
        let direction = Direction::parse(self.direction).expect("a direction");
        let access = Access::parse(self.access).expect("an access");
        let protocol = Protocol::parse(self.protocol).expect("a protocol");
        SecurityRule {
            name: self.name.clone(),
            origin: ORIGIN,
            default: false,
            priority: Field::known(self.priority, ORIGIN),
            direction: Field::known(direction, ORIGIN),
            access: Field::known(access, ORIGIN),
            protocol: Field::known(protocol, ORIGIN),
            source: addresses(&self.source),
            source_ports: ports(&self.source_ports),
            destination: addresses(&self.destination),
            destination_ports: ports(&self.destination_ports),
            state: RuleState::InForce,
            unread: Unread::default(),
        }
    }

    /// The lists: source and its ports, destination and its ports.
    pub(super) fn lists(&self) -> [&[&'static str]; 4] {
        [
            &self.source,
            &self.source_ports,
            &self.destination,
            &self.destination_ports,
        ]
    }
}

pub(super) fn rule() -> impl Strategy<Value = Printed> {
    const PREFIXES: [&str; 8] = [
        "10.0.0.4",
        "10.0.0.0/24",
        "203.0.113.0/24",
        "198.51.100.7/32",
        "0.0.0.0/0",
        "2001:db8::/32",
        "fd00:1::10/128",
        "203.0.113.77/24",
    ];
    const PORTS: [&str; 6] = ["3389", "22", "80", "443", "3380-3390", "1024-65535"];
    let addresses = || {
        prop_oneof![
            Just(vec!["*"]),
            Just(vec!["VirtualNetwork"]),
            Just(vec!["AzureCloud.japaneast"]),
            subsequence(PREFIXES.as_slice(), 1..5),
        ]
    };
    let ports = || prop_oneof![Just(vec!["*"]), subsequence(PORTS.as_slice(), 1..5)];
    let when = (
        "[A-Za-z][A-Za-z0-9_-]{0,26}([.][A-Za-z0-9_]{1,4})?",
        100..=4096u32,
        select(["Inbound", "Outbound"].as_slice()),
        select(["Allow", "Deny"].as_slice()),
        select(["Tcp", "TCP", "Udp", "Icmp", "*"].as_slice()),
    );
    (when, addresses(), ports(), addresses(), ports()).prop_map(
        |(when, source, source_ports, destination, destination_ports)| {
            let (name, priority, direction, access, protocol) = when;
            Printed {
                name,
                priority,
                direction,
                access,
                protocol,
                source,
                source_ports,
                destination,
                destination_ports,
            }
        },
    )
}

/// Names are unique in an NSG.
pub(super) fn named(rules: &[Printed]) -> Vec<Printed> {
    let mut named = rules.to_vec();
    for (number, rule) in named.iter_mut().enumerate() {
        rule.name = format!("{}{number}", rule.name);
    }
    named
}

/// What stands around an output, and how its lines end.
#[derive(Debug, Clone)]
pub(super) struct Dress {
    prompt: bool,
    quoted: bool,
    indent: usize,
    windows: bool,
    behind: &'static str,
}

pub(super) fn dress() -> impl Strategy<Value = Dress> {
    let behind = select(["", "\n", "\n\nPS C:\\>", "\nme@host:~$ exit\n", "\n```\n"].as_slice());
    (
        any::<bool>(),
        any::<bool>(),
        0..9usize,
        any::<bool>(),
        behind,
    )
        .prop_map(|(prompt, quoted, indent, windows, behind)| Dress {
            prompt,
            quoted,
            indent,
            windows,
            behind,
        })
}

impl Dress {
    pub(super) fn put_on(&self, text: &str) -> String {
        let before = match self.prompt {
            true => "PS C:\\> Get-Something | Format-Table\nWARNING: old\n\n",
            false => "",
        };
        let mut dressed = String::new();
        for line in format!("{before}{}{}", text.trim_end(), self.behind).lines() {
            dressed.push_str(if self.quoted { "> " } else { "" });
            // A tab between cells stays where it is.
            dressed.push_str(&" ".repeat(self.indent));
            dressed.push_str(line);
            dressed.push_str(if self.windows { "\r\n" } else { "\n" });
        }
        dressed
    }
}

pub(super) struct RuleShape {
    pub name: &'static str,
    pub print: fn(&[Printed]) -> String,
}

pub(super) const RULE_SHAPES: [RuleShape; 15] = [
    RuleShape {
        name: "az table of today",
        print: |rules| {
            let headings = "Name ResourceGroup Priority SourcePortRanges SourceAddressPrefixes SourceASG Access Protocol Direction DestinationPortRanges DestinationAddressPrefixes DestinationASG";
            let row = |rule: &Printed| {
                let [from, from_ports, to, to_ports] = rule.lists().map(|list| list.join(" "));
                let priority = rule.priority.to_string();
                [
                    &rule.name,
                    "rg",
                    &priority,
                    &from_ports,
                    &from,
                    "None",
                    rule.access,
                    rule.protocol,
                    rule.direction,
                    &to_ports,
                    &to,
                    "None",
                ]
                .map(str::to_owned)
                .to_vec()
            };
            az_table(headings, rules.iter().map(row).collect())
        },
    },
    RuleShape {
        name: "az table of 2017",
        print: |rules| {
            let headings = "Name Priority SrcPortRanges SrcAddressPrefixes Access Protocol Direction DstPortRanges DstAddressPrefixes";
            let row = |rule: &Printed| {
                let [from, from_ports, to, to_ports] = rule.lists().map(|list| list.join(" "));
                let priority = rule.priority.to_string();
                [
                    &rule.name,
                    &priority,
                    &from_ports,
                    &from,
                    rule.access,
                    rule.protocol,
                    rule.direction,
                    &to_ports,
                    &to,
                ]
                .map(str::to_owned)
                .to_vec()
            };
            az_table(headings, rules.iter().map(row).collect())
        },
    },
    RuleShape {
        name: "Format-Table",
        print: |rules| powershell_table(PROPERTIES, rules.iter().map(braced_row).collect()),
    },
    RuleShape {
        name: "Format-Table -Wrap",
        print: |rules| wrapped_table(PROPERTIES, 24, rules.iter().map(braced_row).collect()),
    },
    RuleShape {
        name: "Format-Table -Wrap with broken headings",
        print: |rules| wrapped_table(PROPERTIES, 19, rules.iter().map(braced_row).collect()),
    },
    RuleShape {
        name: "Format-Table in comments",
        print: |rules| {
            let table = powershell_table(PROPERTIES, rules.iter().map(braced_row).collect());
            table.lines().map(|line| format!("# {line}\n")).collect()
        },
    },
    RuleShape {
        name: "borders",
        print: |rules| {
            let text = separated(rules, " │ ", " ");
            let row = |line: &str| format!("│ {line} │\n");
            let mut lines: Vec<String> = text.lines().map(row).collect();
            lines.insert(1, format!("├{}┤\n", ["────"; 9].join("┼")));
            lines.insert(0, format!("┌{}┐\n", ["────"; 9].join("┬")));
            lines.push(format!("└{}┘\n", ["────"; 9].join("┴")));
            lines.concat()
        },
    },
    RuleShape {
        name: "the portal's grid, cell by cell",
        print: |rules| separated(rules, "\t", ",").replace('\t', "\n\n"),
    },
    RuleShape {
        name: "Terraform",
        print: |rules| {
            let blocks: String = rules.iter().map(|rule| terraform(rule, "")).collect();
            let block = |it: &str| {
                it.replace("{\n  name", "  security_rule {\n  name")
                    .replace("},\n", "}\n")
            };
            format!(
                "resource \"azurerm_network_security_group\" \"web\" {{\n{}}}\n",
                block(&blocks)
            )
        },
    },
    RuleShape {
        name: "a plan of Terraform",
        print: |rules| {
            let items: String = rules.iter().map(|rule| terraform(rule, "+ ")).collect();
            format!(
                "  + resource \"azurerm_network_security_group\" \"web\" {{\n    + id = (known after apply)\n    + security_rule = [\n{items}]\n}}\n"
            )
        },
    },
    RuleShape {
        name: "CSV",
        print: |rules| separated(rules, ",", ","),
    },
    RuleShape {
        name: "spreadsheet",
        print: |rules| separated(rules, "\t", ", "),
    },
    RuleShape {
        name: "Markdown",
        print: |rules| {
            let text = separated(rules, " | ", " ").replace('"', "");
            let mut lines: Vec<String> = text.lines().map(|line| format!("| {line} |")).collect();
            lines.insert(1, "|---".repeat(9) + "|");
            lines.join("\n")
        },
    },
    RuleShape {
        name: "YAML",
        print: |rules| rules.iter().map(yaml).collect(),
    },
    RuleShape {
        name: "data: of the first CLI",
        print: |rules| {
            let headings = "Name Source_IP Source_Port Destination_IP Destination_Port Protocol Direction Access Priority";
            let row = |rule: &Printed| {
                let [from, from_ports, to, to_ports] = rule.lists().map(|list| list.join(","));
                let priority = rule.priority.to_string();
                [
                    &rule.name,
                    &from,
                    &from_ports,
                    &to,
                    &to_ports,
                    rule.protocol,
                    rule.direction,
                    rule.access,
                    &priority,
                ]
                .map(str::to_owned)
                .to_vec()
            };
            let table = az_table(headings, rules.iter().map(row).collect());
            table
                .lines()
                .map(|line| format!("data:    {line}\n"))
                .collect()
        },
    },
];

const PROPERTIES: &str = "Name Priority Direction Access Protocol SourceAddressPrefix SourcePortRange DestinationAddressPrefix DestinationPortRange";

fn braced_row(rule: &Printed) -> Vec<String> {
    let mut row = [
        &rule.name,
        rule.priority.to_string().as_str(),
        rule.direction,
        rule.access,
        rule.protocol,
    ]
    .map(str::to_owned)
    .to_vec();
    row.extend(rule.lists().map(|list| format!("{{{}}}", list.join(", "))));
    row
}

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
fn wrapped_table(headings: &str, width: usize, rows: Vec<Vec<String>>) -> String {
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
fn separated(rules: &[Printed], separator: &str, between: &str) -> String {
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
fn terraform(rule: &Printed, mark: &str) -> String {
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

fn yaml(rule: &Printed) -> String {
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
