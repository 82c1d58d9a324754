//! One remote end, one question: rule after rule, in every world that the unknowns allow.
//!
//! Which unknowns are one fact for several rules? A published tag and `VirtualNetwork` are for one address; so are the
//! members of a group and what a stored 0.0.0.0/0 means. The judge shares only the first two, only inside one NSG, and
//! only for a rule that hangs on nothing else; for everything else it takes every rule's unknown for its own, so that it
//! may say *depends* where less ignorance would be certain. [`Precision::OfTheJudge`] restricts this evaluator to the same,
//! and must agree with the judge exactly. [`Precision::OfTheReference`] shares all of it, over both NSGs too: no certain answer
//! of the judge may contradict that one.

use super::number_line::{Block, Point, landmarks};
use super::plain_rule::{Condition, Part, PlainRule, Remote, Surroundings, Truth};
use super::sketch::{Layout, Sketch};
use super::worlds::{World, in_every_world};
use rdpcheck::azure::NetworkSecurityGroup;
use rdpcheck::judge::Answer;
use rdpcheck::question::Source;

/// Which unknowns are one fact for several rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// As little as the judge shares.
    OfTheJudge,
    /// Everything that is one fact.
    OfTheReference,
}

/// One thing that may be true or not.
#[derive(PartialEq, Eq, Hash)]
enum Fact {
    /// For all rules that ask for it.
    Shared(Condition),
    /// This rule of this NSG matches.
    Matches(usize, usize),
    /// This part of this rule of this NSG matches.
    PartMatches(usize, usize, Part),
    /// This rule of this NSG is of the asked direction.
    IsOfDirection(usize, usize),
}

struct Nsg {
    rules: Vec<PlainRule>,
    defaults: Vec<PlainRule>,
    has_gap: bool,
}

/// A case made ready for one remote end after another.
pub struct Naive<'a> {
    sketch: &'a Sketch,
    around: Surroundings<'a>,
    nsgs: Vec<Nsg>,
    precision: Precision,
}

/// No user's rule can have a lower priority (§12).
const LOWEST: u32 = 100;

/// A rule that may match a remote end.
struct Candidate<'a> {
    number: usize,
    rule: &'a PlainRule,
    fields: Vec<Truth>,
    /// Whether a rule of the same priority that may match too does something else.
    is_contested: bool,
}

impl Candidate<'_> {
    fn conditions(&self) -> Vec<&Condition> {
        let mut found = Vec::new();
        for field in &self.fields {
            if let Truth::IfAny(conditions) = field {
                for condition in conditions {
                    if !found.contains(&condition) {
                        found.push(condition);
                    }
                }
            }
        }
        found
    }
}

impl<'a> Naive<'a> {
    /// Takes the facts apart.
    pub fn new(sketch: &'a Sketch, precision: Precision) -> Self {
        let question = &sketch.question;
        let nsg = |group: &NetworkSecurityGroup| Nsg {
            rules: group
                .rules
                .iter()
                .filter_map(|rule| PlainRule::of(rule, question.direction))
                .collect(),
            defaults: PlainRule::defaults(question.direction),
            has_gap: group.cut.is_some(),
        };
        Naive {
            sketch,
            around: Surroundings {
                question,
                vm: question.to.map(Point::from),
                network: (!sketch.network.is_empty()).then(|| {
                    sketch
                        .network
                        .iter()
                        .map(|prefix| (*prefix).into())
                        .collect()
                }),
            },
            nsgs: sketch.used().iter().map(nsg).collect(),
            precision,
        }
    }

    /// What happens to one remote end.
    pub fn answer(&self, remote: Remote) -> Answer {
        let precision = self.precision;
        if let (Remote::At(point), Some(vm)) = (remote, self.around.vm)
            && point.is_v6 != vm.is_v6
        {
            // T45: no path.
            return Answer::Blocked;
        }
        if self.sketch.decides_nothing() {
            return Answer::Depends;
        }
        let tried: Vec<(Vec<Candidate<'_>>, Vec<Candidate<'_>>)> = self
            .nsgs
            .iter()
            .map(|nsg| {
                (
                    self.candidates(&nsg.rules, remote),
                    self.candidates(&nsg.defaults, remote),
                )
            })
            .collect();
        let passes = |nsg: usize, world: &mut World<Fact>| {
            let (rules, defaults) = &tried[nsg];
            Walk {
                nsg,
                precision,
                world,
            }
            .passes(rules, defaults, self.nsgs[nsg].has_gap)
        };
        match precision {
            Precision::OfTheReference => in_every_world(|world| match self.sketch.layout {
                Layout::SubnetAndNic | Layout::SubnetAndUnsaid => {
                    passes(0, world) && passes(1, world)
                }
                // Both contents are possible.
                Layout::TwoVersions => {
                    let version = world.choose(2);
                    passes(version, world)
                }
                // Either is in the path, or both are.
                Layout::TwoUnsaid => match world.choose(3) {
                    2 => passes(0, world) && passes(1, world),
                    only => passes(only, world),
                },
                _ => passes(0, world),
            }),
            Precision::OfTheJudge => {
                let alone = |nsg: usize| in_every_world(|world| passes(nsg, world));
                match self.sketch.layout {
                    Layout::SubnetAndNic | Layout::SubnetAndUnsaid => both(alone(0), alone(1)),
                    Layout::TwoVersions | Layout::TwoUnsaid => agreed(alone(0), alone(1)),
                    _ => alone(0),
                }
            }
        }
    }

    fn candidates<'r>(&self, rules: &'r [PlainRule], remote: Remote) -> Vec<Candidate<'r>> {
        let mut candidates: Vec<Candidate<'r>> = rules
            .iter()
            .enumerate()
            .map(|(number, rule)| Candidate {
                number,
                rule,
                fields: rule.fields(&self.around, remote),
                is_contested: false,
            })
            .filter(|candidate| !candidate.fields.contains(&Truth::No))
            .collect();
        let known: Vec<(u32, Option<bool>)> = candidates
            .iter()
            .filter(|candidate| candidate.rule.has_direction)
            .filter_map(|candidate| Some((candidate.rule.priority?, candidate.rule.allows)))
            .collect();
        for candidate in &mut candidates {
            if let (true, Some(priority)) = (candidate.rule.has_direction, candidate.rule.priority)
            {
                candidate.is_contested = known
                    .iter()
                    .any(|(other, allows)| *other == priority && *allows != candidate.rule.allows);
            }
        }
        candidates
    }

    /// Every place where the answer may change from one address to the next.
    pub fn cuts(&self) -> Vec<Block> {
        let mut cuts = landmarks();
        cuts.extend(self.around.network.iter().flatten());
        for nsg in &self.nsgs {
            cuts.extend(nsg.rules.iter().flat_map(PlainRule::remote_blocks));
        }
        if let Source::Prefix(prefix) = self.sketch.question.from {
            cuts.push(prefix.into());
        }
        cuts
    }
}

/// Both NSGs must let it through, and neither knows of the other.
fn both(first: Answer, second: Answer) -> Answer {
    match (first, second) {
        (Answer::Blocked, _) | (_, Answer::Blocked) => Answer::Blocked,
        (Answer::Open, Answer::Open) => Answer::Open,
        _ => Answer::Depends,
    }
}

fn agreed(first: Answer, second: Answer) -> Answer {
    if first == second {
        first
    } else {
        Answer::Depends
    }
}

/// One NSG in one world.
struct Walk<'w> {
    nsg: usize,
    precision: Precision,
    world: &'w mut World<Fact>,
}

impl Walk<'_> {
    fn passes(
        &mut self,
        rules: &[Candidate<'_>],
        defaults: &[Candidate<'_>],
        has_gap: bool,
    ) -> bool {
        // Rules of one priority stand together: nobody knows which of them comes first.
        let mut line: Vec<(u32, Vec<&Candidate<'_>>)> = Vec::new();
        let mut anywhere = Vec::new();
        for rule in rules {
            if !rule.rule.has_direction && !self.is_of_direction(rule.number) {
                continue;
            }
            let Some(priority) = rule.rule.priority else {
                anywhere.push(rule);
                continue;
            };
            match line.iter_mut().find(|(known, _)| *known == priority) {
                Some((_, together)) => together.push(rule),
                None => line.push((priority, vec![rule])),
            }
        }
        line.sort_by_key(|(priority, _)| *priority);
        let mut order: Vec<Vec<&Candidate<'_>>> = Vec::new();
        let mut earliest = 0;
        for (priority, together) in line {
            order.push(together);
            if priority <= LOWEST {
                earliest = order.len();
            }
        }
        // A user's rule without a priority stands somewhere among the user's rules.
        for rule in anywhere {
            let ways = order.len() - earliest + 1;
            let place = earliest + self.world.choose(ways);
            order.insert(place, vec![rule]);
        }
        for at in 0..=order.len() {
            if at == earliest
                && has_gap
                && let Some(allows) = self.missing_rule()
            {
                return allows;
            }
            let Some(together) = order.get(at) else {
                break;
            };
            let mut matching: Vec<&Candidate<'_>> = Vec::new();
            for rule in together {
                if self.matches(rule) {
                    matching.push(rule);
                }
            }
            if !matching.is_empty() {
                let first = if matching.len() > 1 {
                    self.world.choose(matching.len())
                } else {
                    0
                };
                return self.allows(matching[first]);
            }
        }
        for rule in defaults {
            if self.matches_default(rule) {
                return rule.rule.allows == Some(true);
            }
        }
        false
    }

    /// Any rule may be missing, and do anything.
    fn missing_rule(&mut self) -> Option<bool> {
        [None, Some(true), Some(false)][self.world.choose(3)]
    }

    fn is_of_direction(&mut self, rule: usize) -> bool {
        self.world.holds(Fact::IsOfDirection(self.nsg, rule))
    }

    fn allows(&mut self, rule: &Candidate<'_>) -> bool {
        rule.rule
            .allows
            .unwrap_or_else(|| self.world.choose(2) == 1)
    }

    fn matches_default(&mut self, rule: &Candidate<'_>) -> bool {
        rule.conditions()
            .into_iter()
            .all(|condition| self.world.holds(Fact::Shared(condition.clone())))
    }

    fn matches(&mut self, rule: &Candidate<'_>) -> bool {
        match self.precision {
            Precision::OfTheReference => rule
                .fields
                .iter()
                .all(|field| self.field_matches(rule, field)),
            Precision::OfTheJudge => self.matches_alone(rule),
        }
    }

    fn field_matches(&mut self, rule: &Candidate<'_>, field: &Truth) -> bool {
        let Truth::IfAny(conditions) = field else {
            return *field == Truth::Yes;
        };
        let mut fact = |condition: &Condition| {
            self.world.holds(match condition {
                Condition::Own(part) => Fact::PartMatches(self.nsg, rule.number, *part),
                shared => Fact::Shared(shared.clone()),
            })
        };
        conditions.iter().any(&mut fact)
    }

    fn matches_alone(&mut self, rule: &Candidate<'_>) -> bool {
        let conditions = rule.conditions();
        let is_otherwise_known =
            rule.rule.has_direction && rule.rule.priority.is_some() && !rule.is_contested;
        let fact = match conditions.as_slice() {
            [] => return true,
            [
                tag @ (Condition::RemoteInVirtualNetwork
                | Condition::RemoteOnList(_)
                | Condition::VmOnList(_)),
            ] if is_otherwise_known => Fact::Shared((*tag).clone()),
            _ => Fact::Matches(self.nsg, rule.number),
        };
        self.world.holds(fact)
    }
}
