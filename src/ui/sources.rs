//! Who can connect: the whole address space in three parts.

use super::action::{Action, Field};
use super::answer::sign;
use super::answered::Answered;
use super::element::{Attr, Element, el, labelled, nothing, section, signed, text_field, toggle};
use super::rules::{cell, column, parts, row, row_at, table};
use super::{MANY_ROWS, Page};
use crate::azure::Direction;
use crate::explain::{Decided, Part, Reached, Stretch};
use crate::judge::Answer;
use crate::net::{AddressSet, Prefix, text};
use crate::say;
use std::net::IpAddr;

/// A strip of all addresses, the fate of any one of them, and a table with the rule or route that decides for each.
pub fn sources(page: &Page, answer: &Answered) -> Element {
    let direction = answer.explanation.judgement.question.direction;
    let (heading, words) = page.state.language.who(direction);
    let (all, line) = answer.who();
    section("sources-heading", el("h3").words(heading))
        .class("sources")
        .maybe(strip(page, line))
        .child(one_address(page, answer, words))
        .child(rule_by_rule(page, all, direction, words))
}

fn rule_by_rule(
    page: &Page,
    all: &[Decided],
    direction: Direction,
    [gets_in, stays_out, not_known]: [&'static str; 3],
) -> Element {
    /// Behind the tables of rules and routes.
    const TABLE: usize = usize::MAX;
    let language = page.state.language;
    let words = language.page();
    let [_, rule, _, source, _, destination, ..] = *words.columns();
    let remote = match direction {
        Direction::Inbound => source,
        Direction::Outbound => destination,
    };
    let mut columns = row();
    for name in [words.answer(), remote, rule] {
        columns = columns.child(column(name));
    }
    let row = |at: usize| {
        let Some(decided) = all.get(at) else {
            return nothing();
        };
        let (class, sign) = sign(decided.answer);
        let by = match (decided.by.as_str(), decided.hop) {
            ("", Some(hop)) => language.hop(hop, direction).to_owned(),
            ("", None) => "–".to_owned(),
            (name, _) => language.name(name),
        };
        let source = cell("");
        row_at(at)
            .child(cell(class).child(signed(sign)).words(match decided.answer {
                Answer::Open => gets_in,
                Answer::Blocked => stays_out,
                Answer::Depends => not_known,
            }))
            .child(
                match &decided.part {
                    Part::Prefixes(all) => source.child(el("code").text(all.join(", "))),
                    Part::Everyone => source.words(words.everyone()),
                    _ => source.words(words.everyone_else()),
                }
                .text(language.count(decided.ipv4)),
            )
            .child(cell("name").text(by))
            .into()
    };
    let is_long = all.len() > MANY_ROWS;
    table(
        columns,
        all.len(),
        parts(page, TABLE, is_long, all.len(), &row),
    )
}

/// The line of all addresses, each stretch as wide as can be read: a single address is as easy to find as half of them.
fn strip(page: &Page, line: &[Stretch]) -> Option<Element> {
    let chosen = Prefix::parse_typed(&page.state.looked_up);
    let chosen = chosen.map(|prefix| prefix.network().addr());
    (line.len() > 1).then(|| pieces(page, line, chosen, el("div").class("strip")))
}

/// Adds these stretches to the strip. Of very many, neighbours are drawn together until one of them is chosen.
fn pieces(page: &Page, line: &[Stretch], chosen: Option<IpAddr>, mut strip: Element) -> Element {
    const MOST: usize = 64;
    /// By how many bits there are in the number of addresses.
    const WIDTHS: [&str; 5] = ["w0", "w1", "w2", "w3", "w4"];
    for some in line.chunks(line.len().div_ceil(MOST)) {
        let (Some(from), Some(to)) = (some.first(), some.last()) else {
            continue;
        };
        let is_inside = chosen.is_some_and(|it| from.first <= it && it <= to.last);
        let is_one = some.len() == 1;
        if is_inside && !is_one {
            strip = pieces(page, some, chosen, strip);
            continue;
        }
        let all = AddressSet::range(from.first, to.last);
        let bits = all.count().checked_ilog2().unwrap_or(0).min(32) / 8;
        let width = WIDTHS.get(bits as usize).copied().unwrap_or("w4");
        let (class, sign) = if is_one {
            sign(from.answer)
        } else {
            ("", "⋯")
        };
        let first = text::address(from.first);
        let name = match all.prefixes().as_slice() {
            [_] if from.first == to.last => first.clone(),
            [block] if is_one => text::block(*block),
            _ => text::range(&first, &text::address(to.last)),
        };
        let is_chosen = page.state.looked_up == first;
        strip = strip.child(
            toggle(&page.dispatch, Action::LookUp(first), is_chosen)
                .attr_text(Attr::Class, [class, " ", width].concat())
                .child(signed(sign))
                .text(name),
        );
    }
    strip
}

/// Whether some address gets in, and why: the same question, asked for it alone.
fn one_address(page: &Page, answer: &Answered, who: [&'static str; 3]) -> Element {
    let words = page.state.language.page();
    let [label, invalid] = *words.look_up();
    let typed = page.state.looked_up.trim();
    let mut reached = None;
    let said = match Prefix::parse_typed(typed) {
        _ if typed.is_empty() => String::new(),
        None => invalid.to_owned(),
        Some(prefix) => {
            let found = answer.look_up(prefix);
            let (_, sign) = sign(found.explanation.judgement.answer);
            let verdict = say::verdict(page.state.language, &found.explanation);
            reached = Some(by_port(page, &found.reached, who));
            [sign, " ", &verdict.headline].concat()
        }
    };
    let input = text_field(&page.dispatch, Field::LookUp, &page.state.looked_up).id("look-up");
    el("div")
        .class("look-up")
        .child(labelled(label, input))
        .child(el("p").attr(Attr::Role, "status").text(said))
        .maybe(reached)
}

/// Which protocols and ports fare how.
fn by_port(page: &Page, reached: &[Reached], who: [&'static str; 3]) -> Element {
    let language = page.state.language;
    let mut list = el("ul");
    for (answer, fares) in [Answer::Open, Answer::Blocked, Answer::Depends]
        .into_iter()
        .zip(who)
    {
        let ports = language.reached(reached, answer);
        if !ports.is_empty() {
            let (class, sign) = sign(answer);
            let item = el("li").child(signed(sign).class(class));
            list = list.child(item.words(fares).words(": ").text(ports));
        }
    }
    el("div")
        .class("reached")
        .child(el("p").words(language.page().reaches()))
        .child(list)
}
