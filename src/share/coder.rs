//! Bits and bytes under contexts: an adaptive binary range coder, the same code for writing and for reading.
//!
//! Every bit is foretold from what was coded before in the same place, by several contexts from broad to narrow; those
//! that have seen more, and are narrower, count more. A bit never costs less than a hundredth of one, so a link can hold
//! only so much: there are no compression bombs (see [`super::open`] for the bounds).

/// What is done with the bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// Nothing: names and addresses are only gathered.
    Survey,
    /// They are foretold and forgotten: so a coder starts with something to foretell from.
    Training,
    /// They are written.
    Writing,
    /// They are read.
    Reading,
}

/// How many contexts foretell a bit.
pub const ORDERS: usize = 3;

/// Probabilities are kept for 2^17 contexts, half a megabyte. Two that fall together only foretell worse.
const SLOT_BITS: u32 = 17;
/// A bit of which nothing is known.
const EVEN: u32 = 1 << 15;
/// The smallest probability, of 2^16.
const LEAST: u32 = 1 << 9;
/// How many bits a context counts at the most.
const MOST_SEEN: u32 = 30;
/// How many bytes reading may look behind the end: what the last bits leave unread.
const LOOKAHEAD: usize = 4;

/// The coder.
#[derive(Debug)]
pub struct Coder {
    /// What is done with the bits.
    pub pass: Pass,
    /// What was written, or is read.
    pub bytes: Vec<u8>,
    /// How many bytes were read.
    at: usize,
    /// The interval that the bits so far leave.
    low: u32,
    high: u32,
    /// When reading: the number in it.
    number: u32,
    /// For each context how probable a one is, and in the lowest five bits how many bits it has seen.
    slots: Vec<u32>,
}

impl Coder {
    /// One that writes, or reads these bytes.
    pub fn new(pass: Pass, bytes: Vec<u8>) -> Self {
        let mut coder = Coder {
            pass,
            bytes,
            at: 0,
            low: 0,
            high: u32::MAX,
            number: 0,
            slots: vec![EVEN << 5; 1 << SLOT_BITS],
        };
        if pass == Pass::Reading {
            for _ in 0..LOOKAHEAD {
                coder.shift_in();
            }
        }
        coder
    }

    /// Whether more was read than there is.
    pub fn is_past_end(&self) -> bool {
        self.at > self.bytes.len() + LOOKAHEAD
    }

    /// Codes the lowest `width` bits of a number, the highest of them first. `contexts` go from narrow to broad.
    pub fn symbol(&mut self, width: u32, value: u32, contexts: [u32; ORDERS]) -> u32 {
        if self.pass == Pass::Survey {
            return value;
        }
        let mut node = 1;
        for at in (0..width).rev() {
            let bit = self.bit(value >> at & 1, node, contexts);
            node = node << 1 | bit;
        }
        node ^ 1 << width
    }

    fn bit(&mut self, bit: u32, node: u32, contexts: [u32; ORDERS]) -> u32 {
        let mut places = [0; ORDERS];
        let (mut sum, mut weights) = (0, 0);
        for ((place, narrow), context) in places.iter_mut().zip(&NARROW).zip(&contexts) {
            *place = (hash(hash(*context, *narrow), node) >> (32 - SLOT_BITS)) as usize;
            let slot = self.slots.get(*place).copied().unwrap_or_default();
            let (probability, seen) = (slot >> 5, slot & 31);
            // What never wavered is worth more than what did.
            let sure = probability.min((1 << 16) - probability);
            let weight = u64::from(seen * seen * narrow / (sure / 256 + 2) + 1);
            sum += u64::from(probability) * weight;
            weights += weight;
        }
        let one = (sum / weights) as u32;
        let bit = self.code(bit, one.clamp(LEAST, (1 << 16) - LEAST));
        for place in &places {
            if let Some(slot) = self.slots.get_mut(*place) {
                let (probability, seen) = (*slot >> 5, *slot & 31);
                let step =
                    2 * (((bit << 16) - bit) as i32 - probability as i32) / (2 * seen as i32 + 3);
                *slot = ((probability as i32 + step) as u32) << 5 | (seen + 1).min(MOST_SEEN);
            }
        }
        bit
    }

    /// The range coder: the interval becomes the part of it that stands for the bit, and bytes that are settled leave it.
    fn code(&mut self, bit: u32, one: u32) -> u32 {
        if self.pass == Pass::Training {
            return bit;
        }
        let width = u64::from(self.high - self.low);
        let middle = self.low + ((width * u64::from(one)) >> 16) as u32;
        let is_one = match self.pass {
            Pass::Reading => self.number <= middle,
            _ => bit == 1,
        };
        if is_one {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            if self.pass == Pass::Reading {
                self.shift_in();
            } else {
                self.bytes.push((self.high >> 24) as u8);
            }
            self.low <<= 8;
            self.high = self.high << 8 | 255;
        }
        u32::from(is_one)
    }

    fn shift_in(&mut self) {
        let next = self.bytes.get(self.at).copied().unwrap_or(0);
        self.number = self.number << 8 | u32::from(next);
        self.at += 1;
    }

    /// Everything that was written. Behind the end reading finds zeros, so one more byte settles the last bits.
    pub fn finish(mut self) -> Vec<u8> {
        self.bytes.push((self.high >> 24) as u8);
        self.bytes
    }
}

/// How much a context counts, from narrow to broad.
const NARROW: [u32; ORDERS] = [16, 4, 1];

/// Mixes a number into a context.
pub fn hash(context: u32, number: u32) -> u32 {
    let mixed = (context ^ number.wrapping_mul(0x9e37_79b1)).wrapping_mul(0x85eb_ca6b);
    mixed ^ mixed >> 15
}
