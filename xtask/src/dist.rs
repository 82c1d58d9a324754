//! `cargo xtask dist`: packs the site, as small as it gets, into `dist/site`.

use std::thread;

use anyhow::{Result, anyhow};

use crate::bindings::{self, Profile};
use crate::minify::minify;
use crate::npm_tools::NpmTools;
use crate::site::Site;
use crate::sizes::Sizes;
use crate::sorted_code;
use crate::step::step;
use crate::toolchain;
use crate::wasm_opt;
use crate::workspace::Workspace;

/// Writes `dist/site`, prints the size of every file, and gives the sizes back.
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
    let sorted = sorted_code::sorted(&optimized)?;
    site.files.insert("rdpcheck_bg.wasm".into(), sorted);
    minify(workspace, &tools, &mut site)?;

    let directory = workspace.dist_site();
    site.write(&directory)?;
    let sizes = step("Measuring the packed files", || Sizes::of(&site))?;
    println!("\nThe site is in {}:\n{sizes}", workspace.shown(&directory));
    Ok(sizes)
}
