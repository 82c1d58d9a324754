//! One station on the way, and what it says about the asked sources.

use super::Answer;
use super::need::Need;
use super::nsg::{NsgJudgement, Outcome};
use super::partition::Partition;
use super::return_route::ReturnRoute;
use crate::azure::just_in_time::is_just_in_time;
use crate::azure::{Access, Direction, Route, SecurityRule};
use crate::code::Code;
use crate::join::{Filter, Place, Topology};
use crate::question::SourceSet;

/// One station on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Hop {
    /// Which one.
    pub kind: HopKind,
    /// The name of the resource; empty when nothing was pasted.
    pub name: String,
    /// What it says about the asked sources.
    pub answer: HopAnswer,
    /// Its reason.
    pub code: Code,
    /// What it says about every source.
    pub partition: Partition,
    /// The NSG's rules one by one; one for each version of it that was pasted.
    pub versions: Vec<NsgJudgement>,
    /// The step of the first version that decides, where one does.
    pub deciding: Option<usize>,
    /// For the way of the reply: the routes. `deciding` is then an index into its replies.
    pub reply: Option<ReturnRoute>,
    /// For an answer that depends: what would settle it.
    pub needs: Vec<Need>,
}

/// The stations there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HopKind {
    /// Whether the VM runs.
    Vm,
    /// How a packet gets into the virtual network at all.
    WayIn,
    /// Virtual Network Manager's rules.
    AdminRules,
    /// The subnet's NSG.
    SubnetNsg,
    /// The network interface's NSG.
    NicNsg,
    /// An NSG whose place nobody said.
    Nsg,
    /// The way of the reply.
    ReturnRoute,
    /// The Windows inside the VM.
    Guest,
}

/// What a hop says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HopAnswer {
    /// It was checked.
    Checked(Answer),
    /// Nothing was pasted about it: that never counts as open.
    NotChecked,
}

impl HopKind {
    /// The hop of an NSG that sits there.
    pub fn of(place: Place) -> Self {
        match place {
            Place::Subnet => HopKind::SubnetNsg,
            Place::Nic => HopKind::NicNsg,
            Place::Unsaid => HopKind::Nsg,
        }
    }

    /// The word in the report.
    pub fn word(self) -> &'static str {
        match self {
            HopKind::Vm => "vm",
            HopKind::WayIn => "way-in",
            HopKind::AdminRules => "admin-rules",
            HopKind::SubnetNsg => "subnet-nsg",
            HopKind::NicNsg => "nic-nsg",
            HopKind::Nsg => "nsg",
            HopKind::ReturnRoute => "return-route",
            HopKind::Guest => "guest",
        }
    }
}

impl Hop {
    /// The hop of one NSG.
    pub fn of_filter(filter: &Filter, versions: Vec<NsgJudgement>, asked: &SourceSet) -> Hop {
        let mut hop = Hop::not_checked(HopKind::of(filter.place));
        for (at, version) in versions.iter().enumerate() {
            if at == 0 {
                hop.name = version.group.name.clone();
                hop.partition = version.partition.clone();
            } else {
                hop.partition = hop.partition.where_agreed(&version.partition);
            }
        }
        hop.versions = versions;
        let answer = hop.partition.answer(asked);
        hop.answer = HopAnswer::Checked(answer);
        hop.deciding = hop.deciding_step(answer, asked);
        let undecided = asked.intersect(&hop.partition.depends);
        if answer == Answer::Depends {
            let mut needs = Vec::new();
            hop.add_needs(&undecided, &mut needs);
            hop.needs = needs;
        }
        hop.code = match (answer, hop.deciding_rule()) {
            (Answer::Depends, _) => match hop.needs.first() {
                Some(need) if !undecided.is_empty() => need.code(),
                _ => Code::SourceMatters,
            },
            (_, Some(rule)) => rule_code(rule),
            (_, None) => Code::NsgDenyDefault,
        };
        if hop.code == Code::SourceMatters {
            hop.needs.insert(0, Need::SourceAddress);
        }
        hop
    }

    /// Decides for everybody alike.
    pub fn decide(&mut self, answer: Answer, code: Code) {
        let (nobody, everybody) = (SourceSet::empty, SourceSet::all);
        self.partition = match answer {
            Answer::Open => Partition::from(everybody(), nobody()),
            Answer::Blocked => Partition::from(nobody(), everybody()),
            Answer::Depends => Partition::all_depends(),
        };
        self.answer = HopAnswer::Checked(answer);
        self.code = code;
    }

    /// Changes who gets through. Where that changes the answer, `code` is the reason, and `need` what it hangs on.
    pub fn change(
        &mut self,
        partition: Partition,
        asked: &SourceSet,
        code: Code,
        need: Option<Need>,
    ) {
        self.partition = partition;
        let answer = HopAnswer::Checked(self.partition.answer(asked));
        if self.answer != answer {
            self.answer = answer;
            self.code = code;
            self.deciding = None;
            self.needs.clear();
            self.needs.extend(need);
        }
    }

    /// Whether something in the paste tells about it.
    pub fn is_checked(&self) -> bool {
        self.answer != HopAnswer::NotChecked
    }

    /// Whether it has rules, and these let something in that would not have come in without them.
    pub fn lets_in(&self) -> bool {
        let is_admin = self.kind == HopKind::AdminRules;
        !self.versions.is_empty() && (self.code == Code::AdminAlwaysAllow) == is_admin
    }

    /// Whether it is checked and lets only some through: neither the VM nor its Windows is a filter.
    pub fn is_filter(&self) -> bool {
        self.is_checked() && !matches!(self.kind, HopKind::Vm | HopKind::Guest)
    }

    /// The route that decides, where one does.
    pub fn deciding_route(&self) -> Option<&Route> {
        let reply = self.reply.as_ref()?;
        let route = reply.replies.get(self.deciding?)?.route?;
        reply.table.routes.get(route)
    }

    /// A hop that nothing was pasted about.
    pub fn not_checked(kind: HopKind) -> Hop {
        Hop {
            kind,
            name: String::new(),
            answer: HopAnswer::NotChecked,
            code: Code::NotChecked,
            partition: Partition::all_depends(),
            versions: Vec::new(),
            deciding: None,
            reply: None,
            needs: Vec::new(),
        }
    }

    fn deciding_step(&self, answer: Answer, asked: &SourceSet) -> Option<usize> {
        let version = self.versions.first()?;
        match answer {
            Answer::Open => version.main_step(asked, Outcome::Allowed),
            Answer::Blocked => version.main_step(asked, Outcome::Denied),
            // Where only the source matters, the rule that stops most of them says more than any other.
            Answer::Depends => version
                .main_step(asked, Outcome::Depends)
                .or_else(|| version.main_step(asked, Outcome::Denied)),
        }
    }

    /// Whether there are rules or routes to look at.
    pub fn has_table(&self) -> bool {
        !self.versions.is_empty() || self.reply.is_some()
    }

    /// The rule that decides, where one does.
    pub fn deciding_rule(&self) -> Option<&SecurityRule> {
        self.versions.first()?.rule(self.deciding?)
    }

    /// What drops these remote ends where the rule that decides, and may not match, does not: a rule, or the end of the
    /// list. Where the rule that decides lets them through: what may already have done so.
    pub fn otherwise(&self, asked: &SourceSet) -> Option<Option<&SecurityRule>> {
        let version = self.versions.first()?;
        let step = self.deciding?;
        let mut pieces = version.pieces.iter();
        pieces.find_map(|piece| {
            let ends = [piece.undecided.first().copied(), piece.decided_by];
            let other = match (piece.outcome, ends) {
                (Outcome::Denied, [Some(may), other]) if may == step => other,
                (Outcome::Allowed, [other @ Some(_), Some(decides)]) if decides == step => other,
                _ => return None,
            };
            let rule = other.and_then(|step| version.rule(step));
            (!piece.sources.is_disjoint(asked)).then_some(rule)
        })
    }

    /// Adds what would settle the fate of these sources.
    pub fn add_needs(&self, undecided: &SourceSet, needs: &mut Vec<Need>) {
        // What else changed the answer of its rules left no rule that decides.
        let has_own = self.versions.is_empty() || self.deciding.is_none();
        if has_own && !undecided.is_disjoint(&self.partition.depends) {
            self.needs.iter().for_each(|need| need.add_to(needs));
        }
        let mut versions_differ = false;
        for version in &self.versions {
            for piece in &version.pieces {
                if !piece.sources.is_disjoint(undecided) {
                    piece.needs.iter().for_each(|need| need.add_to(needs));
                }
            }
            versions_differ |=
                self.versions.len() > 1 && !undecided.is_subset(&version.partition.depends);
        }
        if versions_differ && !undecided.is_disjoint(&self.partition.depends) {
            let nsg = self.name.clone();
            Need::Version { nsg }.add_to(needs);
        }
    }
}

/// The code for a rule that decides.
fn rule_code(rule: &SecurityRule) -> Code {
    match (rule.access.get(), rule.default) {
        (Some(Access::Allow), true) => Code::NsgAllowDefault,
        (Some(Access::Allow), false) => Code::NsgAllowRule,
        (_, true) => Code::NsgDenyDefault,
        (_, false) if is_just_in_time(&rule.name) => Code::NsgDenyJit,
        (_, false) => Code::NsgDenyRule,
    }
}

/// Adds the hops that nothing was pasted about, each at its place. What is known by name only has its name, and needs to
/// be pasted (T50).
pub fn add_not_checked(direction: Direction, hops: &mut Vec<Hop>, topology: &Topology) {
    use HopKind::{AdminRules, Guest, NicNsg, Nsg, ReturnRoute, SubnetNsg, Vm, WayIn};
    let order: &[HopKind] = match direction {
        Direction::Inbound => &[
            Vm,
            WayIn,
            AdminRules,
            SubnetNsg,
            Nsg,
            NicNsg,
            ReturnRoute,
            Guest,
        ],
        Direction::Outbound => &[Vm, AdminRules, NicNsg, Nsg, SubnetNsg, ReturnRoute],
    };
    // One NSG of unknown place may be either of the two.
    let has_unplaced = hops.iter().any(|hop| hop.kind == Nsg);
    let mut at = 0;
    for kind in order {
        let before = at;
        while hops.get(at).is_some_and(|hop| hop.kind == *kind) {
            at += 1;
        }
        let may_be_unplaced = has_unplaced && matches!(kind, SubnetNsg | NicNsg);
        // Network managers know no classic VMs.
        let is_missing = *kind == AdminRules && topology.is_classic();
        if at == before && *kind != Nsg && !may_be_unplaced && !is_missing {
            let mut hop = Hop::not_checked(*kind);
            for (place, name) in &topology.not_pasted {
                if HopKind::of(*place) == *kind {
                    hop.name.clone_from(name);
                    hop.needs.push(Need::missing_rules(name));
                }
            }
            if let (ReturnRoute, None, Some(id)) = (kind, &topology.routes, &topology.route_table) {
                id.name().clone_into(&mut hop.name);
                hop.needs.push(Need::Routes);
            }
            hops.insert(at, hop);
            at += 1;
        }
    }
}
