//! An exact set of whole numbers, kept as sorted intervals that neither touch nor overlap.

/// A number that intervals are made of: a port, or an address as an integer.
pub trait Point: Copy + Ord + std::fmt::Debug {
    /// The smallest one.
    const MIN: Self;
    /// The largest one.
    const MAX: Self;
    /// The next one; the largest stays.
    fn next(self) -> Self;
    /// The one before; the smallest stays.
    fn previous(self) -> Self;
}

macro_rules! point {
    ($($number:ty),*) => {$(
        impl Point for $number {
            const MIN: Self = <$number>::MIN;
            const MAX: Self = <$number>::MAX;
            fn next(self) -> Self {
                self.saturating_add(1)
            }
            fn previous(self) -> Self {
                self.saturating_sub(1)
            }
        }
    )*};
}
point!(u32, u128);
#[cfg(test)]
point!(u16);

/// A set of numbers as inclusive intervals, sorted, disjoint and never adjacent, so that two equal sets are
/// equal values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IntervalSet<N> {
    intervals: Vec<(N, N)>,
}

impl<N> Default for IntervalSet<N> {
    fn default() -> Self {
        IntervalSet {
            intervals: Vec::new(),
        }
    }
}

impl<N: Point> IntervalSet<N> {
    /// The set with nothing in it.
    pub const fn empty() -> Self {
        IntervalSet {
            intervals: Vec::new(),
        }
    }

    /// Every number there is.
    pub fn all() -> Self {
        Self::range(N::MIN, N::MAX)
    }

    /// From `first` to `last`, both included; nothing when they are the wrong way round.
    pub fn range(first: N, last: N) -> Self {
        IntervalSet {
            intervals: if first <= last {
                vec![(first, last)]
            } else {
                Vec::new()
            },
        }
    }

    /// The union of any number of intervals in any order.
    pub fn from_ranges(ranges: &[(N, N)]) -> Self {
        let sets = ranges
            .iter()
            .map(|(first, last)| Self::range(*first, *last));
        Self::union_all(sets.collect())
    }

    /// Joins neighbours two by two until one set is left. Joining is sorting here, and needs no sort of its own for
    /// each kind of number: those weigh kilobytes in the page.
    fn union_all(mut sets: Vec<Self>) -> Self {
        while sets.len() > 1 {
            let pairs = sets.chunks(2).map(|pair| match pair {
                [a, b] => a.union(b),
                [a] => a.clone(),
                _ => Self::empty(),
            });
            sets = pairs.collect();
        }
        sets.pop().unwrap_or_default()
    }

    /// The intervals, in order.
    pub fn intervals(&self) -> &[(N, N)] {
        &self.intervals
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.intervals.is_empty()
    }

    /// Whether `point` is in it.
    pub fn contains(&self, point: N) -> bool {
        let after = self.intervals.partition_point(|(first, _)| *first <= point);
        after
            .checked_sub(1)
            .and_then(|at| self.intervals.get(at))
            .is_some_and(|(_, last)| point <= *last)
    }

    /// What is in either.
    pub fn union(&self, other: &Self) -> Self {
        if other.is_empty() {
            return self.clone();
        }
        if self.is_empty() {
            return other.clone();
        }
        let mut intervals = Vec::with_capacity(self.intervals.len() + other.intervals.len());
        let (mut left, mut right) = (
            self.intervals.iter().peekable(),
            other.intervals.iter().peekable(),
        );
        loop {
            let next = match (left.peek(), right.peek()) {
                (Some(a), Some(b)) if a <= b => left.next(),
                (Some(_), None) => left.next(),
                (_, Some(_)) => right.next(),
                (None, None) => break,
            };
            if let Some(&(first, last)) = next {
                push_merged(&mut intervals, first, last);
            }
        }
        IntervalSet { intervals }
    }

    /// What is in both.
    pub fn intersect(&self, other: &Self) -> Self {
        let mut intervals = Vec::new();
        let (mut left, mut right) = (self.intervals.iter(), other.intervals.iter());
        let (mut a, mut b) = (left.next(), right.next());
        while let (Some(&(a_first, a_last)), Some(&(b_first, b_last))) = (a, b) {
            let (first, last) = (a_first.max(b_first), a_last.min(b_last));
            if first <= last {
                intervals.push((first, last));
            }
            if a_last <= b_last {
                a = left.next();
            } else {
                b = right.next();
            }
        }
        IntervalSet { intervals }
    }

    /// What is in this one and not in `other`.
    pub fn minus(&self, other: &Self) -> Self {
        self.intersect(&other.complement())
    }

    /// Every number that is not in it.
    pub fn complement(&self) -> Self {
        let mut intervals = Vec::with_capacity(self.intervals.len() + 1);
        let mut from = Some(N::MIN);
        for &(first, last) in &self.intervals {
            if let Some(start) = from.filter(|start| *start < first) {
                intervals.push((start, first.previous()));
            }
            from = (last < N::MAX).then(|| last.next());
        }
        if let Some(start) = from {
            intervals.push((start, N::MAX));
        }
        IntervalSet { intervals }
    }

    /// Whether everything in this one is in `other` too.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.intervals.iter().all(|(first, last)| {
            let after = other.intervals.partition_point(|(start, _)| start <= first);
            after
                .checked_sub(1)
                .and_then(|at| other.intervals.get(at))
                .is_some_and(|(_, end)| last <= end)
        })
    }

    /// Whether the two have nothing in common.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.intersect(other).is_empty()
    }
}

/// Adds an interval that starts no earlier than the last one, growing that one where they touch.
fn push_merged<N: Point>(intervals: &mut Vec<(N, N)>, first: N, last: N) {
    match intervals.last_mut() {
        Some((_, end)) if first <= *end || first.previous() == *end => *end = (*end).max(last),
        _ => intervals.push((first, last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn small_set() -> impl Strategy<Value = IntervalSet<u16>> {
        // Near both ends of the range, where next and previous could go wrong.
        let point = prop_oneof![0u16..40, (u16::MAX - 40)..=u16::MAX];
        proptest::collection::vec((point.clone(), point), 0..6)
            .prop_map(|ranges| IntervalSet::from_ranges(&ranges))
    }

    fn members(set: &IntervalSet<u16>) -> std::collections::BTreeSet<u16> {
        set.intervals()
            .iter()
            .flat_map(|(first, last)| *first..=*last)
            .collect()
    }

    proptest! {
        #[test]
        fn agrees_with_a_plain_set_of_numbers(a in small_set(), b in small_set()) {
            let (x, y) = (members(&a), members(&b));
            prop_assert_eq!(members(&a.union(&b)), &x | &y);
            prop_assert_eq!(members(&a.intersect(&b)), &x & &y);
            prop_assert_eq!(members(&a.minus(&b)), &x - &y);
            prop_assert_eq!(a.is_subset(&b), x.is_subset(&y));
            prop_assert_eq!(a.complement().complement(), a.clone());
            for point in [0, 1, 20, 39, 40, u16::MAX - 1, u16::MAX] {
                prop_assert_eq!(a.contains(point), x.contains(&point));
            }
        }

        #[test]
        fn equal_sets_are_equal_values(a in small_set(), b in small_set()) {
            prop_assert_eq!(a.minus(&b).union(&a.intersect(&b)), a.clone());
        }
    }
}
