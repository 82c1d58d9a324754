//! The tests in `tests/browser`, run by Playwright in Chromium on the packed site.

use std::ffi::OsString;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Context, Result};

use crate::chromium;
use crate::command::succeeds;
use crate::http::{self, Answer};
use crate::npm_tools::NpmTools;
use crate::site::Site;
use crate::step::step;
use crate::test::Outcome;
use crate::workspace::Workspace;

/// The site must work wherever it is put, so it is also served below this path.
const SUB_PATH: &str = "/some/sub/path";

/// Playwright's projects, one after the other: what takes time is measured when nothing else runs.
const PROJECTS: [&str; 2] = ["together", "alone"];

/// Serves `dist/site` on a free port and runs the tests on it.
pub fn run(workspace: &Workspace, arguments: &[OsString]) -> Result<Outcome> {
    let tools = NpmTools::install(workspace)?;
    let chromium = chromium::find_or_install(&tools)?;
    let address = serve_site(workspace)?;
    let mut stats = Stats::default();
    for project in PROJECTS {
        let ran = step(&format!("Running the browser tests, {project}"), || {
            let report = workspace.intermediate(&format!("browser-report-{project}.json"));
            // A report of an earlier run must not be taken for this one's.
            if report.exists() {
                fs::remove_file(&report)
                    .with_context(|| format!("cannot remove {}", report.display()))?;
            }
            let mut playwright = tools.node("@playwright/test/cli.js");
            playwright
                .args(["test", "--project", project, "--pass-with-no-tests"])
                .args(arguments)
                .current_dir(workspace.root.join("tests").join("browser"))
                // The tests stay in the source tree, where their errors point; their imports are
                // found here.
                .env("NODE_PATH", tools.node_modules())
                .env("RDPCHECK_ROOT", &workspace.root)
                .env("RDPCHECK_URL", &address)
                .env("RDPCHECK_SUB_PATH", SUB_PATH)
                .env("RDPCHECK_CHROMIUM", &chromium)
                .env(
                    "RDPCHECK_RESULTS",
                    workspace.intermediate(&format!("browser-results-{project}")),
                )
                .env("RDPCHECK_REPORT", &report);
            let succeeded = succeeds(&mut playwright)?;
            Stats::read(&report, succeeded)
        })?;
        stats.add(&ran);
    }
    if stats.passed + stats.failed == 0 {
        // A name that no test has.
        stats.failed = 1;
    }
    Ok(Outcome::counted(
        "browser tests",
        stats.passed,
        stats.failed,
        stats.skipped,
    ))
}

/// Serves `dist/site` on a free port, and gives back its address.
pub fn serve_site(workspace: &Workspace) -> Result<String> {
    let site = Site::read(&workspace.dist_site())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    let address = listener
        .local_addr()
        .context("the system did not tell the port")?;
    http::answer_requests(listener, move |path, _| {
        Answer::file(&site, path.strip_prefix(SUB_PATH).unwrap_or(path))
    });
    Ok(format!("http://{address}"))
}

/// How many tests passed, failed and were left out.
#[derive(Default)]
struct Stats {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Stats {
    /// Reads the counts from Playwright's own report.
    fn read(report: &Path, succeeded: bool) -> Result<Stats> {
        let text = fs::read_to_string(report)
            .context("Playwright wrote no report; what stopped it is above")?;
        let report: serde_json::Value =
            serde_json::from_str(&text).context("Playwright's report is not JSON")?;
        let count = |name: &str| {
            let count = report["stats"][name].as_u64().unwrap_or(0);
            usize::try_from(count).unwrap_or(usize::MAX)
        };
        // A test that passed only at its second try did not pass.
        let mut failed = count("unexpected") + count("flaky");
        if !succeeded && failed == 0 {
            // No test failed, but a file of tests could not be read, or the time was up.
            failed = 1;
        }
        Ok(Stats {
            passed: count("expected"),
            failed,
            skipped: count("skipped"),
        })
    }

    fn add(&mut self, other: &Stats) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}
