//! Exact sets of IPv4 and IPv6 addresses.

use super::number;
use ipnet::IpNet;
use std::cmp::Ordering;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A set of addresses of both families. Equal sets are equal values.
///
/// All addresses stand in one line: 0.0.0.0 to 255.255.255.255, behind that `::` to the last one of IPv6. A set is the
/// edges at which that line enters it and leaves it in turn, so one walk along two lists of edges does for every
/// operation, and for both families.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct AddressSet {
    /// The first address inside, the first one behind that outside, and so on; strictly growing.
    edges: Vec<IpAddr>,
}

const FIRST_V4: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
const LAST_V4: IpAddr = IpAddr::V4(Ipv4Addr::BROADCAST);
const FIRST_V6: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
const LAST_V6: IpAddr = IpAddr::V6(Ipv6Addr::from_bits(u128::MAX));

impl AddressSet {
    /// The set with nothing in it.
    pub const fn empty() -> Self {
        AddressSet { edges: Vec::new() }
    }

    /// Every address of both families.
    pub fn all() -> Self {
        Self::between(FIRST_V4, LAST_V6)
    }

    /// Every IPv4 address.
    pub fn all_v4() -> Self {
        Self::between(FIRST_V4, LAST_V4)
    }

    /// Every IPv6 address.
    pub fn all_v6() -> Self {
        Self::between(FIRST_V6, LAST_V6)
    }

    /// The addresses of one block.
    pub fn block(net: IpNet) -> Self {
        let (first, last) = ends(net);
        Self::between(first, last)
    }

    /// The addresses of all these blocks. Halves are joined and not one block after the other, because blocks come by
    /// the thousand.
    pub fn blocks(nets: &[IpNet]) -> Self {
        const FEW: usize = 8;
        if nets.len() > FEW {
            let (first, second) = nets.split_at(nets.len() / 2);
            return Self::blocks(first).union(&Self::blocks(second));
        }
        let mut set = AddressSet {
            edges: Vec::with_capacity(2 * nets.len()),
        };
        for net in nets {
            let (first, last) = ends(*net);
            set.add_range(first, next(last));
        }
        set
    }

    /// Takes in what lies from `first` to before `end`, or to the end of the line.
    fn add_range(&mut self, first: IpAddr, end: Option<IpAddr>) {
        let from = (self.edges).partition_point(|edge| in_line(edge, &first).is_lt());
        let to = end.map_or(self.edges.len(), |end| {
            (self.edges).partition_point(|edge| in_line(edge, &end).is_le())
        });
        self.edges.drain(from..to);
        if let (Some(end), false) = (end, is_inside(to)) {
            self.edges.insert(from, end);
        }
        if !is_inside(from) {
            self.edges.insert(from, first);
        }
    }

    /// From `first` to `last`; nothing when the families differ or the order is wrong.
    pub fn range(first: IpAddr, last: IpAddr) -> Self {
        let mut set = Self::empty();
        set.take_in(first, last);
        set
    }

    /// Takes in what [`range`](Self::range) would be.
    pub fn take_in(&mut self, first: IpAddr, last: IpAddr) {
        if first.is_ipv4() == last.is_ipv4() && first <= last {
            self.add_range(first, next(last));
        }
    }

    /// Along the line of all addresses, both ends included.
    fn between(first: IpAddr, last: IpAddr) -> Self {
        let mut edges = vec![first];
        edges.extend(next(last));
        AddressSet { edges }
    }

    /// Where the line of all addresses enters it and leaves it, in turn.
    pub fn edges(&self) -> &[IpAddr] {
        &self.edges
    }

    /// The set with these edges, which must grow.
    pub fn from_edges(edges: Vec<IpAddr>) -> Self {
        AddressSet { edges }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// Whether `address` is in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        is_inside(self.edges_until(&address))
    }

    /// What is in either.
    pub fn union(&self, other: &Self) -> Self {
        if self.is_empty() {
            return other.clone();
        }
        if other.is_empty() {
            return self.clone();
        }
        self.combine(other, |here, there| here || there)
    }

    /// What is in both. Of a set of a thousand ranges, those of a small one are looked for.
    pub fn intersect(&self, other: &Self) -> Self {
        let (few, many) = self.by_length(other);
        if few.edges.len() > many.edges.len() / 16 {
            return few.combine(many, |here, there| here && there);
        }
        let mut edges = Vec::new();
        for range in few.edges.chunks(2) {
            let (Some(first), end) = (range.first(), range.get(1)) else {
                continue;
            };
            let mut at = many.edges_until(first);
            if is_inside(at) {
                edges.push(*first);
            }
            while let Some(edge) = many.edges.get(at)
                && end.is_none_or(|end| in_line(edge, end).is_lt())
            {
                edges.push(*edge);
                at += 1;
            }
            if is_inside(at) {
                edges.extend(end);
            }
        }
        AddressSet { edges }
    }

    /// The shorter one first.
    fn by_length<'s>(&'s self, other: &'s Self) -> (&'s Self, &'s Self) {
        if self.edges.len() < other.edges.len() {
            (self, other)
        } else {
            (other, self)
        }
    }

    /// How many edges come before `address` or are there.
    fn edges_until(&self, address: &IpAddr) -> usize {
        (self.edges).partition_point(|edge| in_line(edge, address).is_le())
    }

    /// What is in this one and not in `other`.
    pub fn minus(&self, other: &Self) -> Self {
        self.combine(other, |here, there| here && !there)
    }

    /// Whether everything in this one is in `other` too.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.walk(other, |here, there| here && !there, None)
    }

    /// Whether the two have nothing in common.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        let (few, many) = self.by_length(other);
        few.edges.chunks(2).all(|range| {
            let at = range.first().map_or(0, |first| many.edges_until(first));
            let is_behind = |next: &IpAddr| {
                let end = range.get(1);
                end.is_some_and(|end| in_line(next, end).is_ge())
            };
            !is_inside(at) && many.edges.get(at).is_none_or(is_behind)
        })
    }

    fn combine(&self, other: &Self, keep: fn(bool, bool) -> bool) -> Self {
        let mut edges = Vec::new();
        self.walk(other, keep, Some(&mut edges));
        AddressSet { edges }
    }

    /// Finds the addresses that `keep` keeps, told whether an address is in this set and whether it is in `other`. Gives
    /// back whether there are none; without anywhere to put them, as soon as that is known.
    fn walk(
        &self,
        other: &Self,
        keep: fn(bool, bool) -> bool,
        mut edges: Option<&mut Vec<IpAddr>>,
    ) -> bool {
        let mut both = Edges::of(&self.edges, &other.edges);
        let mut kept = 0;
        loop {
            let Some(edge) = both.next() else {
                return kept == 0;
            };
            let (here, there) = (both.here, both.there);
            if keep(is_inside(here), is_inside(there)) != is_inside(kept) {
                kept += 1;
                match &mut edges {
                    Some(edges) => edges.push(edge),
                    None => return false,
                }
            }
        }
    }

    /// The ranges it is made of, both ends included, each of one family and as long as can be, in order.
    pub fn ranges(&self) -> Vec<(IpAddr, IpAddr)> {
        let mut ranges = Vec::new();
        for edges in self.edges.chunks(2) {
            let (first, last) = match edges {
                [first, end] => (*first, previous(*end)),
                [first] => (*first, LAST_V6),
                _ => continue,
            };
            if first.is_ipv4() && last.is_ipv6() {
                ranges.extend([(first, LAST_V4), (FIRST_V6, last)]);
            } else {
                ranges.push((first, last));
            }
        }
        ranges
    }

    /// How many addresses there are, up to the largest number that fits.
    pub fn count(&self) -> u128 {
        let mut count: u128 = 0;
        for (first, last) in self.ranges() {
            let more = number::of(last) - number::of(first);
            count = count.saturating_add(more).saturating_add(1);
        }
        count
    }

    /// The shortest list of CIDR blocks that holds exactly these addresses, IPv4 first.
    pub fn prefixes(&self) -> Vec<IpNet> {
        let mut prefixes = Vec::new();
        for (first, last) in self.ranges() {
            let last = number::of(last);
            let width: u8 = if first.is_ipv4() { 32 } else { 128 };
            let mut from = number::of(first);
            loop {
                // The block doubles while it stays aligned and inside the range.
                let (mut length, mut end, mut half) = (width, from, 1);
                while length > 0 {
                    if from & half != 0 || end | half > last {
                        break;
                    }
                    length -= 1;
                    end |= half;
                    half <<= 1;
                }
                if let Ok(block) = IpNet::new(number::address(from, first.is_ipv6()), length) {
                    prefixes.push(block);
                }
                if end == last {
                    break;
                }
                from = end + 1;
            }
        }
        prefixes
    }
}

/// The edges of two sets in one order, equal ones once.
struct Edges<'s> {
    one: &'s [IpAddr],
    other: &'s [IpAddr],
    /// How many of the first set's have come.
    here: usize,
    /// How many of the other's.
    there: usize,
}

impl<'s> Edges<'s> {
    /// Of these two.
    fn of(one: &'s [IpAddr], other: &'s [IpAddr]) -> Self {
        Edges {
            one,
            other,
            here: 0,
            there: 0,
        }
    }
}

impl Iterator for Edges<'_> {
    type Item = IpAddr;

    fn next(&mut self) -> Option<IpAddr> {
        let (a, b) = (self.one.get(self.here), self.other.get(self.there));
        let order = match (a, b) {
            (Some(a), Some(b)) => in_line(a, b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return None,
        };
        self.here += usize::from(order.is_le());
        self.there += usize::from(order.is_ge());
        if order.is_le() {
            a.copied()
        } else {
            b.copied()
        }
    }
}

/// Which of two addresses comes first. As numbers, because the standard library compares them byte by byte.
pub fn in_line(one: &IpAddr, other: &IpAddr) -> Ordering {
    match (one, other) {
        (IpAddr::V4(a), IpAddr::V4(b)) => a.to_bits().cmp(&b.to_bits()),
        (IpAddr::V6(_), IpAddr::V6(_)) => number::of(*one).cmp(&number::of(*other)),
        _ => one.is_ipv6().cmp(&other.is_ipv6()),
    }
}

/// After an odd number of edges one is inside.
fn is_inside(edges: usize) -> bool {
    edges % 2 == 1
}

/// The first and the last address of a block.
fn ends(block: IpNet) -> (IpAddr, IpAddr) {
    let (first, last) = number::ends(block);
    let is_ipv6 = matches!(block, IpNet::V6(_));
    let address = |number| number::address(number, is_ipv6);
    (address(first), address(last))
}

/// The next one in the line of all addresses; `None` behind the last one.
fn next(address: IpAddr) -> Option<IpAddr> {
    let next = number::of(address).checked_add(1)?;
    Some(match address {
        LAST_V4 => FIRST_V6,
        _ => number::address(next, address.is_ipv6()),
    })
}

/// The one before in the line of all addresses; the first one stays.
fn previous(address: IpAddr) -> IpAddr {
    match number::of(address).checked_sub(1) {
        Some(previous) => number::address(previous, address.is_ipv6()),
        None if address.is_ipv6() => LAST_V4,
        None => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

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

    /// Near both ends of both families, where one of them ends and the other begins.
    fn near_the_ends() -> Vec<IpAddr> {
        let v4 = (0..20).chain(u32::MAX - 19..=u32::MAX);
        let v6 = (0..20).chain(u128::MAX - 19..=u128::MAX);
        v4.map(|number| IpAddr::V4(number.into()))
            .chain(v6.map(|number| IpAddr::V6(number.into())))
            .collect()
    }

    fn some_set() -> impl Strategy<Value = AddressSet> {
        let address = proptest::sample::select(near_the_ends());
        let pairs = proptest::collection::vec((address.clone(), address), 0..8);
        pairs.prop_map(|pairs| {
            pairs.iter().fold(AddressSet::empty(), |all, (a, b)| {
                all.union(&AddressSet::between(*a.min(b), *a.max(b)))
            })
        })
    }

    fn members(set: &AddressSet) -> BTreeSet<IpAddr> {
        let mut all = near_the_ends();
        // Nothing begins or ends in between, so one address stands for all the others of its family.
        all.extend(["10.0.0.0", "fd00::"].map(|middle| middle.parse::<IpAddr>().expect("one")));
        all.retain(|address| set.contains(*address));
        all.into_iter().collect()
    }

    proptest! {
        #[test]
        fn agrees_with_a_plain_set_of_addresses(a in some_set(), b in some_set()) {
            let (x, y) = (members(&a), members(&b));
            prop_assert_eq!(members(&a.union(&b)), &x | &y);
            prop_assert_eq!(members(&a.intersect(&b)), &x & &y);
            prop_assert_eq!(members(&a.minus(&b)), &x - &y);
            prop_assert_eq!(a.is_subset(&b), x.is_subset(&y));
            prop_assert_eq!(a.is_disjoint(&b), x.is_disjoint(&y));
        }

        #[test]
        fn a_small_set_meets_a_large_one_where_it_should(a in some_set(), points in proptest::collection::vec(any::<u8>(), 100)) {
            let mut large = a.clone();
            for (at, point) in points.iter().enumerate() {
                let first = IpAddr::V4((1_000 + 1_000 * at as u32 + u32::from(*point)).into());
                large = large.union(&AddressSet::between(first, first));
            }
            let both = a.combine(&large, |here, there| here && there);
            prop_assert_eq!(&a.intersect(&large), &both);
            let part = AddressSet::between(IpAddr::V4(5_000.into()), IpAddr::V4(20_000.into()));
            for small in [part.clone(), a.minus(&part), a.union(&part)] {
                let both = small.combine(&large, |here, there| here && there);
                prop_assert_eq!(&small.intersect(&large), &both);
                prop_assert_eq!(&large.intersect(&small), &both);
                prop_assert_eq!(small.is_disjoint(&large), both.is_empty());
                let outside = large.minus(&small);
                prop_assert_eq!(outside.is_disjoint(&small), true);
                prop_assert!(outside.intersect(&small).is_empty());
            }
        }

        #[test]
        fn equal_sets_are_equal_values(a in some_set(), b in some_set()) {
            prop_assert_eq!(a.minus(&b).union(&a.intersect(&b)), a.clone());
            prop_assert_eq!(AddressSet::blocks(&a.prefixes()), a.clone());
            let ranges = a.ranges();
            let together = ranges.iter().fold(AddressSet::empty(), |all, (first, last)| {
                all.union(&AddressSet::range(*first, *last))
            });
            prop_assert_eq!(together, a);
        }
    }

    #[test]
    fn a_range_of_two_families_or_in_the_wrong_order_is_empty() {
        assert!(AddressSet::range(LAST_V4, FIRST_V6).is_empty());
        assert!(AddressSet::range(LAST_V4, FIRST_V4).is_empty());
        assert_eq!(
            AddressSet::all().ranges(),
            [(FIRST_V4, LAST_V4), (FIRST_V6, LAST_V6)]
        );
        assert_eq!(AddressSet::all().count(), u128::MAX);
        assert_eq!(AddressSet::range(LAST_V6, LAST_V6).count(), 1);
    }
}
