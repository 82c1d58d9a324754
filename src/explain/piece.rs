//! Who can connect, with the reason: every address once, in pieces that fare alike for one rule or route.

use crate::azure::{Route, SecurityRule};
use crate::judge::nsg::Outcome;
use crate::judge::{Answer, Hop, Judgement};
use crate::net::AddressSet;
use crate::question::SourceSet;

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
        let mut hops: Vec<&Hop> = Vec::new();
        for hop in &judgement.hops {
            match answer {
                _ if !hop.is_checked() => {}
                Answer::Open => hops.insert(0, hop),
                _ => hops.push(hop),
            }
        }
        // A reply that arrives lets nobody in.
        let reply = hops.iter().position(|hop| hop.reply.is_some());
        if let (Some(reply), Answer::Open) = (reply, answer) {
            let last = hops.remove(reply);
            hops.push(last);
        }
        for hop in hops {
            let whole = &part(hop, answer).addresses;
            // A thousand pieces of one NSG have nothing in common: they are taken out together.
            let is_all_left = hop.reply.is_none() && whole.is_subset(&left);
            for mut piece in of_hop(hop, answer) {
                if !is_all_left {
                    piece.addresses = piece.addresses.intersect(&left);
                    left = left.minus(&piece.addresses);
                }
                if !piece.addresses.is_empty() {
                    pieces.push(piece);
                }
            }
            if is_all_left {
                left = left.minus(whole);
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
    let (wanted, outcome) = match answer {
        Answer::Open => (Some(true), Outcome::Allowed),
        Answer::Blocked => (Some(false), Outcome::Denied),
        Answer::Depends => (None, Outcome::Depends),
    };
    let mut pieces = Vec::new();
    match (&hop.reply, hop.versions.as_slice()) {
        (Some(reply), _) => {
            for it in &reply.replies {
                if it.arrives() == wanted {
                    let route = it.route.and_then(|index| reply.table.routes.get(index));
                    pieces.push(piece(&it.clients, None, route));
                }
            }
        }
        (None, [nsg]) => {
            for it in &nsg.pieces {
                if it.outcome == outcome {
                    let rule = it.step().and_then(|step| nsg.rule(step));
                    pieces.push(piece(&it.sources.addresses, rule, None));
                }
            }
        }
        // No NSG at all, or two versions of one that may differ.
        _ => pieces.push(piece(&part(hop, answer).addresses, None, None)),
    }
    pieces
}

fn part(hop: &Hop, answer: Answer) -> &SourceSet {
    match answer {
        Answer::Open => &hop.partition.open,
        Answer::Blocked => &hop.partition.blocked,
        Answer::Depends => &hop.partition.depends,
    }
}
