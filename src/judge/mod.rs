//! Topology and question to judgement: hop after hop, each splitting the sources into those that get through,
//! those that do not, and those that nobody can tell from the paste.

pub mod address_match;
pub mod admin_rules;
pub mod azure_word;
pub mod endpoint_acl;
pub mod evaluation_order;
pub mod firewall;
pub mod grid;
pub mod guest;
pub mod hop;
pub mod met;
pub mod need;
pub mod next_hop;
pub mod no_filter;
pub mod nsg;
pub mod partition;
pub mod port_cuts;
pub mod port_match;
pub mod port_walk;
pub mod return_route;
pub mod rule_match;
pub mod trace;
pub mod vm;
pub mod way_in;
pub mod worlds;

pub use hop::{Hop, HopAnswer, HopKind};
pub use need::Need;
pub use nsg::{NsgJudgement, Outcome, Piece, Step, Tried};
pub use partition::Partition;
pub use rule_match::{Mark, RuleMatch};

use crate::azure::Direction;
use crate::code::Code;
use crate::join::{Filter, Place, Topology};
use crate::net::AddressSet;
use crate::question::{Question, SourceSet, WayKind};
use rule_match::Context;

/// The three answers (report: "What the three answers mean").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// At least one filter was checked and nothing in the evidence blocks.
    Open,
    /// Some hop certainly blocks.
    Blocked,
    /// It hangs on something the paste does not say.
    Depends,
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// What was asked.
    pub question: Question,
    /// The answer for the asked sources.
    pub answer: Answer,
    /// Its reason.
    pub code: Code,
    /// The hop that decides, if one does: an index into `hops`.
    pub deciding: Option<usize>,
    /// In the order a packet meets them.
    pub hops: Vec<Hop>,
    /// Every address there is, exactly once.
    pub sources: Partition,
    /// What would settle an answer that depends, the most useful first; of an open one, what the paste names without
    /// showing it.
    pub needs: Vec<Need>,
}

/// Judges the whole address space at once and answers for the asked part of it.
pub fn judge(topology: &Topology, question: &Question) -> Judgement {
    let context = Context::new(topology, question);
    let asked = question.from.set();
    let mut filters: Vec<Hop> = Vec::new();
    let mut add = |hop| match question.direction {
        Direction::Inbound => filters.push(hop),
        // The NIC's NSG comes first on the way out (azure-semantics §2.3).
        Direction::Outbound => filters.insert(0, hop),
    };
    for place in [Place::Subnet, Place::Unsaid, Place::Nic] {
        if topology.without_filter.contains(&place) {
            add(no_filter::on(place));
        }
        for filter in &topology.filters {
            if filter.place == place {
                add(judge_filter(filter, &context, &asked));
            }
        }
    }
    let mut hops = vec![vm::hop(&topology.machine)];
    if question.direction == Direction::Inbound {
        hops.push(way_in::hop(&context, &asked));
        if way_in::is_by_firewall(topology, question.through) {
            firewall::accept_both(topology, &mut filters, &asked);
        }
    }
    if let Some(rules) = &topology.admin_rules {
        hops.push(admin_rules::hop(rules, &context, &asked, &mut filters));
    }
    azure_word::unsettle(topology, question, &asked, &mut filters);
    hops.append(&mut filters);
    if question.direction == Direction::Inbound {
        if let Some(table) = &topology.routes {
            hops.push(return_route::hop(table, topology, question, &asked));
        }
        hops.push(guest::hop(topology, question, &asked));
    }
    hop::add_not_checked(question.direction, &mut hops, topology);
    combine(topology, question, hops, &asked)
}

fn combine(
    topology: &Topology,
    question: &Question,
    hops: Vec<Hop>,
    asked: &SourceSet,
) -> Judgement {
    let without_path = without_path(topology);
    let undecidable = nothing_decides(topology);
    // Without a filter nothing is open, but what blocks blocks all the same.
    let filtered = match &undecidable {
        Some((Code::TargetUnknown, _)) => Partition::all_depends(),
        Some(_) => Partition::from(SourceSet::empty(), path(&hops).blocked),
        None => path(&hops),
    };
    let is_alone = matches!(undecidable, Some((Code::NoFilterSeen, _)));
    let (filtered, azure) = azure_word::take_in(topology, question, is_alone, filtered);
    let sources = filtered.block(&without_path);
    let mut judgement = Judgement {
        question: question.clone(),
        answer: sources.answer(asked),
        code: Code::IpFamily,
        deciding: None,
        hops,
        sources,
        needs: Vec::new(),
    };
    if asked.is_subset(&without_path) {
        return judgement;
    }
    if let Some((code, need)) = undecidable
        && judgement.answer == Answer::Depends
    {
        judgement.answer = Answer::Depends;
        judgement.code = code;
        judgement.needs.push(need);
        judgement.add_named_needs();
        return judgement;
    }
    // Some of the asked sources get in and others do not.
    let source_matters = !asked.is_disjoint(&judgement.sources.open)
        && !asked.is_disjoint(&judgement.sources.blocked);
    let is_by_azure = is_alone && judgement.answer == Answer::Open;
    judgement.deciding = deciding(&judgement, asked, source_matters).filter(|_| !is_by_azure);
    judgement.code = match judgement.deciding.and_then(|at| judgement.hops.get(at)) {
        _ if source_matters => Code::SourceMatters,
        Some(hop) => hop.code,
        // Every hop is certain, and yet the whole is not: Azure says otherwise, or two of unknown place disagree.
        None if judgement.answer == Answer::Depends => {
            azure.first().map_or(Code::PlaceUnknown, Need::code)
        }
        None => Code::AzureAnswer,
    };
    match judgement.answer {
        Answer::Depends => {
            judgement.needs = needs(&judgement, asked);
            for need in &azure {
                need.add_to(&mut judgement.needs);
            }
        }
        // So far: what the paste names without showing it may still block (T50).
        Answer::Open => judgement.add_named_needs(),
        Answer::Blocked => {}
    }
    judgement
}

impl Judgement {
    /// Whether most of the asked sources certainly do not get in.
    pub fn stops_most(&self) -> bool {
        let asked = self.question.from.set().addresses;
        let stopped = asked.intersect(&self.sources.blocked.addresses);
        asked.minus(&stopped).count() < stopped.count()
    }

    /// Whether some of the asked sources certainly do not get in.
    #[inline(never)]
    pub fn stops_some(&self) -> bool {
        !self.question.from.set().is_disjoint(&self.sources.blocked)
    }

    /// Asks for what the paste names without showing it.
    fn add_named_needs(&mut self) {
        for hop in &self.hops {
            if !hop.is_checked() {
                self.needs.extend_from_slice(&hop.needs);
            }
        }
    }
}

/// The checked hop that decides.
fn deciding(judgement: &Judgement, asked: &SourceSet, source_matters: bool) -> Option<usize> {
    let hops = &judgement.hops;
    let all_blocked = |hop: &Hop| asked.is_subset(&hop.partition.blocked);
    let some_blocked = |hop: &Hop| !asked.is_disjoint(&hop.partition.blocked);
    let some_depend = |hop: &Hop| hop.is_checked() && !asked.is_disjoint(&hop.partition.depends);
    match judgement.answer {
        // The last rules that let it in, or what shows that there is none.
        Answer::Open => {
            (hops.iter().rposition(Hop::lets_in)).or_else(|| hops.iter().position(Hop::is_filter))
        }
        Answer::Blocked => {
            // What listens elsewhere is no matter of the hops before it: they were asked about a port that nobody uses.
            let is_moved = |hop: &Hop| hop.code == Code::GuestPortMoved;
            (hops.iter().position(is_moved))
                .or_else(|| hops.iter().position(all_blocked))
                .or_else(|| hops.iter().position(some_blocked))
        }
        Answer::Depends if source_matters => hops.iter().position(some_blocked),
        Answer::Depends => hops.iter().position(some_depend),
    }
}

/// Why the evidence cannot decide whatever the rules say.
fn nothing_decides(topology: &Topology) -> Option<(Code, Need)> {
    // An endpoint filters, too.
    let has_endpoint = (topology.ways.iter()).any(|way| way.kind == WayKind::Endpoint);
    if topology.is_target_unclear {
        Some((Code::TargetUnknown, Need::Target))
    } else if !topology.filters.is_empty() || no_filter::is_known(topology) || has_endpoint {
        None
    } else if topology.not_attached.is_empty() {
        Some((Code::NoFilterSeen, Need::Filter))
    } else {
        Some((Code::NsgNotAttached, Need::Filter))
    }
}

/// Both NSGs must allow. Two of unknown place are not known to stand both in the path: they decide where they
/// agree.
fn path(checked: &[Hop]) -> Partition {
    let (mut known, mut unsaid): (Option<Partition>, Option<Partition>) = (None, None);
    for hop in checked {
        if !hop.is_checked() && hop.partition.open.is_empty() {
            continue;
        }
        let hop_partition = &hop.partition;
        if hop.kind == HopKind::Nsg {
            unsaid = Some(match unsaid {
                Some(before) => before.where_agreed(hop_partition),
                None => hop_partition.clone(),
            });
        } else {
            known = Some(match known {
                Some(before) => before.then(hop_partition),
                None => hop_partition.clone(),
            });
        }
    }
    match (known, unsaid) {
        (Some(known), Some(unsaid)) => known.then(&unsaid),
        (Some(alone), None) | (None, Some(alone)) => alone,
        (None, None) => Partition::all_depends(),
    }
}

fn needs(judgement: &Judgement, asked: &SourceSet) -> Vec<Need> {
    let undecided = asked.intersect(&judgement.sources.depends);
    let mut needs: Vec<Need> = Vec::new();
    if judgement.code == Code::SourceMatters {
        needs.push(Need::SourceAddress);
    }
    for hop in &judgement.hops {
        if judgement.code == Code::PlaceUnknown && hop.kind == HopKind::Nsg {
            needs.push(Need::Place {
                nsg: hop.name.clone(),
            });
        }
    }
    for hop in &judgement.hops {
        hop.add_needs(&undecided, &mut needs);
    }
    needs
}

fn judge_filter(filter: &Filter, context: &Context<'_>, asked: &SourceSet) -> Hop {
    let mut versions: Vec<NsgJudgement> = Vec::new();
    for group in &filter.versions {
        versions.push(nsg::judge_nsg(group, context, asked));
    }
    Hop::of_filter(filter, versions, asked)
}

/// The sources of a family that the VM does not have: there is no path for them, whatever the rules say (T45).
/// While nobody said which address the VM has, none are.
fn without_path(topology: &Topology) -> SourceSet {
    match topology.target.address {
        Some(address) if address.is_ipv4() => SourceSet::addresses(AddressSet::all_v6()),
        Some(_) => SourceSet::addresses(AddressSet::all_v4()),
        None => SourceSet::empty(),
    }
}
