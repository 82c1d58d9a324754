//! Runs every Markdown scenario in `tests/scenarios` through the whole tool, from pasted text to report.
//!
//! A file is a number of cases, one for each `##` heading. A case has fences: `paste` (one input each; without any,
//! those before the first `##` are used), `question` (options of the command line, may be absent) and `expect`. Every
//! line of `expect` is one claim; `tests/scenarios/README.md` lists the claims there are.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod proven;

use libtest_mimic::{Arguments, Failed, Trial};
use rdpcheck::case::{Attach, Choices};
use rdpcheck::explain::{Explanation, explain};
use rdpcheck::origin::Span;
use rdpcheck::question::{Question, Source, WayKind};
use rdpcheck::read::plain_text::plain;
use rdpcheck::read::stray_line::{StrayLine, stray_line};
use rdpcheck::read::{Input, read, read_noting_used};
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut cases = Vec::new();
    for file in markdown_files(&folder) {
        let text = std::fs::read_to_string(&file).expect("a scenario file is UTF-8");
        let name = file
            .strip_prefix(&folder)
            .unwrap_or(&file)
            .with_extension("");
        cases.extend(cases_of(&name.to_string_lossy(), &text));
    }
    let mut trials = vec![every_case_of_the_reference_is_there(&cases)];
    trials.extend(cases.into_iter().map(|case| {
        Trial::test(case.name.clone(), move || {
            case.check().map_err(Failed::from)
        })
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// One `##` section.
struct Case {
    name: String,
    pastes: Vec<String>,
    question: String,
    expect: Vec<String>,
}

/// The cases of azure-semantics §13.
const DECIDED: &str = "T01-T77 R01-R25 C01-C12";

fn every_case_of_the_reference_is_there(cases: &[Case]) -> Trial {
    let wanted = DECIDED.split(' ').flat_map(|range| {
        let (first, last) = range.split_once('-').expect("a range");
        let letter = first.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = |id: &str| id.trim_start_matches(letter).parse::<u32>();
        let numbers = number(first).expect("an id")..=number(last).expect("an id");
        numbers.map(move |number| format!("{letter}{number:02}"))
    });
    let states_a_reason = |case: &Case| {
        let mut claims = case.expect.iter().filter_map(|line| line.split_once(':'));
        claims.any(|(claim, _)| matches!(claim, "code" | "rule" | "hop" | "route" | "problem"))
    };
    let mut missing = Vec::new();
    for id in wanted {
        let is_it = |case: &&Case| case.name.split([' ', ':']).any(|word| word == id);
        let of_id: Vec<&Case> = cases.iter().filter(is_it).collect();
        if of_id.is_empty() {
            missing.push(format!("{id} is missing"));
        }
        for case in of_id {
            if !states_a_reason(case) {
                missing.push(format!("{} claims an answer without a reason", case.name));
            }
        }
    }
    Trial::test(
        "every case of the reference is a scenario, with its reason",
        move || {
            if missing.is_empty() {
                Ok(())
            } else {
                Err(missing.join("\n").into())
            }
        },
    )
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of scenarios") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(markdown_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "md")
            && path.file_stem().is_some_and(|stem| stem != "README")
        {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn cases_of(file: &str, text: &str) -> Vec<Case> {
    let mut sections: Vec<(String, Vec<Fence>)> = vec![(String::new(), Vec::new())];
    let mut open: Option<Fence> = None;
    for line in text.lines() {
        let fences = &mut sections.last_mut().expect("there is always one").1;
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => fences.extend(open.take()),
            (Some(fence), _) => {
                fence.body.push_str(line);
                fence.body.push('\n');
            }
            (None, Some(kind)) => {
                open = Some(Fence {
                    kind: kind.to_owned(),
                    body: String::new(),
                });
            }
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    sections.push((title.to_owned(), Vec::new()));
                }
            }
        }
    }
    assert!(open.is_none(), "{file}: a fence is not closed");
    let bodies = |fences: &[Fence], kind: &str| -> Vec<String> {
        fences
            .iter()
            .filter(|fence| fence.kind == kind)
            .map(|fence| fence.body.clone())
            .collect()
    };
    let shared = bodies(&sections[0].1, "paste");
    let cases = sections.iter().skip(1).map(|(title, fences)| {
        let own = bodies(fences, "paste");
        let expect: Vec<String> = bodies(fences, "expect")
            .concat()
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect();
        assert!(!expect.is_empty(), "{file}: {title} expects nothing");
        Case {
            name: format!("{file}: {title}"),
            pastes: if own.is_empty() { shared.clone() } else { own },
            question: bodies(fences, "question").concat(),
            expect,
        }
    });
    cases.collect()
}

struct Fence {
    kind: String,
    body: String,
}

/// What one run printed.
struct Run {
    status: u8,
    out: String,
}

impl Case {
    /// Lines of the paste that were neither used nor named in a problem, and that are no noise either.
    fn dropped_lines(&self) -> Vec<String> {
        let mut inputs = Vec::new();
        for text in &self.pastes {
            let (name, text) = (None, text.clone());
            inputs.push(Input { name, text });
        }
        let mut used = Vec::new();
        read_noting_used(&inputs, &mut used);
        let mut dropped = Vec::new();
        for (input, read) in (0u32..).zip(&inputs) {
            let mut start = 0;
            for line in plain(&read.text).split_inclusive('\n') {
                let inside = start + line.trim_end().len() as u32;
                let covers = |span: &&Span| {
                    u32::from(span.input) == input && span.start < inside && span.end > start
                };
                if used.iter().find(covers).is_none() && stray_line(line) != StrayLine::Noise {
                    dropped.push(format!("a line was dropped: {line}"));
                }
                start += line.len() as u32;
            }
        }
        dropped
    }

    fn check(&self) -> Result<(), String> {
        let json = self.run("json", "en");
        let report: Value = serde_json::from_str(&json.out)
            .map_err(|error| format!("the report is not JSON: {error}\n{}", json.out))?;
        let mut failures = self.dropped_lines();
        for line in &self.expect {
            let (claim, wanted) = line.split_once(':').ok_or(format!("no claim: {line}"))?;
            if let Err(got) = self.check_claim(claim.trim(), wanted.trim(), &json, &report) {
                failures.push(format!("expected {line}\n     got {got}"));
            }
        }
        if report["format"] == 1 && report["fixes"].is_array() {
            proven::check_fixes(&self.explanation(&report))
                .map_err(|failure| format!("a fix that is not what it says\n{failure}"))?;
        }
        if failures.is_empty() {
            Ok(())
        } else {
            Err(format!(
                "{}\n\n{}",
                failures.join("\n"),
                self.run("text", "en").out
            ))
        }
    }

    fn check_claim(
        &self,
        claim: &str,
        wanted: &str,
        run: &Run,
        report: &Value,
    ) -> Result<(), String> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match claim {
            "answer" => {
                let status = match wanted {
                    "open" => 0,
                    "blocked" => 1,
                    "depends" => 2,
                    _ => u8::MAX,
                };
                same(&text(&report["answer"]), wanted)?;
                same(&run.status.to_string(), &status.to_string())
            }
            "exit" => same(&run.status.to_string(), wanted),
            "code" => same(&text(&report["code"]), wanted),
            "rule" => same(&deciding_rule(report), wanted),
            "because" => contains(&text(&report["because"]), wanted),
            "hop" => among(&hops(report), wanted),
            "route" => same(&carrying_route(report), wanted),
            "loser" => among(&losing_routes(report), wanted),
            "needs" => among(&needs(report), wanted),
            "problem" => among(&problems(report), wanted),
            "problems" => same(
                &problems(report).join(", "),
                if wanted == "none" { "" } else { wanted },
            ),
            "read" => among(&documents(report), wanted),
            "reads" => same(&documents(report).join(", "), wanted),
            "piece" => among(&pieces(report), wanted),
            "reaches" => same(&reaches(report).join(", "), wanted),
            "azure" => among(&azure_answers(report), wanted),
            "open" | "blocked" | "depends" => {
                let listed = list(&report["sources"][claim]);
                same(
                    &listed.join(" "),
                    if wanted == "nobody" { "" } else { wanted },
                )
            }
            "fix" if wanted == "none" => same(&fixes(report).join(" | "), ""),
            "fix" => {
                let (id, what) = wanted.split_once(' ').unwrap_or((wanted, ""));
                let is_it = |fix: &String| fix.starts_with(&format!("{id}:")) && fix.contains(what);
                match fixes(report).iter().any(is_it) {
                    true => Ok(()),
                    false => Err(fixes(report).join(" | ")),
                }
            }
            "findings" => same(
                &findings(report).join(", "),
                if wanted == "none" { "" } else { wanted },
            ),
            "finding" => among(&findings(report), wanted),
            "first fix" => same(&text(&report["fixes"][0]["id"]), wanted),
            "opens" => same(&list(&report["fixes"][0]["opens"]).join(" "), wanted),
            "also opens" => match wanted {
                "none" => same(&also_opens(report).join(" | "), ""),
                _ => among(&also_opens(report), wanted),
            },
            "command" => {
                let (dialect, wanted) = wanted.split_once(' ').unwrap_or((wanted, ""));
                let commands = &report["fixes"][0]["commands"][dialect];
                contains(&(text(commands) + &list(commands).join("\n")), wanted)
            }
            "change" => among(&changes(report), wanted),
            "changes" => same(
                &changes(report).join(", "),
                if wanted == "none" { "" } else { wanted },
            ),
            "text" => contains(&self.run("text", "en").out, wanted),
            "absent" => match self.run("text", "en").out.contains(wanted) {
                true => Err("it is there".to_owned()),
                false => Ok(()),
            },
            "japanese" => contains(&self.run("text", "ja").out, wanted),
            "markdown" => contains(&self.run("markdown", "en").out, wanted),
            _ => Err("a claim that the runner does not know".to_owned()),
        }
    }

    /// The same as the command line asks it, straight from the library.
    fn explanation(&self, report: &Value) -> Explanation {
        let asked = &report["question"];
        let word = |key: &str| asked[key].as_str().unwrap_or_default().to_owned();
        let number = |key: &str| asked[key].as_u64().and_then(|it| u16::try_from(it).ok());
        let inputs: Vec<Input> = self
            .pastes
            .iter()
            .map(|text| Input {
                name: None,
                text: text.clone(),
            })
            .collect();
        let mut choices = Choices::default();
        let options: Vec<String> = words(&self.question).collect();
        let mut question = Question {
            from: Source::parse(&word("from")).expect("who asks"),
            from_port: number("from_port"),
            port: number("port").expect("a port"),
            protocol: rdpcheck::net::Protocol::parse(&word("protocol")).expect("a protocol"),
            through: WayKind::parse(&word("through")),
            dialled: number("dial"),
            ..Question::default()
        };
        if word("direction") == "outbound" {
            question.direction = rdpcheck::azure::Direction::Outbound;
        }
        for pair in options.windows(2) {
            match pair[0].as_str() {
                "--to" => question.to = pair[1].parse().ok(),
                "--target" => choices.target = Some(pair[1].clone()),
                "--attach" => {
                    let (name, place) = pair[1].split_once('=').expect("NSG=WHERE");
                    choices
                        .places
                        .push((name.to_owned(), Attach::parse(place).expect("a place")));
                }
                _ => {}
            }
        }
        explain(&rdpcheck::case::Case {
            evidence: read(&inputs).0,
            question,
            choices,
        })
    }

    fn run(&self, format: &str, language: &str) -> Run {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let mut arguments: Vec<OsString> = words(&self.question).map(OsString::from).collect();
        for part in ["--format", format, "--lang", language] {
            arguments.push(part.into());
        }
        let mut stdin: &[u8] = b"";
        if let [only] = self.pastes.as_slice() {
            stdin = only.as_bytes();
        } else {
            for (number, paste) in self.pastes.iter().enumerate() {
                let safe = self.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
                let file = folder.join(format!("{safe}-{number}"));
                std::fs::write(&file, paste).expect("the temporary folder can be written");
                arguments.push(file.into());
            }
        }
        let (mut out, mut complaints) = (Vec::new(), Vec::new());
        let status = rdpcheck::cli::run(arguments, "", &mut stdin, &mut out, &mut complaints);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Run {
            status,
            out: text(&out) + &text(&complaints),
        }
    }
}

/// Words of a command line; double quotes keep spaces together.
fn words(line: &str) -> impl Iterator<Item = String> {
    let mut words = Vec::new();
    let (mut word, mut quoted, mut started) = (String::new(), false, false);
    for character in line.chars() {
        match character {
            '"' => {
                quoted = !quoted;
                started = true;
            }
            c if c.is_whitespace() && !quoted => {
                if started {
                    words.push(std::mem::take(&mut word));
                }
                started = false;
            }
            c => {
                word.push(c);
                started = true;
            }
        }
    }
    if started {
        words.push(word);
    }
    words.into_iter()
}

fn same(got: &str, wanted: &str) -> Result<(), String> {
    if got == wanted {
        Ok(())
    } else {
        Err(got.to_owned())
    }
}

fn contains(got: &str, wanted: &str) -> Result<(), String> {
    if got.contains(wanted) {
        Ok(())
    } else {
        Err(got.to_owned())
    }
}

fn among(got: &[String], wanted: &str) -> Result<(), String> {
    if got.iter().any(|line| line == wanted) {
        Ok(())
    } else {
        Err(got.join(" | "))
    }
}

fn list(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}

/// `nic-nsg nsg-web blocked NSG-DENY-RULE DenyRdp`; without name or rule where there is none.
fn hops(report: &Value) -> Vec<String> {
    let hops = report["hops"].as_array().into_iter().flatten();
    hops.map(|hop| {
        let parts = [
            &hop["hop"],
            &hop["name"],
            &hop["answer"],
            &hop["code"],
            &hop["rule"]["name"],
        ];
        let parts = parts
            .iter()
            .filter_map(|part| part.as_str())
            .filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    })
    .collect()
}

/// The rule of the hop that gives the report its code.
fn deciding_rule(report: &Value) -> String {
    let hops = report["hops"].as_array().into_iter().flatten();
    let mut rules = hops
        .filter(|hop| hop["answer"] == report["answer"] && hop["code"] == report["code"])
        .filter_map(|hop| hop["rule"]["name"].as_str());
    rules.next().unwrap_or_default().to_owned()
}

/// `203.0.113.0/24 Internet user`: of the reply, or with `--next-hop` of the packet.
fn carrying_route(report: &Value) -> String {
    let hops = report["hops"].as_array().into_iter().flatten();
    let routes = hops.map(|hop| &hop["route"]).chain([&report["route"]]);
    let mut carrying = routes.filter(|route| !route.is_null());
    carrying.next().map(route).unwrap_or_default()
}

/// `0.0.0.0/0 Internet default INVALID`, with `--next-hop`.
fn losing_routes(report: &Value) -> Vec<String> {
    let losers = report["losers"].as_array().into_iter().flatten();
    losers
        .map(|loser| format!("{} {}", route(loser), loser["code"].as_str().unwrap_or("")))
        .collect()
}

fn route(route: &Value) -> String {
    let parts = [&route["prefix"], &route["next_hop"], &route["source"]];
    parts
        .map(|part| part.as_str().unwrap_or_default())
        .join(" ")
}

fn needs(report: &Value) -> Vec<String> {
    let hops = report["hops"].as_array().into_iter().flatten();
    hops.flat_map(|hop| list(&hop["needs"])).collect()
}

/// `LIST-TRUNCATED 12:3`; only the code where there is no place.
fn problems(report: &Value) -> Vec<String> {
    let problems = report["problems"].as_array().into_iter().flatten();
    problems
        .map(|problem| {
            let code = problem["code"].as_str().unwrap_or_default();
            match &problem["at"] {
                Value::Null => code.to_owned(),
                at => format!("{code} {}:{}", at["line"], at["column"]),
            }
        })
        .collect()
}

/// `nsg nsg-web 1-40`.
fn pieces(report: &Value) -> Vec<String> {
    let pieces = report["pieces"].as_array().into_iter().flatten();
    let piece = |piece: &Value| {
        let mut words = vec![piece["answer"].as_str().unwrap_or("").to_owned()];
        words.extend(list(&piece["sources"]));
        for key in ["hop", "rule", "route"] {
            words.extend(piece[key].as_str().map(str::to_owned));
        }
        words.join(" ")
    };
    pieces.map(piece).collect()
}

fn reaches(report: &Value) -> Vec<String> {
    let reach = report["reach"].as_array().into_iter().flatten();
    let one = |one: &Value| {
        let mut words = vec![list(&one["protocols"]).join("+")];
        for key in ["ports", "answer", "hop", "by"] {
            words.extend(one[key].as_str().map(str::to_owned));
        }
        words.join(" ")
    };
    reach.map(one).collect()
}

fn azure_answers(report: &Value) -> Vec<String> {
    let answers = report["azure"].as_array().into_iter().flatten();
    let word = |answer: &Value, key: &str| answer[key].as_str().unwrap_or("").to_owned();
    answers
        .map(|answer| {
            ["compared", "said", "by"]
                .map(|key| word(answer, key))
                .join(" ")
        })
        .collect()
}

/// `NSG-ALLOW: Create rule …; Create rule …`, every change of a set.
fn fixes(report: &Value) -> Vec<String> {
    let fixes = report["fixes"].as_array().into_iter().flatten();
    fixes
        .map(|fix| {
            let changes = fix["changes"].as_array().into_iter().flatten();
            let what: Vec<&str> = changes
                .filter_map(|change| change["what"].as_str())
                .collect();
            format!("{}: {}", fix["id"].as_str().unwrap_or(""), what.join("; "))
        })
        .collect()
}

/// `nsg nsg-web tcp 3389 203.0.113.7/32`, of the first fix.
fn changes(report: &Value) -> Vec<String> {
    let line = |change: &Value| {
        let text = |key: &str| change[key].as_str().unwrap_or_default().to_owned();
        let who = |key: &str, sign: &str| {
            let blocks = list(&change[key]);
            blocks
                .iter()
                .map(|block| format!(" {sign}{block}"))
                .collect::<String>()
        };
        format!(
            "{} {}{}{}",
            text("protocol"),
            text("ports"),
            who("opened", "+"),
            who("closed", "-")
        )
    };
    report["changes"]
        .as_array()
        .map_or_else(Vec::new, |all| all.iter().map(line).collect())
}

fn findings(report: &Value) -> Vec<String> {
    let line = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let (code, rule) = (text("code"), text("rule"));
        let by = list(&finding["by"]).join(" ");
        format!("{code} {rule} {by}").trim_end().to_owned()
    };
    report["findings"]
        .as_array()
        .map_or_else(Vec::new, |all| all.iter().map(line).collect())
}

fn also_opens(report: &Value) -> Vec<String> {
    let also = report["fixes"][0]["also_opens"]
        .as_array()
        .into_iter()
        .flatten();
    also.map(|also| {
        let mut words: Vec<String> = ["to", "protocol", "ports"]
            .map(|key| also[key].as_str().unwrap_or("").to_owned())
            .to_vec();
        words.extend(list(&also["from"]));
        words.join(" ")
    })
    .collect()
}

fn documents(report: &Value) -> Vec<String> {
    let documents = report["read"].as_array().into_iter().flatten();
    documents
        .map(|document| {
            let text = |key: &str| document[key].as_str().unwrap_or_default();
            let lines = &document["lines"];
            format!(
                "{} {} {}-{}",
                text("what"),
                text("name"),
                lines[0],
                lines[1]
            )
        })
        .collect()
}
