//! Every test that needs no browser.

use std::io::{self, BufRead, BufReader, Write};
use std::process::Stdio;

use anyhow::{Context, Result};

use crate::command::cannot_start;
use crate::step::step;
use crate::test::Outcome;
use crate::workspace::Workspace;

/// Runs `cargo test` on the whole workspace, showing what it prints, and counts.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    step("Running the native tests", || {
        let mut cargo = workspace.cargo("test");
        cargo
            .args(["--workspace", "--no-fail-fast"])
            .stdout(Stdio::piped());
        let mut child = cargo.spawn().with_context(|| cannot_start(&cargo))?;
        let mut counts = Counts::default();
        if let Some(printed) = child.stdout.take() {
            let mut printed = BufReader::new(printed);
            let mut line = Vec::new();
            // By bytes: a test may print what is not text.
            while printed.read_until(b'\n', &mut line)? > 0 {
                io::stdout().write_all(&line)?;
                counts.add(&String::from_utf8_lossy(&line));
                line.clear();
            }
        }
        let status = child.wait().context("cargo test cannot be waited for")?;
        if !status.success() && counts.failed == 0 {
            // It did not compile, or a test ended its whole program.
            counts.failed = 1;
        }
        Ok(Outcome::counted(
            "native tests",
            counts.passed,
            counts.failed,
            counts.ignored,
        ))
    })
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
    ignored: usize,
}

impl Counts {
    /// Adds what one test program says at its end:
    /// `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; …`
    fn add(&mut self, line: &str) {
        let Some((_, result)) = line.split_once("test result: ") else {
            return;
        };
        for part in result.split([';', '.']) {
            let mut words = part.split_whitespace();
            let (Some(Ok(count)), Some(what)) =
                (words.next().map(str::parse::<usize>), words.next())
            else {
                continue;
            };
            let counter = match what {
                "passed" => &mut self.passed,
                "failed" => &mut self.failed,
                "ignored" => &mut self.ignored,
                _ => continue,
            };
            *counter += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_several_programs_add_up() {
        let mut counts = Counts::default();
        for line in [
            "running 3 tests\n",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.12s\n",
            "test result: FAILED. 10 passed; 2 failed; 1 ignored; 0 measured; 4 filtered out; finished in 1.00s\n",
            "2 passed; 2 failed;\n",
        ] {
            counts.add(line);
        }
        assert_eq!(
            counts,
            Counts {
                passed: 13,
                failed: 2,
                ignored: 1
            }
        );
    }
}
