//! The answer as text for people, and as Markdown for tickets.

use super::Checked;
use crate::azure::security_rule::RuleField;
use crate::azure::{Direction, SecurityRule};
use crate::command::Dialect;
use crate::explain::next::{Names, Output};
use crate::explain::rule_table::{field_text, wanted};
use crate::explain::{Next, Part, Row, RuleTable, who};
use crate::fix::{Step, proposals};
use crate::judge::nsg::Fate;
use crate::judge::{Answer, HopAnswer, Mark, Need};
use crate::origin::{Origin, Span};
use crate::question::Source;
use crate::read::Problem;
use crate::report::{NextHopReport, RouteReport};
use crate::say::verdict::hop_answer;
use crate::say::way_in::way;
use crate::say::{Verdict, fate, fill, first_of, printable, verdict};
use std::fmt::Write as _;

const MOST_PREFIXES: usize = 12;

impl Checked<'_> {
    /// For people.
    pub fn text(&self) -> String {
        let words = self.language.terminal();
        let verdict = verdict(self.language, self.explanation);
        let mut out = format!("{} {}\n", self.sign(), verdict.headline);
        for detail in &verdict.details {
            line(&mut out, &format!("  {detail}"));
        }
        section(&mut out, words.needs(), &self.needs(&verdict));
        section(&mut out, words.run_this(), &self.next());
        section(&mut out, words.fixes(), &self.fixes());
        section(&mut out, words.question(), &[self.asked()]);
        section(&mut out, words.path(), &self.hops());
        for table in self.explanation.tables() {
            let rows: Vec<String> = table.rows().map(|row| self.row(row)).collect();
            section(&mut out, &self.caption(table), &rows);
        }
        let (who, parts) = self.language.who(self.case.question.direction);
        section(&mut out, who, &self.sources(parts));
        section(&mut out, words.read(), &self.documents());
        section(&mut out, words.problems(), &self.problems());
        out
    }

    /// For tickets.
    pub fn markdown(&self) -> String {
        let words = self.language.terminal();
        let verdict = verdict(self.language, self.explanation);
        let mut out = format!("**{} {}**\n", self.sign(), escaped(&verdict.headline));
        for detail in &verdict.details {
            line(&mut out, &format!("\n{}", escaped(detail)));
        }
        list(&mut out, words.needs(), &self.needs(&verdict));
        list(&mut out, words.run_this(), &self.next());
        numbered(&mut out, words.fixes(), &self.fixes());
        list(&mut out, words.question(), &[self.asked()]);
        list(&mut out, words.path(), &self.hops());
        for table in self.explanation.tables() {
            let rows: Vec<String> = table.rows().map(|row| self.row(row)).collect();
            list(&mut out, &self.caption(table), &rows);
        }
        let (who, parts) = self.language.who(self.case.question.direction);
        list(&mut out, who, &self.sources(parts));
        list(&mut out, words.problems(), &self.problems());
        out
    }

    /// What would settle it, each with the option that says it, where the reader can.
    fn needs(&self, verdict: &Verdict) -> Vec<String> {
        let needs = self.explanation.judgement.needs.iter().zip(&verdict.needs);
        let with_option = |(need, text): (&Need, &String)| match option_for(need) {
            Some(option) => format!("{text} ({option})"),
            None => text.clone(),
        };
        needs.map(with_option).collect()
    }

    /// The commands that print what to paste next.
    fn next(&self) -> Vec<String> {
        let next = self.explanation.next();
        let commands = |next: Next| {
            let command = |dialect| next.output.command(dialect, &next.names);
            Dialect::ALL.map(command).to_vec()
        };
        next.map_or_else(Vec::new, commands)
    }

    /// What opens the way: what to change, whom that lets in, what else. Or that nothing documented does.
    fn fixes(&self) -> Vec<String> {
        let (language, explanation) = (self.language, self.explanation);
        let found = proposals(explanation);
        let mut lines = Vec::new();
        for (at, fix) in found.fixes.iter().enumerate() {
            let (number, title) = (at + 1, language.fix(fix.id).title);
            lines.push(format!("{number}. {title} ({})", fix.id.code()));
            for Step { change, .. } in &fix.steps {
                lines.push(format!(
                    "   {}",
                    language.change(change, &fix.question, explanation)
                ));
            }
            lines.push(format!("   {}", language.opens(fix)));
            for also in language.also_opens(fix) {
                lines.push(format!("   {also}"));
            }
            for warning in language.fix_warnings(fix) {
                lines.push(format!("   ! {warning}"));
            }
        }
        if let Some(hop) = found.stuck {
            lines.push(language.stuck(explanation, hop));
        }
        lines
    }

    /// For `--next-hop`: the route that carries, and why the others do not.
    pub fn next_hop(&self, report: &NextHopReport) -> String {
        let words = self.language.terminal();
        let shown = |route: &RouteReport| {
            let address = route.next_hop_ip.as_deref().unwrap_or("");
            let name = route.name.as_deref().unwrap_or("");
            let line = [
                &route.prefix,
                "→",
                route.next_hop,
                address,
                route.source,
                name,
            ]
            .join(" ");
            printable(line.trim_end())
        };
        let mut out = String::new();
        match &report.route {
            Some(route) => line(&mut out, &format!("▶ {}", shown(route))),
            None => line(&mut out, &fill(words.no_route(), &[&report.next_hop])),
        }
        if report.code.is_some() {
            line(&mut out, &self.language.depends_on(&Need::Routes));
        }
        for loser in &report.losers {
            line(
                &mut out,
                &format!("  {}: {}", shown(&loser.route), loser.code),
            );
        }
        out
    }

    /// When the input holds nothing: what to run instead.
    pub fn nothing_readable(&self) -> String {
        let words = self.language.terminal();
        let mut out = String::new();
        for problem in self.problems() {
            line(&mut out, &problem);
        }
        let names = Names::default();
        let output = Output::NetworkSecurityGroups;
        let commands = Dialect::ALL.map(|dialect| output.command(dialect, &names));
        section(&mut out, words.run_this(), &commands);
        out
    }

    fn sign(&self) -> &'static str {
        match self.explanation.judgement.answer {
            Answer::Open => "✓",
            Answer::Blocked => "✗",
            Answer::Depends => "?",
        }
    }

    fn asked(&self) -> String {
        let words = self.language.terminal();
        let question = &self.case.question;
        let from = match question.from {
            Source::Internet => words.internet().to_owned(),
            Source::VirtualNetwork => words.vnet().to_owned(),
            Source::Prefix(prefix) => prefix.text(),
        };
        let vm = match self.explanation.topology.target.address {
            Some(address) => address.to_string(),
            None => words.some_vm().to_owned(),
        };
        let (from, to) = match question.direction {
            Direction::Inbound => (from, vm),
            Direction::Outbound => (vm, from),
        };
        let port = question.port.to_string();
        let asked = fill(
            words.asked(),
            &[question.protocol.name(), &port, &from, &to],
        );
        match question.direction {
            Direction::Inbound => asked,
            Direction::Outbound => format!("{asked} ({})", words.outbound()),
        }
    }

    fn hops(&self) -> Vec<String> {
        let hops = self.explanation.judgement.hops.iter();
        hops.map(|hop| {
            let name = match way(self.explanation, hop) {
                Some(way) => format!(" {}", self.language.way(way)),
                None if hop.name.is_empty() => String::new(),
                None => format!(" {}", printable(&hop.name)),
            };
            let answer = hop_answer(self.language, hop.answer);
            let code = match hop.answer {
                HopAnswer::Checked(_) => format!(" ({})", hop.code.text()),
                HopAnswer::NotChecked => String::new(),
            };
            format!(
                "{}{name}: {answer}{code}",
                self.language.hop(hop.kind, self.case.question.direction)
            )
        })
        .collect()
    }

    fn caption(&self, table: RuleTable<'_>) -> String {
        let name = self.language.name(&table.nsg.group.name);
        fill(self.language.terminal().rules(), &[&name])
    }

    fn row(&self, row: Row<'_>) -> String {
        let Some(rule) = row.rule else {
            return format!("  ?    {}", self.language.page().missing_rules());
        };
        let pointer = if row.step.fate == Fate::Decides {
            "▶"
        } else {
            " "
        };
        let priority = field_text(rule, RuleField::Priority);
        let access = rule.access.get().map_or("?", |access| access.name());
        let name = self.language.name(&rule.name);
        let place = match row.origin {
            Origin::Pasted(span) => format!(" [{}]", self.place(span)),
            _ => String::new(),
        };
        let fate = self.fate(row, rule);
        format!("{pointer} {priority:>5} {access:<5} {name}: {fate}{place}")
    }

    fn fate(&self, row: Row<'_>, rule: &SecurityRule) -> String {
        let words = self.language.terminal();
        let mut misses = Vec::new();
        for (field, mark) in RuleField::MATCHED.into_iter().zip(row.marks()) {
            if mark == Mark::No {
                let has = printable(&field_text(rule, field));
                let wants = wanted(&self.explanation.judgement.question, field);
                misses.push(fill(words.would_match(), &[field.name(), &has, &wants]));
            }
        }
        if row.step.fate == Fate::NotMatched && !misses.is_empty() {
            format!("{}{}", words.no_match(), misses.join("; "))
        } else {
            fate(self.language, row, &self.case.question)
        }
    }

    fn sources(&self, words: [&str; 3]) -> Vec<String> {
        let page = self.language.page();
        let parts = who(&self.explanation.judgement);
        let lines = words.iter().zip(parts).map(|(word, part)| {
            let text = match part {
                Part::Nobody => page.nobody().to_owned(),
                Part::Everyone => page.everyone().to_owned(),
                Part::EveryoneElse => page.everyone_else().to_owned(),
                Part::Prefixes(prefixes) => first_of(prefixes, page.and_more(), MOST_PREFIXES),
            };
            format!("{word}: {text}")
        });
        lines.collect()
    }

    fn documents(&self) -> Vec<String> {
        let words = self.language.terminal();
        let documents = self.case.evidence.documents.iter();
        documents
            .map(|document| {
                let (kind, name) = document.resource.identity();
                let name = self.language.name(name);
                let place = document.origin.span().map_or_else(String::new, |span| {
                    let (first, last) = self.places.lines(span);
                    let lines = fill(words.lines(), &[&first.to_string(), &last.to_string()]);
                    format!(" ({}{lines})", self.input(span))
                });
                format!("{kind} {name}{place}")
            })
            .collect()
    }

    fn problems(&self) -> Vec<String> {
        let problem = |problem: &Problem| {
            let place = problem
                .at
                .map_or_else(String::new, |span| format!("{}: ", self.place(span)));
            let severity = self.language.severity(problem.severity());
            let code = problem.code().text();
            format!(
                "{place}{severity} {code}: {}",
                self.language.problem(problem)
            )
        };
        self.problems.iter().map(problem).collect()
    }

    fn place(&self, span: Span) -> String {
        let line = self.places.position(span).line.to_string();
        format!(
            "{}{}",
            self.input(span),
            fill(self.language.terminal().line(), &[&line])
        )
    }

    /// Names the input, where there are several.
    fn input(&self, span: Span) -> String {
        if self.places.count() < 2 {
            return String::new();
        }
        let number = (span.input + 1).to_string();
        format!("{}, ", fill(self.language.terminal().input(), &[&number]))
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// The option with which the reader can say it.
fn option_for(need: &Need) -> Option<&'static str> {
    Some(match need {
        Need::VirtualNetworkPrefixes => "--from vnet",
        Need::SourceAddress => "--from",
        Need::SourcePort => "--from-port",
        Need::TargetAddress => "--to",
        Need::Target => "--target",
        Need::WayIn => "--through",
        Need::Place { .. } => "--attach",
        _ => return None,
    })
}

fn section(out: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n{heading}");
    for text in lines {
        line(out, &format!("  {text}"));
    }
}

fn list(out: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### {}\n", escaped(heading));
    for text in lines {
        line(out, &format!("- {}", escaped(text)));
    }
}

/// The same of lines that are numbered, each with others below it.
fn numbered(out: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### {}\n", escaped(heading));
    for text in lines {
        match text.strip_prefix("   ") {
            Some(detail) => line(out, &format!("   - {}", escaped(detail))),
            None => line(out, &escaped(text)),
        }
    }
}

/// Pasted names must not turn into markup.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~'
        ) {
            safe.push('\\');
        }
        safe.push(character);
    }
    safe
}
