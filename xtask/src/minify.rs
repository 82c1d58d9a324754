//! Making scripts and style sheets smaller with esbuild.

use std::fs;

use anyhow::{Context, Result};

use crate::command::succeed;
use crate::npm_tools::NpmTools;
use crate::site::Site;
use crate::step::step;
use crate::workspace::Workspace;

/// Minifies every script and style sheet of the site, each by itself.
///
/// Joining the scripts into one would save a request, but only about 100 bytes, and `boot.js`
/// could no longer say that the other failed to load.
pub fn minify(workspace: &Workspace, tools: &NpmTools, site: &mut Site) -> Result<()> {
    let paths: Vec<String> = site
        .files
        .keys()
        .filter(|path| path.ends_with(".js") || path.ends_with(".css"))
        .cloned()
        .collect();
    if paths.is_empty() {
        return Ok(());
    }
    let from = workspace.intermediate("readable");
    let to = workspace.intermediate("minified");
    site.write(&from)?;
    step("Making scripts and style sheets smaller", || {
        let mut esbuild = tools.node("esbuild/bin/esbuild");
        esbuild.args([
            "--minify",
            "--format=esm",
            "--charset=utf8",
            "--legal-comments=none",
        ]);
        esbuild.args(["--log-level=warning", "--outbase=."]);
        esbuild.arg(format!("--outdir={}", to.display()));
        esbuild.args(&paths).current_dir(&from);
        succeed(&mut esbuild)
    })?;
    for path in paths {
        let minified = to.join(&path);
        let content = fs::read(&minified)
            .with_context(|| format!("esbuild wrote no {}", minified.display()))?;
        site.files.insert(path, content);
    }
    Ok(())
}
