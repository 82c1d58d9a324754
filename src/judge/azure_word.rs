//! What Azure itself answered, where the paste does not explain it: it takes certainty away, and decides only alone.

use super::hop::Hop;
use super::need::Need;
use super::partition::Partition;
use crate::azure::Access;
use crate::code::Code;
use crate::join::{AzureWord, Topology};
use crate::question::{Question, SourceSet};

fn words<'t>(topology: &'t Topology, question: &Question) -> impl Iterator<Item = &'t AzureWord> {
    let words = topology.azure_words.iter();
    words.filter(|word| word.is_about(question))
}

/// What Azure lets in, no pasted NSG keeps out for certain: an admin rule may deliver past it, or it was changed.
pub fn unsettle(topology: &Topology, question: &Question, asked: &SourceSet, filters: &mut [Hop]) {
    for word in words(topology, question) {
        if word.access == Some(Access::Allow) {
            for hop in &mut *filters {
                let blocked = hop.partition.blocked.minus(&word.about);
                let partition = Partition::from(hop.partition.open.clone(), blocked);
                hop.change(partition, asked, Code::AzureAnswer, Some(need(word)));
            }
        }
    }
}

/// What Azure denies, no pasted NSG lets in for certain: another one may stand in the path. Where no rules were pasted at
/// all, what Azure says of one connection holds for that one.
pub fn take_in(
    topology: &Topology,
    question: &Question,
    is_alone: bool,
    mut partition: Partition,
) -> (Partition, Vec<Need>) {
    let mut needs = Vec::new();
    for word in words(topology, question) {
        let Partition { open, blocked, .. } = &partition;
        let (open, blocked) = match word.access {
            Some(Access::Deny) if is_alone => (open.minus(&word.about), blocked.union(&word.about)),
            Some(_) if is_alone => (open.union(&word.about.minus(blocked)), blocked.clone()),
            Some(Access::Deny) => (SourceSet::empty(), blocked.clone()),
            Some(_) => continue,
            None => (open.minus(&word.about), blocked.clone()),
        };
        partition = Partition::from(open, blocked);
        if !is_alone {
            need(word).add_to(&mut needs);
        }
    }
    (partition, needs)
}

/// What would settle it.
pub fn need(word: &AzureWord) -> Need {
    match word.access {
        None => Need::Routes,
        Some(_) => Need::AzureRule {
            rule: word.rule.clone(),
            is_effective: word.are_effective,
        },
    }
}
