//! `cargo xtask dist`: packs the site, as small as it gets, into `dist/site`, and the offline copy beside it.

use std::thread;
use std::{env, fs};

use anyhow::{Context, Result, anyhow};

use crate::bindings::{self, Profile};
use crate::hashed_names::hash_names;
use crate::minify::{minify, offline_scripts};
use crate::npm_tools::NpmTools;
use crate::offline_file::{Parts, offline_file, without_marks};
use crate::site::Site;
use crate::sizes::Sizes;
use crate::smallest_module::smallest;
use crate::step::step;
use crate::toolchain;
use crate::wasm_opt;
use crate::workspace::Workspace;

/// Names where the site will be for everybody, so that the offline copy can make links: `https://…/`.
const PUBLIC_ADDRESS: &str = "RDPCHECK_ADDRESS";

/// Writes `dist/site` and `dist/rdpcheck.html`, prints the size of every file, and gives the sizes back.
pub fn dist(workspace: &Workspace) -> Result<Sizes> {
    toolchain::ensure_wasm_target()?;
    toolchain::ensure_standard_library_sources()?;
    let (tools, bindings) = thread::scope(|scope| {
        let tools = scope.spawn(|| NpmTools::install(workspace));
        let bindings = bindings::build(workspace, Profile::Page);
        let tools = tools
            .join()
            .unwrap_or_else(|_| Err(anyhow!("installing the npm tools broke off")));
        (tools, bindings)
    });
    let (tools, bindings) = (tools?, bindings?);

    let mut site = Site::assembled(workspace, &bindings)?;
    let compiled = bindings.join("rdpcheck_bg.wasm");
    let optimized = wasm_opt::optimized(workspace, &tools, &compiled)?;
    let module = smallest(&optimized)?;
    site.files.insert("rdpcheck_bg.wasm".into(), module);
    let scripts = offline_scripts(workspace, &tools, &site)?;
    minify(workspace, &tools, &mut site)?;
    add_offline_copy(&mut site, &scripts)?;
    hash_names(&mut site)?;

    let directory = workspace.dist_site();
    site.write(&directory)?;
    let offline = directory.with_file_name("rdpcheck.html");
    let copy = site.files.get("rdpcheck.html");
    fs::write(&offline, copy.context("there is no offline copy")?)
        .with_context(|| format!("cannot write {}", offline.display()))?;
    let sizes = step("Measuring the packed files", || Sizes::of(&site))?;
    println!(
        "\nThe site is in {}, the offline copy in {}:\n{sizes}",
        workspace.shown(&directory),
        workspace.shown(&offline)
    );
    Ok(sizes)
}

/// Makes the offline copy of the minified site, and offers it there.
fn add_offline_copy(site: &mut Site, scripts: &[String; 2]) -> Result<()> {
    let [script, unpack] = scripts;
    let style = site.text("style.css")?.trim_end();
    let module = site.files.get("rdpcheck_bg.wasm");
    let module = module.context("there is no module")?;
    let address = env::var(PUBLIC_ADDRESS).ok();
    let file = step("Packing the offline copy", || {
        offline_file(&Parts {
            page: site.text("index.html")?,
            unpack,
            style,
            script,
            module,
            address: address.as_deref(),
        })
    })?;
    site.files.insert("rdpcheck.html".into(), file);
    let index = without_marks(site.text("index.html")?);
    site.files.insert("index.html".into(), index.into_bytes());
    Ok(())
}
