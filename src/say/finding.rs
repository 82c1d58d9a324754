//! What is said of a rule that is remarkable, whatever was asked.

use super::Language;
use super::fill;
use super::packed::{Text, words};
use super::template::{Value, joined};
use crate::azure::SecurityRule;
use crate::code::Code;
use crate::explain::RuleFinding;
use crate::net::text;

words! {
    /// The words.
    FindingWords from FindingText {
        /// Their heading.
        heading: Text,
        /// `{named}` is the rule, `{nsg}` its NSG, `{list}` the rules on account of which it does nothing: it lets in the whole
        /// Internet, it is never reached and the opposite happens, it is never reached, it changes nothing.
        sentences: [Text; 4],
    }
}

impl Language {
    /// One sentence about one rule.
    pub fn finding(self, finding: &RuleFinding) -> String {
        let words = self.words();
        let [open, contradicted, never, redundant] = *words.finding.sentences();
        let template = match finding.code {
            Code::RuleOpenToInternet => open,
            Code::RuleContradicted => contradicted,
            Code::RuleNeverReached => never,
            _ => redundant,
        };
        let list = self.named(&finding.by());
        let Some(rule) = finding.rule() else {
            return String::new();
        };
        let values = [
            Value::Named(rule),
            Value::Nsg(&finding.group.name),
            Value::List(&list),
        ];
        self.fill(template, &values)
    }

    /// Rules by name and priority: the first of very many.
    pub fn named(self, rules: &[&SecurityRule]) -> String {
        const MOST: usize = 8;
        let mut names = Vec::new();
        for rule in rules.iter().take(MOST) {
            names.push(self.fill("{named}", &[Value::Named(rule)]));
        }
        let and = self.words().phrase.and();
        match rules.len().checked_sub(MOST) {
            None | Some(0) => joined(&names, and),
            Some(more) => {
                let [between, _] = *and;
                let more = fill(self.page().and_more(), &[&text::number(more)]);
                [&names.join(between), " ", &more].concat()
            }
        }
    }
}
