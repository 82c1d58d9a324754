//! What is asked: may this source open a connection to that port of the VM?

use crate::azure::Direction;
use crate::net::{AddressSet, Prefix, Protocol, ranges};
use std::net::IpAddr;

/// The port RDP listens on unless somebody moved it (azure-semantics §10).
pub const RDP_PORT: u16 = 3389;

/// One connection, or a set of them that differ only in the remote address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Who opens it.
    pub direction: Direction,
    /// The remote end: the client for inbound, the server for outbound.
    pub from: Source,
    /// The opener's own port; `None` for any ephemeral one.
    pub from_port: Option<u16>,
    /// The VM's private address; `None` when nobody said.
    pub to: Option<IpAddr>,
    /// The port that the listening side listens on.
    pub port: u16,
    /// What it runs on.
    pub protocol: Protocol,
    /// How the client comes in; `None` where nobody said.
    pub through: Option<WayKind>,
    /// The port that the client dials, where something on the way leads it to another port of the VM; `None` where
    /// nobody said.
    pub dialled: Option<u16>,
}

/// The ways in to a VM (azure-semantics §8, §11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WayKind {
    /// The public address of its network interface.
    PublicIp,
    /// A load balancer.
    LoadBalancer,
    /// Azure Firewall, which translates the destination.
    Firewall,
    /// Azure Bastion.
    Bastion,
    /// A VPN or ExpressRoute gateway.
    Gateway,
    /// A peered virtual network.
    Peering,
    /// An endpoint of a classic VM.
    Endpoint,
}

impl WayKind {
    /// Every one, in the order it is offered.
    pub const ALL: [WayKind; 7] = [
        WayKind::PublicIp,
        WayKind::LoadBalancer,
        WayKind::Firewall,
        WayKind::Bastion,
        WayKind::Gateway,
        WayKind::Peering,
        WayKind::Endpoint,
    ];

    /// The word in the report and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            WayKind::PublicIp => "public-ip",
            WayKind::LoadBalancer => "load-balancer",
            WayKind::Firewall => "firewall",
            WayKind::Bastion => "bastion",
            WayKind::Gateway => "gateway",
            WayKind::Peering => "peering",
            WayKind::Endpoint => "endpoint",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        let mut all = WayKind::ALL.into_iter();
        all.find(|kind| kind.word().eq_ignore_ascii_case(word))
    }

    /// Whether the client comes from inside the virtual network or a network that is connected to it, whatever its own
    /// address is.
    pub fn is_inside(self) -> bool {
        matches!(self, WayKind::Bastion | WayKind::Gateway | WayKind::Peering)
    }
}

impl Default for Question {
    /// RDP from anywhere on the Internet.
    fn default() -> Self {
        Question {
            direction: Direction::Inbound,
            from: Source::Internet,
            from_port: None,
            to: None,
            port: RDP_PORT,
            protocol: Protocol::Tcp,
            through: None,
            dialled: None,
        }
    }
}

/// Who is at the remote end: always a set, one address is a set of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Any public IPv4 address.
    Internet,
    /// Somebody in the virtual network, or connected to it, at no known address.
    VirtualNetwork,
    /// These addresses.
    Prefix(Prefix),
}

impl Source {
    /// Reads `internet`, `vnet`, an address or a prefix.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
        if is(&["internet", "any", "*"]) {
            Some(Source::Internet)
        } else if is(&["vnet", "virtualnetwork"]) {
            Some(Source::VirtualNetwork)
        } else {
            Prefix::parse_typed(text).map(Source::Prefix)
        }
    }

    /// Whether these are addresses that nobody on the Internet has.
    pub fn is_private(self) -> bool {
        match self {
            Source::Internet | Source::VirtualNetwork => false,
            Source::Prefix(prefix) => prefix.addresses().is_subset(&ranges::private()),
        }
    }

    /// The set it stands for.
    pub fn set(self) -> SourceSet {
        match self {
            Source::Internet => SourceSet::addresses(ranges::internet_clients()),
            Source::VirtualNetwork => SourceSet::somewhere_in_the_virtual_network(),
            Source::Prefix(prefix) => SourceSet::addresses(prefix.addresses()),
        }
    }
}

impl std::fmt::Display for Source {
    /// As it is written on the command line.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Source::Internet => f.write_str("internet"),
            Source::VirtualNetwork => f.write_str("vnet"),
            Source::Prefix(prefix) => f.write_str(&prefix.text()),
        }
    }
}

/// A set of remote ends: addresses, and one more point that has no address, "somebody in the virtual
/// network". With that point inside the set, the symbolic source is judged by the same algebra as addresses.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SourceSet {
    /// The addresses in it.
    pub addresses: AddressSet,
    /// Whether the point without an address is in it.
    pub in_virtual_network: bool,
}

impl SourceSet {
    /// The set with nothing in it.
    pub const fn empty() -> Self {
        SourceSet {
            addresses: AddressSet::empty(),
            in_virtual_network: false,
        }
    }

    /// Every address and the point without one.
    pub fn all() -> Self {
        SourceSet {
            addresses: AddressSet::all(),
            in_virtual_network: true,
        }
    }

    /// Just these addresses.
    pub fn addresses(addresses: AddressSet) -> Self {
        SourceSet {
            addresses,
            in_virtual_network: false,
        }
    }

    /// Just the point without an address.
    pub fn somewhere_in_the_virtual_network() -> Self {
        SourceSet {
            addresses: AddressSet::empty(),
            in_virtual_network: true,
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.addresses.is_empty() && !self.in_virtual_network
    }

    /// How many remote ends there are, up to the largest number that fits.
    pub fn count(&self) -> u128 {
        let without_address = u128::from(self.in_virtual_network);
        self.addresses.count().saturating_add(without_address)
    }

    /// What is in either.
    pub fn union(&self, other: &Self) -> Self {
        SourceSet {
            addresses: self.addresses.union(&other.addresses),
            in_virtual_network: self.in_virtual_network || other.in_virtual_network,
        }
    }

    /// What is in both.
    pub fn intersect(&self, other: &Self) -> Self {
        SourceSet {
            addresses: self.addresses.intersect(&other.addresses),
            in_virtual_network: self.in_virtual_network && other.in_virtual_network,
        }
    }

    /// What is in this one and not in `other`.
    pub fn minus(&self, other: &Self) -> Self {
        SourceSet {
            addresses: self.addresses.minus(&other.addresses),
            in_virtual_network: self.in_virtual_network && !other.in_virtual_network,
        }
    }

    /// Whether everything in this one is in `other` too.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.addresses.is_subset(&other.addresses)
            && (!self.in_virtual_network || other.in_virtual_network)
    }

    /// Whether the two have nothing in common.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.addresses.is_disjoint(&other.addresses)
            && !(self.in_virtual_network && other.in_virtual_network)
    }
}
