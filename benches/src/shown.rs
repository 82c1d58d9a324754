//! What the page shows besides the verdict of many rules: what is remarkable about them, and what to change.

use rdpcheck::azure::security_rule::PortTerm;
use rdpcheck::azure::{
    Access, AddressField, AddressTerm, Direction, NetworkSecurityGroup, PortField,
};
use rdpcheck::explain::Explanation;
use rdpcheck::join::Topology;
use rdpcheck::net::{PortRange, Prefix};
use rdpcheck::question::{Question, Source};
use rdpcheck_bench::{rules, topology};
use std::rc::Rc;

/// A name, and what makes as many rules.
pub type Kind = (&'static str, fn(usize) -> Explanation);

/// Rules that differ in what a rule can differ in.
pub const KINDS: [Kind; 10] = [
    ("random prefixes, from anywhere", from_anywhere),
    ("random prefixes, from one address", from_one),
    ("a port each", a_port_each),
    ("a port each, from one address", a_port_each_from_one),
    ("one prefix each, covered by those before", covered),
    ("ports in ranges, both directions", ranges),
    ("the last one denies everything", denied_last),
    ("the first one denies everything", denied_first),
    ("anybody, behind prefixes", behind_prefixes),
    ("alternating", alternating),
];

fn from_anywhere(count: usize) -> Explanation {
    Explanation::of(topology(&rules(count)), &Question::default())
}

fn one_address() -> Question {
    Question {
        from: Source::Prefix(Prefix::parse("203.0.113.7").expect("an address")),
        ..Question::default()
    }
}

fn from_one(count: usize) -> Explanation {
    Explanation::of(topology(&rules(count)), &one_address())
}

fn port(first: usize, last: usize) -> PortField {
    let range = PortRange {
        first: first as u16,
        last: last as u16,
    };
    PortField {
        terms: vec![PortTerm::Range(range)].into(),
        ..PortField::default()
    }
}

/// The same rules, each changed.
fn changed(count: usize, change: impl Fn(usize, &mut rdpcheck::azure::SecurityRule)) -> Topology {
    let mut topology = topology(&rules(count));
    for filter in &mut topology.filters {
        for version in &mut filter.versions {
            let group: &mut NetworkSecurityGroup = Rc::make_mut(version);
            for (at, rule) in group.rules.iter_mut().enumerate() {
                if !rule.default {
                    change(at, Rc::make_mut(rule));
                }
            }
        }
    }
    topology
}

fn a_port_each_of(count: usize) -> Topology {
    changed(count, |at, rule| {
        let own = 2_900 + at;
        rule.destination_ports = port(own, own);
    })
}

fn a_port_each(count: usize) -> Explanation {
    Explanation::of(a_port_each_of(count), &Question::default())
}

fn a_port_each_from_one(count: usize) -> Explanation {
    Explanation::of(a_port_each_of(count), &one_address())
}

fn covered(count: usize) -> Explanation {
    let topology = changed(count, |at, rule| {
        let half = count / 2;
        let text = match at {
            at if at < half => format!("20.{}.{}.0/24", at / 256, at % 256),
            at => format!(
                "20.{}.{}.0/23",
                (at - half) / 256,
                (at - half) / 2 * 2 % 256
            ),
        };
        let prefix = Prefix::parse(&text).expect("a prefix");
        let origin = rule.source.origin;
        rule.source = AddressField::of(vec![AddressTerm::Prefix(prefix)], origin);
    });
    Explanation::of(topology, &Question::default())
}

fn ranges(count: usize) -> Explanation {
    let topology = changed(count, |at, rule| {
        let first = 100 + at * 37 % 5_000;
        rule.destination_ports = port(first, first + at % 7 * 100);
        if at % 5 == 0 {
            rule.direction.value = Ok(Direction::Outbound);
        }
    });
    Explanation::of(topology, &one_address())
}

/// A port each, from anywhere, and everything else is denied: as many write it.
fn denied_last(count: usize) -> Explanation {
    let topology = changed(count - 10, |at, rule| {
        let own = 4_000 + at;
        rule.destination_ports = port(own, own);
        rule.access.value = Ok(Access::Allow);
        if at + 11 == count {
            rule.source.terms = vec![AddressTerm::Any].into();
            rule.destination_ports = PortField {
                terms: vec![PortTerm::Any].into(),
                ..PortField::default()
            };
            rule.access.value = Ok(Access::Deny);
        }
    });
    Explanation::of(topology, &Question::default())
}

/// Whoever deletes the first rule opens a thousand ports.
fn denied_first(count: usize) -> Explanation {
    let topology = changed(count - 10, |at, rule| {
        let own = 4_000 + at;
        rule.destination_ports = port(own, own);
        rule.access.value = Ok(if at == 0 { Access::Deny } else { Access::Allow });
        if at == 0 {
            rule.destination_ports = PortField {
                terms: vec![PortTerm::Any].into(),
                ..PortField::default()
            };
        }
        if at < 2 {
            rule.source.terms = vec![AddressTerm::Any].into();
        }
        if at == 1 {
            rule.destination_ports = port(3389, 3389);
        }
        if let Ok(priority) = &mut rule.priority.value {
            *priority += 100;
        }
    });
    Explanation::of(topology, &Question::default())
}

fn behind_prefixes(count: usize) -> Explanation {
    let topology = changed(count - 10, |at, rule| {
        if at >= count / 2 {
            rule.source.terms = vec![AddressTerm::Any].into();
            rule.destination_ports = port(3_000 + at % 10, 3_500 + at);
        }
    });
    Explanation::of(topology, &one_address())
}

fn alternating(count: usize) -> Explanation {
    let topology = changed(count, |at, rule| {
        rule.access.value = Ok(if at % 2 == 0 {
            Access::Deny
        } else {
            Access::Allow
        });
        let terms = (0..4).map(|part| {
            let (a, b, c) = (
                20 + (at * 7 + part) % 200,
                at * 13 % 256,
                (at * 29 + part) % 256,
            );
            let prefix = Prefix::parse(&format!("{a}.{b}.{c}.0/24")).expect("a prefix");
            AddressTerm::Prefix(prefix)
        });
        rule.source.terms = terms.collect::<Vec<_>>().into();
    });
    Explanation::of(topology, &Question::default())
}
