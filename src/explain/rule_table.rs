//! The rules in the order Azure tries them, each with its five marks and what became of it.

use crate::azure::security_rule::RuleField;
use crate::azure::{Access, AddressField, Direction, PortField, SecurityRule, ServiceTag, Unknown};
use crate::judge::nsg::Fate;
use crate::judge::{Hop, Judgement, Mark, NsgJudgement, Step};
use crate::net::port_range::EPHEMERAL;
use crate::net::{AddressSet, text};
use crate::origin::Origin;
use crate::question::{Question, Source};

/// One NSG's rules of the asked direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleTable<'a> {
    /// Where the NSG sits.
    pub hop: &'a Hop,
    /// Which of the judgement's hops that is.
    pub at: usize,
    /// The NSG.
    pub nsg: &'a NsgJudgement,
    /// Which paste of it this is, from 0.
    pub version: usize,
}

/// One rule, or the gap where rules are missing from the paste.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// The rule; `None` for a gap.
    pub rule: Option<&'a SecurityRule>,
    /// What became of it.
    pub step: &'a Step,
    /// Where it stands.
    pub origin: Origin,
}

/// A table for every NSG that was tried, in packet order.
pub fn tables(judgement: &Judgement) -> Vec<RuleTable<'_>> {
    let mut tables = Vec::new();
    for (at, hop) in judgement.hops.iter().enumerate() {
        for (version, nsg) in hop.versions.iter().enumerate() {
            tables.push(RuleTable {
                hop,
                at,
                nsg,
                version,
            });
        }
    }
    tables
}

impl<'a> RuleTable<'a> {
    /// The rules in the order of evaluation.
    pub fn rows(self) -> impl Iterator<Item = Row<'a>> {
        (0..).map_while(move |at| self.row(at))
    }

    /// One of them.
    pub fn row(self, at: usize) -> Option<Row<'a>> {
        let step = self.nsg.steps.get(at)?;
        let group = &self.nsg.group;
        let rule = self.nsg.rule(at);
        Some(Row {
            rule,
            step,
            origin: rule.map_or(group.cut.unwrap_or(group.origin), |rule| rule.origin),
        })
    }
}

impl<'a> Row<'a> {
    /// How the five fields matched, in the order of [`RuleField::MATCHED`].
    pub fn marks(self) -> [Mark; 5] {
        match &self.step.matched {
            Some(matched) => matched.marks,
            None => [Mark::Unknown; 5],
        }
    }

    /// The asked sources that it decides, when they are not all of them.
    pub fn decided_part(self, question: &Question) -> Option<&'a AddressSet> {
        let decided = &self.step.decides;
        let is_part = self.step.fate == Fate::Decides && *decided != question.from.set();
        is_part.then_some(&decided.addresses)
    }
}

/// What a rule says in one of its fields, short enough for a table; `?` where it says nothing.
pub fn field_text(rule: &SecurityRule, field: RuleField) -> String {
    let known = match field {
        RuleField::Source => return addresses(&rule.source),
        RuleField::Destination => return addresses(&rule.destination),
        RuleField::SourcePorts => return ports(&rule.source_ports),
        RuleField::DestinationPorts => return ports(&rule.destination_ports),
        RuleField::Protocol => rule.protocol.get().map(|protocol| protocol.name()),
        RuleField::Direction => rule.direction.get().map(|direction| direction.name()),
        RuleField::Access => rule.access.get().map(|access| access.name()),
        RuleField::Priority => match rule.priority.get() {
            Some(priority) => return text::number(*priority as usize),
            None => Some("?"),
        },
    };
    match (known, lost(rule, field)) {
        (Some(name), _) => name.to_owned(),
        (None, Some(Unknown::Unreadable)) => rule.unread.text(field).to_owned(),
        (None, _) => "?".to_owned(),
    }
}

/// Why there is more to a field, or something else, than the paste says.
pub fn lost(rule: &SecurityRule, field: RuleField) -> Option<Unknown> {
    match field {
        RuleField::Source => rule.source.lost,
        RuleField::Destination => rule.destination.lost,
        RuleField::SourcePorts => rule.source_ports.lost,
        RuleField::DestinationPorts => rule.destination_ports.lost,
        RuleField::Protocol => rule.protocol.value.err(),
        RuleField::Priority => rule.priority.value.err(),
        RuleField::Direction => rule.direction.value.err(),
        RuleField::Access => rule.access.value.err(),
    }
}

/// The value that would match what was asked, as it would be written in a rule.
pub fn wanted(question: &Question, field: RuleField) -> String {
    let remote = || match question.from {
        Source::Internet => ServiceTag::Internet.name().to_owned(),
        Source::VirtualNetwork => ServiceTag::VirtualNetwork.name().to_owned(),
        Source::Prefix(prefix) => prefix.text(),
    };
    let vm = || match question.to {
        Some(address) => text::address(address),
        None => "*".to_owned(),
    };
    let inbound = question.direction == Direction::Inbound;
    match field {
        RuleField::Source if inbound => remote(),
        RuleField::Destination if inbound => vm(),
        RuleField::Source => vm(),
        RuleField::Destination => remote(),
        RuleField::SourcePorts => match question.from_port {
            Some(port) => text::number(port.into()),
            None => EPHEMERAL.text(),
        },
        RuleField::DestinationPorts => text::number(question.port.into()),
        RuleField::Protocol => question.protocol.name().to_owned(),
        RuleField::Direction => question.direction.name().to_owned(),
        RuleField::Access => Access::Allow.name().to_owned(),
        RuleField::Priority => String::new(),
    }
}

fn addresses(field: &AddressField) -> String {
    let mut list = List::default();
    for term in &field.terms {
        list.add(&term.text());
    }
    list.end(field.lost)
}

fn ports(field: &PortField) -> String {
    let mut list = List::default();
    for term in &field.terms {
        list.add(&term.text());
    }
    list.end(field.lost)
}

/// The first few of some terms, and how many more there are.
#[derive(Default)]
struct List {
    text: String,
    count: usize,
}

impl List {
    const MOST_SHOWN: usize = 4;

    fn add(&mut self, term: &str) {
        self.count += 1;
        if self.count <= List::MOST_SHOWN {
            self.push(term);
        }
    }

    fn end(mut self, lost: Option<Unknown>) -> String {
        if self.count > List::MOST_SHOWN {
            let more = self.count - List::MOST_SHOWN;
            self.push("+");
            self.text.push_str(&text::number(more));
        }
        match lost {
            Some(Unknown::Truncated) => self.push("…"),
            Some(_) => self.push("?"),
            None => {}
        }
        self.text
    }

    fn push(&mut self, part: &str) {
        if !self.text.is_empty() {
            self.text.push_str(", ");
        }
        self.text.push_str(part);
    }
}
