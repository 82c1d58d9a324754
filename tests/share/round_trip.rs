//! A link opens to the same judgement.

use crate::naive::generate::{many_remotes, one_remote, sketch};
use crate::naive::worlds_of_paste::world;
use crate::outcome::kept;
use crate::pastes::pastes;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use rdpcheck::case::Case;
use rdpcheck::fix::{Ticks, Track};
use rdpcheck::share::{Options, Work, link, open};

/// Every combination.
pub const OPTIONS: [Options; 4] = [
    Options {
        names: true,
        addresses: true,
    },
    Options {
        names: false,
        addresses: true,
    },
    Options {
        names: true,
        addresses: false,
    },
    Options {
        names: false,
        addresses: false,
    },
];

/// What differs, if anything.
fn difference(case: &Case, options: Options) -> Result<(), String> {
    let mut work = Work {
        case: case.clone(),
        track: Some(Track::PowerShell),
        ticks: Ticks(0b1011),
    };
    let before = work.clone();
    let link = link(&mut work, options);
    if work != before {
        return Err(format!("{options:?}: the work itself was changed"));
    }
    let opened = open(&link.text).map_err(|error| format!("{options:?}: {error:?}"))?;
    if (opened.track, opened.ticks) != (work.track, work.ticks) {
        return Err(format!("{options:?}: track or ticks"));
    }
    let (here, there) = (kept(case, options), kept(&opened.case, options));
    if here == there {
        return Ok(());
    }
    let (here, there) = (
        serde_json::to_string_pretty(&here).expect("JSON"),
        serde_json::to_string_pretty(&there).expect("JSON"),
    );
    if std::env::var_os("SHOW").is_some() {
        println!("{here}\n----\n{there}");
    }
    let mut differing = here
        .lines()
        .zip(there.lines())
        .filter(|(here, there)| here != there);
    let (here, there) = differing.next().unwrap_or(("one of them ends", ""));
    Err(format!("{options:?}:\n  here  {here}\n  there {there}"))
}

#[test]
fn every_paste_of_the_scenarios_opens_to_the_same_judgement() {
    let mut failures = Vec::new();
    let pastes = pastes();
    for paste in &pastes {
        let case = paste.case();
        for options in OPTIONS {
            if let Err(failure) = difference(&case, options) {
                failures.push(format!("{}\n{failure}", paste.name));
            }
        }
    }
    println!(
        "{} pastes, each with {} options",
        pastes.len(),
        OPTIONS.len()
    );
    let count = failures.len();
    failures.truncate(25);
    assert!(failures.is_empty(), "{count}\n{}", failures.join("\n"));
}

fn check<S: Strategy>(cases: u32, strategy: &S, case_of: impl Fn(&S::Value) -> Case)
where
    S::Value: std::fmt::Debug,
{
    let config = Config {
        cases: std::env::var("PROPTEST_CASES")
            .ok()
            .and_then(|it| it.parse().ok())
            .unwrap_or(cases),
        rng_seed: RngSeed::Fixed(0x3389),
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(strategy, |value| {
        for options in OPTIONS {
            difference(&case_of(&value), options).map_err(TestCaseError::fail)?;
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn every_random_case_opens_to_the_same_judgement() {
    check(200, &sketch(one_remote()), |sketch| sketch.case());
    check(100, &sketch(many_remotes()), |sketch| sketch.case());
}

#[test]
fn every_random_world_opens_to_the_same_judgement() {
    check(200, &world(), |world| world.case(&world.documents).0);
}
