//! Lines and columns of everything that was read.

use crate::origin::{LineIndex, Position, Span};
use crate::read::Input;

/// The inputs with an index of their lines.
#[derive(Debug)]
pub struct Places<'a> {
    inputs: Vec<(&'a str, LineIndex)>,
}

impl<'a> Places<'a> {
    /// Reads through every input once.
    pub fn new(inputs: &'a [Input]) -> Self {
        Places {
            inputs: inputs
                .iter()
                .map(|input| (input.text.as_str(), LineIndex::new(&input.text)))
                .collect(),
        }
    }

    /// Where a stretch begins.
    pub fn position(&self, span: Span) -> Position {
        match self.inputs.get(span.input as usize) {
            Some((text, index)) => index.position(text, span.start),
            None => Position { line: 1, column: 1 },
        }
    }

    /// The first and last line of a stretch.
    pub fn lines(&self, span: Span) -> (u32, u32) {
        match self.inputs.get(span.input as usize) {
            Some((_, index)) => index.lines(span),
            None => (1, 1),
        }
    }

    /// How many inputs there are.
    pub fn count(&self) -> usize {
        self.inputs.len()
    }
}
