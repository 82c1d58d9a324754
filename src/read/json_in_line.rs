//! Where JSON begins in a line, and whether it is a piece of more.

use super::letters::one_of;
use super::value::Node;
use super::{found, json, rule};

/// JSON that starts in this line, after whatever prompt or prose stands before it.
pub fn json_in_line<'t>(text: &'t str, at: usize, line: &str) -> Option<json::Parsed<'t>> {
    if let Some(place) = opening_in(text, at, line) {
        return Some(json::parse(text, place, 0));
    }
    // A text that was cut at its beginning starts inside an object: `"access": "Allow",`.
    let trimmed = line.trim_start();
    let key = trimmed.strip_prefix('"')?;
    let after_key = key.get(key.find('"')? + 1..)?;
    after_key.trim_start().strip_prefix(':')?;
    Some(json::parse_members(text, at + (line.len() - trimmed.len())))
}

/// Where an object or a list of JSON starts in this line, or what is left of it, at byte `at`.
pub fn opening_in(text: &str, at: usize, line: &str) -> Option<usize> {
    let mut places = line.bytes().zip(at..);
    let opening =
        places.find(|(byte, place)| matches!(byte, b'{' | b'[') && json::starts(text, *place));
    opening.map(|(_, place)| place)
}

/// Whether a list around this value was cut off at its beginning: what is left shows a comma or a bracket of it, or the
/// rest of a rule. Or a program chooses between this one and another.
pub fn is_out_of_a_list(text: &str, node: &Node<'_>, is_known: bool) -> bool {
    let rest = text.get(node.end..).unwrap_or("").trim_start();
    let is_rule_or_rest =
        node.object().is_some_and(rule::is_rule) || found::is_rest_of_a_rule(node);
    let before = text.get(..node.start).unwrap_or("").trim_end();
    is_rule_or_rest && (!is_known || rest.starts_with(one_of(",]}")))
        || is_known && before.ends_with('?')
}
