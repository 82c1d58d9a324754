//! `cargo xtask serve · test · dist · lighthouse · bench · fuzz · z3`: serves, measures, tests and packs the page. No product logic.

mod bench;
mod bindings;
mod browser_tests;
mod chromium;
mod command;
mod digest;
mod dist;
mod function_order;
mod fuzz;
mod hashed_names;
mod http;
mod lighthouse;
mod live_page;
mod minify;
mod native_tests;
mod near_alike;
mod npm_tools;
mod offline_file;
mod opcode_bytes;
mod opcode_pairs;
mod other_browsers;
mod python;
mod serve;
mod short_names;
mod site;
mod sizes;
mod smallest_module;
mod sorted_code;
mod stamp;
mod step;
mod test;
mod toolchain;
mod wasm_opt;
mod workspace;
mod z3;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::serve::Port;
use crate::test::Suites;
use crate::workspace::Workspace;

const USAGE: &str = "\
cargo xtask serve [--port N]
    Build the page, serve it on 127.0.0.1 (port 8080, or the next free one), and rebuild and
    reload it when a source file changes.
cargo xtask test [--only native|browser|lint] [--all-browsers] [-- ARGUMENTS OF PLAYWRIGHT]
    Run formatting, clippy, the native tests, and the browser tests on the packed site.
    With --all-browsers, also the main job and the offline copy in Firefox and WebKit (on Debian).
    One browser test by its name:  cargo xtask test --only browser -- -g 'part of its name'
cargo xtask dist
    Pack the site into dist/site and the offline copy into dist/rdpcheck.html, and print the size
    of every file. RDPCHECK_ADDRESS=https://…/ tells the offline copy where the site will be.
cargo xtask lighthouse
    Pack the site and have Lighthouse mark it: performance, accessibility, best practices, SEO.
cargo xtask bench [--write]
    Measure how fast the answer comes, beside Z3, netaddr, cidr-tools, iprange and others, and
    print one table; --write puts it into docs/PERFORMANCE.md. Fails when a target is missed.
cargo xtask fuzz [--seconds N] [--only json|list_view|tables|xml|link]
    Give each of the five fuzz targets texts for N seconds (60), and print how many, and how many
    crashed it. Needs rustup, for nightly Rust.
";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the command line asks; `false` when it ran to its end and something in it failed.
fn run() -> Result<bool> {
    let mut arguments = lexopt::Parser::from_env();
    let command = match arguments.next()? {
        Some(Value(name)) => name.string()?,
        None | Some(Short('h') | Long("help")) => {
            print!("{USAGE}");
            return Ok(true);
        }
        Some(other) => return Err(other.unexpected().into()),
    };

    match command.as_str() {
        "bench" => {
            let mut write = false;
            while let Some(argument) = arguments.next()? {
                match argument {
                    Long("write") => write = true,
                    other => return Err(other.unexpected().into()),
                }
            }
            bench::bench(&Workspace::find()?, write)
        }
        "fuzz" => {
            let (mut seconds, mut only) = (60, None);
            while let Some(argument) = arguments.next()? {
                match argument {
                    Long("seconds") => seconds = arguments.value()?.parse()?,
                    Long("only") => only = Some(arguments.value()?.string()?),
                    other => return Err(other.unexpected().into()),
                }
            }
            fuzz::fuzz(&Workspace::find()?, seconds, only.as_deref())
        }
        "z3" => {
            let (mut nsgs, mut seed) = (5_000, 1);
            while let Some(argument) = arguments.next()? {
                match argument {
                    Long("nsgs") => nsgs = arguments.value()?.parse()?,
                    Long("seed") => seed = arguments.value()?.parse()?,
                    other => return Err(other.unexpected().into()),
                }
            }
            z3::hold_against_z3(&Workspace::find()?, nsgs, seed)
        }
        "serve" => {
            let mut port = Port::FirstFreeFrom(8080);
            while let Some(argument) = arguments.next()? {
                match argument {
                    Long("port") => port = Port::Exactly(arguments.value()?.parse()?),
                    other => return Err(other.unexpected().into()),
                }
            }
            serve::serve(&Workspace::find()?, port)
        }
        "dist" => {
            if let Some(argument) = arguments.next()? {
                return Err(argument.unexpected().into());
            }
            let sizes = dist::dist(&Workspace::find()?)?;
            if !sizes.within_budget() {
                bail!("too large: {}", sizes.summary());
            }
            Ok(true)
        }
        "lighthouse" => {
            if let Some(argument) = arguments.next()? {
                return Err(argument.unexpected().into());
            }
            lighthouse::lighthouse(&Workspace::find()?)
        }
        "test" => {
            let mut suites = Suites::All;
            let mut all_browsers = false;
            let mut for_playwright = Vec::new();
            while let Some(argument) = arguments.next()? {
                match argument {
                    Long("only") => suites = arguments.value()?.string()?.parse()?,
                    Long("all-browsers") => all_browsers = true,
                    // lexopt hands out what follows `--` as plain values.
                    Value(value) => {
                        for_playwright.push(value);
                        for_playwright.extend(arguments.raw_args()?);
                    }
                    other => return Err(other.unexpected().into()),
                }
            }
            test::test(&Workspace::find()?, suites, all_browsers, &for_playwright)
        }
        other => bail!("there is no command '{other}'. These are the commands:\n\n{USAGE}"),
    }
}
