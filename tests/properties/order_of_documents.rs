//! The order in which things are pasted decides nothing.

use super::{check, count};
use crate::naive::worlds_of_paste::{Pasted, World, world};
use proptest::prelude::*;
use rdpcheck::explain::explain;
use rdpcheck::judge::{Answer, HopAnswer, HopKind, Partition};
use std::cell::Cell;

/// Everything that somebody may read out of a result, without places in the paste.
#[derive(Debug, Clone, PartialEq)]
struct Result {
    answer: Answer,
    code: Option<&'static str>,
    sources: Partition,
    hops: Vec<HopResult>,
    needs: Vec<String>,
    problems: Vec<&'static str>,
}

/// One hop. Which of two versions of an NSG is the first, only the order of the paste can say; they are judged as equals,
/// and yet what is said of the two is said of the first. Two route tables that say the same are one by either name.
#[derive(Debug, Clone, PartialEq)]
struct HopResult {
    kind: HopKind,
    name: Option<String>,
    answer: HopAnswer,
    code: Option<&'static str>,
    decided_by: Option<String>,
}

fn result(world: &World, texts: Vec<String>) -> Result {
    let (case, read) = world.case_of(texts);
    let explanation = explain(&case);
    let judgement = &explanation.judgement;
    let has_versions = judgement.hops.iter().any(|hop| hop.versions.len() > 1);
    let hops = judgement.hops.iter().map(|hop| {
        let is_one = hop.versions.len() < 2;
        let rule = hop.deciding_rule().map(|rule| rule.name.clone());
        let route = hop.deciding_route().map(|route| route.destination.text());
        HopResult {
            kind: hop.kind,
            name: Some(hop.name.clone()).filter(|_| hop.reply.is_none()),
            answer: hop.answer,
            code: Some(hop.code.text()).filter(|_| is_one),
            decided_by: rule.or(route).filter(|_| is_one),
        }
    });
    // Several of one kind are those of several VMs, in no order.
    let mut hops: Vec<HopResult> = hops.collect();
    hops.sort_by_key(|hop| format!("{hop:?}"));
    let mut needs: Vec<String> = judgement.needs.iter().map(ToString::to_string).collect();
    needs.sort_unstable();
    let problems = read.iter().chain(&explanation.problems);
    let mut problems: Vec<_> = problems.map(|problem| problem.code().text()).collect();
    problems.sort_unstable();
    Result {
        answer: judgement.answer,
        code: Some(judgement.code.text()).filter(|_| !has_versions),
        sources: judgement.sources.clone(),
        hops,
        needs,
        problems,
    }
}

/// Inputs in any order; and the same documents one below the other in a single input.
#[test]
fn the_order_of_the_documents_does_not_matter() {
    let keys = proptest::collection::vec(any::<u16>(), 8);
    let (shuffles, decided) = (Cell::new(0), Cell::new(0));
    check(6_000, &(world(), keys), |(world, keys)| {
        let texts = |documents: &[&Pasted]| -> Vec<String> {
            documents.iter().map(|one| one.text.clone()).collect()
        };
        let in_order: Vec<&Pasted> = world.documents.iter().collect();
        let mut keyed: Vec<_> = keys.iter().zip(in_order.clone()).collect();
        keyed.sort_by_key(|(key, _)| **key);
        let shuffled: Vec<&Pasted> = keyed.into_iter().map(|(_, document)| document).collect();
        let before = result(world, texts(&in_order));
        prop_assert_eq!(
            &before,
            &result(world, texts(&shuffled)),
            "in another order"
        );
        let together = texts(&shuffled).join("\n\n");
        prop_assert_eq!(&before, &result(world, vec![together]), "in one input");
        count(&shuffles, 1);
        count(&decided, usize::from(before.answer != Answer::Depends));
        Ok(())
    });
    println!(
        "compared {} worlds in three forms, {} of them with a certain answer",
        shuffles.get(),
        decided.get()
    );
}
