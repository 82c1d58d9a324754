//! A judgement taken apart for people: what decides, what came close, what is never reached, what is not known.
//!
//! Nothing is copied out of the judgement: all that is explained is read through it.

pub mod azure_comparison;
pub mod changed;
pub mod near_miss;
pub mod next;
pub mod notice;
pub mod packets;
pub mod piece;
pub mod reach;
pub mod route_table;
pub mod rule_finding;
pub mod rule_table;
pub mod usual_values;
pub mod who;

pub use azure_comparison::{Agreement, Comparison};
pub use changed::{Changed, changed};
pub use near_miss::NearMiss;
pub use next::{Names, Next, Output};
pub use piece::{Piece, pieces};
pub use reach::{Reached, reach};
pub use rule_finding::{FindingSearch, RuleFinding, rule_findings};
pub use rule_table::{Row, RuleTable};
pub use usual_values::UsualAnswer;
pub use who::{Decided, Part, Stretch, decided, ipv4_count, stretches, who};

use crate::azure::{Access, SecurityRule};
use crate::case::Case;
use crate::code::Code;
use crate::join::{Topology, as_the_vm_sees_it, join, take_in_asked};
use crate::judge::nsg::Fate;
use crate::judge::{Answer, Hop, HopAnswer, Judgement, judge};
use crate::net::AddressSet;
use crate::question::Question;
use crate::read::Problem;

/// Everything there is to say about a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The surroundings that were judged.
    pub topology: Topology,
    /// The judgement.
    pub judgement: Judgement,
    /// What joining and judging found remarkable.
    pub problems: Vec<Problem>,
    /// Azure's own answers in the paste, beside ours.
    pub comparisons: Vec<Comparison>,
    /// Where the answer hangs on source ports or directions that were not pasted: what it is if these are as usual.
    pub with_usual_values: Option<UsualAnswer>,
}

/// Joins, judges and explains a case.
pub fn explain(case: &Case) -> Explanation {
    let (mut topology, mut problems) = join(case);
    take_in_asked(&case.question, &mut topology);
    let mut explained = Explanation::of(topology, &case.question);
    problems.append(&mut explained.problems);
    explained.problems = problems;
    let Explanation {
        topology,
        judgement,
        ..
    } = &explained;
    let comparisons = azure_comparison::comparisons(case, topology, judgement);
    let words = azure_comparison::unexplained(&comparisons, topology, judgement);
    if !words.is_empty() {
        explained.topology.azure_words = words;
        explained.judgement = judge_as_seen(&explained.topology, &case.question);
    }
    explained.comparisons = comparisons;
    explained.with_usual_values =
        usual_values::answer_with_usual_values(&explained.topology, &explained.judgement);
    explained
}

impl Explanation {
    /// Judges and explains surroundings, pasted or tried out.
    pub fn of(topology: Topology, question: &Question) -> Explanation {
        let judgement = judge_as_seen(&topology, question);
        let mut problems = Vec::new();
        notice::add_notices(&judgement, &topology, &mut problems);
        Explanation {
            topology,
            judgement,
            problems,
            comparisons: Vec::new(),
            with_usual_values: None,
        }
    }

    /// The hop that decides, if one does.
    pub fn deciding_hop(&self) -> Option<&Hop> {
        self.judgement.hops.get(self.judgement.deciding?)
    }

    /// The rule that decides, if one does.
    pub fn deciding_rule(&self) -> Option<&SecurityRule> {
        self.deciding_hop()?.deciding_rule()
    }

    /// Whether a hop of the judgement, by its place there, is one to show. While nobody chose the VM there may be a thousand
    /// NSGs, one for each that could be meant, and the first few tell as much.
    pub fn is_shown(&self, hop: usize) -> bool {
        const MOST: usize = 12;
        let is_nsg = |hop: &Hop| !hop.versions.is_empty();
        hop < MOST
            || !self.topology.is_target_unclear
            || !self.judgement.hops.get(hop).is_some_and(is_nsg)
    }

    /// How many hops are not shown.
    pub fn not_shown(&self) -> usize {
        let all = 0..self.judgement.hops.len();
        all.filter(|hop| !self.is_shown(*hop)).count()
    }

    /// The rules of every NSG that was tried, in packet order.
    pub fn tables(&self) -> Vec<RuleTable<'_>> {
        rule_table::tables(&self.judgement)
    }

    /// The user's Allow rules that are never reached: those that match everything that the denying rule before them decides
    /// ("would have let you in"), and those that match some of who asks.
    pub fn shadowed(&self) -> [Vec<&SecurityRule>; 2] {
        let mut shadowed = [Vec::new(), Vec::new()];
        let Some((hop, deciding)) = self
            .stopping_hop()
            .and_then(|hop| Some((hop, hop.deciding?)))
        else {
            return shadowed;
        };
        let denies = hop.deciding_rule().and_then(|rule| rule.access.get()) == Some(&Access::Deny);
        let Some(version) = hop.versions.first().filter(|_| denies) else {
            return shadowed;
        };
        let mut steps = version.steps.iter().enumerate().skip(deciding);
        let Some((_, denying)) = steps.next().filter(|(_, step)| !step.decides.is_empty()) else {
            return shadowed;
        };
        let asked = self.judgement.question.from.set();
        let [all, some] = &mut shadowed;
        for (at, step) in steps {
            if let (Some(rule), Some(matched)) = (version.rule(at), &step.matched)
                && is_users_allow(rule)
            {
                // One that decides for others is reached.
                if step.decides.is_empty() && denying.decides.is_subset(&matched.must) {
                    all.push(rule);
                } else if step.fate == Fate::NeverReached && !asked.is_disjoint(&matched.must) {
                    some.push(rule);
                }
            }
        }
        shadowed
    }

    /// Allow rules that were tried before the blocking one and failed in the fewest fields.
    pub fn near_misses(&self) -> Vec<NearMiss<'_>> {
        match self.stopping_hop() {
            Some(hop) => near_miss::near_misses(hop, &self.judgement.question),
            None => Vec::new(),
        }
    }

    /// Other hops that block too.
    pub fn also_blocking(&self) -> Vec<&Hop> {
        let mut others = Vec::new();
        // What is said of a port that nobody listens on, or of a client who would be inside, would only mislead.
        let is_alone = matches!(
            self.judgement.code,
            Code::GuestPortMoved | Code::PeeringClosed
        );
        if self.judgement.answer == Answer::Blocked && !is_alone {
            for (at, hop) in self.judgement.hops.iter().enumerate() {
                let blocks = hop.answer == HopAnswer::Checked(Answer::Blocked);
                if blocks && Some(at) != self.judgement.deciding {
                    others.push(hop);
                }
            }
        }
        others
    }

    /// The asked sources that get in.
    pub fn asked_open(&self) -> AddressSet {
        let asked = self.judgement.question.from.set();
        asked.intersect(&self.judgement.sources.open).addresses
    }

    /// The deciding hop, unless it lets everybody in.
    fn stopping_hop(&self) -> Option<&Hop> {
        self.deciding_hop()
            .filter(|_| self.judgement.answer != Answer::Open)
    }
}

fn judge_as_seen(topology: &Topology, question: &Question) -> Judgement {
    judge(topology, &as_the_vm_sees_it(question, topology))
}

/// Whether somebody wrote this rule to let something in.
fn is_users_allow(rule: &SecurityRule) -> bool {
    !rule.default && rule.access.get() == Some(&Access::Allow)
}
