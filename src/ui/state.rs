//! Everything the page knows, and how it changes. Components only send actions.

use crate::case::{Attach, Case, Choices};
use crate::explain::{Explanation, explain};
use crate::origin::{LineIndex, Span};
use crate::question::{Question, RDP_PORT, Source};
use crate::read::{self, Input, Problem, ProblemKind};
use crate::say::Language;
use std::net::IpAddr;
use std::rc::Rc;
use yew::Reducible;

/// The page's state. What is derived from the paste is kept, so that hovering a rule reads nothing again.
#[derive(Clone)]
pub struct PageState {
    /// The language of every word.
    pub language: Language,
    /// The pasted text as it was read.
    pub reading: Shared<Reading>,
    /// What stands in the question bar, right or wrong.
    pub typed: TypedQuestion,
    /// What the reader settled by hand.
    pub choices: Choices,
    /// The answer, when there is anything to judge.
    pub answer: Option<Shared<Answered>>,
    /// The stretch of the paste that is pointed at, from either side.
    pub pointed: Option<Span>,
    /// A stretch that the box should scroll to. The number tells two requests for one place apart.
    pub scroll_to: Option<(Span, u32)>,
    /// A long text is being read.
    pub working: bool,
    /// A file that could not be read.
    pub failed_file: Option<String>,
}

/// One paste, read.
#[derive(Default)]
pub struct Reading {
    /// The case with its evidence; question and choices are filled in when it is judged.
    pub case: Case,
    /// What reading found.
    pub problems: Vec<Problem>,
    /// Where lines begin.
    pub lines: LineIndex,
    /// The text.
    pub text: String,
}

/// One judgement, explained.
pub struct Answered {
    /// What was judged.
    pub explanation: Explanation,
    /// What is remarkable about it, reading's problems first.
    pub problems: Vec<Problem>,
    /// For a private source: what the answer would be over the Internet.
    pub over_the_internet: Option<Explanation>,
}

/// The question bar as it is typed.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedQuestion {
    /// Which kind of source.
    pub from: SourceKind,
    /// The source's address.
    pub address: String,
    /// The VM's address.
    pub to: String,
    /// The port.
    pub port: String,
}

/// The kinds of source that the question bar offers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// Any public address.
    Internet,
    /// The typed one.
    Address,
    /// Inside, at no known address.
    VirtualNetwork,
}

impl SourceKind {
    /// All, in the order they are offered.
    pub const ALL: [SourceKind; 3] = [
        SourceKind::Internet,
        SourceKind::Address,
        SourceKind::VirtualNetwork,
    ];
}

/// What can happen.
pub enum Action {
    /// The text in the box is now this.
    Text(String),
    /// This text comes below what is in the box already.
    Append(String),
    /// Reading will take a moment.
    Working,
    /// A file was dropped and could not be read.
    FileFailed(String),
    /// The question bar changed.
    Ask(TypedQuestion),
    /// A target was chosen; `None` for none.
    Target(Option<String>),
    /// The place of an NSG was chosen; `None` for "not said".
    Place(String, Option<Attach>),
    /// A paste of an NSG was chosen; `None` for none.
    Version(String, Option<usize>),
    /// The other language.
    Language(Language),
    /// Something is pointed at, or nothing.
    Point(Option<Span>),
    /// A place of the paste should be shown.
    Show(Span),
}

impl PageState {
    /// A page with this text in its box.
    pub fn new(language: Language, text: String) -> Self {
        let mut state = PageState {
            language,
            reading: Shared::new(Reading::default()),
            typed: TypedQuestion {
                from: SourceKind::Internet,
                address: String::new(),
                to: String::new(),
                port: RDP_PORT.to_string(),
            },
            choices: Choices::default(),
            answer: None,
            pointed: None,
            scroll_to: None,
            working: false,
            failed_file: None,
        };
        state.read(text);
        state.judge();
        state
    }

    fn read(&mut self, text: String) {
        let inputs = [Input { name: None, text }];
        let (evidence, problems) = read::read(&inputs);
        let [Input { text, .. }] = inputs;
        self.reading = Shared::new(Reading {
            lines: LineIndex::new(&text),
            case: Case {
                evidence,
                ..Case::default()
            },
            problems,
            text,
        });
        self.working = false;
        self.failed_file = None;
        self.pointed = None;
    }

    fn judge(&mut self) {
        let evidence = &self.reading.case.evidence;
        self.answer = None;
        if evidence.documents.is_empty() {
            return;
        }
        let mut case = Case {
            evidence: evidence.clone(),
            question: self.typed.question(),
            choices: self.choices.clone(),
        };
        let explanation = explain(&case);
        let mut problems = self.reading.problems.clone();
        problems.extend(explanation.problems.iter().cloned());
        let is_private =
            |problem: &Problem| matches!(problem.kind, ProblemKind::SourcePrivate { .. });
        let over_the_internet = problems.iter().any(is_private).then(|| {
            case.question.from = Source::Internet;
            explain(&case)
        });
        self.answer = Some(Shared::new(Answered {
            explanation,
            problems,
            over_the_internet,
        }));
    }

    /// The rule that stands at a line of the paste: the innermost, if several do.
    pub fn rule_at_line(&self, line: u32) -> Option<Span> {
        let answer = self.answer.as_ref()?;
        let rows = answer
            .explanation
            .tables
            .iter()
            .flat_map(|table| &table.rows);
        rows.filter(|row| !row.is_gap)
            .filter_map(|row| row.origin.span())
            .filter(|span| {
                let (first, last) = self.reading.lines.lines(*span);
                (first..=last).contains(&line)
            })
            .min_by_key(|span| span.end - span.start)
    }
}

impl TypedQuestion {
    /// What is asked; a field that makes no sense counts as not filled in.
    pub fn question(&self) -> Question {
        let typed =
            Source::parse(&self.address).filter(|source| matches!(source, Source::Prefix(_)));
        Question {
            from: match self.from {
                SourceKind::Internet => Source::Internet,
                SourceKind::Address => typed.unwrap_or(Source::Internet),
                SourceKind::VirtualNetwork => Source::VirtualNetwork,
            },
            to: self.to_address(),
            port: self.port_number().unwrap_or(RDP_PORT),
            ..Question::default()
        }
    }

    /// Whether the typed source is neither empty nor an address.
    pub fn address_is_invalid(&self) -> bool {
        !self.address.trim().is_empty()
            && !matches!(Source::parse(&self.address), Some(Source::Prefix(_)))
    }

    /// Whether the typed target is neither empty nor an address.
    pub fn to_is_invalid(&self) -> bool {
        !self.to.trim().is_empty() && self.to_address().is_none()
    }

    /// The port, if it is one.
    pub fn port_number(&self) -> Option<u16> {
        self.port.trim().parse().ok().filter(|port| *port > 0)
    }

    fn to_address(&self) -> Option<IpAddr> {
        self.to.trim().parse().ok()
    }
}

impl Reducible for PageState {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Text(text) => {
                if text == self.reading.text && !self.working {
                    return self;
                }
                next.choices = Choices::default();
                next.read(text);
                next.judge();
            }
            Action::Append(text) => {
                let mut all = self.reading.text.clone();
                if !all.is_empty() && !all.ends_with('\n') {
                    all.push('\n');
                }
                all.push_str(&text.replace("\r\n", "\n"));
                next.read(all);
                next.judge();
            }
            Action::Working => next.working = true,
            Action::FileFailed(name) => next.failed_file = Some(name),
            Action::Ask(typed) => {
                next.typed = typed;
                next.judge();
            }
            Action::Target(target) => {
                next.choices.target = target;
                next.judge();
            }
            Action::Place(name, place) => {
                next.choices.places.retain(|(known, _)| *known != name);
                next.choices.places.extend(place.map(|place| (name, place)));
                next.judge();
            }
            Action::Version(name, version) => {
                next.choices.versions.retain(|(known, _)| *known != name);
                next.choices
                    .versions
                    .extend(version.map(|version| (name, version)));
                next.judge();
            }
            Action::Language(language) => next.language = language,
            Action::Point(span) => {
                if span == self.pointed {
                    return self;
                }
                next.pointed = span;
            }
            Action::Show(span) => {
                let count = self.scroll_to.map_or(0, |(_, count)| count + 1);
                next.pointed = Some(span);
                next.scroll_to = Some((span, count));
            }
        }
        Rc::new(next)
    }
}

/// Something big that is handed to components: the same only if it is the same one, so that comparing costs nothing.
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Takes it.
    pub fn new(value: T) -> Self {
        Shared(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> std::ops::Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
