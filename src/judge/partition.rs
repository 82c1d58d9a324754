//! The whole address space in three parts.

use super::Answer;
use crate::question::SourceSet;

/// Who gets through, who does not, and who nobody can tell. The three parts are disjoint and hold every address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    /// Those that get through.
    pub open: SourceSet,
    /// Those that certainly do not.
    pub blocked: SourceSet,
    /// Those for whom it hangs on something unknown.
    pub depends: SourceSet,
}

impl Partition {
    /// Nobody can tell anything.
    pub fn all_depends() -> Self {
        Partition {
            open: SourceSet::empty(),
            blocked: SourceSet::empty(),
            depends: SourceSet::all(),
        }
    }

    /// From what certainly gets through and what certainly does not; the rest depends.
    pub fn from(open: SourceSet, blocked: SourceSet) -> Self {
        let depends = SourceSet::all().minus(&open).minus(&blocked);
        Partition {
            open,
            blocked,
            depends,
        }
    }

    /// Through this and then through `next`: both must let a packet pass.
    pub fn then(&self, next: &Partition) -> Partition {
        Partition::from(
            self.open.intersect(&next.open),
            self.blocked.union(&next.blocked),
        )
    }

    /// Certain only where both say the same.
    pub fn where_agreed(&self, other: &Partition) -> Partition {
        Partition::from(
            self.open.intersect(&other.open),
            self.blocked.intersect(&other.blocked),
        )
    }

    /// The same with these sources certainly blocked.
    pub fn block(&self, sources: &SourceSet) -> Partition {
        Partition::from(self.open.minus(sources), self.blocked.union(sources))
    }

    /// The answer for all of `asked` together.
    pub fn answer(&self, asked: &SourceSet) -> Answer {
        if asked.is_subset(&self.blocked) {
            Answer::Blocked
        } else if asked.is_subset(&self.open) {
            Answer::Open
        } else {
            Answer::Depends
        }
    }
}
