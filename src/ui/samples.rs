//! Three pastes to look at.

use super::Page;
use super::action::Action;
use super::element::{Element, button, el};

/// The samples, in the order of their names in the page's words.
const SAMPLES: [&str; 3] = [
    include_str!("../../www/samples/open.txt"),
    include_str!("../../www/samples/blocked.txt"),
    include_str!("../../www/samples/two-nsgs.txt"),
];

/// A button for each.
pub fn samples(page: &Page) -> Element {
    let words = page.state.language.page();
    let mut line = el("p").class("samples").words(words.samples());
    for (text, name) in SAMPLES.iter().zip(words.sample_names()) {
        line = line
            .words(" ")
            .child(button(&page.dispatch, Action::Sample(text)).words(name));
    }
    line
}
