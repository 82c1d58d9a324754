//! Addresses as plain numbers, blocks as first and last number, and the ranges of azure-semantics §3.6 written out
//! once more.

use rdpcheck::net::Prefix;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

/// One address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// Its family.
    pub is_v6: bool,
    /// Its number; IPv4 addresses are below 2³².
    pub number: u128,
}

impl From<IpAddr> for Point {
    fn from(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(v4) => Point {
                is_v6: false,
                number: u128::from(u32::from_be_bytes(v4.octets())),
            },
            IpAddr::V6(v6) => Point {
                is_v6: true,
                number: u128::from_be_bytes(v6.octets()),
            },
        }
    }
}

impl Point {
    /// The address it stands for.
    pub fn address(self) -> IpAddr {
        if self.is_v6 {
            IpAddr::V6(Ipv6Addr::from(self.number))
        } else {
            IpAddr::V4(Ipv4Addr::from(
                u32::try_from(self.number).expect("IPv4 addresses are below 2^32"),
            ))
        }
    }
}

/// The largest number of a family.
pub fn largest(is_v6: bool) -> u128 {
    if is_v6 {
        u128::MAX
    } else {
        u128::from(u32::MAX)
    }
}

/// Everything from one address to another of the same family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The family of both ends.
    pub is_v6: bool,
    /// The lowest number.
    pub first: u128,
    /// The highest number.
    pub last: u128,
}

impl Block {
    /// Reads `10.0.0.0/8` or a lone address. Bits behind the mask count for nothing (T21).
    pub fn parse(text: &str) -> Block {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u32>().expect("a length"))),
            None => (text, None),
        };
        let point = Point::from(address.parse::<IpAddr>().expect("an address"));
        let width = if point.is_v6 { 128 } else { 32 };
        let free_bits = width - length.unwrap_or(width);
        // 2^free_bits - 1, without running over at 128.
        let free = if free_bits == 0 {
            0
        } else {
            u128::MAX >> (128 - free_bits)
        };
        Block {
            is_v6: point.is_v6,
            first: point.number & !free,
            last: point.number | free,
        }
    }

    /// From one address to another.
    pub fn between(first: IpAddr, last: IpAddr) -> Block {
        let (first, last) = (Point::from(first), Point::from(last));
        Block {
            is_v6: first.is_v6,
            first: first.number,
            last: last.number,
        }
    }

    /// Every address of a family.
    pub fn whole(is_v6: bool) -> Block {
        Block {
            is_v6,
            first: 0,
            last: largest(is_v6),
        }
    }

    /// Whether the address lies in it.
    pub fn contains(&self, point: Point) -> bool {
        point.is_v6 == self.is_v6 && self.first <= point.number && point.number <= self.last
    }

    /// Its lowest address.
    pub fn first_point(&self) -> Point {
        Point {
            is_v6: self.is_v6,
            number: self.first,
        }
    }

    /// Its highest address.
    pub fn last_point(&self) -> Point {
        Point {
            is_v6: self.is_v6,
            number: self.last,
        }
    }
}

impl From<Prefix> for Block {
    fn from(prefix: Prefix) -> Self {
        Block::parse(&prefix.text())
    }
}

/// The platform's own address (§3.7).
pub const PLATFORM: Point = Point {
    is_v6: false,
    number: 0xa83f_8110,
};

fn blocks(texts: &[&str]) -> Vec<Block> {
    texts.iter().map(|text| Block::parse(text)).collect()
}

/// §3.6: never Internet, and possibly a virtual network's.
pub static PRIVATE_V4: LazyLock<Vec<Block>> = LazyLock::new(|| {
    blocks(&[
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
    ])
});

/// §3.6: never Internet, and nobody's network.
pub static UNUSABLE_V4: LazyLock<Vec<Block>> =
    LazyLock::new(|| blocks(&["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"]));

/// The IPv6 counterparts. The reference is silent on them; RFC 4291 says which are in use on the Internet.
pub static GLOBAL_V6: LazyLock<Vec<Block>> = LazyLock::new(|| blocks(&["2000::/3"]));

/// IPv6 addresses that belong to no client anywhere.
pub static UNUSABLE_V6: LazyLock<Vec<Block>> = LazyLock::new(|| blocks(&["fe80::/10", "ff00::/8"]));

/// The ranges that the one published sample of `Internet` leaves out, and the platform's address (§3.6, A5): no one
/// asks for them with "from anywhere on the Internet".
pub static NOT_MEANT_BY_INTERNET: LazyLock<Vec<Block>> = LazyLock::new(|| {
    blocks(&[
        "0.0.0.0/8",
        "10.0.0.0/8",
        "25.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.2.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/3",
        "168.63.129.16/32",
    ])
});

fn is_in(point: Point, blocks: &[Block]) -> bool {
    blocks.iter().any(|block| block.contains(point))
}

/// An address that may be a virtual network's.
pub fn is_private(point: Point) -> bool {
    if point.is_v6 {
        !is_in(point, &GLOBAL_V6) && !is_in(point, &UNUSABLE_V6)
    } else {
        is_in(point, &PRIVATE_V4)
    }
}

/// An address of the public Internet by the offline rule of §3.6.
pub fn is_public(point: Point) -> bool {
    if point.is_v6 {
        is_in(point, &GLOBAL_V6)
    } else {
        !is_in(point, &PRIVATE_V4) && !is_in(point, &UNUSABLE_V4)
    }
}

/// Whether "from anywhere on the Internet" asks for it: IPv4 only.
pub fn is_meant_by_internet(point: Point) -> bool {
    !point.is_v6 && !is_in(point, &NOT_MEANT_BY_INTERNET)
}

/// The ranges that have a meaning of their own.
pub fn landmarks() -> Vec<Block> {
    [
        PRIVATE_V4.as_slice(),
        UNUSABLE_V4.as_slice(),
        GLOBAL_V6.as_slice(),
        UNUSABLE_V6.as_slice(),
        NOT_MEANT_BY_INTERNET.as_slice(),
    ]
    .concat()
}

/// The whole of a family, cut wherever one of the blocks begins or ends.
pub fn pieces(is_v6: bool, cuts: &[Block]) -> Vec<Block> {
    let mut starts = vec![0];
    for block in cuts.iter().filter(|block| block.is_v6 == is_v6) {
        starts.push(block.first);
        if block.last < largest(is_v6) {
            starts.push(block.last + 1);
        }
    }
    starts.sort_unstable();
    starts.dedup();
    let ends = starts
        .iter()
        .skip(1)
        .map(|start| start - 1)
        .chain([largest(is_v6)]);
    starts
        .iter()
        .zip(ends)
        .map(|(first, last)| Block {
            is_v6,
            first: *first,
            last,
        })
        .collect()
}
