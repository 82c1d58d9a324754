//! `cargo xtask test`: everything that must hold, in one command, with one line a suite at its end.

use std::ffi::OsString;
use std::str::FromStr;

use anyhow::{Result, bail};

use crate::browser_tests;
use crate::command::succeeds;
use crate::dist::dist;
use crate::native_tests;
use crate::other_browsers;
use crate::step::step;
use crate::toolchain::{self, WASM_TARGET};
use crate::workspace::Workspace;
use crate::z3::{self, hold_against_z3};

/// Which suites to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Suites {
    /// All of them.
    All,
    /// Formatting and clippy.
    Lint,
    /// The tests that need no browser.
    Native,
    /// The browser tests, and the size of what they run on.
    Browser,
}

impl FromStr for Suites {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Suites> {
        match name {
            "lint" => Ok(Suites::Lint),
            "native" => Ok(Suites::Native),
            "browser" => Ok(Suites::Browser),
            _ => bail!("--only takes lint, native or browser, not '{name}'"),
        }
    }
}

/// Runs the suites, all of them even when one fails; `true` when everything passed.
///
/// `all_browsers` adds Firefox and WebKit to the suite that packs the site.
pub fn test(
    workspace: &Workspace,
    suites: Suites,
    all_browsers: bool,
    for_playwright: &[OsString],
) -> Result<bool> {
    let runs = |suite| suites == Suites::All || suites == suite;
    let mut outcomes = Vec::new();
    if runs(Suites::Lint) {
        lint(workspace, &mut outcomes);
    }
    if runs(Suites::Native) {
        outcomes.push(
            native_tests::run(workspace).unwrap_or_else(|e| Outcome::broke("native tests", &e)),
        );
        let said =
            |holds| Outcome::checked("Z3", holds, if holds { "ok" } else { "FAILED" }.into());
        outcomes.push(
            hold_against_z3(workspace, z3::FEW, 1).map_or_else(|e| Outcome::broke("Z3", &e), said),
        );
    }
    if runs(Suites::Browser) {
        browser(workspace, all_browsers, for_playwright, &mut outcomes);
    }

    println!();
    for outcome in &outcomes {
        println!("{}: {}", outcome.suite, outcome.said);
    }
    let passed: usize = outcomes.iter().map(|outcome| outcome.passed).sum();
    let failed: usize = outcomes.iter().map(|outcome| outcome.failed).sum();
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

/// What came of one suite.
pub struct Outcome {
    suite: &'static str,
    said: String,
    passed: usize,
    failed: usize,
}

impl Outcome {
    /// A suite of tests.
    pub fn counted(suite: &'static str, passed: usize, failed: usize, skipped: usize) -> Outcome {
        let mut said = format!("{passed} passed, {failed} failed");
        if skipped > 0 {
            said.push_str(&format!(", {skipped} skipped"));
        }
        Outcome {
            suite,
            said,
            passed,
            failed,
        }
    }

    /// A suite that is one check, which counts as one test.
    fn checked(suite: &'static str, ok: bool, said: String) -> Outcome {
        Outcome {
            suite,
            said,
            passed: usize::from(ok),
            failed: usize::from(!ok),
        }
    }

    /// A suite that could not be run to its end. The reason is shown where it happened: the
    /// summary stays a summary.
    fn broke(suite: &'static str, error: &anyhow::Error) -> Outcome {
        eprintln!("error: {error:#}");
        Outcome::checked(suite, false, "FAILED, see the error above".into())
    }
}

fn lint(workspace: &Workspace, outcomes: &mut Vec<Outcome>) {
    let tools =
        toolchain::ensure_lint_tools(workspace).and_then(|()| toolchain::ensure_wasm_target());
    if let Err(error) = tools {
        outcomes.push(Outcome::broke("lint tools", &error));
        return;
    }
    let checks: [(&'static str, &str, &str, &[&str]); 3] = [
        (
            "format",
            "Checking the format",
            "fmt",
            &["--all", "--check"],
        ),
        (
            "clippy",
            "Running clippy",
            "clippy",
            &["--workspace", "--all-targets", "--", "-D", "warnings"],
        ),
        (
            "clippy wasm",
            "Running clippy on what only the browser compiles",
            "clippy",
            &[
                "--package",
                "rdpcheck",
                "--target",
                WASM_TARGET,
                "--",
                "-D",
                "warnings",
            ],
        ),
    ];
    for (suite, what, subcommand, arguments) in checks {
        let ran = step(what, || {
            succeeds(workspace.cargo(subcommand).args(arguments))
        });
        outcomes.push(match ran {
            Ok(true) => Outcome::checked(suite, true, "ok".into()),
            Ok(false) => Outcome::checked(suite, false, "FAILED".into()),
            Err(error) => Outcome::broke(suite, &error),
        });
    }
}

fn browser(
    workspace: &Workspace,
    all_browsers: bool,
    for_playwright: &[OsString],
    outcomes: &mut Vec<Outcome>,
) {
    match dist(workspace) {
        Ok(sizes) => {
            let tested = browser_tests::run(workspace, for_playwright);
            outcomes.push(tested.unwrap_or_else(|e| Outcome::broke("browser tests", &e)));
            if all_browsers {
                let tested = other_browsers::run(workspace);
                outcomes.push(tested.unwrap_or_else(|e| Outcome::broke("Firefox and WebKit", &e)));
            }
            let ok = sizes.within_budget();
            let verdict = if ok { "" } else { "FAILED, " };
            outcomes.push(Outcome::checked(
                "size",
                ok,
                format!("{verdict}{}", sizes.summary()),
            ));
        }
        Err(error) => {
            let error = error.context("the site could not be packed");
            outcomes.push(Outcome::broke("browser tests", &error));
            outcomes.push(Outcome::checked(
                "size",
                false,
                "FAILED, there is no site".into(),
            ));
        }
    }
}
