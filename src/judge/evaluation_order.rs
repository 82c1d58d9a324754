//! The order in which an NSG's rules are tried.

use super::need::Need;
use super::nsg::Tried;
use crate::azure::security_rule::{RuleField, USER_PRIORITIES};
use crate::azure::{Direction, NetworkSecurityGroup, SecurityRule};

/// By priority, lowest first, whatever the order of the paste (T10). Whatever has no known place comes first, because it
/// may come first.
pub fn evaluation_order(group: &NetworkSecurityGroup, direction: Direction) -> Vec<Entry> {
    let mut placed: Vec<(Key, Entry)> = Vec::new();
    let mut place = |key: Key, entry: Entry| {
        let at = placed.partition_point(|(known, _)| *known <= key);
        placed.insert(at, (key, entry));
    };
    for (index, rule) in group.rules.iter().enumerate() {
        let field = |field| Need::RuleField {
            rule: rule.name.clone(),
            field,
        };
        let mut entry = Entry {
            tried: Tried::Rule(index),
            unsure: None,
            rivals: Vec::new(),
        };
        match rule.direction.get() {
            Some(known) if *known != direction => continue,
            Some(_) => {}
            None => entry.unsure = Some(field(RuleField::Direction)),
        }
        match rule.priority.get() {
            Some(priority) => {
                entry.rivals = rivals(group, rule, *priority, direction);
                place((rule.default, *priority, 0), entry);
            }
            None => {
                entry.unsure = Some(field(RuleField::Priority));
                place(ANYWHERE, entry);
            }
        }
    }
    if group.cut.is_some() {
        place(ANYWHERE, gap(group));
    }
    placed.into_iter().map(|(_, entry)| entry).collect()
}

/// A rule or a gap at its place in the order.
pub struct Entry {
    /// What stands there.
    pub tried: Tried,
    /// It may stand here or later: it can only ever be one more possibility.
    pub unsure: Option<Need>,
    /// Rules of the same priority that disagree with it; Azure does not accept such a pair (T26).
    pub rivals: Vec<usize>,
}

/// Default rules last, then by priority.
type Key = (bool, u32, u8);

/// For what may stand at any priority: before all others, but behind a rule that has the lowest one there is, because
/// priorities are unique.
const ANYWHERE: Key = (false, *USER_PRIORITIES.start(), 1);

/// The user's rules of the same priority that may be of this direction and do something else (T26).
fn rivals(
    group: &NetworkSecurityGroup,
    rule: &SecurityRule,
    priority: u32,
    direction: Direction,
) -> Vec<usize> {
    if rule.default {
        return Vec::new();
    }
    let others = group.rules.iter().enumerate().filter(|(_, other)| {
        !other.default
            && other
                .direction
                .get()
                .is_none_or(|known| *known == direction)
            && other.priority.get() == Some(&priority)
            && other.access.get() != rule.access.get()
    });
    others.map(|(index, _)| index).collect()
}

fn gap(group: &NetworkSecurityGroup) -> Entry {
    Entry {
        tried: Tried::Missing,
        unsure: Some(Need::MissingRules {
            nsg: group.name.clone(),
        }),
        rivals: Vec::new(),
    }
}
