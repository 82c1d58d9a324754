//! Where NSGs keep somebody out there is a fix, and it does what it says, as the naive judge sees it.

use super::{check, count};
use crate::naive::evaluator::{Naive, Precision};
use crate::naive::generate::{many_remotes, one_remote, sketch};
use crate::naive::number_line::{Point, pieces};
use crate::naive::plain_rule::Remote;
use crate::naive::sketch::{Layout, Sketch};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rdpcheck::azure::{Direction, NetworkSecurityGroup};
use rdpcheck::explain::Explanation;
use rdpcheck::fix::apply;
use rdpcheck::fix::{AlsoOpens, Proposal, Where, proposals};
use rdpcheck::join::Topology;
use rdpcheck::judge::{Answer, HopKind};
use rdpcheck::net::Protocol;
use rdpcheck::question::{Source, SourceSet};
use std::cell::Cell;

/// Random rules of which anything may be unknown: whatever is called a fix is one, and changes the answer of nobody else.
#[test]
fn a_fix_opens_what_it_says_and_nothing_else() {
    let (fixes, compared) = (Cell::new(0), Cell::new(0));
    let from = prop_oneof![2 => one_remote(), 1 => many_remotes()];
    check(600, &sketch(from), |sketch| {
        let explanation = Explanation::of(sketch.topology(), &sketch.question);
        for fix in proposals(&explanation).fixes.iter().take(3) {
            let changed = after(sketch, &explanation.topology, fix);
            let judge = Naive::new(&changed, Precision::OfTheJudge);
            for (first, _) in client(fix).addresses.ranges().into_iter().take(4) {
                let answer = judge.answer(Remote::At(Point::from(first)));
                prop_assert_eq!(answer, Answer::Open, "{} after {:#?}", first, fix.steps);
            }
            count(&compared, opens_exactly(sketch, &changed, fix)?);
            count(&fixes, 1);
        }
        Ok(())
    });
    println!(
        "compared {} answers around {} fixes",
        compared.get(),
        fixes.get()
    );
}

/// One or two NSGs, of which all is known that a new rule has to come before: there is a fix for the asked alone.
#[test]
fn one_or_two_nsgs_that_block_have_a_fix_for_the_asked_alone() {
    let (found, in_two) = (Cell::new(0), Cell::new(0));
    check(2_000, &sketch(one_remote()), |sketch| {
        let explanation = Explanation::of(sketch.topology(), &sketch.question);
        let judgement = &explanation.judgement;
        let blocking = judgement.hops.iter().filter(|hop| {
            let is_nsg = matches!(
                hop.kind,
                HopKind::Nsg | HopKind::NicNsg | HopKind::SubnetNsg
            );
            is_nsg && hop.answer == rdpcheck::judge::HopAnswer::Checked(Answer::Blocked)
        });
        let blocking = blocking.count();
        if judgement.answer != Answer::Blocked
            || blocking == 0
            || sketch.question.direction == Direction::Outbound
            || !sketch.used().iter().all(is_known)
            || is_of_another_family(sketch)
        {
            return Ok(());
        }
        let fixes = proposals(&explanation).fixes;
        let Some(first) = fixes.first() else {
            prop_assert!(false, "no fix");
            return Ok(());
        };
        let asked = sketch.question.from.set();
        if asked.in_virtual_network {
            // A rule names them by a tag, which holds the platform's address, too.
            return Ok(());
        }
        prop_assert_eq!(&first.opens.sources, &asked, "{:#?}", first.steps);
        let own = first
            .also_opens
            .iter()
            .find(|also| also.to == Where::ThisVm);
        prop_assert!(own.is_none(), "{own:?}");
        count(&found, 1);
        count(&in_two, usize::from(blocking > 1));
        Ok(())
    });
    println!(
        "{} fixes, {} of them for two NSGs",
        found.get(),
        in_two.get()
    );
    assert!(in_two.get() > 20, "two NSGs hardly ever block");
}

/// Every remote end, at the asked port and at others; how many answers were compared.
fn opens_exactly(
    sketch: &Sketch,
    changed: &Sketch,
    fix: &Proposal,
) -> Result<usize, TestCaseError> {
    let asked = (sketch.question.protocol, sketch.question.port);
    let mut compared = 0;
    let ports = [3389, 22, 3379, 3385, 3391, 3400, 80, 65535].map(|port| (Protocol::Tcp, port));
    for (protocol, port) in ports.into_iter().chain([asked, (Protocol::Udp, 3389)]) {
        let is_asked = (protocol, port) == asked;
        let (mut before, mut after) = (sketch.clone(), changed.clone());
        for question in [&mut before.question, &mut after.question] {
            question.protocol = protocol;
            question.port = port;
            question.from_port = question.from_port.filter(|_| is_asked);
        }
        let (was, is) = (
            Naive::new(&before, Precision::OfTheJudge),
            Naive::new(&after, Precision::OfTheJudge),
        );
        let mut compare = |remote| -> TestCaseResult {
            let is_opened = was.answer(remote) != Answer::Open && is.answer(remote) == Answer::Open;
            let said = if is_asked {
                holds(&fix.opens.sources, remote) || is_client(fix, fix.opens.has_client, remote)
            } else {
                let mut also = fix.also_opens.iter();
                also.any(|also| is_for(also, protocol, port, remote, fix))
            };
            prop_assert_eq!(
                said,
                is_opened,
                "said (left) of {:?} {:?} {} {:#?}",
                remote,
                protocol,
                port,
                fix.steps
            );
            compared += 1;
            Ok(())
        };
        compare(Remote::InVirtualNetwork)?;
        for is_v6 in [false, true] {
            let mut cuts = was.cuts();
            cuts.extend(is.cuts());
            for piece in pieces(is_v6, &cuts) {
                compare(Remote::At(piece.first_point()))?;
            }
        }
    }
    Ok(compared)
}

fn is_for(also: &AlsoOpens, protocol: Protocol, port: u16, remote: Remote, fix: &Proposal) -> bool {
    also.to == Where::ThisVm
        && also.protocol.covers(protocol)
        && also.ports.first <= port
        && port <= also.ports.last
        && (holds(&also.from.sources, remote) || is_client(fix, also.from.has_client, remote))
}

fn holds(set: &SourceSet, remote: Remote) -> bool {
    match remote {
        Remote::At(point) => set.addresses.contains(point.address()),
        Remote::InVirtualNetwork => set.in_virtual_network,
    }
}

/// Whether a fix that says "the client" means this one. By Bastion it is a person, whatever their address.
fn is_client(fix: &Proposal, says_so: bool, remote: Remote) -> bool {
    says_so && fix.has_placeholder() && holds(&client(fix), remote)
}

/// Whom the fix is applied for: an example, where the reader's address is still to be filled in.
fn client(fix: &Proposal) -> SourceSet {
    match fix.client.example() {
        Some(example) if fix.has_placeholder() => Source::Prefix(example.into()).set(),
        _ => fix.client.stopped.clone(),
    }
}

/// The sketch with the NSGs as they are after the changes.
fn after(sketch: &Sketch, topology: &Topology, fix: &Proposal) -> Sketch {
    let changed = apply(topology, &fix.steps, &client(fix));
    let mut after = sketch.clone();
    for group in &mut after.groups {
        let before = topology.filters.iter().flat_map(|filter| &filter.versions);
        let mut pairs = before.zip(changed.filters.iter().flat_map(|filter| &filter.versions));
        let is_it = |known: &NetworkSecurityGroup| known.rules == group.rules;
        if let Some((_, changed)) = pairs.find(|(known, _)| is_it(known)) {
            group.rules.clone_from(&changed.rules);
        }
    }
    after
}

/// Whether every rule has its place and nothing is missing.
fn is_known(group: &NetworkSecurityGroup) -> bool {
    let mut rules = group.rules.iter();
    group.cut.is_none()
        && rules.all(|rule| rule.priority.get().is_some() && rule.direction.get().is_some())
}

fn is_of_another_family(sketch: &Sketch) -> bool {
    let remote = match sketch.question.from {
        Source::Prefix(prefix) => Some(prefix.is_ipv6()),
        _ => None,
    };
    let own = sketch.question.to.map(|own| own.is_ipv6());
    sketch.layout != Layout::Nothing && own.is_some() && remote.is_some() && own != remote
}
