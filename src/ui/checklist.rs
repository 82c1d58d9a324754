//! The article's steps beside the evidence: what each comes to, which one is next, and what the reader did in vain.

use super::Page;
use super::action::{Action, Menu};
use super::answer::option;
use super::commands::{dialect, name_fields, refused, to_copy};
use super::element::{Attr, Element, button, el, section, signed, toggle};
use super::fixes::MOST_FIXES;
use crate::command::{Dialect, Filled, Values, documented};
use crate::explain::Explanation;
use crate::fix::catalogue::FollowUp;
use crate::fix::checklist::{Because, State, StepState, checklist};
use crate::fix::{FixId, Risk, Track, known_names, names_for};
use crate::judge::Answer;
use crate::net::text;
use crate::say::template::Value;
use crate::say::{Language, checklist as checklist_words};

/// As many steps as the longest track has, and the advice that is no step.
pub const MOST_STEPS: usize = 11;

/// No fix has more commands in one dialect.
pub const MOST_COMMANDS: usize = 4;

/// The chosen track.
pub fn steps(page: &Page) -> Element {
    let state = &page.state;
    let language = state.language;
    let words = &language.words().catalogue;
    let explanation = state.as_it_is().map(|answer| &answer.explanation);
    let explanation = explanation.unwrap_or(&page.nothing);
    let track = state.track(explanation);
    let list = checklist(explanation, track, state.ticks);
    let mut menu = el("select")
        .id("track")
        .on_choice(&page.dispatch, Menu::Track);
    for (name, each) in words.tracks().iter().zip(Track::ALL) {
        menu = menu.child(option(each == track).words(name));
    }
    let heading = el("h2").words(language.page().checklist());
    let section = section("checklist-heading", heading)
        .class("checklist")
        .child(menu.attr(Attr::AriaLabelledby, "checklist-heading"));
    let advised = list.advised;
    let [.., next] = *words.states();
    // Advice that is no step of the track: the tip before the steps, the detailed guide, support.
    let other = advised.step.is_none().then(|| {
        el("div")
            .class("advised")
            .child(
                el("p")
                    .child(el("b").words(language.fix(advised.fix).title))
                    .words(" ")
                    .child(el("span").class("next").words(next)),
            )
            .maybe(evidence(page, explanation, advised.because))
            .maybe((advised.fix != FixId::Support).then(|| tick(page, 0)))
            .child(details(page, explanation, 0, advised.fix))
    });
    let mut steps = el("ol");
    for (number, step) in (1_u8..).zip(&list.steps) {
        let is_next = advised.step == Some(number);
        // The article's own title stays, whatever the evidence makes of the step.
        let title = track.title(number);
        steps = steps.child(self::step(
            page,
            explanation,
            number,
            (title, step),
            is_next,
        ));
    }
    let links = FollowUp::ALL.iter().map(|to| {
        let link = link(language.follow_up(*to), to.link().to_owned());
        el("li").child(link)
    });
    // A support request comes after the last step, as in the article.
    let is_last = advised.fix == FixId::Support;
    let (first, last) = if is_last {
        (None, other)
    } else {
        (other, None)
    };
    section
        .maybe(first)
        .child(steps)
        .maybe(last)
        .child(el("ul").class("links").children(links))
}

fn step(
    page: &Page,
    explanation: &Explanation,
    number: u8,
    (lead, step): (FixId, &StepState),
    is_next: bool,
) -> Element {
    let language = page.state.language;
    let words = &language.words().catalogue;
    let [ruled_out, cause, not_checked, next] = *words.states();
    let (class, sign, word) = match step.state {
        State::RuledOut => ("open", "✓", ruled_out),
        State::Cause => ("blocked", "✗", cause),
        // Something in the evidence bears on it, and does not settle it.
        State::NotChecked if matches!(step.because, Because::Hop(_) | Because::Azure(_)) => {
            ("unchecked", "?", language.answer(Answer::Depends))
        }
        State::NotChecked => ("unchecked", "?", not_checked),
    };
    let first_read = step.first_read.map(|first| {
        let number = Value::Number(first.into());
        el("p").text(language.fill(words.first_read(), &[number]))
    });
    // What was proven says more than what the evidence looks like.
    let mut fix = step.fix;
    if let (State::Cause, true, Some(proposals)) =
        (step.state, page.state.is_proposed(), &page.state.proposals)
    {
        let of_step = page.state.track(explanation).fixes(number);
        let proven = proposals
            .fixes
            .first()
            .map_or(&[][..], |first| &first.steps);
        let mut proven = proven.iter().filter(|it| of_step.contains(&it.id));
        fix = proven.next().map_or(fix, |it| it.id);
    }
    let marker = is_next.then(|| el("span").class("next").words(next));
    let item = el("li")
        .child(
            el("p")
                .child(el("b").words(language.fix(lead).title))
                .words(" ")
                .child(el("span").class(class).child(signed(sign)).words(word))
                .words(" ")
                .maybe(marker),
        )
        .maybe(evidence(page, explanation, step.because))
        .maybe((fix != lead).then(|| el("p").words("→ ").words(language.fix(fix).title)))
        .maybe(first_read)
        .child(tick(page, number))
        .child(details(page, explanation, number, fix));
    if is_next { item.class("advised") } else { item }
}

/// "Did that, still no connection".
fn tick(page: &Page, number: u8) -> Element {
    let words = &page.state.language.words().catalogue;
    let is_ticked = page.state.ticks.has(number);
    toggle(&page.dispatch, Action::Tick(number), is_ticked)
        .class("tick")
        .words(words.did_not_help())
}

/// The evidence for what a step comes to.
fn evidence(page: &Page, explanation: &Explanation, because: Because) -> Option<Element> {
    let said = checklist_words::because(page.state.language, explanation, because);
    (!said.is_empty()).then(|| el("p").class("because").text(said))
}

/// How to do it, what it costs, and how one sees that it worked.
fn details(page: &Page, explanation: &Explanation, number: u8, id: FixId) -> Element {
    let language = page.state.language;
    let fix = language.fix(id);
    let is_shown = page.state.shown_steps.has(number);
    let button = button(&page.dispatch, Action::How(number))
        .class("link how")
        .says(Attr::AriaExpanded, is_shown)
        .words(language.page().how());
    // What is shown stands in one place, so that the button keeps its own, and with it the focus.
    let mut shown = el("div");
    if is_shown {
        // Eleven of these are a good part of the page: only what somebody asked for is drawn.
        for text in [fix.when, fix.needs, fix.portal] {
            if !text.is_empty() {
                shown = shown.child(el("p").words(text));
            }
        }
        // A password is nobody's to type into a page.
        let bare = commands(page, explanation, id, &Values::default());
        shown = shown.child(name_fields(page, &bare, "password"));
        // Each is one way to do it, not a step of all.
        let first = 1 + MOST_FIXES + usize::from(number) * MOST_COMMANDS;
        let filled = commands(page, explanation, id, &page.state.values);
        for (at, command) in filled.iter().enumerate() {
            let place = first + at.min(MOST_COMMANDS - 1);
            shown = shown.child(to_copy(page, place, &command.text));
        }
        shown = shown.maybe(refused(page, &filled));
        if !fix.cost.is_empty() {
            let cost = el("p").words(fix.cost);
            shown = shown.child(if id.risk() >= Risk::Downtime {
                cost.class("note warning")
            } else {
                cost
            });
        }
        for text in [fix.verify, fix.note] {
            if !text.is_empty() {
                shown = shown.child(el("p").words(text));
            }
        }
        shown = shown.child(documents(language, id.fix().documents));
        let others = match number {
            0 if id == FixId::Support => &SOURCES[..],
            0 => &[],
            _ => page.state.track(explanation).fixes(number),
        };
        for other in others {
            if *other != id {
                shown = shown.child(also(language, *other));
            }
        }
    }
    el("div").class("details").child(button).child(shown)
}

/// What the detailed guide goes through when no step helped.
const SOURCES: [FixId; 5] = [
    FixId::Detail1,
    FixId::Detail2,
    FixId::Detail3,
    FixId::Detail4,
    FixId::Detail5,
];

/// Another fix that the article has for the same step, in short.
fn also(language: Language, id: FixId) -> Element {
    let fix = language.fix(id);
    let mut also = el("details")
        .class("fix")
        .child(el("summary").words(fix.title));
    for text in [fix.when, fix.needs, fix.portal, fix.cost] {
        if !text.is_empty() {
            also = also.child(el("p").words(text));
        }
    }
    also
}

/// All its commands in a dialect, with what was typed; a classic fix has one of its own.
fn commands(page: &Page, explanation: &Explanation, id: FixId, typed: &Values) -> Vec<Filled> {
    let names = &known_names(explanation, typed);
    let fix = id.fix();
    let mut all = Vec::new();
    let classic = match (id, page.state.track(explanation)) {
        (FixId::VmStart, Track::Classic) => documented::START_CLASSIC_VM,
        _ => fix.classic,
    };
    if !classic.is_empty() {
        all.push(Filled::of(classic, Dialect::Classic, names));
    }
    let commands = if classic.is_empty() {
        fix.commands
    } else {
        &[]
    };
    for command in commands {
        all.extend(command.filled(dialect(page), &names_for(command, explanation, names)));
    }
    all
}

/// Links to the documents, with a blank between two.
pub fn documents(language: Language, documents: &str) -> Element {
    let mut links = el("p").class("links");
    for (at, document) in documents.split(' ').enumerate() {
        if !document.is_empty() {
            let name = match at {
                0 => language.page().documentation().to_owned(),
                _ => [language.page().documentation(), " ", &text::number(at + 1)].concat(),
            };
            links = links
                .child(named_link(name, language.document(document)))
                .words(" ");
        }
    }
    links
}

fn link(name: &'static str, to: String) -> Element {
    named_link(name.to_owned(), to)
}

/// In another tab: the paste stays where it is.
fn named_link(name: String, to: String) -> Element {
    el("a")
        .attr_text(Attr::Href, to)
        .attr(Attr::Target, "_blank")
        .attr(Attr::Rel, "noopener noreferrer")
        .text(name)
}
