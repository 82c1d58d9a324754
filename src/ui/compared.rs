//! Two of the pasted NSGs beside each other, or one before and after.

use super::Page;
use super::action::Menu;
use super::answer::option;
use super::element::{Element, el, labelled};
use crate::explain::changed::groups;
use crate::net::text;

/// The comparison, where several NSGs were pasted. It is made once somebody has chosen.
pub fn compared(page: &Page) -> Option<Element> {
    let state = &page.state;
    let groups = groups(&state.case);
    if groups.len() < 2 {
        return None;
    }
    let words = &state.language.words().changed;
    let mut fields = el("div").class("fields");
    let chosen = state.compared;
    for (side, (name, chosen)) in words.sides().iter().zip(chosen).enumerate() {
        let mut menu = el("select").on_choice(&page.dispatch, Menu::Compared(side));
        menu = menu.child(option(chosen.is_none()).words("—"));
        for (at, group) in groups.iter().enumerate() {
            let mut name = text::number(at + 1);
            name.push_str(". ");
            name.push_str(&state.language.name(&group.name));
            menu = menu.child(option(chosen == Some(at)).text(name));
        }
        fields = fields.child(labelled(name, menu));
    }
    let mut list = el("ul");
    if let Some(changes) = &state.changes {
        for sentence in state.language.changes(changes) {
            list = list.child(el("li").text(sentence));
        }
    }
    Some(
        el("details")
            .class("compared")
            .child(el("summary").words(words.heading()))
            .child(fields)
            .child(list),
    )
}
