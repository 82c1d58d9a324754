//! What is said of the difference between two NSGs.

use super::Language;
use super::fate::first_of;
use super::packed::{Text, words};
use super::template::Value;
use crate::explain::Changed;
use crate::net::{PortRange, Protocol};

words! {
    /// The words.
    ChangedWords from ChangedText {
        /// Their heading.
        heading: Text,
        /// Before and after.
        sides: [Text; 2],
        /// Protocol and ports, `{wanted}`, and a `{list}` of who is let through now, or no longer, or nobody can tell of.
        ways: [Text; 3],
        /// Both do the same.
        nothing: Text,
    }
}

impl Language {
    /// Every difference, a sentence each; one sentence where there is none.
    pub fn changes(self, changes: &[Changed]) -> Vec<String> {
        const MOST_SHOWN: usize = 8;
        let words = &self.words().changed;
        let page = self.page();
        let mut said = Vec::new();
        for change in changes {
            let mut what = change.protocol.name().to_owned();
            if change.protocol == Protocol::Any {
                let [any, _] = *self.words().phrase.protocols();
                any.clone_into(&mut what);
            }
            if change.ports != PortRange::ALL {
                what.push(' ');
                what.push_str(&change.ports.text());
            }
            let [opened, closed, unsure] = *words.ways();
            for (template, set) in [
                (opened, &change.opened),
                (closed, &change.closed),
                (unsure, &change.unsure),
            ] {
                let mut who = Vec::new();
                if set.in_virtual_network {
                    let [_, _, inside] = *page.sources();
                    who.push(inside.to_owned());
                }
                if self.add_addresses(&mut set.addresses.clone(), &mut who) {
                    who = vec![page.everyone().to_owned()];
                }
                if !who.is_empty() {
                    let list = first_of(who, page.and_more(), MOST_SHOWN);
                    let values = [Value::Wanted(&what), Value::List(&list)];
                    said.push(self.fill(template, &values));
                }
            }
        }
        if said.is_empty() {
            said.push(words.nothing().to_owned());
        }
        said
    }
}
