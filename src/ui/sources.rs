//! Who can connect: the whole address space in three parts.

use super::fill;
use super::state::Answered;
use crate::net::AddressSet;
use crate::say::Language;
use yew::prelude::*;

/// Three lists.
pub fn sources(language: Language, answer: &Answered) -> Html {
    let words = language.page();
    let sources = &answer.explanation.judgement.sources;
    let parts = [
        ("open", "✓", &sources.open),
        ("blocked", "✗", &sources.blocked),
        ("depends", "?", &sources.depends),
    ];
    html! {
        <section class="sources" aria-labelledby="sources-heading">
            <h3 id="sources-heading">{ words.who }</h3>
            <dl>
                { for parts.iter().zip(words.who_parts).map(|((class, sign, set), word)| html! {
                    <div class={*class}>
                        <dt><span aria-hidden="true">{ *sign }{ " " }</span>{ word }</dt>
                        <dd>{ addresses(language, &set.addresses) }</dd>
                    </div>
                }) }
            </dl>
        </section>
    }
}

fn addresses(language: Language, set: &AddressSet) -> Html {
    const MOST_SHOWN: usize = 6;
    let words = language.page();
    let prefixes = set.prefixes();
    if prefixes.is_empty() {
        return html! { { words.nobody } };
    }
    let shown: Vec<String> = prefixes
        .iter()
        .take(MOST_SHOWN)
        .map(ToString::to_string)
        .collect();
    let rest: Vec<String> = prefixes
        .iter()
        .skip(MOST_SHOWN)
        .map(ToString::to_string)
        .collect();
    html! {
        <>
            <code>{ shown.join(", ") }</code>
            if !rest.is_empty() {
                <details>
                    <summary>{ fill(words.and_more, &rest.len().to_string()) }</summary>
                    <code>{ rest.join(", ") }</code>
                </details>
            }
        </>
    }
}
