//! Every way that the unknowns of a case could be: a piece of plain code is run again and again, and each run is one
//! world. Whenever the code asks about something unknown, it gets one answer in one run and the next in another.

use rdpcheck::judge::Answer;
use std::collections::HashMap;
use std::hash::Hash;

/// One world: what is true in it is settled when it is first asked for.
pub struct World<F> {
    /// Which way was taken at each fork, and how many ways there were.
    forks: Vec<(usize, usize)>,
    passed: usize,
    settled: HashMap<F, bool>,
}

impl<F: Hash + Eq> World<F> {
    /// One of `ways` possibilities, another one in every world.
    pub fn choose(&mut self, ways: usize) -> usize {
        if self.passed == self.forks.len() {
            self.forks.push((0, ways));
        }
        let (way, _) = self.forks[self.passed];
        self.passed += 1;
        way
    }

    /// Whether `fact` is true in this world: the same answer however often it is asked.
    pub fn holds(&mut self, fact: F) -> bool {
        if let Some(known) = self.settled.get(&fact) {
            return *known;
        }
        let is_true = self.choose(2) == 1;
        self.settled.insert(fact, is_true);
        is_true
    }
}

/// Whether the connection passes in every world, in none, or in some.
pub fn in_every_world<F: Hash + Eq>(mut passes: impl FnMut(&mut World<F>) -> bool) -> Answer {
    let mut forks: Vec<(usize, usize)> = Vec::new();
    let (mut passed_once, mut stopped_once) = (false, false);
    loop {
        let mut world = World {
            forks: std::mem::take(&mut forks),
            passed: 0,
            settled: HashMap::new(),
        };
        if passes(&mut world) {
            passed_once = true;
        } else {
            stopped_once = true;
        }
        if passed_once && stopped_once {
            return Answer::Depends;
        }
        forks = world.forks;
        // The next world: take the next way at the last fork that has one left.
        while let Some((way, ways)) = forks.pop() {
            if way + 1 < ways {
                forks.push((way + 1, ways));
                break;
            }
        }
        if forks.is_empty() {
            return if passed_once {
                Answer::Open
            } else {
                Answer::Blocked
            };
        }
    }
}
