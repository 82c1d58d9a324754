//! Who can connect: the whole address space in three parts.

use super::element::{Attr, Element, el};
use super::fill;
use super::state::Answered;
use crate::explain::{Part, who};
use crate::say::Language;

/// Three lists.
pub fn sources(language: Language, answer: &Answered) -> Element {
    let words = language.page();
    let looks = [("open", "✓ "), ("blocked", "✗ "), ("depends", "? ")];
    let parts = who(&answer.explanation.judgement);
    let mut list = el("dl");
    for (((class, sign), part), word) in looks.into_iter().zip(parts).zip(words.who_parts) {
        let term = el("dt").child(el("span").hidden().words(sign)).words(word);
        list = list.child(
            el("div")
                .class(class)
                .child(term)
                .child(addresses(language, part)),
        );
    }
    el("section")
        .class("sources")
        .attr(Attr::AriaLabelledby, "sources-heading")
        .child(el("h3").id("sources-heading").words(words.who))
        .child(list)
}

fn addresses(language: Language, part: Part) -> Element {
    const MOST_SHOWN: usize = 6;
    let words = language.page();
    let mut shown = match part {
        Part::Nobody => return el("dd").words(words.nobody),
        Part::Everyone => return el("dd").words(words.everyone),
        Part::EveryoneElse => return el("dd").words(words.everyone_else),
        Part::Prefixes(prefixes) => prefixes,
    };
    let rest = shown.split_off(shown.len().min(MOST_SHOWN));
    let more = (!rest.is_empty()).then(|| {
        let count = rest.len().to_string();
        el("details")
            .child(el("summary").text(fill(words.and_more, &count)))
            .child(el("code").text(rest.join(", ")))
    });
    el("dd")
        .child(el("code").text(shown.join(", ")))
        .maybe(more)
}
