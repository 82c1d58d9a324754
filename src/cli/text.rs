//! The answer as text for people, and as Markdown for tickets.

use super::Checked;
use crate::code::Code;
use crate::command::Dialect;
use crate::explain::next::{Names, Output};
use crate::fix::proposals;
use crate::fix::symptom::find_instead;
use crate::judge::Need;
use crate::origin::Span;
use crate::read::{Input, Problem};
use crate::report::{NextHopReport, RouteReport};
use crate::say::markup::{Block, Markup, write};
use crate::say::ticket::{Sources, Ticket};
use crate::say::{fill, printable};

impl Checked<'_> {
    /// For people, in this markup.
    pub fn text(&self, markup: Markup) -> String {
        self.with_ticket(|ticket| write(&ticket.blocks(), markup))
    }

    fn with_ticket(&self, of: impl Fn(&Ticket<'_>) -> String) -> String {
        let problems: Vec<_> = self.problems.iter().collect();
        of(&Ticket {
            language: self.language,
            case: self.case,
            explanation: self.explanation,
            fixes: Some(&proposals(self.explanation)),
            problems: &problems,
            sources: self,
        })
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

    /// When the input holds nothing: what RDP's message in it means, and what to run instead.
    pub fn nothing_readable(&self, inputs: &[Input]) -> String {
        let words = self.language.terminal();
        let names = Names::default();
        let output = Output::NetworkSecurityGroups;
        let commands = Dialect::ALL.map(|dialect| output.command(dialect, &names));
        let is_error = |problem: &Problem| problem.code() == Code::AzureError;
        let inputs = match self.problems.iter().any(is_error) {
            true => &[],
            false => inputs,
        };
        let mut seen = Vec::new();
        for id in inputs.iter().flat_map(|input| find_instead(&input.text)) {
            let said = self.language.rdp_error(id);
            let texts = [said.message, said.cause, said.resolution];
            seen.extend(texts.map(str::to_owned));
        }
        seen.retain(|text| !text.is_empty());
        self.with_ticket(|ticket| {
            let first = match seen.as_slice() {
                [] => ticket.problems(),
                seen => Block::Points(seen.to_vec()),
            };
            let blocks = [
                first,
                Block::Heading(words.run_this().to_owned()),
                Block::Commands(commands.to_vec()),
            ];
            write(&blocks, Markup::Plain)
        })
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

impl Sources for Checked<'_> {
    fn place(&self, span: Span) -> String {
        let line = self.places.position(span).line.to_string();
        self.input(span) + &fill(self.language.terminal().line(), &[&line])
    }

    fn lines(&self, span: Span) -> String {
        let (first, last) = self.places.lines(span);
        let words = self.language.terminal();
        let lines = fill(words.lines(), &[&first.to_string(), &last.to_string()]);
        format!(" ({}{lines})", self.input(span))
    }

    fn option(&self, need: &Need) -> Option<&'static str> {
        option_for(need)
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
