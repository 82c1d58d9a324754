//! A table without a column says so once, and not of every row; so do rules that stand one behind the other.

use super::problem::{Problem, ProblemKind};
use crate::azure::security_rule::RuleField;
use crate::origin::Span;

/// What several rules lack.
#[derive(Debug, Default)]
pub struct Lacking {
    /// Fields, each with the number of the problem that names it.
    said: Vec<(RuleField, usize)>,
}

impl Lacking {
    /// Joins the problems from number `before` on, which are of what stands at `place`, with those that say the same of
    /// others there.
    pub fn say_once(&mut self, place: Span, before: usize, problems: &mut Vec<Problem>) {
        let mut at = before;
        while at < problems.len() {
            if self.is_said(place, at, problems) {
                problems.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// Whether one of those before number `at` says it now.
    fn is_said(&mut self, place: Span, at: usize, problems: &mut [Problem]) -> bool {
        use ProblemKind::{ColumnMissing, FieldMissing};
        let Some((before, [problem, ..])) = problems.split_at_mut_checked(at) else {
            return false;
        };
        let (FieldMissing | ColumnMissing, Some(field)) = (problem.kind, problem.field) else {
            return false;
        };
        let known = self.said.iter().find(|(known, _)| *known == field);
        let known = known.and_then(|(_, at)| before.get_mut(*at));
        if let Some(known) = known
            && known.field == Some(field)
            && let Some(at) = known.at.filter(|at| at.input == place.input)
        {
            known.kind = ColumnMissing;
            known.number = known.number.max(1) + problem.number.max(1);
            known.at = Some(at.join(place));
            return true;
        }
        self.said.retain(|(known, _)| *known != field);
        self.said.push((field, at));
        false
    }
}
