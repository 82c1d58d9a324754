//! Who connects and who does not, and by which rule, in the report.

use super::{answer_word, prefixes};
use crate::explain::pieces;
use crate::judge::Judgement;
use crate::net::AddressSet;
use serde::Serialize;

/// Sources that fare alike for one rule or route.
#[derive(Debug, Serialize)]
pub struct PieceReport {
    /// How they fare.
    pub answer: &'static str,
    /// Which they are.
    pub sources: Vec<String>,
    /// How many addresses that is.
    pub count: CountReport,
    /// The kind of hop that decides; `null` where none does alone.
    pub hop: Option<&'static str>,
    /// The name of its rule.
    pub rule: Option<String>,
    /// The prefix of its route.
    pub route: Option<String>,
}

/// So many addresses.
#[derive(Debug, Serialize)]
pub struct CountReport {
    /// Of IPv4.
    pub ipv4: u64,
    /// Of IPv6, in decimal: it may be a larger number than JSON's readers know. Up to the largest of 128 bits.
    pub ipv6: String,
}

/// Every source once.
pub fn piece_reports(judgement: &Judgement) -> Vec<PieceReport> {
    let mut reports = Vec::new();
    for piece in pieces(judgement) {
        let of = |family: AddressSet| piece.addresses.intersect(&family).count();
        reports.push(PieceReport {
            answer: answer_word(piece.answer),
            sources: prefixes(&piece.addresses),
            count: CountReport {
                ipv4: u64::try_from(of(AddressSet::all_v4())).unwrap_or(0),
                ipv6: of(AddressSet::all_v6()).to_string(),
            },
            hop: piece.hop.map(|hop| hop.kind.word()),
            rule: piece.rule.map(|rule| rule.name.clone()),
            route: piece.route.map(|route| route.destination.text()),
        });
    }
    reports
}
