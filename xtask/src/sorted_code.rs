//! WebAssembly with its code sorted: all opcodes together, all numbers of locals together, all offsets together, and so
//! on. Like stands beside like, and brotli makes an eighth less of it. `www/unsorted.js` puts the code together again before
//! it is compiled, in a few milliseconds; the result differs from the module that went in only in how it writes sizes.
//!
//! A sorted module is, in this order:
//!
//! * numbers of four bytes: how many streams there are, how long the module is when it is put together, how much of it
//!   comes before its code, and the length of each stream;
//! * a byte for each opcode: which stream its numbers are in (6 bits) and how many they are (2 bits);
//! * the module up to its code, the streams, and the module behind its code.
//!
//! A number (LEB128) has its first byte in a stream of even number and the others in the next. Where an opcode has two,
//! the second is in the pair of streams behind. The opcodes are stream 0. What a constant is for shows in the opcode behind
//! it, so each of these has streams of its own for the constants before it. How long a function is follows from its blocks.

use anyhow::{Context, Result, bail, ensure};

/// Opcodes; then, two by two, the numbers that tell a function's locals, and those that belong to opcodes.
const STREAMS: usize = CONSTANTS + 2 * 256;
const OPCODES: usize = 0;
const LOCALS: usize = 2;
/// The first of the streams for what is rare.
const RARE: u8 = 22;
/// The first of the streams for `i32.const`, two for each opcode that may come next.
const CONSTANTS: usize = 26;

const CODE_SECTION: u8 = 10;
/// How many bytes a size takes that is written before it is known.
const SIZE: usize = 5;

/// Sorts the code of a module.
pub fn sorted(module: &[u8]) -> Result<Vec<u8>> {
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
    // One byte more for the name of the section.
    let whole = before + 1 + sizes * SIZE + length + after.len();

    let mut out = Vec::new();
    let lengths = streams.iter().map(Vec::len);
    for number in [STREAMS, whole, before].into_iter().chain(lengths) {
        out.extend(u32::try_from(number)?.to_le_bytes());
    }
    for opcode in 0..=u8::MAX {
        let (stream, count) = numbers_of(opcode).unwrap_or_default();
        out.push(stream | count << 6);
    }
    out.extend_from_slice(module.get(..before).unwrap_or_default());
    out.extend(streams.concat());
    out.extend_from_slice(after);
    Ok(out)
}

/// In which stream the numbers behind an opcode are, and how many. `None` for what the compiler does not write.
fn numbers_of(opcode: u8) -> Option<(u8, u8)> {
    Some(match opcode {
        // block, loop, if; br, br_if; call
        0x02..=0x04 => (18, 1),
        0x0c | 0x0d => (20, 1),
        0x10 => (14, 1),
        // local.get, local.set, local.tee
        0x20 => (4, 1),
        0x21 => (6, 1),
        0x22 => (8, 1),
        // Memory: alignment and offset.
        0x28..=0x3e => (10, 2),
        // i64.const
        0x42 => (16, 1),
        // call_indirect, select of a type
        0x11 | 0x1c => (RARE, 2),
        // Globals, tables, the size of memory, references.
        0x23..=0x26 | 0x3f | 0x40 | 0xd0 | 0xd2 => (RARE, 1),
        // br_table, i32.const, f32.const, f64.const and the long opcodes have their own ways.
        0x41 => (0, 0),
        0x0e | 0x43 | 0x44 | 0xfc => (RARE, 0),
        0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => (0, 0),
        _ => return None,
    })
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
        while depth > 0 {
            let opcode = self.copy_byte(streams, OPCODES)?;
            let Some((stream, count)) = numbers_of(opcode) else {
                bail!("the opcode {opcode:#x} cannot be sorted yet");
            };
            let stream = usize::from(stream);
            match opcode {
                0x02..=0x04 => depth += 1,
                0x0b => depth -= 1,
                0x0e => {
                    for _ in 0..=self.copy_number(streams, stream)? {
                        self.copy_number(streams, stream)?;
                    }
                }
                0x41 => {
                    let mut behind = Input { ..*self };
                    behind.number()?;
                    let next = usize::from(behind.byte()?);
                    self.copy_number(streams, CONSTANTS + 2 * next)?;
                }
                0x43 | 0x44 => {
                    for _ in 0..if opcode == 0x43 { 4 } else { 8 } {
                        self.copy_byte(streams, stream)?;
                    }
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
            for number in 0..usize::from(count) {
                self.copy_number(streams, stream + 2 * number)?;
            }
        }
        Ok(())
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

    /// The value is right where it is not negative; that of others is not asked for.
    fn copy_number(&mut self, streams: &mut [Vec<u8>], stream: usize) -> Result<usize> {
        let mut byte = self.copy_byte(streams, stream)?;
        let mut value = usize::from(byte & 127);
        let mut shift = 7;
        while byte > 127 {
            byte = self.copy_byte(streams, stream + 1)?;
            value |= usize::from(byte & 127).checked_shl(shift).unwrap_or(0);
            shift += 7;
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::{CONSTANTS, OPCODES, STREAMS, sorted};

    /// Version 1, and one function: `block i32.const 300 drop end i32.load offset=5 …`.
    const MODULE: [u8; 28] = [
        0, b'a', b's', b'm', 1, 0, 0, 0, 10, 16, 1, 14, 0, 2, 0x40, 0x41, 0xac, 2, 0x1a, 0x0b,
        0x41, 0, 0x28, 0, 5, 0x0b, 0, 0,
    ];

    #[test]
    fn like_stands_beside_like() {
        let sorted = sorted(&MODULE).expect("a module");
        let number = |at: usize| u32::from_le_bytes(sorted[4 * at..][..4].try_into().unwrap());
        assert_eq!(number(2), 8, "what comes before the code");
        let lengths: Vec<u32> = (3..3 + STREAMS).map(number).collect();
        assert_eq!(lengths[OPCODES], 7);
        let before = |opcode: usize| &lengths[CONSTANTS + 2 * opcode..][..2];
        assert_eq!(before(0x1a), [1, 1], "300 needs two bytes");
        assert_eq!(before(0x28), [1, 0]);
        let streams = &sorted[4 * (3 + STREAMS) + 256 + 8..];
        assert_eq!(streams[..7], [0x02, 0x41, 0x1a, 0x0b, 0x41, 0x28, 0x0b]);
        assert_eq!(number(1) as usize, 8 + 1 + 10 + 14 + 1 + 2);
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
