//! One NSG: its rules in the order of their priority, and what happens to every remote end.

use super::evaluation_order::{Entry, evaluation_order};
use super::grid::{AllCells, Cells, Grid};
use super::need::Need;
use super::partition::Partition;
use super::rule_match::{Context, RuleMatch, match_rule};
pub use super::trace::{Fate, Outcome, Piece, Step, Tried};
use super::worlds;
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
    let entries = evaluation_order(group, context.question.direction);
    let mut matches = Vec::new();
    for entry in &entries {
        let rule = rule_of(group, entry.tried);
        matches.push(rule.map(|rule| match_rule(rule, context, asked)));
    }
    let grid = grid(&matches, asked);
    let mut walk = Walk {
        group,
        asked,
        asked_cells: AllCells::of(&grid.cells(asked)),
        live: vec![Live {
            sources: AllCells::of(&grid.cells(&SourceSet::all())),
            possible: Vec::new(),
        }],
        parts: [grid.nothing(), grid.nothing(), grid.nothing()],
        grid,
        unplaced: Vec::new(),
        steps: Vec::new(),
        pieces: Vec::new(),
    };
    let rivals = rival_cells(group, &entries, &matches, &walk.grid);
    for ((entry, matched), rivals) in entries.into_iter().zip(matches).zip(rivals) {
        walk.try_entry(entry, matched, &rivals);
    }
    walk.finish()
}

/// The grid of everything that the walk compares.
fn grid(matches: &[Option<RuleMatch>], asked: &SourceSet) -> Grid {
    let mut sets = vec![asked];
    for matched in matches.iter().flatten() {
        sets.push(&matched.may);
        if matched.must != matched.may {
            sets.push(&matched.must);
        }
        for (_, about) in &matched.remote_needs {
            sets.push(about);
        }
    }
    Grid::new(&sets)
}

/// For each entry, what rules may match that share its priority and do something else.
fn rival_cells(
    group: &NetworkSecurityGroup,
    entries: &[Entry],
    matches: &[Option<RuleMatch>],
    grid: &Grid,
) -> Vec<Cells> {
    let mut rivals = Vec::with_capacity(entries.len());
    let access = |entry: &Entry| rule_of(group, entry.tried).and_then(|rule| rule.access.get());
    for equals in entries.chunk_by(|one, other| one.key == other.key) {
        let from = rivals.len();
        let end = from + equals.len();
        rivals.resize_with(end, Cells::default);
        if !equals.iter().any(|entry| entry.is_contested) {
            continue;
        }
        let mut all = Vec::with_capacity(equals.len());
        for (entry, matched) in equals.iter().zip(matches.iter().skip(from)) {
            if let Some(matched) = matched {
                all.push((access(entry), grid.cells(&matched.may)));
            }
        }
        for own in [Some(&Access::Allow), Some(&Access::Deny), None] {
            let mut others = grid.nothing();
            for (access, may) in &all {
                if *access != own {
                    others.add(may);
                }
            }
            for (entry, rival) in equals.iter().zip(rivals.iter_mut().skip(from)) {
                if access(entry) == own {
                    *rival = others.cells();
                }
            }
        }
    }
    rivals
}

/// Remote ends that no rule has certainly matched yet, with the steps that may have.
struct Live {
    sources: AllCells,
    possible: Vec<usize>,
}

struct Walk<'a> {
    group: &'a Rc<NetworkSecurityGroup>,
    asked: &'a SourceSet,
    asked_cells: AllCells,
    grid: Grid,
    live: Vec<Live>,
    /// Steps without a priority, with the remote ends that they certainly match wherever they stand.
    unplaced: Vec<(usize, Cells)>,
    steps: Vec<Step>,
    pieces: Vec<Piece>,
    /// The pieces joined by outcome, in the order of [`Outcome`].
    parts: [AllCells; 3],
}

impl<'a> Walk<'a> {
    fn try_entry(&mut self, entry: Entry, mut matched: Option<RuleMatch>, rivals: &Cells) {
        let rule = rule_of(self.group, entry.tried);
        let (mut must, may) = match &matched {
            Some(matched) => {
                let may = self.grid.cells(&matched.may);
                let must = if matched.must == matched.may {
                    may.clone()
                } else {
                    self.grid.cells(&matched.must)
                };
                (must, may)
            }
            None => (Cells::default(), self.grid.cells(&SourceSet::all())),
        };
        if rule.is_some_and(|rule| rule.default) {
            self.let_unplaced_decide();
        }
        if let Some(need) = entry.unsure {
            if rule.is_some_and(is_real_but_unplaced) {
                self.unplaced.push((self.steps.len(), must.clone()));
            }
            must = Cells::default();
            if let Some(matched) = &mut matched {
                let may = matched.may.clone();
                matched.other_needs.push((need, may));
            }
        }
        // Where a rule of the same priority that disagrees may match too: nobody can say which comes first.
        let (contested, _) = may.split(rivals);
        if !contested.is_empty() {
            (_, must) = must.split(&contested);
            if let (Some(matched), Some(priority)) =
                (&mut matched, rule.and_then(|rule| rule.priority.get()))
            {
                let need = Need::Priorities {
                    priority: *priority,
                };
                let contested = self.grid.set(&contested);
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
            for mut live in std::mem::take(&mut self.live) {
                let ended = live.sources.part(&must);
                if !ended.is_empty() {
                    self.decide(&ended, Some(step), &live.possible);
                }
                live.sources.remove(&must);
                if !live.sources.is_empty() {
                    self.live.push(live);
                }
            }
        }
    }

    fn fate(&self, must: &Cells, may: &Cells) -> Fate {
        let mut fate = Fate::NeverReached;
        for live in &self.live {
            if live.sources.meets(&self.asked_cells, may) {
                if live.sources.meets(&self.asked_cells, must) {
                    return Fate::Decides;
                }
                fate = Fate::Undecided;
            } else if fate == Fate::NeverReached && !live.sources.is_disjoint(&self.asked_cells) {
                fate = Fate::NotMatched;
            }
        }
        fate
    }

    /// What the step certainly matches is decided; what it may match goes on with one more possibility.
    fn split(&mut self, step: usize, must: &Cells, may: &Cells) {
        if may.is_empty() {
            return;
        }
        let mut rest = Vec::with_capacity(self.live.len() + 1);
        for mut live in std::mem::take(&mut self.live) {
            // Nearly all of a thousand.
            if live.sources.is_apart(may) {
                rest.push(live);
                continue;
            }
            let ended = live.sources.part(must);
            if !ended.is_empty() {
                self.decide(&ended, Some(step), &live.possible);
            }
            live.sources.remove(must);
            let perhaps = live.sources.part(may);
            live.sources.remove(&perhaps);
            for part in self.by_need(step, perhaps) {
                let sources = AllCells::of(&part);
                let mut possible = live.possible.clone();
                possible.push(step);
                rest.push(Live { sources, possible });
            }
            if !live.sources.is_empty() {
                rest.push(live);
            }
        }
        self.live = rest;
    }

    /// Remote ends apart by what their match hangs on: a public one hangs on a tag, a private one on the network.
    fn by_need(&self, step: usize, perhaps: Cells) -> Vec<Cells> {
        let mut parts = Vec::new();
        if !perhaps.is_empty() {
            parts.push(perhaps);
        }
        let matched = self.steps.get(step).and_then(|step| step.matched.as_ref());
        let Some(matched) = matched else {
            return parts;
        };
        for (_, about) in &matched.remote_needs {
            let about = self.grid.cells(about);
            for part in std::mem::take(&mut parts) {
                let (one, other) = part.split(&about);
                for half in [one, other] {
                    if !half.is_empty() {
                        parts.push(half);
                    }
                }
            }
        }
        parts
    }

    fn decide(&mut self, cells: &Cells, decided_by: Option<usize>, possible: &[usize]) {
        let sources = self.grid.set(cells);
        if let Some(step) = decided_by.and_then(|step| self.steps.get_mut(step)) {
            let asked = self.grid.set(&self.asked_cells.part(cells));
            if step.decides.is_empty() {
                step.decides = asked;
            } else {
                step.decides = step.decides.union(&asked);
            }
        }
        // Virtual Network Manager's rules leave to the NSGs what none of them matches (azure-semantics §5).
        let unmatched = if self.group.is_admin {
            Access::Allow
        } else {
            Access::Deny
        };
        let certain = decided_by.map_or(Some(unmatched), |step| {
            worlds::access(self.group, &self.steps, step)
        });
        let outcome = worlds::outcome(self.group, &self.steps, &sources, certain, possible);
        let (mut undecided, mut needs) = (Vec::new(), Vec::new());
        if outcome == Outcome::Depends {
            // Possibilities that would do what happens anyway change nothing.
            let changes = |step: &usize| {
                certain.is_none() || worlds::access(self.group, &self.steps, *step) != certain
            };
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
        if outcome != Outcome::Depends {
            // What may match before, and does the same.
            let does_it = |step: &&usize| {
                let access = worlds::access(self.group, &self.steps, **step);
                access.map(Outcome::from) == Some(outcome)
            };
            undecided.extend(possible.iter().filter(does_it));
        }
        let [open, blocked, depends] = &mut self.parts;
        match outcome {
            Outcome::Allowed => open.add(cells),
            Outcome::Denied => blocked.add(cells),
            Outcome::Depends => depends.add(cells),
        }
        self.pieces.push(Piece {
            sources,
            outcome,
            decided_by,
            undecided,
            needs,
        });
    }

    fn add_needs(&self, step: usize, sources: &SourceSet, needs: &mut Vec<Need>) {
        let Some(step) = self.steps.get(step) else {
            return;
        };
        match &step.matched {
            Some(matched) => matched.add_needs(sources, needs),
            None => Need::missing_rules(&self.group.name).add_to(needs),
        }
        if let Some(rule) = rule_of(self.group, step.tried)
            && rule.access.get().is_none()
        {
            Need::field(&rule.name, RuleField::Access).add_to(needs);
        }
    }

    /// A rule that certainly matches decides nothing for sure where one before it may match and do something else.
    fn mark_uncertain_deciders(&mut self) {
        let mut is_certain = vec![false; self.steps.len()];
        for piece in &self.pieces {
            if let Some(step) = piece.decided_by.and_then(|step| is_certain.get_mut(step)) {
                *step |= (piece.undecided.is_empty() || piece.outcome == Outcome::Allowed)
                    && piece.outcome != Outcome::Depends
                    && !piece.sources.is_disjoint(self.asked);
            }
        }
        for (step, is_certain) in self.steps.iter_mut().zip(is_certain) {
            if step.fate == Fate::Decides && !is_certain {
                step.fate = Fate::DecidesOtherwise;
            }
        }
    }

    fn finish(mut self) -> NsgJudgement {
        self.let_unplaced_decide();
        // Every NSG ends with a rule for everything; should that be unreadable, what is left is denied.
        for live in std::mem::take(&mut self.live) {
            let everything = self.grid.cells(&SourceSet::all());
            self.decide(&live.sources.part(&everything), None, &live.possible);
        }
        self.mark_uncertain_deciders();
        let [open, blocked, depends] = self.parts.each_ref().map(|part| self.grid.set_of_all(part));
        NsgJudgement {
            group: Rc::clone(self.group),
            steps: self.steps,
            pieces: self.pieces,
            partition: Partition {
                open,
                blocked,
                depends,
            },
        }
    }
}

/// The rule that was tried; `None` where rules are missing.
pub fn rule_of(group: &NetworkSecurityGroup, tried: Tried) -> Option<&SecurityRule> {
    match tried {
        Tried::Rule(index) => group.rules.get(index).map(Rc::as_ref),
        Tried::Missing => None,
    }
}

/// Whether a rule of this direction exists though its priority could not be read. One outside the range that Azure
/// accepts cannot exist as it was pasted (T25).
fn is_real_but_unplaced(rule: &SecurityRule) -> bool {
    let is_out_of_range = rule.priority.value == Err(Unknown::Unreadable)
        && rule.unread.text(RuleField::Priority).parse::<u32>().is_ok();
    rule.direction.get().is_some() && !is_out_of_range
}

impl NsgJudgement {
    /// The rule of a step; `None` for a gap.
    pub fn rule(&self, step: usize) -> Option<&SecurityRule> {
        self.rule_of(self.steps.get(step)?)
    }

    /// The rule that was tried in this step; `None` where rules are missing.
    pub fn rule_of(&self, step: &Step) -> Option<&SecurityRule> {
        rule_of(&self.group, step.tried)
    }

    /// The step that decides most of `asked` with this outcome.
    pub fn main_step(&self, asked: &SourceSet, outcome: Outcome) -> Option<usize> {
        let mut shares: Vec<u128> = vec![0; self.steps.len()];
        for piece in &self.pieces {
            let step = piece.step();
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
