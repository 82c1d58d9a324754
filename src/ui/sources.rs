//! Who can connect: the whole address space in three parts.

use super::action::{Action, Field};
use super::answer::sign;
use super::answered::Answered;
use super::element::{Attr, Element, button, el, nothing, signed};
use super::{Page, fill};
use crate::explain::{Explanation, Part, stretches, who};
use crate::judge::Answer;
use crate::net::{AddressSet, Prefix, text};
use crate::question::Source;
use crate::say::{self, Language};

/// A strip of all addresses, three lists, and the fate of any one address.
pub fn sources(page: &Page, answer: &Answered) -> Element {
    let language = page.state.language;
    let judgement = &answer.explanation.judgement;
    let [open, blocked, depends] = who(judgement);
    let (heading, [gets_in, stays_out, not_known]) = language.who(judgement.question.direction);
    let part = |answer, word, part| {
        if part == Part::Nobody {
            return nothing();
        }
        let (class, sign) = sign(answer);
        let sign = signed(sign);
        el("div")
            .class(class)
            .child(el("dt").child(sign).words(word))
            .child(addresses(language, part))
            .into()
    };
    let list = el("dl")
        .node(part(Answer::Open, gets_in, open))
        .node(part(Answer::Blocked, stays_out, blocked))
        .node(part(Answer::Depends, not_known, depends));
    el("section")
        .class("sources")
        .attr(Attr::AriaLabelledby, "sources-heading")
        .child(el("h3").id("sources-heading").words(heading))
        .maybe(strip(page, answer))
        .child(list)
        .child(one_address(page, answer))
}

/// The line of all addresses, each stretch as wide as can be read: a single address is as easy to find as half of them.
fn strip(page: &Page, answer: &Answered) -> Option<Element> {
    const MOST: usize = 64;
    /// By how many bits there are in the number of addresses.
    const WIDTHS: [&str; 5] = ["w0", "w1", "w2", "w3", "w4"];
    let line = stretches(&answer.explanation.judgement);
    if line.len() < 2 || line.len() > MOST {
        return None;
    }
    let mut strip = el("div").class("strip");
    for stretch in line {
        let (class, sign) = sign(stretch.answer);
        let all = AddressSet::range(stretch.first, stretch.last);
        let bits = all.count().checked_ilog2().unwrap_or(0).min(32) / 8;
        let width = WIDTHS.get(bits as usize).copied().unwrap_or("w4");
        let first = text::address(stretch.first);
        let name = match all.prefixes().as_slice() {
            [_] if stretch.first == stretch.last => first.clone(),
            [block] => text::block(*block),
            _ => text::range(&first, &text::address(stretch.last)),
        };
        let is_chosen = page.state.looked_up == first;
        strip = strip.child(
            button(&page.dispatch, Action::LookUp(first))
                .attr_text(Attr::Class, [class, " ", width].concat())
                .attr(Attr::AriaPressed, if is_chosen { "true" } else { "false" })
                .child(signed(sign))
                .text(name),
        );
    }
    Some(strip)
}

/// Whether some address gets in, and why: the same question, asked for it alone.
fn one_address(page: &Page, answer: &Answered) -> Element {
    let words = page.state.language.page();
    let [label, invalid] = *words.look_up();
    let typed = page.state.looked_up.trim();
    let said = match Prefix::parse(typed) {
        _ if typed.is_empty() => String::new(),
        None => invalid.to_owned(),
        Some(prefix) => {
            let mut question = answer.explanation.judgement.question.clone();
            question.from = Source::Prefix(prefix);
            let explanation = Explanation::of(answer.explanation.topology.clone(), &question);
            let (_, sign) = sign(explanation.judgement.answer);
            let verdict = say::verdict(page.state.language, &explanation);
            [sign, " ", &verdict.headline].concat()
        }
    };
    let input = el("input")
        .id("look-up")
        .attr(Attr::Type, "text")
        .attr(Attr::Autocomplete, "off")
        .attr(Attr::Spellcheck, "false")
        .value(&page.state.looked_up)
        .on_typing(&page.dispatch, Field::LookUp);
    el("div")
        .class("look-up")
        .child(el("label").words(label).words(" ").child(input))
        .child(el("p").attr(Attr::Role, "status").text(said))
}

fn addresses(language: Language, part: Part) -> Element {
    const MOST_SHOWN: usize = 6;
    let words = language.page();
    let mut shown = match part {
        Part::Nobody => Vec::new(),
        Part::Everyone => return el("dd").words(words.everyone()),
        Part::EveryoneElse => return el("dd").words(words.everyone_else()),
        Part::Prefixes(prefixes) => prefixes,
    };
    let rest = shown.split_off(shown.len().min(MOST_SHOWN));
    let more = (!rest.is_empty()).then(|| {
        let count = text::number(rest.len());
        el("details")
            .child(el("summary").text(fill(words.and_more(), &count)))
            .child(el("code").text(rest.join(", ")))
    });
    el("dd")
        .child(el("code").text(shown.join(", ")))
        .maybe(more)
}
