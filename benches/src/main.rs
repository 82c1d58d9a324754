//! Measures rdpcheck natively, beside the crates that can do a part of the same, and prints one JSON object.
//!
//! `bench rules 1000` prints the rules that every other tool is given; `bench read` and `bench shown` measure only a part.

#[path = "../../tests/limits/shapes.rs"]
#[expect(dead_code, reason = "for the tests")]
mod shapes;
mod shown;

use ipnet::{IpNet, Ipv4Net};
use iprange::IpRange;
use prefix_trie::PrefixMap;
use rdpcheck::azure::{Destination, NextHop, Route, RouteSource, RouteState};
use rdpcheck::explain::rule_findings;
use rdpcheck::fix::proposals;
use rdpcheck::judge::next_hop::next_hop;
use rdpcheck::net::Prefix;
use rdpcheck::origin::Origin;
use rdpcheck::read::{Input, read};
use rdpcheck_bench::{Random, Rule, open_set, rules, topology};
use serde_json::{Value, json};
use shapes::Size;
use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Instant;

const SIZES: [usize; 5] = [10, 100, 500, 1_000, 2_000];
const RUNS: usize = 20;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("rules") => {
            let count = arguments.next().and_then(|count| count.parse().ok());
            println!("{}", as_json(&rules(count.expect("how many"))));
            return;
        }
        Some("shown") => {
            println!("{}", shown());
            return;
        }
        Some("read") => {
            println!("{}", reading());
            return;
        }
        _ => {}
    }
    println!(
        "{}",
        json!({"solve": solve(), "shown": shown(), "read": reading(), "routes": routes()})
    );
}

fn as_json(rules: &[Rule]) -> Value {
    let one = |rule: &Rule| {
        let sources: Vec<String> = rule.sources.iter().map(ToString::to_string).collect();
        json!({"allow": rule.allows, "sources": sources})
    };
    rules.iter().map(one).collect()
}

/// The exact set of who gets in, ours and that of `iprange`, in milliseconds.
fn solve() -> Value {
    let mut rows = Vec::new();
    for count in SIZES {
        let rules = rules(count);
        let topology = topology(&rules);
        let (ours, open) = median(|| open_set(&topology).count());
        let (theirs, same) = median(|| with_iprange(&rules));
        // The virtual network and the platform's own address get in by default rules; the other tools are given the
        // user's rules alone.
        let default = ["10.0.0.0/16", "168.63.129.16/32"].map(|net| net.parse().expect("a block"));
        let mut without = open_set(&topology);
        for net in default {
            without = without.minus(&block(net));
        }
        let without = without.count();
        rows.push(json!({
            "rules": count, "ours": ours, "iprange": theirs, "open": open as f64,
            "agree": without == with_iprange_outside(&rules, &default), "iprange open": same as f64,
        }));
    }
    rows.into()
}

fn block(net: Ipv4Net) -> rdpcheck::net::AddressSet {
    rdpcheck::net::AddressSet::block(IpNet::V4(net))
}

fn with_iprange(rules: &[Rule]) -> u128 {
    count(&iprange_of(rules))
}

fn with_iprange_outside(rules: &[Rule], nets: &[Ipv4Net]) -> u128 {
    let nets: IpRange<Ipv4Net> = nets.iter().copied().collect();
    count(&iprange_of(rules).exclude(&nets))
}

/// From the last rule to the first: what a rule says counts for more than what those behind it say.
fn iprange_of(rules: &[Rule]) -> IpRange<Ipv4Net> {
    let mut open = IpRange::new();
    for rule in rules.iter().rev() {
        let sources: IpRange<Ipv4Net> = rule.sources.iter().copied().collect();
        open = if rule.allows {
            open.merge(&sources)
        } else {
            open.exclude(&sources)
        };
    }
    open
}

fn count(range: &IpRange<Ipv4Net>) -> u128 {
    range
        .iter()
        .map(|net| 1u128 << (32 - net.prefix_len()))
        .sum()
}

/// Reading 1,000 rules from each shape, in MB a second, and serde_json reading the same JSON into its own value.
fn reading() -> Value {
    let mut rows = Vec::new();
    for (shape, text) in shapes::ALL {
        let text = text(Size::Rules(1_000));
        let size = text.len() as f64 / 1e6;
        let input = [Input { name: None, text }];
        let (time, found) = median(|| read(&input).0.documents.len() as u128);
        assert!(found > 0, "nothing was read from {shape}");
        let [Input { text, .. }] = &input;
        let serde = text.starts_with('{').then(|| {
            let (time, _) = median(|| {
                let value: Value = serde_json::from_str(text).expect("JSON");
                black_box(value)
                    .as_object()
                    .map_or(0, |object| object.len() as u128)
            });
            size / time * 1e3
        });
        rows.push(
            json!({"shape": shape, "MB": size, "ours": size / time * 1e3, "serde_json": serde}),
        );
    }
    rows.into()
}

/// What is remarkable about rules of several kinds and how to open the way, in milliseconds.
fn shown() -> Value {
    let mut rows = Vec::new();
    for (kind, explained) in shown::KINDS {
        for count in [500, 1_000] {
            let explanation = explained(count);
            let (findings, found) = median(|| rule_findings(&explanation).len() as u128);
            let (fixes, fixed) = median(|| proposals(&explanation).fixes.len() as u128);
            rows.push(json!({
                "kind": kind, "rules": count, "findings": findings, "found": found as f64, "fixes": fixes, "fixed": fixed as f64,
            }));
        }
    }
    rows.into()
}

/// The next hop of 1,000 addresses over 400 routes, in microseconds each.
fn routes() -> Value {
    let mut random = Random(0x400);
    let mut own = Vec::new();
    let mut trie = PrefixMap::<Ipv4Net, usize>::new();
    for at in 0..400 {
        let length = [8, 16, 20, 24][random.below(4)];
        let net = Ipv4Net::new_assert(Ipv4Addr::from(random.next() as u32), length).trunc();
        trie.insert(net, at);
        own.push(Route {
            name: format!("route-{at}"),
            destination: Destination::Prefix(Prefix::from(IpNet::V4(net))),
            next_hop: NextHop::Appliance,
            next_hop_addresses: Vec::new(),
            source: RouteSource::User,
            state: RouteState::Active,
            origin: Origin::AzureDefault,
        });
    }
    let packets: Vec<Ipv4Addr> = (0..1_000)
        .map(|_| Ipv4Addr::from(random.next() as u32))
        .collect();
    let carriers = || -> u128 {
        let found = packets
            .iter()
            .filter_map(|packet| next_hop(&own, IpAddr::V4(*packet)));
        found.count() as u128
    };
    let of_trie = || -> u128 {
        let net = |packet: &Ipv4Addr| Ipv4Net::new_assert(*packet, 32);
        let found = packets
            .iter()
            .filter_map(|packet| trie.get_lpm(&net(packet)).map(|_| ()));
        found.count() as u128
    };
    let ((ours, found), (theirs, same)) = (median(carriers), median(of_trie));
    json!({"ours": ours, "prefix-trie": theirs, "agree": found == same})
}

/// The median of the runs in milliseconds, and what came out.
fn median(work: impl Fn() -> u128) -> (f64, u128) {
    let mut times = Vec::new();
    let mut result = black_box(work());
    for _ in 0..RUNS {
        let begin = Instant::now();
        result = black_box(work());
        times.push(begin.elapsed().as_secs_f64() * 1e3);
        // A peer that takes over a second is measured three times.
        if times[0] > 1e3 && times.len() == 3 {
            break;
        }
    }
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], result)
}
