//! What is remarkable about the rules: those that do nothing, and holes.

use super::Page;
use super::element::{Element, el, section};
use super::reading::{MOST_SHOWN, line_button, rest};

/// The list, where there is anything to say.
pub fn findings(page: &Page) -> Option<Element> {
    let language = page.state.language;
    let mut list = el("ul");
    let most = if page.is_whole {
        usize::MAX
    } else {
        MOST_SHOWN
    };
    for finding in page.state.findings.iter().take(most) {
        list = list.child(
            el("li")
                .class("note")
                .text(language.finding(finding))
                .words(" ")
                .maybe(line_button(
                    page,
                    finding.rule().and_then(|rule| rule.origin.span()),
                )),
        );
    }
    if !page.is_whole {
        list = list.maybe(rest(page, page.state.findings.len()));
    }
    let heading = language.words().finding.heading();
    (!page.state.findings.is_empty()).then(|| {
        section("findings-heading", el("h3").words(heading))
            .class("findings")
            .child(list)
    })
}
