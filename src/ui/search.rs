//! The search for fixes and for what is remarkable about the rules, in stretches, so that the page is free in between.

use crate::explain::{Explanation, FindingSearch, RuleFinding};
use crate::fix::{FixSearch, Proposals};

/// How far it is.
pub enum Search {
    /// It has not begun.
    NotBegun,
    /// Fixes are looked for.
    Fixes(Box<FixSearch>),
    /// The fixes are known, and the rest is looked for.
    Findings(Box<FindingSearch>),
    /// Both are for how things are.
    Done,
}

/// What was found.
pub enum Found {
    /// What can be done.
    Fixes(Proposals),
    /// What is remarkable.
    Findings(Vec<RuleFinding>),
}

impl Search {
    /// Looks on until something is found or it is time to stop.
    pub fn go_on(
        &mut self,
        explanation: &Explanation,
        is_time: &dyn Fn() -> bool,
    ) -> Option<Found> {
        while !is_time() {
            let is_more = match self {
                Search::NotBegun => false,
                Search::Fixes(search) => search.go_on(explanation),
                Search::Findings(search) => search.go_on(explanation),
                Search::Done => return None,
            };
            if is_more {
                continue;
            }
            match std::mem::replace(self, Search::Done) {
                Search::NotBegun => *self = Search::Fixes(FixSearch::new(explanation).into()),
                Search::Fixes(search) => {
                    *self = Search::Findings(FindingSearch::new(explanation).into());
                    return Some(Found::Fixes(search.finish()));
                }
                Search::Findings(search) => {
                    return Some(Found::Findings(search.finish(explanation)));
                }
                Search::Done => {}
            }
        }
        None
    }
}
