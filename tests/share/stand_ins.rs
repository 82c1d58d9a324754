//! Where a link has other names or addresses than Azure does, that is said, and no command has them in it.

use crate::lengths::nsg;
use crate::pastes::{Paste, pastes};
use crate::round_trip::OPTIONS;
use rdpcheck::azure::StandIns;
use rdpcheck::case::{Case, Choices};
use rdpcheck::command::{Dialect, Values};
use rdpcheck::explain::{Explanation, explain};
use rdpcheck::fix::proposals;
use rdpcheck::net::Prefix;
use rdpcheck::net::ranges::SPECIAL;
use rdpcheck::question::{Question, Source};
use rdpcheck::say::Language;
use rdpcheck::say::markup::{Markup, write};
use rdpcheck::say::ticket::{NoSources, Ticket};
use rdpcheck::share::{Options, Work, link, open};

fn opened(case: Case, options: Options) -> Case {
    let mut work = Work {
        case,
        ..Work::default()
    };
    open(&link(&mut work, options).text).expect("a link").case
}

/// Every command that is offered: of each fix, and of what to paste next.
fn commands(explanation: &Explanation) -> Vec<String> {
    let mut all = Vec::new();
    for fix in &proposals(explanation).fixes {
        for dialect in Dialect::EVERY {
            for command in fix.commands(dialect, explanation, &Values::default()) {
                all.push(command.text);
            }
        }
    }
    if let Some(next) = explanation.next() {
        for dialect in Dialect::ALL {
            all.push(next.output.command(dialect, &next.names));
        }
    }
    all
}

fn markdown(language: Language, case: &Case, explanation: &Explanation) -> String {
    let fixes = proposals(explanation);
    let ticket = Ticket {
        language,
        case,
        explanation,
        fixes: Some(&fixes),
        problems: &[],
        sources: &NoSources,
    };
    write(&ticket.blocks(), Markup::Markdown)
}

#[test]
fn a_link_says_what_was_replaced_in_it_and_so_does_a_link_made_of_it() {
    for options in OPTIONS {
        let case = opened(nsg(3), options);
        let said = StandIns {
            names: !options.names,
            addresses: !options.addresses,
        };
        assert_eq!(case.evidence.stand_ins, said);
        let again = opened(case, Options::default());
        assert_eq!(again.evidence.stand_ins, said);
    }
}

#[test]
fn no_command_has_a_name_or_an_address_that_stands_for_another() {
    let mut compared = 0;
    for paste in pastes() {
        for options in OPTIONS {
            let case = opened(paste.case(), options);
            let explanation = explain(&case);
            let mut work = Work {
                case: case.clone(),
                ..Work::default()
            };
            let reveals = link(&mut work, Options::default()).reveals;
            let mut stand_ins: Vec<String> = Vec::new();
            if !options.addresses {
                stand_ins.extend(
                    reveals
                        .addresses
                        .iter()
                        .filter(|it| !is_special(it))
                        .cloned(),
                );
            }
            if !options.names {
                let all = reveals.names.iter().flat_map(|(_, names)| names);
                stand_ins.extend(all.filter(|name| is_number(name)).cloned());
            }
            for command in commands(&explanation) {
                for stand_in in &stand_ins {
                    compared += 1;
                    let is_in = ["\"", "'", "/"].iter().any(|quote| {
                        command.contains(&[quote, stand_in.as_str(), "\""].concat())
                            || command.contains(&[quote, stand_in.as_str(), "'"].concat())
                    });
                    assert!(!is_in, "{}: {stand_in} in\n{command}", paste.name);
                }
            }
        }
    }
    println!("{compared} compared");
    assert!(compared > 10_000, "{compared}");
}

/// What the mask keeps as it is.
fn is_special(address: &str) -> bool {
    let prefix = Prefix::parse(address).expect("an address");
    prefix.is_whole_family() || SPECIAL.contains(&prefix.network())
}

fn is_number(name: &str) -> bool {
    name.rsplit_once('-')
        .is_some_and(|(_, number)| number.bytes().all(|it| it.is_ascii_digit()))
}

#[test]
fn what_the_reader_types_stands_in_the_commands_all_the_same() {
    let nothing = Options {
        names: false,
        addresses: false,
    };
    let text = r#"{"name": "nsg-web", "securityRules": [{"name": "DenyRdp", "priority": 200, "access": "Deny", "direction": "Inbound",
        "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "3389"}]}"#;
    let paste = Paste {
        name: String::new(),
        texts: vec![text.to_owned()],
        question: Question {
            from: Source::parse("52.1.2.3").expect("a source"),
            ..Question::default()
        },
        choices: Choices::default(),
    };
    let case = opened(paste.case(), nothing);
    let explanation = explain(&case);
    let mut typed = Values::default();
    typed.set("nsg", "nsg-real");
    typed.set("sources", "198.51.100.9");
    let fixes = proposals(&explanation).fixes;
    let fix = fixes.first().expect("a fix");
    let commands = fix.commands(Dialect::AzureCli, &explanation, &typed);
    let text = &commands.first().expect("a command").text;
    assert!(text.contains("\"nsg-real\""), "{text}");
    assert!(text.contains("\"198.51.100.9\""), "{text}");
    assert!(text.contains("<rule>"), "{text}");
    assert!(text.contains("3389"), "{text}");
}

#[test]
fn the_document_for_a_ticket_says_it_too() {
    for (options, said) in OPTIONS.into_iter().zip([
        None,
        Some(": Names. In every"),
        Some(": Real addresses. In every"),
        Some(": Names, Real addresses. In every"),
    ]) {
        let case = opened(nsg(3), options);
        let explanation = explain(&case);
        let text = markdown(Language::En, &case, &explanation);
        assert_eq!(text.contains("Replaced by the sender"), said.is_some());
        assert!(text.contains(said.unwrap_or_default()), "{text}");
        let text = markdown(Language::Ja, &case, &explanation);
        assert_eq!(text.contains("送信者が"), said.is_some(), "{text}");
    }
}
