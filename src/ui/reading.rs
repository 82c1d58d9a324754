//! What was read, as chips, and what is wrong with it.

use super::answer::option;
use super::element::{Element, el, several};
use super::state::{Action, Menu};
use super::{Page, fill};
use crate::azure::{NetworkSecurityGroup, Resource};
use crate::case::Attach;
use crate::origin::Span;
use crate::read::{Problem, ProblemKind, Severity};
use yew::Html;

/// Chips and problems.
pub fn reading_list(page: &Page) -> Html {
    let state = &page.state;
    let words = state.language.page();
    let documents = &state.case.evidence.documents;
    let mut chips = el("ul").class("chips");
    for document in documents {
        match &document.resource {
            Resource::NetworkSecurityGroup(group) => chips = chips.child(chip(page, group)),
        }
    }
    let problems = state.problems();
    let items = problems.iter().map(|problem| problem_item(page, problem));
    let items = el("ul").class("problems").children(items);
    several(vec![
        part(!documents.is_empty(), "read-heading", words.read, chips),
        part(
            !problems.is_empty(),
            "problems-heading",
            words.problems,
            items,
        ),
    ])
}

fn part(is_there: bool, id: &'static str, heading: &'static str, list: Element) -> Html {
    if !is_there {
        return Html::default();
    }
    el("section")
        .attr("aria-labelledby", id)
        .child(el("h2").id(id).words(heading))
        .child(list)
        .into()
}

fn chip(page: &Page, group: &NetworkSecurityGroup) -> Element {
    let words = page.state.language.page();
    let user_rules = group.rules.iter().filter(|rule| !rule.default).count();
    let count = if user_rules == 1 {
        words.one_rule.to_owned()
    } else {
        fill(words.rules_count, &user_rules.to_string())
    };
    el("li")
        .child(
            el("span")
                .child(el("span").class("ok").hidden().words("✓ "))
                .words("NSG ")
                .child(el("b").text(page.state.language.name(&group.name)))
                .words(" · ")
                .text(count),
        )
        .maybe(line_button(page, group.origin.span()))
        .child(place(page, group))
        .maybe(version(page, group))
}

/// Where the NSG sits: as pasted, or for the reader to say.
fn place(page: &Page, group: &NetworkSecurityGroup) -> Element {
    let words = page.state.language.page();
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
    let chosen = page.state.case.choices.place(&group.name).or(pasted);
    let place = chosen.and_then(|chosen| Attach::ALL.iter().position(|attach| *attach == chosen));
    let selected = place.map_or(0, |at| at + 1);
    let places = words.places.iter().enumerate();
    el("label").words(words.sits_on).words(" ").child(
        el("select")
            .on_choice(&page.dispatch, Menu::Place(group.name.clone()))
            .children(places.map(|(at, place)| option(at == selected).words(place))),
    )
}

/// Which of several pastes of one NSG counts.
fn version(page: &Page, group: &NetworkSecurityGroup) -> Option<Element> {
    let state = &page.state;
    let words = state.language.page();
    let again = state.answer.iter().flat_map(|answer| &answer.problems).filter(|problem| {
        matches!(&problem.kind, ProblemKind::DuplicateDocument { name } if *name == group.name)
    });
    let repeated = again.count();
    if repeated == 0 {
        return None;
    }
    let version = state.case.choices.version(&group.name);
    let selected = version.map_or(0, |version| version + 1);
    let versions = (1..=repeated + 1).map(|number| {
        option(selected == number).text(fill(words.version_name, &number.to_string()))
    });
    Some(
        el("label").words(words.version).words(" ").child(
            el("select")
                .on_choice(&page.dispatch, Menu::Version(group.name.clone()))
                .child(option(selected == 0).words(words.version_both))
                .children(versions),
        ),
    )
}

fn problem_item(page: &Page, problem: &Problem) -> Element {
    let language = page.state.language;
    let severity = problem.kind.severity();
    let (class, sign) = match severity {
        Severity::Error => ("error", "✗"),
        Severity::Warning => ("warning", "⚠"),
        Severity::Info => ("info", "ℹ"),
    };
    el("li")
        .class(class)
        .child(el("span").hidden().words(sign).words(" "))
        .child(
            el("span")
                .class("sr")
                .words(language.severity(severity))
                .words(": "),
        )
        .maybe(line_button(page, problem.at))
        .words(" ")
        .text(language.problem(&problem.kind))
}

/// A button that shows the line in the box.
fn line_button(page: &Page, span: Option<Span>) -> Option<Element> {
    let span = span?;
    let line = page.state.reading.lines.line(span.start);
    Some(
        el("button")
            .attr("type", "button")
            .class("link")
            .on_click(&page.dispatch, Action::Show(span))
            .text(fill(page.state.language.page().line, &line.to_string())),
    )
}
