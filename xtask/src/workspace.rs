//! Where things are: the source tree, the target directory, and what is made in them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::command::output;

/// The source tree and its target directory, both absolute.
pub struct Workspace {
    /// Holds the root `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo builds; it follows `CARGO_TARGET_DIR` and cargo's configuration.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds both by asking cargo.
    pub fn find() -> Result<Workspace> {
        // Set by `cargo run` for the tree it runs in, which counts more than the tree this
        // program was compiled in: two clones may share one target directory.
        let xtask = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = xtask
            .parent()
            .context("xtask stands at the top of a file system; it belongs in the source tree")?
            .to_path_buf();

        let metadata = output(
            Command::new(cargo_program())
                .args(["metadata", "--no-deps", "--format-version", "1"])
                .arg("--manifest-path")
                .arg(root.join("Cargo.toml")),
        )?;
        let metadata: serde_json::Value =
            serde_json::from_str(&metadata).context("cargo metadata printed no JSON")?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata did not name the target directory")?
            .into();
        Ok(Workspace { root, target })
    }

    /// Cargo, to be run on this workspace.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut command = Command::new(cargo_program());
        command
            .arg(subcommand)
            .current_dir(&self.root)
            // A relative CARGO_TARGET_DIR was meant from where the person stood.
            .env("CARGO_TARGET_DIR", &self.target)
            .stdin(Stdio::null());
        command
    }

    /// Where a set of npm's tools is installed.
    pub fn npm_tools(&self, set: &str) -> PathBuf {
        self.target.join(set)
    }

    /// What lies between cargo's output and the site.
    pub fn intermediate(&self, name: &str) -> PathBuf {
        self.target.join("site").join(name)
    }

    /// The packed site.
    pub fn dist_site(&self) -> PathBuf {
        self.root.join("dist").join("site")
    }

    /// The hand-written part of the site.
    pub fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// The page that all else hangs from.
    pub fn index_html(&self) -> PathBuf {
        self.root.join("index.html")
    }

    /// A path as a person would type it at the root, for messages.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .display()
            .to_string()
    }
}

fn cargo_program() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}
