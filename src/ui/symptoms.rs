//! "What do you see?": from the message or the symptom to its cause, before anything is pasted.

use super::Page;
use super::action::{Action, Field};
use super::checklist::documents;
use super::element::{Attr, Element, el, section, text_field, toggle};
use crate::fix::FixId;
use crate::fix::symptom::{ErrorId, Symptom, find};
use crate::say::Language;

/// The question, and what the answer points to.
pub fn symptoms(page: &Page) -> Element {
    let state = &page.state;
    let language = state.language;
    let words = &language.words().symptom;
    let buttons = Symptom::ALL.iter().enumerate().map(|(at, symptom)| {
        let is_chosen = state.symptom == Some(at);
        let [answer, _] = language.symptom(*symptom);
        toggle(&page.dispatch, Action::Symptom(at), is_chosen).words(answer)
    });
    let message = state.message.trim();
    let found = match message {
        "" => state.messages(),
        _ => find(message),
    };
    let chosen = state.symptom.and_then(|at| Symptom::ALL.get(at));
    // What is found stands in one place, so that the field before it keeps the focus.
    let mut results = el("div");
    let section = section("symptoms-heading", el("h2").words(words.question()))
        .class("symptoms")
        .child(el("div").class("tabs").children(buttons))
        .child(
            el("label")
                .words(words.paste())
                .child(text_field(&page.dispatch, Field::Message, &state.message).id("message")),
        );
    for id in &found {
        results = results.child(error(language, *id, true));
    }
    if !found.is_empty() {
        return section.child(results);
    }
    if !message.is_empty() {
        results = results.child(el("p").words(words.unknown()));
    } else if let Some(symptom) = chosen {
        let [_, points_to] = language.symptom(*symptom);
        results = results
            .child(el("p").words(points_to))
            .child(titles(language, symptom.fixes()));
        for id in symptom.errors() {
            results = results.child(error(language, *id, false));
        }
    }
    section.child(results)
}

fn error(language: Language, id: ErrorId, is_open: bool) -> Element {
    let said = language.rdp_error(id);
    let error = id.error();
    let mut details = el("details")
        .class("fix")
        .flag(Attr::Open, is_open)
        .child(el("summary").child(el("b").words(said.message)));
    for text in [said.cause, said.resolution] {
        if !text.is_empty() {
            details = details.child(el("p").words(text));
        }
    }
    details = details.child(titles(language, error.fixes));
    if error.document.is_empty() {
        details.child(el("p").words(language.words().symptom.no_document()))
    } else {
        details.child(documents(language, error.document))
    }
}

/// The fixes by name: how they are made stands in the checklist.
fn titles(language: Language, fixes: &[FixId]) -> Element {
    let titles = fixes
        .iter()
        .map(|id| el("li").words(language.fix(*id).title));
    el("ul").children(titles)
}
