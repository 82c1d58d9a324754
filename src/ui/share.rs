//! What one sends to somebody else: the answer as it is seen, as a document.

use super::action::{Action, Sending};
use super::commands::copied;
use super::element::{Attr, Element, button, el, section, toggle};
use super::{Page, browser, fill};
use crate::net::text;
use crate::say::printable;
use crate::share::{Options, is_too_long_for_a_link};

/// The section, once there is an answer.
pub fn share(page: &Page) -> Option<Element> {
    page.state.answer.as_ref()?;
    let words = page.state.language.page();
    let [heading, names @ ..] = words.share();
    let mut buttons = el("p").class("tabs");
    for (name, sending) in names.iter().zip(Sending::ALL) {
        buttons = buttons.child(button(&page.dispatch, Action::Send(sending)).words(name));
    }
    Some(
        section(
            "share-heading",
            el("h2").attr(Attr::Tabindex, "-1").words(heading),
        )
        .class("share")
        .child(link(page))
        .child(buttons)
        .child(copied(page, SENT, words.copy_refused())),
    )
}

/// A link, what may be in it, and what it reveals, before anybody copies it.
fn link(page: &Page) -> Element {
    let language = page.state.language;
    let words = language.page();
    let [make, names, addresses, copy, save] = *words.link();
    let [whose, too_long, no_address, seen, .., too_much] = *words.link_notes();
    let dispatch = &page.dispatch;
    let Some((options, link)) = &page.state.sharing else {
        let button = button(dispatch, Action::Share(Some(Options::default())));
        return el("div").child(el("p").class("tabs").child(button.words(make)));
    };
    if link.is_too_much {
        return el("p").class("note").words(too_much);
    }
    let toggle = |is_on: bool, name, changed| {
        toggle(dispatch, Action::Share(Some(changed)), is_on).words(name)
    };
    let toggles = el("p")
        .class("tabs")
        .child(toggle(
            options.names,
            names,
            Options {
                names: !options.names,
                ..*options
            },
        ))
        .child(toggle(
            options.addresses,
            addresses,
            Options {
                addresses: !options.addresses,
                ..*options
            },
        ));
    let address = browser::address();
    let (is_file, how) = if is_too_long_for_a_link(&link.text) {
        (true, too_long)
    } else if address.is_empty() {
        (true, no_address)
    } else {
        (false, whose)
    };
    let send = button(dispatch, Action::SendLink(is_file)).words(if is_file { save } else { copy });
    let [heading, rules, routes] = *words.reveals();
    let reveals = &link.reveals;
    let mut list = el("ul");
    for (kind, names) in &reveals.names {
        let mut line = language.name_kind(*kind).to_owned();
        line.push_str(": ");
        line.push_str(&printable(&names.join(", ")));
        list = list.child(el("li").text(line));
    }
    if !reveals.addresses.is_empty() {
        list = list.child(el("li").text(reveals.addresses.join(", ")));
    }
    for (words, count) in [(rules, reveals.rules), (routes, reveals.routes)] {
        if count > 0 {
            list = list.child(el("li").text(fill(words, &text::number(count))));
        }
    }
    let is_masked = page.state.unmasked.is_some();
    el("div")
        .class("link-made")
        .child(el("p").words(heading).words(":"))
        .child(toggles)
        .child(list)
        .maybe(is_masked.then(|| el("p").class("note").words(seen)))
        .child(el("p").words(how))
        .maybe((!is_file).then(|| {
            let shown = [&address, "#", &link.text].concat();
            el("pre").child(el("code").id("link").text(shown))
        }))
        .child(el("p").class("tabs").child(send))
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
