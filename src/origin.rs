//! Where a fact came from, so that an answer can point at the line in the reader's own paste.

/// Where a fact came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Origin {
    /// It stands in the paste, there.
    Pasted(Span),
    /// Azure adds it by itself and nobody pasted it: a default rule, say (azure-semantics §2.2).
    #[default]
    AzureDefault,
    /// It came with a shared link: its number there, which tells objects without a name apart.
    Link(u32),
    /// It is part of a fix that is being tried.
    Proposed,
}

impl Origin {
    /// The place in the paste, if the fact was pasted.
    pub fn span(self) -> Option<Span> {
        match self {
            Origin::Pasted(span) => Some(span),
            Origin::AzureDefault | Origin::Link(_) | Origin::Proposed => None,
        }
    }

    /// Takes this place where none is known yet.
    #[inline(never)]
    pub fn keep_first(known: &mut Option<Origin>, place: Option<Origin>) {
        if known.is_none() {
            *known = place;
        }
    }

    /// Whether both stand in the same input.
    pub fn is_beside(self, other: Origin) -> bool {
        let input = |origin: Origin| origin.span().map(|span| span.input);
        input(self) == input(other)
    }

    /// Lets the stretch of a list include one more of its parts, if that stands in the same input; whether it does.
    pub fn grow(&mut self, part: Origin) -> bool {
        match (*self, part) {
            (Origin::Pasted(all), Origin::Pasted(part)) if all.input == part.input => {
                *self = Origin::Pasted(all.join(part));
                true
            }
            _ => false,
        }
    }
}

/// A stretch of one input, as byte offsets into its decoded text. Packed, so that an origin takes 12 bytes: every field of
/// many thousands of rules has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(Rust, packed(2))]
pub struct Span {
    /// Which input, counted from 0.
    pub input: u16,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The smallest stretch that holds both; the first one's input is kept.
    #[inline(never)]
    pub fn join(self, other: Span) -> Span {
        Span {
            input: self.input,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A place as people count it: line and column from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// Finds lines in a text without walking it again for every question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineIndex {
    /// The offset at which each line starts; the first is 0.
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads through `text` once.
    pub fn new(text: &str) -> Self {
        let mut index = LineIndex::default();
        index.go_on(text, 0, text.len());
        index
    }

    /// Goes on from byte `from` of `text` to byte `to`, where lines were looked for up to `from`.
    pub fn go_on(&mut self, text: &str, from: usize, to: usize) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        let bytes = text.as_bytes().get(from..to).unwrap_or_default();
        for (byte, at) in bytes.iter().zip(from..) {
            if *byte == b'\n' {
                self.starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
    }

    /// The line, from 1, that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        let lines = self.starts.partition_point(|start| *start <= offset);
        u32::try_from(lines).unwrap_or(u32::MAX).max(1)
    }

    /// The first and the last line that a stretch touches.
    pub fn lines(&self, span: Span) -> (u32, u32) {
        let last = span.end.saturating_sub(1).max(span.start);
        (self.line(span.start), self.line(last))
    }

    /// Line and column of the byte at `offset` of `text`, the text this index was made from.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.start(line);
        // Reading takes a wide quote or blank for several narrow characters.
        let offset = text.floor_char_boundary(offset as usize);
        let before = text.get(start as usize..offset).unwrap_or("");
        Position {
            line,
            column: u32::try_from(before.chars().count()).unwrap_or(u32::MAX - 1) + 1,
        }
    }

    /// The offset of the first byte of `line` (from 1); of the last line when there are fewer.
    pub fn start(&self, line: u32) -> u32 {
        let last = self.starts.len().saturating_sub(1);
        let at = (line.saturating_sub(1) as usize).min(last);
        self.starts.get(at).copied().unwrap_or(0)
    }

    /// How many lines there are; an empty text has one.
    pub fn count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_scalar_values_and_lines_count_breaks() {
        let text = "一二\r\nab\n";
        let index = LineIndex::new(text);
        assert_eq!(
            index.position(text, 3),
            Position { line: 1, column: 2 },
            "the second kanji starts at byte 3"
        );
        assert_eq!(index.position(text, 9), Position { line: 2, column: 2 });
        assert_eq!(index.position(text, 11), Position { line: 3, column: 1 });
        assert_eq!(index.count(), 3);
    }

    #[test]
    fn a_stretch_that_ends_with_a_line_break_does_not_touch_the_next_line() {
        let index = LineIndex::new("a\nb\nc");
        let span = Span {
            input: 0,
            start: 0,
            end: 4,
        };
        assert_eq!(index.lines(span), (1, 2));
    }
}
