//! Random NSGs with what rdpcheck says of every address, one JSON object a line, for `check.py` to hold against Z3.
//!
//! `z3-cases 300 7` prints 300 of them from seed 7. `cargo xtask z3` runs both.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test may fail")]

use rdpcheck::azure::{Direction, NetworkSecurityGroup};
use rdpcheck::join::{Filter, Place, Topology};
use rdpcheck::judge::judge;
use rdpcheck::net::{AddressSet, Prefix, Protocol};
use rdpcheck::question::{Question, SourceSet};
use rdpcheck::read::{Input, read};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How many rules, and how often out of 100 cases.
const SIZES: [(usize, usize); 6] = [(4, 35), (12, 35), (40, 20), (150, 7), (500, 2), (1_000, 1)];

/// What is shown of the virtual network.
const NETWORKS: [&[&str]; 4] = [
    &[],
    &["10.0.0.0/16"],
    &["10.0.0.0/8", "fd00:1::/64"],
    &["10.0.0.0/16", "203.0.112.0/20", "2001:db8:1::/48"],
];

const TAGS: [&str; 3] = ["AzureCloud", "Storage", "Sql.JapanEast"];

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let mut next = |default| numbers.next().map_or(default, |it| it.expect("a number"));
    let (count, seed) = (next(100), next(1));
    for case in 0..count {
        // Neighbouring seeds would begin alike.
        let mut random = Random((seed << 32 | case).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        println!("{}", random_case(&mut random));
    }
}

/// Numbers that look random and are the same every time (xorshift).
struct Random(u64);

impl Random {
    fn number(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 16
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.number() % end as u64).expect("below a size")
    }

    /// So many times out of 100.
    fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        of.get(self.below(of.len())).expect("at least one")
    }
}

/// What is unknown in one NSG.
struct Unknowns {
    /// Unresolved tags and nothing else.
    are_tags: bool,
    /// How many rules more may have one.
    left: usize,
}

fn random_case(random: &mut Random) -> Value {
    let mut place = random.below(100);
    let mut size = 0;
    for (rules, share) in SIZES {
        size = rules;
        match place.checked_sub(share) {
            Some(rest) => place = rest,
            None => break,
        }
    }
    let direction = if random.percent(75) {
        "Inbound"
    } else {
        "Outbound"
    };
    let to = *random.one(&[
        None,
        None,
        Some("10.0.0.4"),
        Some("10.0.0.4"),
        Some("fd00:1::4"),
    ]);
    let from_port = *random.one(&[None, None, None, Some(50_000u16)]);
    let network = *random.one(&NETWORKS);
    let mut lists = Vec::new();
    if random.percent(40) {
        let blocks: Vec<String> = (0..random.below(12) + 1)
            .map(|_| public_block(random))
            .collect();
        lists.push((*random.one(&TAGS), blocks));
    }
    // Each world of the unknowns is a copy of the policy for Z3; a tag is one unknown however many rules name it.
    let mut unknowns = Unknowns {
        are_tags: random.percent(40),
        left: if size > 100 { 1 } else { 3 },
    };
    if unknowns.are_tags {
        unknowns.left = 40;
    }
    let rules: Vec<Value> = (0..size)
        .map(|at| rule(at, direction, to, &mut unknowns, random))
        .collect();
    let paste = json!({"name": "nsg", "securityRules": rules}).to_string();
    let (open, blocked, depends) = ours(&paste, direction, to, from_port, network, &lists);
    json!({
        "direction": direction, "to": to, "from_port": from_port, "network": network,
        "lists": lists.into_iter().collect::<std::collections::BTreeMap<_, _>>(),
        "rules": rules, "open": open, "blocked": blocked, "depends": depends,
    })
}

fn ours(
    paste: &str,
    direction: &str,
    to: Option<&str>,
    from_port: Option<u16>,
    network: &[&str],
    lists: &[(&str, Vec<String>)],
) -> (Value, Value, Value) {
    let text = paste.to_owned();
    let (evidence, _) = read(&[Input { name: None, text }]);
    let group = evidence.network_security_groups();
    let group = group.first().expect("an NSG");
    let mut topology = Topology {
        virtual_network: (!network.is_empty()).then(|| blocks(network.iter().copied())),
        service_tags: lists
            .iter()
            .map(|(tag, list)| ((*tag).to_owned(), blocks(list.iter().map(String::as_str))))
            .collect::<Vec<_>>()
            .into(),
        filters: vec![Filter {
            place: Place::Unsaid,
            versions: vec![NetworkSecurityGroup::clone(group).into()],
        }],
        ..Topology::default()
    };
    topology.target.address = to.map(|to| to.parse().expect("an address"));
    let question = Question {
        direction: match direction {
            "Inbound" => Direction::Inbound,
            _ => Direction::Outbound,
        },
        from_port,
        to: topology.target.address,
        protocol: Protocol::Tcp,
        ..Question::default()
    };
    let sources = judge(&topology, &question).sources;
    (
        ranges(&sources.open),
        ranges(&sources.blocked),
        ranges(&sources.depends),
    )
}

fn blocks<'a>(texts: impl Iterator<Item = &'a str>) -> AddressSet {
    let nets: Vec<_> = texts
        .map(|text| Prefix::parse(text).expect("a prefix").network())
        .collect();
    AddressSet::blocks(&nets)
}

/// First and last address of each range, as numbers of its family.
fn ranges(set: &SourceSet) -> Value {
    let number = |address: IpAddr| match address {
        IpAddr::V4(address) => u32::from(address).to_string(),
        IpAddr::V6(address) => u128::from(address).to_string(),
    };
    let (mut v4, mut v6) = (Vec::new(), Vec::new());
    for (first, last) in set.addresses.ranges() {
        let family = if first.is_ipv4() { &mut v4 } else { &mut v6 };
        family.push([number(first), number(last)]);
    }
    json!({"4": v4, "6": v6})
}

fn rule(
    at: usize,
    direction: &str,
    to: Option<&str>,
    unknowns: &mut Unknowns,
    random: &mut Random,
) -> Value {
    // One unknown a rule: what hangs on two is for the naive judge to say.
    let is_unknown = unknowns.left > 0 && random.percent(20);
    unknowns.left -= usize::from(is_unknown);
    let kind = match (is_unknown, unknowns.are_tags) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => 1 + random.below(6),
    };
    let mut sources: Vec<String> = match kind {
        1 => vec![(*random.one(&TAGS)).to_owned()],
        2 => vec!["[parameters('source')]".to_owned()],
        _ => Vec::new(),
    };
    for _ in sources.len()..1 + random.below(4) {
        sources.push(remote_term(random));
    }
    if kind > 1 {
        // Whether a private address is in the virtual network may be unknown as well.
        sources.retain(|term| term != "VirtualNetwork");
        sources.push("20.40.0.0/16".to_owned());
    }
    let local = match random.below(8) {
        _ if kind == 3 => "[parameters('vm')]",
        // While nobody said which address the VM has, a prefix is one more unknown.
        0 if to.is_some() || kind == 6 => "10.0.0.0/24",
        1 if to.is_some() || kind == 6 => "fd00:1::/64",
        2 if to.is_some() => "10.9.0.0/16",
        _ => "*",
    };
    let access = match kind {
        4 => "[parameters('access')]",
        _ => random.one(&["Allow", "Deny"]),
    };
    let ports = match kind {
        5 => vec!["[parameters('port')]"],
        _ => match random.below(8) {
            0 => vec!["*"],
            1 => vec!["0-3388", "3390-65535"],
            2 => vec!["22", "3380-3400"],
            3 => vec!["443"],
            _ => vec!["3389"],
        },
    };
    let protocol = *random.one(&["Tcp", "Tcp", "Tcp", "*", "Udp"]);
    let from = *random.one(&["*", "*", "*", "*", "*", "1024-65535", "0-1023"]);
    let (remote_field, local_field) = match direction {
        "Inbound" => ("sourceAddressPrefixes", "destinationAddressPrefixes"),
        _ => ("destinationAddressPrefixes", "sourceAddressPrefixes"),
    };
    // In no order: the priority decides.
    let priority = 100 + at * 7919 % 3989;
    json!({
        "name": format!("rule-{at}"), "priority": priority, "direction": direction, "access": access,
        "protocol": protocol, "sourcePortRange": from, "destinationPortRanges": ports,
        remote_field: sources, local_field: [local],
    })
}

fn remote_term(random: &mut Random) -> String {
    match random.below(40) {
        0 => "*".to_owned(),
        1 => "Internet".to_owned(),
        2 => "VirtualNetwork".to_owned(),
        3 => "AzureLoadBalancer".to_owned(),
        4 => "::/0".to_owned(),
        5 => "168.63.129.16".to_owned(),
        6..=12 => v6_block(random),
        13..=18 => block_of([10, 0, 0, 0], random),
        19..=21 => block_of([172, 16, 0, 0], random),
        _ => public_block(random),
    }
}

/// Blocks lie in few neighbourhoods, so that they hold and cut each other.
fn public_block(random: &mut Random) -> String {
    if random.percent(20) {
        return v6_block(random);
    }
    let around = *random.one(&[
        [203, 0, 112, 0],
        [198, 51, 100, 0],
        [20, 40, 0, 0],
        [224, 0, 0, 0],
    ]);
    block_of(around, random)
}

fn block_of(around: [u8; 4], random: &mut Random) -> String {
    let length = *random.one(&[1u32, 8, 12, 16, 20, 21, 22, 23, 24, 25, 28, 31, 32]);
    let low = u32::try_from(random.number() & 0xffff).expect("16 bits");
    let address = u32::from_be_bytes(around) ^ low;
    let bits = address & !(u32::MAX.checked_shr(length).unwrap_or(0));
    format!("{}/{length}", Ipv4Addr::from(bits))
}

fn v6_block(random: &mut Random) -> String {
    let length = *random.one(&[1u32, 3, 7, 32, 44, 48, 56, 64, 96, 127, 128]);
    let around = *random.one(&["2001:db8::", "fd00::", "fe80::", "fd00:1::"]);
    let around: Ipv6Addr = around.parse().expect("an address");
    let low = u128::from(random.number() & 0xffff) << 80 | u128::from(random.number() & 0xff);
    let bits = (u128::from(around) ^ low) & !(u128::MAX.checked_shr(length).unwrap_or(0));
    format!("{}/{length}", Ipv6Addr::from(bits))
}
