//! Who can connect, short enough to read: exact lists are in the judgement.

use crate::judge::{Answer, Judgement, Partition};
use crate::net::{AddressSet, ranges, text};
use std::net::IpAddr;

/// One of the three parts of the address space, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// No address at all.
    Nobody,
    /// Every address.
    Everyone,
    /// Whoever is in neither of the other two parts: their list would be longer and say no more.
    EveryoneElse,
    /// These prefixes.
    Prefixes(Vec<String>),
}

/// Who gets in, who does not, and for whom it depends.
pub fn who(judgement: &Judgement) -> [Part; 3] {
    const FEWEST_TO_SUM_UP: usize = 4;
    let sets = without_holes(&judgement.sources);
    let prefixes = sets.map(|set| set.prefixes());
    let longest = prefixes.iter().map(Vec::len).max().unwrap_or(0);
    let mut is_summed_up = false;
    prefixes.map(|prefixes| {
        if prefixes.is_empty() {
            Part::Nobody
        } else if prefixes.iter().all(|prefix| prefix.prefix_len() == 0) && prefixes.len() == 2 {
            Part::Everyone
        } else if prefixes.len() == longest && longest > FEWEST_TO_SUM_UP && !is_summed_up {
            is_summed_up = true;
            Part::EveryoneElse
        } else {
            Part::Prefixes(prefixes.iter().copied().map(text::block).collect())
        }
    })
}

/// A stretch of addresses that fare alike, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first address.
    pub first: IpAddr,
    /// The last one.
    pub last: IpAddr,
    /// How they fare.
    pub answer: Answer,
}

/// The line of all addresses, cut where one fares otherwise than the one before. IPv6 is left out where nobody is known to
/// get in by it: hardly any VM has it.
pub fn stretches(judgement: &Judgement) -> Vec<Stretch> {
    let sets = without_holes(&judgement.sources);
    let mut line: Vec<Stretch> = Vec::new();
    for (answer, set) in [Answer::Open, Answer::Blocked, Answer::Depends]
        .into_iter()
        .zip(sets)
    {
        for (first, last) in set.ranges() {
            let at = line.partition_point(|known| known.first < first);
            line.insert(
                at,
                Stretch {
                    first,
                    last,
                    answer,
                },
            );
        }
    }
    let is_v6_open = |it: &Stretch| it.first.is_ipv6() && it.answer == Answer::Open;
    let has_v6 = line.iter().any(is_v6_open);
    line.retain(|it| has_v6 || it.first.is_ipv4());
    line
}

/// The platform's own address, loopback, multicast and the like open no connection, and as holes they would tear every
/// list apart (ambiguity A5): they go where their neighbour is.
fn without_holes(sources: &Partition) -> [AddressSet; 3] {
    [&sources.open, &sources.blocked, &sources.depends].map(|set| {
        let mut shown = set.addresses.clone();
        for (hole, beside) in ranges::NO_CLIENTS {
            let hole = AddressSet::block(hole);
            shown = if shown.contains(beside) {
                shown.union(&hole)
            } else {
                shown.minus(&hole)
            };
        }
        shown
    })
}
