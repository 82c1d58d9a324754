//! The fixes: what to change, whom that lets in, the commands, and a look at how it would be.

use super::Page;
use super::action::{Action, Field};
use super::answer::replaced;
use super::commands::{name_fields, refused, to_copy};
use super::element::{Attr, Element, button, el, labelled, section, text_field, toggle};
use super::typed_question::SourceKind;
use crate::azure::Direction;
use crate::command::{Dialect, Filled, Values};
use crate::explain::Explanation;
use crate::fix::Proposal;
use crate::judge::Answer;
use crate::net::text;
use crate::say::{Language, fill};

/// As many as are shown: the narrowest come first.
pub const MOST_FIXES: usize = 4;

/// What can be done about a way that is not open.
pub fn fixes(page: &Page) -> Option<Element> {
    let state = &page.state;
    let language = state.language;
    let words = language.page();
    let explanation = &state.as_it_is()?.explanation;
    let Some(proposals) = &state.proposals else {
        let is_open = explanation.judgement.answer == Answer::Open;
        let progress = || el("progress").attr(Attr::AriaLabel, words.working());
        return (state.is_working && !is_open).then(progress);
    };
    let section = section("fixes-heading", el("h2").words(words.fixes())).class("fixes");
    let Some(first) = proposals.shown().next() else {
        // Whoever types an address keeps the box, whatever comes of it.
        let is_typed = state.typed.from == SourceKind::Address
            && !state.typed.address.trim().is_empty()
            && explanation.judgement.answer != Answer::Open;
        let stuck = (proposals.stuck).map(|at| el("p").text(language.stuck(explanation, at)));
        let box_for_it = is_typed.then(|| client(page, ""));
        return (is_typed || stuck.is_some()).then(|| section.maybe(box_for_it).maybe(stuck));
    };
    // However many there are, what stands before them keeps its place, and with it the focus.
    let mut list = el("div");
    for (at, fix) in proposals.shown().take(MOST_FIXES).enumerate() {
        list = list.child(one(page, explanation, at, fix));
    }
    // While the question is from an address, or from anywhere.
    let question = &explanation.judgement.question;
    let is_typed = state.typed.from == SourceKind::Address;
    let is_asked = first.is_proven()
        && question.direction == Direction::Inbound
        && (is_typed || !question.from.is_private());
    let hint = match first.has_placeholder() {
        true => words.client_hint(),
        false => "",
    };
    Some(
        section
            .maybe(replaced(page))
            .maybe(is_asked.then(|| client(page, hint)))
            .child(list),
    )
}

/// The box for the reader's own address.
fn client(page: &Page, hint: &'static str) -> Element {
    let words = page.state.language.page();
    let is_invalid = page.state.typed.address_is_invalid();
    let mut input = text_field(&page.dispatch, Field::Client, &page.state.typed.address)
        .id("client")
        .attr(Attr::AriaDescribedby, "client-note")
        .attr(Attr::Placeholder, words.address_example());
    if is_invalid {
        input = input.attr(Attr::AriaInvalid, "true");
    }
    let complaint = if is_invalid {
        words.address_invalid()
    } else {
        ""
    };
    el("p")
        .class("client")
        .child(labelled(words.address(), input).words(" ").words(hint))
        .words(" ")
        .child(
            el("span")
                .id("client-note")
                .class("invalid")
                .words(complaint),
        )
}

fn one(page: &Page, explanation: &Explanation, at: usize, fix: &Proposal) -> Element {
    let language = page.state.language;
    let words = language.page();
    let question = &explanation.judgement.question;
    let is_tried = matches!(&page.state.tried, Some((tried, _)) if *tried == at);
    let [try_it, back] = *words.try_it();
    let mut changes = el("ol").class("changes");
    let mut summary = el("summary")
        .child(el("b").words(language.fix(fix.id).title))
        .words(if fix.is_for_anybody {
            words.for_anybody()
        } else {
            " "
        })
        .child(el("span").class("id").words(fix.id.code()));
    for (number, step) in fix.steps.iter().enumerate() {
        let change = language.change(&step.change, question, explanation);
        if number == 0 {
            // While it is closed: several may have one title.
            summary = summary.child(el("span").class("what").text(change.clone()));
        }
        changes = changes.child(el("li").text(change));
    }
    let (tabs, how) = how(page, explanation, at, fix);
    el("details")
        .class("fix")
        .flag(Attr::Open, at == 0)
        .child(summary)
        .child(changes)
        .child(effects(language, fix))
        .maybe(fix.is_proven().then(|| {
            let try_it = toggle(&page.dispatch, Action::Try(at), is_tried).words(if is_tried {
                back
            } else {
                try_it
            });
            el("p").child(try_it)
        }))
        .child(tabs)
        .child(how)
}

/// The ways to make a change, in the order of their words.
const TABS: [Option<Dialect>; 8] = [
    None,
    Some(Dialect::AzureCli),
    Some(Dialect::AzPowerShell),
    Some(Dialect::AzureRm),
    Some(Dialect::Classic),
    Some(Dialect::Arm),
    Some(Dialect::Bicep),
    Some(Dialect::Terraform),
];

/// A way in which a fix can be made.
struct Way {
    /// Its place among [`TABS`].
    number: usize,
    /// None is the portal.
    dialect: Option<Dialect>,
    name: &'static str,
    commands: Vec<Filled>,
}

/// A tab for each way there is, and the chosen one: through the portal, or a command with a field for every name that it
/// still needs.
fn how(page: &Page, explanation: &Explanation, at: usize, fix: &Proposal) -> (Element, Element) {
    let language = page.state.language;
    let words = language.page();
    let mut ways = Vec::new();
    for (number, (dialect, name)) in TABS.iter().zip(words.fix_tabs()).enumerate() {
        let commands = match dialect {
            Some(dialect) => fix.commands(*dialect, explanation, &page.state.values),
            None => Vec::new(),
        };
        if dialect.is_none() || !commands.is_empty() {
            ways.push(Way {
                number,
                dialect: *dialect,
                name,
                commands,
            });
        }
    }
    // The chosen one, or the one that fits the paste; where there is no such, the first that has a command.
    let fitting = TABS.iter().position(|tab| *tab == page.state.dialect);
    let chosen = page.state.fix_tab.or(fitting);
    let place = ways.iter().position(|way| Some(way.number) == chosen);
    let place = place.unwrap_or(1).min(ways.len() - 1);
    let mut tabs = el("div").class("tabs");
    let mut shown = el("div");
    for (number, way) in ways.iter().enumerate() {
        let is_chosen = number == place;
        if is_chosen {
            shown = match way.dialect {
                Some(dialect) => {
                    let bare = fix.commands(dialect, explanation, &Values::default());
                    let note =
                        matches!(dialect, Dialect::Arm | Dialect::Bicep | Dialect::Terraform)
                            .then(|| el("p").class("note").words(language.inside_note()));
                    command(page, 1 + at, &way.commands, &bare).maybe(note)
                }
                None => portal(language, explanation, fix),
            };
        }
        let tab = toggle(&page.dispatch, Action::FixTab(way.number), is_chosen);
        tabs = tabs.child(tab.words(way.name));
    }
    (tabs, shown)
}

fn portal(language: Language, explanation: &Explanation, fix: &Proposal) -> Element {
    let mut list = el("ul");
    for step in &fix.steps {
        list = list.child(el("li").text(language.portal(step, fix, explanation)));
    }
    list
}

/// With a field for each name that the commands need as they are without what was typed.
fn command(page: &Page, at: usize, commands: &[Filled], bare: &[Filled]) -> Element {
    let mut text = String::new();
    for command in commands {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&command.text);
    }
    // The client has a box of its own above, for the address that is asked about.
    let is_asked_about = !page.state.case.evidence.stand_ins.addresses;
    let elsewhere = if is_asked_about { "client" } else { "" };
    el("div")
        .child(name_fields(page, bare, elsewhere))
        .maybe(refused(page, commands))
        .child(to_copy(page, at, &text))
}

/// Whom it lets in, and what to think of before.
fn effects(language: Language, fix: &Proposal) -> Element {
    let mut effects = el("ul");
    effects = effects.child(el("li").text(language.opens(fix)));
    for also in language.also_opens(fix) {
        effects = effects.child(el("li").class("also").text(also));
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
    let [trial, example] = *words.trial();
    let mut note = fill(trial, &[title]);
    if let (true, Some(address)) = (fix.has_placeholder(), fix.client.example()) {
        note.push_str(&fill(example, &[&text::address(address)]));
    }
    Some(
        el("p")
            .class("note trial")
            .text(note)
            .words(" ")
            .child(button(&page.dispatch, Action::Try(*at)).words(back)),
    )
}
