//! Puts functions beside those that are written alike: what brotli copies is then near, and what it learned of one still
//! holds for the next. Nothing else changes, but the numbers by which functions are called.

use std::collections::HashMap;
use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

use crate::near_alike::{Alike, bettered};

/// What makes functions alike.
pub struct Likeness {
    /// How many opcodes in a row are compared.
    opcodes: usize,
    /// How many instructions.
    instructions: usize,
    /// What more functions have says nothing of any two.
    common: usize,
}

/// Each gives another order, and which compresses best changes with every change of the program, by half a KB.
pub const LIKENESSES: [Likeness; 8] = [
    like(5, 2, 800),
    like(6, 2, 800),
    like(6, 2, 2500),
    like(5, 2, 2500),
    like(6, 3, 2500),
    like(6, 3, 500),
    like(8, 2, 2500),
    like(7, 3, 500),
];

const fn like(opcodes: usize, instructions: usize, common: usize) -> Likeness {
    Likeness {
        opcodes,
        instructions,
        common,
    }
}

/// The module with like functions beside each other.
pub fn reordered(module: &[u8], likeness: &Likeness) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => functions.push(instructions(module, &body)?),
            _ => {}
        }
    }
    let order = order(&functions, likeness);
    let mut numbers: Vec<u32> = (0..).take(imported + order.len()).collect();
    for (number, function) in (0..).zip(&order) {
        numbers[imported + function] = u32::try_from(imported)? + number;
    }
    let mut out = Module::new();
    Renumbered { order, numbers }
        .parse_core_module(&mut out, Parser::new(0), module)
        .context("the module cannot be put in another order")?;
    Ok(out.finish())
}

/// Each instruction as it is written, without what differs between functions that are alike: locals, and how far to branch.
fn instructions<'m>(module: &'m [u8], body: &FunctionBody) -> Result<Vec<&'m [u8]>> {
    let mut operators = body.get_operators_reader()?;
    let mut instructions = Vec::new();
    while !operators.eof() {
        let start = operators.original_position();
        operators.read()?;
        let written = &module[start..operators.original_position()];
        // call, i32.const, and what reads and writes memory
        let is_told_apart = matches!(written[0], 0x10 | 0x41 | 0x28..=0x3e);
        instructions.push(if is_told_apart {
            written
        } else {
            &written[..1]
        });
    }
    Ok(instructions)
}

/// The functions in an order in which each is like its neighbours: the two that are most alike become neighbours first.
fn order(functions: &[Vec<&[u8]>], likeness: &Likeness) -> Vec<usize> {
    let alike = alike(functions, likeness);
    let mut pairs = Vec::new();
    for one in 0..functions.len() {
        for other in 0..one {
            let alike = alike.of(one, other);
            if alike > 0.0 {
                pairs.push((alike, other, one));
            }
        }
    }
    pairs.sort_by(|one: &(f32, usize, usize), other| other.0.total_cmp(&one.0));

    let mut neighbours = vec![Vec::new(); functions.len()];
    // The other end of the row that a function ends.
    let mut other_end: Vec<usize> = (0..functions.len()).collect();
    for (_, one, other) in pairs {
        let is_free = |function: usize| neighbours[function].len() < 2;
        if is_free(one) && is_free(other) && other_end[one] != other {
            neighbours[one].push(other);
            neighbours[other].push(one);
            let (start, end) = (other_end[one], other_end[other]);
            other_end[start] = end;
            other_end[end] = start;
        }
    }

    let mut order = Vec::new();
    let mut is_placed = vec![false; functions.len()];
    for start in 0..functions.len() {
        let mut next = (neighbours[start].len() < 2 && !is_placed[start]).then_some(start);
        while let Some(function) = next {
            is_placed[function] = true;
            order.push(function);
            let behind = neighbours[function].iter();
            next = behind.copied().find(|function| !is_placed[*function]);
        }
    }
    bettered(order, &alike)
}

/// How much every two functions have in common, of all that they have.
fn alike(functions: &[Vec<&[u8]>], likeness: &Likeness) -> Alike {
    let count = functions.len();
    let mut values = Vec::with_capacity(count * count);
    for (at, shared) in shared(functions, likeness).into_iter().enumerate() {
        let both = functions[at / count].len() + functions[at % count].len();
        values.push((f64::from(shared) / both as f64) as f32);
    }
    Alike::new(count, values)
}

/// How much every two functions have in common. What is rare counts more.
fn shared(functions: &[Vec<&[u8]>], likeness: &Likeness) -> Vec<u32> {
    let opcodes: Vec<Vec<&[u8]>> = functions
        .iter()
        .map(|function| function.iter().map(|written| &written[..1]).collect())
        .collect();
    let mut shared = vec![0; functions.len() * functions.len()];
    for (functions, length) in [
        (&opcodes[..], likeness.opcodes),
        (functions, likeness.instructions),
    ] {
        let mut found: HashMap<&[&[u8]], Vec<(usize, u32)>> = HashMap::new();
        for (number, function) in functions.iter().enumerate() {
            for part in function.windows(length) {
                let found = found.entry(part).or_default();
                match found.last_mut() {
                    Some((last, count)) if *last == number => *count += 1,
                    _ => found.push((number, 1)),
                }
            }
        }
        for found in found
            .values()
            .filter(|found| found.len() <= likeness.common)
        {
            let weight = (16.0 * (functions.len() as f64 / found.len() as f64).ln()) as u32;
            for (one, count) in found {
                for (other, least) in found {
                    shared[one * functions.len() + other] += weight * count.min(least);
                }
            }
        }
    }
    shared
}

/// Writes a module again with its functions in another order.
struct Renumbered {
    order: Vec<usize>,
    /// The new number of every function, those that are imported first.
    numbers: Vec<u32>,
}

impl Reencode for Renumbered {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let number = self.numbers.get(function as usize);
        number.copied().ok_or(Error::InvalidCodeSectionSize)
    }

    fn parse_function_section(
        &mut self,
        types: &mut FunctionSection,
        section: FunctionSectionReader,
    ) -> Result<(), Error> {
        let all: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for function in &self.order {
            types.function(all[*function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader,
    ) -> Result<(), Error> {
        let all: Vec<FunctionBody> = section.into_iter().collect::<Result<_, _>>()?;
        for function in self.order.clone() {
            self.parse_function_body(code, all[function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{like, order, reordered};
    use wasm_encoder::{
        CodeSection, ExportKind, ExportSection, Function, FunctionSection, Module, TypeSection,
    };
    use wasmparser::{Operator, Parser, Payload};

    #[test]
    fn like_stands_beside_like() {
        let function = |instructions: &'static [u8]| instructions.chunks(1).collect::<Vec<_>>();
        let functions = [
            function(b"abcdefgh"),
            function(b"ijklmnopqr"),
            function(b"12345678"),
            function(b"ijklmnopqs"),
            function(b"abcdefghi"),
        ];
        assert_eq!(order(&functions, &like(6, 3, 300)), [0, 4, 1, 3, 2]);
    }

    #[test]
    fn what_is_called_and_exported_stays_the_same() {
        // Two are alike, and the one between calls the second of them.
        let constants = [1; 8].map(|_| 7);
        let bodies = [
            (&constants[..], None),
            (&[5, 6], Some(2)),
            (&constants, None),
        ];
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let (mut functions, mut exports) = (FunctionSection::new(), ExportSection::new());
        let mut code = CodeSection::new();
        for (number, (constants, called)) in (0..).zip(bodies) {
            functions.function(0);
            exports.export(&format!("f{number}"), ExportKind::Func, number);
            let mut body = Function::new([]);
            for constant in constants {
                body.instructions().i32_const(*constant).drop();
            }
            if let Some(called) = called {
                body.instructions().call(called);
            }
            body.instructions()
                .i32_const(100 + number as i32)
                .drop()
                .end();
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&functions);
        let module = module.section(&exports).section(&code).clone().finish();

        let mut exported = Vec::new();
        let mut marks = Vec::new();
        let mut called = None;
        let reordered = reordered(&module, &like(6, 3, 300)).expect("a module");
        for payload in Parser::new(0).parse_all(&reordered) {
            match payload.expect("a part of a module") {
                Payload::ExportSection(exports) => {
                    exported.extend(exports.into_iter().map(|export| export.unwrap().index));
                }
                Payload::CodeSectionEntry(body) => {
                    let mut mark = 0;
                    for operator in body.get_operators_reader().unwrap() {
                        match operator.unwrap() {
                            Operator::I32Const { value } => mark = value,
                            Operator::Call { function_index } => called = Some(function_index),
                            _ => {}
                        }
                    }
                    marks.push(mark);
                }
                _ => {}
            }
        }
        assert_eq!(exported, [0, 2, 1]);
        assert_eq!(marks, [100, 102, 101]);
        assert_eq!(called, Some(1));
    }
}
