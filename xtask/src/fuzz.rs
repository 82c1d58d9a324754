//! `cargo xtask fuzz`: texts that nobody wrote, one target after the other, for as long as one wants.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::{cannot_start, output, succeed};
use crate::step::step;
use crate::workspace::Workspace;

/// Each with what a paste must hold to be a seed of it.
const TARGETS: [(&str, &[char]); 4] = [
    ("json", &['{', '[']),
    ("list_view", &[':']),
    ("tables", &['-', ',', '\t', '|', ';']),
    ("xml", &['<']),
];

/// The one whose seeds are no pastes.
const LINK: &str = "link";

/// Larger texts take a target too long to change.
const LARGEST_SEED: usize = 16 * 1024;
const LARGEST_TEXT: usize = 64 * 1024;

const PINNED_CARGO_FUZZ: &str = "0.13.2";

/// Runs every target for so many seconds, and prints how many texts it was given; `false` when one crashed.
pub fn fuzz(workspace: &Workspace, seconds: u32, only: Option<&str>) -> Result<bool> {
    ensure_nightly()?;
    ensure_cargo_fuzz()?;
    let mut names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    names.push(LINK);
    if let Some(only) = only {
        names.retain(|name| *name == only);
        if names.is_empty() {
            bail!("there is no fuzz target '{only}'");
        }
    }
    let pastes = pastes(workspace)?;
    let mut table = Vec::new();
    for name in names {
        let seeds = write_seeds(workspace, name, &pastes)?;
        let title = format!("Fuzzing {name} for {seconds} s from {} seeds", seeds.count);
        table.push(step(&title, || {
            run(workspace, name, seconds, &seeds.folder)
        })?);
    }
    println!("{:<12}{:>12}{:>10}", "target", "runs", "crashes");
    for Outcome {
        name,
        runs,
        crashes,
    } in &table
    {
        println!("{name:<12}{runs:>12}{crashes:>10}");
    }
    Ok(table.iter().all(|outcome| outcome.crashes == 0))
}

struct Outcome {
    name: String,
    runs: u64,
    crashes: usize,
}

struct Seeds {
    folder: PathBuf,
    count: usize,
}

/// The pastes of the scenarios and, on a machine that has them, outputs that other people published.
fn pastes(workspace: &Workspace) -> Result<Vec<String>> {
    let mut pastes = Vec::new();
    for file in files_below(&workspace.root.join("tests/scenarios"))? {
        let text = fs::read_to_string(&file).context("cannot read a scenario")?;
        let mut paste: Option<String> = None;
        for line in text.split_inclusive('\n') {
            if line.starts_with("```") {
                pastes.extend(paste.take());
                paste = line.starts_with("```paste").then(String::new);
            } else if let Some(paste) = &mut paste {
                paste.push_str(line);
            }
        }
    }
    let published = workspace.root.join("../shared/corpus");
    if published.is_dir() {
        for file in files_below(&published)? {
            let text = fs::read_to_string(&file).unwrap_or_default();
            if (1..=LARGEST_SEED).contains(&text.len()) {
                pastes.push(text);
            }
        }
    }
    Ok(pastes)
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let shown = || format!("cannot read {}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(shown)? {
        let path = entry.with_context(shown)?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Writes what a target begins with. Links begin with those that every version must open.
fn write_seeds(workspace: &Workspace, name: &str, pastes: &[String]) -> Result<Seeds> {
    let folder = workspace.root.join("fuzz/seeds").join(name);
    if folder.is_dir() {
        fs::remove_dir_all(&folder).context("cannot clear the seeds")?;
    }
    fs::create_dir_all(&folder).context("cannot make a folder for the seeds")?;
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    match TARGETS.iter().find(|(known, _)| *known == name) {
        Some((_, marks)) => {
            for paste in pastes {
                if paste.contains(*marks) {
                    seeds.push(paste.as_bytes().to_vec());
                }
            }
        }
        None => {
            for file in files_below(&workspace.root.join("tests/share/golden"))? {
                seeds.push(fs::read(&file).context("cannot read a link")?);
            }
        }
    }
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(number.to_string()), seed).context("cannot write a seed")?;
    }
    Ok(Seeds {
        folder,
        count: seeds.len(),
    })
}

fn run(workspace: &Workspace, name: &str, seconds: u32, seeds: &Path) -> Result<Outcome> {
    let root = workspace.root.join("fuzz");
    let (corpus, artifacts) = (
        root.join("corpus").join(name),
        root.join("artifacts").join(name),
    );
    fs::create_dir_all(&corpus).context("cannot make a folder for the corpus")?;
    let before = count_files(&artifacts);
    let mut fuzz = Command::new("cargo");
    fuzz.args(["+nightly", "fuzz", "run", name])
        .arg(&corpus)
        .arg(seeds)
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={LARGEST_TEXT}"))
        .arg(format!(
            "-dict={}",
            root.join(format!("dictionaries/{name}.dict")).display()
        ))
        .args([
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            "-verbosity=1",
        ])
        .current_dir(&workspace.root)
        // Cargo names its own toolchain to the programs it starts.
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = fuzz.spawn().with_context(|| cannot_start(&fuzz))?;
    let mut runs = None;
    let mut last = Vec::new();
    if let Some(printed) = child.stderr.take() {
        for line in BufReader::new(printed).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            if let Some(count) = line.strip_prefix("stat::number_of_executed_units:") {
                runs = count.trim().parse().ok();
            }
            last.push(line);
            if last.len() > LINES_OF_A_CRASH {
                last.remove(0);
            }
        }
    }
    let status = child.wait().context("cargo fuzz cannot be waited for")?;
    let crashes = count_files(&artifacts).saturating_sub(before);
    if !status.success() {
        println!("{}", last.join("\n"));
        if crashes == 0 {
            bail!("cargo fuzz could not run '{name}'; what it printed last is above");
        }
    }
    Ok(Outcome {
        name: name.to_owned(),
        runs: runs.unwrap_or(0),
        crashes,
    })
}

/// What libFuzzer prints of a crash: the panic, the stack and where the text was put.
const LINES_OF_A_CRASH: usize = 60;

fn count_files(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

fn ensure_nightly() -> Result<()> {
    if output(Command::new("cargo").args(["+nightly", "--version"])).is_ok() {
        return Ok(());
    }
    step("Installing nightly Rust", || {
        succeed(Command::new("rustup").args([
            "toolchain",
            "install",
            "nightly",
            "--profile",
            "minimal",
        ]))
        .context("fuzzing needs nightly Rust; install it with `rustup toolchain install nightly`")
    })
}

fn ensure_cargo_fuzz() -> Result<()> {
    if output(Command::new("cargo").args(["fuzz", "--version"])).is_ok() {
        return Ok(());
    }
    step("Installing cargo-fuzz", || {
        succeed(Command::new("cargo").args([
            "install",
            "--locked",
            "--version",
            PINNED_CARGO_FUZZ,
            "cargo-fuzz",
        ]))
        .context("install it with `cargo install cargo-fuzz`; it needs a C++ compiler")
    })
}
