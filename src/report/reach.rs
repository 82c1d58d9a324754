//! What the asked source reaches, in the report.

use super::answer_word;
use crate::explain::{Explanation, reach};
use crate::judge::HopKind;
use crate::question::Source;
use serde::Serialize;

/// Ports that fare alike for one reason.
#[derive(Debug, Serialize)]
pub struct ReachReport {
    /// `tcp`, `udp`, `icmp`, `esp`, `ah`: one or more.
    pub protocols: Vec<String>,
    /// `3389` or `0-65535`, of the VM.
    pub ports: String,
    /// `open`, `blocked` or `depends`.
    pub answer: &'static str,
    /// The kind of hop that decides; `null` where none does alone.
    pub hop: Option<&'static str>,
    /// The name of its rule or the prefix of its route; empty where it has none.
    pub by: String,
}

/// Every protocol and port once; `None` while nobody said which address is meant.
pub fn reach_reports(explanation: &Explanation) -> Option<Vec<ReachReport>> {
    let question = &explanation.judgement.question;
    if question.from == Source::Internet {
        return None;
    }
    let mut reports = Vec::new();
    for one in reach(&explanation.topology, question) {
        let protocols = one.protocols.iter();
        reports.push(ReachReport {
            protocols: protocols.map(|it| it.name().to_ascii_lowercase()).collect(),
            ports: one.ports.text(),
            answer: answer_word(one.reason.answer),
            hop: one.reason.hop.map(HopKind::word),
            by: one.reason.by,
        });
    }
    Some(reports)
}
