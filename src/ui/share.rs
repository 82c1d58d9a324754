//! What one sends to somebody else: the answer as it is seen, as a document.

use super::action::{Action, Sending};
use super::element::{Attr, Element, button, el};
use super::state::Copied;
use super::{Page, browser};

/// The section, once there is an answer.
pub fn share(page: &Page) -> Option<Element> {
    page.state.answer.as_ref()?;
    let words = page.state.language.page();
    let [heading, names @ ..] = words.share();
    let mut buttons = el("p").class("tabs");
    for (name, sending) in names.iter().zip(Sending::ALL) {
        buttons = buttons.child(button(&page.dispatch, Action::Send(sending)).words(name));
    }
    let (at, copied) = page.state.copied;
    Some(
        el("section")
            .class("share")
            .attr(Attr::AriaLabelledby, "share-heading")
            .child(
                el("h2")
                    .id("share-heading")
                    .attr(Attr::Tabindex, "-1")
                    .words(heading),
            )
            .child(buttons)
            .child(
                el("p")
                    .attr(Attr::Role, "status")
                    .class("copied")
                    .words(match copied {
                        Copied::Yes if at == SENT => words.copied(),
                        Copied::Refused if at == SENT => words.copy_refused(),
                        _ => "",
                    }),
            ),
    )
}

/// Where the state of copying is kept, behind all commands.
pub const SENT: usize = usize::MAX;

/// Sends the answer, as it is seen now, where it is to go.
pub fn send(page: &Page, sending: Sending) {
    let title = page.state.language.page().title();
    match sending {
        Sending::Markdown => browser::copy_answer("", &page.dispatch),
        Sending::RichText => browser::copy_answer("text/html", &page.dispatch),
        Sending::File => browser::save_answer(title),
        Sending::Paper => browser::print_answer(),
    }
}
