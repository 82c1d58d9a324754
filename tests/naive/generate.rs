//! Random cases. What comes first in a list is the plainest, because shrinking goes there.

use super::number_line::{Block, Point, landmarks, largest};
use super::sample_texts::SAMPLES;
use super::sketch::{Layout, Sketch};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rdpcheck::azure::security_rule::RuleField;
use rdpcheck::azure::{
    Access, AddressField, AddressTerm, Attachment, Direction, Field, NetworkSecurityGroup,
    PortField, PortTerm, RuleState, SecurityRule, ServiceTag, Terms, Unknown, Unread,
};
use rdpcheck::net::{PortRange, Prefix, Protocol};
use rdpcheck::origin::Origin;
use rdpcheck::question::{Question, Source};
use std::rc::Rc;

/// A small family, nested, so that rules overlap; both ends of both families are in it.
const BLOCKS: [&str; 32] = [
    "10.0.0.0/8",
    "203.0.113.0/24",
    "203.0.113.10",
    "10.0.0.0/16",
    "10.0.0.0/24",
    "10.0.0.4",
    "10.0.0.5/32",
    "10.1.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "192.168.1.0/24",
    "100.64.0.0/10",
    "203.0.113.77/24",
    "203.0.112.0/20",
    "198.51.100.0/24",
    "128.0.0.0/1",
    "0.0.0.0/1",
    "0.0.0.0",
    "255.255.255.255",
    "168.63.129.16",
    "169.254.0.0/16",
    "224.0.0.0/4",
    "25.0.0.0/8",
    "2001:db8::/32",
    "2001:db8:1::/48",
    "2001:db8:1::10",
    "fd00::/8",
    "fd00:1::/64",
    "fe80::/10",
    "2000::/3",
    "::/1",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
];

const RANGES: [(&str, &str); 4] = [
    ("10.0.0.4", "10.0.0.9"),
    ("203.0.113.5", "203.0.113.200"),
    ("10.0.0.0", "10.255.255.255"),
    ("2001:db8:1::1", "2001:db8:1::ff"),
];

const NETWORKS: [&[&str]; 6] = [
    &[],
    &["10.0.0.0/16"],
    &["10.0.0.0/16", "10.1.0.0/16", "fd00:1::/64"],
    &[
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
    ],
    &["10.0.0.0/24", "203.0.112.0/20"],
    &["10.0.0.0/16", "2001:db8:1::/48"],
];

/// Few enough for rules to meet at one priority.
const CROWDED: [u32; 6] = [100, 101, 200, 300, 1000, 4096];

const ORIGIN: Origin = Origin::Link(0);

/// A block that is written like this in this test.
fn prefix(text: &str) -> Prefix {
    Prefix::parse(text).expect("a prefix")
}

fn tag(text: &str) -> AddressTerm {
    AddressTerm::Tag(ServiceTag::parse(text).expect("a tag"))
}

fn block() -> impl Strategy<Value = AddressTerm> {
    select(BLOCKS.as_slice()).prop_map(|text| AddressTerm::Prefix(prefix(text)))
}

fn unknown() -> impl Strategy<Value = Unknown> {
    prop_oneof![
        Just(Unknown::Truncated),
        Just(Unknown::Missing),
        Just(Unknown::Unreadable),
    ]
}

fn address_term() -> impl Strategy<Value = AddressTerm> {
    prop_oneof![
        6 => Just(AddressTerm::Any),
        24 => block(),
        2 => Just(AddressTerm::Prefix(prefix("0.0.0.0/0"))),
        1 => Just(AddressTerm::Prefix(prefix("::/0"))),
        2 => select(RANGES.as_slice()).prop_map(|(first, last)| AddressTerm::Range((
            first.parse().expect("an address"),
            last.parse().expect("an address"),
        ).into())),
        5 => Just(tag("VirtualNetwork")),
        4 => Just(tag("Internet")),
        2 => Just(tag("AzureLoadBalancer")),
        6 => select(["AzureCloud", "AzureCloud.japaneast", "Storage", "azurecloud"].as_slice()).prop_map(tag),
        2 => select(["asg-web", "asg-admins"].as_slice()).prop_map(|name| AddressTerm::Group(name.to_owned())),
        1 => Just(AddressTerm::Unreadable("[parameters('source')]".to_owned())),
    ]
}

fn address_field() -> impl Strategy<Value = AddressField> {
    let listed = (
        vec(address_term(), 1..=3),
        proptest::option::weighted(0.04, unknown()),
    );
    prop_oneof![
        8 => Just((vec![AddressTerm::Any], None)),
        5 => address_term().prop_map(|term| (vec![term], None)),
        4 => listed,
        // T24: empty in every form.
        1 => Just((Vec::new(), Some(Unknown::Missing))),
    ]
    .prop_map(|(terms, lost)| AddressField {
        terms: terms.into(),
        lost,
        origin: ORIGIN,
    })
}

fn port_field(terms: Vec<PortTerm>, lost: Option<Unknown>) -> PortField {
    PortField {
        terms: terms.into(),
        lost,
        origin: ORIGIN,
    }
}

fn ports(first: u16, last: u16) -> PortTerm {
    PortTerm::Range(PortRange { first, last })
}

fn destination_ports() -> impl Strategy<Value = PortField> {
    let term = || {
        prop_oneof![
            3 => Just(ports(3389, 3389)),
            1 => Just(ports(3380, 3390)),
            1 => Just(ports(3390, 3400)),
            1 => Just(ports(22, 22)),
            1 => Just(ports(0, 3388)),
            1 => Just(ports(3389, 65535)),
        ]
    };
    prop_oneof![
        8 => Just(port_field(vec![PortTerm::Any], None)),
        8 => term().prop_map(|term| port_field(vec![term], None)),
        2 => vec(term(), 1..=3).prop_map(|terms| port_field(terms, None)),
        1 => (vec(term(), 0..=2), unknown()).prop_map(|(terms, why)| port_field(terms, Some(why))),
        1 => Just(port_field(vec![PortTerm::Unreadable("rdp".to_owned())], None)),
    ]
}

fn source_ports() -> impl Strategy<Value = PortField> {
    prop_oneof![
        30 => Just(port_field(vec![PortTerm::Any], None)),
        1 => Just(port_field(vec![ports(1024, 65535)], None)),
        1 => Just(port_field(vec![ports(1025, 65535)], None)),
        1 => Just(port_field(vec![ports(1024, 40000), ports(40001, 65535)], None)),
        1 => Just(port_field(vec![ports(50000, 50100)], None)),
        1 => Just(port_field(vec![ports(3389, 3389)], None)),
        1 => Just(port_field(vec![ports(3389, 3389), ports(22, 22)], None)),
        1 => Just(port_field(vec![ports(0, 1023)], None)),
        1 => Just(port_field(vec![ports(3389, 3389)], Some(Unknown::Truncated))),
    ]
}

fn field<T: Clone + std::fmt::Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
    known: u32,
) -> BoxedStrategy<Field<T>> {
    prop_oneof![
        known => value.prop_map(|value| Field::known(value, ORIGIN)),
        1 => unknown().prop_map(|why| Field::unknown(why, ORIGIN)),
    ]
    .boxed()
}

/// A rule of which nearly everything may be unusual.
fn rule() -> BoxedStrategy<SecurityRule> {
    let what = (
        address_field(),
        source_ports(),
        address_field(),
        destination_ports(),
    );
    let protocol = prop_oneof![
        6 => Just(Protocol::Any),
        8 => Just(Protocol::Tcp),
        3 => Just(Protocol::Udp),
        1 => Just(Protocol::Icmp),
    ];
    let state = prop_oneof![
        30 => Just(RuleState::InForce),
        1 => Just(RuleState::Updating),
        1 => Just(RuleState::Failed),
        2 => Just(RuleState::Unsaved),
    ];
    made_of(what, field(protocol, 40), state)
}

/// A rule that matches by tags or not at all: where a few of these meet, one tag decides several times.
fn rule_of_tags() -> BoxedStrategy<SecurityRule> {
    let tags = vec(
        select(["VirtualNetwork", "AzureCloud", "Storage"].as_slice()),
        1..=2,
    );
    let side = || {
        prop_oneof![
            2 => Just(vec![AddressTerm::Any]),
            3 => tags.clone().prop_map(|tags| tags.into_iter().map(tag).collect()),
        ]
        .prop_map(|terms| AddressField::of(terms, ORIGIN))
    };
    let any_port = || Just(port_field(vec![PortTerm::Any], None));
    let what = (side(), any_port(), side(), any_port());
    let protocol = Just(Field::known(Protocol::Any, ORIGIN));
    made_of(what, protocol, Just(RuleState::InForce))
}

fn made_of(
    what: impl Strategy<Value = (AddressField, PortField, AddressField, PortField)> + 'static,
    protocol: impl Strategy<Value = Field<Protocol>> + 'static,
    state: impl Strategy<Value = RuleState> + 'static,
) -> BoxedStrategy<SecurityRule> {
    let when = (
        field(prop_oneof![9 => 101..=4096u32, 1 => Just(100)], 60),
        field(
            prop_oneof![5 => Just(Direction::Inbound), 2 => Just(Direction::Outbound)],
            60,
        ),
        field(prop_oneof![Just(Access::Deny), Just(Access::Allow)], 40),
        protocol,
        state,
    );
    (when, what)
        .prop_map(|(when, what)| {
            let (priority, direction, access, protocol, state) = when;
            let (source, source_ports, destination, destination_ports) = what;
            let mut unread = Unread::default();
            for (field, why) in [
                (RuleField::Priority, priority.value.err()),
                (RuleField::Direction, direction.value.err()),
                (RuleField::Access, access.value.err()),
                (RuleField::Protocol, protocol.value.err()),
            ] {
                if why == Some(Unknown::Unreadable) {
                    *unread.text_mut(field) = "[variables('x')]".to_owned();
                }
            }
            SecurityRule {
                name: String::new(),
                origin: ORIGIN,
                default: false,
                priority,
                direction,
                access,
                protocol,
                source,
                source_ports,
                destination,
                destination_ports,
                state,
                unread,
            }
        })
        .boxed()
}

/// The user's rules; then the default rules, some of them as the concept page prints them, with 0.0.0.0/0.
fn group(name: &'static str) -> impl Strategy<Value = NetworkSecurityGroup> {
    let rules = prop_oneof![4 => vec(rule(), 0..=12), 1 => vec(rule_of_tags(), 0..=12)];
    let ways = (
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.04),
        any::<bool>(),
    );
    (rules, ways).prop_map(move |(rules, (may_collide, is_cut, as_printed))| {
        let mut group = NetworkSecurityGroup {
            name: name.to_owned(),
            id: None,
            rules: rules.into_iter().map(Into::into).collect(),
            cut: is_cut.then_some(ORIGIN),
            attachment: Attachment::default(),
            is_effective: false,
            is_admin: false,
            origin: ORIGIN,
        };
        for (number, rule) in group.rules.iter_mut().enumerate() {
            let rule = Rc::make_mut(rule);
            rule.name = format!("r{number}");
            if let (true, Some(priority)) = (may_collide, rule.priority.get()) {
                let place = *priority as usize % CROWDED.len();
                rule.priority = Field::known(CROWDED[place], ORIGIN);
            }
        }
        group.add_missing_default_rules();
        if as_printed {
            for rule in group.rules.iter_mut().filter(|rule| rule.default) {
                let rule = Rc::make_mut(rule);
                for field in [&mut rule.source, &mut rule.destination] {
                    if *field.terms == [AddressTerm::Any] {
                        field.terms = Terms::One(AddressTerm::Prefix(prefix("0.0.0.0/0")));
                    }
                }
            }
        }
        group
    })
}

fn layout() -> impl Strategy<Value = Layout> {
    prop_oneof![
        8 => Just(Layout::Unsaid),
        3 => Just(Layout::Nic),
        2 => Just(Layout::Subnet),
        1 => Just(Layout::Both),
        5 => Just(Layout::SubnetAndNic),
        2 => Just(Layout::TwoUnsaid),
        1 => Just(Layout::SubnetAndUnsaid),
        2 => Just(Layout::TwoVersions),
    ]
}

/// Layouts where the rules decide nothing.
fn layout_without_answer() -> impl Strategy<Value = Layout> {
    prop_oneof![
        Just(Layout::Nothing),
        Just(Layout::Nowhere),
        Just(Layout::TwoNics),
    ]
}

/// Addresses at either side of the ends of every block that means something.
fn address_near_an_end() -> impl Strategy<Value = Source> {
    let mut blocks: Vec<Block> = BLOCKS.iter().map(|text| Block::parse(text)).collect();
    blocks.extend(landmarks());
    let near = |block: Block, place: usize| {
        let number = match place {
            0 => block.first,
            1 => block.last,
            2 => block.first.saturating_sub(1),
            3 => block.last.saturating_add(1).min(largest(block.is_v6)),
            _ => block.first + (block.last - block.first) / 2,
        };
        Point {
            is_v6: block.is_v6,
            number,
        }
    };
    (select(blocks), 0..5usize)
        .prop_map(move |(block, place)| Source::Prefix(Prefix::from(near(block, place).address())))
}

/// One remote end: an address, or somebody in the virtual network.
pub fn one_remote() -> impl Strategy<Value = Source> {
    prop_oneof![
        1 => Just(Source::VirtualNetwork),
        2 => select(["203.0.113.10", "10.0.0.5", "10.1.2.3", "168.63.129.16"].as_slice())
            .prop_map(|text| Source::Prefix(prefix(text))),
        4 => address_near_an_end(),
    ]
}

/// Many at once.
pub fn many_remotes() -> impl Strategy<Value = Source> {
    prop_oneof![
        2 => Just(Source::Internet),
        4 => select(BLOCKS.as_slice()).prop_map(|text| Source::Prefix(prefix(text))),
        1 => select(["0.0.0.0/0", "::/0", "203.0.113.0/25", "10.0.0.0/15"].as_slice())
            .prop_map(|text| Source::Prefix(prefix(text))),
    ]
}

/// Anything asked from there.
pub fn question(from: impl Strategy<Value = Source>) -> impl Strategy<Value = Question> {
    let to = prop_oneof![
        6 => Just(Some("10.0.0.4")),
        6 => Just(None),
        1 => Just(Some("10.1.0.9")),
        2 => Just(Some("fd00:1::4")),
        1 => Just(Some("2001:db8:1::4")),
        2 => Just(Some("172.20.1.20")),
    ];
    (
        prop_oneof![3 => Just(Direction::Inbound), 1 => Just(Direction::Outbound)],
        from,
        prop_oneof![
            6 => Just(None),
            1 => Just(Some(50000)),
            1 => Just(Some(3389)),
            1 => Just(Some(80)),
        ],
        to,
        prop_oneof![8 => Just(3389u16), 1 => Just(22)],
        prop_oneof![5 => Just(Protocol::Tcp), 1 => Just(Protocol::Udp)],
    )
        .prop_map(
            |(direction, from, from_port, to, port, protocol)| Question {
                direction,
                from,
                from_port,
                to: to.map(|text| text.parse().expect("an address")),
                port,
                protocol,
                ..Question::default()
            },
        )
}

/// A whole case.
pub fn sketch(from: impl Strategy<Value = Source> + 'static) -> BoxedStrategy<Sketch> {
    (
        [group("nsg-a"), group("nsg-b")],
        prop_oneof![30 => layout(), 1 => layout_without_answer()],
        any::<bool>(),
        prop_oneof![2 => Just(NETWORKS[0]), 1 => select(NETWORKS.as_slice())],
        question(from),
    )
        .prop_map(|(groups, layout, is_by_hand, network, question)| Sketch {
            groups,
            layout,
            is_by_hand,
            network: network.iter().map(|text| prefix(text)).collect(),
            question,
        })
        .boxed()
}

/// Names that would drive a terminal, turn the reading direction, or be taken for markup; now and then a good one.
pub fn hazardous_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        2 => select(["nsg-web", "規則", "*", "3389", "a b", ""].as_slice()).prop_map(str::to_owned),
        2 => select([
            "\u{1b}[31m", "\u{7}", "\u{9b}1m", "\r", "\n", "\t", "\u{202e}", "\u{2066}", "\u{200f}", "\u{feff}",
            "\u{ad}", "\u{e0041}", "\u{0}", "\u{2028}", "<b>", "`", "](x)",
        ].as_slice()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(part, 1..5).prop_map(|parts| parts.concat())
}

/// One or two texts: anything, words of Azure's output in any order, or samples with pieces torn out and put in.
pub fn torn_text() -> impl Strategy<Value = Vec<String>> {
    let token = || {
        prop_oneof![
            12 => select([
                "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "\r\n", " : ", "...", "…", "\\u", "\\ud800", "\"name\"",
                "\"properties\"", "\"securityRules\"", "\"priority\"", "\"access\"", "Name", "Id", "Priority", "Access",
                "SecurityRules", "SourceAddressPrefix", "DestinationPortRange", "ProvisioningState", "Allow", "Inbound",
                "3389", "1e999", "-0", "10.0.0.0/8", "null", "true", "{3389, 22...}", "PS C:\\> ", "規", "\u{feff}",
                "\u{1f600}", "    ", "\t", "\u{0}", "\u{2028}", "\u{ff1a}", "\u{3000}",
            ].as_slice()).prop_map(str::to_owned),
            1 => any::<String>(),
        ]
    };
    let change = (
        any::<prop::sample::Index>(),
        0..30usize,
        proptest::option::of(token()),
    );
    let text = prop_oneof![
        1 => any::<String>(),
        2 => vec(token(), 0..40).prop_map(|tokens| tokens.concat()),
        3 => (select(SAMPLES.as_slice()), vec(change, 1..8)).prop_map(|(sample, changes)| {
            let mut characters: Vec<char> = sample.chars().collect();
            for (place, removed, put_in) in changes {
                let at = place.index(characters.len() + 1);
                let end = (at + removed).min(characters.len());
                let put_in = put_in.unwrap_or_default();
                characters.splice(at..end, put_in.chars());
            }
            characters.into_iter().collect()
        }),
    ];
    vec(text, 1..3)
}
