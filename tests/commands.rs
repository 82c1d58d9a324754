//! Every command, read by a real parser of its language: whatever the names in it are, the language sees the same
//! command, with exactly these names in their places.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

#[path = "commands/code.rs"]
mod code;
#[path = "commands/languages.rs"]
mod languages;
#[path = "commands/names.rs"]
mod names;
#[path = "commands/rules.rs"]
mod rules;
#[path = "commands/templates.rs"]
mod templates;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestError, TestRunner};
use std::fmt::Debug;

/// Runs one property. A failure shows the smallest case and what is wrong with it.
fn check<S: Strategy>(cases: u32, strategy: &S, property: impl Fn(&S::Value) -> TestCaseResult)
where
    S::Value: Debug,
{
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(0x3389),
        failure_persistence: None,
        ..Config::default()
    };
    match TestRunner::new(config).run(strategy, |value| property(&value)) {
        Ok(()) => {}
        Err(TestError::Fail(reason, smallest)) => panic!("{reason}\n{smallest:#?}"),
        Err(TestError::Abort(reason)) => panic!("gave up: {reason}"),
    }
}
