//! The verdict: one sentence, why, what would settle it, and every station on the way.

use super::browser;
use super::state::{Action, Answered, SourceKind, TypedQuestion};
use super::{PageHandle, fill};
use crate::judge::{Answer, Hop, HopAnswer};
use crate::say::verdict::hop_answer;
use crate::say::{Language, printable, verdict};
use yew::prelude::*;

/// The answer, or what to do to get one.
pub fn answer(state: &PageHandle) -> Html {
    let words = state.language.page();
    html! {
        <section class="answer" aria-labelledby="answer-heading">
            <h2 id="answer-heading">{ words.answer }</h2>
            // The region is always there: a live region that appears with its text is not read out.
            <div id="verdict" role="status" aria-live="polite" class={state.answer.as_ref().map(|answer| sign(answer.explanation.judgement.answer).0)}>
                if let Some(answer) = &state.answer {
                    { headline(state.language, answer) }
                } else if !state.reading.text.trim().is_empty() {
                    { for state.reading.problems.first().map(|problem| html! { <p class="headline">{ state.language.problem(&problem.kind) }</p> }) }
                }
            </div>
            if let Some(answer) = &state.answer {
                { target(state, answer) }
                { over_the_internet(state, answer) }
                { reasons(state.language, answer) }
            } else {
                <h3>{ words.steps_heading }</h3>
                <ol class="steps">{ for words.steps.iter().map(|step| html! { <li>{ *step }</li> }) }</ol>
            }
        </section>
    }
}

/// Never colour alone: class, sign.
pub fn sign(answer: Answer) -> (&'static str, &'static str) {
    match answer {
        Answer::Open => ("open", "✓"),
        Answer::Blocked => ("blocked", "✗"),
        Answer::Depends => ("depends", "?"),
    }
}

fn headline(language: Language, answer: &Answered) -> Html {
    let verdict = verdict(language, &answer.explanation);
    let (_, sign) = sign(answer.explanation.judgement.answer);
    html! {
        <>
            <p class="headline"><span aria-hidden="true">{ sign }{ " " }</span>{ verdict.headline }</p>
            { for verdict.details.iter().map(|detail| html! { <p>{ detail.clone() }</p> }) }
        </>
    }
}

/// Which VM is meant, where the paste holds several.
fn target(state: &PageHandle, answer: &Answered) -> Html {
    let words = state.language.page();
    let chosen = state.choices.target.as_deref();
    if !answer.explanation.topology.is_target_unclear && chosen.is_none() {
        return Html::default();
    }
    let mut names = answer.explanation.topology.choices.clone();
    if let Some(chosen) = chosen.filter(|chosen| !names.iter().any(|name| name == chosen)) {
        names.insert(0, chosen.to_owned());
    }
    let selected = chosen.and_then(|chosen| names.iter().position(|name| name == chosen));
    let dispatch = state.dispatcher();
    let offered = names.clone();
    let on_change = move |event: Event| {
        let target = browser::chosen(&event)
            .checked_sub(1)
            .and_then(|at| offered.get(at));
        dispatch.dispatch(Action::Target(target.cloned()));
    };
    html! {
        <p><label>{ words.target }{ " " }
            <select id="target" onchange={on_change}>
                <option selected={selected.is_none()}>{ words.target_any }</option>
                { for names.iter().enumerate().map(|(at, name)| html! {
                    <option selected={selected == Some(at)}>{ printable(name) }</option>
                }) }
            </select>
        </label></p>
    }
}

/// A private address was typed: what would happen over the Internet, where Azure sees another address (T30, T44).
fn over_the_internet(state: &PageHandle, answer: &Answered) -> Html {
    let words = state.language.page();
    let Some(other) = &answer.over_the_internet else {
        return Html::default();
    };
    let headline = verdict(state.language, other).headline;
    let (dispatch, typed) = (state.dispatcher(), state.typed.clone());
    let ask = move |_: MouseEvent| {
        let from = SourceKind::Internet;
        dispatch.dispatch(Action::Ask(TypedQuestion {
            from,
            ..typed.clone()
        }));
    };
    html! {
        <p class="warning note">
            { fill(words.over_the_internet, &headline) }{ " " }
            <button type="button" onclick={ask}>{ words.ask_internet }</button>
        </p>
    }
}

fn reasons(language: Language, answer: &Answered) -> Html {
    let words = language.page();
    let needs = verdict(language, &answer.explanation).needs;
    html! {
        <>
            if !needs.is_empty() {
                <h3>{ words.would_settle }</h3>
                <ul>{ for needs.iter().map(|need| html! { <li>{ need.clone() }</li> }) }</ul>
            }
            <h3>{ words.path }</h3>
            <ol class="hops">{ for answer.explanation.judgement.hops.iter().map(|hop| hop_item(language, hop)) }</ol>
        </>
    }
}

fn hop_item(language: Language, hop: &Hop) -> Html {
    let (class, sign) = match hop.answer {
        HopAnswer::Checked(answer) => sign(answer),
        HopAnswer::NotChecked => ("not-checked", "–"),
    };
    html! {
        <li class={class}>
            <span aria-hidden="true">{ sign }{ " " }</span>
            { language.hop(hop.kind) }
            if !hop.name.is_empty() { { " " }<b>{ printable(&hop.name) }</b> }
            { ": " }{ hop_answer(language, hop.answer) }
        </li>
    }
}
