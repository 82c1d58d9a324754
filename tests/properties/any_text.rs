//! Reading takes any text.

use super::{check, count};
use crate::naive::generate::torn_text;
use crate::naive::sample_texts::SAMPLES;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rdpcheck::azure::{Evidence, Resource};
use rdpcheck::case::Case;
use rdpcheck::explain::explain;
use rdpcheck::origin::{Origin, Span};
use rdpcheck::read::plain_text::plain;
use rdpcheck::read::{Input, read};
use rdpcheck::report::places::Places;
use rdpcheck::report::report;
use rdpcheck::say::Language;
use std::cell::Cell;
use std::fmt::Debug;

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
    // A wide quote or blank may count as several narrow characters; it is shown whole all the same.
    let text = plain(text);
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
        let Resource::NetworkSecurityGroup(group) = &document.resource else {
            continue;
        };
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
