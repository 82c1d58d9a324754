//! The verdict: one sentence, why, what would settle it, and every station on the way.

use super::element::{Attr, Element, el, several};
use super::state::{Action, Answered, Menu};
use super::{Page, fill};
use crate::judge::{Answer, Hop, HopAnswer};
use crate::say::verdict::hop_answer;
use crate::say::{Language, Verdict, printable, verdict};
use yew::Html;

/// The answer, or what to do to get one.
pub fn answer(page: &Page) -> Element {
    let state = &page.state;
    let language = state.language;
    let words = language.page();
    // The region is always there: a live region that appears with its text is not read out.
    let region = el("div")
        .id("verdict")
        .attr(Attr::Role, "status")
        .attr(Attr::AriaLive, "polite");
    let (region, rest) = match &state.answer {
        Some(answer) => {
            let verdict = verdict(language, &answer.explanation);
            (
                headline(region, answer, &verdict),
                explanation(page, answer, &verdict),
            )
        }
        None => (
            region.maybe(first_problem(page)),
            several(vec![
                el("h3").words(words.steps_heading).into(),
                el("ol")
                    .class("steps")
                    .children(words.steps.iter().map(|step| el("li").words(step)))
                    .into(),
            ]),
        ),
    };
    el("section")
        .class("answer")
        .attr(Attr::AriaLabelledby, "answer-heading")
        .child(el("h2").id("answer-heading").words(words.answer))
        .child(region)
        .node(rest)
}

/// Never colour alone: class, sign.
pub fn sign(answer: Answer) -> (&'static str, &'static str) {
    match answer {
        Answer::Open => ("open", "✓"),
        Answer::Blocked => ("blocked", "✗"),
        Answer::Depends => ("depends", "?"),
    }
}

/// Something was pasted, and there is nothing to judge in it.
fn first_problem(page: &Page) -> Option<Element> {
    let state = &page.state;
    let problem = state.reading.problems.first()?;
    let is_empty = state.reading.text.trim().is_empty();
    (!is_empty).then(|| {
        el("p")
            .class("headline")
            .text(state.language.problem(&problem.kind))
    })
}

fn headline(region: Element, answer: &Answered, verdict: &Verdict) -> Element {
    let (class, sign) = sign(answer.explanation.judgement.answer);
    let details = verdict.details.iter();
    region
        .class(class)
        .child(
            el("p")
                .class("headline")
                .child(el("span").hidden().words(sign).words(" "))
                .text(verdict.headline.clone()),
        )
        .children(details.map(|detail| el("p").text(detail.clone())))
}

fn explanation(page: &Page, answer: &Answered, verdict: &Verdict) -> Html {
    let words = page.state.language.page();
    let needs = verdict.needs.iter();
    let hops = answer.explanation.judgement.hops.iter();
    let is_settled = verdict.needs.is_empty();
    several(vec![
        target(page).map_or_else(Html::default, Html::from),
        over_the_internet(page, answer).map_or_else(Html::default, Html::from),
        if is_settled {
            Html::default()
        } else {
            several(vec![
                el("h3").words(words.would_settle).into(),
                el("ul")
                    .children(needs.map(|need| el("li").text(need.clone())))
                    .into(),
            ])
        },
        el("h3").words(words.path).into(),
        el("ol")
            .class("hops")
            .children(hops.map(|hop| hop_item(page.state.language, hop)))
            .into(),
    ])
}

/// Which VM is meant, where the paste holds several.
fn target(page: &Page) -> Option<Element> {
    let state = &page.state;
    let words = state.language.page();
    let names = state.targets()?;
    let chosen = state.case.choices.target.as_ref();
    let mut menu = el("select")
        .id("target")
        .on_choice(&page.dispatch, Menu::Target)
        .child(option(chosen.is_none()).words(words.target_any));
    for name in names {
        menu = menu.child(option(Some(&name) == chosen).text(printable(&name)));
    }
    Some(el("p").child(el("label").words(words.target).words(" ").child(menu)))
}

/// Something to choose.
pub fn option(is_chosen: bool) -> Element {
    el("option").flag(Attr::Selected, is_chosen)
}

/// A private address was typed: what would happen over the Internet, where Azure sees another address (T30, T44).
fn over_the_internet(page: &Page, answer: &Answered) -> Option<Element> {
    let language = page.state.language;
    let words = language.page();
    let headline = verdict(language, answer.over_the_internet.as_ref()?).headline;
    let ask = el("button")
        .attr(Attr::Type, "button")
        .on_click(&page.dispatch, Action::AskInternet)
        .words(words.ask_internet);
    Some(
        el("p")
            .class("warning note")
            .text(fill(words.over_the_internet, &headline))
            .words(" ")
            .child(ask),
    )
}

fn hop_item(language: Language, hop: &Hop) -> Element {
    let (class, sign) = match hop.answer {
        HopAnswer::Checked(answer) => sign(answer),
        HopAnswer::NotChecked => ("not-checked", "–"),
    };
    let mut item = el("li")
        .class(class)
        .child(el("span").hidden().words(sign).words(" "))
        .words(language.hop(hop.kind));
    if !hop.name.is_empty() {
        item = item.words(" ").child(el("b").text(printable(&hop.name)));
    }
    item.words(": ").words(hop_answer(language, hop.answer))
}
