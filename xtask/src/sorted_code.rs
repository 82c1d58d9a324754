//! WebAssembly with its code sorted: all opcodes together, all numbers of locals together, all offsets together, and so
//! on. Like stands beside like, and brotli makes an eighth less of it. `www/unsorted.js` puts the code together again before
//! it is compiled, in a few hundredths of a second; the result differs from the module that went in only in how it writes sizes.
//!
//! A sorted module is, in this order:
//!
//! * numbers of four bytes: how many streams there are, how long the module is when it is put together, how much of it
//!   comes before its code, and the length of each stream;
//! * for each byte how many opcodes it stands for, and then these opcodes;
//! * for each opcode a byte that names its likes, and one that tells how many numbers stand behind it (2 bits), and whether
//!   each of them stays together (1 bit);
//! * the module up to its code, the streams, and the module behind its code.
//!
//! Every opcode has four streams, or shares those of its likes: one for its first number, which is in LEB128, one for the
//! bytes of it behind the first, unless it stays together, and two for its second number. The opcodes are stream 0.
//! What a constant or a local is read for shows in the opcode behind it, so each of these has streams of its own for the
//! constants before it and for the locals before it; before a constant or a call, the opcode behind that tells more.
//! How long a function is follows from its blocks.
//!
//! Three numbers are not written as they are. Where memory is read behind a local that was read behind before, since it was
//! set, the offset is how far it is from that one: fields of one thing lie together. And where memory is written, it is how
//! far it is from the last one that the function wrote to: fields are written in their order. Zero is 0, then come 1, −1, 2.
//! Where a function gives back as much of the stack as it took, 0 says so.

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};

use crate::opcode_bytes::opcode_bytes;
use crate::opcode_pairs::Pairs;

/// Numbers of streams, which are four for each opcode. The first opcodes have no numbers.
const OPCODES: usize = 0;
const LOCALS: usize = 2;
const ALIGNMENTS: usize = 4;
/// How much of the stack is given back: what is added before the global is set that says where it ends.
const GIVEN_BACK: usize = 4 * GLOBAL_SET as usize + 2;
/// Where those begin that are for constants before each opcode, and for locals: before each opcode, and before a constant
/// or a call with each opcode behind it.
const CONSTANTS: usize = 4 * 256;
const READ: usize = 2 * CONSTANTS;
const READ_BEFORE_CONSTANTS: usize = 3 * CONSTANTS;
const READ_BEFORE_CALLS: usize = 4 * CONSTANTS;
/// One more than needed: the first byte is not zero, with which a module begins.
const STREAMS: usize = 5 * CONSTANTS + 1;

const CALL: u8 = 0x10;
const LOCAL_GET: u8 = 0x20;
const LOCAL_SET: u8 = 0x21;
const LOCAL_TEE: u8 = 0x22;
const CONSTANT: u8 = 0x41;
const GLOBAL_GET: u8 = 0x23;
const GLOBAL_SET: u8 = 0x24;
const ADD: u8 = 0x6a;
const LOAD: u8 = 0x28;
const STORE: u8 = 0x36;
const LAST_STORE: u8 = 0x3e;

const CODE_SECTION: u8 = 10;
/// How many bytes a size takes that is written before it is known.
const SIZE: usize = 5;

/// A module with its code sorted into streams.
pub struct Sorted<'m> {
    /// What comes before its code.
    before: &'m [u8],
    streams: Vec<Vec<u8>>,
    /// What comes behind it.
    after: &'m [u8],
    /// How long it is at most when it is put together.
    whole: usize,
}

/// How opcodes are written: pairs as one, and each as its byte. What is found out for a module holds for it in any order.
pub struct Spelling {
    pairs: Pairs,
    bytes: [u8; 256],
}

impl<'m> Sorted<'m> {
    /// Sorts the code of a module.
    pub fn of(module: &'m [u8]) -> Result<Self> {
        let mut input = Input { module, at: 8 };
        let (before, code_end) = loop {
            let start = input.at;
            let section = input.byte().context("the module has no code")?;
            let length = input.number()?;
            if section == CODE_SECTION {
                break (start, input.at + length);
            }
            input.at += length;
        };
        let mut streams: Vec<Vec<u8>> = vec![Vec::new(); STREAMS];
        let mut sizes = 1;
        let start = input.at;
        let functions = input.copy_number(&mut streams, LOCALS)?;
        let mut length = input.at - start;
        for _ in 0..functions {
            let size = input.number()?;
            let end = input.at + size;
            input.sort_function(&mut streams)?;
            ensure!(input.at == end, "a function does not end where it says");
            length += size;
            sizes += 1;
        }
        ensure!(input.at == code_end, "the code does not end where it says");
        let after = module.get(code_end..).unwrap_or_default();
        Ok(Sorted {
            before: module.get(..before).unwrap_or_default(),
            streams,
            after,
            // One byte more for the name of the section.
            whole: before + 1 + sizes * SIZE + length + after.len(),
        })
    }

    /// How its opcodes are best written.
    pub fn spelling(&self) -> Spelling {
        let opcodes = &self.streams[OPCODES];
        let pairs = Pairs::of(opcodes);
        let bytes = opcode_bytes(&pairs.put_into(opcodes));
        Spelling { pairs, bytes }
    }

    /// The bytes that the browser puts together again.
    pub fn written(mut self, spelling: &Spelling) -> Result<Vec<u8>> {
        let mut code = spelling.pairs.put_into(&self.streams[OPCODES]);
        let spelled = spelling.pairs.spelled();
        let mut spelled_by_byte = vec![Vec::new(); 256];
        for number in &mut code {
            let byte = spelling.bytes[usize::from(*number)];
            spelled_by_byte[usize::from(byte)].clone_from(&spelled[usize::from(*number)]);
            *number = byte;
        }
        self.streams[OPCODES] = code;

        let mut out = Vec::new();
        let lengths = self.streams.iter().map(Vec::len);
        for number in [STREAMS, self.whole, self.before.len()]
            .into_iter()
            .chain(lengths)
        {
            out.extend(u32::try_from(number)?.to_le_bytes());
        }
        for spelled in &spelled_by_byte {
            out.push(u8::try_from(spelled.len())?);
        }
        out.extend(spelled_by_byte.concat());
        out.extend((0..=u8::MAX).map(like));
        for opcode in 0..=u8::MAX {
            let Numbers { count, is_whole } = numbers_of(opcode).unwrap_or_default();
            out.push(count | u8::from(is_whole) << 2);
        }
        out.extend_from_slice(self.before);
        out.extend(self.streams.concat());
        out.extend_from_slice(self.after);
        Ok(out)
    }
}

/// The opcode whose streams hold the numbers of this one.
fn like(opcode: u8) -> u8 {
    match opcode {
        0x28..=0x35 => LOAD,
        0x36..=0x3e => STORE,
        // block, loop, if; br, br_if
        0x02..=0x04 => 0x02,
        0x0c | 0x0d => 0x0c,
        _ => opcode,
    }
}

/// What stands behind an opcode.
#[derive(Default)]
struct Numbers {
    count: u8,
    /// Whether a number stays together.
    is_whole: bool,
}

/// `None` for what the compiler does not write.
fn numbers_of(opcode: u8) -> Option<Numbers> {
    let (count, is_whole) = match opcode {
        // block, loop, if; br, br_if
        0x02..=0x04 | 0x0c | 0x0d => (1, false),
        CALL => (1, true),
        // local.get, local.set, local.tee
        0x20..=0x22 => (1, false),
        // i64.const
        0x42 => (1, true),
        // call_indirect, select of a type
        0x11 | 0x1c => (2, true),
        // Globals, tables, the size of memory, references.
        0x23..=0x26 | 0x3f | 0x40 | 0xd0 | 0xd2 => (1, true),
        // br_table, memory, i32.const, f32.const, f64.const and the long opcodes have their own ways.
        0x0e | LOAD..=LAST_STORE | CONSTANT | 0x43 | 0x44 | 0xfc => (0, false),
        0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => (0, false),
        _ => return None,
    };
    Some(Numbers { count, is_whole })
}

/// Where a function read and wrote last.
#[derive(Default)]
struct Offsets {
    /// The local behind which memory is read next; `None` where something else says where it is.
    base: Option<usize>,
    /// The last offset behind each local since it was set.
    read: HashMap<Option<usize>, i64>,
    stored: Option<i64>,
}

impl Offsets {
    /// Takes note of an instruction and its number.
    fn follow(&mut self, opcode: u8, number: Option<usize>) {
        self.base = number.filter(|_| matches!(opcode, LOCAL_GET | LOCAL_TEE));
        if matches!(opcode, LOCAL_SET | LOCAL_TEE) {
            self.read.remove(&number);
        }
    }
}

/// A number that may be negative as one that is not.
fn folded(number: i64) -> i64 {
    if number < 0 {
        -2 * number - 1
    } else {
        2 * number
    }
}

/// In LEB128, as short as it can be.
fn written(mut number: i64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let byte = (number & 127) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(byte);
            return bytes;
        }
        bytes.push(byte | 128);
    }
}

/// A module that is being read.
struct Input<'m> {
    module: &'m [u8],
    at: usize,
}

impl Input<'_> {
    fn sort_function(&mut self, streams: &mut [Vec<u8>]) -> Result<()> {
        for _ in 0..2 * self.copy_number(streams, LOCALS)? {
            self.copy_number(streams, LOCALS)?;
        }
        let mut depth = 1;
        let mut offsets = Offsets::default();
        // The constant behind the last global that was read: how much of the stack the function takes.
        let mut taken: &[u8] = &[];
        let mut last = 0;
        while depth > 0 {
            let opcode = self.copy_byte(streams, OPCODES)?;
            let Some(numbers) = numbers_of(opcode) else {
                bail!("the opcode {opcode:#x} cannot be sorted yet");
            };
            let stream = match opcode {
                LOCAL_GET | CONSTANT => self.stream_by_what_follows(opcode)?,
                _ => 4 * usize::from(like(opcode)),
            };
            match opcode {
                0x02..=0x04 => depth += 1,
                0x0b => depth -= 1,
                0x0e => {
                    for _ in 0..=self.copy_number(streams, stream)? {
                        self.copy_number(streams, stream)?;
                    }
                }
                CONSTANT => {
                    let start = self.at;
                    self.number()?;
                    let written = &self.module[start..self.at];
                    if stream == GIVEN_BACK && written == taken {
                        streams[GIVEN_BACK].push(0);
                    } else {
                        ensure!(
                            stream != GIVEN_BACK || written != [0],
                            "nothing is given back"
                        );
                        self.at = start;
                        self.copy_number(streams, stream)?;
                    }
                    if last == GLOBAL_GET {
                        taken = written;
                    }
                }
                0x43 | 0x44 => {
                    for _ in 0..if opcode == 0x43 { 4 } else { 8 } {
                        self.copy_byte(streams, stream)?;
                    }
                }
                LOAD..=LAST_STORE => {
                    self.copy_number(streams, ALIGNMENTS)?;
                    self.sort_offset(streams, opcode, &mut offsets)?;
                }
                0xfc => {
                    let operands = match self.copy_number(streams, stream)? {
                        // Conversions that saturate; memory.copy; memory.fill, and what changes tables.
                        0..=7 => 0,
                        10 => 2,
                        11 | 15..=17 => 1,
                        other => bail!("the opcode 0xfc {other} cannot be sorted yet"),
                    };
                    for _ in 0..operands {
                        self.copy_number(streams, stream)?;
                    }
                }
                _ => {}
            }
            let mut first = None;
            for number in 0..usize::from(numbers.count) {
                let stream = stream + 2 * number;
                let rest = stream + usize::from(!numbers.is_whole);
                let value = self.copy_number_apart(streams, stream, rest)?;
                first.get_or_insert(value);
            }
            offsets.follow(opcode, first);
            last = opcode;
        }
        Ok(())
    }

    /// The offset of a load or a store.
    fn sort_offset(
        &mut self,
        streams: &mut [Vec<u8>],
        opcode: u8,
        offsets: &mut Offsets,
    ) -> Result<()> {
        let start = self.at;
        let offset = i64::try_from(self.number()?)?;
        ensure!(
            self.at - start == written(offset).len() && offset < 1 << 30,
            "the offset {offset} is not written as usual"
        );
        let last = if opcode < STORE {
            offsets.read.insert(offsets.base, offset)
        } else {
            offsets.stored.replace(offset)
        };
        let (kind, number) = match last {
            Some(last) => (0, folded(offset - last)),
            None => (2, offset),
        };
        let stream = 4 * usize::from(opcode) + kind;
        let bytes = written(number);
        let (first, rest) = bytes.split_at(1);
        streams[stream].extend(first);
        streams[stream + 1].extend(rest);
        Ok(())
    }

    /// Of a constant, or of a local that is read, at its number.
    fn stream_by_what_follows(&self, opcode: u8) -> Result<usize> {
        let mut behind = Input { ..*self };
        behind.number()?;
        let mut next = behind.byte()?;
        let from = match (opcode, next) {
            (CONSTANT, ADD) if behind.byte()? == GLOBAL_SET => return Ok(GIVEN_BACK),
            (CONSTANT, _) => CONSTANTS,
            (_, CONSTANT | CALL) => {
                behind.number()?;
                let from = if next == CALL {
                    READ_BEFORE_CALLS
                } else {
                    READ_BEFORE_CONSTANTS
                };
                next = behind.byte()?;
                from
            }
            _ => READ,
        };
        Ok(from + 4 * usize::from(like(next)))
    }

    fn byte(&mut self) -> Result<u8> {
        let byte = self.module.get(self.at).copied();
        self.at += 1;
        byte.context("the module breaks off")
    }

    fn number(&mut self) -> Result<usize> {
        // What it is copied to is not used.
        self.copy_number(&mut [Vec::new(), Vec::new()], 0)
    }

    fn copy_byte(&mut self, streams: &mut [Vec<u8>], stream: usize) -> Result<u8> {
        let byte = self.byte()?;
        streams[stream].push(byte);
        Ok(byte)
    }

    fn copy_number(&mut self, streams: &mut [Vec<u8>], stream: usize) -> Result<usize> {
        self.copy_number_apart(streams, stream, stream + 1)
    }

    /// The value is right where it is not negative; that of others is not asked for.
    fn copy_number_apart(
        &mut self,
        streams: &mut [Vec<u8>],
        stream: usize,
        rest: usize,
    ) -> Result<usize> {
        let mut byte = self.copy_byte(streams, stream)?;
        let mut value = usize::from(byte & 127);
        let mut shift = 7;
        while byte > 127 {
            byte = self.copy_byte(streams, rest)?;
            value |= usize::from(byte & 127).checked_shl(shift).unwrap_or(0);
            shift += 7;
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::{CONSTANTS, OPCODES, STREAMS, Sorted};

    fn sorted(module: &[u8]) -> anyhow::Result<Vec<u8>> {
        let sorted = Sorted::of(module)?;
        let spelling = sorted.spelling();
        sorted.written(&spelling)
    }

    /// Version 1, and one function: `block i32.const 300 drop end i32.load offset=5 …`.
    const MODULE: [u8; 28] = [
        0, b'a', b's', b'm', 1, 0, 0, 0, 10, 16, 1, 14, 0, 2, 0x40, 0x41, 0xac, 2, 0x1a, 0x0b,
        0x41, 0, 0x28, 0, 5, 0x0b, 0, 0,
    ];

    fn number(sorted: &[u8], at: usize) -> usize {
        u32::from_le_bytes(sorted[4 * at..][..4].try_into().unwrap()) as usize
    }

    fn stream(sorted: &[u8], wanted: usize) -> &[u8] {
        let tables = &sorted[4 * (3 + STREAMS)..];
        let spelled: usize = tables[..256].iter().copied().map(usize::from).sum();
        let before: usize = (3..3 + wanted).map(|at| number(sorted, at)).sum();
        let streams = &tables[3 * 256 + spelled + number(sorted, 2)..];
        &streams[before..][..number(sorted, 3 + wanted)]
    }

    #[test]
    fn like_stands_beside_like() {
        let sorted = sorted(&MODULE).expect("a module");
        let number = |at| number(&sorted, at);
        assert_eq!(number(2), 8, "what comes before the code");
        let lengths: Vec<usize> = (3..3 + STREAMS).map(number).collect();
        let before = |opcode: usize| &lengths[CONSTANTS + 4 * opcode..][..2];
        assert_eq!(before(0x1a), [1, 1], "300 needs two bytes");
        assert_eq!(before(0x28), [1, 0]);
        let spelled = &sorted[4 * (3 + STREAMS)..];
        let opcodes: Vec<u8> = stream(&sorted, OPCODES)
            .iter()
            .flat_map(|byte| {
                let (lengths, all) = spelled.split_at(256);
                let (before, own) = lengths.split_at(usize::from(*byte));
                let start: u8 = before.iter().sum();
                &all[usize::from(start)..][..usize::from(own[0])]
            })
            .copied()
            .collect();
        assert_eq!(opcodes, [0x02, 0x41, 0x1a, 0x0b, 0x41, 0x28, 0x0b]);
        assert_eq!(number(1), 8 + 1 + 10 + 14 + 1 + 2);
    }

    #[test]
    fn an_offset_is_how_far_it_is_from_the_last_one() {
        let load = |local: u8, offset: u8| [0x20, local, 0x28, 2, offset, 0x1a];
        let body = [
            &[0][..],
            &load(0, 100),
            &load(0, 96),
            // Behind another local, and behind one that was set since.
            &load(1, 7),
            &[0x20, 1, 0x21, 0],
            &load(0, 9),
            // Written: 16, then 20.
            &[0x20, 0, 0x20, 1, 0x36, 2, 16, 0x20, 0, 0x20, 1, 0x36, 2, 20],
            &[0x0b],
        ]
        .concat();
        let size = u8::try_from(body.len()).expect("a short function");
        let module = [
            &MODULE[..8],
            &[10, size + 2, 1, size],
            &body,
            // A custom section.
            &[0, 0],
        ]
        .concat();
        let sorted = sorted(&module).expect("a module");
        let stream = |wanted| stream(&sorted, wanted);
        assert_eq!(stream(4 * 0x28 + 2), [100, 7, 9]);
        assert_eq!(stream(4 * 0x28), [7], "four less");
        assert_eq!(stream(4 * 0x36 + 2), [16]);
        assert_eq!(stream(4 * 0x36), [8], "four more");
    }

    #[test]
    fn what_is_given_back_is_what_was_taken() {
        let body = [
            // 96 are taken, and given back twice, once 80 are given back.
            &[0, 0x23, 0, 0x41, 0xe0, 0, 0x6b, 0x24, 0][..],
            &[0x23, 0, 0x1a, 0x41, 2, 0x1a],
            &[0x23, 0, 0x41, 0xe0, 0, 0x6a, 0x24, 0].repeat(2),
            &[0x23, 0, 0x1a, 0x20, 0, 0x41, 0xd0, 0, 0x6a, 0x24, 0],
            &[0x0b],
        ]
        .concat();
        let size = u8::try_from(body.len()).expect("a short function");
        let module = [&MODULE[..8], &[10, size + 2, 1, size], &body, &[0, 0]].concat();
        let sorted = sorted(&module).expect("a module");
        assert_eq!(stream(&sorted, super::GIVEN_BACK), [0, 0, 0xd0]);
        assert_eq!(stream(&sorted, super::GIVEN_BACK + 1), [0]);
    }

    #[test]
    fn what_cannot_be_sorted_is_said() {
        let mut strange = MODULE;
        strange[18] = 0x06;
        assert!(sorted(&strange).is_err());
        assert!(sorted(&MODULE[..20]).is_err());
        assert!(sorted(&MODULE[..8]).is_err());
    }
}
