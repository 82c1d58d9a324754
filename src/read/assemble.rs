//! Puts together what was read in pieces: lone rules become the NSG they belong to, pieces of one NSG become one.

use super::command_line::read_command;
use super::first_seen::{FirstSeen, number_of};
use super::found::{BareRule, Found};
use super::problem::{Problem, ProblemKind};
use crate::azure::{
    AskedFlow, Attachment, AzureSaid, Direction, Document, EndpointAcl, NetworkSecurityGroup,
    Resource, ResourceId, Route, RouteTable, SecurityRule, Typed,
};
use crate::azure::{Evidence, RuleState};
use crate::origin::Origin;
use std::rc::Rc;

/// Everything that one input held, in the order of the text.
#[derive(Debug, Default)]
pub struct Pieces {
    groups: Vec<NetworkSecurityGroup>,
    /// What was read whole.
    resources: Vec<Resource>,
    /// Where the first thing of the classic model stands.
    classic: Option<Origin>,
    /// Route tables made of routes that stand alone.
    tables: Vec<RouteTable>,
    /// Where one of them breaks off before its first route.
    routes_cut: Option<Origin>,
    /// NSGs made of lone rules. The last one is the one that rules were last added to.
    loose: Vec<Loose>,
    /// What commands name.
    typed: Typed,
    /// A command that goes on in the next line.
    command: String,
    /// What IP flow verify was asked by the command above its answer.
    asked: Option<AskedFlow>,
}

/// More NSGs than a paste holds.
const MOST_VERSIONS: usize = 1_000;

/// An NSG made of lone rules.
#[derive(Debug)]
struct Loose {
    group: NetworkSecurityGroup,
    /// Rules that stand here a second time, word for word. Should a later one differ, they belong to another version.
    repeated: Vec<SecurityRule>,
    /// Where its rules are, by their names.
    names: FirstSeen,
}

impl Pieces {
    /// Adds what was found in one place.
    pub fn add(&mut self, found: Found) {
        self.groups.extend(found.groups);
        for resource in found.resources {
            self.add_resource(resource);
        }
        self.classic = self.classic.or(found.classic);
        self.add_acl(found.acl, found.begins_acl);
        if found.routes.is_empty() {
            // What is left of a route belongs to the list before it or behind it.
            match self.tables.last_mut() {
                Some(last) => last.cut = last.cut.or(found.routes_cut),
                None => self.routes_cut = self.routes_cut.or(found.routes_cut),
            }
        } else {
            let cut = found.routes_cut.or(self.routes_cut.take());
            self.add_routes(found.routes, found.are_effective, cut);
        }
        let mut bare = found.bare.into_iter();
        if let Some(first) = bare.next() {
            self.add_bare(first);
        }
        // Many thousands at once are not moved again and again.
        if let Some(last) = self.loose.last_mut() {
            last.group.rules.reserve(bare.len());
        }
        for rule in bare {
            self.add_bare(rule);
        }
        if let Some(cut) = found.bare_cut {
            self.cut(cut);
        }
    }

    /// Rules that follow one another outside any endpoint are one list.
    fn add_acl(&mut self, mut added: EndpointAcl, begins: bool) {
        let Some(Origin::Pasted(part)) = added.rules.last().map(|rule| rule.origin) else {
            return;
        };
        let mut whole = match added.rules.first().map(|rule| rule.origin) {
            Some(Origin::Pasted(first)) => first.join(part),
            _ => part,
        };
        if !begins
            && let Some(Resource::EndpointAcl { acl, origin }) = self.resources.last_mut()
            && let Origin::Pasted(before) = *origin
            && before.input == part.input
            && let Some(acl) = Rc::get_mut(acl)
        {
            whole = before.join(part);
            acl.rules.append(&mut added.rules);
            acl.cut = acl.cut.or(added.cut);
            *origin = Origin::Pasted(whole);
            return;
        }
        self.resources.push(Resource::EndpointAcl {
            acl: Rc::new(added),
            origin: Origin::Pasted(whole),
        });
    }

    /// Takes in a line that is a command, or goes on with one.
    pub fn take_command(&mut self, line: &str) {
        let line = line.trim();
        if self.command.is_empty() && !["-Az", "az "].iter().any(|it| line.contains(it)) {
            return;
        }
        let before_mark = line.strip_suffix(['`', '\\']);
        self.command.push(' ');
        self.command.push_str(before_mark.unwrap_or(line));
        if before_mark.is_none() {
            self.asked = read_command(&self.command, &mut self.typed);
            self.command.clear();
        }
    }

    /// Adds what was read whole. Inbound NAT rules that follow one another, each on its own, are one load balancer.
    pub fn add_resource(&mut self, mut resource: Resource) {
        if let Resource::Answer(answer) = &mut resource
            && let (None, AzureSaid::Access { .. }) = (&answer.asked, &answer.said)
        {
            Rc::make_mut(answer).asked = self.asked.take();
        }
        if let (Some(Resource::LoadBalancer(last)), Resource::LoadBalancer(next)) =
            (self.resources.last_mut(), &mut resource)
            && last.front_ends.is_empty()
            && next.front_ends.is_empty()
            && last.id == next.id
            && grow(&mut last.origin, next.origin)
        {
            last.rules.append(&mut next.rules);
            return;
        }
        self.resources.push(resource);
    }

    /// Lone rules are missing there: they belong to the NSG that rules were last added to, or to the next one.
    pub fn cut(&mut self, place: Origin) {
        if self.loose.is_empty() {
            self.loose.push(Loose::new(None, place));
        }
        if let Some(loose) = self.loose.last_mut() {
            loose.group.cut = Some(place);
        }
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
        let input = |origin: Origin| origin.span().map(|span| span.input);
        // One for each prefix of an effective route.
        let is_one = routes.iter().all(|route| route.origin == origin);
        let last = self.tables.last_mut().filter(|last| {
            is_one
                && last.is_effective == is_effective
                && input(last.origin) == input(origin)
                && !last
                    .routes
                    .iter()
                    .any(|known| routes.iter().any(|route| route.says_the_same(known)))
        });
        let table = match last {
            Some(last) => last,
            None => {
                self.tables.push(RouteTable {
                    name: String::new(),
                    id: None,
                    is_effective,
                    routes: Vec::new(),
                    cut: None,
                    keeps_gateway_routes_out: false,
                    subnets: None,
                    origin,
                });
                let Some(last) = self.tables.last_mut() else {
                    return;
                };
                last
            }
        };
        table.cut = table.cut.or(cut);
        for route in routes {
            grow(&mut table.origin, route.origin);
            table.routes.push(route);
        }
    }

    fn add_bare(&mut self, bare: BareRule) {
        self.turn_to(&bare);
        let rule = bare.rule;
        let versions = self.loose.len();
        let Some(last) = self.loose.last_mut() else {
            return;
        };
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
                self.loose.push(fresh);
            }
            None => last.push(rule),
        }
    }

    /// Makes the NSG with this id the last one. A rule without an id, such as one that was never saved, belongs where
    /// the rules around it do.
    fn turn_to(&mut self, bare: &BareRule) {
        let (id, origin) = (bare.group.as_ref(), bare.rule.origin);
        let input = |origin: Origin| origin.span().map(|span| span.input);
        let mut found = None;
        for (at, loose) in self.loose.iter().enumerate() {
            let is_last = at + 1 == self.loose.len();
            let belongs = match (id, &loose.group.id) {
                (Some(id), Some(known)) => id == known,
                // Without an id, only the text itself says what belongs together.
                _ => is_last && input(loose.group.origin) == input(origin),
            };
            if belongs && loose.group.is_admin == bare.is_admin {
                found = Some(at);
            }
        }
        let mut loose = match found {
            Some(at) => self.loose.remove(at),
            None => Loose::new(id.cloned(), origin),
        };
        loose.group.is_admin = bare.is_admin;
        if let (None, Some(id)) = (&loose.group.id, id) {
            loose.group.name = id.name().to_owned();
            loose.group.id = Some(id.clone());
        }
        self.loose.push(loose);
    }

    /// Joins all pieces, adds the default rules, and reports what one NSG cannot hold.
    pub fn into_evidence(mut self, problems: &mut Vec<Problem>) -> Evidence {
        if let Some(origin) = self.classic {
            let kind = ProblemKind::ClassicRetired;
            problems.push(Problem::new(kind, "", origin.span()));
        }
        for loose in std::mem::take(&mut self.loose) {
            // A cut with no rule on either side says nothing.
            if !loose.group.rules.is_empty() {
                self.settle(loose.group, problems);
            }
        }
        for group in &mut self.groups {
            if group.is_admin {
                continue;
            }
            if !group.is_effective {
                group.add_missing_default_rules();
            }
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
            documents.push(Document { origin, resource });
        }
        for table in self.tables {
            self.resources.push(Resource::RouteTable(Rc::new(table)));
        }
        for resource in self.resources {
            let origin = resource.origin();
            let contradicts = |known: &Document| resource.contradicts(&known.resource);
            if let Some(at) = documents.iter().position(contradicts) {
                // The state before a change and the one after it.
                documents.remove(at);
                let (_, name) = resource.identity();
                let kind = ProblemKind::LaterCounts;
                problems.push(Problem::new(kind, name, origin.span()));
            }
            documents.push(Document { origin, resource });
        }
        Evidence {
            documents,
            typed: self.typed,
        }
    }

    /// Lone rules complete an NSG whose own rules were not shown; otherwise they stand for an NSG themselves.
    fn settle(&mut self, mut loose: NetworkSecurityGroup, problems: &mut Vec<Problem>) {
        let has_user_rules = loose.rules.iter().any(|rule| !rule.default);
        // Among rules with names, the first without one is what is left of a text that was cut at its beginning.
        if let [first, rest @ ..] = loose.rules.as_slice()
            && first.name.is_empty()
            && rest.iter().any(|rule| !rule.name.is_empty())
        {
            loose.cut.get_or_insert(first.origin);
        }
        if !has_user_rules && loose.cut.is_none() {
            loose.cut = Some(loose.origin);
        }
        let mut groups = self.groups.iter_mut();
        if let Some(owner) =
            groups.find(|group| group.is_admin == loose.is_admin && group.is_same_object(&loose))
        {
            if owner.cut.is_none() {
                if loose.rules.iter().all(|rule| knows(owner, rule)) {
                    return;
                }
            } else {
                if has_user_rules && loose.cut.is_none() {
                    owner.cut = None;
                    let shown = |problem: &Problem| {
                        problem.kind == ProblemKind::RulesNotShown && problem.name == owner.name
                    };
                    problems.retain(|problem| !shown(problem));
                }
                for rule in loose.rules {
                    if !knows(owner, &rule) {
                        owner.rules.push(rule);
                    }
                }
                return;
            }
        }
        if let Some(origin) = loose.cut {
            let kind = ProblemKind::RulesNotShown;
            problems.push(Problem::new(kind, &loose.name, origin.span()));
        }
        // In the order of the text.
        let before = |group: &NetworkSecurityGroup| group.origin.span() <= loose.origin.span();
        let at = self.groups.iter().take_while(|group| before(group)).count();
        self.groups.insert(at, loose);
    }
}

/// Lets the stretch of a list include one more of its parts, if that stands in the same input.
fn grow(whole: &mut Origin, part: Origin) -> bool {
    match (*whole, part) {
        (Origin::Pasted(all), Origin::Pasted(part)) if all.input == part.input => {
            *whole = Origin::Pasted(all.join(part));
            true
        }
        _ => false,
    }
}

/// Whether a rule that says the same is in the NSG.
fn knows(group: &NetworkSecurityGroup, rule: &SecurityRule) -> bool {
    group.rules.iter().any(|known| known.says_the_same(rule))
}

impl Loose {
    fn new(id: Option<ResourceId>, origin: Origin) -> Self {
        let group = NetworkSecurityGroup {
            name: id.as_ref().map(ResourceId::name).unwrap_or("").to_owned(),
            id,
            rules: Vec::new(),
            cut: None,
            attachment: Attachment::default(),
            is_effective: false,
            is_admin: false,
            origin,
        };
        Loose {
            group,
            repeated: Vec::new(),
            names: FirstSeen::default(),
        }
    }

    /// The first of its rules with this name, if it is one.
    fn namesake(&self, name: &str) -> Option<&SecurityRule> {
        let rules = &self.group.rules;
        let is_it = |at: usize| {
            let known = rules.get(at);
            !name.is_empty() && known.is_some_and(|it| it.name.eq_ignore_ascii_case(name))
        };
        rules.get(self.names.find(number_of(name), &is_it)?)
    }

    fn push(&mut self, rule: SecurityRule) {
        grow(&mut self.group.origin, rule.origin);
        if !rule.name.is_empty() && self.namesake(&rule.name).is_none() {
            self.names
                .add(number_of(&rule.name), self.group.rules.len());
        }
        self.group.rules.push(rule);
    }
}

/// Priorities are unique per direction (ambiguity A1, T26, T27). Default rules may repeat (T65).
fn report_duplicate_priorities(group: &NetworkSecurityGroup, problems: &mut Vec<Problem>) {
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
            let mut problem = Problem::new(ProblemKind::DuplicatePriority, &first.name, at);
            problem.other.clone_from(&rule.name);
            problem.number = *priority;
            problem.direction = *direction;
            problems.push(problem);
        }
    }
}
