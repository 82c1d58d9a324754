//! Which lines of the paste were not used: prompts, prose, and what no reader knows.

use super::element::{Element, el};
use super::evidence::bar;
use super::pasted::Reading;
use super::reading::line_button;
use super::state::PageState;
use super::{Page, fill};
use crate::net::text;
use crate::origin::Span;
use crate::read::ProblemKind;

/// The lines, from 1, that hold something and were neither used nor are part of what a problem names. What no reader knows
/// is named and not used.
pub fn unused(reading: &Reading, used: &[Span]) -> Vec<u32> {
    let lines = &reading.lines;
    let mut is_used = vec![false; lines.count() as usize];
    let mut mark = |span: Span, as_used| {
        let (first, last) = lines.lines(span);
        for line in first..=last {
            if let Some(line) = is_used.get_mut(line as usize - 1) {
                *line = as_used;
            }
        }
    };
    for span in used {
        mark(*span, true);
    }
    for problem in &reading.problems {
        if let (ProblemKind::NotAzure, Some(span)) = (problem.kind, problem.at) {
            mark(span, false);
        }
    }
    let mut unused = Vec::new();
    for (is_used, number) in is_used.into_iter().zip(1..) {
        let holds_something = || {
            let start = lines.start(number) as usize;
            let rest = reading.text.get(start..).unwrap_or_default();
            let line = rest.split('\n').next().unwrap_or_default();
            !line.trim().is_empty()
        };
        if !is_used && holds_something() {
            unused.push(number);
        }
    }
    unused
}

/// Says how many they are, and shows the first of each stretch of them. While it is open, the box marks them (`style.css`).
pub fn count(page: &Page) -> Option<Element> {
    const MOST_SHOWN: usize = 20;
    let state = &page.state;
    let unused = &state.reading.unused;
    let [one, many] = *state.language.page().lines_unused();
    let words = if unused.len() == 1 { one } else { many };
    let why = state.language.page().lines_unused_why();
    let mut places = el("p").words(why);
    let (mut before, mut shown) = (None, 0);
    for line in unused {
        if shown == MOST_SHOWN {
            break;
        }
        if before != line.checked_sub(1) {
            let start = state.reading.lines.start(*line);
            let span = Span {
                input: 0,
                start,
                end: start,
            };
            places = places.words(" ").maybe(line_button(page, Some(span)));
            shown += 1;
        }
        before = Some(*line);
    }
    (!unused.is_empty() && state.answer.is_some()).then(|| {
        el("details")
            .class("unused")
            .child(el("summary").text(fill(words, &text::number(unused.len()))))
            .child(places)
    })
}

/// The marks of those among the lines that can be seen.
pub fn marks(state: &PageState, first: u32, last: u32) -> Vec<Element> {
    let mut marks = Vec::new();
    let unused = &state.reading.unused;
    let seen = unused
        .iter()
        .skip(unused.partition_point(|line| *line < first));
    for line in seen.take_while(|line| **line <= last) {
        marks.push(bar(state, *line, *line).class("unread"));
    }
    marks
}
