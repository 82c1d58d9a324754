//! Address ranges with a meaning that everybody agrees on (azure-semantics §3.6).

use super::AddressSet;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Private use: RFC 1918 and the carriers' shared 100.64.0.0/10.
pub const PRIVATE_V4: [IpNet; 4] = [
    v4(10, 0, 0, 0, 8),
    v4(100, 64, 0, 0, 10),
    v4(172, 16, 0, 0, 12),
    v4(192, 168, 0, 0, 16),
];

/// Never a client on the Internet and never in a network either: this host, loopback, link-local, multicast
/// and reserved.
const UNUSABLE_V4: [IpNet; 4] = [
    v4(0, 0, 0, 0, 8),
    v4(127, 0, 0, 0, 8),
    v4(169, 254, 0, 0, 16),
    v4(224, 0, 0, 0, 3),
];

/// Absent from the one published expansion of `Internet`, though the offline rule of §3.6 counts them in.
const DISPUTED_V4: [IpNet; 3] = [
    v4(25, 0, 0, 0, 8),
    v4(192, 0, 2, 0, 24),
    v4(198, 18, 0, 0, 15),
];

/// The platform's own address: health probes, DNS, DHCP. It never opens an RDP connection (ambiguity A5).
pub const PLATFORM_ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16));

/// What opens no RDP connection, each with an address beside it that is like any other.
pub const NO_CLIENTS: [(IpNet, IpAddr); 5] = [
    (v4(168, 63, 129, 16, 32), beside(168, 63, 129, 15)),
    (v4(0, 0, 0, 0, 8), beside(1, 0, 0, 0)),
    (v4(127, 0, 0, 0, 8), beside(126, 255, 255, 255)),
    (v4(169, 254, 0, 0, 16), beside(169, 253, 255, 255)),
    (v4(224, 0, 0, 0, 3), beside(223, 255, 255, 255)),
];

/// The IPv6 addresses in use on the Internet.
const GLOBAL_V6: IpNet = v6(0x2000, 3);

/// IPv6 addresses that belong to no client anywhere: link-local and multicast.
const UNUSABLE_V6: [IpNet; 2] = [v6(0xfe80, 10), v6(0xff00, 8)];

/// An IPv6 address on the Internet.
pub const IN_USE_V6: IpAddr = IpAddr::V6(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0));

/// The IPv6 addresses that nobody uses, neither on the Internet nor by itself.
pub fn unused_v6() -> AddressSet {
    private()
        .minus(&AddressSet::blocks(&PRIVATE_V4))
        .minus(&AddressSet::block(v6(0xfc00, 7)))
}

/// Every range with a meaning of its own, and the addresses that documents use as examples: who gives addresses other
/// numbers leaves these where they are.
pub const SPECIAL: [IpNet; 18] = [
    PRIVATE_V4[0],
    PRIVATE_V4[1],
    PRIVATE_V4[2],
    PRIVATE_V4[3],
    UNUSABLE_V4[0],
    UNUSABLE_V4[1],
    UNUSABLE_V4[2],
    UNUSABLE_V4[3],
    DISPUTED_V4[0],
    DISPUTED_V4[1],
    DISPUTED_V4[2],
    v4(168, 63, 129, 16, 32),
    v4(203, 0, 113, 7, 32),
    v4(198, 51, 100, 7, 32),
    GLOBAL_V6,
    v6(0xfc00, 7),
    UNUSABLE_V6[0],
    UNUSABLE_V6[1],
];

/// Private IPv4 addresses, and the IPv6 addresses that are not in use on the Internet: what a virtual
/// network is made of unless somebody shows its prefixes.
pub fn private() -> AddressSet {
    let v6 = AddressSet::all_v6()
        .minus(&AddressSet::block(GLOBAL_V6))
        .minus(&AddressSet::blocks(&UNUSABLE_V6));
    AddressSet::blocks(&PRIVATE_V4).union(&v6)
}

/// What the service tag `Internet` holds when no expansion was pasted: the offline rule of §3.6.
pub fn public() -> AddressSet {
    AddressSet::all_v4()
        .minus(&AddressSet::blocks(&PRIVATE_V4))
        .minus(&AddressSet::blocks(&UNUSABLE_V4))
        .union(&AddressSet::block(GLOBAL_V6))
}

/// The clients meant by "anywhere on the Internet": IPv4 that is public beyond dispute, without the
/// platform's own address.
pub fn internet_clients() -> AddressSet {
    public()
        .intersect(&AddressSet::all_v4())
        .minus(&AddressSet::blocks(&DISPUTED_V4))
        .minus(&AddressSet::block(IpNet::from(PLATFORM_ADDRESS)))
}

const fn beside(a: u8, b: u8, c: u8, d: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(a, b, c, d))
}

const fn v4(a: u8, b: u8, c: u8, d: u8, length: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length))
}

const fn v6(first: u16, length: u8) -> IpNet {
    IpNet::V6(Ipv6Net::new_assert(
        Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, 0),
        length,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_address_of_the_reference_is_disputed_and_its_clients_are_not() {
        let disputed: IpAddr = "192.0.2.1".parse().expect("an address");
        assert!(public().contains(disputed));
        assert!(!internet_clients().contains(disputed));
        for client in ["203.0.113.10", "198.51.100.1"] {
            assert!(
                internet_clients().contains(client.parse().expect("an address")),
                "{client}"
            );
        }
    }

    #[test]
    fn nothing_is_both_private_and_public() {
        assert!(private().is_disjoint(&public()));
    }
}
