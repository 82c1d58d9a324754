//! The sources of all hops together are exact, and each piece of them names what decides it.

use super::{check, count};
use crate::naive::number_line::{Block, Point, pieces};
use crate::naive::worlds_of_paste::world;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rdpcheck::explain::explain;
use rdpcheck::judge::{Answer, Hop, HopAnswer, Judgement, Partition, judge};
use rdpcheck::net::{AddressSet, Prefix};
use rdpcheck::question::{Question, Source};
use std::cell::Cell;

/// Who asks for one address gets the answer that the address has in the answer for all, from the same rules and routes:
/// at both ends of every piece, just beside it, and somewhere inside.
#[test]
fn every_address_alone_fares_as_it_does_among_all() {
    let (addresses, named) = (Cell::new(0), Cell::new(0));
    let inside = any::<u128>();
    check(1_000, &(world(), inside), |(world, inside)| {
        let (case, _) = world.case(&world.documents);
        let explanation = explain(&case);
        let all = &explanation.judgement;
        every_address_is_in_one_piece(all)?;
        for piece in pieces_of(all) {
            let size = piece.last - piece.first;
            let middle = piece.first + if size == 0 { 0 } else { inside % size };
            for number in [piece.first, middle, piece.last] {
                let is_v6 = piece.is_v6;
                let address = Point { is_v6, number }.address();
                let question = Question {
                    from: Source::Prefix(Prefix::from(address)),
                    ..case.question.clone()
                };
                let alone = judge(&explanation.topology, &question);
                let (answer, part) = (alone.answer, part_of(&all.sources, address));
                prop_assert_eq!(answer, part, "{} alone and among all", address);
                for (hop, among_all) in alone.hops.iter().zip(&all.hops) {
                    same_reason(hop, among_all, address, &named)?;
                }
                decides_first(&alone, address)?;
                count(&addresses, 1);
            }
        }
        Ok(())
    });
    println!(
        "asked for {} addresses alone, {} times a rule or route was named for one",
        addresses.get(),
        named.get()
    );
    assert!(named.get() > 1_000, "hardly anything was named");
}

/// The pieces that are reported make up the three parts, and no two of them meet.
fn every_address_is_in_one_piece(judgement: &Judgement) -> TestCaseResult {
    for (answer, part) in [
        (Answer::Open, &judgement.sources.open),
        (Answer::Blocked, &judgement.sources.blocked),
        (Answer::Depends, &judgement.sources.depends),
    ] {
        let mut together = AddressSet::empty();
        for piece in rdpcheck::explain::pieces(judgement) {
            if piece.answer == answer {
                prop_assert!(together.is_disjoint(&piece.addresses));
                together = together.union(&piece.addresses);
            }
        }
        prop_assert_eq!(&together, &part.addresses);
    }
    Ok(())
}

/// The address space, cut wherever any hop says something else. The pieces lie side by side, so their ends are what lies
/// just beside their neighbours.
fn pieces_of(judgement: &Judgement) -> Vec<Block> {
    let mut cuts = Vec::new();
    let mut cut = |set: &AddressSet| {
        for (first, last) in set.ranges() {
            cuts.push(Block::between(first, last));
        }
    };
    for part in parts(&judgement.sources) {
        cut(part.1);
    }
    for hop in &judgement.hops {
        for piece in hop.versions.iter().flat_map(|version| &version.pieces) {
            cut(&piece.sources.addresses);
        }
        for reply in hop.reply.iter().flat_map(|reply| &reply.replies) {
            cut(&reply.clients);
        }
    }
    [false, true].map(|is_v6| pieces(is_v6, &cuts)).concat()
}

fn parts(partition: &Partition) -> [(Answer, &AddressSet); 3] {
    [
        (Answer::Open, &partition.open.addresses),
        (Answer::Blocked, &partition.blocked.addresses),
        (Answer::Depends, &partition.depends.addresses),
    ]
}

/// The part that an address is in; it must be in one only.
fn part_of(partition: &Partition, address: std::net::IpAddr) -> Answer {
    let mut found = parts(partition)
        .into_iter()
        .filter(|(_, set)| set.contains(address));
    let (answer, _) = found.next().expect("every address is in some part");
    assert!(found.next().is_none(), "{address} is in two parts");
    answer
}

/// A hop says of one address what it says of it among all others, for the same reason.
fn same_reason(
    hop: &Hop,
    among_all: &Hop,
    address: std::net::IpAddr,
    named: &Cell<usize>,
) -> TestCaseResult {
    prop_assert_eq!(hop.kind, among_all.kind);
    let HopAnswer::Checked(answer) = hop.answer else {
        return Ok(());
    };
    prop_assert_eq!(
        answer,
        part_of(&among_all.partition, address),
        "{:?}",
        hop.kind
    );
    if let Some(reply) = &among_all.reply {
        let mut of_address = reply
            .replies
            .iter()
            .filter(|reply| reply.clients.contains(address));
        let piece = of_address.next().expect("every client is in a piece");
        prop_assert!(of_address.next().is_none(), "{} is in two pieces", address);
        let route = piece.route.and_then(|at| reply.table.routes.get(at));
        prop_assert_eq!(hop.deciding_route(), route, "the route to {}", address);
        prop_assert_eq!(hop.code, piece.code, "the reply to {}", address);
        count(named, usize::from(route.is_some()));
    }
    if let [version] = among_all.versions.as_slice()
        && answer != Answer::Depends
    {
        let mut of_address = version
            .pieces
            .iter()
            .filter(|piece| piece.sources.addresses.contains(address));
        let piece = of_address.next().expect("every source is in a piece");
        prop_assert!(of_address.next().is_none(), "{} is in two pieces", address);
        // What may drop it and does not change the answer is named before what drops it anyway.
        let rule = piece.step().and_then(|step| version.rule(step));
        prop_assert_eq!(hop.deciding_rule(), rule, "the rule for {}", address);
        count(named, usize::from(rule.is_some()));
    }
    Ok(())
}

/// Of several hops that block an address, the first in the way of the packet decides.
fn decides_first(alone: &Judgement, address: std::net::IpAddr) -> TestCaseResult {
    let blocks = |hop: &&Hop| hop.answer == HopAnswer::Checked(Answer::Blocked);
    if let (Answer::Blocked, Some(at)) = (alone.answer, alone.deciding) {
        prop_assert!(blocks(&&alone.hops[at]), "{} is blocked elsewhere", address);
        let before = alone.hops[..at].iter().find(blocks);
        prop_assert!(before.is_none(), "{} is blocked before", address);
    }
    Ok(())
}
