//! Who can connect, with the reason: every address once, in pieces that fare alike for one rule or route.

use crate::azure::{Route, SecurityRule};
use crate::judge::nsg::Outcome;
use crate::judge::{Answer, Hop, Judgement};
use crate::net::AddressSet;

/// Addresses that fare alike for the same reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece<'j> {
    /// How they fare.
    pub answer: Answer,
    /// Which they are.
    pub addresses: AddressSet,
    /// The hop that decides about them; `None` where the whole paste leaves it open.
    pub hop: Option<&'j Hop>,
    /// Its rule, where it is one.
    pub rule: Option<&'j SecurityRule>,
    /// Its route, where it is one.
    pub route: Option<&'j Route>,
}

/// Every address there is. Who is stopped, is stopped by the first hop that does it; who gets in, is let in by the last
/// NSG.
pub fn pieces(judgement: &Judgement) -> Vec<Piece<'_>> {
    let sources = &judgement.sources;
    let mut pieces = Vec::new();
    for (answer, set) in [
        (Answer::Open, &sources.open),
        (Answer::Blocked, &sources.blocked),
        (Answer::Depends, &sources.depends),
    ] {
        let mut left = set.addresses.clone();
        let mut hops: Vec<&Hop> = judgement
            .hops
            .iter()
            .filter(|hop| hop.is_checked())
            .collect();
        if answer == Answer::Open {
            hops.reverse();
            // A reply that arrives lets nobody in.
            hops.sort_by_key(|hop| hop.reply.is_some());
        }
        for mut piece in hops.into_iter().flat_map(|hop| of_hop(hop, answer)) {
            piece.addresses = piece.addresses.intersect(&left);
            left = left.minus(&piece.addresses);
            if !piece.addresses.is_empty() {
                pieces.push(piece);
            }
        }
        if !left.is_empty() {
            pieces.push(Piece {
                answer,
                addresses: left,
                hop: None,
                rule: None,
                route: None,
            });
        }
    }
    pieces
}

/// The addresses that fare so at this hop.
fn of_hop(hop: &Hop, answer: Answer) -> Vec<Piece<'_>> {
    let piece = |addresses: &AddressSet, rule, route| Piece {
        answer,
        addresses: addresses.clone(),
        hop: Some(hop),
        rule,
        route,
    };
    let (wanted, outcome, whole) = match answer {
        Answer::Open => (Some(true), Outcome::Allowed, &hop.partition.open),
        Answer::Blocked => (Some(false), Outcome::Denied, &hop.partition.blocked),
        Answer::Depends => (None, Outcome::Depends, &hop.partition.depends),
    };
    if let Some(reply) = &hop.reply {
        let replies = reply.replies.iter().filter(|it| it.arrives() == wanted);
        let route = |index: Option<usize>| index.and_then(|index| reply.table.routes.get(index));
        return replies
            .map(|it| piece(&it.clients, None, route(it.route)))
            .collect();
    }
    match hop.versions.as_slice() {
        [nsg] => {
            let fitting = nsg.pieces.iter().filter(|it| it.outcome == outcome);
            fitting
                .map(|it| {
                    let rule = it.decided_by.and_then(|step| nsg.rule(step));
                    piece(&it.sources.addresses, rule, None)
                })
                .collect()
        }
        // No NSG at all, or two versions of one that may differ.
        _ => vec![piece(&whole.addresses, None, None)],
    }
}
