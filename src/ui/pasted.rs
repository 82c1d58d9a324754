//! The text that was pasted, and which part of it is in the box.

use super::browser::Scrolled;
use crate::origin::LineIndex;
use crate::read::Problem;

/// One paste, read.
#[derive(Default)]
pub struct Reading {
    /// What reading found.
    pub problems: Vec<Problem>,
    /// Where lines begin.
    pub lines: LineIndex,
    /// The text.
    pub text: String,
    /// The lines that were not used.
    pub unused: Vec<u32>,
    /// Where that begins which is in the box, in bytes.
    pub from: usize,
}

/// A longer text is read in slices, and not all of it is in the document.
pub const LONG_TEXT: usize = 1_000_000;

/// Nor is a text of more lines: the browser would take longer than a blink to lay them out.
const MANY_LINES: u32 = 5000;

/// So much of such a text is in the box.
const IN_BOX: usize = 40_000;

/// So much of that stands before the line that is meant.
const BEFORE: usize = 8000;

impl Reading {
    /// Whether only a part of the text is in the box.
    pub fn is_held(&self) -> bool {
        self.text.len() >= LONG_TEXT || self.lines.count() > MANY_LINES
    }

    /// What is in the box.
    pub fn shown(&self) -> &str {
        if !self.is_held() {
            return &self.text;
        }
        let end = self.text.floor_char_boundary(self.from + IN_BOX);
        self.text.get(self.from..end).unwrap_or_default()
    }

    /// The first and the last line of it.
    pub fn shown_lines(&self) -> (u32, u32) {
        if !self.is_held() {
            return (1, self.lines.count());
        }
        let line = |at: usize| self.lines.line(u32::try_from(at).unwrap_or(u32::MAX));
        (line(self.from), line(self.from + self.shown().len()))
    }

    /// Brings a place into the box; whether there is another part of the text in it now.
    pub fn bring(&mut self, place: u32) -> bool {
        let place = place as usize;
        let end = self.from + self.shown().len();
        let is_behind_the_edge = place < self.from || place > self.from && end <= place;
        let is_close_to_the_end = end < self.text.len() && end < place + BEFORE;
        (is_behind_the_edge || is_close_to_the_end) && self.begin_at(place.saturating_sub(BEFORE))
    }

    /// Where the box is scrolled to one of its ends, brings in what comes there. Gives back how far it is to be scrolled then,
    /// so that the same lines are seen.
    pub fn follow(&mut self, scrolled: Scrolled) -> Option<i32> {
        const CLOSE: u32 = 5;
        if !self.is_held() || scrolled.line == 0 {
            return None;
        }
        let lines = |pixels: i32| u32::try_from(pixels / scrolled.line).unwrap_or(0);
        let (first, last) = self.shown_lines();
        let top = first + lines(scrolled.top);
        let bottom = first + lines(scrolled.top + scrolled.height);
        let seen = self.lines.start(top) as usize;
        let before = self.from;
        let is_moved = if bottom + CLOSE > last && before + IN_BOX < self.text.len() {
            let from = seen.saturating_sub(BEFORE);
            from > before && self.begin_at(from)
        } else if top < first + CLOSE && before > 0 {
            self.begin_at(seen.saturating_sub(IN_BOX / 2).min(before))
        } else {
            false
        };
        let (first, _) = self.shown_lines();
        let above = i32::try_from(top.saturating_sub(first)).unwrap_or(0);
        is_moved.then_some(above.saturating_mul(scrolled.line) + scrolled.top % scrolled.line)
    }

    /// From the beginning of the line there, unless that is far before.
    fn begin_at(&mut self, place: usize) -> bool {
        if !self.is_held() {
            return false;
        }
        let line = self.lines.line(u32::try_from(place).unwrap_or(u32::MAX));
        let start = self.lines.start(line) as usize;
        let from = match place - start.min(place) {
            0..BEFORE => start,
            _ => self.text.floor_char_boundary(place),
        };
        std::mem::replace(&mut self.from, from) != from
    }
}
