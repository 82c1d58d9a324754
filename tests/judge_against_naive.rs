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

use naive::evaluator::{Naive, Sharing};
use naive::generate::{many_remotes, one_remote, sketch};
use naive::number_line::{Block, Point, is_meant_by_internet, pieces};
use naive::plain_rule::Remote;
use naive::sample_texts::SAMPLES;
use naive::sketch::{Layout, Sketch};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestError, TestRunner};
use rdpcheck::explain::explain;
use rdpcheck::judge::{Answer, judge};
use rdpcheck::origin::{Origin, Span};
use rdpcheck::question::{Source, SourceSet};
use rdpcheck::read::{Input, read};
use rdpcheck::report::{places::Places, report};
use rdpcheck::say::printable::is_hazardous;
use rdpcheck::say::{Language, verdict};
use std::cell::Cell;
use std::fmt::Debug;

/// Runs one property. A failure shows the smallest case, and nothing else.
fn check<S: Strategy>(cases: u32, strategy: S, property: impl Fn(&S::Value) -> TestCaseResult)
where
    S::Value: Debug,
{
    let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let cases = number("PROPTEST_CASES").and_then(|cases| u32::try_from(cases).ok());
    let config = Config {
        cases: cases.unwrap_or(cases_or(cases, cases_default(cases)))
    };
}
