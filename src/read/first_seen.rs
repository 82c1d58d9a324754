//! Where something stood first, by its name or number: in a list of many thousands, looking through all of it each time
//! would take minutes.

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
        // Half of the slots at the least are empty.
        for at in (known_by as usize..).take(self.slots.len()) {
            let (known, place) = *self.slots.get(at % self.slots.len())?;
            let place = (place as usize).checked_sub(1)?;
            if known == known_by && is_it(place) {
                return Some(place);
            }
        }
        None
    }

    /// Adds one that was not found.
    pub fn add(&mut self, known_by: u32, place: usize) {
        if self.count * 2 >= self.slots.len() {
            let larger = vec![(0, 0); (self.slots.len() * 2).max(16)];
            for (known_by, place) in std::mem::replace(&mut self.slots, larger) {
                if place > 0 {
                    self.put(known_by, place);
                }
            }
        }
        self.count += 1;
        self.put(known_by, place as u32 + 1);
    }

    fn put(&mut self, known_by: u32, place: u32) {
        let length = self.slots.len();
        let mut at = known_by as usize;
        while let Some(slot) = self.slots.get_mut(at % length) {
            if slot.1 == 0 {
                *slot = (known_by, place);
                return;
            }
            at += 1;
        }
    }
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
}
