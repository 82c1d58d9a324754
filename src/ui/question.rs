//! The question bar: from, to, port.

use super::Page;
use super::action::{Field, Menu};
use super::answer::option;
use super::element::{Attr, Element, el, section, text_field};
use super::typed_question::{SourceKind, is_no_port};
use crate::azure::Direction;
use crate::net::{Protocol, text};
use crate::question::WayKind;

/// What is asked, to be changed at any time.
pub fn question_bar(page: &Page) -> Element {
    let words = page.state.language.page();
    let typed = &page.state.typed;
    let sources = SourceKind::ALL.iter().zip(words.sources());
    let sources = sources.map(|(kind, name)| option(*kind == typed.from).words(name));
    let address = (typed.from == SourceKind::Address)
        .then(|| field(page, Field::Address, typed.address_is_invalid()));
    let [ask, explain, command] = words.my_address();
    let is_outbound = typed.direction == Direction::Outbound;
    let way_in = (!is_outbound).then(|| way_in(page));
    let [inbound, outbound] = words.from();
    let is_udp = typed.protocol == Protocol::Udp;
    // Where ports are translated, what is dialled is half of the question.
    let ways = (page.state.answer.as_ref()).map_or(&[][..], |it| &it.explanation.topology.ways);
    let is_chosen = matches!(
        typed.through,
        Some(WayKind::LoadBalancer | WayKind::Firewall | WayKind::Endpoint)
    );
    let is_translated = !is_outbound && (is_chosen || ways.iter().any(|way| way.is_translated));
    let dialled = |is_here: bool| {
        let is_invalid = is_no_port(&typed.dialled);
        is_here.then(|| field(page, Field::Dialled, is_invalid).class("port"))
    };
    let [to_vm, from_vm] = words.directions();
    section("question-heading", el("h2").words(words.question()))
        .class("question")
        .child(
            el("div")
                .class("fields")
                .child(
                    el("label")
                        .words(if is_outbound { outbound } else { inbound })
                        .child(
                            el("select")
                                .id("from")
                                .on_choice(&page.dispatch, Menu::From)
                                .children(sources),
                        ),
                )
                .maybe(address)
                .maybe(way_in)
                .child(field(page, Field::To, typed.to_is_invalid()))
                .child(field(page, Field::Port, typed.port_is_invalid()).class("port"))
                .maybe(dialled(is_translated)),
        )
        .child(
            el("details")
                .child(el("summary").words(words.other_connection()))
                .child(
                    el("div")
                        .class("fields")
                        .child(
                            el("label").words(words.direction()).child(
                                el("select")
                                    .id("direction")
                                    .on_choice(&page.dispatch, Menu::Direction)
                                    .child(option(!is_outbound).words(to_vm))
                                    .child(option(is_outbound).words(from_vm)),
                            ),
                        )
                        .child(
                            el("label").words(words.protocol()).child(
                                el("select")
                                    .id("protocol")
                                    .on_choice(&page.dispatch, Menu::Protocol)
                                    .child(option(!is_udp).words("TCP"))
                                    .child(option(is_udp).words("UDP")),
                            ),
                        )
                        .child(
                            field(page, Field::FromPort, is_no_port(&typed.from_port))
                                .class("port"),
                        )
                        .maybe(dialled(!is_translated)),
                ),
        )
        .child(
            el("details")
                .child(el("summary").words(ask))
                .child(el("p").words(explain))
                .child(el("p").child(el("code").words(command))),
        )
}

/// How the client comes in.
fn way_in(page: &Page) -> Element {
    let language = page.state.language;
    let words = language.page();
    let chosen = page.state.typed.through;
    let mut menu = el("select")
        .id("way-in")
        .on_choice(&page.dispatch, Menu::WayIn)
        .child(option(chosen.is_none()).words(words.way_in_any()));
    for kind in WayKind::ALL {
        menu = menu.child(option(chosen == Some(kind)).words(language.way_kind(kind)));
    }
    el("label").words(words.way_in()).child(menu)
}

/// A field with its label, and what is wrong with it under it.
fn field(page: &Page, field: Field, is_invalid: bool) -> Element {
    let words = page.state.language.page();
    let typed = &page.state.typed;
    let [to_vm, from_vm] = *words.to();
    let answer = page.state.answer.as_ref();
    let vm = answer.and_then(|answer| answer.explanation.topology.target.address);
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
            match typed.direction {
                Direction::Inbound => to_vm,
                Direction::Outbound => from_vm,
            },
            &typed.to,
            words.to_example(),
            words.to_invalid(),
        ),
        Field::FromPort => (
            "from-port",
            "from-port-note",
            words.from_port(),
            &typed.from_port,
            words.random_port(),
            words.port_invalid(),
        ),
        Field::Dialled => (
            "dialled",
            "dialled-note",
            words.dialled(),
            &typed.dialled,
            words.same_port(),
            words.port_invalid(),
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
    let mut input = text_field(&page.dispatch, field, value)
        .id(id)
        .attr(Attr::AriaDescribedby, note);
    if matches!(field, Field::Port | Field::FromPort | Field::Dialled) {
        input = input.attr(Attr::Inputmode, "numeric");
    }
    let example = match (field, vm) {
        (Field::To, Some(address)) => text::address(address),
        _ => example.to_owned(),
    };
    if !example.is_empty() {
        input = input.attr_text(Attr::Placeholder, example);
    }
    if is_invalid {
        input = input.attr(Attr::AriaInvalid, "true");
    }
    let complaint = if is_invalid { complaint } else { "" };
    el("div")
        .child(el("label").words(label).child(input))
        .child(el("span").id(note).class("invalid").words(complaint))
}
