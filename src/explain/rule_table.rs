//! The rules in the order Azure tries them, each with its five marks and what became of it.

use crate::azure::security_rule::RuleField;
use crate::azure::{
    Access, AddressField, Direction, PortField, RuleState, SecurityRule, ServiceTag, Unknown,
};
use crate::judge::nsg::Fate;
use crate::judge::{HopKind, Judgement, Mark};
use crate::net::AddressSet;
use crate::net::port_range::EPHEMERAL;
use crate::origin::Origin;
use crate::question::{Question, Source};
use std::fmt::Display;

/// One NSG's rules of the asked direction.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleTable {
    /// The hop, as an index into the judgement's hops.
    pub hop: usize,
    /// Where the NSG sits.
    pub kind: HopKind,
    /// Its name.
    pub nsg: String,
    /// Where it stands in the paste.
    pub origin: Origin,
    /// Which paste of it this is, and how many there are.
    pub version: (usize, usize),
    /// The rules in the order of evaluation.
    pub rows: Vec<Row>,
}

/// One rule, or the gap where rules are missing from the paste.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its name; empty for a gap.
    pub name: String,
    /// Whether it stands for rules that are missing.
    pub is_gap: bool,
    /// Its priority, when it is known.
    pub priority: Option<u32>,
    /// What it does on a match, when that is known.
    pub access: Option<Access>,
    /// Whether it is one of Azure's own.
    pub default: bool,
    /// Whether Azure enforces it.
    pub state: RuleState,
    /// The five fields, in the order of [`RuleField::MATCHED`].
    pub cells: Vec<Cell>,
    /// What became of it.
    pub fate: Fate,
    /// The asked sources that it decides, when they are not all of them.
    pub decides: Option<AddressSet>,
    /// Where it stands.
    pub origin: Origin,
}

/// One field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The field.
    pub field: RuleField,
    /// Whether it matches what was asked.
    pub mark: Mark,
    /// What the rule says.
    pub has: String,
}

/// A table for every NSG that was tried, in packet order.
pub fn tables(judgement: &Judgement) -> Vec<RuleTable> {
    let mut tables = Vec::new();
    for (at, hop) in judgement.hops.iter().enumerate() {
        for (version, nsg) in hop.versions.iter().enumerate() {
            tables.push(RuleTable {
                hop: at,
                kind: hop.kind,
                nsg: nsg.group.name.clone(),
                origin: nsg.group.origin,
                version: (version, hop.versions.len()),
                rows: rows(judgement, nsg),
            });
        }
    }
    tables
}

fn rows(judgement: &Judgement, nsg: &crate::judge::NsgJudgement) -> Vec<Row> {
    let asked = judgement.question.from.set();
    let mut rows = Vec::new();
    for step in &nsg.steps {
        let decides_part = step.fate == Fate::Decides && step.decides != asked;
        let Some(rule) = nsg.rule_of(step) else {
            rows.push(gap(nsg.group.cut.unwrap_or(nsg.group.origin), step.fate));
            continue;
        };
        let marks = step.matched.as_ref().map(|matched| matched.marks);
        rows.push(Row {
            name: rule.name.clone(),
            is_gap: false,
            priority: rule.priority.get().copied(),
            access: rule.access.get().copied(),
            default: rule.default,
            state: rule.state,
            cells: cells(rule, &marks.unwrap_or([Mark::Unknown; 5])),
            fate: step.fate,
            decides: decides_part.then(|| step.decides.addresses.clone()),
            origin: rule.origin,
        });
    }
    rows
}

fn gap(origin: Origin, fate: Fate) -> Row {
    Row {
        name: String::new(),
        is_gap: true,
        priority: None,
        access: None,
        default: false,
        state: RuleState::InForce,
        cells: Vec::new(),
        fate,
        decides: None,
        origin,
    }
}

fn cells(rule: &SecurityRule, marks: &[Mark; 5]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (field, mark) in RuleField::MATCHED.into_iter().zip(marks) {
        cells.push(Cell {
            field,
            mark: *mark,
            has: field_text(rule, field),
        });
    }
    cells
}

/// What a rule says in one of its five matched fields, short enough for a table; `?` where it says nothing.
pub fn field_text(rule: &SecurityRule, field: RuleField) -> String {
    match field {
        RuleField::Source => addresses(&rule.source),
        RuleField::Destination => addresses(&rule.destination),
        RuleField::SourcePorts => ports(&rule.source_ports),
        RuleField::DestinationPorts => ports(&rule.destination_ports),
        RuleField::Protocol => word(&rule.protocol.value, |protocol| protocol.name()),
        RuleField::Direction => word(&rule.direction.value, |direction| direction.name()),
        RuleField::Access => word(&rule.access.value, |access| access.name()),
        RuleField::Priority => match rule.priority.get() {
            Some(priority) => priority.to_string(),
            None => "?".to_owned(),
        },
    }
}

/// The value that would match what was asked, as it would be written in a rule.
pub fn wanted(question: &Question, field: RuleField) -> String {
    let remote = || match question.from {
        Source::Internet => ServiceTag::Internet.name().to_owned(),
        Source::VirtualNetwork => ServiceTag::VirtualNetwork.name().to_owned(),
        Source::Prefix(prefix) => prefix.to_string(),
    };
    let vm = || {
        question
            .to
            .map_or_else(|| "*".to_owned(), |address| address.to_string())
    };
    let inbound = question.direction == Direction::Inbound;
    match field {
        RuleField::Source if inbound => remote(),
        RuleField::Destination if inbound => vm(),
        RuleField::Source => vm(),
        RuleField::Destination => remote(),
        RuleField::SourcePorts => match question.from_port {
            Some(port) => port.to_string(),
            None => EPHEMERAL.to_string(),
        },
        RuleField::DestinationPorts => question.port.to_string(),
        RuleField::Protocol => question.protocol.name().to_owned(),
        RuleField::Direction => question.direction.name().to_owned(),
        RuleField::Access => Access::Allow.name().to_owned(),
        RuleField::Priority => String::new(),
    }
}

fn addresses(field: &AddressField) -> String {
    listed(&field.terms, field.lost.as_ref())
}

fn ports(field: &PortField) -> String {
    listed(&field.terms, field.lost.as_ref())
}

fn listed<T: Display>(terms: &[T], lost: Option<&Unknown>) -> String {
    const MOST_SHOWN: usize = 4;
    let mut parts: Vec<String> = terms.iter().take(MOST_SHOWN).map(T::to_string).collect();
    if terms.len() > MOST_SHOWN {
        parts.push(format!("+{}", terms.len() - MOST_SHOWN));
    }
    match lost {
        Some(Unknown::Truncated) => parts.push("…".to_owned()),
        Some(_) => parts.push("?".to_owned()),
        None => {}
    }
    parts.join(", ")
}

fn word<T>(value: &Result<T, Unknown>, name: fn(&T) -> &'static str) -> String {
    match value {
        Ok(value) => name(value).to_owned(),
        Err(Unknown::Unreadable(text)) => text.clone(),
        Err(_) => "?".to_owned(),
    }
}
