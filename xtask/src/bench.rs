//! `cargo xtask bench`: how fast the answer comes, beside other tools that can say a part of it. One run, one machine, one
//! table.

use std::fmt::Write as _;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::chromium;
use crate::command::{output, succeed};
use crate::dist::dist;
use crate::http::{self, Answer};
use crate::npm_tools::NpmTools;
use crate::python;
use crate::site::Site;
use crate::step::step;
use crate::workspace::Workspace;

/// How many rules the other tools are given.
const SIZES: [u64; 3] = [10, 100, 1_000];

/// Measures everything, prints the table, and writes it to `docs/PERFORMANCE.md` when asked to; `false` when a target is
/// missed.
pub fn bench(workspace: &Workspace, write: bool) -> Result<bool> {
    dist(workspace)?;
    let tools = NpmTools::install(workspace)?;
    let extra = NpmTools::install_extra(workspace)?;
    let chromium = chromium::find_or_install(&tools)?;
    let python = python::find_or_install(workspace)?;
    let wasm = build(workspace)?;
    let ours = workspace.root.join("target/release/rdpcheck-bench");
    let bench = workspace.root.join("benches");

    let native = step("Measuring natively", || json(&mut Command::new(&ours)))?;
    let mut peers = Vec::new();
    for size in SIZES {
        let rules = workspace.intermediate(&format!("rules-{size}.json"));
        let printed = output(Command::new(&ours).args(["rules", &size.to_string()]))?;
        fs::write(&rules, printed).context("cannot write the rules")?;
        let of_python = step(&format!("Measuring Z3 and netaddr on {size} rules"), || {
            json(
                Command::new(&python)
                    .arg(bench.join("peers.py"))
                    .arg(&rules),
            )
        })?;
        let of_node = step(
            &format!("Measuring WebAssembly and cidr-tools on {size} rules"),
            || {
                let mut node = Command::new("node");
                node.arg(bench.join("peers.mjs"))
                    .arg(&rules)
                    .arg(&wasm)
                    .arg(extra.node_modules());
                json(&mut node)
            },
        )?;
        peers.push((size, of_python, of_node));
    }
    let painted = step("Measuring the page in Chromium", || {
        let address = serve(Site::read(&workspace.dist_site())?)?;
        let mut node = Command::new("node");
        node.arg(bench.join("painted.mjs"))
            .arg(address)
            .arg(&chromium)
            .arg(tools.node_modules())
            .arg("20");
        json(&mut node)
    })?;

    let mut table = Table::default();
    table.exact_sets(&native, &peers);
    table.shown(&native);
    table.reading(&native);
    table.rest(&native, &painted);
    println!("\n{}\n{}", table.text, table.missed());
    if write {
        let document = document(&table)?;
        let path = workspace.root.join("docs/PERFORMANCE.md");
        fs::write(&path, document).context("cannot write docs/PERFORMANCE.md")?;
    }
    Ok(table.misses.is_empty())
}

/// The table as it grows, and the targets that were missed.
#[derive(Default)]
struct Table {
    text: String,
    misses: Vec<String>,
}

impl Table {
    fn exact_sets(&mut self, native: &Value, peers: &[(u64, Value, Value)]) {
        self.line("Who gets in, exactly; milliseconds, the median of 20 runs (3 of what takes over a second), in Node once V8 has compiled for speed:\n");
        self.line("| rules | sources | ours | ours, WebAssembly in Node | `iprange` | `cidr-tools` | `netaddr` | Z3, one yes or no |");
        self.line("|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (size, python, node) in peers {
            let own = row(&native["solve"], "rules", *size);
            let (ours, iprange) = (number(&own["ours"]), number(&own["iprange"]));
            let (z3, netaddr) = (number(&python["z3"]), number(&python["netaddr"]));
            let cidr_tools = number(&node["cidr-tools"]);
            self.line(&format!(
                "| {size} | {} | {ours:.2} | {:.2} | {iprange:.2} | {cidr_tools:.1} | {netaddr:.1} | {z3:.1} |",
                size * 4,
                number(&node["wasm"]),
            ));
            let agree = own["agree"] == true
                && number(&python["open"]) == number(&own["iprange open"])
                && number(&node["count"]) == number(&own["iprange open"])
                && number(&node["open"]) == number(&own["open"]);
            self.target(
                agree,
                format!("all find the same addresses for {size} rules"),
            );
            if *size == 1_000 {
                self.target(
                    z3 >= 100.0 * ours,
                    format!("100 times Z3: {:.0} times", z3 / ours),
                );
                self.target(
                    cidr_tools >= 100.0 * ours,
                    format!("100 times cidr-tools: {:.0} times", cidr_tools / ours),
                );
                self.target(
                    netaddr >= 1_000.0 * ours,
                    format!("1,000 times netaddr: {:.0} times", netaddr / ours),
                );
                self.target(ours <= iprange, "no slower than iprange".to_owned());
            }
        }
        if let Some((size, _, node)) = peers.last() {
            let memory = number(&node["memory"]);
            self.line(&format!(
                "\nWebAssembly takes {memory:.1} MB of memory to judge {size} rules with {} sources, to find what is remarkable about \
                 them and to look for fixes.",
                size * 4
            ));
            self.target(memory <= 64.0, format!("64 MB of memory: {memory:.1}"));
        }
        for (less, more) in [(500, 1_000), (1_000, 2_000)] {
            let time = |size| number(&row(&native["solve"], "rules", size)["ours"]);
            let growth = time(more) / time(less);
            self.line(&format!(
                "\n{more} rules take {growth:.2} times as long as {less}."
            ));
            self.target(
                growth <= 2.3,
                format!("at most 2.3 times from {less} to {more}: {growth:.2}"),
            );
        }
    }

    fn shown(&mut self, native: &Value) {
        self.line("\nWhat else the page shows of rules, natively, in milliseconds:\n\n| rules | | findings | found | fixes | found |\n|---:|---|---:|---:|---:|---:|");
        for row in native["shown"].as_array().into_iter().flatten() {
            let (kind, rules) = (
                row["kind"].as_str().unwrap_or_default(),
                number(&row["rules"]),
            );
            let (findings, fixes) = (number(&row["findings"]), number(&row["fixes"]));
            self.line(&format!(
                "| {rules} | {kind} | {findings:.1} | {} | {fixes:.1} | {} |",
                number(&row["found"]),
                number(&row["fixed"])
            ));
            if rules == 1_000.0 {
                for (what, time) in [("findings", findings), ("fixes", fixes)] {
                    self.target(
                        time <= 200.0,
                        format!("200 ms for the {what} of 1,000 rules, {kind}: {time:.0}"),
                    );
                }
            }
        }
    }

    fn reading(&mut self, native: &Value) {
        self.line("\nReading 1,000 rules:\n\n| shape | size | MB a second | `serde_json` alone |\n|---|---:|---:|---:|");
        for shape in native["read"].as_array().into_iter().flatten() {
            let name = shape["shape"].as_str().unwrap_or_default();
            let ours = number(&shape["ours"]);
            let serde = shape["serde_json"].as_f64();
            let serde = serde.map_or_else(String::new, |speed| format!("{speed:.0}"));
            self.line(&format!(
                "| {name} | {:.2} MB | {ours:.0} | {serde} |",
                number(&shape["MB"])
            ));
            self.target(
                ours >= 50.0,
                format!("50 MB a second from {name}: {ours:.0}"),
            );
        }
    }

    fn rest(&mut self, native: &Value, painted: &Value) {
        let routes = &native["routes"];
        self.line(&format!(
            "\nNext hop of an address over 400 routes: {:.2} µs; `prefix-trie` {:.2} µs, which is given prefixes alone.",
            number(&routes["ours"]),
            number(&routes["prefix-trie"])
        ));
        self.target(
            routes["agree"] == true,
            "the same addresses have a next hop".to_owned(),
        );
        self.line(&format!(
            "\nFrom the paste event, of the keyboard into the empty box, to the painted verdict in Chromium {}:\n\n| rules | ms |\n|---:|---:|",
            painted["chromium"].as_str().unwrap_or_default()
        ));
        for (rules, most) in [(5, None), (100, Some(30.0)), (1_000, Some(100.0))] {
            let time = number(&painted[rules.to_string()]);
            self.line(&format!("| {rules} | {time:.0} |"));
            if let Some(most) = most {
                self.target(
                    time <= most,
                    format!("{most} ms for {rules} rules: {time:.0}"),
                );
            }
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn target(&mut self, is_met: bool, target: String) {
        if !is_met {
            self.misses.push(target);
        }
    }

    fn missed(&self) -> String {
        let mut said = String::new();
        for miss in &self.misses {
            // Writing to a string cannot fail.
            let _ = writeln!(said, "MISSED: {miss}");
        }
        if said.is_empty() {
            "Every target is met.".clone_into(&mut said);
        }
        said
    }
}

/// The committed document.
fn document(table: &Table) -> Result<String> {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("an unknown processor", |line| {
        line.trim_start_matches([' ', '\t', ':'])
    });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // What else runs on the machine makes every number larger.
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    let rustc = output(Command::new("rustc").arg("--version"))?;
    let node = output(Command::new("node").arg("--version"))?;
    Ok(format!(
        "# Performance\n\nWritten by `cargo xtask bench --write`, which repeats it: it packs the site, builds `benches`, installs the other \
         tools from crates.io, npm and PyPI, and ends with an error when a target is missed.\n\nMachine: {model}, {cores} cores, load {load}; {}, \
         Node {}.\n\nAll are given the same parsed rules: each with four random IPv4 prefixes for TCP 3389, every other one an Allow. Ours \
         also tells which rule decides for whom, and judges IPv6.\n\n{}\nTargets: {}\n",
        rustc.trim(),
        node.trim(),
        table.text,
        table
            .missed()
            .trim_end()
            .replace("MISSED: ", "missed: ")
            .replace('\n', "; "),
    ))
}

fn row(rows: &Value, key: &str, wanted: u64) -> Value {
    let mut rows = rows.as_array().into_iter().flatten();
    rows.find(|row| row[key] == wanted)
        .cloned()
        .unwrap_or_default()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn json(command: &mut Command) -> Result<Value> {
    serde_json::from_str(&output(command)?).context("what was measured is not JSON")
}

/// Builds the measuring program natively and as WebAssembly; gives back where the latter is.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    step("Building what measures", || {
        succeed(
            workspace
                .cargo("build")
                .args(["--quiet", "--release", "-p", "rdpcheck-bench"]),
        )?;
        succeed(workspace.cargo("build").args([
            "--quiet",
            "--release",
            "-p",
            "rdpcheck-bench",
            "--lib",
            "--target",
            "wasm32-unknown-unknown",
        ]))
    })?;
    Ok(workspace
        .root
        .join("target/wasm32-unknown-unknown/release/rdpcheck_bench.wasm"))
}

fn serve(site: Site) -> Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    let address = listener
        .local_addr()
        .context("the system did not tell the port")?;
    http::answer_requests(listener, move |path, _| Answer::file(&site, path));
    Ok(format!("http://{address}/"))
}
