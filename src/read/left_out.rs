//! What is missing from a text and left a trace: dots in its place, a list that breaks off, lines that nobody can read.

use super::assemble::{Lone, Pieces};
use super::letters::OF_A_WORD;
use super::loose_rules::Loose;
use super::problem::{Problem, ProblemKind, report};
use crate::azure::{RouteTable, RuleState};
use crate::origin::{Origin, Span};
use std::rc::Rc;

impl Pieces {
    /// Somebody wrote dots there for what was left out: more of what was read last, if that was one of a list.
    pub fn leave_out(&mut self, place: Span, problems: &mut Vec<Problem>) {
        let origin = Origin::Pasted(place);
        match self.lone {
            Lone::Rules => self.cut(origin),
            Lone::Routes => {
                if self.routes.leave_out(origin) {
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
        match self.routes.tables.last_mut() {
            Some(last) => Origin::keep_first(&mut last.cut, Some(origin)),
            None if self.groups.is_empty()
                && self.loose.is_empty()
                && self.resources.is_empty() =>
            {
                return;
            }
            None => self.routes.tables.push(RouteTable {
                is_effective: true,
                origin,
                cut: Some(origin),
                ..RouteTable::default()
            }),
        }
        report(ProblemKind::RoutesNotShown, "", place, problems);
    }

    /// The text shows what was and what will be, and nobody can tell which of the two is: whatever was read is not all.
    pub fn miss_all(&mut self, place: Span, problems: &mut Vec<Problem>) {
        let loose = self.loose.iter_mut().map(|loose| &mut loose.group);
        for group in self.groups.iter_mut().chain(loose) {
            report(ProblemKind::RuleFailed, &group.name, place, problems);
            for rule in &mut group.rules {
                Rc::make_mut(rule).state = RuleState::Failed;
            }
        }
    }
}

/// Where a line stands in two versions, as `git diff` and the like mark them: the old one behind `-`, the new one behind `+`.
pub fn changed_line(text: &str) -> Option<usize> {
    let (mut at, mut old) = (0, None);
    for line in text.split_inclusive('\n') {
        if old.is_some() && first_word(line, '+') == old {
            return Some(at);
        }
        old = first_word(line, '-');
        at += line.len();
    }
    None
}

/// The first word behind this sign at the beginning of a line.
fn first_word(line: &str, sign: char) -> Option<&str> {
    let word = line.strip_prefix(sign)?.split_whitespace().next()?;
    word.starts_with(OF_A_WORD).then_some(word)
}
