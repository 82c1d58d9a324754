//! What is printed is read back, in every shape of text that shows all of it.

use super::printed_back::{cut, is_of_the_rules};
use super::printed_rule::{Printed, dress, named, rule};
use super::printed_tables::{
    az_table, powershell_table, separated, terraform, wrapped_table, yaml,
};
use super::{check, count};
use proptest::collection::vec;
use proptest::prelude::*;
use rdpcheck::azure::SecurityRule;
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
        check(2_000, &(vec(rule(), 1..5), cut()), |(rules, cut)| {
            let rules = named(rules);
            let text = (shape.print)(&rules);
            let (left, at_the_end) = (cut.left_of(&text), cut.at_the_end);
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
                let is_last_cell = at_the_end && left.trim_end().len() == left.len();
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
