//! One station on the way, and what it says about the asked sources.

use super::Answer;
use super::need::Need;
use super::nsg::{NsgJudgement, Outcome};
use super::partition::Partition;
use crate::azure::just_in_time::is_just_in_time;
use crate::azure::{Access, Direction, SecurityRule};
use crate::code::Code;
use crate::join::{Filter, Place};
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
        let kind = match filter.place {
            Place::Subnet => HopKind::SubnetNsg,
            Place::Nic => HopKind::NicNsg,
            Place::Unsaid => HopKind::Nsg,
        };
        let name = filter
            .versions
            .first()
            .map(|group| group.name.clone())
            .unwrap_or_default();
        let partition = versions
            .iter()
            .map(|version| version.partition.clone())
            .reduce(|a, b| a.where_agreed(&b))
            .unwrap_or_else(Partition::all_depends);
        let answer = partition.answer(asked);
        let mut hop = Hop {
            kind,
            name,
            answer: HopAnswer::Checked(answer),
            code: Code::NotChecked,
            partition,
            versions,
            deciding: None,
            needs: Vec::new(),
        };
        hop.deciding = hop.deciding_step(answer, asked);
        if answer == Answer::Depends {
            hop.needs = hop.needs_for(&asked.intersect(&hop.partition.depends));
        }
        hop.code = hop.reason(answer, asked);
        if hop.code == Code::SourceMatters {
            hop.needs.insert(0, Need::SourceAddress);
        }
        hop
    }

    fn not_checked(kind: HopKind) -> Hop {
        Hop {
            kind,
            name: String::new(),
            answer: HopAnswer::NotChecked,
            code: Code::NotChecked,
            partition: Partition::all_depends(),
            versions: Vec::new(),
            deciding: None,
            needs: Vec::new(),
        }
    }

    fn deciding_step(&self, answer: Answer, asked: &SourceSet) -> Option<usize> {
        let version = self.versions.first()?;
        let of = |outcome| version.main_step(asked, outcome);
        match answer {
            Answer::Open => of(Outcome::Allowed),
            Answer::Blocked => of(Outcome::Denied),
            // Where only the source matters, the rule that stops most of them says more than any other.
            Answer::Depends => of(Outcome::Depends).or_else(|| of(Outcome::Denied)),
        }
    }

    /// The rule that decides, where one does.
    pub fn deciding_rule(&self) -> Option<&SecurityRule> {
        self.versions.first()?.rule(self.deciding?)
    }

    /// What would settle the fate of these sources.
    pub fn needs_for(&self, undecided: &SourceSet) -> Vec<Need> {
        let mut needs: Vec<Need> = Vec::new();
        let pieces = self.versions.iter().flat_map(|version| &version.pieces);
        for piece in pieces.filter(|piece| !piece.sources.is_disjoint(undecided)) {
            for need in &piece.needs {
                if !needs.contains(need) {
                    needs.push(need.clone());
                }
            }
        }
        let versions_differ = self.versions.len() > 1
            && self
                .versions
                .iter()
                .any(|version| !undecided.is_subset(&version.partition.depends));
        if versions_differ && !undecided.is_disjoint(&self.partition.depends) {
            needs.push(Need::Version {
                nsg: self.name.clone(),
            });
        }
        needs
    }

    fn reason(&self, answer: Answer, asked: &SourceSet) -> Code {
        match answer {
            Answer::Depends if asked.is_disjoint(&self.partition.depends) => Code::SourceMatters,
            Answer::Depends => self.needs.first().map_or(Code::SourceMatters, Need::code),
            Answer::Open | Answer::Blocked => match self.deciding_rule() {
                Some(rule) => rule_code(rule),
                None => Code::NsgDenyDefault,
            },
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

/// The checked hops between those that nothing was pasted about.
pub fn in_packet_order(direction: Direction, checked: Vec<Hop>) -> Vec<Hop> {
    use HopKind::{AdminRules, Guest, NicNsg, Nsg, ReturnRoute, SubnetNsg, Vm, WayIn};
    let (before, after): (&[HopKind], &[HopKind]) = match direction {
        Direction::Inbound => (
            &[Vm, WayIn, AdminRules, SubnetNsg],
            &[NicNsg, ReturnRoute, Guest],
        ),
        Direction::Outbound => (&[Vm, AdminRules, NicNsg], &[SubnetNsg]),
    };
    let seen: Vec<HopKind> = checked.iter().map(|hop| hop.kind).collect();
    // One NSG of unknown place may be either of the two.
    let is_known = |kind: HopKind| {
        seen.contains(&kind) || (matches!(kind, SubnetNsg | NicNsg) && seen.contains(&Nsg))
    };
    let mut hops = Vec::new();
    let add_missing = |hops: &mut Vec<Hop>, kinds: &[HopKind]| {
        let missing = kinds.iter().filter(|kind| !is_known(**kind));
        hops.extend(missing.map(|kind| Hop::not_checked(*kind)));
    };
    add_missing(&mut hops, before);
    hops.extend(checked);
    add_missing(&mut hops, after);
    hops
}

/// How many hops stand before the first NSG that was pasted.
pub fn before_filters(hops: &[Hop]) -> usize {
    hops.iter()
        .position(|hop| !hop.versions.is_empty())
        .unwrap_or(0)
}
