//! Making the WebAssembly smaller with Binaryen's wasm-opt.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::command::succeed;
use crate::npm_tools::NpmTools;
use crate::stamp::make_unless_current;
use crate::step::step;
use crate::workspace::Workspace;

/// Functions that belong together stand together, which compresses better than the order of how often they are called.
///
/// Alignment is a hint that no browser heeds, and a byte that says the same everywhere compresses better (`--dealign`). A
/// function with one caller is worth keeping apart when it is large: inside its caller it has other locals than its like.
///
/// The first KB of memory is the far end of the stack, which nobody points to (`--low-memory-unused`).
///
/// The features are those that rustc turns on for this target, named one by one: with
/// `--all-features`, wasm-opt may write what no browser takes.
const FLAGS: [&str; 19] = [
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=50",
    "--always-inline-max-function-size=3",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--reorder-functions-by-name",
    "--dealign",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The module at `input`, smaller.
pub fn optimized(workspace: &Workspace, tools: &NpmTools, input: &Path) -> Result<Vec<u8>> {
    let wasm = fs::read(input).with_context(|| format!("cannot read {}", input.display()))?;
    let directory = workspace.intermediate("optimized");
    let output = directory.join("page.wasm");
    make_unless_current(
        &directory,
        &[tools.pin(), FLAGS.concat().as_bytes(), &wasm],
        || {
            step("Making the WebAssembly smaller", || {
                let mut wasm_opt = tools.node("binaryen/bin/wasm-opt");
                wasm_opt.args(FLAGS).arg(input).arg("--output").arg(&output);
                succeed(&mut wasm_opt)
            })
        },
    )?;
    fs::read(&output).with_context(|| format!("cannot read {}", output.display()))
}
