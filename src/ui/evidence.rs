//! The box to paste into, with line numbers, and marks on the lines that are pointed at.

use super::action::{Action, Field};
use super::browser::{self, BOX_PADDING, Scrolled};
use super::element::{Attr, Element, Meaning, When, button, el};
use super::state::PageState;
use super::{Page, fill, unused};
use crate::net::text;

/// The box and what belongs to it.
pub fn evidence(page: &Page) -> Element {
    let state = &page.state;
    let dispatch = &page.dispatch;
    let words = state.language.page();
    let text_box = el("textarea")
        .id("paste")
        .known_as(&page.paste)
        .attr(Attr::Wrap, "off")
        .attr(Attr::Spellcheck, "false")
        .attr(Attr::Autocomplete, "off")
        .attr(Attr::Autocapitalize, "off")
        .attr(Attr::Placeholder, words.placeholder())
        .flag(Attr::Readonly, state.reading.is_held())
        .on_typing(dispatch, Field::Evidence)
        .on_always(When::Scroll, dispatch, Action::Measure)
        .on(
            When::PointerMoves,
            dispatch,
            Meaning::Read(|event, _| Action::PointAtLine(browser::line_under(event))),
        )
        .on_always(When::PointerLeaves, dispatch, Action::Point(None))
        .on_always(When::KeyUp, dispatch, Action::PointAtCaret)
        .on_click(dispatch, Action::PointAtCaret);
    let failure = state.failed_file.as_ref().map(|name| {
        el("p")
            .class("invalid")
            .attr(Attr::Role, "alert")
            .text(fill(words.file_failed(), name))
    });
    let failed_link = state.linked.as_ref().and_then(|linked| {
        let error = linked.as_ref().err()?;
        let note = el("p").class("note invalid").attr(Attr::Role, "alert");
        Some(note.words(state.language.link_error(*error)))
    });
    let offered = state.offered.as_ref().map(|_| {
        let [.., open, _] = *words.link_notes();
        let button = button(dispatch, Action::TakeOffered).words(open);
        el("p")
            .class("note")
            .attr(Attr::Role, "alert")
            .child(button)
    });
    let clear = (!state.reading.text.is_empty() || state.linked.is_some())
        .then(|| button(dispatch, Action::Clear).words(words.clear()));
    let (classes, invitation) = if state.dragging {
        ("evidence dragging", words.drop_here())
    } else {
        ("evidence", words.paste_here())
    };
    el("section")
        .class(classes)
        .attr(Attr::AriaLabelledby, "evidence-heading")
        .on(
            When::DragOver,
            dispatch,
            Meaning::Read(|event, _| {
                event.prevent_default();
                Action::Dragging(true)
            }),
        )
        .on_always(When::DragLeave, dispatch, Action::Dragging(false))
        .on(
            When::Drop,
            dispatch,
            Meaning::Read(|event, dispatch| {
                browser::read_dropped(event, dispatch);
                Action::Dragging(false)
            }),
        )
        .child(el("h2").id("evidence-heading").words(words.evidence()))
        .child(el("label").attr(Attr::For, "paste").words(invitation))
        .child(el("div").class("box").child(lines(state)).child(text_box))
        .maybe(state.slices.is_some().then(|| {
            let percent = state.bytes_read / (state.reading.text.len() / 100).max(1);
            el("progress")
                .attr(Attr::AriaLabel, words.working())
                .attr(Attr::Max, "100")
                .attr_text(Attr::Value, text::number(percent))
        }))
        .maybe((state.reading.is_held()).then(|| el("p").class("note").words(words.held())))
        .maybe(failure)
        .maybe(failed_link)
        .maybe(offered)
        .maybe(unused::count(page))
        .child(
            el("div")
                .class("buttons")
                .child(
                    el("label")
                        .class("button")
                        .child(
                            el("input")
                                .attr(Attr::Type, "file")
                                .class("sr")
                                .flag(Attr::Multiple, true)
                                .on(
                                    When::Change,
                                    dispatch,
                                    Meaning::Read(|event, dispatch| {
                                        browser::read_chosen(event, dispatch);
                                        Action::Dragging(false)
                                    }),
                                ),
                        )
                        .words(words.open_file()),
                )
                .maybe(clear),
        )
}

/// Numbers and marks behind the text. SVG attributes place them, because the page's policy allows no inline styles.
fn lines(state: &PageState) -> Element {
    let lines = &state.reading.lines;
    let Scrolled { top, line, .. } = state.scrolled;
    let y = |number: u32| BOX_PADDING * 100 + lines_high(number - 1, line) - top;
    let mark = state.pointed.map(|span| {
        let (from, to) = lines.lines(span);
        bar(state, from, to).class("mark")
    });
    let (first, mut last) = visible(state.reading.shown_lines(), state.scrolled);
    if state.reading.text.is_empty() {
        last = 0;
    }
    let numbers = (first..=last).map(|number| {
        el("text")
            .attr(Attr::X, "38")
            .attr_text(Attr::Y, pixels(y(number) + line * 7 / 10))
            .text(text::number(number as usize))
    });
    el("svg")
        .class("lines")
        .hidden()
        .children(unused::marks(state, first, last).into_iter())
        .maybe(mark)
        .children(numbers)
}

/// Something behind the whole width of these lines.
pub fn bar(state: &PageState, from: u32, to: u32) -> Element {
    let Scrolled { top, line, .. } = state.scrolled;
    let y = BOX_PADDING * 100 + lines_high(from - 1, line) - top;
    el("rect")
        .attr(Attr::X, "0")
        .attr(Attr::Width, "100%")
        .attr_text(Attr::Y, pixels(y))
        .attr_text(Attr::Height, pixels(lines_high(to + 1 - from, line)))
}

/// The first and last line that can be seen.
fn visible(count: u32, scrolled: Scrolled) -> (u32, u32) {
    const MOST_BEFORE_MEASURING: u32 = 40;
    // The box may grow without a word: somebody drags its corner, or the answer makes room for it.
    const BELOW: u32 = 60;
    if scrolled.line == 0 {
        return (1, count.min(MOST_BEFORE_MEASURING));
    }
    let lines = |pixels: i32| u32::try_from(pixels / scrolled.line).unwrap_or(0);
    let first = lines(scrolled.top);
    (
        first.max(1),
        (first + lines(scrolled.height) + BELOW).min(count),
    )
}

fn lines_high(count: u32, line: i32) -> i32 {
    i32::try_from(count)
        .unwrap_or(i32::MAX)
        .saturating_mul(line)
}

/// From hundredths.
fn pixels(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let pixels = (hundredths / 100).unsigned_abs();
    [sign, &text::number(pixels as usize)].concat()
}
