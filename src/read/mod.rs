//! Pasted text to evidence. Reading never fails: what is not understood is a [`Problem`] at its place, and all
//! the rest is used (architecture, invariant 2).

pub mod admin_rules;
pub mod assemble;
pub mod azure_answer;
pub mod change_command;
pub mod columns;
pub mod command_line;
pub mod console_error;
pub mod cursor;
pub mod custom_view;
pub mod declared;
pub mod decode;
pub mod effective_rules;
pub mod endpoint;
pub mod expression;
pub mod firewall;
pub mod first_seen;
pub mod flat_state;
pub mod found;
pub mod guest_report;
pub mod heading;
pub mod html_table;
pub mod japanese;
pub mod json;
pub mod json_in_line;
pub mod key;
pub mod lacking;
pub mod left_out;
pub mod letters;
pub mod list_view;
pub mod load_balancer;
pub mod long_table;
pub mod loose_routes;
pub mod loose_rules;
pub mod nsg;
pub mod order;
pub mod page_title;
pub mod plain_text;
pub mod portal_form;
pub mod portal_grid;
pub mod portal_group;
pub mod portal_page;
pub mod problem;
pub mod provisioning;
pub mod resource;
pub mod resource_health;
pub mod route;
pub mod row_apart;
pub mod rule;
pub mod rules_command;
pub mod scan;
pub mod security_group_view;
pub mod separated;
pub mod service_tags;
pub mod settle;
pub mod slices;
pub mod stray_line;
pub mod table;
pub mod template;
pub mod term;
pub mod terraform;
pub mod too_shallow;
pub mod undrawn_table;
pub mod value;
pub mod variable;
pub mod virtual_machine;
pub mod what_if;
pub mod wrapped_table;
pub mod written;
pub mod xml;
pub mod yaml;

#[cfg(not(target_arch = "wasm32"))]
pub use decode::decode;
pub use decode::decode_with;
pub use problem::{Problem, ProblemKind, Severity, Shell};
pub use slices::Slices;

use crate::azure::Evidence;
use crate::origin::{Origin, Span};
use assemble::Pieces;
use found::Found;
use json::{Break, BreakKind};
use json_in_line::{is_out_of_a_list, json_in_line, opening_in};
use lacking::Lacking;
use left_out::changed_line;
use letters::LARGE;
use long_table::{LongTable, Table, take_table};
use order::order;
use problem::report;
use rule::span;
use scan::Scan;
use value::{Node, Value};

/// One text to read: a paste, or a decoded file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    /// The file's name; `None` for a paste or standard input.
    pub name: Option<String>,
    /// The decoded text.
    pub text: String,
}

/// All inputs together. More would leave a browser without memory.
const MOST_BYTES: usize = 50_000_000;

/// Reads everything that was pasted. Each shape of text is found by what it looks like, wherever it stands
/// between prompts and prose.
pub fn read(inputs: &[Input]) -> (Evidence, Vec<Problem>) {
    read_noting_used(inputs, &mut Vec::new())
}

/// The same, and notes each stretch that was used or is named in a problem. All the rest is noise (`stray_line`).
pub fn read_noting_used(inputs: &[Input], used: &mut Vec<Span>) -> (Evidence, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut pieces = Pieces::default();
    let mut length = 0;
    for (number, input) in (0u32..).zip(inputs) {
        if length + input.text.len() > MOST_BYTES {
            used.push(report_too_long(number, &input.text, &mut problems));
            continue;
        }
        length += input.text.len();
        let text = plain_text::plain(&input.text);
        let mut scan = Scan::of(number);
        scan.go_on(&text, usize::MAX, &mut pieces, &mut problems, used);
        scan.finish(&mut pieces, &mut problems, used);
        if let Some(at) = changed_line(&text) {
            pieces.miss_all(span(number, at, at + 1), &mut problems);
        }
    }
    let has_text = inputs.iter().any(|input| !input.text.trim().is_empty());
    put_together(pieces, problems, has_text)
}

fn report_too_long(input: u32, text: &str, problems: &mut Vec<Problem>) -> Span {
    let at = span(input, 0, text.len());
    report(ProblemKind::TooLong, "", at, problems);
    at
}

fn put_together(
    pieces: Pieces,
    mut problems: Vec<Problem>,
    has_text: bool,
) -> (Evidence, Vec<Problem>) {
    let says_it_all = |problem: &Problem| {
        matches!(
            problem.kind,
            ProblemKind::TooLong | ProblemKind::PortAnswers
        )
    };
    let evidence = pieces.into_evidence(&mut problems);
    if evidence.documents.is_empty() && has_text && !problems.iter().any(says_it_all) {
        // That says it of every line.
        problems.retain(|problem| problem.kind != ProblemKind::NotAzure);
        problems.insert(0, Problem::new(ProblemKind::NothingReadable, "", None));
    } else {
        problems.retain(|problem| problem.kind != ProblemKind::OnlyCommands);
    }
    order(&mut problems, &|problem| problem.at);
    (evidence, problems)
}

/// Reads what starts with the line at byte `at`, and gives the byte behind it and whether it was used or named in a
/// problem; of a long table, behind its first rows, with the rest of it. `None` when nothing starts there.
fn piece_at(
    input: u32,
    text: &str,
    at: usize,
    no_yaml_before: &mut usize,
    rest: &mut Option<LongTable>,
    pieces: &mut Pieces,
    problems: &mut Vec<Problem>,
) -> Option<(usize, bool)> {
    if let Some((node, end)) = portal_page::parse(text, at)
        && take(input, &node, Shell::Unknown, pieces, problems)
    {
        return Some((end, true));
    }
    if let Some(mut record) = list_view::parse(text, at) {
        effective_rules::mark_part(text, &mut record.node, record.end, false);
        report_breaks(input, text, &record.breaks, problems);
        let shell = Shell::AzPowerShell;
        let is_used = take(input, &record.node, shell, pieces, problems)
            || is_rest(input, text, &record.node, record.end, pieces)
            || report_unread(input, &record.node, problems);
        return Some((record.end, is_used));
    }
    if let Some((node, end)) = portal_group::parse(text, at) {
        take(input, &node, Shell::Unknown, pieces, problems);
        return Some((end, true));
    }
    if text.get(at..).is_some_and(|rest| rest.starts_with('|'))
        && let Some(end) = form_at(input, text, at, pieces, problems)
    {
        return Some((end, true));
    }
    if let Some(table) = table_at(text, at) {
        let end = table.end;
        *rest = take_table(input, text, table, pieces, problems);
        return Some((end, true));
    }
    if let Some(parsed) = xml::parse(text, at) {
        // What nobody reads is prose, or a web page.
        if take(input, &parsed.node, Shell::Unknown, pieces, problems) {
            if let Some(broken) = parsed.broken {
                let broken = broken.min(text.trim_end().len());
                let end = text.ceil_char_boundary(broken + 1);
                let at = span(input, broken, end);
                report(ProblemKind::XmlBroken, "", at, problems);
            }
            return Some((parsed.node.end, true));
        }
    }
    if at >= *no_yaml_before
        && let Some((mut node, end)) = declared::parse(text, at)
            .or_else(|| custom_view::parse(text, at))
            .or_else(|| flat_state::parse(text, at))
    {
        if take_json(input, &mut node, pieces, problems) {
            return Some((end, true));
        }
        *no_yaml_before = end;
    }
    if at >= *no_yaml_before
        && let Some((node, end)) = yaml::parse(text, at)
    {
        let is_rest = node.object().is_some_and(rule::has_range_or_prefix);
        if is_rest {
            pieces.cut(node.origin(input));
        }
        if take(input, &node, Shell::AzureCli, pieces, problems) || is_rest {
            return Some((end, true));
        }
        *no_yaml_before = end;
    }
    if let Some(end) = form_at(input, text, at, pieces, problems) {
        return Some((end, true));
    }
    let line = list_view::line_at(text, at)?;
    if line.text.trim() == "[]" {
        // What az prints for "none".
        report_empty(span(input, at, at + line.text.trim_end().len()), problems);
        return Some((line.end, true));
    }
    let mut parsed = json_in_line(text, at, line.text)?;
    let mut is_used = false;
    let option = line
        .text
        .find(" --")
        .map_or(usize::MAX, |option| at + option);
    let variable = variable::name_in(line.text);
    loop {
        report_breaks(input, text, &parsed.breaks, problems);
        let end = parsed.node.end;
        effective_rules::mark_part(text, &mut parsed.node, end, true);
        let is_known = variable
            .is_some_and(|it| variable::report(input, it, &parsed.node, problems))
            || take_json(input, &mut parsed.node, pieces, problems);
        let is_cut = is_out_of_a_list(text, &parsed.node, is_known);
        if is_cut {
            let place = parsed.node.span(input);
            pieces.cut(Origin::Pasted(place));
        }
        let end = text.ceil_char_boundary(parsed.node.end.max(at + 1));
        let is_inside = end <= at + line.text.len();
        // What an option of a command says is no output.
        let is_option = is_inside && option < parsed.node.start;
        is_used |= is_known || is_cut || !is_option && report_unread(input, &parsed.node, problems);
        // A line may hold thousands, and looking for its end from each on would take minutes.
        let rest = text.get(end..at + line.text.len()).unwrap_or("");
        match opening_in(text, end, rest) {
            Some(place) => parsed = json::parse(text, place, 0),
            None => return (is_used || !is_inside).then_some((end, is_used)),
        }
    }
}

/// Takes the page of one rule that begins at byte `at`, and gives the byte behind it.
fn form_at(
    input: u32,
    text: &str,
    at: usize,
    pieces: &mut Pieces,
    problems: &mut Vec<Problem>,
) -> Option<usize> {
    let (node, end) = portal_form::parse(text, at)?;
    if !pieces.know(input, &node) {
        if !take(input, &node, Shell::Unknown, pieces, problems) {
            return None;
        }
        // It is of one rule among others.
        pieces.cut(node.origin(input));
    }
    Some(end)
}

/// The table whose headings begin at byte `at`, with its first rows.
fn table_at(text: &str, at: usize) -> Option<Table<'_>> {
    let mut table = table::parse(text, at).or_else(|| separated::parse(text, at));
    if table.as_ref().is_none_or(|table| table.slipped.is_some()) {
        table = portal_grid::parse(text, at).or(table);
    }
    table
        .or_else(|| wrapped_table::parse(text, at))
        .or_else(|| html_table::parse(text, at))
}

/// Whether this is the rest of a rule that was cut off: one of those before it, or the first. Then one is missing there.
fn is_rest(input: u32, text: &str, node: &Node<'_>, end: usize, pieces: &mut Pieces) -> bool {
    let is_cut_off = || {
        text.get(end..)
            .is_none_or(|rest| rest.trim_start().is_empty())
    };
    let is_rest = found::is_rest_of_a_rule(node) && (!pieces.has_bare_rules() || is_cut_off());
    if is_rest {
        pieces.cut(node.origin(input));
    }
    is_rest
}

/// The same of JSON, which tools other than Azure's write in ways of their own.
fn take_json(
    input: u32,
    node: &mut Node<'_>,
    pieces: &mut Pieces,
    problems: &mut Vec<Problem>,
) -> bool {
    let before = problems.len();
    let is_what_if = what_if::keep_before(node);
    terraform::translate(input, node, problems);
    template::fill_in(input, node, problems);
    let mut lost = None;
    too_shallow::restore(input, node, &mut lost);
    problems.extend(lost);
    let is_known = take(input, node, shell_of(node), pieces, problems);
    if !is_known {
        problems.truncate(before);
    }
    if is_what_if {
        let at = node.span(input);
        report(ProblemKind::WhatIf, "", at, problems);
    }
    is_known || is_what_if
}

/// PowerShell writes its keys large, and everybody else small.
fn shell_of(node: &Node<'_>) -> Shell {
    match &node.value {
        Value::List(list) => list.items.first().map_or(Shell::Unknown, shell_of),
        Value::Object(object) => match object.members.first() {
            Some(member) if member.key.starts_with(LARGE) => Shell::AzPowerShell,
            _ => Shell::AzureCli,
        },
        Value::Null | Value::Text(_) => Shell::Unknown,
    }
}

/// Takes what a tree holds that was printed by this shell. `false` when that is nothing.
fn take(
    input: u32,
    node: &Node<'_>,
    shell: Shell,
    pieces: &mut Pieces,
    problems: &mut Vec<Problem>,
) -> bool {
    let before = problems.len();
    let mut found = Found::default();
    found::find(input, node, &mut found, problems);
    // az prints a rule like this where it was asked for it alone. PowerShell tells one from a list of one by nothing.
    found.is_single = shell == Shell::AzureCli && node.object().is_some_and(rule::is_rule);
    name_shell(shell, before, problems);
    let is_known = !found.is_empty();
    if is_known {
        if found.is_lone_rule() {
            let place = node.span(input);
            pieces.lacking.say_once(place, before, problems);
        } else {
            pieces.lacking = Lacking::default();
        }
        pieces.add(found);
    }
    is_known
}

/// Notes which shell printed what these problems are about.
fn name_shell(shell: Shell, before: usize, problems: &mut [Problem]) {
    for problem in problems.iter_mut().skip(before) {
        if problem.shell == Shell::Unknown {
            problem.shell = shell;
        }
    }
}

fn report_empty(at: Span, problems: &mut Vec<Problem>) {
    report(ProblemKind::EmptyAnswer, "", at, problems);
}

/// Says that something was left out, when it looks like the output of a command rather than like prose.
fn report_unread(input: u32, node: &Node<'_>, problems: &mut Vec<Problem>) -> bool {
    const FEWEST_KEYS_OF_AN_OBJECT: usize = 3;
    if found::is_rest_of_a_rule(node) {
        return false;
    }
    if report_port_test(input, node, problems) {
        return true;
    }
    if is_empty_answer(node) {
        report_empty(node.span(input), problems);
        return true;
    }
    let mut inside = node;
    // Through lists, and through wrappers such as `{"value": […]}`.
    let object = loop {
        let first = match &inside.value {
            Value::List(list) => list.items.first(),
            Value::Object(object) if object.members.len() >= FEWEST_KEYS_OF_AN_OBJECT => {
                break object;
            }
            Value::Object(object) => object.members.first().map(|member| &member.node),
            Value::Null | Value::Text(_) => None,
        };
        match first {
            Some(first) => inside = first,
            None => return false,
        }
    };
    let mut keys = String::new();
    for member in object.members.iter().take(FEWEST_KEYS_OF_AN_OBJECT) {
        if !keys.is_empty() {
            keys.push_str(", ");
        }
        keys.push_str(&member.key);
    }
    let at = node.span(input);
    report(ProblemKind::NotReadYet, &keys, at, problems);
    true
}

/// Says that `Test-NetConnection` got through. Where it did not, that is what everybody here asks about.
fn report_port_test(input: u32, node: &Node<'_>, problems: &mut Vec<Problem>) -> bool {
    let said = node.object().and_then(|object| {
        let succeeded = object.text("TcpTestSucceeded")?;
        Some((object, succeeded))
    });
    let Some((object, succeeded)) = said else {
        return false;
    };
    if succeeded == "True" {
        let at = Some(node.span(input));
        let mut problem = Problem::new(ProblemKind::PortAnswers, "", at);
        problem.number = object.said("RemotePort").parse().unwrap_or(0);
        problems.push(problem);
    }
    true
}

/// Whether this is what az and REST print for "none": `{"value": []}`.
fn is_empty_answer(node: &Node<'_>) -> bool {
    let value = node.object().and_then(|object| object.member("value"));
    let list = value.and_then(|value| value.node.list());
    list.is_some_and(|list| list.items.is_empty() && list.cut.is_none())
}

fn report_breaks(input: u32, text: &str, breaks: &[Break], problems: &mut Vec<Problem>) {
    for broken in breaks {
        let (mut start, mut end) = (broken.at, text.ceil_char_boundary(broken.at + 1));
        let kind = match broken.kind {
            BreakKind::Cut => {
                // The end of a text is after its last visible character, not on the empty line behind it.
                (start, end) = (text.trim_end().len(), text.len());
                ProblemKind::JsonCut
            }
            BreakKind::Unexpected => ProblemKind::JsonBroken,
            BreakKind::TooDeep => ProblemKind::JsonTooDeep,
        };
        report(kind, "", span(input, start, end), problems);
    }
}
