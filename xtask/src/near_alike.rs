//! Betters an order: stretches of it are turned round wherever what is alike comes nearer to each other so.

/// How far apart two may be and still gain from being alike, and how much of the gain is left at each step.
const NEAR: usize = 6;
const LEFT: f32 = 0.8;
/// For each, so many of those that are most like it are tried beside it.
const TRIED: usize = 24;
/// Nearly all is gained in the first few.
const MOST_ROUNDS: usize = 5;

/// How much every two are alike.
pub struct Alike {
    count: usize,
    values: Vec<f32>,
}

impl Alike {
    /// Of so many; `values` has a row for each.
    pub fn new(count: usize, values: Vec<f32>) -> Self {
        Alike { count, values }
    }

    /// Of these two.
    pub fn of(&self, one: usize, other: usize) -> f32 {
        self.values[one * self.count + other]
    }

    /// For each, the ones that are most like it.
    fn most_like(&self) -> Vec<Vec<usize>> {
        (0..self.count).map(|one| self.most_like_one(one)).collect()
    }

    fn most_like_one(&self, one: usize) -> Vec<usize> {
        let mut like = Vec::new();
        for other in 0..self.count {
            let alike = self.of(one, other);
            if other != one && alike > 0.0 {
                like.push((alike, other));
            }
        }
        let more_first =
            |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if like.len() > TRIED {
            like.select_nth_unstable_by(TRIED, more_first);
            like.truncate(TRIED);
        }
        like.sort_by(more_first);
        like.into_iter().map(|(_, other)| other).collect()
    }
}

/// The same in a better order.
pub fn bettered(order: Vec<usize>, alike: &Alike) -> Vec<usize> {
    let mut row = Row {
        places: vec![0; order.len()],
        order,
        alike,
        gains: (0..NEAR as i32).map(|steps| LEFT.powi(steps)).collect(),
    };
    row.note_places(0, row.order.len());
    let most_like = alike.most_like();
    for _ in 0..MOST_ROUNDS {
        let mut is_better = false;
        for (one, likes) in most_like.iter().enumerate() {
            for like in likes {
                // Either the one behind comes next to the other, or the other way round.
                for behind in [0, 1] {
                    let [a, b] = [one, *like].map(|it| row.places[it]);
                    is_better |= row.turn(a.min(b) + behind, a.max(b) + behind);
                }
            }
        }
        if !is_better {
            break;
        }
    }
    row.order
}

struct Row<'a> {
    order: Vec<usize>,
    /// Where each stands in it.
    places: Vec<usize>,
    alike: &'a Alike,
    /// What likeness is worth at each distance, from 1.
    gains: Vec<f32>,
}

impl Row<'_> {
    /// Turns a stretch round if that is better.
    fn turn(&mut self, start: usize, end: usize) -> bool {
        const ENOUGH: f32 = 1e-6;
        if end <= start + 1 || self.gain(start, end) < ENOUGH {
            return false;
        }
        self.order[start..end].reverse();
        self.note_places(start, end);
        true
    }

    /// What turning this stretch round would gain: its ends come beside others, and nothing else changes.
    fn gain(&self, start: usize, end: usize) -> f32 {
        let mut gain = 0.0;
        for outside in 0..NEAR {
            let before = start.checked_sub(outside + 1).map(|at| self.order[at]);
            let behind = self.order.get(end + outside).copied();
            for inside in 0..(NEAR - outside).min(end - start) {
                let first = self.order[start + inside];
                let last = self.order[end - 1 - inside];
                let worth = self.gains[outside + inside];
                let like =
                    |other: Option<usize>, one| other.map_or(0.0, |it| self.alike.of(it, one));
                gain += worth * (like(before, last) - like(before, first));
                gain += worth * (like(behind, first) - like(behind, last));
            }
        }
        gain
    }

    fn note_places(&mut self, start: usize, end: usize) {
        for at in start..end {
            self.places[self.order[at]] = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Alike, bettered};

    #[test]
    fn like_comes_nearer_to_like() {
        // Numbers are alike when they are near.
        let count = 20_usize;
        let values = (0..count * count)
            .map(|at| 1.0 / (1 + (at / count).abs_diff(at % count)) as f32)
            .collect();
        let mixed = (0..count).map(|at| at * 7 % count).collect();
        let order = bettered(mixed, &Alike::new(count, values));
        let steps: usize = order.windows(2).map(|two| two[0].abs_diff(two[1])).sum();
        assert!(steps < 2 * count, "{order:?}");
        let mut all = order;
        all.sort_unstable();
        assert!(all.into_iter().eq(0..count));
    }
}
