//! Puts what was read in the order of the text.

use crate::origin::Span;

/// By place; what stands in one place stays as it was. Nothing is copied: there may be a million of them.
pub fn order<T>(list: &mut [T], place: &dyn Fn(&T) -> Option<Span>) {
    let place_of = |number: u32| list.get(number as usize).and_then(place);
    for (at, next) in swaps(list.len() as u32, &place_of) {
        list.swap(at as usize, next as usize);
    }
}

/// Which of so many to swap, one after another.
fn swaps(count: u32, place: &dyn Fn(u32) -> Option<Span>) -> Vec<(u32, u32)> {
    let mut swaps = Vec::new();
    let mut order = in_order((0..count).collect(), place);
    // Round after round of those that take each other's places.
    for start in 0..count {
        let mut at = start;
        while let Some(from) = order.get_mut(at as usize) {
            let next = std::mem::replace(from, at);
            if next == start {
                break;
            }
            swaps.push((at, next));
            at = next;
        }
    }
    swaps
}

/// They come nearly in order, in few stretches: a real sort weighs more in the page than it saves here.
fn in_order(mut first: Vec<u32>, place: &dyn Fn(u32) -> Option<Span>) -> Vec<u32> {
    if first.is_sorted_by_key(|number| place(*number)) {
        return first;
    }
    let second = in_order(first.split_off(first.len() / 2), place);
    let mut ordered = Vec::with_capacity(first.len() + second.len());
    let mut taken = 0;
    for one in in_order(first, place) {
        while let Some(earlier) = second.get(taken)
            && place(*earlier) < place(one)
        {
            ordered.push(*earlier);
            taken += 1;
        }
        ordered.push(one);
    }
    ordered.extend_from_slice(second.get(taken..).unwrap_or_default());
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_one_place_stays_as_it_was() {
        let at = |start: u32| Span {
            input: 0,
            start,
            end: start,
        };
        let mut seed = 7_u32;
        for length in 0..60 {
            let mut list = Vec::new();
            for number in 0..length {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let place = (seed >> 16) % 20;
                list.push(((place > 2).then(|| at(place)), number));
            }
            let mut sorted = list.clone();
            sorted.sort_by_key(|(place, _)| *place);
            order(&mut list, &|(place, _)| *place);
            assert_eq!(list, sorted);
        }
    }
}
