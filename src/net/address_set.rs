//! Exact sets of IPv4 and IPv6 addresses.

use super::IntervalSet;
use ipnet::{IpNet, Ipv4Subnets, Ipv6Subnets};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A set of addresses of both families. Equal sets are equal values.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct AddressSet {
    /// The IPv4 addresses, as integers.
    pub v4: IntervalSet<u32>,
    /// The IPv6 addresses, as integers.
    pub v6: IntervalSet<u128>,
}

impl AddressSet {
    /// The set with nothing in it.
    pub const fn empty() -> Self {
        AddressSet {
            v4: IntervalSet::empty(),
            v6: IntervalSet::empty(),
        }
    }

    /// Every address of both families.
    pub fn all() -> Self {
        AddressSet {
            v4: IntervalSet::all(),
            v6: IntervalSet::all(),
        }
    }

    /// Every IPv4 address.
    pub fn all_v4() -> Self {
        AddressSet {
            v4: IntervalSet::all(),
            v6: IntervalSet::empty(),
        }
    }

    /// Every IPv6 address.
    pub fn all_v6() -> Self {
        AddressSet {
            v4: IntervalSet::empty(),
            v6: IntervalSet::all(),
        }
    }

    /// The addresses of one block.
    pub fn block(net: IpNet) -> Self {
        Self::blocks(&[net])
    }

    /// The addresses of all these blocks.
    pub fn blocks(nets: &[IpNet]) -> Self {
        let (mut v4, mut v6) = (Vec::new(), Vec::new());
        for net in nets {
            match net {
                IpNet::V4(net) => v4.push((net.network().into(), net.broadcast().into())),
                IpNet::V6(net) => v6.push((net.network().into(), net.broadcast().into())),
            }
        }
        AddressSet {
            v4: IntervalSet::from_ranges(&v4),
            v6: IntervalSet::from_ranges(&v6),
        }
    }

    /// From `first` to `last`; nothing when the families differ or the order is wrong.
    pub fn range(first: IpAddr, last: IpAddr) -> Self {
        let mut set = Self::empty();
        match (first, last) {
            (IpAddr::V4(first), IpAddr::V4(last)) => {
                set.v4 = IntervalSet::range(first.into(), last.into());
            }
            (IpAddr::V6(first), IpAddr::V6(last)) => {
                set.v6 = IntervalSet::range(first.into(), last.into());
            }
            _ => {}
        }
        set
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.v4.is_empty() && self.v6.is_empty()
    }

    /// Whether `address` is in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) => self.v4.contains(address.into()),
            IpAddr::V6(address) => self.v6.contains(address.into()),
        }
    }

    /// What is in either.
    pub fn union(&self, other: &Self) -> Self {
        AddressSet {
            v4: self.v4.union(&other.v4),
            v6: self.v6.union(&other.v6),
        }
    }

    /// What is in both.
    pub fn intersect(&self, other: &Self) -> Self {
        AddressSet {
            v4: self.v4.intersect(&other.v4),
            v6: self.v6.intersect(&other.v6),
        }
    }

    /// What is in this one and not in `other`.
    pub fn minus(&self, other: &Self) -> Self {
        AddressSet {
            v4: self.v4.minus(&other.v4),
            v6: self.v6.minus(&other.v6),
        }
    }

    /// Whether everything in this one is in `other` too.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.v4.is_subset(&other.v4) && self.v6.is_subset(&other.v6)
    }

    /// Whether the two have nothing in common.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.v4.is_disjoint(&other.v4) && self.v6.is_disjoint(&other.v6)
    }

    /// How many addresses there are, up to the largest number that fits.
    pub fn count(&self) -> u128 {
        let v4 = self
            .v4
            .intervals()
            .iter()
            .map(|(first, last)| u128::from(last - first) + 1);
        let v6 = self
            .v6
            .intervals()
            .iter()
            .map(|(first, last)| (last - first).saturating_add(1));
        v4.chain(v6).fold(0, u128::saturating_add)
    }

    /// The shortest list of CIDR blocks that holds exactly these addresses, IPv4 first.
    pub fn prefixes(&self) -> Vec<IpNet> {
        let mut prefixes = Vec::new();
        for (first, last) in self.v4.intervals() {
            let subnets = Ipv4Subnets::new(Ipv4Addr::from(*first), Ipv4Addr::from(*last), 0);
            prefixes.extend(subnets.map(IpNet::V4));
        }
        for (first, last) in self.v6.intervals() {
            let subnets = Ipv6Subnets::new(Ipv6Addr::from(*first), Ipv6Addr::from(*last), 0);
            prefixes.extend(subnets.map(IpNet::V6));
        }
        prefixes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(blocks: &[&str]) -> AddressSet {
        let blocks: Vec<IpNet> = blocks
            .iter()
            .map(|block| block.parse().expect("a block"))
            .collect();
        AddressSet::blocks(&blocks)
    }

    fn written(set: &AddressSet) -> Vec<String> {
        set.prefixes().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_list_of_prefixes_is_minimal() {
        assert_eq!(
            written(&set(&["10.0.0.0/9", "10.128.0.0/9", "fd00::/9"])),
            ["10.0.0.0/8", "fd00::/9"]
        );
        assert_eq!(written(&AddressSet::all()), ["0.0.0.0/0", "::/0"]);
    }

    #[test]
    fn a_hole_is_exact() {
        let without = AddressSet::all_v4().minus(&set(&["128.0.0.0/1", "0.0.0.0/2"]));
        assert_eq!(written(&without), ["64.0.0.0/2"]);
        assert_eq!(without.count(), 1 << 30);
    }
}
