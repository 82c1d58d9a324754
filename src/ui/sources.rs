//! Who can connect: the whole address space in three parts.

use super::answer::sign;
use super::element::{Attr, Element, el, nothing, signed};
use super::fill;
use super::state::Answered;
use crate::explain::{Part, who};
use crate::judge::Answer;
use crate::net::text;
use crate::say::Language;

/// Three lists.
pub fn sources(language: Language, answer: &Answered) -> Element {
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
        .child(list)
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
