//! What is read of a printed text: whether the rules come back, and whether what a cut takes away is said.

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rdpcheck::azure::{AddressTerm, PortTerm, RuleState, SecurityRule};
use rdpcheck::read::{Input, Problem, ProblemKind, read};

/// Whether exactly these rules were read, and nothing else is said than what the rules themselves have.
pub(super) fn are_back(
    name: &str,
    text: &str,
    meant: &[SecurityRule],
    (user, problems): &(Vec<SecurityRule>, Vec<Problem>),
) -> TestCaseResult {
    let is_all = user.len() == meant.len();
    prop_assert!(is_all, "{name}\n{text}\n{user:#?}\n{problems:?}");
    for rule in meant {
        let is_there = user.iter().any(|read| read.says_the_same(rule));
        prop_assert!(is_there, "{name}\n{rule:?}\n{text}\n{user:#?}");
    }
    let mut others = problems.iter().filter(|it| !is_of_the_rules(it.kind));
    let lost = others.next();
    prop_assert!(lost.is_none(), "{name}\n{text}\n{lost:?}");
    Ok(())
}

/// Where a text is cut, and which part is kept.
#[derive(Debug)]
pub(super) struct Cut {
    at: prop::sample::Index,
    /// Whether it is cut at its end, so that its beginning is kept.
    pub at_the_end: bool,
}

pub(super) fn cut() -> impl Strategy<Value = Cut> {
    let parts = (any::<prop::sample::Index>(), any::<bool>());
    parts.prop_map(|(at, at_the_end)| Cut { at, at_the_end })
}

impl Cut {
    pub(super) fn left_of<'t>(&self, text: &'t str) -> &'t str {
        let at = text.floor_char_boundary(self.at.index(text.len()));
        let (before, after) = text.split_at(at);
        if self.at_the_end { before } else { after }
    }
}

/// Whether what is left of these rules says nothing else than they did, and what is lost is said to be lost.
pub(super) fn says_what_is_lost(name: &str, rules: &[SecurityRule], left: &str) -> TestCaseResult {
    let (user, problems) = user_rules(left);
    says_what_is_lost_of(name, rules, left, &user, &problems)
}

/// The same of what was read.
pub(super) fn says_what_is_lost_of(
    name: &str,
    rules: &[SecurityRule],
    left: &str,
    user: &[SecurityRule],
    problems: &[Problem],
) -> TestCaseResult {
    for read in user {
        let is_same = rules.iter().any(|printed| is_part_of(read, printed));
        prop_assert!(is_same, "{name}\n{left}\n{read:#?}");
    }
    let is_whole = rules
        .iter()
        .all(|printed| user.iter().any(|read| read.says_the_same(printed)));
    prop_assert!(
        is_whole || !problems.is_empty() || left.trim().is_empty(),
        "{name}\n{left}"
    );
    Ok(())
}

/// Whether every field that is known is the printed one.
pub(super) fn is_part_of(read: &SecurityRule, printed: &SecurityRule) -> bool {
    let mut known = printed.clone();
    let mut seen = read.clone();
    // A name may be lost, or an expression.
    if seen.name.is_empty() || seen.name.contains('[') {
        known.name.clone_from(&seen.name);
    }
    macro_rules! forget {
        ($($field:ident),*) => { $(if seen.$field.get().is_none() { known.$field = seen.$field.clone(); })* };
    }
    forget!(priority, direction, access, protocol);
    known.unread.clone_from(&seen.unread);
    macro_rules! forget_unknown {
        ($kind:ident: $($field:ident),*) => {
            $(
                let is_unknown = |term: &$kind| matches!(term, $kind::Unreadable(_));
                if seen.$field.lost.is_some() || seen.$field.terms.iter().any(is_unknown) {
                    known.$field = seen.$field.clone();
                }
            )*
        };
    }
    forget_unknown!(AddressTerm: source, destination);
    forget_unknown!(PortTerm: source_ports, destination_ports);
    if seen.state == RuleState::Unsaved {
        seen.state = RuleState::InForce;
    }
    seen.says_the_same(&known)
}

pub(super) fn user_rules(text: &str) -> (Vec<SecurityRule>, Vec<Problem>) {
    let (evidence, mut problems) = read(&[Input {
        name: None,
        text: text.to_owned(),
    }]);
    // What a plan prints is not in force, which says nothing of the text.
    problems.retain(|problem| problem.kind != ProblemKind::Planned);
    let mut user = Vec::new();
    for group in evidence.network_security_groups() {
        let own = group.rules.iter().filter(|rule| !rule.default);
        user.extend(own.map(|rule| SecurityRule::clone(rule)));
    }
    (user, problems)
}

pub(super) fn is_of_the_rules(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::DuplicatePriority | ProblemKind::HostBitsSet | ProblemKind::Planned
    )
}
