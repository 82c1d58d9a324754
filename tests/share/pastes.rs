//! Every paste of the scenarios, with its question.

use rdpcheck::case::{Attach, Case, Choices};
use rdpcheck::net::Protocol;
use rdpcheck::question::{Question, Source, WayKind};
use rdpcheck::read::{Input, read};
use std::path::Path;

/// One case of the scenarios.
pub struct Paste {
    /// Its file and heading.
    pub name: String,
    /// What was pasted.
    pub texts: Vec<String>,
    /// What is asked.
    pub question: Question,
    /// What the reader said.
    pub choices: Choices,
}

impl Paste {
    /// The case that these texts make.
    pub fn case_of(&self, texts: &[String]) -> Case {
        let inputs: Vec<Input> = texts
            .iter()
            .map(|text| Input {
                name: None,
                text: text.clone(),
            })
            .collect();
        let (evidence, _) = read(&inputs);
        Case {
            evidence,
            question: self.question.clone(),
            choices: self.choices.clone(),
        }
    }

    /// The case as it is.
    pub fn case(&self) -> Case {
        self.case_of(&self.texts)
    }
}

/// All of them.
pub fn pastes() -> Vec<Paste> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the scenarios")
        .map(|entry| entry.expect("an entry").path())
        .filter(|file| file.extension().is_some_and(|it| it == "md"))
        .filter(|file| !file.ends_with("README.md"))
        .collect();
    files.sort();
    let mut pastes = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a scenario file is UTF-8");
        let name = file.file_stem().expect("a name").to_string_lossy();
        add(&name, &text, &mut pastes);
    }
    assert!(pastes.len() > 500, "{} pastes", pastes.len());
    pastes
}

fn add(file: &str, text: &str, pastes: &mut Vec<Paste>) {
    let (mut shared, mut title) = (Vec::new(), String::new());
    let (mut texts, mut options) = (Vec::new(), String::new());
    let mut open: Option<(String, String)> = None;
    let mut finish =
        |title: &str, texts: &mut Vec<String>, options: &mut String, shared: &[String]| {
            if !title.is_empty() {
                let (question, choices) = asked(options);
                pastes.push(Paste {
                    name: format!("{file}: {title}"),
                    texts: if texts.is_empty() {
                        shared.to_vec()
                    } else {
                        texts.clone()
                    },
                    question,
                    choices,
                });
            }
            texts.clear();
            options.clear();
        };
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => match open.take() {
                Some((kind, body)) if kind == "paste" && title.is_empty() => shared.push(body),
                Some((kind, body)) if kind == "paste" => texts.push(body),
                Some((kind, body)) if kind == "question" => options = body,
                _ => {}
            },
            (Some((_, body)), _) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, Some(kind)) => open = Some((kind.to_owned(), String::new())),
            (None, None) => {
                if let Some(next) = line.strip_prefix("## ") {
                    finish(&title, &mut texts, &mut options, &shared);
                    next.clone_into(&mut title);
                }
            }
        }
    }
    finish(&title, &mut texts, &mut options, &shared);
}

/// The options of the command line.
fn asked(options: &str) -> (Question, Choices) {
    let (mut question, mut choices) = (Question::default(), Choices::default());
    let mut words = options
        .split_whitespace()
        .map(|word| word.trim_matches('"'));
    while let Some(option) = words.next() {
        if option == "--outbound" {
            question.direction = rdpcheck::azure::Direction::Outbound;
            continue;
        }
        let Some(value) = words.next() else { break };
        match option {
            "--from" => question.from = Source::parse(value).unwrap_or(Source::Internet),
            "--from-port" => question.from_port = value.parse().ok(),
            "--to" => question.to = value.parse().ok(),
            "--target" => choices.target = Some(value.to_owned()),
            "--port" => question.port = value.parse().unwrap_or(3389),
            "--protocol" => question.protocol = Protocol::parse(value).unwrap_or(Protocol::Tcp),
            "--through" => question.through = WayKind::parse(value),
            "--dial" => question.dialled = value.parse().ok(),
            "--attach" => {
                if let Some((name, place)) = value.rsplit_once('=') {
                    choices
                        .places
                        .extend(Attach::parse(place).map(|place| (name.to_owned(), place)));
                }
            }
            _ => {}
        }
    }
    (question, choices)
}
