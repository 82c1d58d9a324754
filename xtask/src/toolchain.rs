//! What rustup provides: the WebAssembly target, rustfmt and clippy.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{output, succeed};
use crate::step::step;
use crate::workspace::Workspace;

/// The target the page is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Installs the WebAssembly target when the toolchain lacks it.
pub fn ensure_wasm_target() -> Result<()> {
    // The compiler knows better than rustup: a distribution's toolchain has no rustup.
    let libraries =
        output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    step("Installing Rust's WebAssembly target", || {
        succeed(Command::new("rustup").args(["target", "add", WASM_TARGET])).with_context(|| {
            format!("the page needs Rust's standard library for {WASM_TARGET}; install it, with rustup or your system's packages")
        })
    })
}

/// Installs the standard library's sources when the toolchain lacks them: the packed page is compiled together with
/// them.
pub fn ensure_standard_library_sources() -> Result<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.toml");
    if sources.is_file() {
        return Ok(());
    }
    step("Installing the sources of Rust's standard library", || {
        succeed(Command::new("rustup").args(["component", "add", "rust-src"])).with_context(|| {
            "the packed page is compiled with the standard library's sources; install rust-src, with rustup or your system's packages"
        })
    })
}

/// Installs rustfmt and clippy when the toolchain lacks them.
pub fn ensure_lint_tools(workspace: &Workspace) -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if output(workspace.cargo(subcommand).arg("--version")).is_ok() {
            continue;
        }
        step(&format!("Installing {component}"), || {
            succeed(Command::new("rustup").args(["component", "add", component])).with_context(
                || format!("`cargo {subcommand}` is missing; install {component}, with rustup or your system's packages"),
            )
        })?;
    }
    Ok(())
}
