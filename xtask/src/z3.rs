//! `cargo xtask z3`: the exact sets of random NSGs, held against Z3.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::command::{cannot_start, succeed};
use crate::python;
use crate::step::step;
use crate::workspace::Workspace;

/// How many NSGs `cargo xtask test` tries: what takes ten seconds.
pub const FEW: u64 = 200;

/// Lets Z3 look for an address that fares otherwise than rdpcheck says; `true` when there is none.
pub fn hold_against_z3(workspace: &Workspace, nsgs: u64, seed: u64) -> Result<bool> {
    let python = python::find_or_install(workspace)?;
    succeed(
        workspace
            .cargo("build")
            .args(["--quiet", "-p", "rdpcheck", "--example", "z3-cases"]),
    )?;
    let what = format!("Holding {nsgs} random NSGs against Z3");
    step(&what, || {
        let mut cases = Command::new(workspace.target.join("debug/examples/z3-cases"));
        cases.args([nsgs.to_string(), seed.to_string()]);
        let mut cases = cases
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| cannot_start(&cases))?;
        let mut check = Command::new(&python);
        check.arg(workspace.root.join("tests/z3/check.py"));
        check.stdin(cases.stdout.take().context("the cases have no output")?);
        let holds = check.status().with_context(|| cannot_start(&check))?;
        Ok(cases.wait()?.success() && holds.success())
    })
}
