//! Azure's own answers in the paste, held against what the rest of the paste gives.

use crate::azure::{
    Access, AskedFlow, AzureAnswer, AzureSaid, Direction, NextHop, Resource, SecurityRule,
};
use crate::case::Case;
use crate::join::{AzureWord, Topology};
use crate::judge::way_in::is_by_firewall;
use crate::judge::{Answer, Hop, HopAnswer, HopKind, Judgement, judge};
use crate::net::ranges;
use crate::question::{Question, Source, SourceSet};
use std::rc::Rc;

/// One of Azure's answers beside ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What Azure said.
    pub answer: Rc<AzureAnswer>,
    /// How ours compares.
    pub agreement: Agreement,
}

/// How two answers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The same access by the same rule, or the same next hop.
    Same,
    /// The same access, by another rule.
    OtherRule,
    /// Another one.
    Other,
    /// One of the two says nothing for certain.
    Undecided,
}

impl Agreement {
    /// The word in the report.
    pub fn word(self) -> &'static str {
        match self {
            Agreement::Same => "same",
            Agreement::OtherRule => "other-rule",
            Agreement::Other => "other",
            Agreement::Undecided => "undecided",
        }
    }
}

/// All of Azure's answers in the paste. What they were asked is judged anew where they say it; otherwise they are taken
/// for answers to the question.
pub fn comparisons(case: &Case, topology: &Topology, judgement: &Judgement) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    for resource in case.evidence.resources() {
        let Resource::Answer(answer) = resource else {
            continue;
        };
        let asked = asked_question(answer, &judgement.question);
        let agreement = match (&answer.said, asked) {
            (AzureSaid::NextHop { next_hop, address }, _) => {
                by_routes(judgement, *next_hop, address)
            }
            // Which of its two ends the rest of the paste is about, only the address tells.
            (AzureSaid::Connection { .. }, asked)
                if asked.as_ref().is_none_or(|asked| {
                    asked.to.is_none() || asked.to != topology.target.address
                }) =>
            {
                Agreement::Undecided
            }
            (said, Some(question)) => by_rules(&judge(topology, &question), said.access()),
            (said, None) => by_rules(judgement, said.access()),
        };
        comparisons.push(Comparison {
            answer: Rc::clone(answer),
            agreement,
        });
    }
    comparisons
}

/// What Azure was asked, when it can be judged here. The connection check does not print the port: what a rule stopped may
/// have been for the port of the question.
fn asked_question(answer: &AzureAnswer, here: &Question) -> Option<Question> {
    let is_stopped = matches!(answer.said, AzureSaid::Connection { .. })
        && answer.said.access().0 == Some(Access::Deny);
    let asked = answer.asked.as_ref()?;
    question(asked, asked.port.or(is_stopped.then_some(here.port))?)
}

fn question(asked: &AskedFlow, port: u16) -> Option<Question> {
    let direction = asked.direction?;
    let (remote, own) = match direction {
        Direction::Inbound => (&asked.source, &asked.destination),
        Direction::Outbound => (&asked.destination, &asked.source),
    };
    Some(Question {
        direction,
        from: Source::parse(remote)?,
        from_port: None,
        to: own.parse().ok(),
        port,
        protocol: asked.protocol?,
        ..Question::default()
    })
}

/// Those of Azure's answers that the rest of the paste does not lead to: from it, another rule decides, or no rule was
/// pasted at all.
pub fn unexplained(
    comparisons: &[Comparison],
    topology: &Topology,
    judgement: &Judgement,
) -> Vec<AzureWord> {
    let words = comparisons.iter();
    words
        .filter_map(|it| unexplained_word(it, topology, judgement))
        .collect()
}

fn unexplained_word(
    comparison: &Comparison,
    topology: &Topology,
    judgement: &Judgement,
) -> Option<AzureWord> {
    let asked = &judgement.question;
    let mut word = AzureWord {
        access: None,
        rule: String::new(),
        are_effective: (topology.filters.iter().flat_map(|filter| &filter.versions))
            .any(|group| group.is_effective),
        about: SourceSet::empty(),
        of: (asked.direction, asked.protocol, asked.port),
    };
    match &comparison.answer.said {
        said @ (AzureSaid::Access { .. } | AzureSaid::Connection { .. }) => {
            let (access, rule) = said.access();
            word.access = access;
            rule.clone_into(&mut word.rule);
            if let Some(flow) = &comparison.answer.asked {
                word.of.0 = flow.direction.unwrap_or(asked.direction);
                word.of.1 = flow.protocol.unwrap_or(asked.protocol);
                word.of.2 = flow.port.unwrap_or(asked.port);
                let own = asked_question(&comparison.answer, asked)?;
                let is_other = |to| topology.target.address.is_some_and(|target| target != to);
                if own.to.is_some_and(is_other) {
                    return None;
                }
                // What Azure says of a whole range, no document tells of each address in it.
                if let Source::Prefix(prefix) = own.from
                    && prefix.single_address().is_some()
                    && flow.port.is_some()
                {
                    word.about = own.from.set();
                }
            }
            let is_about_some = !word.about.is_empty();
            let is_unexplained = match (comparison.agreement, access?) {
                (Agreement::Undecided, _) => is_about_some && !judgement.hops.iter().any(has_rules),
                // A rule of the other direction says what that was asked about.
                (Agreement::Other, Access::Deny) => {
                    is_known(judgement, rule, Some(asked.direction))
                        || !is_known(judgement, rule, None)
                }
                (Agreement::OtherRule, Access::Deny) => !is_known(judgement, rule, None),
                (Agreement::Other, _) => is_about_some,
                _ => false,
            };
            is_unexplained.then_some(word)
        }
        AzureSaid::NextHop { next_hop, .. } => {
            let mut tables = judgement.hops.iter().filter_map(|hop| hop.reply.as_ref());
            let is_effective = tables.any(|reply| reply.table.is_effective);
            word.about = match next_hop {
                _ if is_effective || comparison.agreement == Agreement::Same => return None,
                NextHop::None => SourceSet::all(),
                NextHop::Appliance if is_by_firewall(topology, asked.through) => return None,
                // To a client on the Internet, that is a detour (azure-semantics §7.4).
                NextHop::Appliance | NextHop::Gateway => SourceSet::addresses(ranges::public()),
                _ => return None,
            };
            Some(word)
        }
    }
}

/// Whether a rule is called so in an NSG that was tried: in this direction, or in any.
fn is_known(judgement: &Judgement, rule: &str, direction: Option<Direction>) -> bool {
    let is_it = |own: &Rc<SecurityRule>| {
        own.name.eq_ignore_ascii_case(rule)
            && direction.is_none_or(|direction| own.direction.get() == Some(&direction))
    };
    let versions = judgement.hops.iter().flat_map(|hop| &hop.versions);
    (versions.flat_map(|it| &it.group.rules)).any(is_it)
}

/// Whether it is of the stations whose rules Azure's tools look at, and the paste tells of it.
fn has_rules(hop: &Hop) -> bool {
    hop.is_checked()
        && matches!(
            hop.kind,
            HopKind::AdminRules | HopKind::SubnetNsg | HopKind::NicNsg | HopKind::Nsg
        )
}

/// IP flow verify and NSG diagnostics look at rules only, not at the VM, the way in or the way of the reply.
fn by_rules(judgement: &Judgement, (access, rule): (Option<Access>, &str)) -> Agreement {
    let mut ours = None;
    let mut is_named = false;
    for hop in judgement.hops.iter().filter(|hop| has_rules(hop)) {
        let HopAnswer::Checked(answer) = hop.answer else {
            continue;
        };
        let hops_access = match answer {
            Answer::Depends => return Agreement::Undecided,
            Answer::Open => Access::Allow,
            Answer::Blocked => Access::Deny,
        };
        if Some(hops_access) == access {
            // Where one rule decides for all of the asked sources.
            let decides = hop.deciding_rule();
            is_named |= decides.is_none_or(|own| own.name.eq_ignore_ascii_case(rule));
        }
        if ours != Some(Access::Deny) {
            ours = Some(hops_access);
        }
    }
    match (ours, access) {
        (None, _) | (_, None) => Agreement::Undecided,
        _ if ours != access => Agreement::Other,
        _ if is_named || rule.is_empty() => Agreement::Same,
        _ => Agreement::OtherRule,
    }
}

fn by_routes(judgement: &Judgement, next_hop: NextHop, address: &str) -> Agreement {
    for hop in &judgement.hops {
        if let Some(route) = hop.deciding_route() {
            let is_same = route.next_hop == next_hop
                && (address.is_empty()
                    || route.next_hop_addresses.iter().any(|own| own == address));
            return if is_same {
                Agreement::Same
            } else {
                Agreement::Other
            };
        }
    }
    Agreement::Undecided
}
