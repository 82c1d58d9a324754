//! Effective rules, as each tool prints them: what is printed is read back, also between prompts and when a console wrapped
//! it; and where it was cut, what is lost is said to be lost.

use super::printed_back::{are_back, cut, says_what_is_lost_of, user_rules};
use super::printed_documents::{pretty, wrapped};
use super::printed_rule::{Dress, Printed, dress, named, rule};
use super::{check, count};
use proptest::collection::vec;
use proptest::prelude::*;
use rdpcheck::azure::{AddressTerm, PortTerm, SecurityRule};
use rdpcheck::net::PortRange;
use rdpcheck::read::{Problem, ProblemKind};
use serde_json::{Map, Value, json};
use std::cell::Cell;

type Shape = (&'static str, fn(&[Printed]) -> String);

const SHAPES: [Shape; 4] = [
    ("az", |rules| pretty(&effective(rules, &az_rule, false))),
    ("Az PowerShell as JSON", |rules| {
        pretty(&effective(rules, &powershell_rule, true))
    }),
    ("Az PowerShell", list_view),
    ("the portal's download", portal),
];

/// Random effective rules come back as they were, between prompts, quoted, and wrapped by a console.
#[test]
fn printed_effective_rules_are_read_back() {
    let read_back = Cell::new(0);
    for (name, print) in SHAPES {
        let cases = (vec(rule(), 1..6), dress(), 80..=200usize, any::<bool>());
        check(2_000, &cases, |(rules, dress, width, is_wrapped)| {
            let rules = expanded(named(rules));
            let text = print(&rules);
            // A download never saw a console.
            let text = match *is_wrapped && name != "the portal's download" {
                true => wrapped(&text, *width),
                false => Dress::put_on(dress, &text),
            };
            let meant: Vec<_> = rules.iter().map(meant).collect();
            are_back(name, &text, &meant, &read_whole(&text))?;
            count(&read_back, rules.len());
            Ok(())
        });
    }
    println!("read {} effective rules back", read_back.get());
}

/// Whoever cuts them loses rules or fields of them, and is told so.
#[test]
fn what_a_cut_takes_away_from_effective_rules_is_said() {
    let cuts = Cell::new(0);
    for (name, print) in &SHAPES[..3] {
        check(2_000, &(vec(rule(), 1..4), cut()), |(rules, cut)| {
            let rules = expanded(named(rules));
            let text = print(&rules);
            let meant: Vec<_> = rules.iter().map(meant).collect();
            let left = cut.left_of(&text);
            count(&cuts, 1);
            let (user, problems) = read_whole(left);
            says_what_is_lost_of(name, &meant, left, &user, &problems)
        });
    }
    println!("cut {} texts", cuts.get());
}

/// The table of az leaves out what decides, so nothing is read from it, and that is said.
#[test]
fn the_table_of_az_is_named_for_what_it_lacks() {
    check(2_000, &(vec(rule(), 1..6), dress()), |(rules, dress)| {
        let rules = named(rules);
        let mut text = format!(
            "{:<9}{:<10}{:<9}{:<48}{:<12}{:<13}Access\n-------  --------  -------  {}  ----------  -----------  --------\n",
            "NIC",
            "Subnet",
            "NSG",
            "Rule Name",
            "Protocol",
            "Direction",
            "-".repeat(46)
        );
        for (at, rule) in rules.iter().enumerate() {
            let [nic, subnet, nsg] = match at {
                0 => ["nic-web", "-", "nsg-web"],
                _ => [""; 3],
            };
            let name = format!("securityRules/{}", rule.name);
            text.push_str(&format!(
                "{nic:<9}{subnet:<10}{nsg:<9}{name:<48}{:<12}{:<13}{}\n",
                rule.protocol, rule.direction, rule.access
            ));
        }
        let text = dress.put_on(&text);
        let (user, problems) = user_rules(&text);
        prop_assert!(user.is_empty(), "{}\n{:#?}", text, user);
        let is_named = problems
            .iter()
            .any(|it| it.kind == ProblemKind::TableOfNames);
        prop_assert!(is_named, "{}\n{:?}", text, problems);
        Ok(())
    });
}

/// A list that holds everything says nothing else here.
fn expanded(mut rules: Vec<Printed>) -> Vec<Printed> {
    for rule in &mut rules {
        for list in [&mut rule.source, &mut rule.destination] {
            if list.contains(&"0.0.0.0/0") {
                *list = vec!["*"];
            }
        }
    }
    rules
}

fn ports(list: &[&str]) -> Vec<String> {
    let port = |text: &&str| match *text {
        "*" => "0-65535".to_owned(),
        text if text.contains('-') => text.to_owned(),
        text => format!("{text}-{text}"),
    };
    list.iter().map(port).collect()
}

fn addresses(list: &[&str]) -> Vec<String> {
    let address = |text: &&str| match *text {
        "*" => "0.0.0.0/0".to_owned(),
        text if text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains('/') => {
            format!("{text}/32")
        }
        text => text.to_owned(),
    };
    list.iter().map(address).collect()
}

fn protocol(rule: &Printed) -> &'static str {
    if rule.protocol == "*" {
        "All"
    } else {
        rule.protocol
    }
}

const NSG: &str = "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Network/networkSecurityGroups/nsg-web";
const NIC: &str =
    "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Network/networkInterfaces/nic1";

fn az_rule(rule: &Printed) -> Value {
    let mut members = Map::new();
    members.insert(
        "name".to_owned(),
        json!(format!("securityRules/{}", rule.name)),
    );
    members.insert("protocol".to_owned(), json!(protocol(rule)));
    for (key, ending, values) in [
        ("sourcePortRange", "s", ports(&rule.source_ports)),
        ("destinationPortRange", "s", ports(&rule.destination_ports)),
        ("sourceAddressPrefix", "es", addresses(&rule.source)),
        (
            "destinationAddressPrefix",
            "es",
            addresses(&rule.destination),
        ),
    ] {
        members.insert(key.to_owned(), json!(values[0]));
        members.insert(format!("{key}{ending}"), json!(values));
    }
    members.insert("access".to_owned(), json!(rule.access));
    members.insert("priority".to_owned(), json!(rule.priority));
    members.insert("direction".to_owned(), json!(rule.direction));
    Value::Object(members)
}

fn powershell_rule(rule: &Printed) -> Value {
    json!({
        "Name": format!("securityRules/{}", rule.name), "Protocol": protocol(rule),
        "SourcePortRange": ports(&rule.source_ports), "DestinationPortRange": ports(&rule.destination_ports),
        "SourceAddressPrefix": addresses(&rule.source), "DestinationAddressPrefix": addresses(&rule.destination),
        "ExpandedSourceAddressPrefix": [], "ExpandedDestinationAddressPrefix": [],
        "Access": rule.access, "Priority": rule.priority, "Direction": rule.direction,
    })
}

fn effective(rules: &[Printed], print: &dyn Fn(&Printed) -> Value, is_powershell: bool) -> Value {
    let rules: Vec<_> = rules.iter().map(print).collect();
    if is_powershell {
        json!([{
            "NetworkSecurityGroup": {"Id": NSG}, "Association": {"NetworkInterface": {"Id": NIC}},
            "EffectiveSecurityRules": rules,
        }])
    } else {
        json!({"value": [{
            "networkSecurityGroup": {"id": NSG}, "association": {"networkInterface": {"id": NIC}},
            "effectiveSecurityRules": rules,
        }]})
    }
}

/// A list view whose values are JSON, indented below themselves.
fn list_view(rules: &[Printed]) -> String {
    let rules: Vec<_> = rules.iter().map(powershell_rule).collect();
    let mut text = String::new();
    for (key, value) in [
        ("NetworkSecurityGroup", json!({"Id": NSG})),
        ("Association", json!({"NetworkInterface": {"Id": NIC}})),
        ("EffectiveSecurityRules", json!(rules)),
    ] {
        let indented = pretty(&value).replace('\n', &format!("\n{}", " ".repeat(25)));
        text.push_str(&format!("{key:<22} : {indented}\n"));
    }
    text
}

fn portal(rules: &[Printed]) -> String {
    let mut text = String::new();
    for (direction, title) in [
        ("Inbound", "Inbound security rules"),
        ("Outbound", "Outbound security rules"),
    ] {
        text.push_str(title);
        text.push_str("\n\"Name\",\"Priority\",\"Source\",\"Source Ports\",\"Destination\",\"Destination Ports\",\"Protocol\",\"Access\"\n");
        for rule in rules.iter().filter(|rule| rule.direction == direction) {
            let cells = [
                rule.name.clone(),
                rule.priority.to_string(),
                addresses(&rule.source).join(","),
                ports(&rule.source_ports).join(","),
                addresses(&rule.destination).join(","),
                ports(&rule.destination_ports).join(","),
                protocol(rule).to_uppercase().replace("ALL", "All"),
                rule.access.to_owned(),
            ];
            text.push_str(&cells.map(|cell| format!("\"{cell}\"")).join(","));
            text.push('\n');
        }
        let last = direction.replace("bound", "Bound");
        text.push_str(&format!("\"DenyAll{last}\",\"65500\",\"0.0.0.0/0,0.0.0.0/0\",\"0-65535\",\"0.0.0.0/0,0.0.0.0/0\",\"0-65535\",\"All\",\"Deny\"\n\n"));
    }
    text
}

fn read_whole(text: &str) -> (Vec<SecurityRule>, Vec<Problem>) {
    let (user, problems) = user_rules(text);
    (user.iter().map(whole).collect(), problems)
}

/// Outside of effective rules nobody knows that Azure means IPv6 as well by this prefix.
fn whole(read: &SecurityRule) -> SecurityRule {
    let mut rule = read.clone();
    for field in [&mut rule.source, &mut rule.destination] {
        for term in field.terms.iter_mut() {
            if matches!(term, AddressTerm::Prefix(prefix) if prefix.is_whole_family()) {
                *term = AddressTerm::Any;
            }
        }
    }
    rule
}

/// Azure writes all ports as a range here.
fn meant(printed: &Printed) -> SecurityRule {
    let mut rule = printed.rule();
    let all = PortTerm::Range(PortRange::parse("0-65535").expect("ports"));
    for field in [&mut rule.source_ports, &mut rule.destination_ports] {
        for term in field.terms.iter_mut() {
            if *term == PortTerm::Any {
                term.clone_from(&all);
            }
        }
    }
    rule
}
