//! Making scripts and style sheets smaller with esbuild, and one script of those that start the page.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::command::succeed;
use crate::npm_tools::NpmTools;
use crate::site::Site;
use crate::step::step;
use crate::workspace::Workspace;

/// The script that the page starts with.
const START: &str = "boot.js";

/// What it is made of, besides itself.
const PARTS: [&str; 8] = [
    "asked.js",
    "rdpcheck.js",
    "embedded.js",
    "fragment.js",
    "module.js",
    "rows.js",
    "ticket.js",
    "unsorted.js",
];

/// Minifies every script and style sheet of the site, those that start the page as one: so a browser that checks this one
/// has checked them all.
pub fn minify(workspace: &Workspace, tools: &NpmTools, site: &mut Site) -> Result<()> {
    let mut paths = paths_ending(site, ".css");
    paths.extend(paths_ending(site, ".js"));
    paths.retain(|path| !PARTS.contains(&path.as_str()));
    let minified = esbuild(workspace, tools, site, "minified", &paths)?;
    for (path, content) in paths.into_iter().zip(minified) {
        site.files.insert(path, content);
    }
    for part in PARTS {
        site.files.remove(part);
    }
    Ok(())
}

/// The script of the offline copy, which has the module in itself, and the one that unpacks both. `site` is not minified
/// yet.
pub fn offline_scripts(
    workspace: &Workspace,
    tools: &NpmTools,
    site: &Site,
) -> Result<[String; 2]> {
    let mut site = site.clone();
    for name in ["lzma.js", "module.js", UNPACK] {
        let own = workspace.www().join("offline").join(name);
        let content =
            fs::read(&own).with_context(|| format!("cannot read {}", workspace.shown(&own)))?;
        site.files.insert(name.into(), content);
    }
    let paths = [START.to_owned(), UNPACK.to_owned()];
    let minified = esbuild(workspace, tools, &site, "minified-offline", &paths)?;
    let mut scripts = minified.into_iter().map(|script| {
        let script = String::from_utf8(script).context("esbuild wrote no text")?;
        Ok::<_, anyhow::Error>(script.trim_end().to_owned())
    });
    let mut script = || scripts.next().context("esbuild wrote too few scripts")?;
    Ok([script()?, script()?])
}

/// What unpacks the offline copy.
const UNPACK: &str = "unpack.js";

fn paths_ending(site: &Site, ending: &str) -> Vec<String> {
    let paths = site.files.keys().filter(|path| path.ends_with(ending));
    paths.cloned().collect()
}

fn esbuild(
    workspace: &Workspace,
    tools: &NpmTools,
    site: &Site,
    name: &str,
    paths: &[String],
) -> Result<Vec<Vec<u8>>> {
    let from = workspace.intermediate(&format!("{name}-from"));
    let to: PathBuf = workspace.intermediate(name);
    site.write(&from)?;
    step("Making scripts and style sheets smaller", || {
        let mut esbuild = tools.node("esbuild/bin/esbuild");
        esbuild.args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--charset=utf8",
            "--legal-comments=none",
        ]);
        esbuild.args(["--log-level=warning", "--outbase=."]);
        esbuild.arg(format!("--outdir={}", to.display()));
        esbuild.args(paths).current_dir(&from);
        succeed(&mut esbuild)
    })?;
    let mut minified = Vec::new();
    for path in paths {
        let path = to.join(path);
        let content =
            fs::read(&path).with_context(|| format!("esbuild wrote no {}", path.display()))?;
        minified.push(content);
    }
    Ok(minified)
}
