//! The order of the paste decides nothing.

use super::{check, count, judged};
use crate::naive::generate::{many_remotes, one_remote, sketch};
use crate::naive::sketch::Layout;
use proptest::prelude::*;
use rdpcheck::azure::NetworkSecurityGroup;
use rdpcheck::judge::judge;
use std::cell::Cell;

/// (d) The order of the paste: rules in an NSG, and NSGs whose places are known.
#[test]
fn the_order_of_the_paste_does_not_matter() {
    let shuffles = Cell::new(0);
    let from = prop_oneof![one_remote(), many_remotes()];
    let keys = proptest::collection::vec(any::<u16>(), 20);
    check(4_000, &(sketch(from), keys), |(sketch, keys)| {
        let before = judged(sketch);
        let mut shuffled = sketch.clone();
        for group in &mut shuffled.groups {
            let mut keyed: Vec<_> = keys.iter().zip(group.rules.drain(..)).collect();
            keyed.sort_by_key(|(key, _)| **key);
            group.rules.extend(keyed.into_iter().map(|(_, rule)| rule));
        }
        let after = judged(&shuffled);
        prop_assert_eq!(before.answer, after.answer);
        prop_assert_eq!(&before.sources, &after.sources);
        if sketch.used().iter().all(has_one_order) {
            prop_assert_eq!(before.code, after.code);
            prop_assert_eq!(before.deciding, after.deciding);
            prop_assert_eq!(&before.needs, &after.needs);
        }
        if matches!(
            sketch.layout,
            Layout::SubnetAndNic | Layout::SubnetAndUnsaid
        ) {
            let mut case = sketch.case();
            case.evidence.documents.reverse();
            let after = judge(&sketch.surround(&case), &sketch.question);
            prop_assert_eq!(&before, &after);
        }
        count(&shuffles, 1);
        Ok(())
    });
    println!("compared {} cases in two orders", shuffles.get());
}

/// Whether every rule has a known place of its own.
fn has_one_order(group: &NetworkSecurityGroup) -> bool {
    let mut places: Vec<_> = group
        .rules
        .iter()
        .map(|rule| {
            (
                rule.priority.get(),
                rule.direction.get().map(|known| *known as u8),
            )
        })
        .collect();
    let is_known = places
        .iter()
        .all(|(priority, direction)| priority.is_some() && direction.is_some());
    places.sort_unstable();
    is_known && places.windows(2).all(|pair| pair[0] != pair[1])
}
