//! Azure's own answer beside ours, and where it is another, what could explain that.

use super::Language;
use super::template::Value;
use crate::azure::{AzureAnswer, AzureSaid};
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
        (Code::NoFilterSeen, _) if !judgement.stops_most() => Some(text),
        (Code::AzureAnswer, Answer::Open | Answer::Blocked) => {
            Some([language.answer(judgement.answer), &text].join(": "))
        }
        _ => None,
    }
}

/// Azure's answer, and what it was asked where it says so.
fn said(language: Language, answer: &AzureAnswer) -> String {
    let words = &language.words().verdict;
    let stopped;
    let (said, text) = match &answer.said {
        AzureSaid::Access { rule, .. } => (words.azure_access(), rule),
        AzureSaid::NextHop { address, .. } => (words.azure_next_hop(), address),
        AzureSaid::Connection { issues, rule, .. } => {
            stopped = [": ", issues, " ", rule].concat();
            (words.azure_connection(), &stopped)
        }
    };
    let values = [Value::Wanted(answer.said.word()), Value::Text(text)];
    let said = language.fill(said, &values);
    // Where Azure names no rule, or no address, nothing stands behind it.
    let mut said = said.trim_end_matches([' ', ':']).to_owned();
    if let Some(flow) = &answer.asked {
        let [with_port, without_port, port_alone] = ASKED_FLOW;
        let has_ends = !flow.source.is_empty() || !flow.destination.is_empty();
        let values = [
            Value::Wanted(flow.protocol.map_or("?", Protocol::name)),
            Value::Text(&flow.source),
            Value::Name(&flow.destination),
            Value::Number(flow.port.unwrap_or(0).into()),
        ];
        let template = match flow.port {
            Some(_) if has_ends => with_port,
            Some(_) => port_alone,
            None => without_port,
        };
        said.push_str(&language.fill(template, &values));
    }
    said
}

/// One or two sentences: what could explain another answer, unless that is asked for anyway.
pub fn compared(language: Language, comparison: &Comparison, is_asked_for: bool) -> Vec<String> {
    let words = &language.words().verdict;
    let asked = comparison.answer.asked.as_ref();
    let perhaps = match asked.and_then(|asked| asked.port) {
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

/// A connection, the same in every language; where its port is not known, and where only that is.
const ASKED_FLOW: [&str; 3] = [
    " ({wanted} {text} → {name}:{number})",
    " ({text} → {name})",
    " ({wanted} {number})",
];
