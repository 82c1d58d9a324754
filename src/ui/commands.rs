//! The commands that print what this page reads, ready to copy.

use super::Page;
use super::action::{Action, Field};
use super::element::{Attr, Element, button, el};
use super::state::Copied;
use crate::command::Dialect;
use crate::explain::next::{Names, Output};
use crate::judge::Answer;

/// Cloud Shell needs nothing installed, so it comes first. It runs the Azure CLI.
const TABS: [Dialect; 4] = [
    Dialect::AzureCli,
    Dialect::AzPowerShell,
    Dialect::AzureCli,
    Dialect::AzureRm,
];

/// Open while their output is what is missing.
pub fn commands(page: &Page) -> Element {
    let state = &page.state;
    let words = state.language.page();
    let dialect = TABS.get(state.tab).copied().unwrap_or(Dialect::AzureCli);
    let next = state
        .answer
        .as_ref()
        .and_then(|answer| answer.explanation.next());
    let depends = state
        .answer
        .as_ref()
        .is_some_and(|answer| answer.explanation.judgement.answer == Answer::Depends);
    let is_open = state.lacks_output() || (depends && next.is_some());
    let heading = match next {
        Some(_) if !is_open => words.paste_next(),
        _ => words.commands(),
    };
    let (output, mut names) = match next {
        Some(next) => (next.output, next.names),
        None => (Output::NetworkSecurityGroups, Names::default()),
    };
    let intro = words.commands_intro().get(output as usize);
    if !state.resource_group.trim().is_empty() {
        names.resource_group.clone_from(&state.resource_group);
    }
    let remark = words
        .dialect_remarks()
        .get(state.tab)
        .copied()
        .unwrap_or("");
    let tabs = words.dialects().iter().enumerate().map(|(at, name)| {
        let is_chosen = at == state.tab;
        button(&page.dispatch, Action::Tab(at))
            .attr(Attr::AriaPressed, if is_chosen { "true" } else { "false" })
            .words(name)
    });
    el("details")
        .class("commands")
        .flag(Attr::Open, is_open)
        .child(el("summary").child(el("h2").words(heading)))
        .child(el("p").words(intro.copied().unwrap_or_default()))
        .child(el("div").class("tabs").children(tabs))
        .child(el("p").words(remark))
        .child(
            el("label").words(words.resource_group()).words(" ").child(
                el("input")
                    .attr(Attr::Type, "text")
                    .id("resource-group")
                    .attr(Attr::Autocomplete, "off")
                    .attr(Attr::Spellcheck, "false")
                    .value(&state.resource_group)
                    .on_typing(&page.dispatch, Field::ResourceGroup),
            ),
        )
        .child(
            el("div")
                .class("command")
                .child(
                    el("pre").child(
                        el("code")
                            .known_as(&page.command)
                            .text(output.command(dialect, &names)),
                    ),
                )
                .child(
                    button(&page.dispatch, Action::Copy)
                        .id("copy")
                        .words(words.copy()),
                ),
        )
        .child(
            el("p")
                .attr(Attr::Role, "status")
                .class("copied")
                .words(match state.copied {
                    Copied::NotYet => "",
                    Copied::Yes => words.copied(),
                    Copied::Refused => words.copy_by_hand(),
                }),
        )
}
