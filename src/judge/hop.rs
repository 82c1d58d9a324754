//! One station on the way, and what it says about the asked sources.

use super::Answer;
use super::need::Need;
use super::nsg::{NsgJudgement, Outcome};
use super::partition::Partition;
use super::return_route::ReturnRoute;
use crate::azure::just_in_time::is_just_in_time;
use crate::azure::{Access, Direction, Route, RouteTable, SecurityRule};
use crate::code::Code;
use crate::join::{Filter, Place, Topology};
use crate::net::ranges;
use crate::question::SourceSet;
use std::rc::Rc;

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
        let kind = HopKind::of(filter.place);
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
            reply: None,
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

    /// A place that is shown to have no NSG: everything passes (azure-semantics §2.3).
    pub fn without_filter(place: Place) -> Hop {
        Hop {
            answer: HopAnswer::Checked(Answer::Open),
            code: Code::NoNsg,
            partition: Partition::from(SourceSet::all(), SourceSet::empty()),
            ..Hop::not_checked(HopKind::of(place))
        }
    }

    /// A public address of the Standard SKU lets nobody in from the Internet while no NSG allows it; one of the Basic SKU
    /// lets everybody in (azure-semantics §2.4, T52, T53).
    pub fn without_any_filter(topology: &Topology, asked: &SourceSet) -> Hop {
        let mut public = ranges::public();
        if let Some(network) = &topology.virtual_network {
            public = public.minus(network);
        }
        let public = SourceSet::addresses(public);
        let private = SourceSet::all().minus(&public);
        let partition = match topology.has_standard_public_ip {
            Some(true) => Partition::from(private, public),
            Some(false) => Partition::from(SourceSet::all(), SourceSet::empty()),
            None => Partition::from(private, SourceSet::empty()),
        };
        let answer = partition.answer(asked);
        let (code, needs) = match answer {
            Answer::Open => (Code::NoNsg, Vec::new()),
            Answer::Blocked => (Code::StandardNeedsNsg, Vec::new()),
            Answer::Depends if asked.is_disjoint(&partition.depends) => {
                (Code::SourceMatters, vec![Need::SourceAddress])
            }
            Answer::Depends => (Code::SkuUnknown, vec![Need::PublicIpSku]),
        };
        Hop {
            answer: HopAnswer::Checked(answer),
            code,
            partition,
            needs,
            ..Hop::not_checked(HopKind::WayIn)
        }
    }

    /// The way of the reply.
    pub fn of_return_route(table: &Rc<RouteTable>, asked: &SourceSet) -> Hop {
        let judged = ReturnRoute::judge(table);
        let partition = judged.partition();
        let answer = partition.answer(asked);
        let wanted = match answer {
            Answer::Open => Some(true),
            Answer::Blocked => Some(false),
            Answer::Depends if asked.is_disjoint(&partition.depends) => Some(false),
            Answer::Depends => None,
        };
        let mut deciding: Option<(u128, usize)> = None;
        for (at, reply) in judged.replies.iter().enumerate() {
            let share = reply.clients.intersect(&asked.addresses).count();
            if reply.arrives() == wanted && share > deciding.map_or(0, |(most, _)| most) {
                deciding = Some((share, at));
            }
        }
        let deciding = deciding.map(|(_, at)| at);
        let reason = deciding.and_then(|at| judged.replies.get(at));
        let code = match (answer, wanted) {
            (Answer::Depends, Some(_)) => Code::SourceMatters,
            _ => reason.map_or(Code::RouteReaches, |reply| reply.code),
        };
        let needs = match (answer, wanted) {
            (Answer::Depends, Some(_)) => vec![Need::SourceAddress],
            (Answer::Depends, None) => vec![Need::Routes],
            _ => Vec::new(),
        };
        Hop {
            name: table.name.clone(),
            answer: HopAnswer::Checked(answer),
            code,
            partition,
            deciding,
            needs,
            reply: Some(judged),
            ..Hop::not_checked(HopKind::ReturnRoute)
        }
    }

    /// The route that decides, where one does.
    pub fn deciding_route(&self) -> Option<&Route> {
        let reply = self.reply.as_ref()?;
        let route = reply.replies.get(self.deciding?)?.route?;
        reply.table.routes.get(route)
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
            reply: None,
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
        if self.versions.is_empty() {
            let is_concerned = !undecided.is_disjoint(&self.partition.depends);
            return self.needs.iter().filter(|_| is_concerned).cloned().collect();
        }
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
pub fn in_packet_order(
    direction: Direction,
    checked: Vec<Hop>,
    not_pasted: &[(Place, String)],
) -> Vec<Hop> {
    use HopKind::{AdminRules, Guest, NicNsg, Nsg, ReturnRoute, SubnetNsg, Vm, WayIn};
    let order: &[HopKind] = match direction {
        Direction::Inbound => &[
            Vm, WayIn, AdminRules, SubnetNsg, Nsg, NicNsg, ReturnRoute, Guest,
        ],
        Direction::Outbound => &[Vm, AdminRules, NicNsg, Nsg, SubnetNsg],
    };
    // One NSG of unknown place may be either of the two.
    let has_unplaced = checked.iter().any(|hop| hop.kind == Nsg);
    let mut hops = Vec::new();
    let mut checked = checked;
    for kind in order {
        let before = hops.len();
        hops.extend(checked.extract_if(.., |hop| hop.kind == *kind));
        let may_be_unplaced = has_unplaced && matches!(kind, SubnetNsg | NicNsg);
        if hops.len() == before && *kind != Nsg && !may_be_unplaced {
            let mut hop = Hop::not_checked(*kind);
            for (place, name) in not_pasted {
                if HopKind::of(*place) == *kind {
                    hop.name.clone_from(name);
                }
            }
            hops.push(hop);
        }
    }
    hops
}
