//! `cargo xtask lighthouse`: what Lighthouse thinks of the packed site, on a slow telephone and a slow line.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Context, Result};

use crate::chromium;
use crate::command::succeed;
use crate::dist::dist;
use crate::http::{self, Answer};
use crate::npm_tools::NpmTools;
use crate::site::Site;
use crate::step::step;
use crate::workspace::Workspace;

/// What is marked, and by its name in the report.
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

/// Out of 100.
const LOWEST_MARK: f64 = 98.0;

/// Whatever else the machine does counts against the page's speed, so one good try is enough.
const MOST_TRIES: usize = 3;

/// The pages that are marked, each with what it must reach in every category.
const PAGES: [&str; 3] = ["", "checklist.html", "docs-demo.html"];

/// Packs the site and prints its marks; `false` when one is too low.
pub fn lighthouse(workspace: &Workspace) -> Result<bool> {
    dist(workspace)?;
    let chromium = chromium::find_or_install(&NpmTools::install(workspace)?)?;
    let tools = NpmTools::install_extra(workspace)?;
    let site = Site::read(&workspace.dist_site())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    let address = listener
        .local_addr()
        .context("the system did not tell the port")?;
    http::answer_requests(listener, move |path, _| {
        let answer = Answer::file(&site, path);
        answer
            .compressed()
            .unwrap_or_else(|_| Answer::file(&site, path))
    });

    let mut is_good = true;
    for page in PAGES {
        let address = format!("http://{address}/{page}");
        let mut tries = 1;
        while !is_well_marked(workspace, &tools, &chromium, &address)? {
            if tries == MOST_TRIES {
                is_good = false;
                break;
            }
            tries += 1;
        }
    }
    Ok(is_good)
}

fn is_well_marked(
    workspace: &Workspace,
    tools: &NpmTools,
    chromium: &Path,
    address: &str,
) -> Result<bool> {
    let report = workspace.intermediate("lighthouse.json");
    step(&format!("Asking Lighthouse about {address}"), || {
        let mut lighthouse = tools.node("lighthouse/cli/index.js");
        lighthouse
            .args([address, "--quiet", "--output=json"])
            .arg(format!("--output-path={}", report.display()))
            .arg(format!("--only-categories={}", CATEGORIES.join(",")))
            // Root has no sandbox to run in; this page is our own.
            .arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu")
            .env("CHROME_PATH", chromium);
        succeed(&mut lighthouse)
    })?;
    print_marks(&report)
}

/// Prints the marks, and below them what is not perfect.
fn print_marks(report: &Path) -> Result<bool> {
    let text = fs::read_to_string(report).context("Lighthouse wrote no report")?;
    let report: serde_json::Value =
        serde_json::from_str(&text).context("Lighthouse's report is not JSON")?;
    let mut is_good = true;
    for category in CATEGORIES {
        let marked = &report["categories"][category];
        let mark = marked["score"].as_f64().unwrap_or(0.0) * 100.0;
        println!("{category}: {mark:.0}");
        is_good &= mark >= LOWEST_MARK;
        for audit in marked["auditRefs"].as_array().into_iter().flatten() {
            if audit["weight"].as_f64().is_none_or(|weight| weight == 0.0) {
                continue;
            }
            let audit = &report["audits"][audit["id"].as_str().unwrap_or_default()];
            if audit["score"].as_f64().is_some_and(|score| score < 1.0) {
                let said = |name: &str| audit[name].as_str().unwrap_or_default().to_owned();
                println!("    {}: {}", said("title"), said("displayValue"));
            }
        }
    }
    Ok(is_good)
}
