//! What stands in a paste several times: an NSG and its lone rules, the state before a change and the one after it, two rules
//! of one priority.

use super::first_seen::{ById, FirstSeen, number_of};
use super::loose_rules::Loose;
use super::problem::{Problem, ProblemKind};
use crate::azure::evidence::KnownBy;
use crate::azure::{
    Direction, Document, NetworkSecurityGroup, Resource, ResourceId, RuleState, SecurityRule,
};
use std::cell::RefCell;
use std::rc::Rc;

/// Where NSGs are, by what tells that two are the same.
#[derive(Default)]
pub struct KnownGroups {
    ids: ById,
    /// Of those without an id.
    names: FirstSeen,
}

impl KnownGroups {
    /// Adds one.
    pub fn add(&mut self, group: &NetworkSecurityGroup, at: usize) {
        match &group.id {
            Some(id) => self.ids.add(id, at),
            None => self.names.add(number_of(&group.name), at),
        }
    }

    /// Those that are the same as these lone rules' NSG, in the order in which they were added.
    pub fn like(
        &self,
        loose: &NetworkSecurityGroup,
        groups: &[NetworkSecurityGroup],
    ) -> Vec<usize> {
        let found = RefCell::new(Vec::new());
        let note = |at: usize| {
            let is_same = groups.get(at).is_some_and(|group| {
                group.is_admin == loose.is_admin && group.is_same_object(loose)
            });
            if is_same {
                found.borrow_mut().push(at);
            }
            false
        };
        if let Some(id) = &loose.id {
            self.ids.find(id, &note);
            self.names.find(number_of(&loose.name), &note);
        }
        found.into_inner()
    }
}

/// What lone rules say of the NSG that is pasted itself, there: nothing new, what was not shown of it, or rules that it has
/// got since. What is left stands for an NSG, or a version of one.
pub fn settle(
    loose: Loose,
    places: &[usize],
    groups: &mut [NetworkSecurityGroup],
    problems: &mut Vec<Problem>,
) -> Option<NetworkSecurityGroup> {
    let (has_strays, is_part) = (loose.has_strays, !loose.is_whole);
    let mut loose = loose.group;
    let has_user_rules = loose.rules.iter().any(|rule| !rule.default);
    let has_name = |rule: &Rc<SecurityRule>| !rule.name.is_empty();
    let are_named = loose.rules.iter().all(has_name);
    // Among rules with names, the first without one is what is left of a text that was cut at its beginning.
    if let [first, rest @ ..] = loose.rules.as_slice()
        && first.name.is_empty()
        && rest.iter().any(has_name)
    {
        loose.cut.get_or_insert(first.origin);
    }
    // A command above them says that it printed only some.
    if is_part {
        loose.cut.get_or_insert(loose.origin);
    }
    if !has_user_rules && loose.cut.is_none() {
        loose.cut = Some(loose.origin);
    }
    // The first where that was not shown whole, else the last before the rules.
    let mut owner = None;
    for at in places.iter().copied() {
        let Some(group) = groups.get(at) else {
            continue;
        };
        if group.cut.is_none() {
            let known = KnownRules::of(&group.rules);
            if loose.rules.iter().all(|rule| known.has(rule, &group.rules)) {
                return None;
            }
        } else if owner.is_none() {
            owner = Some(at);
            break;
        }
        if owner.is_none() || group.origin.span() < loose.origin.span() {
            owner = Some(at);
        }
    }
    // Without a subscription an id may be that of several.
    let is_unsure = has_strays
        || !are_named
        || loose.is_admin
        || places.len() > 1 && loose.id.as_ref().is_none_or(ResourceId::is_partial);
    let version = match owner.and_then(|at| groups.get_mut(at)) {
        Some(owner) if owner.cut.is_some() || !is_unsure => {
            let is_out =
                |rule: &Rc<SecurityRule>| rule.direction.get() == Some(&Direction::Outbound);
            // They say nothing of those that let somebody in.
            if owner.cut.is_some() && loose.rules.iter().all(is_out) {
                loose.cut.get_or_insert(loose.origin);
            }
            if owner.cut.is_some() && has_user_rules && loose.cut.is_none() {
                let shown = |problem: &Problem| {
                    problem.kind == ProblemKind::RulesNotShown && problem.name() == owner.name
                };
                problems.retain(|problem| !shown(problem));
            }
            join(loose, owner, (has_user_rules, is_part), problems)
        }
        _ => Some(loose),
    };
    if let Some(version) = &version
        && let Some(origin) = version.cut
    {
        let kind = ProblemKind::RulesNotShown;
        problems.push(Problem::new(kind, &version.name, origin.span()));
    }
    version
}

/// Adds to an NSG its rules that stand elsewhere. One that differs from the one of its name, or that an NSG further down
/// does not have, makes another version, which is the same in all else.
fn join(
    loose: NetworkSecurityGroup,
    owner: &mut NetworkSecurityGroup,
    (has_user_rules, is_part): (bool, bool),
    problems: &mut Vec<Problem>,
) -> Option<NetworkSecurityGroup> {
    let mut known = KnownRules::of(&owner.rules);
    let was_cut = owner.cut.is_some();
    let is_behind = was_cut || owner.origin.span() < loose.origin.span();
    if was_cut {
        if has_user_rules && loose.cut.is_none() {
            owner.cut = None;
        }
    } else if has_user_rules && !is_part && loose.rules.iter().any(|it| known.has(it, &owner.rules))
    {
        // Some are those of the NSG, and others of it are gone: these are its rules as a whole, later.
        let own = KnownRules::of(&loose.rules);
        let is_gone =
            |it: &Rc<SecurityRule>| !it.default && own.namesake(it, &loose.rules).is_none();
        if owner.rules.iter().any(is_gone) {
            return Some(loose);
        }
    }
    let mut is_other = !is_behind;
    let mut other = owner.clone();
    other.origin = loose.origin;
    for rule in loose.rules {
        if let Some(at) = known.namesake(&rule, &other.rules) {
            if let Some(namesake) = other.rules.get_mut(at)
                && !namesake.says_the_same(&rule)
            {
                *namesake = rule;
                is_other = true;
            }
            continue;
        }
        known.add(&rule, other.rules.len());
        if is_behind {
            if !was_cut && !rule.default {
                let words = [&rule.name, owner.name.as_str(), ""];
                problems.push(Problem::of(
                    ProblemKind::RuleAdded,
                    words,
                    rule.origin.span(),
                ));
            }
            owner.rules.push(Rc::clone(&rule));
        }
        other.rules.push(rule);
    }
    is_other.then_some(other)
}

/// Where the rules of an NSG are, by their names.
#[derive(Default)]
struct KnownRules(FirstSeen);

impl KnownRules {
    fn of(rules: &[Rc<SecurityRule>]) -> Self {
        let mut known = KnownRules::default();
        for (at, rule) in rules.iter().enumerate() {
            known.add(rule, at);
        }
        known
    }

    fn add(&mut self, rule: &SecurityRule, at: usize) {
        self.0.add(number_of(&rule.name), at);
    }

    /// The one of the same name.
    fn namesake(&self, rule: &SecurityRule, rules: &[Rc<SecurityRule>]) -> Option<usize> {
        let is_it = |at: usize| {
            let known = rules.get(at);
            known.is_some_and(|known| known.name.eq_ignore_ascii_case(&rule.name))
        };
        self.0.find(number_of(&rule.name), &is_it)
    }

    /// Whether one that says the same is among them.
    fn has(&self, rule: &SecurityRule, rules: &[Rc<SecurityRule>]) -> bool {
        let says_it = |at: usize| rules.get(at).is_some_and(|known| known.says_the_same(rule));
        self.0.find(number_of(&rule.name), &says_it).is_some()
    }
}

/// What was read so far, to be held against what comes later.
#[derive(Default)]
pub struct Later {
    ids: ById,
    /// Of VMs, which the paste may name without an id.
    names: FirstSeen,
}

impl Later {
    /// Takes out the first that this contradicts.
    pub fn replaces(&mut self, resource: &Resource, documents: &mut [Option<Document>]) -> bool {
        let contradicts = |at: usize| {
            let known = documents.get(at).and_then(Option::as_ref);
            known.is_some_and(|known| resource.contradicts(&known.resource))
        };
        let here = documents.len();
        let found = match resource.known_by() {
            KnownBy::Nothing => None,
            KnownBy::Id(id) => {
                let found = self.ids.find(id, &contradicts);
                self.ids.add(id, here);
                found
            }
            KnownBy::Name(name) => {
                let found = self.names.find(number_of(name), &contradicts);
                self.names.add(number_of(name), here);
                found
            }
        };
        let replaced = found.and_then(|at| documents.get_mut(at)?.take());
        replaced.is_some()
    }
}

/// Takes out what is more than an NSG can hold (azure-semantics §12): these are rules of several, and nobody can say whose.
pub fn keep_what_an_nsg_holds(group: &mut NetworkSecurityGroup, problems: &mut Vec<Problem>) {
    const MOST: usize = 1000;
    let is_users = |rule: &&Rc<SecurityRule>| !rule.default;
    let Some(first_too_many) = group.rules.iter().filter(is_users).nth(MOST) else {
        return;
    };
    let origin = first_too_many.origin;
    let mut problem = Problem::new(ProblemKind::TooManyRules, &group.name, origin.span());
    problem.number = group.rules.iter().filter(is_users).count() as u32;
    problems.push(problem);
    group.cut.get_or_insert(origin);
    let mut kept = 0;
    group.rules.retain(|rule| {
        kept += usize::from(!rule.default);
        rule.default || kept <= MOST
    });
}

/// Priorities are unique per direction (ambiguity A1, T26, T27). Default rules may repeat (T65).
pub fn report_duplicate_priorities(group: &NetworkSecurityGroup, problems: &mut Vec<Problem>) {
    let can_clash = |rule: &SecurityRule| !rule.default && rule.state != RuleState::Unsaved;
    let mut seen = FirstSeen::default();
    for (at, rule) in group
        .rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| can_clash(rule))
    {
        let (Some(direction), Some(priority)) = (rule.direction.get(), rule.priority.get()) else {
            continue;
        };
        let known_by = *priority << 1 | u32::from(*direction == Direction::Inbound);
        let is_same = |at: usize| {
            let known = group.rules.get(at);
            known.is_some_and(|known| {
                known.direction.get() == Some(direction) && known.priority.get() == Some(priority)
            })
        };
        let first = seen.find(known_by, &is_same);
        if first.is_none() {
            seen.add(known_by, at);
        }
        if let Some(first) = first.and_then(|first| group.rules.get(first)) {
            let at = rule.priority.origin.span().or(rule.origin.span());
            let words = [&first.name, "", &rule.name];
            let mut problem = Problem::of(ProblemKind::DuplicatePriority, words, at);
            problem.number = *priority;
            problem.direction = *direction;
            problems.push(problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Input, read};
    use std::fmt::Write;

    #[test]
    fn more_rules_than_an_nsg_holds_are_rules_of_several() {
        for (count, kept) in [(1000, 1000), (1001, 1000), (2500, 1000)] {
            let mut text =
                "Priority\tName\tPort\tProtocol\tSource\tDestination\tAction\n".to_owned();
            for number in 0..count {
                let priority = 100 + number % 3996;
                writeln!(text, "{priority}\tr{number}\t3389\tTCP\tAny\tAny\tDeny").expect("room");
            }
            let (evidence, problems) = read(&[Input { name: None, text }]);
            let groups = evidence.network_security_groups();
            let group = groups.first().expect("an NSG");
            let is_users = |rule: &&Rc<SecurityRule>| !rule.default;
            assert_eq!(group.rules.iter().filter(is_users).count(), kept);
            assert_eq!(group.cut.is_some(), count > kept);
            let said: Vec<u32> = problems
                .iter()
                .filter(|problem| problem.kind == ProblemKind::TooManyRules)
                .map(|problem| problem.number)
                .collect();
            assert_eq!(
                said,
                if count > kept {
                    vec![count as u32]
                } else {
                    vec![]
                }
            );
        }
    }
}
