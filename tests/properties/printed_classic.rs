//! NSGs of the classic model, as REST and the Azure module print them: what is printed is read back, and where it was cut,
//! what is lost is said to be lost.

use super::printed_back::{are_back, cut, is_part_of, says_what_is_lost, user_rules};
use super::printed_rule::{Printed, dress, named, rule};
use super::printed_tables::lines_of;
use super::{check, count};
use proptest::collection::vec;
use proptest::prelude::*;
use rdpcheck::azure::SecurityRule;
use rdpcheck::read::ProblemKind;
use std::cell::Cell;

type Shape = (&'static str, fn(&[Printed]) -> String);

const SHAPES: [Shape; 2] = [("classic XML", xml), ("classic table", table)];

/// Random NSGs of the classic model come back as they were, between prompts and quoted.
#[test]
fn printed_classic_rules_are_read_back() {
    let read_back = Cell::new(0);
    for (name, print) in SHAPES {
        check(2_000, &(vec(rule(), 1..6), dress()), |(rules, dress)| {
            let rules = classic(named(rules));
            let text = dress.put_on(&print(&rules));
            let (user, mut problems) = user_rules(&text);
            problems.retain(|problem| problem.kind != ProblemKind::ClassicRetired);
            let meant: Vec<_> = rules.iter().map(meant).collect();
            are_back(name, &text, &meant, &(user, problems))?;
            count(&read_back, rules.len());
            Ok(())
        });
    }
    println!("read {} classic rules back", read_back.get());
}

/// Whoever cuts the XML loses rules or fields of them, and is told so.
#[test]
fn what_a_cut_takes_away_from_classic_rules_is_said() {
    check(2_000, &(vec(rule(), 1..4), cut()), |(rules, cut)| {
        let rules = classic(named(rules));
        let text = xml(&rules);
        let meant: Vec<_> = rules.iter().map(meant).collect();
        says_what_is_lost("classic XML", &meant, cut.left_of(&text))
    });
}

/// Of a table that was cut only the row at the cut may say something else, and then something is said.
#[test]
fn a_cut_row_of_a_classic_table_is_named() {
    check(2_000, &(vec(rule(), 1..4), cut()), |(rules, cut)| {
        let rules = classic(named(rules));
        let text = table(&rules);
        let left = cut.left_of(&text);
        let (user, problems) = user_rules(left);
        let is_printed = |read: &SecurityRule| {
            rules.iter().any(|printed| {
                let mut printed = meant(printed);
                // What it is called decides nothing.
                printed.name.clone_from(&read.name);
                is_part_of(read, &printed)
            })
        };
        let others = user.iter().filter(|read| !is_printed(read)).count();
        let is_in_last_cell = cut.at_the_end && left.trim_end().len() == left.len();
        let is_unknown = |read: &SecurityRule| read.direction.get().is_none();
        prop_assert!(
            !problems.is_empty() || !user.iter().any(is_unknown),
            "{}",
            left
        );
        prop_assert!(
            others == 0 || others == 1 && (is_in_last_cell || problems.len() > 1),
            "{}\n{:#?}\n{:?}",
            left,
            user,
            problems
        );
        Ok(())
    });
}

/// It had one source, one destination and one range of ports, no ICMP, no IPv6, and three tags.
fn classic(mut rules: Vec<Printed>) -> Vec<Printed> {
    for rule in &mut rules {
        for list in [
            &mut rule.source,
            &mut rule.source_ports,
            &mut rule.destination,
            &mut rule.destination_ports,
        ] {
            list.truncate(1);
            list[0] = match list[0] {
                "VirtualNetwork" => "VIRTUAL_NETWORK",
                text if text.contains("AzureCloud") => "INTERNET",
                text if text.contains(':') => "10.1.0.0/16",
                text => text,
            };
        }
        rule.protocol = match rule.protocol {
            "Tcp" | "TCP" => "TCP",
            "Udp" => "UDP",
            _ => "*",
        };
    }
    rules
}

fn meant(rule: &Printed) -> SecurityRule {
    let mut rule = rule.clone();
    for list in [&mut rule.source, &mut rule.destination] {
        list[0] = match list[0] {
            "VIRTUAL_NETWORK" => "VirtualNetwork",
            "INTERNET" => "Internet",
            text => text,
        };
    }
    rule.rule()
}

fn xml(rules: &[Printed]) -> String {
    let mut text = String::from(
        "<NetworkSecurityGroup xmlns=\"http://schemas.microsoft.com/windowsazure\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">\n  <Name>front</Name>\n  <Label>Front end</Label>\n  <Location>Japan East</Location>\n  <Rules>\n",
    );
    for rule in rules {
        text.push_str("    <Rule>\n");
        let priority = rule.priority.to_string();
        for (key, value) in [
            ("Name", rule.name.as_str()),
            ("Type", rule.direction),
            ("Priority", &priority),
            ("Action", rule.access),
            ("SourceAddressPrefix", rule.source[0]),
            ("SourcePortRange", rule.source_ports[0]),
            ("DestinationAddressPrefix", rule.destination[0]),
            ("DestinationPortRange", rule.destination_ports[0]),
            ("Protocol", rule.protocol),
            ("State", "Active"),
        ] {
            text.push_str(&format!("      <{key}>{value}</{key}>\n"));
        }
        text.push_str("    </Rule>\n");
    }
    text.push_str("  </Rules>\n</NetworkSecurityGroup>\n");
    text
}

/// Columns of fixed widths, in which cells go on below.
fn table(rules: &[Printed]) -> String {
    const WIDTHS: [usize; 8] = [20, 9, 8, 15, 13, 16, 14, 8];
    const HEAD: [[&str; 8]; 3] = [
        [
            "Name",
            "Priority",
            "Action",
            "Source Address",
            "Source Port",
            "Destination",
            "Destination",
            "Protocol",
        ],
        [
            "",
            "",
            "",
            "Prefix",
            "Range",
            "Address Prefix",
            "Port Range",
            "",
        ],
        [
            "----",
            "--------",
            "------",
            "---------------",
            "-------------",
            "----------------",
            "--------------",
            "--------",
        ],
    ];
    let mut text =
        String::from("Name     : front\nLocation : Japan East\nLabel    : Front end\nRules    :\n");
    for direction in ["Inbound", "Outbound"] {
        text.push_str(&format!("\n              Type: {direction}\n\n"));
        let mut rows: Vec<Vec<Vec<String>>> = Vec::new();
        for line in HEAD {
            rows.push(line.map(|cell| vec![cell.to_owned()]).to_vec());
        }
        let priority = |rule: &Printed| rule.priority.to_string();
        for rule in rules.iter().filter(|rule| rule.direction == direction) {
            let cells = [
                rule.name.clone(),
                priority(rule),
                rule.access.to_owned(),
                rule.source[0].to_owned(),
                rule.source_ports[0].to_owned(),
                rule.destination[0].to_owned(),
                rule.destination_ports[0].to_owned(),
                rule.protocol.to_owned(),
            ];
            let wrapped = cells
                .iter()
                .zip(WIDTHS)
                .map(|(cell, width)| lines_of(cell, width));
            rows.push(wrapped.collect());
        }
        let last = [
            format!("DENY ALL {}", direction.to_uppercase()),
            "65500".to_owned(),
            "Deny".to_owned(),
        ];
        let last = last.into_iter().chain((0..5).map(|_| "*".to_owned()));
        rows.push(last.map(|cell| vec![cell]).collect());
        for row in rows {
            let height = row.iter().map(Vec::len).max().unwrap_or(0);
            for number in 0..height {
                let mut line = " ".repeat(11);
                for (cell, width) in row.iter().zip(WIDTHS) {
                    let part = cell.get(number).map_or("", String::as_str);
                    line.push_str(&format!("{part:<width$} "));
                }
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        text.push('\n');
    }
    text
}
