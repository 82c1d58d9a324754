//! What must hold on many random cases, one file a property.

mod any_text;
mod console_errors;
mod every_piece;
mod fixes;
mod harmless_words;
mod idle_rules;
mod more_evidence;
mod next_hop;
mod order_of_documents;
mod order_of_paste;
mod printed_back;
mod printed_classic;
mod printed_declarations;
mod printed_documents;
mod printed_effective;
mod printed_routes;
mod printed_rule;
mod printed_shapes;
mod printed_tables;
mod quick_and_slow;
mod reach;
mod same_answers;
mod ways_in;

use crate::naive::sketch::Sketch;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestError, TestRunner};
use rdpcheck::judge::{Judgement, judge};
use std::cell::Cell;
use std::fmt::Debug;

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
