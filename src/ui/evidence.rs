//! The box to paste into, with line numbers, and marks on the lines that are pointed at.

use super::action::{Action, Field};
use super::browser::{self, BOX_PADDING, Scrolled};
use super::element::{Attr, Element, Meaning, When, button, el, section};
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
    section("evidence-heading", el("h2").words(words.evidence()))
        .class(classes)
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
    let line = state.scrolled.line;
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
            .attr_text(Attr::Y, pixels(height_of(state, number) + line * 7 / 10))
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
    let y = height_of(state, from);
    let height = height_of(state, to + 1) - y;
    el("rect")
        .attr(Attr::X, "0")
        .attr(Attr::Width, "100%")
        .attr_text(Attr::Y, pixels(y))
        .attr_text(Attr::Height, pixels(height))
}

/// The first and last line that can be seen, of these in the box.
fn visible((first, last): (u32, u32), scrolled: Scrolled) -> (u32, u32) {
    const MOST_BEFORE_MEASURING: u32 = 40;
    // The box may grow without a word: somebody drags its corner, or the answer makes room for it.
    const BELOW: u32 = 60;
    if scrolled.line == 0 {
        return (first, last.min(first + MOST_BEFORE_MEASURING));
    }
    let lines = |pixels: i32| u32::try_from(pixels / scrolled.line).unwrap_or(0);
    // The one at the upper edge is half seen.
    let top = first + lines(scrolled.top).saturating_sub(1);
    (top, (top + lines(scrolled.height) + BELOW).min(last))
}

/// Where a line begins, below the upper edge of the box; in hundredths of a pixel. Far outside of it does not matter how far.
fn height_of(state: &PageState, line: u32) -> i32 {
    const FAR: i64 = 100_000;
    let (first, _) = state.reading.shown_lines();
    let lines = (i64::from(line) - i64::from(first)).clamp(-FAR, FAR) as i32;
    BOX_PADDING * 100 + lines.saturating_mul(state.scrolled.line) - state.scrolled.top
}

/// From hundredths.
fn pixels(hundredths: i32) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let pixels = (hundredths / 100).unsigned_abs();
    [sign, &text::number(pixels as usize)].concat()
}
