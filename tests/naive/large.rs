//! Random NSGs of any size: blocks of both families that hold and cut each other, tags resolved by nobody, known fields.

use super::generate::question;
use super::sketch::{Layout, Sketch};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rdpcheck::azure::{
    Access, AddressField, AddressTerm, Attachment, Direction, Field, NetworkSecurityGroup,
    PortField, PortTerm, RuleState, SecurityRule, ServiceTag, Unread,
};
use rdpcheck::net::{PortRange, Prefix, Protocol};
use rdpcheck::origin::Origin;
use rdpcheck::question::Source;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

const ORIGIN: Origin = Origin::Link(0);

/// So many rules in one NSG, seen from all addresses.
pub fn large_sketch(
    rules: usize,
    from: impl Strategy<Value = Source> + 'static,
) -> BoxedStrategy<Sketch> {
    let network = prop_oneof![Just(Vec::new()), vec(block(), 1..4), vec(block(), 1..4),];
    (vec(rule(), rules), network, question(from))
        .prop_map(|(rules, network, question)| {
            let mut group = NetworkSecurityGroup {
                name: "nsg".to_owned(),
                id: None,
                rules: rules.into_iter().map(Into::into).collect(),
                cut: None,
                attachment: Attachment::default(),
                is_effective: false,
                is_admin: false,
                origin: ORIGIN,
            };
            for (at, rule) in group.rules.iter_mut().enumerate() {
                let rule = Rc::make_mut(rule);
                // In no order of the paste.
                let priority = 100 + at as u32 * 7919 % 3989;
                rule.name = format!("r{at}");
                rule.priority = Field::known(priority, ORIGIN);
                rule.direction = Field::known(question.direction, ORIGIN);
                if question.direction == Direction::Outbound {
                    std::mem::swap(&mut rule.source, &mut rule.destination);
                }
            }
            group.add_missing_default_rules();
            Sketch {
                groups: [group.clone(), group],
                layout: Layout::Unsaid,
                is_by_hand: false,
                network,
                question,
            }
        })
        .boxed()
}

fn rule() -> impl Strategy<Value = SecurityRule> {
    let tag = |text| AddressTerm::Tag(ServiceTag::parse(text).expect("a tag"));
    let remote = prop_oneof![
        60 => block().prop_map(AddressTerm::Prefix),
        2 => Just(tag("VirtualNetwork")),
        2 => Just(tag("Internet")),
        1 => Just(tag("AzureLoadBalancer")),
        2 => select(["Storage", "AzureCloud"].as_slice()).prop_map(tag),
    ];
    let vm = prop_oneof![
        8 => Just(AddressTerm::Any),
        1 => Just(AddressTerm::Prefix(Prefix::parse("10.0.0.0/24").expect("a prefix"))),
    ];
    let ports = prop_oneof![
        3 => Just(vec![PortRange::single(3389)]),
        1 => Just(vec![PortRange { first: 0, last: 3388 }, PortRange { first: 3390, last: 65535 }]),
        1 => Just(vec![PortRange { first: 3380, last: 3400 }, PortRange::single(22)]),
    ];
    let protocol =
        prop_oneof![3 => Just(Protocol::Tcp), 1 => Just(Protocol::Any), 1 => Just(Protocol::Udp)];
    let access = prop_oneof![Just(Access::Allow), Just(Access::Deny)];
    (vec(remote, 1..=4), vm, ports, protocol, access).prop_map(
        |(remote, vm, ports, protocol, access)| SecurityRule {
            name: String::new(),
            origin: ORIGIN,
            default: false,
            priority: Field::known(0, ORIGIN),
            direction: Field::known(Direction::Inbound, ORIGIN),
            access: Field::known(access, ORIGIN),
            protocol: Field::known(protocol, ORIGIN),
            source: AddressField::of(remote, ORIGIN),
            source_ports: PortField::of(vec![PortTerm::Any], ORIGIN),
            destination: AddressField::of(vec![vm], ORIGIN),
            destination_ports: PortField::of(
                ports.into_iter().map(PortTerm::Range).collect(),
                ORIGIN,
            ),
            state: RuleState::InForce,
            unread: Unread::default(),
        },
    )
}

/// Around few addresses, so that blocks meet.
fn block() -> impl Strategy<Value = Prefix> {
    let v4 = (
        select(
            [
                [10, 0, 0, 0],
                [203, 0, 112, 0],
                [168, 63, 0, 0],
                [255, 255, 0, 0],
            ]
            .as_slice(),
        ),
        any::<u16>(),
        select([1u8, 8, 14, 16, 20, 22, 24, 27, 31, 32].as_slice()),
    )
        .prop_map(|(around, low, length)| {
            let address = u32::from_be_bytes(around) ^ u32::from(low);
            (IpAddr::V4(Ipv4Addr::from(address)), length)
        });
    let v6 = (
        select(["2001:db8::", "fd00::", "ffff:ffff:ffff::"].as_slice()),
        any::<u8>(),
        select([1u8, 3, 32, 44, 48, 60, 127, 128].as_slice()),
    )
        .prop_map(|(around, low, length)| {
            let around: Ipv6Addr = around.parse().expect("an address");
            let address = u128::from(around) ^ u128::from(low) << 80 ^ u128::from(low >> 4);
            (IpAddr::V6(Ipv6Addr::from(address)), length)
        });
    prop_oneof![3 => v4, 1 => v6].prop_map(|(address, length)| {
        Prefix::parse(&format!("{address}/{length}")).expect("a prefix")
    })
}
