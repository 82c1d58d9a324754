//! Topology and question to judgement: hop after hop, each splitting the sources into those that get through,
//! those that do not, and those that nobody can tell from the paste.

pub mod address_match;
pub mod evaluation_order;
pub mod hop;
pub mod need;
pub mod next_hop;
pub mod nsg;
pub mod partition;
pub mod port_match;
pub mod return_route;
pub mod rule_match;
pub mod trace;

pub use hop::{Hop, HopAnswer, HopKind};
pub use need::Need;
pub use nsg::{NsgJudgement, Outcome, Piece, Step, Tried};
pub use partition::Partition;
pub use rule_match::{Mark, RuleMatch};

use crate::azure::Direction;
use crate::code::Code;
use crate::join::{Filter, Topology};
use crate::net::AddressSet;
use crate::question::{Question, SourceSet};
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
    /// What would settle an answer that depends, the most useful first.
    pub needs: Vec<Need>,
}

/// Judges the whole address space at once and answers for the asked part of it.
pub fn judge(topology: &Topology, question: &Question) -> Judgement {
    let context = Context { topology, question };
    let asked = question.from.set();
    let mut checked: Vec<Hop> = topology
        .filters
        .iter()
        .map(|filter| judge_filter(filter, &context, &asked))
        .collect();
    for place in &topology.without_filter {
        checked.push(Hop::without_filter(*place));
    }
    if question.direction == Direction::Inbound {
        if topology.filters.is_empty() && is_filtering_known(topology) {
            checked.push(Hop::without_any_filter(topology, &asked));
        }
        checked.extend(topology.routes.iter().map(|table| Hop::of_return_route(table, &asked)));
    }
    let hops = hop::in_packet_order(question.direction, checked, &topology.not_pasted);
    let verdict = combine(topology, &hops, &asked);
    Judgement {
        question: question.clone(),
        answer: verdict.answer,
        code: verdict.code,
        deciding: verdict.deciding,
        hops,
        sources: verdict.sources,
        needs: verdict.needs,
    }
}

struct Verdict {
    answer: Answer,
    code: Code,
    /// An index into the hops.
    deciding: Option<usize>,
    sources: Partition,
    needs: Vec<Need>,
}

fn combine(topology: &Topology, hops: &[Hop], asked: &SourceSet) -> Verdict {
    let without_path = without_path(topology);
    let undecidable = nothing_decides(topology);
    let filtered = match undecidable {
        Some(_) => Partition::all_depends(),
        None => path(hops),
    };
    let sources = filtered.block(&without_path);
    if asked.is_subset(&without_path) {
        return Verdict {
            answer: Answer::Blocked,
            code: Code::IpFamily,
            deciding: None,
            sources,
            needs: Vec::new(),
        };
    }
    if let Some((code, need)) = undecidable {
        return Verdict {
            answer: Answer::Depends,
            code,
            deciding: None,
            sources,
            needs: vec![need],
        };
    }
    let answer = sources.answer(asked);
    let (code, deciding) = match answer {
        Answer::Open => {
            let last = last_filter(hops);
            (code_of(hops, last), last)
        }
        Answer::Blocked => {
            let blocks_all = |hop: &Hop| asked.is_subset(&hop.partition.blocked);
            let blocks_some = |hop: &Hop| !asked.is_disjoint(&hop.partition.blocked);
            let first = hops
                .iter()
                .position(blocks_all)
                .or_else(|| hops.iter().position(blocks_some));
            (code_of(hops, first), first)
        }
        Answer::Depends => depends_because(hops, asked, &sources),
    };
    let needs = if answer == Answer::Depends {
        needs(hops, asked, &sources, code)
    } else {
        Vec::new()
    };
    Verdict {
        answer,
        code,
        deciding,
        sources,
        needs,
    }
}

/// Why the evidence cannot decide whatever the rules say.
fn nothing_decides(topology: &Topology) -> Option<(Code, Need)> {
    if topology.is_target_unclear {
        Some((Code::TargetUnknown, Need::Target))
    } else if !topology.filters.is_empty() || is_filtering_known(topology) {
        None
    } else if topology.not_attached.is_empty() {
        Some((Code::NoFilterSeen, Need::Filter))
    } else {
        Some((Code::NsgNotAttached, Need::Filter))
    }
}

/// Whether subnet and network interface are shown to have no NSG, which is an answer, too.
fn is_filtering_known(topology: &Topology) -> bool {
    topology.without_filter.len() > 1
}

/// The last NSG that let the connection in, or what stands for one.
fn last_filter(hops: &[Hop]) -> Option<usize> {
    let is_checked = |hop: &Hop| hop.answer != HopAnswer::NotChecked;
    hops.iter()
        .rposition(|hop| !hop.versions.is_empty())
        .or_else(|| hops.iter().position(is_checked))
}

/// Both NSGs must allow. Two of unknown place are not known to stand both in the path: they decide where they
/// agree.
fn path(checked: &[Hop]) -> Partition {
    let of_place = |unsaid: bool| {
        checked
            .iter()
            .filter(move |hop| (hop.kind == HopKind::Nsg) == unsaid)
            .filter(|hop| hop.answer != HopAnswer::NotChecked)
            .map(|hop| &hop.partition)
    };
    let unsaid = of_place(true).cloned().reduce(|a, b| a.where_agreed(&b));
    of_place(false)
        .cloned()
        .chain(unsaid)
        .reduce(|a, b| a.then(&b))
        .unwrap_or_else(Partition::all_depends)
}

fn depends_because(
    checked: &[Hop],
    asked: &SourceSet,
    sources: &Partition,
) -> (Code, Option<usize>) {
    if !asked.is_disjoint(&sources.open) && !asked.is_disjoint(&sources.blocked) {
        let first = checked
            .iter()
            .position(|hop| !asked.is_disjoint(&hop.partition.blocked));
        return (Code::SourceMatters, first);
    }
    let undecided = checked.iter().position(|hop| {
        hop.answer != HopAnswer::NotChecked && !asked.is_disjoint(&hop.partition.depends)
    });
    match undecided {
        Some(at) => (code_of(checked, Some(at)), Some(at)),
        // Every hop is certain, and yet the whole is not: two of unknown place disagree.
        None => (Code::PlaceUnknown, None),
    }
}

fn needs(checked: &[Hop], asked: &SourceSet, sources: &Partition, code: Code) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    match code {
        Code::PlaceUnknown => needs.extend(
            checked
                .iter()
                .filter(|hop| hop.kind == HopKind::Nsg)
                .map(|hop| Need::Place {
                    nsg: hop.name.clone(),
                }),
        ),
        Code::SourceMatters => needs.push(Need::SourceAddress),
        _ => {}
    }
    let undecided = asked.intersect(&sources.depends);
    for hop in checked {
        for need in hop.needs_for(&undecided) {
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
    }
    needs
}

fn code_of(checked: &[Hop], at: Option<usize>) -> Code {
    at.and_then(|at| checked.get(at))
        .map_or(Code::NotChecked, |hop| hop.code)
}

fn judge_filter(filter: &Filter, context: &Context<'_>, asked: &SourceSet) -> Hop {
    let versions: Vec<NsgJudgement> = filter
        .versions
        .iter()
        .map(|group| nsg::judge_nsg(group, context, asked))
        .collect();
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
