//! The verdict: one sentence, why, the way as a picture, and what would settle it.

use super::action::{Action, Menu};
use super::answered::Answered;
use super::element::{Attr, Element, button, el, labelled, section, several, signed};
use super::fixes::trial_note;
use super::picture::picture;
use super::reading::line_button;
use super::{Page, fill};
use crate::judge::Answer;
use crate::net::text;
use crate::question::Source;
use crate::say::{self, Verdict, printable};
use yew::Html;

/// The answer, or what to do to get one.
pub fn answer(page: &Page) -> Element {
    let state = &page.state;
    let language = state.language;
    let words = language.page();
    // The region is always there: a live region that appears with its text is not read out.
    let region = el("div")
        .id("verdict")
        .attr(Attr::Tabindex, "-1")
        .attr(Attr::Role, "status")
        .attr(Attr::AriaLive, "polite");
    let (region, rest) = match &state.answer {
        Some(answer) => {
            let verdict = say::verdict(language, &answer.explanation);
            (
                headline(
                    region.maybe(unfinished(page)).maybe(trial_note(page)),
                    answer,
                    &verdict,
                ),
                explanation(page, answer, &verdict),
            )
        }
        None => (
            region.maybe(first_problem(page)),
            el("ol")
                .class("steps")
                .children(words.steps().iter().map(|step| el("li").words(step)))
                .into(),
        ),
    };
    let heading = match state.answer {
        Some(_) => words.answer(),
        None => words.steps_heading(),
    };
    section("answer-heading", el("h2").words(heading))
        .class("answer")
        .maybe(came_by_link(page))
        .maybe(replaced(page))
        .child(region)
        .node(rest)
}

/// Says that this is somebody else's case, where it is.
fn came_by_link(page: &Page) -> Option<Element> {
    let [.., by_link, _, _] = *page.state.language.page().link_notes();
    let is_linked = matches!(page.state.linked, Some(Ok(_)));
    is_linked.then(|| el("p").class("note").words(by_link))
}

/// Says that names or addresses are not the real ones, where they are not.
pub fn replaced(page: &Page) -> Option<Element> {
    let said = page
        .state
        .language
        .replaced(page.state.case.evidence.stand_ins)?;
    Some(el("p").class("note warning").text(said))
}

/// What the answer is for, while what was typed is no question.
fn unfinished(page: &Page) -> Option<Element> {
    let typed = &page.state.typed;
    let words = page.state.language.page();
    let question = typed.question();
    let [internet, _, virtual_network] = *words.sources();
    let from = match question.from {
        Source::Internet => internet,
        Source::VirtualNetwork => virtual_network,
        Source::Prefix(prefix) => &prefix.text(),
    };
    let port = text::number(question.port.into());
    typed.is_unfinished().then(|| {
        el("p")
            .class("unfinished")
            .text(say::fill(words.unfinished(), &[from, &port]))
    })
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
    let language = page.state.language;
    if let Some(id) = page.state.messages().first() {
        let there = language.words().symptom.question();
        return Some(
            el("p")
                .class("headline")
                .words(language.rdp_error(*id).message)
                .words(" ")
                .child(
                    button(&page.dispatch, Action::ShowElement("message"))
                        .class("link")
                        .words(there),
                ),
        );
    }
    let problem = page.state.nothing_to_judge()?;
    Some(
        el("p")
            .class("headline")
            .text(language.problem(problem))
            .words(" ")
            .maybe(line_button(page, problem.at)),
    )
}

fn headline(region: Element, answer: &Answered, verdict: &Verdict) -> Element {
    let (class, sign) = sign(answer.explanation.judgement.answer);
    let details = verdict.details.iter();
    region
        .class(class)
        .child(
            el("p")
                .class("headline")
                .child(signed(sign))
                .text(verdict.headline.clone()),
        )
        .children(details.map(|detail| el("p").text(detail.clone())))
}

fn explanation(page: &Page, answer: &Answered, verdict: &Verdict) -> Html {
    let words = page.state.language.page();
    let needs = verdict.needs.iter();
    let is_settled = verdict.needs.is_empty();
    several(vec![
        way_to_deciding(page, answer).map_or_else(Html::default, Html::from),
        target(page).map_or_else(Html::default, Html::from),
        over_the_internet(page, answer, verdict).map_or_else(Html::default, Html::from),
        el("h3").words(words.path()).into(),
        picture(page, answer).into(),
        not_shown(page, answer).map_or_else(Html::default, Html::from),
        if is_settled {
            Html::default()
        } else {
            several(vec![
                el("h3").words(words.would_settle()).into(),
                el("ul")
                    .children(needs.map(|(_, said)| el("li").text(said.clone())))
                    .into(),
            ])
        },
    ])
}

/// How many NSGs the picture leaves out.
fn not_shown(page: &Page, answer: &Answered) -> Option<Element> {
    let more = answer.explanation.not_shown();
    let words = page.state.language.page();
    (more > 0).then(|| el("p").text(fill(words.and_more(), &text::number(more))))
}

/// From the verdict to the table of the hop that decides: for the keyboard, past all that stands between them.
fn way_to_deciding(page: &Page, answer: &Answered) -> Option<Element> {
    let judgement = &answer.explanation.judgement;
    let at = judgement.deciding?;
    let has_table = judgement.hops.get(at)?.has_table();
    let words = page.state.language.page();
    has_table.then(|| {
        let button = button(&page.dispatch, Action::ShowHop(at)).class("link");
        el("p").child(button.words(words.show_deciding()))
    })
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
        .child(option(chosen.is_none()).words(words.target_any()));
    for name in names {
        menu = menu.child(option(Some(&name) == chosen).text(printable(&name)));
    }
    Some(el("p").child(labelled(words.target(), menu)))
}

/// Something to choose.
pub fn option(is_chosen: bool) -> Element {
    el("option").flag(Attr::Selected, is_chosen)
}

/// A private address was typed: what would happen over the Internet, where Azure sees another address (T30, T44).
fn over_the_internet(page: &Page, answer: &Answered, verdict: &Verdict) -> Option<Element> {
    let language = page.state.language;
    let words = language.page();
    let headline = say::verdict(language, answer.over_the_internet.as_ref()?).headline;
    let note = el("p").class("warning note");
    if headline == verdict.headline {
        return Some(note.words(words.same_over_the_internet()));
    }
    let ask = button(&page.dispatch, Action::AskInternet).words(words.ask_internet());
    let text = fill(words.over_the_internet(), &headline);
    Some(note.text(text).words(" ").child(ask))
}
