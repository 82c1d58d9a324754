//! Everything the page knows, and how it changes.

use super::answered::{Answered, deciding_span, rows};
use super::browser::Scrolled;
use super::pasted::{LONG_TEXT, Reading};
use super::search::{Found, Search};
use super::shared::Shared;
use super::typed_question::{SourceKind, TypedQuestion};
use super::unused::unused;
use crate::azure::Evidence;
use crate::case::{Case, Choices};
use crate::code::Code;
use crate::command::written_for::written_for;
use crate::command::{Dialect, Values};
use crate::explain::changed::{Changed, changed, groups};
use crate::explain::route_table;
use crate::explain::{Explanation, RuleFinding, explain};
use crate::fix::checklist::Ticks;
use crate::fix::symptom::{ErrorId, find_instead};
use crate::fix::{Proposals, Track};
use crate::judge::Need;
use crate::origin::{LineIndex, Span};
use crate::question::Source;
use crate::read::{self, Input, Problem, ProblemKind, Slices};
use crate::say::Language;
use crate::share::{self, Link, LinkError, Options};
use std::cell::{OnceCell, RefCell};

/// The page's state. What is derived from the paste is kept, so that hovering a rule reads nothing again.
pub struct PageState {
    /// The language of every word.
    pub language: Language,
    /// The colour scheme, by its place among the page's words.
    pub theme: usize,
    /// What was pasted, what is asked, and what the reader settled by hand.
    pub case: Case,
    /// The pasted text as it was read.
    pub reading: Reading,
    /// What stands in the question bar, right or wrong.
    pub typed: TypedQuestion,
    /// The answer, when there is anything to judge.
    pub answer: Option<Shared<Answered>>,
    /// The stretch of the paste that is pointed at, from either side.
    pub pointed: Option<Span>,
    /// The stretch that is marked while nothing is pointed at: what somebody asked to be shown, and before that the rule
    /// or route that decides.
    pub shown: Option<Span>,
    /// How far a long text is read, while it is.
    pub slices: Option<Slices>,
    /// What was read of it, and the stretches that were used, once it is read.
    put_together: Option<(Evidence, Vec<Span>)>,
    /// How many bytes of it.
    pub bytes_read: usize,
    /// A file is held over the page.
    pub dragging: bool,
    /// A file that could not be read.
    pub failed_file: Option<String>,
    /// How far the box is scrolled.
    pub scrolled: Scrolled,
    /// Which command is shown, once somebody chose.
    pub tab: Option<usize>,
    /// The way in which the fixes are to be made, once somebody chose.
    pub fix_tab: Option<usize>,
    /// That of the paste.
    pub dialect: Option<Dialect>,
    /// The article's track; `None` while nobody chose one.
    pub track: Option<Track>,
    /// Its steps that the reader did in vain.
    pub ticks: Ticks,
    /// The steps of which one sees how they are done.
    pub shown_steps: Ticks,
    /// What the reader sees.
    pub symptom: Option<usize>,
    /// The message that RDP shows.
    pub message: String,
    /// What was typed for the placeholders of commands.
    pub values: Values,
    /// Which command was copied last, and what became of that.
    pub copied: (usize, Copied),
    /// The fixes for how things are, or, until these have been looked for, for how they were a moment ago: what is typed
    /// beside them keeps its place.
    pub proposals: Option<Proposals>,
    /// What is remarkable about the rules, once that was looked for.
    pub findings: Vec<RuleFinding>,
    /// How far both were looked for.
    pub search: Search,
    /// Whether that takes long enough to be said.
    pub is_working: bool,
    /// Which of them is tried, and how things are without it.
    pub tried: Option<(usize, Shared<Answered>)>,
    /// The address of a packet whose next hop is asked for.
    pub packet_to: String,
    /// The address whose fate is asked for.
    pub looked_up: String,
    /// The NSGs to compare, by their place among those of the paste.
    pub compared: [Option<usize>; 2],
    /// The link that something came by, or why it could not be opened.
    pub linked: Option<Result<String, LinkError>>,
    /// A link that waits, since it would take the place of somebody's work.
    pub offered: Option<String>,
    /// What may be in the link that is made, and the link.
    pub sharing: Option<(Options, Link)>,
    /// The case as it is, while the page shows what a link would show.
    pub unmasked: Option<(Case, TypedQuestion)>,
    /// How they differ, once both are chosen.
    pub changes: Option<Vec<Changed>>,
}

/// What became of a copy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// Nobody asked for one.
    NotYet,
    /// It is in the clipboard.
    Yes,
    /// The browser did not allow it.
    Refused,
}

impl PageState {
    /// A page with nothing in its box.
    pub fn new(language: Language, theme: usize) -> Self {
        PageState {
            language,
            theme,
            case: Case::default(),
            reading: Reading::default(),
            typed: TypedQuestion::default(),
            answer: None,
            pointed: None,
            shown: None,
            slices: None,
            put_together: None,
            bytes_read: 0,
            dragging: false,
            failed_file: None,
            scrolled: Scrolled::default(),
            tab: None,
            fix_tab: None,
            dialect: None,
            track: None,
            ticks: Ticks::default(),
            shown_steps: Ticks::default(),
            symptom: None,
            message: String::new(),
            values: Values::default(),
            copied: (0, Copied::NotYet),
            proposals: None,
            findings: Vec::new(),
            search: Search::NotBegun,
            is_working: false,
            tried: None,
            packet_to: String::new(),
            looked_up: String::new(),
            compared: [None; 2],
            changes: None,
            linked: None,
            sharing: None,
            offered: None,
            unmasked: None,
        }
    }

    /// Reads this in place of what was read.
    pub fn read(&mut self, text: String) {
        self.slices = None;
        let inputs = [Input { name: None, text }];
        let mut used = Vec::new();
        let (evidence, problems) = read::read_noting_used(&inputs, &mut used);
        let [Input { text, .. }] = inputs;
        self.reading = Reading {
            lines: LineIndex::new(&text),
            problems,
            text,
            ..Reading::default()
        };
        self.reading.unused = unused(&self.reading, &used);
        self.take_in(evidence);
    }

    /// Begins to read a long text, which [`go_on`](Self::go_on) does.
    fn begin(&mut self, text: String) {
        self.slices = Some(Slices::default());
        self.put_together = None;
        self.bytes_read = 0;
        self.reading = Reading {
            text,
            ..Reading::default()
        };
        self.case.evidence = Evidence::default();
        self.judge();
    }

    /// Reads another slice of a long text; when all is read, puts it together; and when that is done, judges it.
    pub fn go_on(&mut self) {
        const SLICE: usize = 200_000;
        if let Some((evidence, used)) = self.put_together.take() {
            self.slices = None;
            self.reading.unused = unused(&self.reading, &used);
            self.take_in(evidence);
            return;
        }
        let Some(slices) = &mut self.slices else {
            return;
        };
        let Reading { text, lines, .. } = &mut self.reading;
        let read = slices.go_on(text, SLICE);
        let to = read.unwrap_or(text.len());
        lines.go_on(text, self.bytes_read, to);
        self.bytes_read = to;
        if read.is_none() {
            let mut used = Vec::new();
            let (evidence, problems) = std::mem::take(slices).finish(&mut used);
            self.reading.problems = problems;
            self.put_together = Some((evidence, used));
        }
    }

    fn take_in(&mut self, mut evidence: Evidence) {
        // What came by a link stays below what is pasted beside it.
        if let Some(Ok(link)) = &self.linked
            && let Ok(mut linked) = share::open(link)
        {
            let documents = &mut linked.case.evidence.documents;
            documents.append(&mut evidence.documents);
            evidence.documents = std::mem::take(documents);
            evidence.stand_ins = linked.case.evidence.stand_ins;
        }
        self.case.evidence = evidence;
        self.dialect = written_for(&self.reading.text);
        self.failed_file = None;
        self.judge();
    }

    /// Reads another text; what was settled for the old one counts no longer.
    pub fn read_anew(&mut self, text: String) {
        if text == self.reading.text {
            return;
        }
        // A link that could not be opened is over; what came by one stays.
        self.linked.take_if(|linked| linked.is_err());
        self.read_instead(text);
    }

    /// Reads this, whatever was there.
    pub fn read_instead(&mut self, text: String) {
        self.unmask();
        if self.linked.is_none() {
            self.case.choices = Choices::default();
        }
        self.compared = [None; 2];
        // Fixes for another paste are none to look at, and drawing them would keep the verdict waiting.
        self.proposals = None;
        self.read_or_begin(text);
    }

    /// Reads one more text, below what is there.
    pub fn append(&mut self, text: &str) {
        self.unmask();
        let mut all = std::mem::take(&mut self.reading.text);
        if !all.is_empty() && !all.ends_with('\n') {
            all.push('\n');
        }
        // Windows ends a line of a file with one character more than the box does.
        all.extend(text.split('\r'));
        self.read_or_begin(all);
    }

    fn read_or_begin(&mut self, text: String) {
        if text.len() < LONG_TEXT {
            self.read(text);
        } else {
            self.begin(text);
        }
    }

    /// Judges anew.
    pub fn judge(&mut self) {
        self.answer = None;
        if self.unmasked.is_none() {
            // The link was of another question.
            self.sharing = None;
        }
        self.findings.clear();
        self.search = Search::NotBegun;
        self.is_working = false;
        self.tried = None;
        self.shown = None;
        self.pointed = None;
        if self.case.evidence.documents.is_empty() {
            return;
        }
        self.case.question = self.typed.question();
        let explanation = explain(&self.case);
        let is_private = |problem: &Problem| problem.kind == ProblemKind::SourcePrivate;
        let over_the_internet = explanation.problems.iter().any(is_private).then(|| {
            self.case.question.from = Source::Internet;
            explain(&self.case)
        });
        self.show(explanation, over_the_internet);
        self.compare();
    }

    fn show(&mut self, explanation: Explanation, over_the_internet: Option<Explanation>) {
        self.shown = deciding_span(&explanation);
        self.pointed = self.shown;
        let routes = route_table::tables(&explanation.judgement);
        self.answer = Some(Shared::new(Answered {
            rows: rows(&explanation, &routes),
            routes,
            explanation,
            over_the_internet,
            who: OnceCell::new(),
            looked_up: RefCell::new(None),
        }));
    }

    pub(super) fn compare(&mut self) {
        let groups = groups(&self.case);
        let chosen = self.compared.map(|at| groups.get(at?).copied());
        self.changes = match (&self.answer, chosen) {
            (Some(answer), [Some(before), Some(after)]) => {
                let explanation = &answer.explanation;
                let question = &explanation.judgement.question;
                Some(changed(&explanation.topology, question, before, after))
            }
            _ => None,
        };
    }

    /// How many rules and routes there are.
    pub fn rows(&self) -> usize {
        let mut rows = 0;
        if let Some(answer) = &self.answer {
            for table in &answer.rows {
                rows += table.len();
            }
        }
        rows
    }

    /// Looks on for fixes and what is remarkable about the rules until it is time to stop; whether there is something new
    /// to be seen.
    pub fn propose(&mut self, is_time: &dyn Fn() -> bool) -> bool {
        let tried = self.tried.as_ref().map(|(_, answer)| answer);
        let Some(answer) = tried.or(self.answer.as_ref()) else {
            return false;
        };
        match self.search.go_on(&answer.explanation, is_time) {
            Some(Found::Fixes(proposals)) => self.proposals = Some(proposals),
            Some(Found::Findings(findings)) => self.findings = findings,
            None => return false,
        }
        true
    }

    /// Whether the fixes are for how things are.
    pub fn is_proposed(&self) -> bool {
        matches!(self.search, Search::Findings(_) | Search::Done)
    }

    /// Whether something is still to be looked for.
    pub fn is_searching(&self) -> bool {
        self.answer.is_some() && !matches!(self.search, Search::Done)
    }

    /// Shows how things would be with a fix; with the one that is shown, how they are.
    pub fn try_fix(&mut self, at: usize) {
        let before = self.tried.take();
        let is_end = matches!(before, Some((tried, _)) if tried == at);
        let answer = match before {
            Some((_, answer)) => Some(answer),
            None => self.answer.take(),
        };
        let (Some(answer), Some(proposals)) = (answer, &self.proposals) else {
            return;
        };
        match proposals.fixes.get(at) {
            Some(fix) if !is_end => {
                self.show(fix.try_it(&answer.explanation.topology), None);
                self.tried = Some((at, answer));
            }
            _ => self.answer = Some(answer),
        }
    }

    /// The chosen track, or the one that fits the VM.
    pub fn track(&self, explanation: &Explanation) -> Track {
        match self.track {
            Some(track) => track,
            None if explanation.topology.is_classic() => Track::Classic,
            None => Track::Portal,
        }
    }

    /// How things are, whatever is tried.
    pub fn as_it_is(&self) -> Option<&Answered> {
        match &self.tried {
            Some((_, answer)) => Some(answer),
            None => self.answer.as_deref(),
        }
    }

    /// The same question for the Internet.
    pub fn ask_internet(&mut self) {
        self.unmask();
        self.typed.from = SourceKind::Internet;
        self.judge();
    }

    /// What can be meant as the target, when it has to be said or was said.
    pub fn targets(&self) -> Option<Vec<String>> {
        let topology = &self.answer.as_ref()?.explanation.topology;
        let chosen = self.case.choices.target.as_ref();
        if !topology.is_target_unclear && !topology.are_routes_unclear && chosen.is_none() {
            return None;
        }
        let mut names = topology.choices.clone();
        if let Some(chosen) = chosen.filter(|chosen| !names.contains(chosen)) {
            names.insert(0, chosen.clone());
        }
        Some(names)
    }

    /// The messages of RDP in the paste, when that is no output at all.
    pub fn messages(&self) -> Vec<ErrorId> {
        match self.nothing_to_judge() {
            Some(problem) if problem.code() == Code::NothingReadable => {
                find_instead(&self.reading.text)
            }
            _ => Vec::new(),
        }
    }

    /// What is wrong with the paste, when something was pasted and there is nothing to judge in it.
    pub fn nothing_to_judge(&self) -> Option<&Problem> {
        let is_empty = self.reading.text.trim().is_empty();
        let mut problems = self.reading.problems.iter();
        let mut problem = problems.next()?;
        // An error says why there is nothing.
        if let Some(error) = problems.next().filter(|it| it.code() == Code::AzureError) {
            problem = error;
        }
        (self.answer.is_none() && !is_empty).then_some(problem)
    }

    /// Whether the NSGs themselves are what would settle it: pasted not at all, or not in full.
    pub fn lacks_output(&self) -> bool {
        let Some(answer) = &self.answer else {
            return true;
        };
        answer.explanation.judgement.needs.iter().any(|need| {
            matches!(
                need,
                Need::RuleField { .. }
                    | Need::MissingRules { .. }
                    | Need::Priorities { .. }
                    | Need::Filter
            )
        })
    }

    /// Everything else that is remarkable, reading's problems first.
    pub fn problems(&self) -> Vec<&Problem> {
        let mut problems = Vec::new();
        if !self.messages().is_empty() {
            return problems;
        }
        let said = usize::from(self.nothing_to_judge().is_some());
        problems.extend(self.reading.problems.iter().skip(said));
        if let Some(answer) = &self.answer {
            problems.extend(&answer.explanation.problems);
        }
        problems
    }

    /// The rule or route that stands at a line of the paste: the innermost, if several do.
    pub fn row_at_line(&self, line: u32) -> Option<Span> {
        let mut found: Option<Span> = None;
        for table in &self.answer.as_ref()?.rows {
            for row in table {
                let Some(span) = *row else { continue };
                let (first, last) = self.reading.lines.lines(span);
                let is_inside = found.is_none_or(|it| span.end - span.start < it.end - it.start);
                if first <= line && line <= last && is_inside {
                    found = Some(span);
                }
            }
        }
        found
    }
}
