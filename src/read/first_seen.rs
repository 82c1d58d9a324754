//! Where something stood first, by its name or number: in a list of many thousands, looking through all of it each time
//! would take minutes.

use crate::azure::ResourceId;

/// Places in a list. `0` is none; every other number is a place and one more.
#[derive(Debug, Default)]
pub struct FirstSeen {
    /// What each is known by, and where it is. Empty, or a power of two of them.
    slots: Vec<(u32, u32)>,
    count: usize,
}

impl FirstSeen {
    /// The place of the first that is known by this number and is the right one.
    pub fn find(&self, known_by: u32, is_it: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        // Half of the slots at the least are empty.
        for at in (known_by as usize..).take(self.slots.len()) {
            let (known, place) = *self.slots.get(at & mask)?;
            let place = (place as usize).checked_sub(1)?;
            if known == known_by && is_it(place) {
                return Some(place);
            }
        }
        None
    }

    /// How many were added.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Adds one that was not found.
    pub fn add(&mut self, known_by: u32, place: usize) {
        if self.count * 2 >= self.slots.len() {
            let larger = vec![(0, 0); (self.slots.len() * 2).max(16)];
            let mut smaller = std::mem::replace(&mut self.slots, larger);
            // From an empty slot on, what is known by one number comes in its own order.
            let empty = smaller.iter().position(|(_, place)| *place == 0);
            smaller.rotate_left(empty.unwrap_or(0));
            for (known_by, place) in smaller {
                if place > 0 {
                    self.put(known_by, place);
                }
            }
        }
        self.count += 1;
        self.put(known_by, place as u32 + 1);
    }

    fn put(&mut self, known_by: u32, place: u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = known_by as usize;
        while let Some(slot) = self.slots.get_mut(at & mask) {
            if slot.1 == 0 {
                *slot = (known_by, place);
                return;
            }
            at += 1;
        }
    }
}

/// Places in a list of what has a resource id. A template leaves out the subscription and the resource group, a command the
/// subscription, and their ids are those of any.
#[derive(Debug, Default)]
pub struct ById {
    seen: FirstSeen,
    /// Whether one of them leaves out the group, and whether one leaves out the subscription alone.
    has_partial: [bool; 2],
    /// What each of the others is known by without them, the shortest first. There may be many of one name, and few ask for
    /// these.
    tails: Vec<([u32; 2], usize)>,
}

impl ById {
    /// The place of the first that may have this id and is the right one.
    pub fn find(&self, id: &ResourceId, is_it: &dyn Fn(usize) -> bool) -> Option<usize> {
        let (own, tails) = (number_of(id.as_str()), tails(id));
        let mut first = self.seen.find(own, is_it);
        let mut note = |found: Option<usize>| first = first.into_iter().chain(found).min();
        for (tail, is_there) in tails.iter().zip(&self.has_partial) {
            if *is_there && *tail != own {
                note(self.seen.find(*tail, is_it));
            }
        }
        if id.is_partial() {
            let is_same = |known: &&([u32; 2], usize)| known.0.contains(&own) && is_it(known.1);
            note(self.tails.iter().find(is_same).map(|(_, place)| *place));
        }
        first
    }

    /// Adds one.
    pub fn add(&mut self, id: &ResourceId, place: usize) {
        let (own, tails) = (number_of(id.as_str()), tails(id));
        self.seen.add(own, place);
        match tails.iter().position(|tail| *tail == own) {
            Some(level) if id.is_partial() => {
                if let Some(is_there) = self.has_partial.get_mut(level) {
                    *is_there = true;
                }
                // It has a group, and who asks without one means any.
                if level > 0 {
                    self.tails.push((tails, place));
                }
            }
            _ => self.tails.push((tails, place)),
        }
    }
}

/// What an id is known by without subscription and group, and without the subscription alone.
fn tails(id: &ResourceId) -> [u32; 2] {
    let tail = id.from_provider();
    [tail, id.from_group().unwrap_or(tail)].map(number_of)
}

/// A number that names are known by, however they are capitalised (FNV-1a).
pub fn number_of(name: &str) -> u32 {
    let mut number = 0x811c_9dc5_u32;
    for byte in name.bytes() {
        number = (number ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193);
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_where_it_was_first() {
        let names: Vec<String> = (0..1_000).map(|number| format!("Rule-{number}")).collect();
        let mut seen = FirstSeen::default();
        assert_eq!(seen.find(number_of("rule-1"), &|_| true), None);
        for (place, name) in names.iter().enumerate() {
            seen.add(number_of(name), place);
        }
        for (place, name) in names.iter().enumerate() {
            let wanted = name.to_uppercase();
            let is_it = |at: usize| names[at].eq_ignore_ascii_case(&wanted);
            assert_eq!(seen.find(number_of(&wanted), &is_it), Some(place));
        }
        assert_eq!(seen.find(number_of("rule-1000"), &|_| true), None);
        // Two that are known by one number.
        seen.add(7, 3);
        seen.add(7, 4);
        assert_eq!(seen.find(7, &|at| at == 4), Some(4));
    }

    #[test]
    fn an_id_without_a_subscription_finds_those_of_any() {
        let partial = ResourceId::new("/providers/Microsoft.Network/routeTables/a");
        let whole = |group: &str| {
            ResourceId::new(&format!(
                "/subscriptions/s/resourceGroups/{group}{}",
                partial.as_str()
            ))
        };
        let mut ids = ById::default();
        ids.add(&whole("g"), 0);
        ids.add(&whole("h"), 1);
        assert_eq!(ids.find(&whole("H"), &|_| true), Some(1));
        assert_eq!(ids.find(&partial, &|_| true), Some(0));
        assert_eq!(ids.find(&whole("i"), &|_| true), None);
        ids.add(&partial, 2);
        assert_eq!(ids.find(&whole("i"), &|_| true), Some(2));
        assert_eq!(ids.find(&partial, &|at| at > 1), Some(2));
    }
}
