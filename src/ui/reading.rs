//! What was read, as chips, and what is wrong with it.

use super::browser;
use super::state::Action;
use super::{PageHandle, fill};
use crate::azure::{NetworkSecurityGroup, Resource};
use crate::case::Attach;
use crate::origin::Span;
use crate::read::{Problem, ProblemKind, Severity};
use crate::say::printable;
use yew::prelude::*;

/// Chips and problems.
pub fn reading_list(state: &PageHandle) -> Html {
    let words = state.language.page();
    let documents = &state.reading.case.evidence.documents;
    let problems = match &state.answer {
        Some(answer) => &answer.problems,
        None => &state.reading.problems,
    };
    html! {
        <>
            if !documents.is_empty() {
                <section aria-labelledby="read-heading">
                    <h2 id="read-heading">{ words.read }</h2>
                    <ul class="chips">
                        { for documents.iter().map(|document| match &document.resource {
                            Resource::NetworkSecurityGroup(group) => chip(state, group),
                        }) }
                    </ul>
                </section>
            }
            if !problems.is_empty() {
                <section aria-labelledby="problems-heading">
                    <h2 id="problems-heading">{ words.problems }</h2>
                    <ul class="problems">
                        { for problems.iter().map(|problem| problem_item(state, problem)) }
                    </ul>
                </section>
            }
        </>
    }
}

fn chip(state: &PageHandle, group: &NetworkSecurityGroup) -> Html {
    let words = state.language.page();
    let user_rules = group.rules.iter().filter(|rule| !rule.default).count();
    let count = if user_rules == 1 {
        words.one_rule.to_owned()
    } else {
        fill(words.rules_count, &user_rules.to_string())
    };
    let name = if group.name.is_empty() {
        words.unnamed.to_owned()
    } else {
        printable(&group.name)
    };
    html! {
        <li>
            <span><span class="ok" aria-hidden="true">{ "✓ " }</span>{ "NSG " }<b>{ name }</b>{ " · " }{ count }</span>
            { line_button(state, group.origin.span()) }
            { place(state, group) }
            { version(state, group) }
        </li>
    }
}

/// Where the NSG sits: as pasted, or for the reader to say.
fn place(state: &PageHandle, group: &NetworkSecurityGroup) -> Html {
    let words = state.language.page();
    let has = |list: &Option<Vec<_>>| list.as_ref().is_some_and(|list| !list.is_empty());
    let pasted = match (
        has(&group.attachment.subnets),
        has(&group.attachment.network_interfaces),
    ) {
        (true, true) => Some(Attach::Both),
        (true, false) => Some(Attach::Subnet),
        (false, true) => Some(Attach::Nic),
        (false, false) => group.attachment.is_shown_nowhere().then_some(Attach::None),
    };
    let chosen = state.choices.place(&group.name).or(pasted);
    let place = chosen.and_then(|chosen| Attach::ALL.iter().position(|attach| *attach == chosen));
    let selected = place.map_or(0, |at| at + 1);
    let (dispatch, name) = (state.dispatcher(), group.name.clone());
    let on_change = move |event: Event| {
        let place = browser::chosen(&event)
            .checked_sub(1)
            .and_then(|at| Attach::ALL.get(at));
        dispatch.dispatch(Action::Place(name.clone(), place.copied()));
    };
    html! {
        <label>{ words.sits_on }{ " " }
            <select onchange={on_change}>
                { for words.places.iter().enumerate().map(|(at, place)| html! {
                    <option selected={at == selected}>{ *place }</option>
                }) }
            </select>
        </label>
    }
}

/// Which of several pastes of one NSG counts.
fn version(state: &PageHandle, group: &NetworkSecurityGroup) -> Html {
    let words = state.language.page();
    let again = state.answer.iter().flat_map(|answer| &answer.problems).filter(|problem| {
        matches!(&problem.kind, ProblemKind::DuplicateDocument { name } if *name == group.name)
    });
    let repeated = again.count();
    if repeated == 0 {
        return Html::default();
    }
    let selected = state
        .choices
        .version(&group.name)
        .map_or(0, |version| version + 1);
    let (dispatch, name) = (state.dispatcher(), group.name.clone());
    let on_change = move |event: Event| {
        let version = browser::chosen(&event).checked_sub(1);
        dispatch.dispatch(Action::Version(name.clone(), version));
    };
    html! {
        <label>{ words.version }{ " " }
            <select onchange={on_change}>
                <option selected={selected == 0}>{ words.version_both }</option>
                { for (1..=repeated + 1).map(|number| html! {
                    <option selected={selected == number}>{ fill(words.version_name, &number.to_string()) }</option>
                }) }
            </select>
        </label>
    }
}

fn problem_item(state: &PageHandle, problem: &Problem) -> Html {
    let severity = problem.kind.severity();
    let (class, sign) = match severity {
        Severity::Error => ("error", "✗"),
        Severity::Warning => ("warning", "⚠"),
        Severity::Info => ("info", "ℹ"),
    };
    html! {
        <li class={class}>
            <span aria-hidden="true">{ sign }{ " " }</span>
            <span class="sr">{ state.language.severity(severity) }{ ": " }</span>
            { line_button(state, problem.at) }
            { " " }{ state.language.problem(&problem.kind) }
        </li>
    }
}

/// A button that shows the line in the box.
fn line_button(state: &PageHandle, span: Option<Span>) -> Html {
    let Some(span) = span else {
        return Html::default();
    };
    let line = state.reading.lines.line(span.start);
    let dispatch = state.dispatcher();
    let show = move |_: MouseEvent| dispatch.dispatch(Action::Show(span));
    let text = fill(state.language.page().line, &line.to_string());
    html! { <button type="button" class="link" onclick={show}>{ text }</button> }
}
