//! Which byte stands for which opcode in the sorted module. Brotli foretells a byte from the two before it, of which it
//! minds only in which of eight classes they are: so opcodes that let expect the same belong in one class.

use std::collections::HashMap;

/// How many bytes are in each class: 0, 1 to 15, 16 to 63, and so on, as RFC 7932 has them for signed numbers.
const ROOM: [usize; 8] = [1, 15, 48, 64, 64, 48, 15, 1];

/// The more often an opcode occurs, the more its class matters; the others stay where they are.
const MOVED: usize = 256;
const MOST_ROUNDS: usize = 10;

/// The byte for each opcode that occurs.
pub fn opcode_bytes(opcodes: &[u8]) -> [u8; 256] {
    let mut classes = Classes::of(opcodes);
    let mut bits = classes.bits();
    for _ in 0..MOST_ROUNDS {
        let before = bits;
        for which in 0..classes.opcodes.len().min(MOVED) {
            bits = classes.improve(which, bits);
        }
        if bits >= before {
            break;
        }
    }
    classes.bytes()
}

struct Classes {
    /// The opcodes, the most frequent first, and which class each is in.
    opcodes: Vec<u8>,
    classes: Vec<usize>,
    /// How often each opcode comes behind two others; all by their place above.
    behind: Vec<([usize; 3], f64)>,
}

impl Classes {
    fn of(code: &[u8]) -> Classes {
        let mut counts = [0_usize; 256];
        for opcode in code {
            counts[usize::from(*opcode)] += 1;
        }
        let is_used = |opcode: &u8| counts[usize::from(*opcode)] > 0;
        let mut opcodes: Vec<u8> = (0..=u8::MAX).filter(is_used).collect();
        opcodes.sort_by_key(|opcode| std::cmp::Reverse(counts[usize::from(*opcode)]));
        let mut places = [0; 256];
        for (place, opcode) in opcodes.iter().enumerate() {
            places[usize::from(*opcode)] = place;
        }
        let mut behind = HashMap::new();
        for three in code.windows(3) {
            let three = [three[0], three[1], three[2]];
            *behind
                .entry(three.map(|opcode| places[usize::from(opcode)]))
                .or_insert(0.0) += 1.0;
        }
        let mut behind: Vec<_> = behind.into_iter().collect();
        behind.sort_by_key(|(three, _)| *three);
        // The two most frequent have a class each.
        let others = (1..ROOM.len() - 1).flat_map(|class| vec![class; ROOM[class]]);
        let classes = [0, ROOM.len() - 1].into_iter().chain(others);
        let classes = classes.take(opcodes.len()).collect();
        Classes {
            opcodes,
            classes,
            behind,
        }
    }

    /// How many bits the opcodes take when each is foretold from the classes of the two before it.
    fn bits(&self) -> f64 {
        let width = self.opcodes.len();
        let mut counts = vec![0.0_f64; ROOM.len() * ROOM.len() * width];
        for ([second, last, next], count) in &self.behind {
            let known = self.classes[*last] * ROOM.len() + self.classes[*second];
            counts[known * width + next] += count;
        }
        let weighted = |count: f64| {
            if count > 0.0 {
                count * count.log2()
            } else {
                0.0
            }
        };
        let known = counts.chunks(width.max(1)).map(|counts| {
            let each: f64 = counts.iter().copied().map(weighted).sum();
            weighted(counts.iter().sum()) - each
        });
        known.sum()
    }

    /// Puts an opcode where it is foretold best, or makes it change places with another. Gives back the bits.
    fn improve(&mut self, which: usize, mut bits: f64) -> f64 {
        for (class, room) in ROOM.into_iter().enumerate() {
            let from = self.classes[which];
            let inside: Vec<usize> = (0..self.classes.len())
                .filter(|other| self.classes[*other] == class)
                .collect();
            if class == from {
                continue;
            }
            let free = inside.len() < room;
            let others = inside.into_iter().map(Some);
            let changes = if free { vec![None] } else { others.collect() };
            for other in changes {
                let from = self.classes[which];
                self.classes[which] = class;
                if let Some(other) = other {
                    self.classes[other] = from;
                }
                let now = self.bits();
                if now < bits {
                    bits = now;
                    break;
                }
                self.classes[which] = from;
                if let Some(other) = other {
                    self.classes[other] = class;
                }
            }
        }
        bits
    }

    fn bytes(&self) -> [u8; 256] {
        let mut next = [0; ROOM.len()];
        for class in 1..ROOM.len() {
            next[class] = next[class - 1] + ROOM[class - 1];
        }
        let mut bytes = [0; 256];
        for (opcode, class) in self.opcodes.iter().zip(&self.classes) {
            bytes[usize::from(*opcode)] = next[*class] as u8;
            next[*class] += 1;
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::opcode_bytes;

    #[test]
    fn every_opcode_has_a_byte_of_its_own() {
        let code: Vec<u8> = (0..2_000_u32)
            .map(|at| ((at.wrapping_mul(2_654_435_761) >> 24) % 70) as u8)
            .collect();
        let mut bytes = opcode_bytes(&code)[..70].to_vec();
        bytes.sort_unstable();
        bytes.dedup();
        assert_eq!(bytes.len(), 70);
    }

    #[test]
    fn what_lets_expect_the_same_is_in_one_class() {
        // Behind 10 and 12 comes 1, behind 11 and 13 comes 2; behind these comes any of them.
        let mut code = Vec::new();
        let mut noise = 1_u32;
        for _ in 0..5_000 {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let first = 10 + (noise >> 20) as u8 % 4;
            code.extend([first, 1 + first % 2]);
        }
        let bytes = opcode_bytes(&code);
        let class = |opcode: usize| [1, 16, 64, 128, 192, 240, 255].map(|end| bytes[opcode] < end);
        assert_ne!(class(10), class(11));
        assert_ne!(class(12), class(13));
    }
}
