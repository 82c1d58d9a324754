//! Which byte stands for which opcode in the sorted module. Brotli foretells a byte from the two before it, of which it
//! minds only in which of eight classes they are: so opcodes that let expect the same belong in one class.

use std::collections::HashMap;

/// How many bytes are in each class: 0, 1 to 15, 16 to 63, and so on, as RFC 7932 has them for signed numbers.
const ROOM: [usize; 8] = [1, 15, 48, 64, 64, 48, 15, 1];

/// How often an opcode is tried in another class.
const TRIES: u32 = 400_000;
/// A change for the worse of so many bits is taken now and then; less and less, so that there is a way out of what is
/// best only among its neighbours.
const WORSE: [f64; 2] = [300.0, 3.0];

/// The byte for each opcode. Those that do not occur have what is left.
pub fn opcode_bytes(opcodes: &[u8]) -> [u8; 256] {
    let mut classes = Classes::of(opcodes);
    let [first, last] = WORSE;
    let mut chance = Chance(1);
    for at in 0..TRIES {
        let worse = first * (last / first).powf(f64::from(at) / f64::from(TRIES));
        let [one, other] = [(); 2].map(|()| chance.below(256));
        let more_bits = classes.swap(one, other);
        if more_bits > 0.0 && chance.share() >= (-more_bits / worse).exp() {
            classes.swap(one, other);
        }
    }
    classes.bytes()
}

/// The same at every call.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, end: usize) -> usize {
        self.next() as usize % end
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        self.next() as f64 / (1_u64 << 31) as f64
    }
}

/// The class of every opcode, and how many bits they all take when each is foretold from the classes of the two before it.
struct Classes {
    classes: [usize; 256],
    /// Each opcode behind two others, and how often.
    behind: Vec<([u8; 3], u32)>,
    /// Where an opcode stands in those, as one of the two before.
    with: Vec<Vec<usize>>,
    /// How often each opcode comes behind each two classes, and how often anything does.
    counts: Vec<u32>,
    sums: Vec<u32>,
    /// What so many of something take: n log n.
    weights: Vec<f64>,
}

impl Classes {
    fn of(code: &[u8]) -> Classes {
        let mut often = [0_usize; 256];
        for opcode in code {
            often[usize::from(*opcode)] += 1;
        }
        let mut opcodes: Vec<u8> = (0..=u8::MAX).collect();
        opcodes.sort_by_key(|opcode| std::cmp::Reverse(often[usize::from(*opcode)]));
        // The two most frequent have a class each.
        let others = (1..ROOM.len() - 1).flat_map(|class| vec![class; ROOM[class]]);
        let first = [0, ROOM.len() - 1].into_iter().chain(others);
        let mut classes = [0; 256];
        for (opcode, class) in opcodes.iter().zip(first) {
            classes[usize::from(*opcode)] = class;
        }
        let mut behind = HashMap::new();
        for three in code.windows(3) {
            *behind.entry([three[0], three[1], three[2]]).or_insert(0) += 1;
        }
        let mut behind: Vec<([u8; 3], u32)> = behind.into_iter().collect();
        behind.sort_unstable();
        let mut with = vec![Vec::new(); 256];
        for (at, ([second, last, _], _)) in behind.iter().enumerate() {
            with[usize::from(*second)].push(at);
            if last != second {
                with[usize::from(*last)].push(at);
            }
        }
        let known = ROOM.len() * ROOM.len();
        let weight = |count: usize| count as f64 * (count.max(1) as f64).log2();
        let mut all = Classes {
            classes,
            behind,
            with,
            counts: vec![0; known * 256],
            sums: vec![0; known],
            weights: (0..=code.len()).map(weight).collect(),
        };
        for at in 0..all.behind.len() {
            all.count(at, true);
        }
        all
    }

    /// Lets two opcodes change places. Gives back how many bits more they all take then.
    fn swap(&mut self, one: usize, other: usize) -> f64 {
        if self.classes[one] == self.classes[other] {
            return 0.0;
        }
        let concerned = [one, other].map(|opcode| std::mem::take(&mut self.with[opcode]));
        let mut more = 0.0;
        for is_new in [false, true] {
            for (which, all) in concerned.iter().enumerate() {
                for at in all {
                    // What is concerned twice counts once.
                    let ([second, last, _], _) = self.behind[*at];
                    let is_both = [second, last].map(usize::from) == [one, other]
                        || [second, last].map(usize::from) == [other, one];
                    if which == 0 || !is_both {
                        more += self.count(*at, is_new);
                    }
                }
            }
            if !is_new {
                self.classes.swap(one, other);
            }
        }
        let [of_one, of_other] = concerned;
        (self.with[one], self.with[other]) = (of_one, of_other);
        more
    }

    /// Counts one of [`Classes::behind`], or does so no longer. Gives back how many bits more that is.
    fn count(&mut self, at: usize, is_there: bool) -> f64 {
        let ([second, last, next], count) = self.behind[at];
        let class = |opcode: u8| self.classes[usize::from(opcode)];
        let known = class(last) * ROOM.len() + class(second);
        let changed = |number: &mut u32| {
            let before = self.weights[*number as usize];
            *number = if is_there {
                *number + count
            } else {
                *number - count
            };
            self.weights[*number as usize] - before
        };
        changed(&mut self.sums[known]) - changed(&mut self.counts[known * 256 + usize::from(next)])
    }

    fn bytes(&self) -> [u8; 256] {
        let mut next = [0; ROOM.len()];
        for class in 1..ROOM.len() {
            next[class] = next[class - 1] + ROOM[class - 1];
        }
        self.classes.map(|class| {
            next[class] += 1;
            (next[class] - 1) as u8
        })
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
        let mut bytes = opcode_bytes(&code);
        bytes.sort_unstable();
        assert!(bytes.into_iter().eq(0..=u8::MAX));
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
