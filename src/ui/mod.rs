//! The page, compiled for browsers only.
//!
//! One way round: what happens to an element becomes an [`Action`]; the [`Page`] applies it to its [`PageState`]; and
//! everything that is seen is a function of that.

mod action;
mod answer;
mod answered;
mod browser;
mod checklist;
mod commands;
mod compared;
mod element;
mod entered;
mod evidence;
mod findings;
mod fixes;
mod header;
mod linked;
mod pasted;
mod picture;
mod question;
mod reading;
mod routes;
mod rules;
mod samples;
mod search;
mod share;
mod shared;
mod sources;
mod state;
mod symptoms;
mod text_box;
mod typed_question;
mod unused;

use crate::case::Case;
use crate::explain::{Explanation, explain};
use crate::judge::nsg::Fate;
use crate::net::text;
use action::{Action, Field};
use answer::answer;
use answered::Answered;
use checklist::{MOST_COMMANDS, MOST_STEPS, steps};
use commands::commands;
use compared::compared;
use element::{Dispatch, el, several};
use evidence::evidence;
use findings::findings;
use fixes::{MOST_FIXES, fixes};
use header::header;
use question::question_bar;
use reading::{MOST_PROBLEM_COMMANDS, reading_list};
use routes::route_tables;
use rules::{TableRow, part_of, rule_tables};
use samples::samples;
use search::Search;
use share::{SENT, share};
use shared::Shared;
use sources::sources;
use state::{Copied, PageState};
use std::rc::Rc;
use symptoms::symptoms;
use yew::{Callback, Component, Context, Html, NodeRef, Properties};

/// Draws the page in place of the plain one that `index.html` came with.
pub fn mount() {
    if let Some(root) = browser::root() {
        let early = browser::take_early_text(&root);
        let page =
            yew::Renderer::<Drawn>::with_root_and_props(root, Drawing { row: None }).render();
        page.send_message(Rc::new(Action::Start(early)));
    }
}

/// The one component: the page, or a row of its tables, so that only the rows whose mark changes are drawn anew when
/// something is pointed at. One type for both, because Yew's life cycle is compiled anew for each.
enum Drawn {
    Page(Box<Page>),
    Row,
}

#[derive(Properties, PartialEq)]
struct Drawing {
    /// None is the page.
    row: Option<TableRow>,
}

impl Component for Drawn {
    type Message = Rc<Action>;
    type Properties = Drawing;

    fn create(context: &Context<Self>) -> Self {
        if context.props().row.is_some() {
            return Drawn::Row;
        }
        let link = context.link().clone();
        let dispatch = Callback::from(move |action| link.send_message(action));
        Drawn::Page(Box::new(Page::new(dispatch)))
    }

    fn update(&mut self, _: &Context<Self>, action: Rc<Action>) -> bool {
        match self {
            Drawn::Page(page) => page.update(&action),
            Drawn::Row => false,
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        match (self, &context.props().row) {
            (Drawn::Page(page), _) => page.view(),
            (Drawn::Row, Some(row)) => row.view(),
            (Drawn::Row, None) => Html::default(),
        }
    }
}

/// The page: what it knows, and the places in it that have to be found again.
struct Page {
    state: PageState,
    dispatch: Dispatch,
    /// The evidence box.
    paste: NodeRef,
    /// The commands to copy: what to paste next, then those of the fixes, of the checklist's steps and of problems.
    commands: [NodeRef; 1 + MOST_FIXES + MOST_STEPS * MOST_COMMANDS + MOST_PROBLEM_COMMANDS],
    /// What is known before anything is pasted.
    nothing: Explanation,
    /// The answer whose rules are drawn. Long tables come a moment after the verdict, which must not wait for them.
    detailed: Option<Shared<Answered>>,
    /// How many rows of each table are drawn so far.
    drawn_rows: usize,
    /// The parts of long tables that came into view and have not gone; for the first ones, the other way round.
    toggled: Vec<[usize; 2]>,
    /// Whether long tables are drawn whole for once: to be sent to somebody.
    is_whole: bool,
    /// Whether the next stretch of the search for fixes is about to begin.
    is_proposing: bool,
    /// When the search began.
    since: f64,
}

impl Page {
    fn new(dispatch: Dispatch) -> Self {
        let state = PageState::new(browser::first_language(), browser::first_theme());
        browser::announce_language(state.language);
        browser::set_theme(state.theme);
        Page {
            detailed: None,
            drawn_rows: 0,
            toggled: Vec::new(),
            is_whole: false,
            is_proposing: false,
            since: 0.0,
            state,
            dispatch,
            paste: NodeRef::default(),
            commands: std::array::from_fn(|_| NodeRef::default()),
            nothing: explain(&Case::default()),
        }
    }

    /// Gives back whether there is anything new to be seen.
    fn update(&mut self, action: &Action) -> bool {
        let state = &mut self.state;
        match action {
            // What was typed before the program had started; the box needs it, and its caret.
            Action::Start(early) => {
                browser::set_box(&self.paste, early);
                self.dispatch.emit(Action::Measure.into());
                self.take_in(&early.text, false);
            }
            Action::Typed(Field::Evidence, text) => {
                // Measuring makes the browser lay out the new text at once, and the verdict would wait for it.
                browser::after_drawing(&self.dispatch, Action::Measure);
                self.take_in(text, false);
            }
            Action::GoOn => state.go_on(),
            Action::Typed(field, text) => state.typed(*field, text.clone()),
            Action::Chosen(menu, at) => {
                state.choose(*menu, *at);
                browser::set_theme(state.theme);
            }
            Action::Sample(text) => self.refill((*text).to_owned()),
            Action::Clear => {
                browser::forget_link();
                self.refill(String::new());
                browser::focus("paste");
            }
            Action::Append(text) => self.take_in(text, true),
            Action::TakeOffered => {
                if let Some(link) = self.state.offered.take() {
                    self.accept(&link, false);
                    browser::soon(&self.dispatch, SHOW_VERDICT);
                }
            }
            Action::FileFailed(name) => state.failed_file = Some(name.clone()),
            Action::Dragging(is_dragging) => {
                let before = std::mem::replace(&mut state.dragging, *is_dragging);
                return before != *is_dragging;
            }
            Action::AskInternet => state.ask_internet(),
            Action::Language(language) => {
                state.language = *language;
                browser::announce_language(*language);
            }
            Action::Measure => return self.measure(),
            Action::Point(span) => return self.point(*span),
            Action::Focus(span) => {
                state.shown = *span;
                return self.point(*span);
            }
            Action::PointAtLine(line) => {
                let (first, _) = state.reading.shown_lines();
                let span = state.row_at_line(first + line);
                return self.point(span);
            }
            Action::PointAtCaret => {
                let (first, _) = state.reading.shown_lines();
                let line = browser::caret_line(&self.paste, state.reading.shown());
                let span = line.and_then(|line| state.row_at_line(first + line));
                return self.point(span);
            }
            Action::Show(span) => self.bring_into_view(*span),
            Action::LookUp(address) => state.looked_up.clone_from(address),
            Action::ShowElement(id) => browser::focus(id),
            Action::ShowHop(at) => {
                if let Some(part) = self
                    .part_that_decides(*at)
                    .filter(|part| !self.shows(*part))
                {
                    self.toggled.push(part);
                    browser::soon(&self.dispatch, Action::ShowHop(*at));
                    return true;
                }
                browser::focus_deciding(&details_id(*at));
            }
            Action::Tab(at) => {
                state.tab = Some(*at);
                state.copied = (0, Copied::NotYet);
            }
            Action::FixTab(at) => {
                state.fix_tab = Some(*at);
                state.copied = (0, Copied::NotYet);
            }
            Action::Copy(at) => {
                state.copied = (*at, Copied::NotYet);
                if let Some(command) = self.commands.get(*at) {
                    browser::copy(command, &self.dispatch);
                }
            }
            Action::Copied(worked) => {
                let (at, _) = state.copied;
                let how = if *worked {
                    Copied::Yes
                } else {
                    Copied::Refused
                };
                state.copied = (at, how);
                if let (false, Some(command)) = (*worked, self.commands.get(at)) {
                    browser::select(command);
                }
            }
            Action::Propose => {
                self.is_proposing = false;
                let now = browser::now();
                if matches!(state.search, Search::NotBegun) {
                    self.since = now;
                }
                let is_new = state.propose(&|| browser::now() - now >= A_STRETCH);
                let is_working = state.is_searching() && now - self.since >= WITHOUT_A_WORD;
                let was_working = std::mem::replace(&mut state.is_working, is_working);
                if !is_new && is_working == was_working {
                    self.propose(browser::soon);
                    return false;
                }
            }
            Action::Tick(number) => state.ticks.toggle(*number),
            Action::How(number) => state.shown_steps.toggle(*number),
            Action::Symptom(at) => state.symptom = Some(*at),
            Action::Share(options) => {
                if state.sharing.is_none() {
                    // The button goes; what comes in its place is to be read before it is copied.
                    browser::focus("share-heading");
                }
                state.copied = (SENT, Copied::NotYet);
                state.share(*options);
            }
            Action::SendLink(is_file) => {
                if let Some((_, link)) = &state.sharing {
                    let text = link.text.clone();
                    state.copied = (SENT, Copied::NotYet);
                    if *is_file {
                        browser::save_link(&text);
                    } else {
                        browser::copy_link(&text, &self.dispatch);
                    }
                }
            }
            Action::Send(sending) => {
                state.copied = (SENT, Copied::NotYet);
                self.is_whole = !self.is_whole && state.rows() > MANY_ROWS;
                if self.is_whole {
                    browser::after_drawing(&self.dispatch, Action::Send(*sending));
                } else {
                    share::send(self, *sending);
                }
            }
            Action::View(part) => match self.toggled.iter().position(|known| known == part) {
                Some(at) => drop(self.toggled.swap_remove(at)),
                None => self.toggled.push(*part),
            },
            Action::Try(at) => {
                state.try_fix(*at);
                // Another answer is longer or shorter: only where it stands then can it be brought into view.
                browser::soon(&self.dispatch, SHOW_VERDICT);
            }
            Action::Detail if self.state.answer == self.detailed => self.drawn_rows += SOME_ROWS,
            // Of a thousand rules, to find this and to draw it each take longer than a frame.
            Action::Detail
                if let Some(answer) = &self.state.answer
                    && answer.who.get().is_none() =>
            {
                answer.who();
            }
            Action::Detail => {
                self.detailed = self.state.answer.clone();
                self.drawn_rows = SOME_ROWS;
            }
        }
        self.follow_with_details();
        true
    }

    fn view(&self) -> Html {
        let answered = self.state.answer.as_ref();
        let language = self.state.language;
        let class = match (answered, &self.state.linked) {
            (Some(_), Some(_)) => "answered linked",
            (Some(_), None) => "answered",
            _ => "empty",
        };
        let detailed = self.detailed.as_ref();
        // What to paste next stands beside the answer that it would change.
        let is_next = self.state.lacks_output()
            || answered.is_some_and(|answered| answered.explanation.next().is_some());
        let tables = detailed.map_or_else(Html::default, |answered| {
            several(vec![
                rule_tables(self, answered),
                route_tables(self, answered),
            ])
        });
        // What was asked stands before its answer, but for somebody whom the answer was sent to. Where there is no room beside
        // the paste, the style sheet brings the answer forward.
        let is_asked_first = answered.is_some() && self.state.linked.is_none();
        let asked = |is_here: bool| is_here.then(|| question_bar(self));
        // Before anything is pasted, what one sees narrows it down most.
        let (first, second) = match answered {
            Some(_) => (steps(self), symptoms(self)),
            None => (symptoms(self), steps(self)),
        };
        several(vec![
            header(self).into(),
            el("main")
                .class(class)
                .child(
                    el("div")
                        .class("left")
                        .child(evidence(self))
                        .child(samples(self))
                        .node(reading_list(self)),
                )
                .child(
                    el("div")
                        .class("right")
                        .maybe(asked(is_asked_first))
                        .child(answer(self))
                        .maybe(fixes(self))
                        .maybe(is_next.then(|| commands(self)))
                        .maybe(asked(!is_asked_first))
                        .node(tables)
                        .maybe(findings(self))
                        .maybe(detailed.and_then(|_| compared(self)))
                        .maybe(detailed.map(|answered| sources(self, answered)))
                        .maybe((!is_next).then(|| commands(self)))
                        .maybe(share(self))
                        .child(first)
                        .child(second),
                )
                .into(),
            el("footer").words(language.page().footer()).into(),
        ])
    }
}

/// The answer should be shown.
const SHOW_VERDICT: Action = Action::ShowElement("verdict");

/// As many rows as can be drawn together with the verdict.
const FEW_ROWS: usize = 30;

/// So many rows more are drawn at a time.
const SOME_ROWS: usize = 50;

/// For so many milliseconds something is looked for before the page is free for a moment.
const A_STRETCH: f64 = 15.0;

/// So many milliseconds somebody waits without a word.
const WITHOUT_A_WORD: f64 = 200.0;

/// Of more rows than that, only those in view are drawn.
pub const MANY_ROWS: usize = 300;

impl Page {
    /// Lets the tables follow the verdict: at once where they are short, otherwise after it has been drawn.
    fn follow_with_details(&mut self) {
        let wait = match self.state.search {
            Search::NotBegun => browser::after_drawing,
            _ => browser::soon,
        };
        self.propose(wait);
        let answer = &self.state.answer;
        let rows = self.state.rows();
        if self.state.slices.is_some() {
            browser::soon(&self.dispatch, Action::GoOn);
        }
        if *answer == self.detailed && (self.drawn_rows >= rows || rows > MANY_ROWS) {
            return;
        }
        if rows <= FEW_ROWS {
            self.detailed = answer.clone();
            self.drawn_rows = FEW_ROWS;
        } else {
            browser::after_drawing(&self.dispatch, Action::Detail);
        }
    }

    /// Looks on for fixes and what is remarkable, unless that is about to happen.
    fn propose(&mut self, wait: fn(&Dispatch, Action)) {
        if self.state.is_searching() && !self.is_proposing {
            self.is_proposing = true;
            wait(&self.dispatch, Action::Propose);
        }
    }

    /// The part of a long table in which the rule stands that decides at a hop.
    fn part_that_decides(&self, hop: usize) -> Option<[usize; 2]> {
        if self.state.rows() <= MANY_ROWS {
            return None;
        }
        let tables = self.state.answer.as_ref()?.explanation.tables();
        let at = tables.iter().position(|table| table.at == hop)?;
        let steps = &tables.get(at)?.nsg.steps;
        let row = steps.iter().position(|step| step.fate == Fate::Decides)?;
        Some([at, part_of(row, steps.len())])
    }

    /// Whether this part of a long table is drawn.
    fn shows(&self, part: [usize; 2]) -> bool {
        self.is_whole || (part[1] == 0) != self.toggled.contains(&part)
    }

    /// What was shown stays marked while nothing else is pointed at: showing it may have moved the page from under the
    /// pointer.
    fn point(&mut self, span: Option<crate::origin::Span>) -> bool {
        let span = span.or(self.state.shown);
        std::mem::replace(&mut self.state.pointed, span) != span
    }
}

/// The id of a hop's details.
fn details_id(hop: usize) -> String {
    fill("hop-{}", &text::number(hop))
}

/// Puts a value into the `{}` of a text.
fn fill(text: &str, value: &str) -> String {
    crate::say::fill(text, &[value])
}
