//! What the evidence says of a step, in one line.

use super::azure_comparison::compared;
use super::verdict::hop_answer;
use super::{Language, printable};
use crate::azure::{Direction, GuestSignKind};
use crate::explain::Explanation;
use crate::fix::checklist::Because;
use crate::judge::Hop;

/// What in the evidence makes a step what it is; empty where nothing does.
pub fn because(language: Language, explanation: &Explanation, because: Because) -> String {
    let words = language.words();
    match because {
        Because::Nothing => String::new(),
        Because::Hop(at) => match explanation.judgement.hops.get(at) {
            Some(hop) => what_it_says(language, hop),
            None => String::new(),
        },
        Because::Health => words.catalogue.available().to_owned(),
        Because::Sign(at) => {
            let [waits, _, _, runs, _] = *words.way_in.signs();
            let sign = explanation.topology.machine.signs.get(at);
            let waits_for_logon =
                sign.is_some_and(|sign| matches!(sign.kind, GuestSignKind::WaitsForLogon));
            (if waits_for_logon { waits } else { runs }).to_owned()
        }
        Because::Azure(at) => match explanation.comparisons.get(at) {
            Some(comparison) => compared(language, comparison, false).concat(),
            None => String::new(),
        },
        Because::NoAgent => {
            let [_, no_agent, ..] = *words.way_in.machine();
            no_agent.to_owned()
        }
    }
}

/// "the subnet’s NSG nsg-web: blocked (DenyRdp)".
fn what_it_says(language: Language, hop: &Hop) -> String {
    let kind = language.hop(hop.kind, Direction::Inbound);
    let mut said = kind.to_owned();
    if !hop.name.is_empty() {
        said.push(' ');
        said.push_str(&printable(&hop.name));
    }
    said.push_str(": ");
    said.push_str(hop_answer(language, hop.answer));
    if let Some(rule) = hop.deciding_rule() {
        said.push_str(" (");
        said.push_str(&printable(&rule.name));
        said.push(')');
    }
    said
}
