//! The judge against a second, simple-minded one, on many random cases; and what must hold of reading and saying
//! whatever the input is.
//!
//! `PROPTEST_CASES` sets the number of cases of every property, `PROPTEST_RNG_SEED` another seed. With `--nocapture`
//! each property says how much it compared.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail"
)]

mod naive;

use naive::evaluator::{Naive, Precision};
use naive::generate::{hazardous_text, many_remotes, one_remote, sketch, torn_text};
use naive::number_line::{Block, Point, is_meant_by_internet, largest, pieces};
use naive::plain_rule::Remote;
use naive::sample_texts::SAMPLES;
use naive::sketch::{Layout, Sketch};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestError, TestRunner};
use rdpcheck::azure::{AddressTerm, Evidence, NetworkSecurityGroup, Resource};
use rdpcheck::case::Case;
use rdpcheck::cli;
use rdpcheck::explain::explain;
use rdpcheck::judge::{Answer, Judgement, Partition, judge};
use rdpcheck::net::Prefix;
use rdpcheck::origin::{Origin, Span};
use rdpcheck::question::{Question, Source, SourceSet};
use rdpcheck::read::{Input, read};
use rdpcheck::report::places::Places;
use rdpcheck::report::report;
use rdpcheck::say::printable::is_hazardous;
use rdpcheck::say::{Language, verdict};
use std::cell::Cell;
use std::ffi::OsString;
use std::fmt::Debug;
use std::net::IpAddr;

/// Runs one property. A failure shows the smallest case and what is wrong with it.
fn check<S: Strategy>(cases: u32, strategy: &S, property: impl Fn(&S::Value) -> TestCaseResult)
where
    S::Value: Debug,
{
    let set = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let config = Config {
        cases: set("PROPTEST_CASES")
            .map_or(cases, |cases| u32::try_from(cases).unwrap_or(u32::MAX)),
        rng_seed: RngSeed::Fixed(set("PROPTEST_RNG_SEED").unwrap_or(0x3389)),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(strategy, |value| property(&value));
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, smallest)) => panic!("{reason}\n{smallest:#?}"),
        Err(TestError::Abort(reason)) => panic!("gave up: {reason}"),
    }
}

fn judged(sketch: &Sketch) -> Judgement {
    judge(&sketch.topology(), &sketch.question)
}

fn count(counter: &Cell<usize>, more: usize) {
    counter.set(counter.get() + more);
}

/// (a) One remote end at a time.
#[test]
fn one_remote_end_fares_as_the_naive_judge_says() {
    let (questions, sharper) = (Cell::new(0), Cell::new(0));
    let answers: [Cell<usize>; 3] = Default::default();
    check(20_000, &sketch(one_remote()), |sketch| {
        let remote = match sketch.question.from {
            Source::Prefix(prefix) => {
                Remote::At(prefix.single_address().expect("one address").into())
            }
            Source::VirtualNetwork | Source::Internet => Remote::InVirtualNetwork,
        };
        let said = judged(sketch).answer;
        let expected = Naive::new(sketch, Precision::OfTheJudge).answer(remote);
        prop_assert_eq!(said, expected, "the judge (left) against the naive judge");
        let knowing = Naive::new(sketch, Precision::OfTheReference).answer(remote);
        if said != Answer::Depends {
            prop_assert_eq!(said, knowing, "certain (left), though it is not");
        } else if knowing != Answer::Depends {
            count(&sharper, 1);
        }
        count(&questions, 1);
        count(&answers[said as usize], 1);
        Ok(())
    });
    let [open, blocked, depends] = answers.map(|answer| answer.get());
    println!(
        "compared {} questions: {open} open, {blocked} blocked, {depends} depends; {} of these would be certain if every fact were shared",
        questions.get(),
        sharper.get()
    );
}

/// (b) and (c): the whole address space, cut wherever anything may change; and a question about many addresses.
#[test]
fn every_address_fares_as_the_naive_judge_says() {
    let (questions, compared) = (Cell::new(0), Cell::new(0));
    check(2_000, &sketch(many_remotes()), |sketch| {
        let judgement = judged(sketch);
        let naive = Naive::new(sketch, Precision::OfTheJudge);
        let answer_of = |point| naive.answer(Remote::At(point));
        let mut asked: Vec<Answer> = Vec::new();
        for is_v6 in [false, true] {
            for piece in pieces(is_v6, &naive.cuts()) {
                let answer = answer_of(piece.first_point());
                prop_assert_eq!(
                    answer,
                    answer_of(piece.last_point()),
                    "the naive judge is of two minds on {:?}",
                    piece
                );
                prop_assert!(
                    is_wholly_in(part(&judgement.sources, answer), piece),
                    "{} to {} should be {answer:?} in {:?}",
                    piece.first_point().address(),
                    piece.last_point().address(),
                    judgement.sources
                );
                if is_asked(&sketch.question, piece.first_point()) {
                    asked.push(answer);
                }
                count(&compared, 1);
            }
        }
        let in_network = naive.answer(Remote::InVirtualNetwork);
        prop_assert!(
            part(&judgement.sources, in_network).in_virtual_network,
            "somebody in the virtual network should be {in_network:?}"
        );
        exactly_once(&judgement.sources)?;
        let all = |wanted: Answer| asked.iter().all(|answer| *answer == wanted);
        let together = if all(Answer::Blocked) {
            Answer::Blocked
        } else if all(Answer::Open) {
            Answer::Open
        } else {
            Answer::Depends
        };
        prop_assert_eq!(
            judgement.answer,
            together,
            "the judge (left) against the sum of the pieces"
        );
        count(&questions, 1);
        Ok(())
    });
    println!(
        "compared {} questions about many addresses, {} pieces of the address space",
        questions.get(),
        compared.get()
    );
}

fn part(sources: &Partition, answer: Answer) -> &SourceSet {
    match answer {
        Answer::Open => &sources.open,
        Answer::Blocked => &sources.blocked,
        Answer::Depends => &sources.depends,
    }
}

fn intervals(set: &SourceSet, is_v6: bool) -> Vec<(u128, u128)> {
    let number = |address: IpAddr| match address {
        IpAddr::V4(address) => u32::from(address).into(),
        IpAddr::V6(address) => u128::from(address),
    };
    let ranges = set.addresses.ranges().into_iter();
    let of_family = ranges.filter(|(first, _)| first.is_ipv6() == is_v6);
    of_family
        .map(|(first, last)| (number(first), number(last)))
        .collect()
}

fn is_wholly_in(set: &SourceSet, piece: Block) -> bool {
    intervals(set, piece.is_v6)
        .iter()
        .any(|(first, last)| *first <= piece.first && piece.last <= *last)
        && set.addresses.contains(piece.first_point().address())
        && set.addresses.contains(piece.last_point().address())
}

fn is_asked(question: &Question, point: Point) -> bool {
    match question.from {
        Source::Internet => is_meant_by_internet(point),
        Source::Prefix(prefix) => Block::from(prefix).contains(point),
        Source::VirtualNetwork => false,
    }
}

/// The three parts are disjoint and cover everything: put in order, each interval begins where the one before ended.
fn exactly_once(sources: &Partition) -> TestCaseResult {
    let parts = [&sources.open, &sources.blocked, &sources.depends];
    for is_v6 in [false, true] {
        let mut all: Vec<(u128, u128)> = parts
            .iter()
            .flat_map(|part| intervals(part, is_v6))
            .collect();
        all.sort_unstable();
        prop_assert_eq!(all.first().map(|first| first.0), Some(0));
        prop_assert_eq!(all.last().map(|last| last.1), Some(largest(is_v6)));
        for pair in all.windows(2) {
            prop_assert_eq!(Some(pair[1].0), pair[0].1.checked_add(1));
        }
    }
    let without_address = parts.iter().filter(|part| part.in_virtual_network).count();
    prop_assert_eq!(without_address, 1);
    Ok(())
}

/// (d) The order of the paste: rules in an NSG, and NSGs whose places are known.
#[test]
fn the_order_of_the_paste_does_not_matter() {
    let shuffles = Cell::new(0);
    let from = prop_oneof![one_remote(), many_remotes()];
    let keys = proptest::collection::vec(any::<u16>(), 20);
    check(4_000, &(sketch(from), keys), |(sketch, keys)| {
        let before = judged(sketch);
        let mut shuffled = sketch.clone();
        for group in &mut shuffled.groups {
            let mut keyed: Vec<_> = keys.iter().zip(group.rules.drain(..)).collect();
            keyed.sort_by_key(|(key, _)| **key);
            group.rules.extend(keyed.into_iter().map(|(_, rule)| rule));
        }
        let after = judged(&shuffled);
        prop_assert_eq!(before.answer, after.answer);
        prop_assert_eq!(&before.sources, &after.sources);
        if sketch.used().iter().all(has_one_order) {
            prop_assert_eq!(before.code, after.code);
            prop_assert_eq!(before.deciding, after.deciding);
            prop_assert_eq!(&before.needs, &after.needs);
        }
        if matches!(
            sketch.layout,
            Layout::SubnetAndNic | Layout::SubnetAndUnsaid
        ) {
            let mut case = sketch.case();
            case.evidence.documents.reverse();
            let after = judge(&sketch.surround(&case), &sketch.question);
            prop_assert_eq!(&before, &after);
        }
        count(&shuffles, 1);
        Ok(())
    });
    println!("compared {} cases in two orders", shuffles.get());
}

/// Whether every rule has a known place of its own.
fn has_one_order(group: &NetworkSecurityGroup) -> bool {
    let mut places: Vec<_> = group
        .rules
        .iter()
        .map(|rule| {
            (
                rule.priority.get(),
                rule.direction.get().map(|known| *known as u8),
            )
        })
        .collect();
    let is_known = places
        .iter()
        .all(|(priority, direction)| priority.is_some() && direction.is_some());
    places.sort_unstable();
    is_known && places.windows(2).all(|pair| pair[0] != pair[1])
}

/// (e) Any text at all.
#[test]
fn reading_never_panics_and_points_into_the_text() {
    let texts = Cell::new(0);
    check(3_000, &torn_text(), |texts_of_one_paste| {
        count(&texts, texts_of_one_paste.len());
        reads(texts_of_one_paste)
    });
    println!("read {} torn texts", texts.get());
}

/// (e) Every beginning of some texts, as when somebody did not copy all of it; and every end.
#[test]
fn a_text_that_was_cut_anywhere_is_read() {
    let mut texts = 0;
    for sample in SAMPLES {
        for (at, _) in sample.char_indices() {
            let (before, after) = sample.split_at(at);
            for part in [before, after] {
                if let Err(error) = reads(&[part.to_owned()]) {
                    panic!("{error}\n{part}");
                }
                texts += 1;
            }
        }
    }
    println!("read {texts} cut texts");
}

fn reads(texts: &[String]) -> TestCaseResult {
    let inputs: Vec<Input> = texts
        .iter()
        .map(|text| Input {
            name: None,
            text: text.clone(),
        })
        .collect();
    let (evidence, mut problems) = read(&inputs);
    for problem in &problems {
        if let Some(span) = problem.at {
            is_inside(span, &inputs, &problem.kind)?;
        }
    }
    for origin in origins(&evidence) {
        if let Origin::Pasted(span) = origin {
            is_inside(span, &inputs, &"evidence")?;
        }
    }
    let case = Case {
        evidence,
        ..Case::default()
    };
    let explanation = explain(&case);
    problems.extend(explanation.problems.iter().cloned());
    for language in Language::ALL {
        let places = Places::new(&inputs);
        let report = report(language, &case, &explanation, &problems, &places);
        prop_assert!(!report.because.is_empty());
    }
    Ok(())
}

fn is_inside(span: Span, inputs: &[Input], what: &dyn Debug) -> TestCaseResult {
    let input = inputs.get(span.input as usize);
    prop_assert!(input.is_some(), "{what:?}: {span:?}");
    let text = input.map_or("", |input| &input.text);
    let (start, end) = (span.start as usize, span.end as usize);
    prop_assert!(
        start <= end && end <= text.len(),
        "{what:?}: {span:?} in {} bytes",
        text.len()
    );
    prop_assert!(
        text.is_char_boundary(start) && text.is_char_boundary(end),
        "{what:?}: {span:?} tears a character"
    );
    Ok(())
}

fn origins(evidence: &Evidence) -> Vec<Origin> {
    let mut origins = Vec::new();
    for document in &evidence.documents {
        origins.push(document.origin);
        let Resource::NetworkSecurityGroup(group) = &document.resource;
        origins.push(group.origin);
        origins.extend(group.cut);
        for rule in &group.rules {
            origins.extend([
                rule.origin,
                rule.priority.origin,
                rule.direction.origin,
                rule.access.origin,
                rule.protocol.origin,
                rule.source.origin,
                rule.source_ports.origin,
                rule.destination.origin,
                rule.destination_ports.origin,
            ]);
        }
    }
    origins
}

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
                .map(|problem| language.problem(&problem.kind));
            let needs = explanation
                .judgement
                .needs
                .iter()
                .map(|need| language.need(need));
            for text in [verdict.headline.clone()]
                .into_iter()
                .chain(verdict.details.clone())
                .chain(verdict.needs.clone())
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
        rule.name = name(at + 1);
        for field in [&mut rule.source, &mut rule.destination] {
            for term in &mut field.terms {
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

/// The naive judge itself, on cases of the reference (§13.2) that a person worked out.
#[test]
fn the_naive_judge_knows_the_two_cases_of_an_unresolved_tag() {
    let group = |access: &str| {
        let text = format!(
            r#"{{"securityRules": [
                {{"name": "a", "priority": 300, "access": "{access}", "direction": "Inbound", "protocol": "Tcp",
                  "sourceAddressPrefix": "AzureCloud", "sourcePortRange": "*", "destinationAddressPrefix": "*",
                  "destinationPortRange": "3389"}},
                {{"name": "b", "priority": 400, "access": "Allow", "direction": "Inbound", "protocol": "Tcp",
                  "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*",
                  "destinationPortRange": "3389"}}]}}"#
        );
        let (evidence, _) = read(&[Input { name: None, text }]);
        let group = evidence.network_security_groups().next();
        NetworkSecurityGroup::clone(group.expect("an NSG"))
    };
    for (id, access, expected) in [
        ("T41", "Allow", Answer::Open),
        ("T42", "Deny", Answer::Depends),
    ] {
        let sketch = Sketch {
            groups: [group(access), group(access)],
            layout: Layout::Unsaid,
            is_by_hand: false,
            network: Vec::new(),
            question: Question {
                from: Source::Prefix(Prefix::parse("203.0.113.10").expect("an address")),
                ..Question::default()
            },
        };
        let client = Remote::At(Point::from(
            "203.0.113.10"
                .parse::<std::net::IpAddr>()
                .expect("an address"),
        ));
        for precision in [Precision::OfTheJudge, Precision::OfTheReference] {
            assert_eq!(
                Naive::new(&sketch, precision).answer(client),
                expected,
                "{id}"
            );
        }
    }
}
