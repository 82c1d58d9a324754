//! What `terraform state show` printed of a rule up to version 0.11: a line for each value, without quotes. A list is its
//! length, and then its elements, each with a number of its own: `destination_port_ranges.1028498434 = 22`.

use super::declared::{add_block, node};
use super::letters::one_of;
use super::list_view::line_at;
use super::terraform::tell;
use super::value::{Node, Object, Value};

/// Reads the rule whose id stands in the line at byte `at`, as Azure tells it. Also gives the byte behind.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    // More than a rule has.
    const MOST_LINES: usize = 1_000;
    let mut object = Object::default();
    let (mut end, mut next) = (at, at);
    while let Some(line) = line_at(text, next)
        && let Some((way, value)) = line.text.split_once('=')
    {
        // What came later puts quotes around.
        let (way, value) = (way.trim(), value.trim_matches(one_of(" \"\r")));
        let is_first = next == at && way == "id" && value.contains("/securityRules/");
        if next == at && !is_first || object.members.len() > MOST_LINES {
            return None;
        }
        let start = next;
        end = start + line.text.trim_end().len();
        next = line.end;
        match way.split_once('.') {
            None => object.add_text(way, value, start, end),
            Some((_, "#")) => {}
            Some((key, _)) => {
                let item = node(start, end, Value::Text(value.into()));
                add_block(&mut object, key.into(), start, Some(item), None);
            }
        }
    }
    tell(&mut object, "");
    let rule = node(at, end, Value::Object(object));
    (end > at).then_some((rule, next))
}
