//! Random lists of routes, nested and of both families. What comes first is the plainest.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rdpcheck::azure::{Destination, NextHop, Route, RouteSource, RouteState};
use rdpcheck::net::Prefix;
use rdpcheck::origin::Origin;

const BLOCKS: [&str; 24] = [
    "0.0.0.0/0",
    "10.0.0.0/16",
    "10.0.0.0/8",
    "10.0.5.0/24",
    "10.0.5.9/32",
    "10.0.0.0/15",
    "10.1.0.0/16",
    "10.1.2.0/24",
    "10.128.0.0/9",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "203.0.113.0/24",
    "203.0.113.10/32",
    "203.0.112.0/20",
    "128.0.0.0/1",
    "255.255.255.255/32",
    "::/0",
    "fd00::/8",
    "fd00:1::/64",
    "2001:db8::/32",
    "2001:db8:1::/48",
    "::/1",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
];

/// A list of routes as one network interface may see them.
pub fn routes() -> BoxedStrategy<Vec<Route>> {
    vec(route(), 0..10).boxed()
}

fn route() -> impl Strategy<Value = Route> {
    let destination = prop_oneof![
        30 => select(BLOCKS.as_slice()).prop_map(|text| {
            Destination::Prefix(Prefix::parse(text).expect("a prefix"))
        }),
        1 => Just(Destination::Other("AzureCloud".to_owned())),
    ];
    let next_hop = select(
        [
            NextHop::Internet,
            NextHop::VirtualNetwork,
            NextHop::Appliance,
            NextHop::Gateway,
            NextHop::Peering,
            NextHop::None,
            NextHop::Endpoint,
            NextHop::Unknown,
        ]
        .as_slice(),
    );
    let source = prop_oneof![
        Just(RouteSource::System),
        Just(RouteSource::User),
        Just(RouteSource::Gateway),
    ];
    let state = prop_oneof![6 => Just(RouteState::Active), 1 => Just(RouteState::Invalid)];
    let address = prop_oneof![3 => Just(Some("10.0.1.4")), 1 => Just(None)];
    (destination, next_hop, source, state, address).prop_map(
        |(destination, next_hop, source, state, address)| Route {
            name: String::new(),
            destination,
            next_hop,
            next_hop_addresses: address.into_iter().map(str::to_owned).collect(),
            source,
            state,
            origin: Origin::Link(0),
        },
    )
}
