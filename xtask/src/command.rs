//! Running other programs, with errors that name them.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a command to its end; an error unless it succeeded. What it prints is shown.
pub fn succeed(command: &mut Command) -> Result<()> {
    if succeeds(command)? {
        Ok(())
    } else {
        bail!("`{}` failed; what it printed is above", shown(command))
    }
}

/// Runs a command to its end and says whether it succeeded. What it prints is shown.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command.stdin(Stdio::null()).status();
    Ok(status.with_context(|| cannot_start(command))?.success())
}

/// Runs a command quietly and gives back what it wrote to standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!(
            "`{}` failed: {}",
            shown(command),
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed something that is not text", shown(command)))
}

/// The sentence for a program that could not even be started.
pub fn cannot_start(command: &Command) -> String {
    format!(
        "cannot start `{}`; is it installed and in PATH?",
        command.get_program().display()
    )
}

/// The command as a person would type it: `cargo`, not where cargo is installed.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program
        .file_name()
        .unwrap_or(command.get_program())
        .display()
        .to_string();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
