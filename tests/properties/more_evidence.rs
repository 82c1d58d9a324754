//! More evidence makes an answer sharper, never the opposite.

use super::{check, count};
use crate::naive::worlds_of_paste::{About, world};
use proptest::prelude::*;
use rdpcheck::azure::NextHop;
use rdpcheck::explain::explain;
use rdpcheck::judge::{Answer, Hop, HopAnswer, HopKind};
use rdpcheck::net::{AddressSet, ranges};
use std::cell::Cell;

/// What a hop says because of an object that was pasted never turns into its opposite when something else is pasted,
/// too. It may become uncertain, or find its place, or turn out to be another VM's; and what was only assumed may change.
#[test]
fn a_decided_hop_never_flips_when_other_things_are_pasted() {
    let (compared, sharper) = (Cell::new(0), Cell::new(0));
    let added = any::<prop::sample::Index>();
    check(8_000, &(world(), added), |(world, added)| {
        let mut fewer = world.documents.clone();
        let added = fewer.remove(added.index(fewer.len()));
        let part = explain(&world.case(&fewer).0);
        let whole = explain(&world.case(&world.documents).0);
        let (before, after) = (&part.judgement, &whole.judgement);
        // That public addresses are outside the virtual network is assumed until a gateway offers some (ambiguity A11), and
        // that the prefixes in the paste are all there are until there are more (§3.6).
        let network = whole.topology.virtual_network.unwrap_or_default();
        let before_it = part.topology.virtual_network.clone().unwrap_or_default();
        // Another VM has another answer.
        let (vm, later_vm) = (&part.topology.target.id, &whole.topology.target.id);
        let has_grown = |known: AddressSet| !network.is_subset(&known);
        if !network.union(&before_it).is_disjoint(&ranges::public())
            || part.topology.virtual_network.is_some_and(has_grown)
            || vm.is_some() && vm != later_vm
        {
            return Ok(());
        }
        for hop in &before.hops {
            let HopAnswer::Checked(answer) = hop.answer else {
                continue;
            };
            if answer == Answer::Depends || !is_decided_without(hop, added.about) {
                continue;
            }
            let opposite = match answer {
                Answer::Open => HopAnswer::Checked(Answer::Blocked),
                _ => HopAnswer::Checked(Answer::Open),
            };
            for later in after.hops.iter().filter(|later| is_same(hop, later)) {
                prop_assert!(
                    later.answer != opposite,
                    "{} was {answer:?} and is the opposite with {}",
                    hop.name,
                    added.text
                );
                count(&compared, 1);
            }
        }
        let is_certain = |answer: Answer| answer != Answer::Depends;
        count(
            &sharper,
            usize::from(is_certain(after.answer) && !is_certain(before.answer)),
        );
        Ok(())
    });
    println!(
        "compared {} hops before and after; {} answers became certain",
        compared.get(),
        sharper.get()
    );
    assert!(compared.get() > 1_000, "hardly anything was compared");
}

/// Whether an object decides the hop, and the added document is about another one.
fn is_decided_without(hop: &Hop, added: About) -> bool {
    if let Some(reply) = &hop.reply {
        // Azure's own routes stand in no paste, and that an appliance forwards is assumed.
        let is_pasted = reply.table.is_effective || reply.table.id.is_some();
        let is_assumed = hop
            .deciding_route()
            .is_some_and(|route| route.next_hop == NextHop::Appliance);
        return is_pasted && !is_assumed && added != About::Routes;
    }
    let is_about_it = match added {
        About::Nsg(name) => name == hop.name,
        About::EffectiveRules => true,
        About::Routes | About::Surroundings => false,
    };
    !hop.versions.is_empty() && !is_about_it
}

/// Whether both are of one object, at its place or wherever it turned out to sit.
fn is_same(hop: &Hop, later: &Hop) -> bool {
    let table = |hop: &Hop| hop.reply.as_ref().map(|reply| reply.table.is_effective);
    hop.name == later.name
        && (hop.kind == later.kind || hop.kind == HopKind::Nsg)
        && hop.versions.is_empty() == later.versions.is_empty()
        && table(hop) == table(later)
}
