//! What is remarkable about the rules: those that do nothing, and holes.

use super::Page;
use super::element::{Attr, Element, el};
use super::reading::line_button;

/// The list, where there is anything to say.
pub fn findings(page: &Page) -> Option<Element> {
    let language = page.state.language;
    let mut list = el("ul");
    for finding in &page.state.findings {
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
    let heading = language.words().finding.heading();
    (!page.state.findings.is_empty()).then(|| {
        el("section")
            .class("findings")
            .attr(Attr::AriaLabelledby, "findings-heading")
            .child(el("h3").id("findings-heading").words(heading))
            .child(list)
    })
}
