//! All addresses cut where any rule's set begins or ends, so that walking through a thousand rules is arithmetic on bits.

use crate::net::AddressSet;
use crate::question::SourceSet;
use std::net::IpAddr;

/// Where the line of all addresses is cut. Between two cuts every set of the NSG holds all addresses or none.
pub struct Grid {
    cuts: Vec<IpAddr>,
}

/// A set on a [`Grid`]: one bit a cell. What lies behind the last cut fares like the last cell.
#[derive(Clone)]
pub struct Cells {
    words: Vec<u64>,
    in_virtual_network: bool,
}

impl Grid {
    /// The grid on which all these sets can be drawn.
    pub fn new(sets: &[&SourceSet]) -> Grid {
        let mut cuts = Vec::new();
        merge(&cuts_of(sets), AddressSet::all().edges(), &mut cuts);
        Grid { cuts }
    }

    /// A set that the grid was made for, or one put together from such sets.
    pub fn cells(&self, set: &SourceSet) -> Cells {
        let mut words = vec![0u64; self.cuts.len() / 64 + 1];
        for edge in set.addresses.edges() {
            let cell = self.cuts.partition_point(|cut| cut < edge);
            if let Some(word) = words.get_mut(cell / 64) {
                *word ^= 1 << (cell % 64);
            }
        }
        // From the edges to what lies between them: each bit becomes the parity of all up to it.
        let mut before = 0;
        for word in &mut words {
            for shift in [1, 2, 4, 8, 16, 32] {
                *word ^= *word << shift;
            }
            *word ^= before;
            before = if *word >> 63 == 1 { u64::MAX } else { 0 };
        }
        Cells {
            words,
            in_virtual_network: set.in_virtual_network,
        }
    }

    /// The set as addresses.
    pub fn set(&self, cells: &Cells) -> SourceSet {
        let mut edges = Vec::new();
        let mut before = 0;
        let mut first = 0;
        for word in &cells.words {
            let mut changes = word ^ (word << 1 | before);
            while changes != 0 {
                let at = first + changes.trailing_zeros() as usize;
                edges.extend(self.cuts.get(at));
                changes &= changes - 1;
            }
            before = word >> 63;
            first += 64;
        }
        SourceSet {
            addresses: AddressSet::from_edges(edges),
            in_virtual_network: cells.in_virtual_network,
        }
    }
}

impl Cells {
    /// What is in both.
    pub fn intersect(&self, other: &Cells) -> Cells {
        let mut both = self.clone();
        both.in_virtual_network &= other.in_virtual_network;
        for (word, other) in both.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
        both
    }

    /// Takes out what is in `other`.
    pub fn remove(&mut self, other: &Cells) {
        self.in_virtual_network &= !other.in_virtual_network;
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Takes in what is in `other`.
    pub fn add(&mut self, other: &Cells) {
        self.in_virtual_network |= other.in_virtual_network;
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.is_disjoint(self)
    }

    /// Whether the two have nothing in common.
    pub fn is_disjoint(&self, other: &Cells) -> bool {
        let mut words = self.words.iter().zip(&other.words);
        !(self.in_virtual_network && other.in_virtual_network)
            && words.all(|(word, other)| word & other == 0)
    }
}

/// Every edge of these sets once, in order. Halves are joined, because sets come by the thousand.
fn cuts_of(sets: &[&SourceSet]) -> Vec<IpAddr> {
    match sets {
        [] => Vec::new(),
        [set] => set.addresses.edges().to_vec(),
        _ => {
            let (first, second) = sets.split_at(sets.len() / 2);
            let mut cuts = Vec::new();
            merge(&cuts_of(first), &cuts_of(second), &mut cuts);
            cuts
        }
    }
}

fn merge(one: &[IpAddr], other: &[IpAddr], into: &mut Vec<IpAddr>) {
    let (mut here, mut there) = (0, 0);
    loop {
        let cut = match (one.get(here), other.get(there)) {
            (Some(a), Some(b)) => *a.min(b),
            (Some(cut), None) | (None, Some(cut)) => *cut,
            (None, None) => return,
        };
        here += usize::from(one.get(here) == Some(&cut));
        there += usize::from(other.get(there) == Some(&cut));
        into.push(cut);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Prefix;
    use proptest::prelude::*;

    fn some_set() -> impl Strategy<Value = SourceSet> {
        let block = prop_oneof![
            (any::<u32>(), 0u8..=32).prop_map(|(bits, length)| {
                format!("{}/{length}", std::net::Ipv4Addr::from(bits))
            }),
            (any::<u128>(), 0u8..=128).prop_map(|(bits, length)| {
                format!("{}/{length}", std::net::Ipv6Addr::from(bits))
            }),
        ];
        (proptest::collection::vec(block, 0..80), any::<bool>()).prop_map(|(blocks, inside)| {
            let mut addresses = AddressSet::empty();
            for (at, block) in blocks.iter().enumerate() {
                let block = Prefix::parse(block).expect("a prefix").addresses();
                // Holes as well, down to both ends of the line.
                addresses = match at % 3 {
                    2 => addresses.minus(&block),
                    _ => addresses.union(&block),
                };
            }
            SourceSet {
                addresses,
                in_virtual_network: inside,
            }
        })
    }

    proptest! {
        #[test]
        fn bits_and_sets_agree(a in some_set(), b in some_set(), c in some_set()) {
            let grid = Grid::new(&[&a, &b, &c]);
            let (x, y) = (grid.cells(&a), grid.cells(&b));
            prop_assert_eq!(grid.set(&x), a.clone());
            prop_assert_eq!(grid.set(&x.intersect(&y)), a.intersect(&b));
            let mut rest = x.clone();
            rest.remove(&y);
            prop_assert_eq!(grid.set(&rest), a.minus(&b));
            let mut both = x.clone();
            both.add(&y);
            prop_assert_eq!(grid.set(&both), a.union(&b));
            prop_assert_eq!(x.is_empty(), a.is_empty());
            prop_assert_eq!(x.is_disjoint(&y), a.is_disjoint(&b));
            prop_assert!(rest.is_disjoint(&y));
        }
    }
}
