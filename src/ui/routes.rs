//! The routes in the order Azure prefers them, why each other lost, and which one a packet would take.

use super::action::Field;
use super::answered::Answered;
use super::element::{Attr, Element, el, labelled, several, text_field};
use super::rules::{TableRow, cell, column, fate_line, row, rows, table};
use super::shared::Shared;
use super::{Page, details_id};
use crate::azure::{Destination, Route, RouteTable};
use crate::explain::route_table::{RouteFate, Routes};
use crate::judge::Need;
use crate::judge::next_hop::next_hop;
use crate::judge::return_route::ReturnRoute;
use crate::say::{self, Language, printable};
use std::net::IpAddr;
use std::rc::Rc;
use yew::Html;

/// A table for every list of routes in the path.
pub fn route_tables(page: &Page, answer: &Shared<Answered>) -> Html {
    let mut tables = Vec::new();
    let before = answer.explanation.tables().len();
    for (at, routes) in answer.routes.iter().enumerate() {
        tables.push(table_of(page, answer, before + at, routes).into());
    }
    several(tables)
}

fn table_of(page: &Page, answer: &Shared<Answered>, at: usize, routes: &Routes) -> Element {
    let words = page.state.language.page();
    let pasted = &routes.table;
    let mut columns = row();
    for name in words.route_columns() {
        columns = columns.child(column(name));
    }
    let name = (!pasted.name.is_empty()).then(|| el("b").text(printable(&pasted.name)));
    let cut = pasted
        .cut
        .map(|_| el("p").class("gap").words(words.missing_routes()));
    el("section")
        .class("routes")
        .attr_text(Attr::Id, details_id(routes.hop))
        .attr(Attr::Tabindex, "-1")
        .child(
            el("h3")
                .words(words.routes_in_order())
                .words(" ")
                .maybe(name),
        )
        .child(table(columns, routes.rows.len(), rows(page, answer, at)))
        .maybe(cut)
        .child(packet_box(page, pasted))
}

/// What is seen of one route.
pub fn route_row(props: &TableRow, routes: &Routes) -> Option<Element> {
    let row = routes.rows.get(props.row)?;
    let route = routes.table.routes.get(row.route)?;
    let span = route.origin.span();
    let words = props.language.page();
    let [_, next_hop_label, source_label] = *words.route_columns();
    let sources = words.route_sources();
    let source = sources.get(route.source as usize);
    let carries = !matches!(row.fate, RouteFate::Lost(_));
    let class = if carries { "decides" } else { "never" };
    let line = props
        .line(class, span)
        .child(
            cell("name")
                .child(props.name(destination(route), span))
                .child(fate_line(
                    carries,
                    fate(props.language, row.fate).to_owned(),
                )),
        )
        .child(labelled_cell("next-hop", next_hop_label).text(next_hop_of(route)))
        .child(labelled_cell("source", source_label).words(source.copied().unwrap_or_default()));
    Some(line)
}

/// A cell that says what it is where there is no room for the heads of columns.
fn labelled_cell(class: &'static str, label: &'static str) -> Element {
    cell(class).child(el("span").class("label").words(label).words(" "))
}

/// The words for [`RouteFate::Lost`] stand in the order of [`Lost`](crate::judge::next_hop::Lost).
fn fate(language: Language, fate: RouteFate) -> &'static str {
    let words = language.page();
    let [decides, _, may_decide, ..] = words.fates();
    match fate {
        RouteFate::Decides => decides,
        RouteFate::DecidesForSome => words.decides_for_some(),
        RouteFate::Undecided => may_decide,
        RouteFate::Lost(lost) => words.lost().get(lost as usize).copied().unwrap_or_default(),
    }
}

fn destination(route: &Route) -> String {
    match &route.destination {
        Destination::Prefix(prefix) => prefix.text(),
        Destination::Other(text) => printable(text),
    }
}

/// The kind of next hop, and its addresses.
fn next_hop_of(route: &Route) -> String {
    let mut text = route.next_hop.name().to_owned();
    for address in &route.next_hop_addresses {
        text.push(' ');
        text.push_str(&printable(address));
    }
    text
}

/// Where would a packet to some address go?
fn packet_box(page: &Page, table: &Rc<RouteTable>) -> Element {
    let words = page.state.language.page();
    let typed = page.state.packet_to.trim();
    let answer = match typed.parse::<IpAddr>() {
        Ok(address) => {
            let carrier = next_hop(&table.routes, address);
            let mut answer = match carrier.and_then(|at| table.routes.get(at)) {
                Some(route) => say::fill(
                    words.carried_by(),
                    &[&destination(route), &next_hop_of(route)],
                ),
                None => words.carried_by_none().to_owned(),
            };
            if ReturnRoute::judge(table, &[], None).is_unsure(address) {
                answer.push(' ');
                answer.push_str(&page.state.language.depends_on(&Need::Routes));
            }
            answer
        }
        Err(_) if typed.is_empty() => String::new(),
        Err(_) => words.to_invalid().to_owned(),
    };
    let input = text_field(&page.dispatch, Field::PacketTo, &page.state.packet_to).id("packet-to");
    el("div")
        .class("packet")
        .child(labelled(words.packet_to(), input))
        .child(el("p").attr(Attr::Role, "status").text(answer))
}
