//! A rule of which it is said that it does nothing does nothing: without it, every answer is the same.

use super::{check, count};
use crate::naive::generate::{many_remotes, one_remote, sketch};
use crate::naive::sketch::Sketch;
use proptest::prelude::*;
use rdpcheck::code::Code;
use rdpcheck::explain::{Explanation, RuleFinding, rule_findings};
use rdpcheck::judge::{Partition, judge};
use rdpcheck::net::Protocol;
use rdpcheck::question::Question;
use std::cell::Cell;

#[test]
fn without_a_rule_that_does_nothing_every_answer_is_the_same() {
    let (rules, compared, exact) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let from = prop_oneof![one_remote(), many_remotes()];
    check(3_000, &sketch(from), |sketch| {
        let explanation = Explanation::of(sketch.topology(), &sketch.question);
        for finding in rule_findings(&explanation) {
            if finding.code == Code::RuleOpenToInternet {
                continue;
            }
            count(&rules, 1);
            let without = without(sketch, &finding);
            for question in questions(sketch) {
                let with = judge(&sketch.topology(), &question);
                let alone = judge(&without.topology(), &question);
                // Where nobody can tell what a tag holds, one rule less may be one doubt less.
                let turned = |one: &Partition, two: &Partition| one.open.intersect(&two.blocked);
                let changed = turned(&with.sources, &alone.sources)
                    .union(&turned(&alone.sources, &with.sources));
                let by: Vec<&String> = finding.by().into_iter().map(|rule| &rule.name).collect();
                let (code, rule) = (finding.code, &finding.rule().expect("a rule").name);
                prop_assert!(
                    changed.is_empty(),
                    "{code:?} {rule} by {by:?}, asked {question:?}: {changed:?}"
                );
                if with.sources.depends.is_empty() {
                    prop_assert_eq!(&with.sources, &alone.sources);
                    count(&exact, 1);
                }
                count(&compared, 1);
            }
        }
        Ok(())
    });
    println!(
        "compared {} answers, {} of them without any doubt, without one of {} rules",
        compared.get(),
        exact.get(),
        rules.get()
    );
    assert!(rules.get() > 500 && exact.get() > 5_000);
}

/// The asked connection, and others that differ in each field.
fn questions(sketch: &Sketch) -> Vec<Question> {
    let mut questions = Vec::new();
    for port in [sketch.question.port, 0, 22, 443, 3388, 3390, 65_535] {
        for protocol in [Protocol::Tcp, Protocol::Udp] {
            for from_port in [sketch.question.from_port, None, Some(3389)] {
                questions.push(Question {
                    port,
                    protocol,
                    from_port,
                    ..sketch.question.clone()
                });
            }
        }
    }
    questions
}

fn without(sketch: &Sketch, finding: &RuleFinding) -> Sketch {
    let mut without = sketch.clone();
    for group in &mut without.groups {
        group.rules.retain(|rule| Some(&**rule) != finding.rule());
    }
    without
}
