//! The fixes: what to change, whom that lets in, the commands, and a look at how it would be.

use super::Page;
use super::action::{Action, Field};
use super::commands::{dialect, tabs, to_copy};
use super::element::{Attr, Element, button, el};
use crate::azure::Direction;
use crate::explain::Explanation;
use crate::fix::Proposal;
use crate::say::{Language, fill};

/// As many as are shown: the narrowest come first.
pub const MOST_FIXES: usize = 4;

/// What can be done about a way that is not open.
pub fn fixes(page: &Page) -> Option<Element> {
    let state = &page.state;
    let language = state.language;
    let words = language.page();
    let proposals = state.proposals.as_ref()?;
    let explanation = &state.as_it_is()?.explanation;
    let mut section = el("section")
        .class("fixes")
        .attr(Attr::AriaLabelledby, "fixes-heading")
        .child(el("h2").id("fixes-heading").words(words.fixes()));
    if let (Some(stuck), true) = (proposals.stuck, proposals.fixes.is_empty()) {
        return Some(section.child(el("p").text(language.stuck(explanation, stuck))));
    }
    let first = proposals.fixes.first()?;
    section = section.maybe(client(page, explanation, first));
    for (at, fix) in proposals.fixes.iter().take(MOST_FIXES).enumerate() {
        section = section.child(one(page, explanation, at, fix));
    }
    Some(section)
}

/// The box for the reader's own address, while the question is from an address or from anywhere.
fn client(page: &Page, explanation: &Explanation, first: &Proposal) -> Option<Element> {
    let words = page.state.language.page();
    let question = &explanation.judgement.question;
    if question.direction == Direction::Outbound || question.from.is_private() {
        return None;
    }
    let hint = if first.has_placeholder() {
        words.client_hint()
    } else {
        ""
    };
    let input = el("input")
        .id("client")
        .attr(Attr::Type, "text")
        .attr(Attr::Autocomplete, "off")
        .attr(Attr::Spellcheck, "false")
        .attr(Attr::Placeholder, words.address_example())
        .value(&page.state.typed.address)
        .on_typing(&page.dispatch, Field::Client);
    Some(
        el("p").class("client").child(
            el("label")
                .words(words.address())
                .words(" ")
                .child(input)
                .words(" ")
                .words(hint),
        ),
    )
}

fn one(page: &Page, explanation: &Explanation, at: usize, fix: &Proposal) -> Element {
    let language = page.state.language;
    let words = language.page();
    let question = &explanation.judgement.question;
    let is_tried = matches!(&page.state.tried, Some((tried, _)) if *tried == at);
    let [try_it, back] = *words.try_it();
    let mut changes = el("ol").class("changes");
    for (_, change) in &fix.steps {
        changes = changes.child(el("li").text(language.change(change, question, explanation)));
    }
    let commands = fix.commands(dialect(page), explanation).join("\n");
    let has_commands = !commands.is_empty();
    el("details")
        .class("fix")
        .flag(Attr::Open, at == 0)
        .child(
            el("summary")
                .child(el("b").words(language.fix(fix.id).title))
                .words(if fix.is_for_anybody {
                    words.for_anybody()
                } else {
                    " "
                })
                .child(el("span").class("id").words(fix.id.code())),
        )
        .child(changes)
        .child(effects(language, fix))
        .child(
            el("p").child(
                button(&page.dispatch, Action::Try(at))
                    .attr(Attr::AriaPressed, if is_tried { "true" } else { "false" })
                    .words(if is_tried { back } else { try_it }),
            ),
        )
        .maybe(has_commands.then(|| tabs(page)))
        .maybe(has_commands.then(|| to_copy(page, 1 + at, &commands)))
}

/// Whom it lets in, and what to think of before.
fn effects(language: Language, fix: &Proposal) -> Element {
    let mut effects = el("ul");
    effects = effects.child(el("li").text(language.opens(fix)));
    for also in &fix.also_opens {
        effects = effects.child(el("li").class("also").text(language.also_opens(also)));
    }
    for warning in language.fix_warnings(fix) {
        effects = effects.child(el("li").class("note warning").text(warning));
    }
    effects
}

/// Says that a fix is only tried.
pub fn trial_note(page: &Page) -> Option<Element> {
    let (at, _) = page.state.tried.as_ref()?;
    let words = page.state.language.page();
    let fix = page.state.proposals.as_ref()?.fixes.get(*at)?;
    let title = page.state.language.fix(fix.id).title;
    let [_, back] = *words.try_it();
    Some(
        el("p")
            .class("note trial")
            .text(fill(words.trial(), &[title]))
            .words(" ")
            .child(button(&page.dispatch, Action::Try(*at)).words(back)),
    )
}
