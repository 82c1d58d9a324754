//! The head of the page: what it is, that nothing leaves it, and what is set for all of it.

use super::Page;
use super::action::{Action, Menu};
use super::answer::option;
use super::element::{Attr, Element, button, el, labelled};
use crate::say::Language;

/// The head of the page.
pub fn header(page: &Page) -> Element {
    let language = page.state.language;
    let words = language.page();
    let other = match language {
        Language::En => Language::Ja,
        Language::Ja => Language::En,
    };
    let themes = words.themes().iter().enumerate();
    el("header")
        .child(
            el("div")
                .child(el("h1").words(words.title()))
                .child(el("p").class("subtitle").words(words.subtitle())),
        )
        .child(el("p").class("privacy").words(words.privacy()))
        .child(
            el("div")
                .class("tools")
                .maybe(page.state.answer.as_ref().map(|_| {
                    button(&page.dispatch, Action::ShowElement("share-heading"))
                        .words(words.share_button())
                }))
                .child(labelled(
                    words.theme(),
                    el("select")
                        .id("theme")
                        .on_choice(&page.dispatch, Menu::Theme)
                        .children(
                            themes.map(|(at, name)| option(at == page.state.theme).words(name)),
                        ),
                ))
                .child(
                    button(&page.dispatch, Action::Language(other))
                        .id("language")
                        .attr(Attr::Lang, other.tag())
                        .words(words.other_language()),
                ),
        )
}
