//! The terminal: arguments in, text or JSON out.

mod arguments;
mod compare;
mod text;

use crate::case::Case;
use crate::explain::{Explanation, explain};
use crate::judge::Answer;
use crate::read::{self, Input, Problem};
use crate::report::places::Places;
use crate::report::{next_hop_report, report};
use crate::say::markup::Markup;
use crate::say::printable::is_hazardous;
use crate::say::{Language, fill, printable};
use arguments::{Format, Options, Request};
use serde::Serialize;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{Read, Write};

const OPEN: u8 = 0;
const BLOCKED: u8 = 1;
const DEPENDS: u8 = 2;
const BAD_USAGE: u8 = 64;
const NOTHING_READABLE: u8 = 65;

/// Runs one command line. Writes the answer to `out` and complaints to `complaints`; returns the exit status.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    locale: &str,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    complaints: &mut dyn Write,
) -> u8 {
    let system_language = Language::for_tag(locale);
    let options = match arguments::parse(arguments, system_language) {
        Ok(Request::Check(options)) => options,
        Ok(Request::Show(text)) => return print(out, &text, OPEN),
        Err(message) => {
            let hint = system_language.terminal().see_help();
            return print(
                complaints,
                &format!("rdpcheck: {message}\n{hint}\n"),
                BAD_USAGE,
            );
        }
    };
    let inputs = match inputs(&options, stdin) {
        Ok(inputs) => inputs,
        Err(message) => return print(complaints, &format!("rdpcheck: {message}\n"), BAD_USAGE),
    };
    check(*options, &inputs, out, complaints)
}

/// Runs the command line that this process was started with.
pub fn run_process() -> std::process::ExitCode {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default();
    let (mut stdin, mut out, mut complaints) =
        (std::io::stdin(), std::io::stdout(), std::io::stderr());
    let arguments = std::env::args_os().skip(1);
    run(arguments, &locale, &mut stdin, &mut out, &mut complaints).into()
}

fn check(
    options: Options,
    inputs: &[Input],
    out: &mut dyn Write,
    complaints: &mut dyn Write,
) -> u8 {
    let (evidence, mut problems) = read::read(inputs);
    let is_empty = evidence.documents.is_empty();
    let case = Case {
        evidence,
        question: options.question,
        choices: options.choices,
    };
    let explanation = explain(&case);
    problems.extend(explanation.problems.iter().cloned());
    let answer = Checked {
        language: options.language,
        case: &case,
        explanation: &explanation,
        problems: &problems,
        places: Places::new(inputs),
    };
    if let Some((before, after)) = &options.compare {
        let found = compare::compare(&case, &explanation, before, after);
        let text = match (found, options.format) {
            (Ok(report), Format::Json) => escaped_json(&report),
            (Ok(report), _) => report.text(options.language),
            (Err(name), _) => {
                let words = options.language.terminal();
                let text = fill(words.bad_value(), &["--compare", &printable(&name)]);
                return print(complaints, &format!("rdpcheck: {text}\n"), BAD_USAGE);
            }
        };
        return print(out, &text, OPEN);
    }
    if let Some(to) = options.next_hop {
        let report = next_hop_report(&explanation, to, &answer.places);
        let text = match options.format {
            Format::Json => escaped_json(&report),
            Format::Text | Format::Markdown => answer.next_hop(&report),
        };
        let status = match report.route {
            _ if is_empty => NOTHING_READABLE,
            Some(_) if report.code.is_none() => OPEN,
            _ => DEPENDS,
        };
        return print(out, &text, status);
    }
    let text = match options.format {
        Format::Json => answer.json(),
        Format::Text if is_empty => answer.nothing_readable(inputs),
        Format::Text => answer.text(Markup::Plain),
        Format::Markdown => answer.text(Markup::Markdown),
    };
    let status = match explanation.judgement.answer {
        _ if is_empty => NOTHING_READABLE,
        Answer::Open => OPEN,
        Answer::Blocked => BLOCKED,
        Answer::Depends => DEPENDS,
    };
    print(out, &text, status)
}

/// Everything that is printed about one case.
struct Checked<'a> {
    language: Language,
    case: &'a Case,
    explanation: &'a Explanation,
    problems: &'a [Problem],
    places: Places<'a>,
}

impl Checked<'_> {
    fn json(&self) -> String {
        let report = report(
            self.language,
            self.case,
            self.explanation,
            self.problems,
            &self.places,
        );
        escaped_json(&report)
    }
}

fn escaped_json(report: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(report)
        .unwrap_or_else(|error| format!("{{\"error\": \"{error}\"}}"));
    escape_hazards(&json) + "\n"
}

/// JSON may hold these characters as they are, and a terminal would obey them. They only ever stand inside strings.
fn escape_hazards(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        if is_hazardous(character) && character != '\n' {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                // Writing to a string cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(character);
        }
    }
    safe
}

fn inputs(options: &Options, stdin: &mut dyn Read) -> Result<Vec<Input>, String> {
    let words = options.language.terminal();
    let cannot_read = |name: &str, error: std::io::Error| {
        fill(words.cannot_read(), &[&printable(name), &error.to_string()])
    };
    let mut inputs = Vec::new();
    for file in &options.files {
        let name = file.to_string_lossy().into_owned();
        let bytes = if name == "-" {
            read_all(stdin)
        } else {
            std::fs::read(file)
        };
        inputs.push(Input {
            text: read::decode(&bytes.map_err(|error| cannot_read(&name, error))?),
            name: Some(name),
        });
    }
    if inputs.is_empty() {
        let bytes = read_all(stdin).map_err(|error| cannot_read("-", error))?;
        inputs.push(Input {
            name: None,
            text: read::decode(&bytes),
        });
    }
    Ok(inputs)
}

fn read_all(from: &mut dyn Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A reader that closes its end, as `head` does, is no failure of ours: the exit status still tells the answer.
fn print(out: &mut dyn Write, text: &str, status: u8) -> u8 {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    status
}
