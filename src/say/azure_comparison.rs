//! Azure's own answer beside ours, and where it is another, what could explain that.

use super::Language;
use super::template::Value;
use crate::azure::{Access, AzureAnswer, AzureSaid};
use crate::code::Code;
use crate::explain::{Agreement, Comparison, Explanation};
use crate::judge::Answer;
use crate::net::Protocol;

/// The headline where nobody pasted anything but Azure's own answer.
pub fn alone(language: Language, explanation: &Explanation) -> Option<String> {
    let judgement = &explanation.judgement;
    let comparison = explanation.comparisons.first()?;
    let said = said(language, &comparison.answer);
    let text = language.fill(
        language.words().verdict.azure_alone(),
        &[Value::List(&said)],
    );
    match (judgement.code, judgement.answer) {
        (Code::NoFilterSeen, _) => Some(text),
        (Code::AzureAnswer, Answer::Open | Answer::Blocked) => {
            Some([language.answer(judgement.answer), &text].join(": "))
        }
        _ => None,
    }
}

/// Azure's answer, and what it was asked where it says so.
fn said(language: Language, answer: &AzureAnswer) -> String {
    let words = &language.words().verdict;
    let (said, wanted, text) = match &answer.said {
        AzureSaid::Access { access, rule } => {
            (words.azure_access(), access.map_or("?", Access::name), rule)
        }
        AzureSaid::NextHop { next_hop, address } => {
            (words.azure_next_hop(), next_hop.name(), address)
        }
    };
    let values = [Value::Wanted(wanted), Value::Text(text)];
    let said = language.fill(said, &values);
    // Where Azure names no rule, or no address, nothing stands behind it.
    let mut said = said.trim_end().to_owned();
    if let Some(flow) = &answer.asked {
        let values = [
            Value::Wanted(flow.protocol.map_or("?", Protocol::name)),
            Value::Text(&flow.source),
            Value::Name(&flow.destination),
            Value::Number(flow.port.unwrap_or(0).into()),
        ];
        said.push_str(&language.fill(ASKED_FLOW, &values));
    }
    said
}

/// One or two sentences: what could explain another answer, unless that is asked for anyway.
pub fn compared(language: Language, comparison: &Comparison, is_asked_for: bool) -> Vec<String> {
    let words = &language.words().verdict;
    let perhaps = match comparison.answer.asked {
        Some(_) => words.azure_perhaps(),
        None => words.azure_perhaps_asked(),
    };
    let said = said(language, &comparison.answer);
    let [same, other_rule, other, undecided] = *words.azure_said();
    let is_other = matches!(
        comparison.agreement,
        Agreement::Other | Agreement::OtherRule
    );
    let template = match comparison.agreement {
        Agreement::Same => same,
        Agreement::OtherRule => other_rule,
        Agreement::Other => other,
        Agreement::Undecided => undecided,
    };
    let mut sentences = vec![language.fill(template, &[Value::List(&said)])];
    if is_other && !is_asked_for {
        sentences.push(perhaps.to_owned());
    }
    sentences
}

/// A connection, the same in every language.
const ASKED_FLOW: &str = " ({wanted} {text} → {name}:{number})";
