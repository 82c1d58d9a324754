//! What is missing from a text and left a trace: dots in its place, a list that breaks off, lines that nobody can read.

use super::assemble::{Lone, Pieces};
use super::loose_rules::Loose;
use super::problem::{Problem, ProblemKind, report};
use crate::azure::RouteTable;
use crate::origin::{Origin, Span};

impl Pieces {
    /// Somebody wrote dots there for what was left out: more of what was read last, if that was one of a list.
    pub fn leave_out(&mut self, place: Span, problems: &mut Vec<Problem>) {
        let origin = Origin::Pasted(place);
        match self.lone {
            Lone::Rules => self.cut(origin),
            Lone::Routes => {
                if let Some(last) = self.tables.last_mut().filter(|last| last.cut.is_none()) {
                    last.cut = Some(origin);
                    report(ProblemKind::RoutesNotShown, "", place, problems);
                }
            }
            Lone::Neither => {}
        }
    }

    /// Lone rules are missing there: they belong to the NSG that rules were last added to, or to the next one.
    pub fn cut(&mut self, place: Origin) {
        if self.loose.is_empty() {
            self.begin(Loose::new(None, place));
        }
        if let Some(loose) = self.loose.get_mut(self.last) {
            loose.group.cut = Some(place);
        }
    }

    /// Effective routes stand there that nobody can read: some of the last list, or all of one beside what was read.
    pub fn miss_routes(&mut self, place: Span, problems: &mut Vec<Problem>) {
        let origin = Origin::Pasted(place);
        match self.tables.last_mut() {
            Some(last) => Origin::keep_first(&mut last.cut, Some(origin)),
            None if self.groups.is_empty()
                && self.loose.is_empty()
                && self.resources.is_empty() =>
            {
                return;
            }
            None => self.tables.push(RouteTable {
                is_effective: true,
                origin,
                cut: Some(origin),
                ..RouteTable::default()
            }),
        }
        report(ProblemKind::RoutesNotShown, "", place, problems);
    }
}
