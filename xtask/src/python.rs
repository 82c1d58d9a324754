//! A Python of its own, with what the answers are held against and measured beside.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::command::succeed;
use crate::step::step;
use crate::workspace::Workspace;

/// From PyPI, pinned.
const PACKAGES: [&str; 2] = ["z3-solver==5.4.1.0", "netaddr==1.3.0"];

/// Installs it where it is missing; gives back where it is.
pub fn find_or_install(workspace: &Workspace) -> Result<PathBuf> {
    let directory = workspace.npm_tools("python");
    let python = directory.join("bin").join("python");
    // Written last, so that what was interrupted begins again.
    let installed = directory.join("installed");
    let wanted = PACKAGES.join(" ");
    if std::fs::read_to_string(&installed).ok().as_deref() != Some(wanted.as_str()) {
        step("Installing Z3 and netaddr", || {
            succeed(Command::new("python3").args(["-m", "venv"]).arg(&directory))?;
            succeed(
                Command::new(&python)
                    .args(["-m", "pip", "install", "--quiet"])
                    .args(PACKAGES),
            )?;
            Ok(std::fs::write(&installed, &wanted)?)
        })?;
    }
    Ok(python)
}
