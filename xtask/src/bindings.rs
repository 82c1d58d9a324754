//! From Rust sources to `rdpcheck.js` and `rdpcheck_bg.wasm`: cargo, then wasm-bindgen.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::succeed;
use crate::short_names::shorten;
use crate::stamp::make_unless_current;
use crate::step::step;
use crate::toolchain::WASM_TARGET;
use crate::workspace::Workspace;

/// The binary that is the page, and the name of what is made of it.
const PROGRAM: &str = "rdpcheck";

/// Decides, with the WebAssembly, what the bindings look like: the version and the options.
const HOW_BOUND: &str = concat!(
    include_str!("../Cargo.toml"),
    include_str!("bindings.rs"),
    include_str!("short_names.rs")
);

/// A cargo profile of the root manifest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Size first, slow to build; what is packed.
    Page,
    /// Quick to build again after a change; what is served to its own developer.
    Serve,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Profile::Page => "page",
            Profile::Serve => "serve",
        }
    }
}

/// Compiles the page and writes its JavaScript bindings; gives back the directory with both.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let name = profile.name();
    step(&format!("Compiling the page (profile {name})"), || {
        let mut cargo = workspace.cargo("build");
        cargo.args(["--package", PROGRAM, "--bin", PROGRAM]);
        cargo.args(["--target", WASM_TARGET, "--profile", name]);
        if profile == Profile::Page {
            cargo.args(STANDARD_LIBRARY_FLAGS);
            cargo.env("CARGO_ENCODED_RUSTFLAGS", page_flags());
            cargo.env("RUSTC_BOOTSTRAP", "1");
        }
        succeed(&mut cargo)
    })?;

    let compiled = workspace
        .target
        .join(WASM_TARGET)
        .join(name)
        .join(PROGRAM)
        .with_extension("wasm");
    let wasm =
        fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;

    let directory = workspace.intermediate(&format!("bindings-{name}"));
    make_unless_current(&directory, &[&wasm, HOW_BOUND.as_bytes()], || {
        step("Writing the page's JavaScript bindings", || {
            let mut output = Bindgen::new()
                .input_bytes(PROGRAM, wasm.clone())
                .web(true)?
                .typescript(false)
                .generate_output()?;
            let js = match profile {
                Profile::Page => shorten(&mut output),
                Profile::Serve => output.js().to_owned(),
            };
            output.emit(&directory)?;
            let path = directory.join(PROGRAM).with_extension("js");
            fs::write(&path, with_short_loader(&js)?)
                .with_context(|| format!("cannot write {}", path.display()))?;
            Ok(())
        })
    })?;
    Ok(directory)
}

/// Where wasm-bindgen's loader begins; everything before it is what the WebAssembly calls.
const LOADER: &str = "async function __wbg_load(";

/// wasm-bindgen's loader takes the module in eight shapes, for old callers too; `boot.js` has its bytes.
const SHORT_LOADER: &str = "export default async function start(bytes) {
  const { instance, module } = await WebAssembly.instantiate(bytes, __wbg_get_imports());
  return __wbg_finalize_init(instance, module);
}
";

/// The bindings with a loader for this page alone.
fn with_short_loader(js: &str) -> Result<String> {
    let (bindings, _) = js
        .split_once(LOADER)
        .context("this wasm-bindgen writes another loader")?;
    Ok([bindings, SHORT_LOADER].concat())
}

/// The packed page is compiled together with the standard library, made for size and without the text of panics, which
/// nobody would see: that is a seventh of what a visitor loads. These flags are not stable yet, hence `RUSTC_BOOTSTRAP`.
const STANDARD_LIBRARY_FLAGS: [&str; 4] = [
    "-Z",
    "build-std=std,panic_abort",
    "-Z",
    "build-std-features=optimize_for_size",
];

/// What LLVM does for speed even where size is asked for: a pointer that counts along with an index, a value loaded or
/// computed on another way because one way has it already. Each is one more local to keep. And a function with one caller
/// is worth keeping apart when it keeps much on the stack: inside its caller it is all further away.
const FOR_SIZE: [&str; 5] = [
    "-Cllvm-args=-inline-max-stacksize=256",
    "-Cllvm-args=-disable-lsr",
    "-Cllvm-args=-enable-load-pre=false",
    "-Cllvm-args=-disable-machine-licm",
    "-Cllvm-args=-disable-machine-cse",
];

/// Compiler flags of the packed page.
fn page_flags() -> OsString {
    let mut flags = without_local_paths();
    let without_panics = ["-Zunstable-options", "-Cpanic=immediate-abort"];
    for flag in without_panics.iter().chain(&FOR_SIZE) {
        if !flags.is_empty() {
            // Cargo's own separator, which no path contains.
            flags.push("\x1f");
        }
        flags.push(flag);
    }
    flags
}

/// Compiler flags that keep this machine's directories out of panic messages: the bytes would
/// differ from machine to machine, and every visitor would download them.
fn without_local_paths() -> OsString {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" })?;
        Some(PathBuf::from(home).join(".cargo"))
    });
    let registries = home.and_then(|home| fs::read_dir(home.join("registry").join("src")).ok());
    let mut paths: Vec<PathBuf> = registries
        .into_iter()
        .flatten()
        .flatten()
        .map(|registry| registry.path())
        .collect();
    // In one order: other flags would compile everything again.
    paths.sort();

    let mut flags = OsString::new();
    for path in paths {
        if !flags.is_empty() {
            // Cargo's own separator, which no path contains.
            flags.push("\x1f");
        }
        flags.push("--remap-path-prefix=");
        flags.push(path);
        flags.push("=");
    }
    flags
}
