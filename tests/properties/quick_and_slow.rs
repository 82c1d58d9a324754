//! What is found among many rules by looking at those alone that matter is what is found by looking at all.

use super::{check, count};
use crate::naive::generate::{many_remotes, one_remote, sketch};
use crate::naive::large::large_sketch;
use crate::naive::slow_findings::slow_findings;
use crate::naive::slow_fixes::slow_proposals;
use proptest::prelude::*;
use rdpcheck::explain::{Explanation, rule_findings};
use rdpcheck::fix::proposals;
use std::cell::Cell;

#[test]
fn findings_are_those_of_the_slow_way() {
    let found = Cell::new(0);
    let from = prop_oneof![one_remote(), many_remotes()];
    check(4_000, &sketch(from), |sketch| {
        let explanation = Explanation::of(sketch.topology(), &sketch.question);
        let findings = rule_findings(&explanation);
        prop_assert_eq!(&findings, &slow_findings(&explanation));
        count(&found, findings.len());
        Ok(())
    });
    println!("{} findings", found.get());
    assert!(found.get() > 1_000);
}

#[test]
fn findings_among_many_rules_are_those_of_the_slow_way() {
    let found = Cell::new(0);
    check(40, &large_sketch(60, many_remotes()), |sketch| {
        let explanation = Explanation::of(sketch.topology(), &sketch.question);
        let findings = rule_findings(&explanation);
        prop_assert_eq!(&findings, &slow_findings(&explanation));
        let (quick, slow) = (proposals(&explanation), slow_proposals(&explanation));
        prop_assert_eq!(format!("{quick:#?}"), format!("{slow:#?}"));
        count(&found, findings.len() + quick.fixes.len());
        Ok(())
    });
    println!("{} findings and fixes", found.get());
    assert!(found.get() > 200);
}

#[test]
fn fixes_are_those_of_the_slow_way() {
    let found = Cell::new(0);
    let from = prop_oneof![2 => one_remote(), 1 => many_remotes()];
    check(1_500, &sketch(from), |sketch| {
        let explanation = Explanation::of(sketch.topology(), &sketch.question);
        let quick = proposals(&explanation);
        let slow = slow_proposals(&explanation);
        prop_assert_eq!(format!("{quick:#?}"), format!("{slow:#?}"));
        count(&found, quick.fixes.len());
        Ok(())
    });
    println!("{} fixes", found.get());
    assert!(found.get() > 500);
}
