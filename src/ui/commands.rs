//! The commands that print what this page reads, ready to copy.

use super::browser;
use crate::command::{Dialect, list_nsgs};
use crate::say::Language;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CommandsProps {
    pub language: Language,
    pub is_open: bool,
}

/// Cloud Shell needs nothing installed, so it comes first. It runs the Azure CLI.
const TABS: [Dialect; 4] = [
    Dialect::AzureCli,
    Dialect::AzPowerShell,
    Dialect::AzureCli,
    Dialect::AzureRm,
];

/// What became of a copy.
#[derive(Clone, Copy, PartialEq)]
enum Copied {
    NotYet,
    Yes,
    Refused,
}

#[component]
pub fn Commands(props: &CommandsProps) -> Html {
    let words = props.language.page();
    let tab = use_state(|| 0usize);
    let group = use_state(String::new);
    let copied = use_state(|| Copied::NotYet);
    let code = use_node_ref();
    let current = *tab;
    let dialect = TABS.get(current).copied().unwrap_or(Dialect::AzureCli);
    let remark = words.dialect_remarks.get(current).copied().unwrap_or("");
    let choose = |at: usize| {
        let (tab, copied) = (tab.clone(), copied.clone());
        move |_: MouseEvent| {
            tab.set(at);
            copied.set(Copied::NotYet);
        }
    };
    let on_group = {
        let (group, copied) = (group.clone(), copied.clone());
        move |event: InputEvent| {
            group.set(browser::value_of(&event));
            copied.set(Copied::NotYet);
        }
    };
    let copy = {
        let (code, copied) = (code.clone(), copied.clone());
        move |_: MouseEvent| {
            let copied = copied.clone();
            browser::copy(&code, move |worked| {
                copied.set(if worked { Copied::Yes } else { Copied::Refused });
            });
        }
    };
    html! {
        <details class="commands" open={props.is_open}>
            <summary><h2>{ words.commands }</h2></summary>
            <p>{ words.commands_intro }</p>
            <div class="tabs">
                { for words.dialects.iter().enumerate().map(|(at, name)| html! {
                    <button type="button" aria-pressed={(at == current).to_string()} onclick={choose(at)}>{ *name }</button>
                }) }
            </div>
            <p>{ remark }</p>
            <label>{ words.resource_group }{ " " }
                <input type="text" id="resource-group" autocomplete="off" spellcheck="false" value={(*group).clone()} oninput={on_group} />
            </label>
            <div class="command">
                <pre><code ref={code}>{ list_nsgs(dialect, &group) }</code></pre>
                <button type="button" id="copy" onclick={copy}>{ words.copy }</button>
            </div>
            <p role="status" class="copied">{ match *copied {
                Copied::NotYet => "",
                Copied::Yes => words.copied,
                Copied::Refused => words.copy_by_hand,
            } }</p>
        </details>
    }
}
