//! What comes out in every world that the unknowns allow.

use super::need::Need;
use super::nsg::rule_of;
use super::trace::{Outcome, Step};
use crate::azure::{Access, NetworkSecurityGroup};
use crate::question::SourceSet;

/// The outcome in every world that the unknowns allow. Two rules that name the same tag match together or not
/// at all, so a Deny and an Allow for one unresolved tag do not make two worlds out of one.
pub fn outcome(
    group: &NetworkSecurityGroup,
    steps: &[Step],
    sources: &SourceSet,
    certain: Option<Access>,
    possible: &[usize],
) -> Outcome {
    const MOST_CONDITIONS: usize = 8;
    let Some(certain) = certain else {
        return Outcome::Depends;
    };
    if possible
        .iter()
        .all(|step| access(group, steps, *step) == Some(certain))
    {
        return Outcome::from(certain);
    }
    let mut conditions: Vec<Condition> = Vec::new();
    let mut trials: Vec<(usize, Option<Access>)> = Vec::new();
    for step in possible {
        let condition = condition(steps, *step, sources);
        let known = conditions.iter().position(|known| *known == condition);
        trials.push((
            known.unwrap_or(conditions.len()),
            access(group, steps, *step),
        ));
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
fn condition(steps: &[Step], step: usize, sources: &SourceSet) -> Condition {
    let Some(matched) = steps.get(step).and_then(|step| step.matched.as_ref()) else {
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

/// What a step does with what it matches; `None` for a gap, and where that cannot be read.
pub fn access(group: &NetworkSecurityGroup, steps: &[Step], step: usize) -> Option<Access> {
    rule_of(group, steps.get(step)?.tried)?
        .access
        .get()
        .copied()
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
