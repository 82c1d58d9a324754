//! The question bar: from, to, port.

use super::Page;
use super::answer::option;
use super::element::{Attr, Element, el};
use super::state::{Field, Menu, SourceKind};

/// What is asked, to be changed at any time.
pub fn question_bar(page: &Page) -> Element {
    let words = page.state.language.page();
    let typed = &page.state.typed;
    let sources = SourceKind::ALL.iter().zip(words.sources());
    let sources = sources.map(|(kind, name)| option(*kind == typed.from).words(name));
    let address = (typed.from == SourceKind::Address)
        .then(|| field(page, Field::Address, typed.address_is_invalid()));
    let [ask, explain, command] = words.my_address();
    el("section")
        .class("question")
        .attr(Attr::AriaLabelledby, "question-heading")
        .child(el("h2").id("question-heading").words(words.question()))
        .child(
            el("div")
                .class("fields")
                .child(
                    el("label").words(words.from()).child(
                        el("select")
                            .id("from")
                            .on_choice(&page.dispatch, Menu::From)
                            .children(sources),
                    ),
                )
                .maybe(address)
                .child(field(page, Field::To, typed.to_is_invalid()))
                .child(field(page, Field::Port, typed.port_number().is_none()).class("port")),
        )
        .child(
            el("details")
                .child(el("summary").words(ask))
                .child(el("p").words(explain))
                .child(el("p").child(el("code").words(command))),
        )
}

/// A field with its label, and what is wrong with it under it.
fn field(page: &Page, field: Field, is_invalid: bool) -> Element {
    let words = page.state.language.page();
    let typed = &page.state.typed;
    let (id, note, label, value, example, complaint) = match field {
        Field::Address => (
            "address",
            "address-note",
            words.address(),
            &typed.address,
            words.address_example(),
            words.address_invalid(),
        ),
        Field::To => (
            "to",
            "to-note",
            words.to(),
            &typed.to,
            words.to_example(),
            words.to_invalid(),
        ),
        _ => (
            "port",
            "port-note",
            words.port(),
            &typed.port,
            "",
            words.port_invalid(),
        ),
    };
    let mut input = el("input")
        .id(id)
        .attr(Attr::Type, "text")
        .attr(Attr::Autocomplete, "off")
        .attr(Attr::AriaDescribedby, note)
        .value(value)
        .on_typing(&page.dispatch, field);
    input = if matches!(field, Field::Port) {
        input.attr(Attr::Inputmode, "numeric")
    } else {
        input
            .attr(Attr::Spellcheck, "false")
            .attr(Attr::Placeholder, example)
    };
    if is_invalid {
        input = input.attr(Attr::AriaInvalid, "true");
    }
    let complaint = if is_invalid { complaint } else { "" };
    el("label")
        .words(label)
        .child(input)
        .child(el("span").id(note).class("invalid").words(complaint))
}
