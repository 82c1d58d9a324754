//! All addresses cut where any rule's set begins or ends, so that walking through a thousand rules is arithmetic on bits.

use crate::net::AddressSet;
use crate::net::address_set::in_line;
use crate::question::SourceSet;
use std::net::IpAddr;

/// Where the line of all addresses is cut. Between two cuts every set of the NSG holds all addresses or none.
pub struct Grid {
    cuts: Vec<IpAddr>,
    /// The first cut of each [`bucket`], from which others are looked for.
    firsts: Vec<usize>,
}

/// A set on a [`Grid`], one bit a cell: what a rule is for, of which most words are empty and left out.
#[derive(Clone, Default)]
pub struct Cells {
    /// The place of each word that is not empty, and its bits, in order.
    words: Vec<(usize, u64)>,
    in_virtual_network: bool,
}

/// The same with every word of a stretch: what is left while rules take from it, and what comes together.
#[derive(Clone)]
pub struct AllCells {
    /// The place of the first word.
    first: usize,
    words: Vec<u64>,
    in_virtual_network: bool,
}

impl Grid {
    /// The grid on which all these sets can be drawn.
    pub fn new(sets: &[&SourceSet]) -> Grid {
        let (mut v4, mut v6) = (vec![0], Vec::new());
        for set in sets {
            for edge in set.addresses.edges() {
                match edge {
                    IpAddr::V4(edge) => v4.push(edge.to_bits().into()),
                    IpAddr::V6(edge) => v6.push(edge.to_bits()),
                }
            }
        }
        let (mut cuts, mut firsts) = (Vec::new(), Vec::new());
        for edge in in_order(v4, 32) {
            cuts.push(IpAddr::V4((edge as u32).into()));
        }
        for edge in in_order(v6, 128) {
            cuts.push(IpAddr::V6(edge.into()));
        }
        for (at, cut) in cuts.iter().enumerate() {
            while firsts.len() <= bucket(cut) {
                firsts.push(at);
            }
        }
        Grid { cuts, firsts }
    }

    /// A set that the grid was made for, or one put together from such sets.
    pub fn cells(&self, set: &SourceSet) -> Cells {
        let mut cells = Cells {
            words: Vec::with_capacity(set.addresses.edges().len()),
            in_virtual_network: set.in_virtual_network,
        };
        for edges in set.addresses.edges().chunks(2) {
            let mut from = edges.first().map_or(0, |edge| self.place(edge, 0));
            let end = (edges.get(1)).map_or(self.cuts.len(), |edge| self.place(edge, from));
            while from < end {
                let next = end.min((from / 64 + 1) * 64);
                let bits = (u64::MAX >> (64 - (next - from))) << (from % 64);
                cells.push(from / 64, bits);
                from = next;
            }
        }
        cells
    }

    /// Which cut this edge is, of those from `from` on. It is looked for in steps that double, because it lies close to
    /// the first one of its bucket, and the two ends of a block to each other.
    fn place(&self, edge: &IpAddr, from: usize) -> usize {
        let is_before = |cut: &IpAddr| in_line(cut, edge).is_lt();
        let first = self.firsts.get(bucket(edge)).copied();
        let (mut low, mut step) = (from.max(first.unwrap_or(0)), 1);
        while self.cuts.get(low + step).is_some_and(is_before) {
            low += step;
            step *= 2;
        }
        let near = self.cuts.get(low..).unwrap_or_default();
        let near = near.get(..=step).unwrap_or(near);
        low + near.partition_point(is_before)
    }

    /// Nothing, with room for everything.
    pub fn nothing(&self) -> AllCells {
        AllCells {
            first: 0,
            words: vec![0; self.cuts.len() / 64 + 1],
            in_virtual_network: false,
        }
    }

    /// The set as addresses.
    pub fn set(&self, cells: &Cells) -> SourceSet {
        let mut edges = Vec::new();
        let (mut behind, mut before) = (0, 0);
        let mut add = |word: usize, mut changes: u64| {
            while changes != 0 {
                let cut = self.cuts.get(word * 64 + changes.trailing_zeros() as usize);
                edges.extend(cut);
                changes &= changes - 1;
            }
        };
        for (at, word) in &cells.words {
            if *at != behind {
                // Where words are left out, nothing goes on.
                add(behind, before);
                before = 0;
            }
            add(*at, word ^ (word << 1 | before));
            before = word >> 63;
            behind = at + 1;
        }
        add(behind, before);
        SourceSet {
            addresses: AddressSet::from_edges(edges),
            in_virtual_network: cells.in_virtual_network,
        }
    }

    /// The same of all cells.
    pub fn set_of_all(&self, all: &AllCells) -> SourceSet {
        self.set(&all.cells())
    }
}

impl Cells {
    fn push(&mut self, at: usize, bits: u64) {
        match self.words.last_mut() {
            Some((last, known)) if *last == at => *known |= bits,
            _ if bits != 0 => self.words.push((at, bits)),
            _ => {}
        }
    }

    /// What is in both, and what is in this one alone.
    pub fn split(&self, other: &Cells) -> (Cells, Cells) {
        let is_inside = |one: bool, two: bool| self.in_virtual_network && one == two;
        let mut both = Cells {
            words: Vec::new(),
            in_virtual_network: is_inside(other.in_virtual_network, true),
        };
        let mut alone = Cells {
            words: Vec::new(),
            in_virtual_network: is_inside(other.in_virtual_network, false),
        };
        let mut others = other.words.iter().peekable();
        for (at, bits) in &self.words {
            while others.next_if(|(place, _)| place < at).is_some() {}
            let mask = match others.peek() {
                Some((place, mask)) if place == at => *mask,
                _ => 0,
            };
            both.push(*at, bits & mask);
            alone.push(*at, bits & !mask);
        }
        (both, alone)
    }

    /// Whether the two have nothing in common.
    pub fn is_disjoint(&self, other: &Cells) -> bool {
        let (few, many) = match self.words.len() < other.words.len() {
            true => (self, other),
            false => (other, self),
        };
        let mut words = few.words.iter();
        !(self.in_virtual_network && other.in_virtual_network)
            && words.all(|(at, bits)| many.bits(*at) & bits == 0)
    }

    /// Whether everything in this one is in `other` too.
    pub fn is_subset(&self, other: &Cells) -> bool {
        let mut words = self.words.iter();
        self.words.len() <= other.words.len()
            && words.all(|(at, bits)| bits & !other.bits(*at) == 0)
            && (!self.in_virtual_network || other.in_virtual_network)
    }

    /// Takes out what is in `other`.
    pub fn remove(&mut self, other: &Cells) {
        self.in_virtual_network &= !other.in_virtual_network;
        let mut is_any_empty = false;
        for (at, bits) in &other.words {
            if let Ok(place) = self.place(*at)
                && let Some((_, own)) = self.words.get_mut(place)
            {
                *own &= !bits;
                is_any_empty |= *own == 0;
            }
        }
        if is_any_empty {
            self.words.retain(|(_, bits)| *bits != 0);
        }
    }

    fn bits(&self, at: usize) -> u64 {
        let word = self.place(at).ok().and_then(|place| self.words.get(place));
        word.map_or(0, |(_, bits)| *bits)
    }

    /// Where a word is. In a set that leaves out none before it, at its own place.
    fn place(&self, at: usize) -> Result<usize, usize> {
        match self.words.get(at) {
            Some((own, _)) if *own == at => Ok(at),
            _ => self.words.binary_search_by_key(&at, |(at, _)| *at),
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && !self.in_virtual_network
    }
}

impl AllCells {
    /// With room for what is in these.
    pub fn of(cells: &Cells) -> AllCells {
        let place = |end: Option<&(usize, u64)>| end.map(|(at, _)| *at);
        let first = place(cells.words.first()).unwrap_or(0);
        let length = place(cells.words.last()).map_or(0, |last| last + 1 - first);
        let mut all = AllCells {
            first,
            words: vec![0; length],
            in_virtual_network: false,
        };
        all.add(cells);
        all
    }

    /// The same without the words that are empty.
    pub fn cells(&self) -> Cells {
        let mut cells = Cells {
            words: Vec::new(),
            in_virtual_network: self.in_virtual_network,
        };
        for (at, bits) in self.words.iter().enumerate() {
            cells.push(self.first + at, *bits);
        }
        cells
    }

    /// Those words of another set that lie in the stretch, each with its place in it.
    fn within<'a>(&self, cells: &'a Cells) -> impl Iterator<Item = (usize, u64)> + use<'a> {
        let (first, end) = (self.first, self.first + self.words.len());
        let from = cells.words.partition_point(|(at, _)| *at < first);
        let rest = cells.words.iter().skip(from);
        let inside = rest.take_while(move |(at, _)| *at < end);
        inside.map(move |(at, bits)| (at - first, *bits))
    }

    /// What is in both.
    pub fn part(&self, cells: &Cells) -> Cells {
        let mut part = Cells {
            words: Vec::with_capacity(self.words.len().min(cells.words.len())),
            in_virtual_network: self.in_virtual_network && cells.in_virtual_network,
        };
        for (at, bits) in self.within(cells) {
            let own = self.words.get(at).copied().unwrap_or(0);
            part.push(self.first + at, own & bits);
        }
        part
    }

    /// Whether nothing is in both.
    pub fn is_apart(&self, cells: &Cells) -> bool {
        let own = |at: usize| self.words.get(at).copied().unwrap_or(0);
        !(self.in_virtual_network && cells.in_virtual_network)
            && (self.within(cells)).all(|(at, bits)| own(at) & bits == 0)
    }

    /// Whether something is in all three.
    pub fn meets(&self, other: &AllCells, cells: &Cells) -> bool {
        let all = |at: usize| Some(self.words.get(at)? & other.word(self.first + at));
        self.in_virtual_network && other.in_virtual_network && cells.in_virtual_network
            || (self.within(cells)).any(|(at, bits)| all(at).unwrap_or(0) & bits != 0)
    }

    fn word(&self, at: usize) -> u64 {
        let own = at.checked_sub(self.first);
        own.and_then(|at| self.words.get(at)).copied().unwrap_or(0)
    }

    /// Takes out what is in `cells`.
    pub fn remove(&mut self, cells: &Cells) {
        self.in_virtual_network &= !cells.in_virtual_network;
        for (at, bits) in self.within(cells) {
            if let Some(word) = self.words.get_mut(at) {
                *word &= !bits;
            }
        }
    }

    /// Takes in what is in `cells`, of which nothing is outside.
    pub fn add(&mut self, cells: &Cells) {
        self.in_virtual_network |= cells.in_virtual_network;
        for (at, bits) in self.within(cells) {
            if let Some(word) = self.words.get_mut(at) {
                *word |= bits;
            }
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.is_disjoint(self)
    }

    /// Whether the two have nothing in common.
    pub fn is_disjoint(&self, other: &AllCells) -> bool {
        let mut words = self.words.iter().zip(self.first..);
        !(self.in_virtual_network && other.in_virtual_network)
            && words.all(|(word, at)| word & other.word(at) == 0)
    }
}

/// By how many bits numbers are put in order at a time.
const DIGIT: usize = 8;

/// The leading bits of an IPv4 address; all of IPv6 is behind them.
fn bucket(address: &IpAddr) -> usize {
    match address {
        IpAddr::V4(address) => address.to_bits() as usize >> (32 - DIGIT),
        IpAddr::V6(_) => 1 << DIGIT,
    }
}

/// Each of these numbers once, in order, digit by digit from the last one: they come by the thousand, and comparing them
/// takes longer. A few are put in their place one by one.
fn in_order(mut numbers: Vec<u128>, bits: usize) -> Vec<u128> {
    const FEW: usize = 40;
    if numbers.len() <= FEW {
        let mut ordered: Vec<u128> = Vec::new();
        for number in numbers {
            let at = ordered.partition_point(|known| *known < number);
            if ordered.get(at) != Some(&number) {
                ordered.insert(at, number);
            }
        }
        return ordered;
    }
    let mut ordered = numbers.clone();
    for shift in (0..bits).step_by(DIGIT) {
        let digit = |number: &u128| (number >> shift) as usize % (1 << DIGIT);
        let mut places = [0; 1 << DIGIT];
        for number in &numbers {
            if let Some(next) = places.get_mut(digit(number) + 1) {
                *next += 1;
            }
        }
        let mut before = 0;
        for place in &mut places {
            before += *place;
            *place = before;
        }
        for number in &numbers {
            if let Some(place) = places.get_mut(digit(number)) {
                if let Some(free) = ordered.get_mut(*place) {
                    *free = *number;
                }
                *place += 1;
            }
        }
        std::mem::swap(&mut numbers, &mut ordered);
    }
    numbers.dedup();
    numbers
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
            let (both, alone) = x.split(&y);
            prop_assert_eq!(grid.set(&both), a.intersect(&b));
            prop_assert_eq!(grid.set(&alone), a.minus(&b));
            prop_assert_eq!(x.is_empty(), a.is_empty());
            prop_assert_eq!(x.is_disjoint(&y), a.is_disjoint(&b));
            prop_assert_eq!(x.is_subset(&y), a.is_subset(&b));
            prop_assert!(both.is_subset(&x) && both.is_subset(&y));
            let mut less = x.clone();
            less.remove(&y);
            prop_assert_eq!(grid.set(&less), a.minus(&b));
            prop_assert_eq!(less.is_empty(), a.is_subset(&b));
            let mut few = AllCells::of(&x);
            prop_assert_eq!(grid.set_of_all(&few), a.clone());
            prop_assert_eq!(grid.set(&few.part(&y)), a.intersect(&b));
            let (other, third) = (AllCells::of(&y), grid.cells(&c));
            prop_assert_eq!(few.is_disjoint(&other), a.is_disjoint(&b));
            let all_three = a.intersect(&b).intersect(&c);
            prop_assert_eq!(few.meets(&other, &third), !all_three.is_empty());
            prop_assert_eq!(few.is_apart(&y), a.is_disjoint(&b));
            few.remove(&y);
            prop_assert_eq!(grid.set_of_all(&few), a.minus(&b));
            prop_assert_eq!(few.is_empty(), a.is_subset(&b));
            let mut all = grid.nothing();
            prop_assert!(all.is_empty());
            all.add(&x);
            prop_assert_eq!(grid.set_of_all(&all), a.clone());
            prop_assert_eq!(grid.set(&all.part(&y)), a.intersect(&b));
            let mut other = grid.nothing();
            other.add(&y);
            prop_assert_eq!(all.is_disjoint(&other), a.is_disjoint(&b));
            all.remove(&y);
            prop_assert_eq!(grid.set_of_all(&all), a.minus(&b));
            prop_assert!(all.is_disjoint(&other));
            other.add(&x);
            prop_assert_eq!(grid.set_of_all(&other), a.union(&b));
        }
    }
}
