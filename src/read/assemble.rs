//! Puts together what was read in pieces: lone rules become the NSG they belong to, pieces of one NSG become one.

use super::nsg::{BareRule, Found};
use super::problem::{Problem, ProblemKind};
use crate::azure::{
    Attachment, Direction, Document, NetworkSecurityGroup, Resource, ResourceId, SecurityRule,
};
use crate::azure::{Evidence, RuleState};
use crate::origin::Origin;

/// Everything that one input held, in the order of the text.
#[derive(Debug, Default)]
pub struct Pieces {
    groups: Vec<NetworkSecurityGroup>,
    /// NSGs made of lone rules. The newest of a name takes further rules.
    loose: Vec<NetworkSecurityGroup>,
}

impl Pieces {
    /// Adds what was found in one place.
    pub fn add(&mut self, found: Found) {
        self.groups.extend(found.groups);
        let mut last = None;
        for bare in found.bare {
            last = Some(bare.group.clone());
            self.add_bare(bare);
        }
        if let Some(cut) = found.bare_cut {
            let group = self.loose_group(last.flatten(), cut);
            group.cut = Some(cut);
        }
    }

    fn add_bare(&mut self, BareRule { rule, group: id }: BareRule) {
        let group = self.loose_group(id.clone(), rule.origin);
        let namesake = group
            .rules
            .iter()
            .find(|known| !rule.name.is_empty() && known.name.eq_ignore_ascii_case(&rule.name));
        match namesake {
            // The same output twice.
            Some(known) if known.says_the_same(&rule) => return,
            // Names are unique in an NSG, so this is another one, or a later state of the same.
            Some(_) => {
                let fresh = empty_group(id, rule.origin);
                self.loose.push(fresh);
            }
            None => {}
        }
        if let Some(group) = self.loose.last_mut() {
            if let (Origin::Pasted(whole), Origin::Pasted(part)) = (group.origin, rule.origin)
                && whole.input == part.input
            {
                group.origin = Origin::Pasted(whole.join(part));
            }
            group.rules.push(rule);
        }
    }

    /// The newest NSG of lone rules with this id, moved to the end; a new one when there is none.
    fn loose_group(&mut self, id: Option<ResourceId>, origin: Origin) -> &mut NetworkSecurityGroup {
        let newest = self.loose.iter().rposition(|group| group.id == id);
        let group = match newest {
            Some(at) => self.loose.remove(at),
            None => empty_group(id, origin),
        };
        self.loose.push(group);
        let last = self.loose.len() - 1;
        #[allow(
            clippy::indexing_slicing,
            reason = "the element was pushed one line above"
        )]
        &mut self.loose[last]
    }

    /// Joins all pieces, adds the default rules, and reports what one NSG cannot hold.
    pub fn into_evidence(mut self, problems: &mut Vec<Problem>) -> Evidence {
        for loose in std::mem::take(&mut self.loose) {
            self.settle(loose, problems);
        }
        for group in &mut self.groups {
            group.add_missing_default_rules();
            report_duplicate_priorities(group, problems);
        }
        Evidence {
            documents: self
                .groups
                .into_iter()
                .map(|group| Document {
                    origin: group.origin,
                    resource: Resource::NetworkSecurityGroup(group),
                })
                .collect(),
        }
    }

    /// Lone rules complete an NSG whose own rules were not shown; otherwise they stand for an NSG themselves.
    fn settle(&mut self, mut loose: NetworkSecurityGroup, problems: &mut Vec<Problem>) {
        let has_user_rules = loose.rules.iter().any(|rule| !rule.default);
        if !has_user_rules && loose.cut.is_none() {
            loose.cut = Some(loose.origin);
        }
        let owner = self
            .groups
            .iter_mut()
            .find(|group| group.is_same_object(&loose));
        if let Some(owner) = owner {
            let unknown_to = |known: &[SecurityRule], rule: &SecurityRule| {
                !known.iter().any(|twin| twin.says_the_same(rule))
            };
            if owner.cut.is_some() {
                let news = loose
                    .rules
                    .into_iter()
                    .filter(|rule| unknown_to(&owner.rules, rule));
                let news: Vec<SecurityRule> = news.collect();
                owner.rules.extend(news);
                if has_user_rules && loose.cut.is_none() {
                    owner.cut = None;
                    let shown = |problem: &Problem| matches!(&problem.kind, ProblemKind::RulesNotShown { nsg } if *nsg == owner.name);
                    problems.retain(|problem| !shown(problem));
                }
                return;
            }
            if !loose
                .rules
                .iter()
                .any(|rule| unknown_to(&owner.rules, rule))
            {
                return;
            }
        }
        if let Some(origin) = loose.cut {
            problems.push(Problem {
                kind: ProblemKind::RulesNotShown {
                    nsg: loose.name.clone(),
                },
                at: origin.span(),
            });
        }
        // In the order of the text.
        let before = |group: &NetworkSecurityGroup| group.origin.span() <= loose.origin.span();
        let at = self.groups.iter().take_while(|group| before(group)).count();
        self.groups.insert(at, loose);
    }
}

fn empty_group(id: Option<ResourceId>, origin: Origin) -> NetworkSecurityGroup {
    NetworkSecurityGroup {
        name: id.as_ref().map(ResourceId::name).unwrap_or("").to_owned(),
        id,
        rules: Vec::new(),
        cut: None,
        attachment: Attachment::default(),
        origin,
    }
}

/// Priorities are unique per direction (ambiguity A1, T26, T27). Default rules may repeat (T65).
fn report_duplicate_priorities(group: &NetworkSecurityGroup, problems: &mut Vec<Problem>) {
    let mut seen: Vec<(Direction, u32, &SecurityRule)> = Vec::new();
    let can_clash = |rule: &&SecurityRule| !rule.default && rule.state != RuleState::Unsaved;
    for rule in group.rules.iter().filter(can_clash) {
        let (Some(direction), Some(priority)) = (rule.direction.get(), rule.priority.get()) else {
            continue;
        };
        let key = (*direction == Direction::Outbound, *priority);
        let at = seen.partition_point(|(direction, priority, _)| {
            (*direction == Direction::Outbound, *priority) < key
        });
        if let Some((_, _, first)) = seen
            .get(at)
            .filter(|(known, number, _)| known == direction && number == priority)
        {
            problems.push(Problem {
                kind: ProblemKind::DuplicatePriority {
                    rules: (first.name.clone(), rule.name.clone()),
                    priority: *priority,
                    direction: *direction,
                },
                at: rule.priority.origin.span().or(rule.origin.span()),
            });
        } else {
            seen.insert(at, (*direction, *priority, rule));
        }
    }
}
