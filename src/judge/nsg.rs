//! One NSG: its rules in the order of their priority, and what happens to every remote end.

use super::evaluation_order::{Entry, evaluation_order};
use super::need::Need;
use super::partition::Partition;
use super::rule_match::{Context, match_rule};
pub use super::trace::{Fate, Outcome, Piece, Step, Tried};
use crate::azure::security_rule::RuleField;
use crate::azure::{Access, NetworkSecurityGroup, RuleState, SecurityRule, Unknown};
use crate::origin::Origin;
use crate::question::SourceSet;
use std::rc::Rc;

/// What one NSG does.
#[derive(Debug, Clone, PartialEq)]
pub struct NsgJudgement {
    /// The NSG.
    pub group: Rc<NetworkSecurityGroup>,
    /// Its rules of the asked direction, in the order Azure tries them.
    pub steps: Vec<Step>,
    /// Every remote end exactly once, with what decides it.
    pub pieces: Vec<Piece>,
    /// The pieces joined by outcome.
    pub partition: Partition,
}

/// Walks through the rules once for all remote ends together (azure-semantics §2.1, §3.9).
pub fn judge_nsg(
    group: &Rc<NetworkSecurityGroup>,
    context: &Context<'_>,
    asked: &SourceSet,
) -> NsgJudgement {
    let mut walk = Walk::new(group, asked);
    for entry in evaluation_order(group, context.question.direction) {
        walk.try_entry(entry, context);
    }
    walk.finish()
}

/// Remote ends that no rule has certainly matched yet, with the steps that may have.
struct Live {
    sources: SourceSet,
    possible: Vec<usize>,
}

struct Walk<'a> {
    group: &'a Rc<NetworkSecurityGroup>,
    asked: &'a SourceSet,
    live: Vec<Live>,
    /// Steps without a priority, with the remote ends that they certainly match wherever they stand.
    unplaced: Vec<(usize, SourceSet)>,
    steps: Vec<Step>,
    pieces: Vec<Piece>,
}

impl<'a> Walk<'a> {
    fn new(group: &'a Rc<NetworkSecurityGroup>, asked: &'a SourceSet) -> Self {
        Walk {
            group,
            asked,
            live: vec![Live {
                sources: SourceSet::all(),
                possible: Vec::new(),
            }],
            unplaced: Vec::new(),
            steps: Vec::new(),
            pieces: Vec::new(),
        }
    }

    fn try_entry(&mut self, entry: Entry, context: &Context<'_>) {
        let rule = self.rule(entry.tried);
        let mut matched = rule.map(|rule| match_rule(rule, context, self.asked));
        let (mut must, may) = match &matched {
            Some(matched) => (matched.must.clone(), matched.may.clone()),
            None => (SourceSet::empty(), SourceSet::all()),
        };
        if rule.is_some_and(|rule| rule.default) {
            self.let_unplaced_decide();
        }
        if let Some(need) = entry.unsure {
            if rule.is_some_and(is_real_but_unplaced) {
                self.unplaced.push((self.steps.len(), must));
            }
            must = SourceSet::empty();
            if let Some(matched) = &mut matched {
                matched.other_needs.push((need, may.clone()));
            }
        }
        let contested = self.contested(&entry.rivals, &may, context);
        if !contested.is_empty() {
            must = must.minus(&contested);
            if let (Some(matched), Some(priority)) =
                (&mut matched, rule.and_then(|rule| rule.priority.get()))
            {
                let need = Need::Priorities {
                    priority: *priority,
                };
                matched.other_needs.push((need, contested));
            }
        }
        let is_in_force = rule.is_none_or(|rule| rule.state != RuleState::Unsaved);
        let fate = if is_in_force {
            self.fate(&must, &may)
        } else {
            Fate::NotInForce
        };
        let step = self.steps.len();
        self.steps.push(Step {
            tried: entry.tried,
            matched,
            fate,
            decides: SourceSet::empty(),
        });
        self.split(step, &must, &may);
    }

    /// A rule without a priority stands somewhere among the user's rules: what no other rule of theirs has decided, it
    /// decides before the default rules do (azure-semantics §2.1).
    fn let_unplaced_decide(&mut self) {
        for (step, must) in std::mem::take(&mut self.unplaced) {
            for live in std::mem::take(&mut self.live) {
                let ended = live.sources.intersect(&must);
                if !ended.is_empty() {
                    self.decide(ended, Some(step), &live.possible);
                }
                let sources = live.sources.minus(&must);
                if !sources.is_empty() {
                    let possible = live.possible;
                    self.live.push(Live { sources, possible });
                }
            }
        }
    }

    fn rule(&self, tried: Tried) -> Option<&'a SecurityRule> {
        match tried {
            Tried::Rule(index) => self.group.rules.get(index),
            Tried::Missing => None,
        }
    }

    /// Where a rule of the same priority that disagrees may match too: nobody can say which comes first.
    fn contested(&self, rivals: &[usize], may: &SourceSet, context: &Context<'_>) -> SourceSet {
        let mut contested = SourceSet::empty();
        for index in rivals {
            if let Some(rival) = self.group.rules.get(*index) {
                let rival_may = match_rule(rival, context, self.asked).may;
                contested = contested.union(&rival_may.intersect(may));
            }
        }
        contested
    }

    fn fate(&self, must: &SourceSet, may: &SourceSet) -> Fate {
        let mut fate = Fate::NeverReached;
        for live in &self.live {
            let asked = live.sources.intersect(self.asked);
            if asked.is_empty() {
                continue;
            }
            if !asked.is_disjoint(must) {
                return Fate::Decides;
            }
            if !asked.is_disjoint(may) {
                fate = Fate::Undecided;
            } else if fate == Fate::NeverReached {
                fate = Fate::NotMatched;
            }
        }
        fate
    }

    /// What the step certainly matches is decided; what it may match goes on with one more possibility.
    fn split(&mut self, step: usize, must: &SourceSet, may: &SourceSet) {
        if may.is_empty() {
            return;
        }
        let mut rest = Vec::with_capacity(self.live.len() + 1);
        for live in std::mem::take(&mut self.live) {
            let ended = live.sources.intersect(must);
            if !ended.is_empty() {
                self.decide(ended, Some(step), &live.possible);
            }
            let going_on = live.sources.minus(must);
            let perhaps = going_on.intersect(may);
            let untouched = going_on.minus(may);
            for sources in self.by_need(step, perhaps) {
                let mut possible = live.possible.clone();
                possible.push(step);
                rest.push(Live { sources, possible });
            }
            if !untouched.is_empty() {
                rest.push(Live {
                    sources: untouched,
                    possible: live.possible,
                });
            }
        }
        self.live = rest;
    }

    /// Remote ends apart by what their match hangs on: a public one hangs on a tag, a private one on the network.
    fn by_need(&self, step: usize, perhaps: SourceSet) -> Vec<SourceSet> {
        let mut parts = Vec::new();
        if !perhaps.is_empty() {
            parts.push(perhaps);
        }
        let matched = self.steps.get(step).and_then(|step| step.matched.as_ref());
        let Some(matched) = matched else {
            return parts;
        };
        for (_, about) in &matched.remote_needs {
            for part in std::mem::take(&mut parts) {
                for half in [part.intersect(about), part.minus(about)] {
                    if !half.is_empty() {
                        parts.push(half);
                    }
                }
            }
        }
        parts
    }

    fn decide(&mut self, sources: SourceSet, decided_by: Option<usize>, possible: &[usize]) {
        if let Some(step) = decided_by.and_then(|step| self.steps.get_mut(step)) {
            let asked = sources.intersect(self.asked);
            step.decides = step.decides.union(&asked);
        }
        // Virtual Network Manager's rules leave to the NSGs what none of them matches (azure-semantics §5).
        let unmatched = if self.group.is_admin {
            Access::Allow
        } else {
            Access::Deny
        };
        let certain = decided_by.map_or(Some(unmatched), |step| self.access(step));
        let outcome = self.outcome(&sources, certain, possible);
        let (mut undecided, mut needs) = (Vec::new(), Vec::new());
        if outcome == Outcome::Depends {
            // Possibilities that would do what happens anyway change nothing.
            let changes = |step: &usize| certain.is_none() || self.access(*step) != certain;
            let count = possible
                .iter()
                .rposition(changes)
                .map_or(0, |last| last + 1);
            undecided.extend(possible.iter().take(count));
            for step in &undecided {
                self.add_needs(*step, &sources, &mut needs);
            }
            if let (Some(step), None) = (decided_by, certain) {
                self.add_needs(step, &sources, &mut needs);
            }
        }
        self.pieces.push(Piece {
            sources,
            outcome,
            decided_by,
            undecided,
            needs,
        });
    }

    fn access(&self, step: usize) -> Option<Access> {
        let tried = self.steps.get(step)?.tried;
        self.rule(tried)?.access.get().copied()
    }

    fn add_needs(&self, step: usize, sources: &SourceSet, needs: &mut Vec<Need>) {
        let Some(step) = self.steps.get(step) else {
            return;
        };
        match &step.matched {
            Some(matched) => matched.add_needs(sources, needs),
            None => Need::missing_rules(&self.group.name).add_to(needs),
        }
        if let Some(rule) = self.rule(step.tried)
            && rule.access.get().is_none()
        {
            Need::field(&rule.name, RuleField::Access).add_to(needs);
        }
    }

    /// The outcome in every world that the unknowns allow. Two rules that name the same tag match together or not
    /// at all, so a Deny and an Allow for one unresolved tag do not make two worlds out of one.
    fn outcome(&self, sources: &SourceSet, certain: Option<Access>, possible: &[usize]) -> Outcome {
        const MOST_CONDITIONS: usize = 8;
        let Some(certain) = certain else {
            return Outcome::Depends;
        };
        if possible
            .iter()
            .all(|step| self.access(*step) == Some(certain))
        {
            return Outcome::from(certain);
        }
        let mut conditions: Vec<Condition> = Vec::new();
        let mut trials: Vec<(usize, Option<Access>)> = Vec::new();
        for step in possible {
            let condition = self.condition(*step, sources);
            let known = conditions.iter().position(|known| *known == condition);
            trials.push((known.unwrap_or(conditions.len()), self.access(*step)));
            if known.is_none() {
                conditions.push(condition);
            }
        }
        if conditions.len() > MOST_CONDITIONS {
            return Outcome::Depends;
        }
        let mut agreed: Option<Access> = None;
        for world in 0..(1u32 << conditions.len()) {
            let first = trials.iter().find(|(at, _)| world & (1 << at) != 0);
            let access = first.map_or(Some(certain), |(_, access)| *access);
            if access.is_none() || agreed.is_some() && agreed != access {
                return Outcome::Depends;
            }
            agreed = access;
        }
        Outcome::from(agreed.unwrap_or(certain))
    }

    /// Tags are the same however they are capitalised; the same tag at the VM's end is another fact.
    fn condition(&self, step: usize, sources: &SourceSet) -> Condition {
        let Some(matched) = self.steps.get(step).and_then(|step| step.matched.as_ref()) else {
            return Condition::Own(step);
        };
        let remote = relevant(&matched.remote_needs, sources);
        let other = relevant(&matched.other_needs, sources);
        match (remote.as_slice(), other.as_slice()) {
            ([Need::VirtualNetworkPrefixes], []) => Condition::VirtualNetwork,
            ([Need::ServiceTag(tag)], []) => Condition::OfRemote(tag.to_ascii_lowercase()),
            ([], [Need::ServiceTag(tag)]) => Condition::OfVm(tag.to_ascii_lowercase()),
            _ => Condition::Own(step),
        }
    }

    /// A rule that certainly matches decides nothing for sure where one before it may match and do something else.
    fn mark_uncertain_deciders(&mut self) {
        for (at, step) in self.steps.iter_mut().enumerate() {
            let mut own = self.pieces.iter().filter(|piece| {
                piece.decided_by == Some(at) && !piece.sources.is_disjoint(self.asked)
            });
            if step.fate == Fate::Decides && own.all(|piece| piece.outcome == Outcome::Depends) {
                step.fate = Fate::DecidesOtherwise;
            }
        }
    }

    fn finish(mut self) -> NsgJudgement {
        self.let_unplaced_decide();
        // Every NSG ends with a rule for everything; should that be unreadable, what is left is denied.
        for live in std::mem::take(&mut self.live) {
            self.decide(live.sources, None, &live.possible);
        }
        self.mark_uncertain_deciders();
        let mut partition = Partition {
            open: SourceSet::empty(),
            blocked: SourceSet::empty(),
            depends: SourceSet::empty(),
        };
        for piece in &self.pieces {
            let part = match piece.outcome {
                Outcome::Allowed => &mut partition.open,
                Outcome::Denied => &mut partition.blocked,
                Outcome::Depends => &mut partition.depends,
            };
            *part = part.union(&piece.sources);
        }
        NsgJudgement {
            group: Rc::clone(self.group),
            steps: self.steps,
            pieces: self.pieces,
            partition,
        }
    }
}

/// Whether a rule of this direction exists though its priority could not be read. One outside the range that Azure
/// accepts cannot exist as it was pasted (T25).
fn is_real_but_unplaced(rule: &SecurityRule) -> bool {
    let is_out_of_range = match &rule.priority.value {
        Err(Unknown::Unreadable(text)) => text.parse::<u32>().is_ok(),
        _ => false,
    };
    rule.direction.get().is_some() && !is_out_of_range
}

/// Those needs that are about some of these remote ends, each once.
fn relevant<'a>(needs: &'a [(Need, SourceSet)], sources: &SourceSet) -> Vec<&'a Need> {
    let mut found: Vec<&Need> = Vec::new();
    for (need, about) in needs {
        if !about.is_disjoint(sources) && !found.contains(&need) {
            found.push(need);
        }
    }
    found
}

/// What has to be true for an undecided rule to match.
#[derive(PartialEq, Eq)]
enum Condition {
    /// The remote end is in the virtual network.
    VirtualNetwork,
    /// This tag holds the remote end.
    OfRemote(String),
    /// This tag holds the VM.
    OfVm(String),
    /// Something of its own.
    Own(usize),
}

impl NsgJudgement {
    /// The rule of a step; `None` for a gap.
    pub fn rule(&self, step: usize) -> Option<&SecurityRule> {
        self.rule_of(self.steps.get(step)?)
    }

    /// The rule that was tried in this step; `None` where rules are missing.
    pub fn rule_of(&self, step: &Step) -> Option<&SecurityRule> {
        match step.tried {
            Tried::Rule(index) => self.group.rules.get(index),
            Tried::Missing => None,
        }
    }

    /// The step that decides most of `asked` with this outcome.
    pub fn main_step(&self, asked: &SourceSet, outcome: Outcome) -> Option<usize> {
        let mut shares: Vec<u128> = vec![0; self.steps.len()];
        for piece in &self.pieces {
            let step = match outcome {
                Outcome::Depends => piece.undecided.first().copied().or(piece.decided_by),
                Outcome::Allowed | Outcome::Denied => piece.decided_by,
            };
            if piece.outcome == outcome
                && let Some(share) = step.and_then(|step| shares.get_mut(step))
            {
                *share = share.saturating_add(piece.sources.intersect(asked).count());
            }
        }
        let mut most = (None, 0);
        for (step, share) in shares.into_iter().enumerate() {
            if share > most.1 {
                most = (Some(step), share);
            }
        }
        most.0
    }

    /// Where the step's rule stands.
    pub fn origin(&self, step: usize) -> Origin {
        self.rule(step)
            .map_or(self.group.origin, |rule| rule.origin)
    }
}
