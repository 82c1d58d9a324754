//! What happened while an NSG's rules were tried.

use super::need::Need;
use super::rule_match::RuleMatch;
use crate::azure::Access;
use crate::question::SourceSet;

/// One rule, or a gap, and what it did to the asked remote ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What was tried.
    pub tried: Tried,
    /// How it matched; `None` for a gap.
    pub matched: Option<RuleMatch>,
    /// What became of it.
    pub fate: Fate,
    /// The asked remote ends that it decides.
    pub decides: SourceSet,
}

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tried {
    /// The rule at this index of the NSG's list.
    Rule(usize),
    /// Whatever rules are missing from the paste, at any priority.
    Missing,
}

/// What became of a step, for the asked remote ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It decides all or some of them.
    Decides,
    /// It decides all or some of them unless a rule before it does, and nobody can tell whether one does.
    DecidesOtherwise,
    /// It may decide; nobody can tell.
    Undecided,
    /// It was tried and did not match.
    NotMatched,
    /// All were decided before it.
    NeverReached,
    /// It is not in force (T61).
    NotInForce,
}

/// Remote ends that fare the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Who they are.
    pub sources: SourceSet,
    /// What happens to them.
    pub outcome: Outcome,
    /// The step that certainly matches them; `None` when they reach the end of the list.
    pub decided_by: Option<usize>,
    /// The steps before it that may match: for [`Outcome::Depends`] those that would change the outcome, otherwise those
    /// that would do the same.
    pub undecided: Vec<usize>,
    /// What it hangs on.
    pub needs: Vec<Need>,
}

impl Piece {
    /// The step to name: what it hangs on, or what may drop it first; what lets it through for certain.
    pub fn step(&self) -> Option<usize> {
        let first = self.undecided.first().copied();
        match self.outcome {
            Outcome::Allowed => self.decided_by,
            Outcome::Denied | Outcome::Depends => first.or(self.decided_by),
        }
    }
}

/// What happens to a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Let through.
    Allowed,
    /// Dropped.
    Denied,
    /// Either.
    Depends,
}

impl From<Access> for Outcome {
    fn from(access: Access) -> Self {
        match access {
            Access::Allow | Access::AlwaysAllow => Outcome::Allowed,
            Access::Deny => Outcome::Denied,
        }
    }
}
