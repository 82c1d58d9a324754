//! A walk through one text, line by line.

use super::assemble::Pieces;
use super::change_command::Changes;
use super::guest_report::BootLog;
use super::letters::OF_A_WORD;
use super::long_table::LongTable;
use super::page_title::{is_of_a_page, page};
use super::problem::{Problem, ProblemKind, report};
use super::row_apart::{looks_like_a_route, looks_like_a_rule};
use super::rule::span;
use super::stray_line::{StrayLine, stray_line};
use super::{console_error, list_view, piece_at, virtual_machine, what_if};
use crate::azure::Resource;
use crate::azure::route::CUT_OFF;
use crate::origin::{Origin, Span};

/// How far the walk has come.
#[derive(Default)]
pub struct Scan {
    /// Which input it is.
    input: u32,
    /// How far it has come.
    pub at: usize,
    /// The table in whose middle that is.
    pub table: Option<LongTable>,
    log: BootLog,
    no_yaml_before: usize,
    /// A line that nobody took and that looks like a rule, and one like a route.
    missed_rule: Option<Span>,
    missed_route: Option<Span>,
    /// The last command, as far as it was read.
    command: Option<Span>,
    /// Lines that nobody takes, with the noise between them.
    unread: Option<Span>,
    /// Whether there was nothing in words since something was read.
    is_behind_piece: bool,
    /// Dots in place of what was left out, with nothing in words behind them.
    dots: Option<Span>,
    is_log: bool,
    no_comment_before: usize,
    /// Whether a page of the portal began, whose menu and buttons may stand here.
    is_page: bool,
    changes: Changes,
}

impl Scan {
    /// At the beginning of an input.
    pub fn of(input: u32) -> Scan {
        Scan {
            input,
            ..Scan::default()
        }
    }

    /// Goes on to the first place behind `until` where nothing but a long table is half read.
    pub fn go_on(
        &mut self,
        text: &str,
        until: usize,
        pieces: &mut Pieces,
        problems: &mut Vec<Problem>,
        used: &mut Vec<Span>,
    ) {
        while self.at < until || self.table.is_some() && self.at >= text.len() {
            if let Some(table) = self.table.take() {
                (self.at, self.table) = table.go_on(self.input, text, pieces, problems);
                if let Some(whole) = used.last_mut() {
                    whole.end = u32::try_from(self.at).unwrap_or(u32::MAX);
                }
                continue;
            }
            if self.at == 0 {
                pieces.above.leave();
            }
            let Some(line) = list_view::line_at(text, self.at) else {
                break;
            };
            let (input, at) = (self.input, self.at);
            if at >= self.no_comment_before
                && let Some(comment) = line.text.trim_start().strip_prefix("/*")
            {
                // In Terraform or Bicep: what is declared inside is not in force.
                let start = at + (line.text.len() - comment.len());
                let inside = text.get(start..).unwrap_or("");
                let length = inside.find("*/");
                self.no_comment_before = length.map_or(usize::MAX, |length| start + length);
                if let Some(inside) = length.and_then(|length| inside.get(..length))
                    && inside.contains("resource ")
                {
                    self.at = start + inside.len() + 2;
                    used.push(span(self.input, at, self.at));
                    continue;
                }
            }
            if let Some(end) = console_error::end_of_aside(text, at) {
                used.push(span(input, at, end));
                self.at = end;
                continue;
            }
            if let Some(end) = what_if::end_of_text(text, at) {
                let place = span(input, at, text.get(..end).unwrap_or("").trim_end().len());
                report(ProblemKind::WhatIf, "", place, problems);
                used.push(place);
                self.at = end;
                continue;
            }
            let place = span(input, at, at + line.text.trim_end().len());
            let known = problems.len();
            let (no_yaml_before, rest) = (&mut self.no_yaml_before, &mut self.table);
            let piece =
                piece_at(input, text, at, no_yaml_before, rest, pieces, problems).or_else(|| {
                    let (end, mut problem) = console_error::parse(text, at)?;
                    problem.at = Some(place);
                    if problem.kind == ProblemKind::NoAgent
                        || problem.kind == ProblemKind::VmNotRunning
                    {
                        console_error::name_from(&pieces.last_command, &mut problem);
                    }
                    problems.push(problem);
                    Some((end, true))
                });
            let (end, is_used) = piece.unwrap_or_else(|| {
                if self.log.take(line.text, place, problems) {
                    // What stands around such a line is the rest of its screen.
                    self.is_log = true;
                    if let Some(unread) = self.unread.take() {
                        used.push(unread);
                    }
                }
                self.is_page &= is_of_a_page(line.text);
                (line.end, self.is_log || self.is_page)
            });
            self.is_log &= piece.is_none();
            self.is_page &= piece.is_none();
            let kind = match piece {
                None if !is_used => stray_line(line.text),
                _ => StrayLine::Unknown,
            };
            self.is_page |= page(line.text).is_some();
            let place = span(input, at, end);
            self.at = end.max(at + 1);
            if piece.is_some() {
                self.is_behind_piece = true;
                let own = problems.get(known..).and_then(<[Problem]>::last);
                if own.is_some_and(|last| last.kind == ProblemKind::TableOfNames) {
                    // One whose headings nobody knows, or lost their place.
                    const MOST_LINES: usize = 50;
                    for line in text.get(at..end).unwrap_or("").lines().take(MOST_LINES) {
                        self.miss(line, place);
                    }
                }
                if is_used {
                    self.changes.leave();
                }
                if let Some(dots) = self.dots.take() {
                    pieces.leave_out(dots, problems);
                }
            } else if is_left_out(line.text) {
                self.dots = Some(place);
                if self.is_behind_piece {
                    pieces.leave_out(place, problems);
                }
            } else if line.text.contains(OF_A_WORD) {
                if self.is_behind_piece {
                    pieces.above.leave();
                }
                pieces.above.take_title(line.text);
                if !is_used {
                    self.miss(line.text, place);
                }
                self.is_behind_piece = false;
                self.dots = None;
            }
            let goes_on = piece.is_none() && !is_used && pieces.above.is_begun();
            if kind == StrayLine::Noise || goes_on {
                if goes_on {
                    used.push(place);
                }
                let begun = self.command.filter(|_| goes_on);
                let whole = *self
                    .command
                    .insert(begun.map_or(place, |begun| begun.join(place)));
                if pieces.take_command(line.text) {
                    self.changes.take(&pieces.last_command, whole);
                }
                continue;
            }
            let before = text.get(..at).unwrap_or("");
            if let Some(machine) = virtual_machine::of_values(before, line.text, place) {
                pieces.add_resource(machine);
            } else if kind == StrayLine::Tsv {
                let adjacent = problems.last_mut().filter(|last| last.name() == TSV);
                match adjacent.and_then(|last| last.at.as_mut()) {
                    Some(before) if before.end == place.start => before.end = place.end,
                    _ => problems.push(Problem::new(ProblemKind::TableOfNames, TSV, Some(place))),
                }
            } else if !is_used {
                self.unread = Some(self.unread.map_or(place, |before| before.join(place)));
                continue;
            }
            report_not_azure(self.unread.take(), problems, used);
            used.push(place);
        }
    }

    /// Notes it if a line that nobody took looks like a rule or a route.
    fn miss(&mut self, line: &str, place: Span) {
        if looks_like_a_rule(line) {
            self.missed_rule = Some(place);
        }
        if looks_like_a_route(line) {
            self.missed_route = Some(place);
        }
    }

    /// What is left when all is read.
    pub fn finish(self, pieces: &mut Pieces, problems: &mut Vec<Problem>, used: &mut Vec<Span>) {
        report_not_azure(self.unread, problems, used);
        if let Some(place) = self.missed_rule.filter(|_| pieces.has_bare_rules()) {
            pieces.cut(Origin::Pasted(place));
        }
        if let Some(place) = self.missed_route {
            pieces.miss_routes(place, problems);
        }
        self.changes.finish(problems.is_empty(), problems);
        if let Some(report) = self.log.finish(problems) {
            pieces.add_resource(Resource::Guest(report));
        }
    }
}

/// Whether the line stands for others that somebody left out: `...`, `[…]`, `// ...`.
fn is_left_out(line: &str) -> bool {
    !line.contains(OF_A_WORD) && (line.contains("...") || line.contains(CUT_OFF))
}

/// The option that prints values only.
const TSV: &str = "--output tsv";

/// Names lines that are not Azure's, so that nobody believes they were used.
fn report_not_azure(unread: Option<Span>, problems: &mut Vec<Problem>, used: &mut Vec<Span>) {
    if let Some(place) = unread {
        used.push(place);
        report(ProblemKind::NotAzure, "", place, problems);
    }
}
