//! Puts together what was read in pieces: lone rules become the NSG they belong to, pieces of one NSG become one.

use super::command_line::read_command;
use super::first_seen::{ById, FirstSeen, number_of};
use super::found::{self, BareRule, Found};
use super::lacking::Lacking;
use super::loose_rules::Loose;
use super::order::order;
use super::problem::{Problem, ProblemKind};
use super::rules_command::Above;
use super::settle::{
    KnownGroups, Later, keep_what_an_nsg_holds, report_duplicate_priorities, settle,
};
use super::value::Node;
use crate::azure::{
    AskedFlow, AzureSaid, Document, EndpointAcl, Evidence, NetworkSecurityGroup, Resource, Route,
    RouteTable, RuleState, Typed,
};
use crate::origin::Origin;
use std::cell::Cell;
use std::rc::Rc;

/// Everything that one input held, in the order of the text.
#[derive(Debug, Default)]
pub struct Pieces {
    pub(super) groups: Vec<NetworkSecurityGroup>,
    /// What was read whole.
    pub(super) resources: Vec<Resource>,
    /// Where the first thing of the classic model stands.
    classic: Option<Origin>,
    /// Route tables made of routes that stand alone.
    pub(super) tables: Vec<RouteTable>,
    /// Where the routes of the last one are, by their destinations.
    destinations: FirstSeen,
    /// Where one of them breaks off before its first route.
    routes_cut: Option<Origin>,
    /// NSGs made of lone rules.
    pub(super) loose: Vec<Loose>,
    /// Where they are, by the ids that they began with or were given.
    loose_ids: ById,
    /// The one that rules were last added to.
    pub(super) last: usize,
    /// How often that changed.
    turns: usize,
    /// What the lone rules lack that were added last, one behind the other.
    pub lacking: Lacking,
    /// What commands name.
    typed: Typed,
    /// The last whole command.
    pub last_command: String,
    /// What commands and titles say of lone rules below them.
    pub above: Above,
    /// What IP flow verify or the connection check was asked by the command above its answer.
    asked: Option<AskedFlow>,
    pub(super) lone: Lone,
}

/// What was read last, if it was lone.
#[derive(Debug, Default)]
pub(super) enum Lone {
    #[default]
    Neither,
    Rules,
    Routes,
}

/// More VMs than anybody lists twice.
const MOST_MACHINES: usize = 1_000;

/// More NSGs than a paste holds.
const MOST_VERSIONS: usize = 1_000;

impl Pieces {
    /// Adds what was found in one place.
    pub fn add(&mut self, mut found: Found) {
        self.lone = match (found.routes.is_empty(), found.bare.is_empty()) {
            (false, _) => Lone::Routes,
            (true, false) => Lone::Rules,
            (true, true) => Lone::Neither,
        };
        self.groups.append(&mut found.groups);
        for resource in found.resources {
            self.add_resource(resource);
        }
        Origin::keep_first(&mut self.classic, found.classic);
        self.add_acl(found.acl, found.begins_acl);
        if found.routes.is_empty() {
            // What is left of a route belongs to the list before it or behind it.
            let cut = match self.tables.last_mut() {
                Some(last) => &mut last.cut,
                None => &mut self.routes_cut,
            };
            Origin::keep_first(cut, found.routes_cut);
        } else {
            Origin::keep_first(&mut found.routes_cut, self.routes_cut.take());
            self.add_routes(found.routes, found.are_effective, found.routes_cut);
        }
        for rule in found.bare {
            self.add_bare(rule, found.is_single);
        }
        if let Some(cut) = found.bare_cut {
            self.cut(cut);
        }
    }

    /// Rules that follow one another outside any endpoint are one list.
    fn add_acl(&mut self, mut added: EndpointAcl, begins: bool) {
        let (Some(first), Some(last)) = (added.rules.first(), added.rules.last()) else {
            return;
        };
        let mut whole = first.origin;
        whole.grow(last.origin);
        if !begins
            && let Some(Resource::EndpointAcl { acl, origin }) = self.resources.last_mut()
            && let Some(acl) = Rc::get_mut(acl)
            && origin.grow(whole)
        {
            acl.rules.append(&mut added.rules);
            Origin::keep_first(&mut acl.cut, added.cut);
            return;
        }
        self.resources.push(Resource::EndpointAcl {
            acl: Rc::new(added),
            origin: whole,
        });
    }

    /// Takes in a line that is a command, or goes on with one. `true` when it is whole.
    pub fn take_command(&mut self, line: &str) -> bool {
        if !self.above.is_command(line) {
            return false;
        }
        self.lacking = Lacking::default();
        let Some(whole) = self.above.take(line) else {
            return false;
        };
        self.asked = read_command(&whole, &mut self.typed);
        self.last_command = whole;
        true
    }

    /// Adds what was read whole. Inbound NAT rules that follow one another, each on its own, are one load balancer.
    pub fn add_resource(&mut self, mut resource: Resource) {
        if let Resource::Answer(answer) = &mut resource
            && let Some(typed) = self.asked.take()
        {
            let answer = Rc::make_mut(answer);
            match (&mut answer.asked, &answer.said) {
                (Some(asked), AzureSaid::Connection { .. }) => {
                    (asked.protocol, asked.port) = (typed.protocol, typed.port);
                }
                (asked @ None, AzureSaid::Access { .. }) if typed.direction.is_some() => {
                    *asked = Some(typed);
                }
                _ => self.asked = Some(typed),
            }
        }
        if let (Some(Resource::LoadBalancer(last)), Resource::LoadBalancer(next)) =
            (self.resources.last_mut(), &mut resource)
            && last.front_ends.is_empty()
            && next.front_ends.is_empty()
            && last.id == next.id
            && last.origin.grow(next.origin)
        {
            last.rules.append(&mut next.rules);
            return;
        }
        if let Resource::VirtualMachine(next) = &mut resource {
            for known in self.resources.iter_mut().rev().take(MOST_MACHINES) {
                if let Resource::VirtualMachine(known) = known
                    && known.is_same_object(next)
                {
                    known.learn(next);
                    next.learn(known);
                    break;
                }
            }
        }
        self.resources.push(resource);
    }

    /// Whether the text so far ends with lone rules.
    pub fn has_bare_rules(&self) -> bool {
        !self.loose.is_empty()
    }

    /// Routes that follow one another without their table are one table: of the same kind, in the same input.
    fn add_routes(&mut self, routes: Vec<Route>, is_effective: bool, cut: Option<Origin>) {
        let Some(origin) = routes.first().map(|route| route.origin) else {
            return;
        };
        // One for each prefix of an effective route.
        let is_one = routes.iter().all(|route| route.origin == origin);
        if is_one && let Some(last) = self.tables.last() {
            let fresh = (last.routes.iter().enumerate()).skip(self.destinations.count());
            for (at, known) in fresh {
                self.destinations
                    .add(number_of(&known.destination.text()), at);
            }
        }
        let last = self.tables.last_mut().filter(|last| {
            is_one
                && last.is_effective == is_effective
                && last.origin.is_beside(origin)
                && !routes.iter().any(|route| {
                    let says_it = |at: usize| {
                        let known = last.routes.get(at);
                        known.is_some_and(|known| known.says_the_same(route))
                    };
                    let known_by = number_of(&route.destination.text());
                    self.destinations.find(known_by, &says_it).is_some()
                })
        });
        let table = match last {
            Some(last) => last,
            None => {
                self.destinations = FirstSeen::default();
                self.tables.push_mut(RouteTable {
                    is_effective,
                    origin,
                    ..RouteTable::default()
                })
            }
        };
        Origin::keep_first(&mut table.cut, cut);
        for route in routes {
            table.origin.grow(route.origin);
            table.routes.push(route);
        }
    }

    /// Whether this is a rule that was read before, of which somebody notes a part.
    pub fn know(&self, input: u32, node: &Node<'_>) -> bool {
        // More rules than anybody takes notes of.
        const MOST_RULES: usize = 1_000;
        let mut found = Found::default();
        found::find(input, node, &mut found, &mut Vec::new());
        let loose = self.loose.get(self.last).map(|loose| &loose.group);
        let is_known = |bare: &BareRule| {
            [loose, self.groups.last()].iter().any(|group| {
                let rules = group.map_or(&[][..], |group| &group.rules);
                let mut rules = rules.iter().take(MOST_RULES);
                rules.any(|known| known.says_all_of(&bare.rule))
            })
        };
        found.is_lone_rule() && found.bare.iter().all(is_known)
    }

    /// Begins another NSG with the rules of a table that have the place of others before them.
    pub fn part_from(&mut self, table: &[BareRule]) {
        // Enough to see it.
        const MOST_RULES: usize = 50;
        let last = self.loose.get(self.last);
        let last = last.map_or(&[][..], |last| &last.group.rules);
        let displaces = |bare: &&BareRule| {
            let mut known = last.iter().take(MOST_RULES);
            bare.group.is_none() && !bare.is_admin && known.any(|known| bare.rule.displaces(known))
        };
        if self.loose.len() < MOST_VERSIONS
            && let Some(bare) = table.iter().take(MOST_RULES).find(displaces)
        {
            self.begin(Loose::new(None, bare.rule.origin));
        }
    }

    /// Adds a lone rule, or one that was asked for alone.
    pub fn add_bare(&mut self, mut bare: BareRule, is_single: bool) {
        let is_part = is_single || self.above.is_filtered();
        let is_named_above = self.above.name(&mut bare);
        if bare.group.is_none()
            && let Some(last) = self.loose.get(self.last)
            && self.above.is_of_another(last)
        {
            self.begin(Loose::new(None, bare.rule.origin));
        }
        self.turn_to(&bare, is_named_above);
        let rule = bare.rule;
        let is_stray = bare.group.is_none() && rule.state != RuleState::Unsaved;
        let versions = self.loose.len();
        let Some(last) = self.loose.get_mut(self.last) else {
            return;
        };
        last.has_strays |= is_stray;
        last.is_whole |= !is_part;
        self.above.variables().clone_into(&mut last.variables);
        match last.namesake(&rule.name) {
            // The same output twice.
            Some(known) if known.says_the_same(&rule) => last.repeated.push(rule),
            // Collections of admin rules each name theirs.
            Some(_) if bare.is_admin => last.push(rule),
            // Nobody has so many versions.
            Some(_) if versions >= MOST_VERSIONS => last.push(rule),
            // Names are unique in an NSG, so this is another one, or a later state of the same.
            Some(_) => {
                let mut fresh = Loose::new(last.group.id.clone(), rule.origin);
                for repeated in std::mem::take(&mut last.repeated) {
                    fresh.push(repeated);
                }
                fresh.push(rule);
                fresh.has_strays = is_stray;
                fresh.is_whole = !is_part;
                fresh.variables.clone_from(&last.variables);
                self.begin(fresh);
            }
            None => last.push_first(rule),
        }
    }

    /// Rules are added to this one from now on.
    pub(super) fn begin(&mut self, mut loose: Loose) {
        self.last = self.loose.len();
        self.turns += 1;
        loose.turn = self.turns;
        if let Some(id) = &loose.group.id {
            self.loose_ids.add(id, self.last);
        }
        self.loose.push(loose);
    }

    /// Makes the NSG with this id the last one. A rule without an id, such as one that was never saved, belongs where
    /// the rules around it do.
    fn turn_to(&mut self, bare: &BareRule, is_named_above: bool) {
        let (id, origin) = (bare.group.as_ref(), bare.rule.origin);
        let is_last = self.loose.get_mut(self.last).is_some_and(|last| {
            let belongs = match (id, &last.group.id) {
                (Some(id), Some(known)) => id == known,
                // What stands above the command may be of another.
                (Some(_), None) if is_named_above && last.has_strays => false,
                // Without an id, only the text itself says what belongs together.
                _ => last.group.origin.is_beside(origin),
            };
            belongs && last.group.is_admin == bare.is_admin
        });
        if is_last {
            if let (Some(last), Some(id)) = (self.loose.get_mut(self.last), id)
                && last.group.id.is_none()
            {
                id.name().clone_into(&mut last.group.name);
                last.group.id = Some(id.clone());
                self.loose_ids.add(id, self.last);
            }
            return;
        }
        // Of several versions the one that was added to last.
        let latest = Cell::new((0, None));
        if let Some(id) = id {
            self.loose_ids.find(id, &|at| {
                if let Some(loose) = self.loose.get(at)
                    && loose.turn > latest.get().0
                    && loose.group.is_admin == bare.is_admin
                    && loose.group.id.as_ref() == Some(id)
                {
                    latest.set((loose.turn, Some(at)));
                }
                false
            });
        }
        if let (_, Some(at)) = latest.get()
            && let Some(loose) = self.loose.get_mut(at)
        {
            self.last = at;
            self.turns += 1;
            loose.turn = self.turns;
            return;
        }
        let mut loose = Loose::new(id.cloned(), origin);
        loose.group.is_admin = bare.is_admin;
        self.begin(loose);
    }

    /// Joins all pieces, adds the default rules, and reports what one NSG cannot hold.
    pub fn into_evidence(mut self, problems: &mut Vec<Problem>) -> Evidence {
        if let Some(origin) = self.classic {
            let kind = ProblemKind::ClassicRetired;
            problems.push(Problem::new(kind, "", origin.span()));
        }
        self.settle_all(problems);
        for group in &mut self.groups {
            if group.is_admin {
                continue;
            }
            keep_what_an_nsg_holds(group, problems);
            report_duplicate_priorities(group, problems);
        }
        let mut documents = Vec::new();
        for group in self.groups {
            let (origin, is_admin) = (group.origin, group.is_admin);
            let group = Rc::new(group);
            let resource = match is_admin {
                true => Resource::AdminRules(group),
                false => Resource::NetworkSecurityGroup(group),
            };
            documents.push(Some(Document { origin, resource }));
        }
        for table in self.tables {
            self.resources.push(Resource::RouteTable(Rc::new(table)));
        }
        let mut later = Later::default();
        for resource in self.resources {
            let origin = resource.origin();
            if later.replaces(&resource, &mut documents) {
                // The state before a change and the one after it.
                let (_, name) = resource.identity();
                let kind = ProblemKind::LaterCounts;
                problems.push(Problem::new(kind, name, origin.span()));
            }
            documents.push(Some(Document { origin, resource }));
        }
        let mut evidence = Evidence {
            typed: self.typed,
            ..Evidence::default()
        };
        for document in documents {
            let Some(document) = document else {
                continue;
            };
            evidence.documents.push(document);
        }
        evidence
    }

    /// Lone rules complete an NSG whose own rules were not shown; otherwise they stand for one. Adds missing default rules.
    fn settle_all(&mut self, problems: &mut Vec<Problem>) {
        let mut are_lone = vec![false; self.groups.len()];
        let mut known = KnownGroups::default();
        for (at, group) in self.groups.iter().enumerate() {
            known.add(group, at);
        }
        // In the order in which rules were last added to them.
        let mut turns = Vec::new();
        turns.resize_with(self.turns + 1, || None);
        for loose in std::mem::take(&mut self.loose) {
            // A cut with no rule on either side says nothing.
            if !loose.group.rules.is_empty()
                && let Some(turn) = turns.get_mut(loose.turn)
            {
                *turn = Some(loose);
            }
        }
        for loose in turns {
            let Some(loose) = loose else {
                continue;
            };
            let places = known.like(&loose.group, &self.groups);
            if let Some(group) = settle(loose, &places, &mut self.groups, problems) {
                known.add(&group, self.groups.len());
                self.groups.push(group);
                let is_lone = |at: &usize| are_lone.get(*at) == Some(&true);
                are_lone.push(places.iter().all(is_lone));
            }
        }
        let groups = self.groups.iter_mut().zip(are_lone);
        for (group, is_lone) in groups.filter(|(it, _)| !it.is_admin && !it.is_effective) {
            if is_lone {
                group.add_default_rules_of_shown();
            } else {
                group.add_missing_default_rules();
            }
        }
        order(&mut self.groups, &|group| group.origin.span());
    }
}
