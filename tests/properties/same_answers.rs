//! Every remote end fares with the judge as with the naive one.

use super::{check, count, judged};
use crate::naive::evaluator::{Naive, Precision};
use crate::naive::generate::{many_remotes, one_remote, sketch};
use crate::naive::large::large_sketch;
use crate::naive::number_line::{Block, Point, is_meant_by_internet, largest, pieces};
use crate::naive::plain_rule::Remote;
use crate::naive::sketch::Sketch;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rdpcheck::judge::{Answer, Partition};
use rdpcheck::question::{Question, Source, SourceSet};
use std::cell::Cell;
use std::net::IpAddr;

/// (a) One remote end at a time.
#[test]
fn one_remote_end_fares_as_the_naive_judge_says() {
    let (questions, sharper) = (Cell::new(0), Cell::new(0));
    let answers: [Cell<usize>; 3] = Default::default();
    check(20_000, &sketch(one_remote()), |sketch| {
        let remote = match sketch.question.from {
            Source::Prefix(prefix) => {
                Remote::At(prefix.single_address().expect("one address").into())
            }
            Source::VirtualNetwork | Source::Internet => Remote::InVirtualNetwork,
        };
        let said = judged(sketch).answer;
        let expected = Naive::new(sketch, Precision::OfTheJudge).answer(remote);
        prop_assert_eq!(said, expected, "the judge (left) against the naive judge");
        let knowing = Naive::new(sketch, Precision::OfTheReference).answer(remote);
        if said != Answer::Depends {
            prop_assert_eq!(said, knowing, "certain (left), though it is not");
        } else if knowing != Answer::Depends {
            count(&sharper, 1);
        }
        count(&questions, 1);
        count(&answers[said as usize], 1);
        Ok(())
    });
    let [open, blocked, depends] = answers.map(|answer| answer.get());
    println!(
        "compared {} questions: {open} open, {blocked} blocked, {depends} depends; {} of these would be certain if every fact were shared",
        questions.get(),
        sharper.get()
    );
}

/// (b) and (c): the whole address space, cut wherever anything may change; and a question about many addresses.
#[test]
fn every_address_fares_as_the_naive_judge_says() {
    let (questions, compared) = (Cell::new(0), Cell::new(0));
    check(2_000, &sketch(many_remotes()), |sketch| {
        every_piece_fares_alike(sketch, &compared)?;
        count(&questions, 1);
        Ok(())
    });
    println!(
        "compared {} questions about many addresses, {} pieces of the address space",
        questions.get(),
        compared.get()
    );
}

/// (d) The same in NSGs of more rules, where pieces are many and small.
#[test]
fn every_address_of_a_large_nsg_fares_as_the_naive_judge_says() {
    for (rules, nsgs) in [(30, 150), (100, 15), (400, 1)] {
        let compared = Cell::new(0);
        check(nsgs, &large_sketch(rules, many_remotes()), |sketch| {
            every_piece_fares_alike(sketch, &compared)
        });
        println!(
            "compared {} pieces of the address space in NSGs of {rules} rules",
            compared.get()
        );
        assert!(compared.get() > rules);
    }
}

/// The address space, cut at every end of every block that anything names, and both ends of each piece judged alone.
fn every_piece_fares_alike(sketch: &Sketch, compared: &Cell<usize>) -> TestCaseResult {
    let judgement = judged(sketch);
    let naive = Naive::new(sketch, Precision::OfTheJudge);
    let answer_of = |point| naive.answer(Remote::At(point));
    let mut asked: Vec<Answer> = Vec::new();
    for is_v6 in [false, true] {
        for piece in pieces(is_v6, &naive.cuts()) {
            let answer = answer_of(piece.first_point());
            prop_assert_eq!(
                answer,
                answer_of(piece.last_point()),
                "the naive judge is of two minds on {:?}",
                piece
            );
            prop_assert!(
                is_wholly_in(part(&judgement.sources, answer), piece),
                "{} to {} should be {answer:?} in {:?}",
                piece.first_point().address(),
                piece.last_point().address(),
                judgement.sources
            );
            if is_asked(&sketch.question, piece.first_point()) {
                asked.push(answer);
            }
            count(compared, 1);
        }
    }
    let in_network = naive.answer(Remote::InVirtualNetwork);
    prop_assert!(
        part(&judgement.sources, in_network).in_virtual_network,
        "somebody in the virtual network should be {in_network:?}"
    );
    exactly_once(&judgement.sources)?;
    let all = |wanted: Answer| asked.iter().all(|answer| *answer == wanted);
    let together = if all(Answer::Blocked) {
        Answer::Blocked
    } else if all(Answer::Open) {
        Answer::Open
    } else {
        Answer::Depends
    };
    prop_assert_eq!(
        judgement.answer,
        together,
        "the judge (left) against the sum of the pieces"
    );
    Ok(())
}

fn part(sources: &Partition, answer: Answer) -> &SourceSet {
    match answer {
        Answer::Open => &sources.open,
        Answer::Blocked => &sources.blocked,
        Answer::Depends => &sources.depends,
    }
}

fn intervals(set: &SourceSet, is_v6: bool) -> Vec<(u128, u128)> {
    let number = |address: IpAddr| match address {
        IpAddr::V4(address) => u32::from(address).into(),
        IpAddr::V6(address) => u128::from(address),
    };
    let ranges = set.addresses.ranges().into_iter();
    let of_family = ranges.filter(|(first, _)| first.is_ipv6() == is_v6);
    of_family
        .map(|(first, last)| (number(first), number(last)))
        .collect()
}

fn is_wholly_in(set: &SourceSet, piece: Block) -> bool {
    intervals(set, piece.is_v6)
        .iter()
        .any(|(first, last)| *first <= piece.first && piece.last <= *last)
        && set.addresses.contains(piece.first_point().address())
        && set.addresses.contains(piece.last_point().address())
}

fn is_asked(question: &Question, point: Point) -> bool {
    match question.from {
        Source::Internet => is_meant_by_internet(point),
        Source::Prefix(prefix) => Block::from(prefix).contains(point),
        Source::VirtualNetwork => false,
    }
}

/// The three parts are disjoint and cover everything: put in order, each interval begins where the one before ended.
fn exactly_once(sources: &Partition) -> TestCaseResult {
    let parts = [&sources.open, &sources.blocked, &sources.depends];
    for is_v6 in [false, true] {
        let mut all: Vec<(u128, u128)> = parts
            .iter()
            .flat_map(|part| intervals(part, is_v6))
            .collect();
        all.sort_unstable();
        prop_assert_eq!(all.first().map(|first| first.0), Some(0));
        prop_assert_eq!(all.last().map(|last| last.1), Some(largest(is_v6)));
        for pair in all.windows(2) {
            prop_assert_eq!(Some(pair[1].0), pair[0].1.checked_add(1));
        }
    }
    let without_address = parts.iter().filter(|part| part.in_virtual_network).count();
    prop_assert_eq!(without_address, 1);
    Ok(())
}
