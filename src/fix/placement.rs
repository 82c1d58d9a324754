//! Where a new rule goes: a free priority before all that stops the client, and a free name.

use super::change::{Change, proposed};
use crate::azure::just_in_time::is_just_in_time;
use crate::azure::security_rule::USER_PRIORITIES;
use crate::azure::{Access, AddressTerm, NetworkSecurityGroup, SecurityRule, Unknown};
use crate::join::Topology;
use crate::judge::rule_match::{Context, match_rule};
use crate::net::text;
use crate::question::{Question, SourceSet};
use std::rc::Rc;

/// An NSG in all its forms, as a rule for these clients sees it.
pub struct Room<'t> {
    group: &'t Rc<NetworkSecurityGroup>,
    topology: &'t Topology,
    /// The rules of every form.
    rules: Vec<&'t SecurityRule>,
    /// Those that have each priority, in their order; rules may be many.
    at: Vec<Vec<&'t SecurityRule>>,
    /// The lowest priority of a rule that stops the clients, or may.
    pub limit: u32,
    /// A rule of just-in-time access that denies what is asked.
    pub just_in_time: Option<&'t SecurityRule>,
}

impl<'t> Room<'t> {
    /// In this NSG.
    pub fn of(
        group: &'t Rc<NetworkSecurityGroup>,
        topology: &'t Topology,
        question: &'t Question,
        stopped: &SourceSet,
    ) -> Room<'t> {
        let mut room = Room {
            group,
            topology,
            rules: Vec::new(),
            at: vec![Vec::new(); *USER_PRIORITIES.end() as usize + 2],
            limit: USER_PRIORITIES.end() + 1,
            just_in_time: None,
        };
        let in_path = topology.filters.iter().flat_map(|filter| &filter.versions);
        for form in in_path.chain(&topology.overridden) {
            if form.is_form_of(group) {
                room.rules.extend(form.rules.iter().map(Rc::as_ref));
            }
        }
        let context = Context::new(topology, question);
        for rule in &room.rules {
            let is_other_way = rule
                .direction
                .get()
                .is_some_and(|it| *it != question.direction);
            let at = rule.priority.get().map(|priority| *priority as usize);
            if let Some(same) = at.and_then(|at| room.at.get_mut(at))
                && !is_other_way
            {
                same.push(rule);
            }
            if is_other_way || rule.access.get() == Some(&Access::Allow) || rule.default {
                continue;
            }
            if match_rule(rule, &context, stopped).may.is_disjoint(stopped) {
                continue;
            }
            if let Some(priority) = rule.priority.get() {
                room.limit = room.limit.min(*priority);
            }
            if is_just_in_time(&rule.name) {
                room.just_in_time = Some(rule);
            }
        }
        room
    }

    /// The documented sample's priority where it fits, else the next free one before the limit (fix-catalogue NSG-ALLOW).
    pub fn free(&self) -> Option<u32> {
        const MOST_RULES: usize = 1_000;
        let own = self.rules.iter().filter(|rule| !rule.default);
        if own.count() >= MOST_RULES {
            return None;
        }
        const SAMPLE: u32 = 300;
        for priority in (SAMPLE..self.limit).step_by(10) {
            if !self.is_taken(priority) {
                return Some(priority);
            }
        }
        self.last_free()
    }

    /// The free priority that is nearest to the limit: a rule that moves there passes as few others as can be.
    pub fn last_free(&self) -> Option<u32> {
        let mut priorities = *USER_PRIORITIES.start()..self.limit;
        priorities.rfind(|priority| !self.is_taken(*priority))
    }

    /// The first free one of those that just-in-time access gives its rules (fix-catalogue JIT-REQUEST).
    pub fn for_request(&self) -> Option<u32> {
        let mut priorities = 100..=110;
        priorities.find(|priority| !self.is_taken(*priority))
    }

    /// Where every number before the limit is taken: the rules from there to the next gap move up by one, all in their
    /// order.
    pub fn renumbering(&self) -> Option<(u32, Change)> {
        let mut gap = self.limit.max(*USER_PRIORITIES.start());
        let first = gap;
        let mut moved: Vec<SecurityRule> = Vec::new();
        while self.is_taken(gap) {
            for rule in self.at(gap) {
                if moved.iter().any(|it| it.name == rule.name) {
                    continue;
                }
                if rule.name.is_empty() || is_just_in_time(&rule.name) {
                    return None;
                }
                let mut rule = as_stored(rule, self.group, self.topology);
                rule.priority = proposed(gap + 1);
                moved.push(rule);
            }
            gap += 1;
        }
        if moved.is_empty() || gap > *USER_PRIORITIES.end() {
            return None;
        }
        let group = Rc::clone(self.group);
        Some((
            first,
            Change::Renumber {
                group,
                rules: moved,
            },
        ))
    }

    fn is_taken(&self, priority: u32) -> bool {
        !self.at(priority).is_empty()
    }

    /// The rules at a priority. Each direction has priorities of its own.
    fn at(&self, priority: u32) -> &[&'t SecurityRule] {
        let at = self.at.get(priority as usize);
        at.map_or(&[], Vec::as_slice)
    }

    /// A name that no rule has and that Azure takes: letters and digits do.
    pub fn free_name(&self, start: &str) -> String {
        let mut name = start.to_owned();
        let mut number = 1;
        while self
            .rules
            .iter()
            .any(|rule| rule.name.eq_ignore_ascii_case(&name))
        {
            number += 1;
            name = [start, &text::number(number)].concat();
        }
        name
    }
}

/// A rule as it is stored, which is what a command has to restate. The effective form of a tag may hold its addresses,
/// so where only that was pasted, such a field is not known whole.
pub fn as_stored(
    rule: &SecurityRule,
    group: &NetworkSecurityGroup,
    topology: &Topology,
) -> SecurityRule {
    for form in &topology.overridden {
        let is_it = |known: &&Rc<SecurityRule>| known.name.eq_ignore_ascii_case(&rule.name);
        if let (true, Some(stored)) = (form.is_form_of(group), form.rules.iter().find(is_it)) {
            return SecurityRule::clone(stored);
        }
    }
    let mut stored = rule.clone();
    for field in [&mut stored.source, &mut stored.destination] {
        let is_tag = |term: &AddressTerm| matches!(term, AddressTerm::Tag(_));
        if group.is_effective && field.terms.len() > 1 && field.terms.iter().any(is_tag) {
            field.lost = Some(Unknown::Truncated);
        }
    }
    stored
}
