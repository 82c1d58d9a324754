//! Other addresses in place of a network's own, under which every judgement stays the same.
//!
//! The mapping keeps the length of every prefix, what lies in what, and the order of all addresses of the case. Seen as
//! a tree of bits, it may change a bit of an address only where no other address of the case, and no range with a
//! meaning of its own, differs from it in just that bit after the same beginning; there the bit becomes 0, whatever it was.
//! It is therefore one-to-one on the whole of both families: sets made of the case's prefixes have the same
//! unions, intersections and sizes. Private addresses stay private, public ones public, and 168.63.129.16,
//! the documentation's example addresses and 0.0.0.0/0 stay what they are. Of a range such as 10.0.0.4-10.0.0.9 the bits that the
//! two ends do not share are kept.
//!
//! What it cannot hide: how long each prefix is, in which order prefixes come and which lie in which, how many there
//! are, and of public addresses the first bits, as far as something near them has a meaning of its own. Who knows one of the
//! real prefixes learns the first bits of its neighbours.

use crate::net::Prefix;
use crate::net::ranges::SPECIAL;
use ipnet::IpNet;
use std::net::IpAddr;

/// The addresses of a case, each as where it begins and how long it is, IPv4 behind ::ffff:0:0 so that one list does
/// for both families; sorted.
#[derive(Debug, Default)]
pub struct Mask {
    blocks: Vec<(u128, u32)>,
    is_on: bool,
}

/// IPv4 stands here: ::ffff:0:0/96.
const V4: u128 = 0xffff << 32;
const V4_LENGTH: u32 = 96;
const WIDTH: u32 = 128;

impl Mask {
    /// One that masks what it is given.
    pub fn new() -> Self {
        let mut mask = Mask {
            blocks: Vec::new(),
            is_on: true,
        };
        mask.keep(V4, V4_LENGTH, 0);
        for special in &SPECIAL {
            let (bits, length) = block(*special);
            mask.keep(bits, length, 0);
        }
        mask
    }

    /// Whether anything is masked.
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Takes in a prefix of the case.
    pub fn take(&mut self, prefix: Prefix) {
        if self.is_on {
            let (bits, length) = block(prefix.network());
            self.insert(bits, length);
        }
    }

    /// Takes in a range of the case.
    pub fn take_range(&mut self, first: IpAddr, last: IpAddr) {
        self.take(Prefix::from(first));
        self.take(Prefix::from(last));
        if self.is_on {
            let (first, last) = (number(first), number(last));
            let shared = (first ^ last).leading_zeros();
            self.keep(first, WIDTH, shared);
            self.keep(last, WIDTH, shared);
        }
    }

    /// What stands for a prefix. Bits behind its length become one bit: that there were some is remarkable (T21).
    pub fn prefix(&self, prefix: Prefix) -> Prefix {
        if !self.is_on {
            return prefix;
        }
        let (bits, length) = block(prefix.network());
        let mut masked = self.bits(bits, length);
        if prefix.has_host_bits() {
            masked |= 1;
        }
        if !prefix.is_ipv6() {
            masked ^= V4;
        }
        Prefix::from_bits(masked, prefix.is_ipv6(), prefix.length()).unwrap_or(prefix)
    }

    /// What stands for an address.
    pub fn address(&self, address: IpAddr) -> IpAddr {
        self.prefix(Prefix::from(address))
            .single_address()
            .unwrap_or(address)
    }

    fn bits(&self, bits: u128, length: u32) -> u128 {
        let mut masked = 0;
        for depth in 0..length {
            let bit = 1 << (WIDTH - 1 - depth);
            let own = bits & bit;
            // The last bit of a whole address is 1: nobody takes that for a prefix.
            let free = if depth == WIDTH - 1 { bit } else { 0 };
            masked |= if self.has(upper(bits ^ bit, depth + 1), depth + 1) {
                own
            } else {
                free
            };
        }
        masked
    }

    /// Whether something of the case lies in a block.
    fn has(&self, bits: u128, length: u32) -> bool {
        let at = self.blocks.partition_point(|known| *known < (bits, length));
        let next = self.blocks.get(at);
        next.is_some_and(|(next, _)| upper(*next, length) == bits)
    }

    /// Keeps a block where it is from this depth on: beside each of its bits lies something.
    fn keep(&mut self, bits: u128, length: u32, from: u32) {
        self.insert(bits, length);
        for depth in from..length {
            let bit = 1 << (WIDTH - 1 - depth);
            self.insert(upper(bits ^ bit, depth + 1), depth + 1);
        }
    }

    fn insert(&mut self, bits: u128, length: u32) {
        if let Err(at) = self.blocks.binary_search(&(bits, length)) {
            self.blocks.insert(at, (bits, length));
        }
    }
}

/// The first bits alone.
fn upper(bits: u128, length: u32) -> u128 {
    match u128::MAX.checked_shl(WIDTH - length) {
        Some(mask) => bits & mask,
        None => 0,
    }
}

fn block(net: IpNet) -> (u128, u32) {
    let length = u32::from(net.prefix_len());
    match net {
        IpNet::V4(_) => (number(net.addr()), V4_LENGTH + length),
        IpNet::V6(_) => (number(net.addr()), length),
    }
}

fn number(address: IpAddr) -> u128 {
    let bits = Prefix::from(address).bits();
    if address.is_ipv4() { V4 | bits } else { bits }
}
