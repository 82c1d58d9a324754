//! Azure's own answer beside ours, and where it is another, what could explain that.

use super::Language;
use super::template::Value;
use crate::azure::{Access, AzureSaid};
use crate::explain::{Agreement, Comparison};
use crate::net::Protocol;

/// One or two sentences.
pub fn compared(language: Language, comparison: &Comparison) -> Vec<String> {
    let words = &language.words().verdict;
    let mut perhaps = words.azure_perhaps_asked();
    let (said, wanted, text) = match &comparison.answer.said {
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
    if let Some(flow) = &comparison.answer.asked {
        perhaps = words.azure_perhaps();
        let values = [
            Value::Wanted(flow.protocol.map_or("?", Protocol::name)),
            Value::Text(&flow.source),
            Value::Name(&flow.destination),
            Value::Number(flow.port.unwrap_or(0).into()),
        ];
        said.push_str(&language.fill(ASKED_FLOW, &values));
    }
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
    if is_other {
        sentences.push(perhaps.to_owned());
    }
    sentences
}

/// A connection, the same in every language.
const ASKED_FLOW: &str = " ({wanted} {text} → {name}:{number})";
