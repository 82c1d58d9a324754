//! The machine-readable report: a public contract. Within `"format": 1` fields and values are added, never removed or
//! redefined.

pub mod findings;
pub mod fixes;
pub mod pieces;
pub mod places;
pub mod reach;

use crate::azure::{Access, AzureSaid, Direction, Route, RouteSource, SecurityRule};
use crate::case::Case;
use crate::code::Code;
use crate::command::Dialect;
use crate::explain::{Comparison, Explanation, Next};
use crate::judge::next_hop::{next_hop, why_lost};
use crate::judge::return_route::ReturnRoute;
use crate::judge::{Answer, Hop, HopAnswer, HopKind};
use crate::net::{AddressSet, PortRange, text};
use crate::origin::Span;
use crate::question::WayKind;
use crate::read::{Problem, Severity};
use crate::say::way_in::way;
use crate::say::{Language, verdict};
use findings::{FindingReport, finding_reports};
use fixes::{FixReport, fix_reports};
use pieces::{PieceReport, piece_reports};
use places::Places;
use reach::{ReachReport, reach_reports};
use serde::Serialize;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// The whole report.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Always 1.
    pub format: u32,
    /// What was asked.
    pub question: QuestionReport,
    /// `open`, `blocked` or `depends`.
    pub answer: &'static str,
    /// The stable code of the deciding hop.
    pub code: &'static str,
    /// One sentence in the chosen language.
    pub because: String,
    /// What would settle an answer that depends.
    pub needs: Vec<String>,
    /// In the order a packet meets them.
    pub hops: Vec<HopReport>,
    /// Every address exactly once.
    pub sources: SourcesReport,
    /// The same in pieces, each with what decides about it.
    pub pieces: Vec<PieceReport>,
    /// Every protocol and port that the asked source reaches; `null` for `internet`.
    pub reach: Option<Vec<ReachReport>>,
    /// What is remarkable about the rules, whatever was asked, what matters most first.
    pub findings: Vec<FindingReport>,
    /// What opens the way, proven, the narrowest first.
    pub fixes: Vec<FixReport>,
    /// What to paste next, the most telling first.
    pub next: Vec<NextReport>,
    /// Azure's own answers in the paste, beside ours.
    pub azure: Vec<AzureReport>,
    /// What was read.
    pub read: Vec<ReadReport>,
    /// What is wrong or remarkable.
    pub problems: Vec<ProblemReport>,
}

/// The report for `--next-hop`.
#[derive(Debug, Serialize)]
pub struct NextHopReport {
    /// Always 1.
    pub format: u32,
    /// The address that was asked about.
    pub next_hop: String,
    /// The route that carries packets to it; `null` where there is none.
    pub route: Option<RouteReport>,
    /// `ROUTES-INCOMPLETE` where a route that the paste does not show may carry them instead.
    pub code: Option<&'static str>,
    /// The other routes of the same table, and why each does not carry them.
    pub losers: Vec<LoserReport>,
}

/// A route that does not carry a packet.
#[derive(Debug, Serialize)]
pub struct LoserReport {
    /// The route.
    #[serde(flatten)]
    pub route: RouteReport,
    /// Why.
    pub code: &'static str,
}

/// An answer of Azure's own tools.
#[derive(Debug, Serialize)]
pub struct AzureReport {
    /// `same`, `other-rule`, `other` or `undecided`, as ours compares.
    pub compared: &'static str,
    /// `Allow`, `Deny`, `Reachable`, `Unreachable`, `Unknown` or a kind of next hop.
    pub said: &'static str,
    /// The rule's name, what else stopped it, or the next hop's address; empty where Azure names none.
    pub by: String,
}

/// An output to paste.
#[derive(Debug, Serialize)]
pub struct NextReport {
    /// Which.
    pub ask: &'static str,
    /// The command that prints it, by dialect.
    pub commands: DialectTexts,
}

/// A command by the key of its dialect.
pub type DialectTexts = BTreeMap<&'static str, String>;

/// What was asked.
#[derive(Debug, Serialize)]
pub struct QuestionReport {
    /// `inbound` or `outbound`.
    pub direction: &'static str,
    /// An address, a prefix, `internet` or `vnet`.
    pub from: String,
    /// `null` for any ephemeral port.
    pub from_port: Option<u16>,
    /// The VM's private address, when it is known.
    pub to: Option<String>,
    /// The port listened on.
    pub port: u16,
    /// `tcp` or `udp`.
    pub protocol: String,
    /// The way in that was chosen, if one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<&'static str>,
    /// The dialled port that was given, if one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dial: Option<u16>,
}

/// One hop.
#[derive(Debug, Serialize)]
pub struct HopReport {
    /// Its kind.
    pub hop: &'static str,
    /// For the way in: which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// For the way in: what is dialled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dial: Option<DialReport>,
    /// The name of the resource, when something was pasted.
    pub name: Option<String>,
    /// `open`, `blocked`, `depends` or `not-checked`.
    pub answer: &'static str,
    /// Its reason.
    pub code: &'static str,
    /// The rule that decides.
    pub rule: Option<RuleReport>,
    /// For the way of the reply: the route that decides.
    pub route: Option<RouteReport>,
    /// What would settle it.
    pub needs: Vec<String>,
}

/// What is dialled, where it is known.
#[derive(Debug, Serialize)]
pub struct DialReport {
    /// The address.
    pub address: Option<String>,
    /// The port, or a range of which one leads to the VM.
    pub port: Option<String>,
}

/// The route that decides.
#[derive(Debug, Serialize)]
pub struct RouteReport {
    /// Its destinations.
    pub prefix: String,
    /// The kind of its next hop.
    pub next_hop: &'static str,
    /// The next hop's address.
    pub next_hop_ip: Option<String>,
    /// Who made it: `user`, `gateway`, `default`.
    pub source: &'static str,
    /// The name the user gave it.
    pub name: Option<String>,
    /// Where it stands; `null` when it was not pasted.
    pub at: Option<At>,
}

/// One rule.
#[derive(Debug, Serialize)]
pub struct RuleReport {
    /// The name the user gave it.
    pub name: String,
    /// `null` when it is not known.
    pub priority: Option<u32>,
    /// `allow` or `deny`; `null` when it is not known.
    pub access: Option<&'static str>,
    /// Whether it is one of Azure's own.
    pub default: bool,
    /// `null` when it was not pasted.
    pub at: Option<At>,
}

/// A place in the input.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct At {
    /// From 0.
    pub input: u32,
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode scalar values.
    pub column: u32,
}

/// The three parts of the address space, as the shortest lists of prefixes.
#[derive(Debug, Serialize)]
pub struct SourcesReport {
    /// They get in.
    pub open: Vec<String>,
    /// They certainly do not.
    pub blocked: Vec<String>,
    /// It hangs on something unknown.
    pub depends: Vec<String>,
}

/// One document that was read.
#[derive(Debug, Serialize)]
pub struct ReadReport {
    /// From 0.
    pub input: u32,
    /// Its kind: `nsg`.
    pub what: &'static str,
    /// Its name.
    pub name: String,
    /// First and last line.
    pub lines: [u32; 2],
}

/// One problem.
#[derive(Debug, Serialize)]
pub struct ProblemReport {
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// Its stable code.
    pub code: &'static str,
    /// Where it is, when it is in the input.
    pub at: Option<At>,
    /// What, why, and what to do.
    pub message: String,
}

/// Writes down what came out.
pub fn report(
    language: Language,
    case: &Case,
    explanation: &Explanation,
    problems: &[Problem],
    places: &Places<'_>,
) -> Report {
    let judgement = &explanation.judgement;
    Report {
        format: 1,
        question: QuestionReport {
            direction: match case.question.direction {
                Direction::Inbound => "inbound",
                Direction::Outbound => "outbound",
            },
            from: case.question.from.to_string(),
            from_port: case.question.from_port,
            to: explanation
                .topology
                .target
                .address
                .map(|address| address.to_string()),
            port: case.question.port,
            protocol: case.question.protocol.name().to_ascii_lowercase(),
            through: case.question.through.map(WayKind::word),
            dial: case.question.dialled,
        },
        answer: answer_word(judgement.answer),
        code: judgement.code.text(),
        because: verdict(language, explanation).headline,
        needs: judgement.needs.iter().map(ToString::to_string).collect(),
        hops: judgement
            .hops
            .iter()
            .map(|hop| hop_report(explanation, hop, places))
            .collect(),
        sources: SourcesReport {
            open: prefixes(&judgement.sources.open.addresses),
            blocked: prefixes(&judgement.sources.blocked.addresses),
            depends: prefixes(&judgement.sources.depends.addresses),
        },
        pieces: piece_reports(judgement),
        reach: reach_reports(explanation),
        findings: finding_reports(explanation),
        fixes: fix_reports(language, explanation),
        next: explanation.next().iter().map(next_report).collect(),
        azure: explanation.comparisons.iter().map(azure_report).collect(),
        read: read_report(case, places),
        problems: problems
            .iter()
            .map(|problem| problem_report(language, problem, places))
            .collect(),
    }
}

fn azure_report(comparison: &Comparison) -> AzureReport {
    let said = &comparison.answer.said;
    let by = match said {
        AzureSaid::Connection { issues, rule, .. } if rule.is_empty() => issues,
        AzureSaid::Access { rule, .. } | AzureSaid::Connection { rule, .. } => rule,
        AzureSaid::NextHop { address, .. } => address,
    };
    AzureReport {
        compared: comparison.agreement.word(),
        said: said.word(),
        by: by.clone(),
    }
}

fn hop_report(explanation: &Explanation, hop: &Hop, places: &Places<'_>) -> HopReport {
    let is_checked = hop.answer != HopAnswer::NotChecked;
    let way = way(explanation, hop);
    let chosen = explanation.judgement.question.through;
    let chosen = chosen.filter(|_| hop.kind == HopKind::WayIn);
    let name = way.map_or(&hop.name, |way| &way.name);
    HopReport {
        hop: hop.kind.word(),
        kind: way.map(|way| way.kind).or(chosen).map(WayKind::word),
        dial: way.map(|way| DialReport {
            address: way.address.map(text::address),
            port: way.ports.map(PortRange::text),
        }),
        name: (is_checked || !name.is_empty()).then(|| name.clone()),
        answer: match hop.answer {
            HopAnswer::Checked(answer) => answer_word(answer),
            HopAnswer::NotChecked => "not-checked",
        },
        code: hop.code.text(),
        rule: hop.deciding_rule().map(|rule| rule_report(rule, places)),
        route: hop
            .deciding_route()
            .map(|route| route_report(route, places)),
        needs: hop.needs.iter().map(ToString::to_string).collect(),
    }
}

/// Which of the VM's routes carries a packet to `to`.
pub fn next_hop_report(
    explanation: &Explanation,
    to: IpAddr,
    places: &Places<'_>,
) -> NextHopReport {
    let table = explanation.topology.routes.as_ref();
    let routes = table.map_or(&[][..], |table| &table.routes);
    let is_unsure = table.is_none_or(|table| ReturnRoute::judge(table, &[], None).is_unsure(to));
    let winner = next_hop(routes, to);
    let mut losers = Vec::new();
    for (index, route) in routes.iter().enumerate() {
        if winner != Some(index) {
            let lost = why_lost(routes, route, winner.and_then(|at| routes.get(at)), to);
            losers.push(LoserReport {
                route: route_report(route, places),
                code: lost.code(),
            });
        }
    }
    NextHopReport {
        format: 1,
        next_hop: to.to_string(),
        route: winner
            .and_then(|index| routes.get(index))
            .map(|route| route_report(route, places)),
        code: is_unsure.then(|| Code::RoutesMissing.text()),
        losers,
    }
}

fn next_report(next: &Next) -> NextReport {
    NextReport {
        ask: next.output.word(),
        commands: Dialect::ALL
            .map(|dialect| (dialect.key(), next.output.command(dialect, &next.names)))
            .into(),
    }
}

/// A route as the report writes it.
pub fn route_report(route: &Route, places: &Places<'_>) -> RouteReport {
    RouteReport {
        prefix: route.destination.text(),
        next_hop: route.next_hop.name(),
        next_hop_ip: route.next_hop_addresses.first().cloned(),
        source: match route.source {
            RouteSource::User => "user",
            RouteSource::Gateway => "gateway",
            RouteSource::System => "default",
        },
        name: (!route.name.is_empty()).then(|| route.name.clone()),
        at: route.origin.span().map(|span| at(span, places)),
    }
}

fn rule_report(rule: &SecurityRule, places: &Places<'_>) -> RuleReport {
    RuleReport {
        name: rule.name.clone(),
        priority: rule.priority.get().copied(),
        access: rule.access.get().map(|access| match access {
            Access::Allow => "allow",
            Access::Deny => "deny",
            Access::AlwaysAllow => "always-allow",
        }),
        default: rule.default,
        at: rule.origin.span().map(|span| at(span, places)),
    }
}

fn read_report(case: &Case, places: &Places<'_>) -> Vec<ReadReport> {
    case.evidence
        .documents
        .iter()
        .filter_map(|document| {
            let span = document.origin.span()?;
            let (first, last) = places.lines(span);
            let (what, name) = document.resource.identity();
            Some(ReadReport {
                input: span.input.into(),
                what,
                name: name.to_owned(),
                lines: [first, last],
            })
        })
        .collect()
}

fn problem_report(language: Language, problem: &Problem, places: &Places<'_>) -> ProblemReport {
    ProblemReport {
        severity: match problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        },
        code: problem.code().text(),
        at: problem.at.map(|span| at(span, places)),
        message: language.problem(problem),
    }
}

fn at(span: Span, places: &Places<'_>) -> At {
    let position = places.position(span);
    At {
        input: span.input.into(),
        line: position.line,
        column: position.column,
    }
}

/// The word for an answer.
pub fn answer_word(answer: Answer) -> &'static str {
    match answer {
        Answer::Open => "open",
        Answer::Blocked => "blocked",
        Answer::Depends => "depends",
    }
}

fn prefixes(addresses: &AddressSet) -> Vec<String> {
    addresses
        .prefixes()
        .iter()
        .map(ToString::to_string)
        .collect()
}
