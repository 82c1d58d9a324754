//! `cargo xtask test --all-browsers`: the main job and the offline copy in Firefox and WebKit, on Debian.

use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::browser_tests;
use crate::command::{cannot_start, output, succeed};
use crate::npm_tools::NpmTools;
use crate::step::step;
use crate::test::Outcome;
use crate::workspace::Workspace;

/// Debian's packages: Firefox, WebKit's small browser with its driver, and a screen that nobody sees.
const PACKAGES: [&str; 4] = ["firefox-esr", "webkit2gtk-driver", "xvfb", "xauth"];

/// What those packages must have brought.
const PROGRAMS: [&str; 3] = ["firefox-esr", "WebKitWebDriver", "xvfb-run"];

/// Firefox's driver, from crates.io.
const GECKODRIVER: &str = "geckodriver";

/// Serves `dist/site` and runs `tests/browser/other-browsers.mjs` on it.
pub fn run(workspace: &Workspace) -> Result<Outcome> {
    let tools = NpmTools::install_extra(workspace)?;
    let missing = PROGRAMS.iter().any(|program| find(program).is_none());
    if missing || mini_browser().is_err() {
        step("Installing Firefox and WebKit with apt-get", || {
            succeed(Command::new("apt-get").args(["--quiet", "update"]))?;
            succeed(
                Command::new("apt-get")
                    .args(["--quiet", "install", "--yes", "--no-install-recommends"])
                    .args(PACKAGES)
                    .env("DEBIAN_FRONTEND", "noninteractive"),
            )
        })
        .with_context(|| format!("install these packages of Debian: {}", PACKAGES.join(", ")))?;
    }
    let firefox = find(PROGRAMS[0]).context("there is no firefox-esr after all")?;
    let geckodriver = geckodriver(workspace)?;
    let address = browser_tests::serve_site(workspace)?;
    step("Running the tests in Firefox and WebKit", || {
        let mut node = Command::new("node");
        node.arg("--no-warnings")
            .arg("other-browsers.mjs")
            .current_dir(workspace.root.join("tests").join("browser"))
            .env("RDPCHECK_ROOT", &workspace.root)
            .env("RDPCHECK_URL", &address)
            .env("RDPCHECK_TOOLS", tools.node_modules())
            .env("RDPCHECK_FIREFOX", &firefox)
            .env("RDPCHECK_GECKODRIVER", &geckodriver)
            .env("RDPCHECK_MINIBROWSER", mini_browser()?)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut child = node.spawn().with_context(|| cannot_start(&node))?;
        let mut last = String::new();
        if let Some(printed) = child.stdout.take() {
            for line in BufReader::new(printed).lines() {
                last = line?;
                println!("{last}");
            }
        }
        let succeeded = child.wait().context("node cannot be waited for")?.success();
        counted(&last, succeeded)
    })
}

/// "7 passed, 1 failed".
fn counted(line: &str, succeeded: bool) -> Result<Outcome> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let &[passed, "passed,", failed, "failed"] = words.as_slice() else {
        bail!("the tests broke off");
    };
    let (passed, failed) = (passed.parse()?, failed.parse()?);
    let failed = if succeeded {
        failed
    } else {
        usize::max(failed, 1)
    };
    Ok(Outcome::counted("Firefox and WebKit", passed, failed, 0))
}

/// Where a program is that is in `PATH`.
fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let mut places = env::split_paths(&path).map(|directory| directory.join(program));
    places.find(|place| place.is_file())
}

/// WebKit's browser is in a directory that is named by machine and version, and in no `PATH`.
fn mini_browser() -> Result<PathBuf> {
    let mut directories = vec![PathBuf::from("/usr/lib")];
    for below in ["", "webkit2gtk-"] {
        let mut inside = Vec::new();
        for directory in &directories {
            inside.extend(directories_in(directory, below).unwrap_or_default());
        }
        directories = inside;
    }
    let found = directories
        .iter()
        .map(|directory| directory.join("MiniBrowser"));
    found
        .into_iter()
        .find(|place| place.is_file())
        .context("there is no MiniBrowser below /usr/lib")
}

fn directories_in(directory: &Path, start: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.path().is_dir() && entry.file_name().to_string_lossy().starts_with(start) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn geckodriver(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(installed) = find(GECKODRIVER) {
        return Ok(installed);
    }
    let root = workspace.target.join(GECKODRIVER);
    let program = root.join("bin").join(GECKODRIVER);
    if output(Command::new(&program).arg("--version")).is_err() {
        step("Building geckodriver", || {
            let mut cargo = workspace.cargo("install");
            // Not into the directory where this project is built.
            cargo.env("CARGO_TARGET_DIR", root.join("target"));
            cargo.args([GECKODRIVER, "--locked", "--root"]).arg(&root);
            succeed(&mut cargo)
        })?;
    }
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn a_run_that_broke_off_did_not_pass() {
        assert!(counted("8 passed, 0 failed", true).is_ok());
        assert!(counted("Firefox 140", false).is_err());
        assert!(counted("", true).is_err());
    }
}
