//! The commands that print what this page reads, ready to copy.

use super::Page;
use super::action::{Action, Field};
use super::element::{Attr, Element, button, el, labelled, text_field, toggle};
use super::state::Copied;
use crate::command::{Dialect, Filled};
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
    let dialect = dialect(page);
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
    let typed = typed(page, "rg");
    if !typed.trim().is_empty() {
        typed.clone_into(&mut names.resource_group);
    }
    let remark = words
        .dialect_remarks()
        .get(chosen(page))
        .copied()
        .unwrap_or("");
    el("details")
        .class("commands")
        .flag(Attr::Open, is_open)
        .child(el("summary").child(el("h2").words(heading)))
        .child(el("p").words(intro.copied().unwrap_or_default()))
        .child(tabs(page))
        .child(el("p").words(remark))
        .child(labelled(
            words.resource_group(),
            text_field(&page.dispatch, Field::Placeholder("rg"), typed).id("resource-group"),
        ))
        .child(to_copy(page, 0, &output.command(dialect, &names)))
}

/// A command, a button that copies it, and what became of that.
pub fn to_copy(page: &Page, at: usize, command: &str) -> Element {
    let words = page.state.language.page();
    let mut code = el("code").text(command.to_owned());
    if let Some(place) = page.commands.get(at) {
        code = code.known_as(place);
    }
    let copy = button(&page.dispatch, Action::Copy(at)).words(words.copy());
    el("div")
        .child(
            el("div")
                .class("command")
                .child(el("pre").child(code))
                .child(if at == 0 { copy.id("copy") } else { copy }),
        )
        .child(copied(page, at, words.copy_by_hand()))
}

/// What became of copying what is copied there.
pub fn copied(page: &Page, at: usize, refused: &'static str) -> Element {
    let words = match page.state.copied {
        (last, Copied::Yes) if last == at => page.state.language.page().copied(),
        (last, Copied::Refused) if last == at => refused,
        _ => "",
    };
    el("p")
        .attr(Attr::Role, "status")
        .class("copied")
        .words(words)
}

/// A field for each name but one that these commands need: what is typed there is filled into every command of the page.
pub fn name_fields(page: &Page, commands: &[Filled], but: &str) -> Element {
    let mut fields = el("p").class("names");
    let mut asked: Vec<&'static str> = Vec::new();
    for command in commands {
        for name in &command.placeholders {
            if !asked.contains(name) && *name != but {
                asked.push(name);
            }
        }
    }
    if !asked.is_empty() {
        fields = fields.words(page.state.language.page().names());
    }
    for name in asked {
        let input = text_field(&page.dispatch, Field::Placeholder(name), typed(page, name));
        let label = el("label").text(["<", name, ">"].concat());
        fields = fields.child(label.child(input));
    }
    fields
}

/// Beside commands from which a name was kept out.
pub fn refused(page: &Page, commands: &[Filled]) -> Option<Element> {
    for command in commands {
        if !command.refused.is_empty() {
            let words = page.state.language.page();
            return Some(el("p").class("note warning").words(words.refused()));
        }
    }
    None
}

/// What was typed for a placeholder.
pub fn typed<'p>(page: &'p Page, placeholder: &str) -> &'p str {
    let typed = page.state.values.get(placeholder).first();
    typed.map_or("", String::as_str)
}

/// The ways to talk to Azure, one of which is chosen.
pub fn tabs(page: &Page) -> Element {
    let words = page.state.language.page();
    let tabs = words.dialects().iter().enumerate().map(|(at, name)| {
        let is_chosen = at == chosen(page);
        toggle(&page.dispatch, Action::Tab(at), is_chosen).words(name)
    });
    el("div").class("tabs").children(tabs)
}

/// The one that is chosen, or the one that fits the paste.
fn chosen(page: &Page) -> usize {
    let state = &page.state;
    let fitting = TABS.iter().position(|tab| Some(*tab) == state.dialect);
    state.tab.or(fitting).unwrap_or(0)
}

/// Its dialect.
pub fn dialect(page: &Page) -> Dialect {
    let dialect = TABS.get(chosen(page)).copied();
    dialect.unwrap_or(Dialect::AzureCli)
}
