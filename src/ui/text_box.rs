//! What comes into the box, and what of it is seen there.

use super::{Page, browser};
use crate::origin::Span;
use crate::share::link_in;

/// What stands before an output that a script sent along (docs/PASTE_LINK.md).
const PASTE_LINK: &str = "#paste=";

impl Page {
    /// Takes a text in place of what is there, or below it. A link would take the place of everything, which somebody may
    /// have worked on: then it waits until it is wanted. No dialogue asks, for frames may not open any.
    pub(super) fn take_in(&mut self, text: &str, is_below: bool) {
        let state = &mut self.state;
        let is_link = text.starts_with(PASTE_LINK) || link_in(text).is_some();
        let is_free = state.reading.text.is_empty() && state.answer.is_none();
        if is_link && !is_free {
            state.offered = Some(text.to_owned());
            browser::keep_box(&self.paste, state.reading.shown());
        } else {
            self.accept(text, is_below);
        }
    }

    /// Does so whatever is there.
    pub(super) fn accept(&mut self, text: &str, is_below: bool) {
        let state = &mut self.state;
        state.offered = None;
        let sent = text.strip_prefix(PASTE_LINK);
        match link_in(text).filter(|_| sent.is_none()) {
            Some(link) => state.open(link),
            None if is_below => state.append(text),
            None => state.read_anew(sent.unwrap_or(text).to_owned()),
        }
        // What was pasted into the empty box comes into it when the verdict has been drawn (`www/ticket.js`).
        let is_long = || state.reading.is_held() && !browser::is_empty(&self.paste);
        if sent.is_some() || is_below || state.linked.is_some() || is_long() {
            // A link does not stay in the box, and of a long text only a part does.
            browser::keep_box(&self.paste, state.reading.shown());
        }
    }

    /// Puts another text into the box and reads it. What came by a link goes, too.
    pub(super) fn refill(&mut self, text: String) {
        self.state.linked = None;
        self.state.offered = None;
        self.state.read_instead(text);
        browser::keep_box(&self.paste, self.state.reading.shown());
    }

    /// Looks how far the box is scrolled, and lets a long text follow; whether anything moved.
    pub(super) fn measure(&mut self) -> bool {
        let state = &mut self.state;
        let before = state.scrolled;
        state.scrolled = browser::scrolled(&self.paste);
        if state.reading.is_held() {
            let top = state.reading.follow(state.scrolled);
            browser::keep_box(&self.paste, state.reading.shown());
            if let Some(top) = top {
                browser::scroll_to(&self.paste, top);
                state.scrolled = browser::scrolled(&self.paste);
            }
        }
        before != state.scrolled
    }

    /// Shows a place of the text, and marks it.
    pub(super) fn bring_into_view(&mut self, span: Span) {
        let state = &mut self.state;
        state.pointed = Some(span);
        state.shown = Some(span);
        if state.reading.bring(span.start) {
            browser::keep_box(&self.paste, state.reading.shown());
        }
        let (first, _) = state.reading.shown_lines();
        let line = state.reading.lines.line(span.start).saturating_sub(first);
        browser::scroll_to_line(&self.paste, line);
        state.scrolled = browser::scrolled(&self.paste);
    }
}
