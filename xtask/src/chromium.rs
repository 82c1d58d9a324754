//! The browser for the browser tests.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::command::{output, succeed};
use crate::npm_tools::NpmTools;
use crate::step::step;

/// Names a browser that is installed somewhere else.
const OVERRIDE: &str = "RDPCHECK_CHROMIUM";

/// A Chromium that runs, installed first when there is none.
pub fn find_or_install(tools: &NpmTools) -> Result<PathBuf> {
    if let Some(path) = env::var_os(OVERRIDE).map(PathBuf::from) {
        if runs(&path) {
            return Ok(path);
        }
        bail!(
            "{OVERRIDE} is set to {}, which does not run",
            path.display()
        );
    }
    if let Some(path) = find(tools) {
        return Ok(path);
    }
    if is_debian_and_root() {
        // A failure is no end yet: Ubuntu's package needs snap, which a container lacks.
        if let Err(error) = install_with_apt() {
            println!("warning: {error:#}");
        } else if let Some(path) = find(tools) {
            return Ok(path);
        }
    }
    let installed = step("Installing Chromium with Playwright", || {
        succeed(
            tools
                .node("playwright/cli.js")
                .args(["install", "chromium"]),
        )
    });
    match (installed, find(tools)) {
        (_, Some(path)) => Ok(path),
        (Err(error), None) => bail!(
            "the browser tests need Chromium, and it could not be installed ({error:#}); install \
             Chromium or Google Chrome, or set {OVERRIDE} to the path of one"
        ),
        (Ok(()), None) => bail!(
            "Playwright installed a Chromium that does not run here; `node {} install-deps \
             chromium` installs the libraries it needs, or set {OVERRIDE} to the path of another",
            tools.script("playwright/cli.js").display()
        ),
    }
}

fn find(tools: &NpmTools) -> Option<PathBuf> {
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ];
    let path = env::var_os("PATH").unwrap_or_default();
    let directories: Vec<PathBuf> = env::split_paths(&path).collect();
    let in_path = names
        .iter()
        .flat_map(|name| {
            directories
                .iter()
                .map(move |directory| directory.join(name))
        })
        .filter(|path| path.is_file());
    in_path.chain(of_playwright(tools)).find(|path| runs(path))
}

/// Where Playwright puts the browser that it installs, whether it did or not.
fn of_playwright(tools: &NpmTools) -> Option<PathBuf> {
    let ask = "process.stdout.write(require(process.argv[1]).chromium.executablePath())";
    let library = tools.script("playwright-core");
    output(Command::new("node").args(["-e", ask]).arg(library))
        .ok()
        .map(PathBuf::from)
}

/// Ubuntu has a `chromium-browser` that only says to install another.
fn runs(chromium: &Path) -> bool {
    output(Command::new(chromium).arg("--version")).is_ok()
}

fn is_debian_and_root() -> bool {
    Path::new("/etc/debian_version").exists()
        && output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn install_with_apt() -> Result<()> {
    step("Installing Chromium and fonts with apt-get", || {
        succeed(Command::new("apt-get").args(["--quiet", "update"]))?;
        succeed(
            Command::new("apt-get")
                .args(["--quiet", "install", "--yes", "--no-install-recommends"])
                // The page is in Japanese too, and a page without letters cannot be measured.
                .args(["chromium", "fonts-noto-cjk"])
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    })
}
