//! The order in which an NSG's rules are tried.

use super::need::Need;
use super::nsg::Tried;
use crate::azure::security_rule::{RuleField, USER_PRIORITIES};
use crate::azure::{Direction, NetworkSecurityGroup};

/// By priority, lowest first, whatever the order of the paste (T10). Whatever has no known place comes first, because it
/// may come first.
pub fn evaluation_order(group: &NetworkSecurityGroup, direction: Direction) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (index, rule) in group.rules.iter().enumerate() {
        let mut entry = Entry {
            tried: Tried::Rule(index),
            unsure: None,
            is_contested: false,
            key: ANYWHERE,
        };
        match rule.direction.get() {
            Some(known) if *known != direction => continue,
            Some(_) => {}
            None => entry.unsure = Some(Need::field(&rule.name, RuleField::Direction)),
        }
        match rule.priority.get() {
            Some(priority) => entry.key = (rule.default, *priority, 0),
            None => entry.unsure = Some(Need::field(&rule.name, RuleField::Priority)),
        }
        place(group, &mut entries, entry);
    }
    if group.may_lack_rules_of(direction) {
        let gap = Entry {
            tried: Tried::Missing,
            unsure: Some(Need::missing_rules(&group.name)),
            is_contested: false,
            key: ANYWHERE,
        };
        place(group, &mut entries, gap);
    }
    entries
}

/// Puts an entry behind those that come before it or have its place too. Of these, user's rules that do something else
/// contest it, and it contests them (T26).
fn place(group: &NetworkSecurityGroup, entries: &mut Vec<Entry>, mut entry: Entry) {
    let at = entries.partition_point(|known| known.key <= entry.key);
    for known in entries.iter_mut().take(at).rev() {
        if known.key != entry.key {
            break;
        }
        if let (Tried::Rule(one), Tried::Rule(other)) = (known.tried, entry.tried)
            && let (Some(rule), Some(rival)) = (group.rules.get(one), group.rules.get(other))
            && entry.key != ANYWHERE
            && !rule.default
            && rule.access.get() != rival.access.get()
        {
            entry.is_contested = true;
            known.is_contested = true;
        }
    }
    entries.insert(at, entry);
}

/// A rule or a gap at its place in the order.
pub struct Entry {
    /// What stands there.
    pub tried: Tried,
    /// It may stand here or later: it can only ever be one more possibility.
    pub unsure: Option<Need>,
    /// A rule of the same priority disagrees with it; Azure does not accept such a pair (T26).
    pub is_contested: bool,
    /// Its place.
    pub key: Key,
}

/// Default rules last, then by priority.
pub type Key = (bool, u32, u8);

/// For what may stand at any priority: before all others, but behind a rule that has the lowest one there is, because
/// priorities are unique.
const ANYWHERE: Key = (false, *USER_PRIORITIES.start(), 1);
