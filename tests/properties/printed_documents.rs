//! Whole NSGs as JSON and as a list view, as each tool of ten years writes them: what is printed is read back, also when a
//! console wrapped it; and where it was cut, what is lost is said to be lost.

use super::printed_back::{are_back, cut, is_part_of, says_what_is_lost, user_rules};
use super::printed_declarations::{exported, template, terraform_plan, terraform_state};
use super::printed_rule::{Dress, Printed, dress, named, rule};
use super::printed_shapes::RULE_SHAPES;
use super::printed_tables::lines_of;
use super::{check, count};
use proptest::collection::vec;
use proptest::prelude::*;
use rdpcheck::azure::SecurityRule;
use serde_json::{Map, Value, json};
use std::cell::Cell;

type Shape = (&'static str, fn(&[Printed]) -> String);

const SHAPES: [Shape; 9] = [
    ("REST", |rules| pretty(&rest(rules))),
    ("az", |rules| pretty(&az(rules))),
    ("Az PowerShell", |rules| pretty(&powershell(rules, true))),
    ("AzureRM of 2017", |rules| pretty(&powershell(rules, false))),
    ("list view", list_view),
    ("template", template),
    ("exported template", exported),
    ("terraform state", terraform_state),
    ("terraform plan", terraform_plan),
];

/// Random NSGs come back as they were, between prompts, quoted, and wrapped by a console.
#[test]
fn printed_documents_are_read_back() {
    let read_back = Cell::new(0);
    for (name, print) in SHAPES {
        let cases = (vec(rule(), 1..6), dress(), 80..=200usize, any::<bool>());
        check(2_000, &cases, |(rules, dress, width, is_wrapped)| {
            let rules = of_its_time(name, named(rules));
            let mut text = print(&rules);
            // A list view is wrapped by PowerShell itself, with an indentation.
            if *is_wrapped && name != "list view" {
                text = wrapped(&text, *width);
            }
            let text = match *is_wrapped {
                true => text,
                false => Dress::put_on(dress, &text),
            };
            are_back(name, &text, &meant(&rules), &user_rules(&text))?;
            count(&read_back, rules.len());
            Ok(())
        });
    }
    println!(
        "read {} rules back, in {} shapes",
        read_back.get(),
        SHAPES.len()
    );
}

/// PowerShell breaks the values of a list view between words, or where a word is too long, and indents what follows. They come
/// back from every width; and where such a list was cut as well, what is lost is said to be lost.
#[test]
fn list_views_that_powershell_broke_are_read_back() {
    let read_back = Cell::new(0);
    let cases = (
        vec(rule(), 1..6),
        dress(),
        80..=200usize,
        any::<prop::sample::Index>(),
    );
    check(2_000, &cases, |(rules, dress, width, at)| {
        let rules = named(rules);
        let printed = broken_list_view(&rules, *width);
        let text = dress.put_on(&printed);
        are_back("list view", &text, &meant(&rules), &user_rules(&text))?;
        count(&read_back, rules.len());
        // Nobody can see that whole rules are missing behind the last.
        let (left, _) = printed.split_at(at.index(printed.len()));
        let (user, problems) = user_rules(left);
        let is_printed = |read: &SecurityRule| {
            let mut printed = rules.iter();
            printed.any(|printed| is_part_of(read, &printed.rule()))
        };
        let others = user.iter().filter(|read| !is_printed(read)).count();
        let is_in_last_cell = !left.ends_with('\n');
        prop_assert!(
            others == 0 || !problems.is_empty() || is_in_last_cell,
            "{}\n{:#?}",
            left,
            user
        );
        prop_assert!(others < 2, "{}\n{:#?}", left, user);
        Ok(())
    });
    println!("read {} rules of broken list views back", read_back.get());
}

/// As `Format-List` prints them in a console of this width.
fn broken_list_view(rules: &[Printed], width: usize) -> String {
    const KEY: usize = 34;
    let mut text = String::new();
    for line in list_view(rules).lines() {
        let (key, value) = line.split_at(line.len().min(KEY));
        for (number, part) in lines_of(value, width - KEY - 1).iter().enumerate() {
            match number {
                0 => text.push_str(key),
                _ => text.push_str(&" ".repeat(KEY)),
            }
            text.push_str(part);
            text.push('\n');
        }
    }
    text
}

/// The tables of az come back from a console that is too narrow for them.
#[test]
fn tables_that_a_console_broke_are_read_back() {
    let read_back = Cell::new(0);
    let cases = (vec(rule(), 1..6), 80..=200usize, any::<bool>());
    for shape in &RULE_SHAPES[..2] {
        check(2_000, &cases, |(rules, width, is_trimmed)| {
            let rules = named(rules);
            let mut text = String::new();
            for line in wrapped(&(shape.print)(&rules), *width).lines() {
                text.push_str(if *is_trimmed { line.trim_end() } else { line });
                text.push('\n');
            }
            let text = format!("$ az network nsg rule list -o table\n{text}\n$ exit\n");
            // Without the blanks at its edge nobody sees whether it broke a word there, and a heading that fits does not show
            // that the rows do not.
            let printed = (shape.print)(&rules);
            let parts = |line: Option<&str>| line.map_or(0, |line| line.len().div_ceil(*width));
            let mut lines = printed.lines();
            if *is_trimmed || parts(lines.next()) != parts(lines.next()) {
                return says_what_is_lost(shape.name, &meant(&rules), &text);
            }
            let (user, _) = user_rules(&text);
            // Of a table that a console broke, it may be said that it did.
            are_back(shape.name, &text, &meant(&rules), &(user, Vec::new()))?;
            count(&read_back, rules.len());
            Ok(())
        });
    }
    println!("read {} rules of broken tables back", read_back.get());
}

/// Whoever cuts one loses rules or fields of them, and is told so. What is left says nothing else than before.
#[test]
fn what_a_cut_takes_away_is_said() {
    let cuts = Cell::new(0);
    for (name, print) in SHAPES.iter().filter(|(name, _)| *name != "list view") {
        check(2_000, &(vec(rule(), 1..4), cut()), |(rules, cut)| {
            let rules = of_its_time(name, named(rules));
            let text = print(&rules);
            count(&cuts, 1);
            says_what_is_lost(name, &meant(&rules), cut.left_of(&text))
        });
    }
    println!("cut {} texts", cuts.get());
}

fn meant(rules: &[Printed]) -> Vec<SecurityRule> {
    rules.iter().map(Printed::rule).collect()
}

/// Before 2018 a rule had one source, one destination and one range of ports.
fn of_its_time(shape: &str, mut rules: Vec<Printed>) -> Vec<Printed> {
    if shape == "AzureRM of 2017" {
        for rule in &mut rules {
            for list in [
                &mut rule.source,
                &mut rule.source_ports,
                &mut rule.destination,
                &mut rule.destination_ports,
            ] {
                list.truncate(1);
            }
        }
    }
    rules
}

/// As a console of this width breaks lines: anywhere.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        for part in line.as_bytes().chunks(width) {
            wrapped.push_str(std::str::from_utf8(part).expect("ASCII"));
            wrapped.push('\n');
        }
    }
    wrapped
}

pub(super) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("JSON")
}

pub(super) const ID: &str = "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Network/networkSecurityGroups/nsg-web";

/// The keys of the lists, without the ending of the plural.
const KEYS: [&str; 4] = [
    "sourceAddressPrefix",
    "sourcePortRange",
    "destinationAddressPrefix",
    "destinationPortRange",
];

fn plural(key: &str) -> String {
    format!("{key}{}", if key.ends_with('x') { "es" } else { "s" })
}

/// One value stands under the singular, several under the plural; the other one is null, empty or left out.
pub(super) fn matched(rule: &Printed, empty: &str) -> Map<String, Value> {
    let mut members = Map::new();
    for (key, list) in KEYS.into_iter().zip(rule.lists()) {
        let is_one = list.len() == 1;
        let singular = match (is_one, empty) {
            (true, _) => json!(list[0]),
            (false, "null") => Value::Null,
            (false, _) => json!(""),
        };
        let several = if is_one { json!([]) } else { json!(list) };
        if is_one || empty != "absent" {
            members.insert(key.to_owned(), singular);
        }
        if !is_one || empty != "absent" {
            members.insert(plural(key), several);
        }
    }
    members.insert("priority".to_owned(), json!(rule.priority));
    members.insert("direction".to_owned(), json!(rule.direction));
    members.insert("access".to_owned(), json!(rule.access));
    members.insert("protocol".to_owned(), json!(rule.protocol));
    members
}

fn rest(rules: &[Printed]) -> Value {
    let rules = rules.iter().map(|rule| {
        json!({
            "name": rule.name,
            "id": format!("{ID}/securityRules/{}", rule.name),
            "etag": "W/\"1\"",
            "properties": matched(rule, "absent"),
        })
    });
    json!({
        "name": "nsg-web", "id": ID, "etag": "W/\"1\"", "type": "Microsoft.Network/networkSecurityGroups",
        "properties": {"provisioningState": "Succeeded", "securityRules": rules.collect::<Vec<_>>()},
    })
}

fn az(rules: &[Printed]) -> Value {
    let rules = rules.iter().map(|rule| {
        let mut members = matched(rule, "null");
        members.insert("name".to_owned(), json!(rule.name));
        members.insert("description".to_owned(), Value::Null);
        members.insert("provisioningState".to_owned(), json!("Succeeded"));
        members
    });
    json!({
        "defaultSecurityRules": [], "etag": "W/\"1\"", "id": ID, "name": "nsg-web", "networkInterfaces": null,
        "securityRules": rules.collect::<Vec<_>>(), "subnets": null, "tags": {},
    })
}

/// Since 2018 it has lists in all four fields.
fn powershell(rules: &[Printed], has_lists: bool) -> Value {
    let rules = rules.iter().map(|rule| {
        let mut members = Map::new();
        members.insert("Name".to_owned(), json!(rule.name));
        members.insert(
            "Id".to_owned(),
            json!(format!("{ID}/securityRules/{}", rule.name)),
        );
        members.insert("Description".to_owned(), Value::Null);
        for (key, list) in KEYS.into_iter().zip(rule.lists()) {
            let value = if has_lists {
                json!(list)
            } else {
                json!(list[0])
            };
            members.insert(
                key.replacen(
                    ['s', 'd'],
                    &key.chars().take(1).collect::<String>().to_uppercase(),
                    1,
                ),
                value,
            );
        }
        members.insert("Protocol".to_owned(), json!(rule.protocol));
        members.insert("Access".to_owned(), json!(rule.access));
        members.insert("Priority".to_owned(), json!(rule.priority));
        members.insert("Direction".to_owned(), json!(rule.direction));
        members.insert("ProvisioningState".to_owned(), json!("Succeeded"));
        members
    });
    let rules: Vec<_> = rules.collect();
    json!({
        "SecurityRules": rules, "DefaultSecurityRules": [], "NetworkInterfaces": [], "Subnets": [],
        "ProvisioningState": "Succeeded", "Name": "nsg-web", "Id": ID,
    })
}

pub(super) fn list_view(rules: &[Printed]) -> String {
    let mut text = String::new();
    for rule in rules {
        let [from, from_ports, to, to_ports] =
            rule.lists().map(|list| format!("{{{}}}", list.join(", ")));
        let priority = rule.priority.to_string();
        let id = format!("{ID}/securityRules/{}", rule.name);
        for (key, value) in [
            ("Name", rule.name.as_str()),
            ("Id", &id),
            ("ProvisioningState", "Succeeded"),
            ("Description", ""),
            ("Protocol", rule.protocol),
            ("SourcePortRange", &from_ports),
            ("DestinationPortRange", &to_ports),
            ("SourceAddressPrefix", &from),
            ("DestinationAddressPrefix", &to),
            ("SourceApplicationSecurityGroups", "[]"),
            ("Access", rule.access),
            ("Priority", &priority),
            ("Direction", rule.direction),
        ] {
            text.push_str(format!("{key:<31} : {value}").trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    text
}
