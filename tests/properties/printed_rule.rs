//! Random rules in the words that Azure prints, and what stands around an output.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rdpcheck::azure::{
    Access, AddressField, AddressTerm, Direction, Field, PortField, PortTerm, RuleState,
    SecurityRule, ServiceTag, Unread,
};
use rdpcheck::net::{PortRange, Prefix, Protocol};
use rdpcheck::origin::Origin;

/// A rule in the words that Azure prints.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    pub name: String,
    pub priority: u32,
    pub direction: &'static str,
    pub access: &'static str,
    pub protocol: &'static str,
    pub source: Vec<&'static str>,
    pub source_ports: Vec<&'static str>,
    pub destination: Vec<&'static str>,
    pub destination_ports: Vec<&'static str>,
}

pub(super) const ORIGIN: Origin = Origin::Link(0);

impl Printed {
    pub(super) fn rule(&self) -> SecurityRule {
        let addresses = |texts: &[&str]| {
            let terms = texts.iter().map(|text| match (*text, Prefix::parse(text)) {
                ("*", _) => AddressTerm::Any,
                (_, Some(prefix)) => AddressTerm::Prefix(prefix),
                (tag, None) => AddressTerm::Tag(ServiceTag::parse(tag).expect("a tag")),
            });
            AddressField::of(terms.collect(), ORIGIN)
        };
        let ports = |texts: &[&str]| {
            let terms = texts.iter().map(|text| match *text {
                "*" => PortTerm::Any,
                text => PortTerm::Range(PortRange::parse(text).expect("ports")),
            });
            PortField::of(terms.collect(), ORIGIN)
        };
        let direction = Direction::parse(self.direction).expect("a direction");
        let access = Access::parse(self.access).expect("an access");
        let protocol = Protocol::parse(self.protocol).expect("a protocol");
        SecurityRule {
            name: self.name.clone(),
            origin: ORIGIN,
            default: false,
            priority: Field::known(self.priority, ORIGIN),
            direction: Field::known(direction, ORIGIN),
            access: Field::known(access, ORIGIN),
            protocol: Field::known(protocol, ORIGIN),
            source: addresses(&self.source),
            source_ports: ports(&self.source_ports),
            destination: addresses(&self.destination),
            destination_ports: ports(&self.destination_ports),
            state: RuleState::InForce,
            unread: Unread::default(),
        }
    }

    /// The lists: source and its ports, destination and its ports.
    pub(super) fn lists(&self) -> [&[&'static str]; 4] {
        [
            &self.source,
            &self.source_ports,
            &self.destination,
            &self.destination_ports,
        ]
    }
}

pub(super) fn rule() -> impl Strategy<Value = Printed> {
    const PREFIXES: [&str; 8] = [
        "10.0.0.4",
        "10.0.0.0/24",
        "203.0.113.0/24",
        "198.51.100.7/32",
        "0.0.0.0/0",
        "2001:db8::/32",
        "fd00:1::10/128",
        "203.0.113.77/24",
    ];
    const PORTS: [&str; 6] = ["3389", "22", "80", "443", "3380-3390", "1024-65535"];
    let addresses = || {
        prop_oneof![
            Just(vec!["*"]),
            Just(vec!["VirtualNetwork"]),
            Just(vec!["AzureCloud.japaneast"]),
            subsequence(PREFIXES.as_slice(), 1..5),
        ]
    };
    let ports = || prop_oneof![Just(vec!["*"]), subsequence(PORTS.as_slice(), 1..5)];
    let when = (
        "[A-Za-z][A-Za-z0-9_-]{0,26}([.][A-Za-z0-9_]{1,4})?",
        100..=4096u32,
        select(["Inbound", "Outbound"].as_slice()),
        select(["Allow", "Deny"].as_slice()),
        select(["Tcp", "TCP", "Udp", "Icmp", "*"].as_slice()),
    );
    (when, addresses(), ports(), addresses(), ports()).prop_map(
        |(when, source, source_ports, destination, destination_ports)| {
            let (name, priority, direction, access, protocol) = when;
            Printed {
                name,
                priority,
                direction,
                access,
                protocol,
                source,
                source_ports,
                destination,
                destination_ports,
            }
        },
    )
}

/// Names are unique in an NSG.
pub(super) fn named(rules: &[Printed]) -> Vec<Printed> {
    let mut named = rules.to_vec();
    for (number, rule) in named.iter_mut().enumerate() {
        rule.name = format!("{}{number}", rule.name);
    }
    named
}

/// What stands around an output, and how its lines end.
#[derive(Debug, Clone)]
pub(super) struct Dress {
    prompt: bool,
    quoted: bool,
    indent: usize,
    windows: bool,
    behind: &'static str,
}

pub(super) fn dress() -> impl Strategy<Value = Dress> {
    let behind = select(["", "\n", "\n\nPS C:\\>", "\nme@host:~$ exit\n", "\n```\n"].as_slice());
    (
        any::<bool>(),
        any::<bool>(),
        0..9usize,
        any::<bool>(),
        behind,
    )
        .prop_map(|(prompt, quoted, indent, windows, behind)| Dress {
            prompt,
            quoted,
            indent,
            windows,
            behind,
        })
}

impl Dress {
    pub(super) fn put_on(&self, text: &str) -> String {
        let before = match self.prompt {
            true => "PS C:\\> Get-Something | Format-Table\nWARNING: old\n\n",
            false => "",
        };
        let mut dressed = String::new();
        for line in format!("{before}{}{}", text.trim_end(), self.behind).lines() {
            dressed.push_str(if self.quoted { "> " } else { "" });
            // A tab between cells stays where it is.
            dressed.push_str(&" ".repeat(self.indent));
            dressed.push_str(line);
            dressed.push_str(if self.windows { "\r\n" } else { "\n" });
        }
        dressed
    }
}
