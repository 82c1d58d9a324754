//! The order in which an NSG's rules are tried.

use super::need::Need;
use super::nsg::Tried;
use crate::azure::security_rule::{RuleField, USER_PRIORITIES};
use crate::azure::{Direction, NetworkSecurityGroup, SecurityRule};

/// By priority, lowest first, whatever the order of the paste (T10). Whatever has no known place comes first, because it
/// may come first.
pub fn evaluation_order(group: &NetworkSecurityGroup, direction: Direction) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (index, rule) in group.rules.iter().enumerate() {
        let mut entry = Entry {
            tried: Tried::Rule(index),
            unsure: None,
            rivals: Vec::new(),
            key: ANYWHERE,
        };
        match rule.direction.get() {
            Some(known) if *known != direction => continue,
            Some(_) => {}
            None => entry.unsure = Some(Need::field(&rule.name, RuleField::Direction)),
        }
        match rule.priority.get() {
            Some(priority) => {
                entry.rivals = rivals(group, rule, *priority, direction);
                entry.key = (rule.default, *priority, 0);
            }
            None => entry.unsure = Some(Need::field(&rule.name, RuleField::Priority)),
        }
        place(&mut entries, entry);
    }
    if group.cut.is_some() {
        let gap = Entry {
            tried: Tried::Missing,
            unsure: Some(Need::missing_rules(&group.name)),
            rivals: Vec::new(),
            key: ANYWHERE,
        };
        place(&mut entries, gap);
    }
    entries
}

fn place(entries: &mut Vec<Entry>, entry: Entry) {
    let at = entries.partition_point(|known| known.key <= entry.key);
    entries.insert(at, entry);
}

/// A rule or a gap at its place in the order.
pub struct Entry {
    /// What stands there.
    pub tried: Tried,
    /// It may stand here or later: it can only ever be one more possibility.
    pub unsure: Option<Need>,
    /// Rules of the same priority that disagree with it; Azure does not accept such a pair (T26).
    pub rivals: Vec<usize>,
    /// Its place.
    key: Key,
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
    let mut rivals = Vec::new();
    for (index, other) in group.rules.iter().enumerate() {
        if !rule.default
            && !other.default
            && other
                .direction
                .get()
                .is_none_or(|known| *known == direction)
            && other.priority.get() == Some(&priority)
            && other.access.get() != rule.access.get()
        {
            rivals.push(index);
        }
    }
    rivals
}
