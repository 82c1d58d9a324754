//! `--compare A=B`: how two NSGs of the input differ.

use crate::azure::NetworkSecurityGroup;
use crate::case::Case;
use crate::explain::changed::groups;
use crate::explain::{Changed, Explanation, changed};
use crate::net::text;
use crate::say::Language;
use serde::Serialize;
use std::rc::Rc;

/// The report.
#[derive(Debug, Serialize)]
pub struct CompareReport {
    /// Always 1.
    pub format: u32,
    /// The name of the NSG before.
    pub before: String,
    /// The name of the NSG after.
    pub after: String,
    /// Every connection that fares otherwise.
    pub changes: Vec<ChangeReport>,
    #[serde(skip)]
    changed: Vec<Changed>,
}

/// Connections of one protocol to some ports.
#[derive(Debug, Serialize)]
pub struct ChangeReport {
    /// `tcp`, `udp`, `icmp`, `esp`, `ah` or `any`.
    pub protocol: String,
    /// `3389`, `0-1023`.
    pub ports: String,
    /// Who gets through only after.
    pub opened: Vec<String>,
    /// Who got through only before.
    pub closed: Vec<String>,
    /// For whom only one of the two is certain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unsure: Vec<String>,
}

/// Compares; an error is the name of what is not there.
pub fn compare(
    case: &Case,
    explanation: &Explanation,
    before: &str,
    after: &str,
) -> Result<CompareReport, String> {
    let groups = groups(case);
    let (before, after) = (named(&groups, before)?, named(&groups, after)?);
    let question = &explanation.judgement.question;
    let changed = changed(&explanation.topology, question, before, after);
    let blocks = |set: &crate::question::SourceSet| {
        let mut blocks: Vec<String> = Vec::new();
        for block in set.addresses.prefixes() {
            blocks.push(text::block(block));
        }
        blocks
    };
    let change = |change: &Changed| ChangeReport {
        protocol: change.protocol.name().to_ascii_lowercase(),
        ports: change.ports.text(),
        opened: blocks(&change.opened),
        closed: blocks(&change.closed),
        unsure: blocks(&change.unsure),
    };
    Ok(CompareReport {
        format: 1,
        before: before.name.clone(),
        after: after.name.clone(),
        changes: changed.iter().map(change).collect(),
        changed,
    })
}

/// By its number in the input, from 1, or by its name.
fn named<'c>(
    groups: &[&'c Rc<NetworkSecurityGroup>],
    name: &str,
) -> Result<&'c Rc<NetworkSecurityGroup>, String> {
    let number = name.parse::<usize>().ok();
    let by_number = number.and_then(|number| groups.get(number.checked_sub(1)?));
    let mut named = groups.iter();
    let by_name = || named.find(|group| group.name.eq_ignore_ascii_case(name));
    by_number
        .or_else(by_name)
        .copied()
        .ok_or_else(|| name.to_owned())
}

impl CompareReport {
    /// For people.
    pub fn text(&self, language: Language) -> String {
        let mut lines = language.changes(&self.changed);
        lines.push(String::new());
        lines.join("\n")
    }
}
