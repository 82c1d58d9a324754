//! Bytes for pairs of opcodes that often stand together, and for pairs of such pairs: brotli foretells a byte from the two
//! before it, and so sees more of what came before.

/// How many pairs have a byte of their own.
const PAIRS: usize = 120;

/// The pairs, in the order in which they are put together: two opcodes or pairs, and the number that stands for them,
/// which is no opcode.
#[derive(Default)]
pub struct Pairs(Vec<([u8; 2], u8)>);

impl Pairs {
    /// Those of this code, the first of which save most.
    pub fn of(opcodes: &[u8]) -> Pairs {
        let mut code = opcodes.to_vec();
        let mut pairs = Pairs::default();
        let unused = (0..=u8::MAX).filter(|number| !opcodes.contains(number));
        for number in unused.take(PAIRS) {
            let Some(pair) = best_pair(&code) else {
                break;
            };
            code = with_number(&code, pair, number);
            pairs.0.push((pair, number));
        }
        pairs
    }

    /// Code with numbers in place of pairs.
    pub fn put_into(&self, opcodes: &[u8]) -> Vec<u8> {
        let mut code = opcodes.to_vec();
        for (pair, number) in &self.0 {
            code = with_number(&code, *pair, *number);
        }
        code
    }

    /// The opcodes that each number stands for.
    pub fn spelled(&self) -> Vec<Vec<u8>> {
        let mut spelled: Vec<Vec<u8>> = (0..=u8::MAX).map(|opcode| vec![opcode]).collect();
        for (pair, number) in &self.0 {
            spelled[usize::from(*number)] =
                pair.map(|half| spelled[usize::from(half)].clone()).concat();
        }
        spelled
    }
}

fn with_number(code: &[u8], pair: [u8; 2], number: u8) -> Vec<u8> {
    let mut rest = code;
    let mut shorter = Vec::with_capacity(code.len());
    while let [next, behind @ ..] = rest {
        if rest.starts_with(&pair) {
            shorter.push(number);
            rest = &rest[pair.len()..];
        } else {
            shorter.push(*next);
            rest = behind;
        }
    }
    shorter
}

/// The pair that is frequent, and so are its halves in it.
fn best_pair(code: &[u8]) -> Option<[u8; 2]> {
    let mut counts = [0_u32; 256];
    let mut together = vec![0_u32; 256 * 256];
    for opcode in code {
        counts[usize::from(*opcode)] += 1;
    }
    for pair in code.windows(2) {
        together[usize::from(pair[0]) << 8 | usize::from(pair[1])] += 1;
    }
    let mut best = (0.0, None);
    for (pair, count) in together.iter().enumerate().filter(|(_, count)| **count > 1) {
        let halves = [pair >> 8, pair & 255];
        let gains = halves.map(|half| {
            let share = f64::from(*count) / f64::from(counts[half]);
            share * share.sqrt()
        });
        let gain = f64::from(*count) * (gains[0] + gains[1]);
        if gain > best.0 {
            best = (gain, Some(halves.map(|half| half as u8)));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    #[test]
    fn pairs_are_spelled_as_they_were() {
        let opcodes: Vec<u8> = (0..3_000_u32)
            .map(|at| ((at.wrapping_mul(2_654_435_761) >> 20) % 7 * (at % 3)) as u8)
            .collect();
        let pairs = Pairs::of(&opcodes);
        let (code, spelled) = (pairs.put_into(&opcodes), pairs.spelled());
        assert!(code.len() < opcodes.len() / 2, "{}", code.len());
        let again: Vec<u8> = code
            .iter()
            .flat_map(|number| spelled[usize::from(*number)].clone())
            .collect();
        assert_eq!(again, opcodes);
    }

    #[test]
    fn what_always_stands_together_is_a_pair_first() {
        let code = [[1, 2, 3, 9], [1, 2, 4, 9], [5, 6, 3, 9], [5, 6, 4, 9]].concat();
        let spelled = Pairs::of(&code.repeat(9)).spelled();
        assert!(
            spelled[0] == [1, 2] || spelled[0] == [5, 6],
            "{:?}",
            spelled[0]
        );
    }
}
