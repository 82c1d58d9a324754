//! What was read, as chips, and what is wrong with it.

use super::action::{Action, Menu};
use super::answer::option;
use super::checklist::{MOST_COMMANDS, MOST_STEPS};
use super::commands::to_copy;
use super::element::{Element, button, el, labelled, section, several, signed};
use super::fixes::MOST_FIXES;
use super::{Page, fill};
use crate::azure::{Document, NetworkSecurityGroup, Resource};
use crate::case::Attach;
use crate::command::instead::instead;
use crate::join::Place;
use crate::net::text;
use crate::origin::Span;
use crate::read::{Problem, ProblemKind, Severity};
use yew::Html;

/// Chips and problems.
pub fn reading_list(page: &Page) -> Html {
    let state = &page.state;
    let words = state.language.page();
    let documents = &state.case.evidence.documents;
    let mut chips = el("ul").class("chips");
    for (at, document) in documents.iter().enumerate().take(MOST_SHOWN) {
        chips = chips.child(chip(page, at, document));
    }
    chips = chips.maybe(rest(page, documents.len()));
    let problems = state.problems();
    let items = problem_items(page, &problems);
    several(vec![
        part(!documents.is_empty(), "read-heading", words.read(), chips),
        part(
            !problems.is_empty(),
            "problems-heading",
            words.problems(),
            items,
        ),
    ])
}

/// The list of service tags alone has thousands.
pub const MOST_SHOWN: usize = 100;

/// So many of one kind are shown one by one; of more, the first stands for all.
const MOST_ALIKE: usize = 3;

/// So many commands of problems can be copied, behind those of the fixes and steps.
pub const MOST_PROBLEM_COMMANDS: usize = 8;
const FIRST_OF_PROBLEMS: usize = 1 + MOST_FIXES + MOST_STEPS * MOST_COMMANDS;

/// Every problem once; many of one kind in the place of the first of them.
fn problem_items(page: &Page, problems: &[&Problem]) -> Element {
    let mut items = el("ul").class("problems");
    let mut kinds: Vec<ProblemKind> = Vec::new();
    let mut commands = 0;
    for problem in problems {
        if kinds.contains(&problem.kind) {
            continue;
        }
        kinds.push(problem.kind);
        let mut alike = problems.iter().filter(|other| other.kind == problem.kind);
        let count = alike.clone().count();
        let shown = if count > MOST_ALIKE { 1 } else { count };
        for problem in alike.by_ref().take(shown) {
            let command = instead(problem);
            // An option is nothing to run by itself.
            let has_command = !command.is_empty()
                && !command.starts_with(['-', '|'])
                && commands < MOST_PROBLEM_COMMANDS;
            items = items.child(problem_item(page, problem).maybe(has_command.then(|| {
                commands += 1;
                to_copy(page, FIRST_OF_PROBLEMS + commands - 1, &command)
            })));
        }
        if count > shown {
            let words = page.state.language.page();
            let more = fill(words.and_more(), &text::number(count - shown));
            let mut list = el("ul");
            for problem in alike.take(MOST_SHOWN) {
                list = list.child(problem_item(page, problem));
            }
            let list = list.maybe(rest(page, count - shown));
            let summary = el("summary").text(more);
            items = items.child(el("li").child(el("details").child(summary).child(list)));
        }
    }
    items
}

/// How many are not in a list that ends there.
pub fn rest(page: &Page, count: usize) -> Option<Element> {
    let more = count.checked_sub(MOST_SHOWN).filter(|more| *more > 0)?;
    let words = page.state.language.page();
    Some(el("li").text(fill(words.and_more(), &text::number(more))))
}

fn part(is_there: bool, id: &'static str, heading: &'static str, list: Element) -> Html {
    if !is_there {
        return Html::default();
    }
    section(id, el("h2").words(heading)).child(list).into()
}

fn chip(page: &Page, at: usize, document: &Document) -> Element {
    let resource = &document.resource;
    let words = page.state.language.page();
    let mut count = 0;
    let mut counted = &["", ""];
    // The kind's place among the words.
    let kind = match resource {
        Resource::NetworkSecurityGroup(group) => {
            for rule in &group.rules {
                count += usize::from(!rule.default);
            }
            counted = words.rules_count();
            usize::from(group.is_effective)
        }
        Resource::NetworkInterface(_) => 2,
        Resource::VirtualNetwork(_) => 3,
        Resource::Subnet(_) => 4,
        Resource::PublicIp(_) => 5,
        Resource::RouteTable(table) => {
            count = table.routes.len();
            counted = words.routes_count();
            6 + usize::from(table.is_effective)
        }
        Resource::ServiceTag { .. } => 8,
        Resource::Answer(_) => 9,
        Resource::VirtualMachine(_) => 10,
        Resource::Health(_) => 11,
        Resource::Guest(_) => 12,
        Resource::LoadBalancer(_) => 13,
        Resource::Firewall(_) => 14,
        Resource::Bastion(_) => 15,
        Resource::AdminRules(rules) => {
            count = rules.rules.len();
            counted = words.rules_count();
            16
        }
        Resource::Endpoint(_) => 17,
        Resource::EndpointAcl { .. } => 18,
    };
    let [one, many] = counted;
    let counted = if count == 1 { one } else { many };
    let (_, name) = resource.identity();
    let has_name = !name.is_empty() || matches!(resource, Resource::NetworkSecurityGroup(_));
    let chip = el("li")
        .child(
            el("span")
                .child(signed("✓").class("open"))
                .words(words.kinds().get(kind).copied().unwrap_or_default())
                .words(" ")
                .maybe(has_name.then(|| el("b").text(page.state.language.name(name))))
                .words(" ")
                .text(fill(counted, &text::number(count))),
        )
        .maybe(line_button(page, document.origin.span()));
    match resource {
        Resource::NetworkSecurityGroup(group) => chip
            .child(place(page, at, group))
            .maybe(version(page, at, group)),
        _ => chip,
    }
}

/// Where the NSG sits: as pasted, or for the reader to say.
fn place(page: &Page, at: usize, group: &NetworkSecurityGroup) -> Element {
    let words = page.state.language.page();
    let has = |list: &Option<Vec<_>>, place| {
        list.as_ref().is_some_and(|list| !list.is_empty()) || sits_on(page, group, place)
    };
    let pasted = match (
        has(&group.attachment.subnets, Place::Subnet),
        has(&group.attachment.network_interfaces, Place::Nic),
    ) {
        (true, true) => Some(Attach::Both),
        (true, false) => Some(Attach::Subnet),
        (false, true) => Some(Attach::Nic),
        (false, false) => group.attachment.is_shown_nowhere().then_some(Attach::None),
    };
    let chosen = page.state.case.choices.place(&group.name).or(pasted);
    let mut menu = el("select").on_choice(&page.dispatch, Menu::Place(at));
    for (entry, place) in words.places().iter().enumerate() {
        let meant = entry.checked_sub(1).and_then(|at| Attach::ALL.get(at));
        menu = menu.child(option(meant == chosen.as_ref()).words(place));
    }
    labelled(words.sits_on(), menu)
}

/// Whether something else in the paste puts it there.
fn sits_on(page: &Page, group: &NetworkSecurityGroup, place: Place) -> bool {
    let Some(answer) = &page.state.answer else {
        return false;
    };
    for filter in &answer.explanation.topology.filters {
        if filter.place == place && filter.versions.iter().any(|it| it.is_same_object(group)) {
            return true;
        }
    }
    false
}

/// Which of several pastes of one NSG counts.
fn version(page: &Page, at: usize, group: &NetworkSecurityGroup) -> Option<Element> {
    let state = &page.state;
    let words = state.language.page();
    let mut repeated = 0;
    for problem in state.problems() {
        if problem.kind == ProblemKind::DuplicateDocument && problem.name() == group.name {
            repeated += 1;
        }
    }
    if repeated == 0 {
        return None;
    }
    let version = state.case.choices.version(&group.name);
    let selected = version.map_or(0, |version| version + 1);
    let mut menu = el("select")
        .on_choice(&page.dispatch, Menu::Version(at))
        .child(option(selected == 0).words(words.version_both()));
    for number in 1..=repeated + 1 {
        let name = fill(words.version_name(), &text::number(number));
        menu = menu.child(option(selected == number).text(name));
    }
    Some(labelled(words.version(), menu))
}

fn problem_item(page: &Page, problem: &Problem) -> Element {
    let language = page.state.language;
    let severity = problem.severity();
    let (class, sign) = match severity {
        Severity::Error => ("error", "✗"),
        Severity::Warning => ("warning", "⚠"),
        Severity::Info => ("info", "ℹ"),
    };
    el("li")
        .class(class)
        .child(signed(sign))
        .child(
            el("span")
                .class("sr")
                .words(language.severity(severity))
                .words(": "),
        )
        .maybe(line_button(page, problem.at))
        .words(" ")
        .text(language.problem(problem))
}

/// A button that shows the line in the box.
pub fn line_button(page: &Page, span: Option<Span>) -> Option<Element> {
    let span = span?;
    let line = page.state.reading.lines.line(span.start);
    Some(
        button(&page.dispatch, Action::Show(span))
            .class("link")
            .text(fill(
                page.state.language.page().line(),
                &text::number(line as usize),
            )),
    )
}
