//! Who can connect, short enough to read: exact lists are in the judgement.

use super::piece::pieces;
use crate::judge::{Answer, HopKind, Judgement, Partition};
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

/// A longer list is summed up.
const FEWEST_TO_SUM_UP: usize = 4;

/// Who gets in, who does not, and for whom it depends.
pub fn who(judgement: &Judgement) -> [Part; 3] {
    let sets = all_without_holes(&judgement.sources);
    let prefixes = sets.map(|set| text::blocks(&set));
    let longest = prefixes.iter().map(Vec::len).max().unwrap_or(0);
    let mut is_summed_up = false;
    prefixes.map(|prefixes| {
        if prefixes.is_empty() {
            Part::Nobody
        } else if prefixes.iter().all(|prefix| prefix.ends_with("/0")) && prefixes.len() == 2 {
            Part::Everyone
        } else if prefixes.len() == longest && longest > FEWEST_TO_SUM_UP && !is_summed_up {
            is_summed_up = true;
            Part::EveryoneElse
        } else {
            Part::Prefixes(prefixes)
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
    const ANSWERS: [Answer; 3] = [Answer::Open, Answer::Blocked, Answer::Depends];
    let parts = all_without_holes(&judgement.sources).map(|set| set.ranges());
    let mut taken = [0; 3];
    let mut line: Vec<Stretch> = Vec::new();
    loop {
        let mut next: Option<(&mut usize, Stretch)> = None;
        for ((ranges, taken), answer) in parts.iter().zip(&mut taken).zip(ANSWERS) {
            if let Some((first, last)) = ranges.get(*taken).copied()
                && next.as_ref().is_none_or(|(_, known)| first < known.first)
            {
                let stretch = Stretch {
                    first,
                    last,
                    answer,
                };
                next = Some((taken, stretch));
            }
        }
        let Some((taken, stretch)) = next else { break };
        *taken += 1;
        line.push(stretch);
    }
    let is_v6_open = |it: &Stretch| it.first.is_ipv6() && it.answer == Answer::Open;
    let has_v6 = line.iter().any(is_v6_open);
    line.retain(|it| has_v6 || it.first.is_ipv4());
    line
}

/// Addresses that fare alike for one reason, for people.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// How they fare.
    pub answer: Answer,
    /// Which they are; the longest list of all is [`Part::EveryoneElse`].
    pub part: Part,
    /// How many addresses of IPv4 that is.
    pub ipv4: u32,
    /// The hop that decides, where one does.
    pub hop: Option<HopKind>,
    /// The name of its rule or the prefix of its route; empty where it has none.
    pub by: String,
}

/// How many addresses of IPv4 there are; 0 of all of them.
pub fn ipv4_count(addresses: &AddressSet) -> u32 {
    let count = addresses.intersect(&AddressSet::all_v4()).count();
    u32::try_from(count).unwrap_or(0)
}

/// Who connects and who does not, rule by rule.
pub fn decided(judgement: &Judgement) -> Vec<Decided> {
    let mut all: Vec<Decided> = Vec::new();
    let mut before = AddressSet::empty();
    let mut longest = (0, 0);
    for piece in pieces(judgement) {
        let mut addresses = without_holes(&piece.addresses);
        if addresses.is_empty() {
            continue;
        }
        let by = match (piece.rule, piece.route) {
            (Some(rule), _) => rule.name.clone(),
            (_, Some(route)) => route.destination.text(),
            _ => String::new(),
        };
        let hop = piece.hop.map(|hop| hop.kind);
        if let Some(last) = all.last()
            && last.answer == piece.answer
            && last.hop == hop
            && last.by == by
        {
            addresses = addresses.union(&before);
            all.pop();
        }
        let list = text::blocks(&addresses);
        if list.len() > longest.0 {
            longest = (list.len(), all.len());
        }
        all.push(Decided {
            answer: piece.answer,
            part: Part::Prefixes(list),
            ipv4: ipv4_count(&addresses),
            hop,
            by,
        });
        before = addresses;
    }
    let is_one = all.len() == 1;
    if (is_one || longest.0 > FEWEST_TO_SUM_UP) && longest.1 < all.len() {
        let mut rest = all.remove(longest.1);
        rest.part = match is_one {
            true => Part::Everyone,
            false => Part::EveryoneElse,
        };
        // Else than whom stands above it.
        all.push(rest);
    }
    all
}

fn all_without_holes(sources: &Partition) -> [AddressSet; 3] {
    [&sources.open, &sources.blocked, &sources.depends].map(|set| without_holes(&set.addresses))
}

/// The platform's own address, loopback, multicast and the like open no connection, and as holes they would tear every
/// list apart (ambiguity A5): they go where their neighbour is. What nobody uses of IPv6 goes where none of it is used.
fn without_holes(addresses: &AddressSet) -> AddressSet {
    let mut shown = addresses.clone();
    for (hole, beside) in ranges::NO_CLIENTS {
        let hole = AddressSet::block(hole);
        shown = if shown.contains(beside) {
            shown.union(&hole)
        } else {
            shown.minus(&hole)
        };
    }
    // Most pieces hold no IPv6 at all.
    if shown.contains(ranges::IN_USE_V6) || shown.is_disjoint(&AddressSet::all_v6()) {
        return shown;
    }
    let unused = ranges::unused_v6();
    match unused.is_subset(&shown) {
        true => shown.minus(&unused),
        false => shown,
    }
}
