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

#[path = "scenarios/markdown.rs"]
mod markdown;
mod proven;
#[path = "scenarios/reported.rs"]
mod reported;

use libtest_mimic::{Arguments, Failed, Trial};
use markdown::{Case, cases_of, markdown_files};
use rdpcheck::case::{Attach, Choices};
use rdpcheck::explain::{Explanation, explain};
use rdpcheck::origin::Span;
use rdpcheck::question::{Question, Source, WayKind};
use rdpcheck::read::plain_text::plain;
use rdpcheck::read::stray_line::{StrayLine, stray_line};
use rdpcheck::read::{Input, read, read_noting_used};
use reported::{
    also_opens, azure_answers, carrying_route, changes, counts, deciding_rule, documents, findings,
    fixes, hops, list, losing_routes, needs, pieces, problems, reaches,
};
use serde_json::Value;
use std::ffi::OsString;
use std::path::Path;

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
            "counts" => same(&counts(report).join(", "), wanted),
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
