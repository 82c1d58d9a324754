//! There are words for everything, and no pasted name drives a terminal.

use super::{check, count};
use crate::naive::generate::{hazardous_text, many_remotes, one_remote, sketch};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rdpcheck::azure::{AddressTerm, NetworkSecurityGroup};
use rdpcheck::cli;
use rdpcheck::explain::explain;
use rdpcheck::report::places::Places;
use rdpcheck::report::report;
use rdpcheck::say::printable::is_hazardous;
use rdpcheck::say::{Language, verdict};
use std::cell::Cell;
use std::ffi::OsString;
use std::rc::Rc;

/// (e) Whatever came out, there are words for it, and no pasted name drives a terminal.
#[test]
fn every_case_can_be_said_harmlessly() {
    let cases = Cell::new(0);
    let from = prop_oneof![one_remote(), many_remotes()];
    let names = proptest::collection::vec(hazardous_text(), 6);
    check(4_000, &(sketch(from), names), |(sketch, names)| {
        let mut sketch = sketch.clone();
        for (number, group) in sketch.groups.iter_mut().enumerate() {
            rename(group, number, names);
        }
        let case = sketch.case();
        let explanation = explain(&case);
        for language in Language::ALL {
            let verdict = verdict(language, &explanation);
            prop_assert!(!verdict.headline.trim().is_empty());
            let messages = explanation
                .problems
                .iter()
                .map(|problem| language.problem(problem));
            let needs = explanation
                .judgement
                .needs
                .iter()
                .map(|need| language.need(need, &[]));
            for text in [verdict.headline.clone()]
                .into_iter()
                .chain(verdict.details.clone())
                .chain(verdict.needs.iter().map(|(_, said)| said.clone()))
                .chain(messages)
                .chain(needs)
            {
                is_harmless(&text, "")?;
            }
            let places = Places::new(&[]);
            let report = report(
                language,
                &case,
                &explanation,
                &explanation.problems,
                &places,
            );
            prop_assert!(serde_json::to_string(&report).is_ok());
        }
        count(&cases, 1);
        Ok(())
    });
    println!("said {} cases in two languages", cases.get());
}

fn rename(group: &mut NetworkSecurityGroup, number: usize, names: &[String]) {
    let name = |at: usize| names[at % names.len()].clone();
    if number == 0 {
        group.name = name(0);
    } else {
        group.name = format!("{}b", name(0));
    }
    for (at, rule) in group
        .rules
        .iter_mut()
        .filter(|rule| !rule.default)
        .enumerate()
    {
        let rule = Rc::make_mut(rule);
        rule.name = name(at + 1);
        for field in [&mut rule.source, &mut rule.destination] {
            for term in field.terms.iter_mut() {
                if let AddressTerm::Group(text) | AddressTerm::Unreadable(text) = term {
                    *text = name(at + 2);
                }
            }
        }
    }
}

fn is_harmless(text: &str, allowed: &str) -> TestCaseResult {
    let hazard = text
        .chars()
        .find(|character| is_hazardous(*character) && !allowed.contains(*character));
    prop_assert_eq!(hazard, None, "in {:?}", text);
    Ok(())
}

/// (e) The whole way, from a paste full of such names to what a terminal shows.
#[test]
fn nothing_printed_drives_a_terminal() {
    let runs = Cell::new(0);
    let texts = proptest::collection::vec(hazardous_text(), 8);
    check(600, &texts, |texts| {
        let paste = paste_with(texts);
        for format in ["text", "markdown", "json"] {
            for language in ["en", "ja"] {
                let arguments = [
                    "--format", format, "--lang", language, "--target", &texts[7],
                ];
                let printed = printed(&arguments, &paste);
                is_harmless(&printed, "\n")?;
                prop_assert!(!printed.trim().is_empty());
                count(&runs, 1);
            }
        }
        is_harmless(&printed(&["--lang", &texts[0]], ""), "\n")?;
        is_harmless(&printed(&[&format!("--{}", texts[1])], ""), "\n")?;
        is_harmless(
            &printed(&["--attach", &format!("{}=subnet", texts[2])], &paste),
            "\n",
        )?;
        Ok(())
    });
    println!("printed {} answers", runs.get());
}

fn paste_with(texts: &[String]) -> String {
    let rule = |name: &str, priority: u32, access: &str, source: &str, port: &str| {
        serde_json::json!({
            "name": name, "priority": priority, "access": access, "direction": "Inbound",
            "protocol": "Tcp", "sourceAddressPrefix": source, "sourcePortRange": "*",
            "destinationAddressPrefix": "*", "destinationPortRange": port,
        })
    };
    serde_json::json!([
        {
            "name": texts[0],
            "networkInterfaces": [{"id": format!("/networkInterfaces/{}", texts[1])}],
            "securityRules": [
                rule(&texts[2], 100, "Deny", "203.0.113.0/24", "3389"),
                rule(&texts[3], 200, "Allow", &texts[4], "3389"),
                rule(&texts[4], 200, "Deny", "Internet", &texts[5]),
                rule(&texts[5], 9999, &texts[6], "*", "3390"),
            ],
        },
        {
            "name": texts[6],
            "securityRules": [rule(&texts[0], 100, "Allow", "*", "3389")],
        },
    ])
    .to_string()
}

fn printed(arguments: &[&str], paste: &str) -> String {
    let (mut out, mut complaints) = (Vec::new(), Vec::new());
    cli::run(
        arguments.iter().map(OsString::from),
        "en",
        &mut paste.as_bytes(),
        &mut out,
        &mut complaints,
    );
    out.extend(complaints);
    String::from_utf8(out).expect("text")
}
