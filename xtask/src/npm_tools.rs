//! The pinned tools from npm, installed into `target`: wasm-opt, esbuild, Playwright and axe for everybody, and others for
//! those who ask for what needs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{output, succeed};
use crate::stamp::make_unless_current;
use crate::step::step;
use crate::workspace::Workspace;

/// The oldest Node.js that every pinned tool runs on.
const OLDEST_NODE: u32 = 20;

/// Where `xtask` has what pins the tools that everybody needs, and where `target` has the tools.
const TOOLS: &str = "tools";

/// The same for those that only `cargo xtask lighthouse` and `cargo xtask test --all-browsers` need.
const EXTRA_TOOLS: &str = "extra-tools";

/// The files there that decide what is installed.
const INPUTS: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// The installed tools.
pub struct NpmTools {
    node_modules: PathBuf,
    pin: Vec<u8>,
}

impl NpmTools {
    /// Installs exactly what `xtask/tools/package-lock.json` pins, unless that was done already.
    pub fn install(workspace: &Workspace) -> Result<NpmTools> {
        NpmTools::install_from(workspace, TOOLS)
    }

    /// The same for `xtask/extra-tools`.
    pub fn install_extra(workspace: &Workspace) -> Result<NpmTools> {
        NpmTools::install_from(workspace, EXTRA_TOOLS)
    }

    fn install_from(workspace: &Workspace, set: &str) -> Result<NpmTools> {
        check_node()?;
        let mut contents = Vec::new();
        for name in INPUTS {
            let path = workspace.root.join("xtask").join(set).join(name);
            let content = fs::read(&path)
                .with_context(|| format!("cannot read {}", workspace.shown(&path)))?;
            contents.push(content);
        }

        let directory = workspace.npm_tools(set);
        let inputs: Vec<&[u8]> = contents.iter().map(Vec::as_slice).collect();
        make_unless_current(&directory, &inputs, || {
            step("Installing the pinned npm tools", || {
                for (name, content) in INPUTS.iter().zip(&contents) {
                    fs::write(directory.join(name), content)
                        .with_context(|| format!("cannot write to {}", directory.display()))?;
                }
                succeed(
                    Command::new(npm_program())
                        .args(["ci", "--loglevel=error"])
                        .current_dir(&directory),
                )
                .context("the npm tools could not be installed; is the npm registry reachable?")
            })
        })?;
        Ok(NpmTools {
            node_modules: directory.join("node_modules"),
            pin: contents.concat(),
        })
    }

    /// Node.js running a tool's script, named from `node_modules`.
    pub fn node(&self, script: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.script(script));
        command
    }

    /// Where a tool's script or package is.
    pub fn script(&self, name: &str) -> PathBuf {
        self.node_modules.join(name)
    }

    /// Where the packages are.
    pub fn node_modules(&self) -> &Path {
        &self.node_modules
    }

    /// What pins the tools' versions: another pin may give another result.
    pub fn pin(&self) -> &[u8] {
        &self.pin
    }
}

fn check_node() -> Result<()> {
    let version = output(Command::new("node").arg("--version"))
        .with_context(|| format!("Node.js {OLDEST_NODE} or later is needed, with its npm"))?;
    let version = version.trim();
    let major = version.trim_start_matches('v').split('.').next();
    match major.and_then(|major| major.parse::<u32>().ok()) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!("this machine has Node.js {version}; install {OLDEST_NODE} or later"),
    }
}

fn npm_program() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}
