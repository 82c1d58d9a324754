//! What is printed is read back, in every shape of text that shows all of it.

use super::{check, count};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::TestCaseError;
use rdpcheck::azure::{
    Access, AddressField, AddressTerm, Destination, Direction, Field, NextHop, PortField, PortTerm,
    Resource, Route, RouteSource, RouteState, RuleState, SecurityRule, ServiceTag,
};
use rdpcheck::net::{PortRange, Prefix, Protocol};
use rdpcheck::origin::Origin;
use rdpcheck::read::{Input, ProblemKind, read};
use serde_json::json;
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

/// Random routes in each shape come back as they were.
#[test]
fn printed_routes_are_read_back() {
    let read_back = Cell::new(0);
    for (name, print) in ROUTE_SHAPES {
        check(2_000, &(vec(route(), 2..9), dress()), |(routes, dress)| {
            let mut routes = routes.clone();
            if name == "list view" {
                // One that stands there a second time begins the same output anew.
                let mut seen: Vec<Route> = Vec::new();
                routes.retain(|route| {
                    let is_new = !seen.iter().any(|known| known.says_the_same(route));
                    seen.push(route.clone());
                    is_new
                });
            }
            let routes = &routes;
            let text = dress.put_on(&print(routes));
            let (evidence, problems) = read(&[Input {
                name: None,
                text: text.clone(),
            }]);
            let mut tables = Vec::new();
            for document in &evidence.documents {
                if let Resource::RouteTable(table) = &document.resource {
                    tables.push(table);
                }
            }
            prop_assert_eq!(tables.len(), 1, "{}\n{}", name, text);
            let read = &tables[0].routes;
            prop_assert_eq!(read.len(), routes.len(), "{}\n{}", name, text);
            for (read, printed) in read.iter().zip(routes) {
                prop_assert!(
                    read.says_the_same(printed),
                    "{}\n{}\n{:#?}",
                    name,
                    text,
                    read
                );
            }
            prop_assert_eq!(problems.len(), 0, "{}\n{}\n{:?}", name, text, problems);
            count(&read_back, routes.len());
            Ok(())
        });
    }
    println!(
        "read {} routes back, in {} shapes",
        read_back.get(),
        ROUTE_SHAPES.len()
    );
}

/// Random route tables, whose routes are all the user's, come back as they were.
#[test]
fn printed_route_tables_are_read_back() {
    let read_back = Cell::new(0);
    for (name, print) in TABLE_SHAPES {
        check(2_000, &(vec(route(), 1..9), dress()), |(routes, dress)| {
            let routes = of_a_table(routes);
            let text = dress.put_on(&print(&routes));
            let (evidence, problems) = read(&[Input {
                name: None,
                text: text.clone(),
            }]);
            let tables: Vec<_> = evidence.documents.iter().collect();
            prop_assert_eq!(tables.len(), 1, "{}\n{}", name, text);
            let Resource::RouteTable(table) = &tables[0].resource else {
                return Err(TestCaseError::fail(text));
            };
            prop_assert_eq!(table.name.as_str(), "rt-web", "{}\n{}", name, text);
            prop_assert_eq!(table.routes.len(), routes.len(), "{}\n{}", name, text);
            for (read, printed) in table.routes.iter().zip(&routes) {
                prop_assert!(
                    read.says_the_same(printed),
                    "{}\n{}\n{:#?}",
                    name,
                    text,
                    read
                );
            }
            let lost = problems
                .iter()
                .find(|problem| problem.kind != ProblemKind::ClassicRetired);
            prop_assert!(lost.is_none(), "{}\n{}\n{:?}", name, text, lost);
            count(&read_back, routes.len());
            Ok(())
        });
    }
    println!(
        "read {} routes of tables back, in {} shapes",
        read_back.get(),
        TABLE_SHAPES.len()
    );
}

/// Only a user makes them, and each has a name.
fn of_a_table(routes: &[Route]) -> Vec<Route> {
    let mut routes = routes.to_vec();
    for (number, route) in routes.iter_mut().enumerate() {
        route.name = format!("r{number}");
        route.source = RouteSource::User;
        route.state = RouteState::Active;
    }
    routes
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
            let (before, after) = text.split_at(at.index(text.len()));
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

/// The same of routes: what is left of a list that was cut says nothing else than before, or says that it was cut.
#[test]
fn a_cut_route_is_named() {
    let cuts = Cell::new(0);
    for (name, print) in ROUTE_SHAPES.iter().chain(&TABLE_SHAPES) {
        let cases = (
            vec(route(), 1..6),
            any::<prop::sample::Index>(),
            any::<bool>(),
        );
        check(2_000, &cases, |(routes, at, at_the_end)| {
            let routes = match TABLE_SHAPES.iter().any(|(known, _)| known == name) {
                true => of_a_table(routes),
                false => routes.clone(),
            };
            let text = print(&routes);
            let (before, after) = text.split_at(at.index(text.len()));
            let left = if *at_the_end { before } else { after };
            let (evidence, problems) = read(&[Input {
                name: None,
                text: left.to_owned(),
            }]);
            let mut others = Vec::new();
            for document in &evidence.documents {
                if let Resource::RouteTable(table) = &document.resource {
                    let is_printed = |read: &&Route| {
                        !routes.iter().any(|route| {
                            let mut route = route.clone();
                            if read.name.is_empty() || read.name.starts_with(&route.name) {
                                route.name.clone_from(&read.name);
                            }
                            if read.next_hop == NextHop::Unknown {
                                route.next_hop = NextHop::Unknown;
                            }
                            if read.next_hop_addresses.is_empty() {
                                route.next_hop_addresses.clear();
                            }
                            read.says_the_same(&route)
                        })
                    };
                    others.extend(table.routes.iter().filter(is_printed));
                }
            }
            let is_last_cell = *at_the_end && left.trim_end().len() == left.len();
            let is_said = !problems.is_empty() || others.len() == 1 && is_last_cell;
            prop_assert!(
                others.is_empty() || is_said,
                "{}\n{}\n{:#?}",
                name,
                left,
                others
            );
            count(&cuts, 1);
            Ok(())
        });
    }
    println!("cut {} lists of routes", cuts.get());
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

const ORIGIN: Origin = Origin::Link(0);

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

fn route() -> impl Strategy<Value = Route> {
    const PREFIXES: [&str; 6] = [
        "0.0.0.0/0",
        "10.0.0.0/16",
        "10.128.0.0/9",
        "203.0.113.10/32",
        "2001:db8::/32",
        "172.16.0.0/12",
    ];
    let next_hop = select(
        [
            NextHop::VirtualNetwork,
            NextHop::Peering,
            NextHop::Internet,
            NextHop::Gateway,
            NextHop::Appliance,
            NextHop::None,
        ]
        .as_slice(),
    );
    let source = select([RouteSource::System, RouteSource::User, RouteSource::Gateway].as_slice());
    let state = select([RouteState::Active, RouteState::Invalid].as_slice());
    let address = proptest::option::of(select(["10.0.1.4", "2001:db8::4"].as_slice()));
    let name = prop_oneof![Just(""), Just("to-firewall"), Just("r_1")];
    (
        select(PREFIXES.as_slice()),
        next_hop,
        source,
        state,
        address,
        name,
    )
        .prop_map(|(prefix, next_hop, source, state, address, name)| Route {
            name: name.to_owned(),
            destination: Destination::Prefix(Prefix::parse(prefix).expect("a prefix")),
            next_hop,
            next_hop_addresses: address.into_iter().map(str::to_owned).collect(),
            source,
            state,
            origin: ORIGIN,
        })
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

pub(super) const RULE_SHAPES: [RuleShape; 9] = [
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
        print: |rules| wrapped_table(PROPERTIES, rules.iter().map(braced_row).collect()),
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
fn az_table(headings: &str, rows: Vec<Vec<String>>) -> String {
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
fn powershell_table(headings: &str, rows: Vec<Vec<String>>) -> String {
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
fn wrapped_table(headings: &str, rows: Vec<Vec<String>>) -> String {
    const WIDTH: usize = 24;
    let mut all: Vec<Vec<String>> = vec![headings.split(' ').map(str::to_owned).collect()];
    all.push(
        all[0]
            .iter()
            .map(|heading| "-".repeat(heading.len()))
            .collect(),
    );
    all.extend(rows);
    let mut text = String::new();
    for row in all {
        let cells: Vec<Vec<String>> = row.iter().map(|cell| lines_of(cell, WIDTH)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for number in 0..height {
            let mut line = String::new();
            for cell in &cells {
                let part = cell.get(number).map_or("", String::as_str);
                line.push_str(&format!("{part:<WIDTH$} "));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

fn lines_of(cell: &str, width: usize) -> Vec<String> {
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

const TABLE_SHAPES: [RouteShape; 4] = [
    ("az", |routes| {
        let routes: Vec<_> = routes
            .iter()
            .map(|route| {
                let (_, _, prefix, next_hop, address) = words(route);
                json!({
                    "addressPrefix": prefix, "name": route.name, "nextHopType": next_hop,
                    "nextHopIpAddress": (!address.is_empty()).then_some(address),
                })
            })
            .collect();
        serde_json::to_string_pretty(&json!({
            "disableBgpRoutePropagation": false, "id": TABLE_ID, "name": "rt-web", "routes": routes, "subnets": null,
        }))
        .expect("JSON")
    }),
    ("PowerShell", |routes| {
        let mut list = Vec::new();
        for route in routes {
            let (_, _, prefix, next_hop, address) = words(route);
            list.push(json!({
                "Name": route.name, "AddressPrefix": prefix, "NextHopType": next_hop, "NextHopIpAddress": address,
            }));
        }
        let list = serde_json::to_string_pretty(&list).expect("JSON");
        format!(
            "Name                       : rt-web\nId                         : {TABLE_ID}\nTags                       :\nRoutes                     : {}\nSubnets                    : []\n",
            list.replace('\n', &format!("\n{}", " ".repeat(29)))
        )
    }),
    ("data: of the first CLI", |routes| {
        let row = |route: &Route| {
            let (_, _, prefix, next_hop, address) = words(route);
            vec![route.name.clone(), prefix, next_hop, address]
        };
        let table = az_table(
            "Name Address_prefix Next_hop_type Next_hop_IP_address",
            routes.iter().map(row).collect(),
        );
        let head =
            format!("Id              : {TABLE_ID}\nName            : rt-web\nRoutes:\n{table}");
        head.lines()
            .map(|line| format!("data:    {line}\n"))
            .collect()
    }),
    ("XML of the classic model", |routes| {
        let mut text = "<RouteTable xmlns=\"http://schemas.microsoft.com/windowsazure\">\n  <Name>rt-web</Name>\n  <RouteList>\n".to_owned();
        for route in routes {
            let (_, _, prefix, next_hop, address) = words(route);
            let address = match address.is_empty() {
                true => address,
                false => format!("<IpAddress>{address}</IpAddress>"),
            };
            text.push_str(&format!(
                "    <Route><Name>{}</Name><AddressPrefix>{prefix}</AddressPrefix><NextHopType><Type>{next_hop}</Type>{address}</NextHopType></Route>\n",
                route.name
            ));
        }
        text.push_str("  </RouteList>\n</RouteTable>\n");
        text
    }),
];

const TABLE_ID: &str =
    "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Network/routeTables/rt-web";

type RouteShape = (&'static str, fn(&[Route]) -> String);

const ROUTE_SHAPES: [RouteShape; 7] = [
    ("REST", |routes| {
        let routes: Vec<_> = routes
            .iter()
            .map(|route| {
                let (source, state, prefix, next_hop, _) = words(route);
                json!({
                    "name": route.name, "source": source, "state": state, "addressPrefix": [prefix],
                    "nextHopType": next_hop, "nextHopIpAddress": route.next_hop_addresses,
                })
            })
            .collect();
        serde_json::to_string_pretty(&json!({ "value": routes })).expect("JSON")
    }),
    ("list view", |routes| {
        let mut text = String::new();
        for route in routes {
            let (source, state, prefix, next_hop, address) = words(route);
            for (key, value) in [
                ("Name", route.name.as_str()),
                ("DisableBgpRoutePropagation", "False"),
                ("State", &state),
                ("Source", &source),
                ("AddressPrefix", &format!("{{{prefix}}}")),
                ("NextHopType", &next_hop),
                ("NextHopIpAddress", &format!("{{{address}}}")),
            ] {
                text.push_str(format!("{key:<26} : {value}").trim_end());
                text.push('\n');
            }
            text.push('\n');
        }
        text
    }),
    ("Markdown of the portal", |routes| {
        let mut text = "| Source | State | Address Prefixes | Next Hop Type | Next Hop IP Address | User Defined Route Name |\n|---|---|---|---|---|---|\n".to_owned();
        for route in routes {
            let (source, state, prefix, next_hop, address) = words(route);
            // In words, as the portal has them.
            let spaced = |word: &str| match word {
                "VirtualNetworkGateway" => "Virtual network gateway".to_owned(),
                "VirtualAppliance" => "Virtual appliance".to_owned(),
                "VnetLocal" => "Virtual network".to_owned(),
                word => word.to_owned(),
            };
            let or_dash = |text: &str| {
                if text.is_empty() {
                    "-".to_owned()
                } else {
                    text.to_owned()
                }
            };
            text.push_str(&format!(
                "| {} | {state} | {prefix} | {} | {} | {} |\n",
                spaced(&source),
                spaced(&next_hop),
                or_dash(&address),
                or_dash(&route.name)
            ));
        }
        text
    }),
    ("az table", |routes| {
        let row = |route: &Route| {
            let (source, state, prefix, next_hop, address) = words(route);
            vec![route.name.clone(), source, state, prefix, next_hop, address]
        };
        az_table(
            "Name Source State Address_Prefix Next_Hop_Type Next_Hop_IP",
            routes.iter().map(row).collect(),
        )
    }),
    ("Format-Table", |routes| {
        let row = |route: &Route| {
            let (source, state, prefix, next_hop, address) = words(route);
            vec![
                route.name.clone(),
                state,
                source,
                format!("{{{prefix}}}"),
                next_hop,
                format!("{{{address}}}"),
            ]
        };
        powershell_table(
            "Name State Source AddressPrefix NextHopType NextHopIpAddress",
            routes.iter().map(row).collect(),
        )
    }),
    ("CSV", |routes| {
        let mut text = "Source,State,Address Prefixes,Next Hop Type,Next Hop Type IP Address,User Defined Route Name\n".to_owned();
        for route in routes {
            let (source, state, prefix, next_hop, address) = words(route);
            let address = if address.is_empty() { "-" } else { &address };
            let line = [&source, &state, &prefix, &next_hop, address, &route.name].join(",");
            text.push_str(&line);
            text.push('\n');
        }
        text
    }),
    ("YAML", |routes| {
        let mut text = "value:\n".to_owned();
        for route in routes {
            let (source, state, prefix, next_hop, address) = words(route);
            let name = if route.name.is_empty() {
                "null"
            } else {
                &route.name
            };
            let address = match address.is_empty() {
                true => " []".to_owned(),
                false => format!("\n  - {address}"),
            };
            text.push_str(&format!(
                "- addressPrefix:\n  - {prefix}\n  name: {name}\n  nextHopIpAddress:{address}\n  nextHopType: {next_hop}\n  source: {source}\n  state: {state}\n"
            ));
        }
        text
    }),
];

/// Source, state, prefix, next hop and its address, as Azure prints them.
fn words(route: &Route) -> (String, String, String, String, String) {
    let source = match route.source {
        RouteSource::System => "Default",
        RouteSource::User => "User",
        RouteSource::Gateway => "VirtualNetworkGateway",
    };
    let state = match route.state {
        RouteState::Active => "Active",
        RouteState::Invalid => "Invalid",
    };
    let Destination::Prefix(prefix) = &route.destination else {
        panic!("only prefixes are printed");
    };
    let next_hop = match route.next_hop {
        NextHop::VirtualNetwork => "VnetLocal",
        NextHop::Peering => "VNetPeering",
        NextHop::Internet => "Internet",
        NextHop::Gateway => "VirtualNetworkGateway",
        NextHop::Appliance => "VirtualAppliance",
        NextHop::Endpoint => "VirtualNetworkServiceEndpoint",
        NextHop::None | NextHop::Unknown => "None",
    };
    (
        source.to_owned(),
        state.to_owned(),
        prefix.text(),
        next_hop.to_owned(),
        route.next_hop_addresses.concat(),
    )
}
