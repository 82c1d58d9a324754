//! PowerShell's list view: `Name : value` lines, as `Format-List` prints an object, with JSON inside some values
//! and long values broken across lines.

use super::heading;
use super::json::{self, Break, BreakKind};
use super::key::Key;
use super::letters::{BLANK, ENGLISH, one_of};
use super::plain_text::NO_COLUMN;
use super::table;
use super::value::{List, Member, Node, Object, Value};
use crate::azure::route::CUT_OFF;
use std::borrow::Cow;

/// A record, or the value of one of its keys, and the byte after its last line.
pub struct Record<'t> {
    /// A record is always an object.
    pub node: Node<'t>,
    /// Where to read on.
    pub end: usize,
    /// What was wrong with the JSON inside it.
    pub breaks: Vec<Break>,
}

/// Deeper than any list view of Azure's: `VMAgent`, its `Statuses[0]`, and what that holds.
const MAX_DEPTH: u32 = 8;

/// More than any object of Azure's has.
const MOST_KEYS: usize = 256;

/// Longer than any key in words.
const LONGEST_WORDS: usize = 33;

/// Reads the record that starts with the line at byte `at`. `None` when that line is not `Key : value`.
pub fn parse(text: &str, at: usize) -> Option<Record<'_>> {
    record(text, at, 0)
}

fn record(text: &str, at: usize, depth: u32) -> Option<Record<'_>> {
    let mut line = line_at(text, at)?;
    let first = key_line(line)?;
    let mut object = Object::default();
    let mut breaks = Vec::new();
    let (mut end, mut last_byte) = (line.end, line.start);
    let mut key = Some(first);
    while let Some(this) = key.take() {
        // The same key again at the same depth starts the next object: blank lines may have been lost.
        let has_words = this.key.contains(' ');
        let is_next = |member: &Member<'_>| {
            let written = || text.get(member.start..).unwrap_or("");
            member.key == this.key || has_words && written().starts_with(this.key)
        };
        let is_full = object.members.len() >= MOST_KEYS;
        if is_full || !this.is_later_element && object.members.iter().any(is_next) {
            break;
        }
        let field = field_value(text, line, &this, &first, depth);
        // What would stand behind it is cut off, too.
        if field.breaks.iter().any(|it| it.kind == BreakKind::Cut) {
            object.cut = Some(field.node.end);
        }
        breaks.extend(field.breaks);
        end = field.end;
        last_byte = field.node.end;
        add(&mut object, &this, field.node);
        if let Some(next) = line_at(text, end) {
            line = next;
            key = key_line(next).filter(|next| next.indent == first.indent);
        }
    }
    // The first Azure CLI writes so between an object and the table of what is in it.
    let below = |caption: &Line<'_>| match caption.text.trim() {
        "Security group rules:" => Some("rules"),
        "Routes:" => Some("routes"),
        _ => None,
    };
    if let Some(caption) = line_at(text, end)
        && let Some(key) = below(&caption)
        && let Some(mut table) = table::parse_whole(text, caption.end)
    {
        if let Value::List(list) = &mut table.node.value {
            list.cut = table.cut;
        }
        (end, last_byte) = (table.end, table.node.end);
        object.members.push(Member {
            key: Key::from(key),
            start: caption.start,
            node: table.node,
        });
    }
    let node = Node {
        start: first.start,
        end: last_byte,
        value: Value::Object(object),
    };
    Some(Record { node, end, breaks })
}

/// Puts a value under its key; `Statuses[1]` is one more element of what `Statuses[0]` began.
fn add<'t>(object: &mut Object<'t>, this: &KeyLine<'t>, mut node: Node<'t>) {
    if this.is_element {
        let known = object.members.iter_mut();
        for member in known.filter(|member| member.key == this.key) {
            if let Value::List(list) = &mut member.node.value {
                member.node.end = node.end;
                list.items.push(node);
                return;
            }
        }
        let (start, end) = (node.start, node.end);
        let list = List {
            items: vec![node],
            cut: None,
        };
        let value = Value::List(list);
        node = Node { start, end, value };
    }
    object.members.push(Member {
        key: Key::from(match this.key.contains(' ') {
            true => heading::key_of_words(this.key),
            false => Cow::Borrowed(this.key),
        }),
        start: this.start,
        node,
    });
}

/// A line without its break, and the start of the next one.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
    pub(super) end: usize,
}

pub(super) fn line_at(text: &str, at: usize) -> Option<Line<'_>> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let length = rest.find('\n').map_or(rest.len(), |found| found + 1);
    let whole = rest.get(..length)?;
    Some(Line {
        start: at,
        text: whole
            .strip_suffix('\n')
            .unwrap_or(whole)
            .trim_end_matches('\r'),
        end: at + length,
    })
}

/// `Key      : value`, taken apart.
#[derive(Clone, Copy)]
struct KeyLine<'t> {
    key: &'t str,
    /// Whether it is one element of a list: `Statuses[0]`.
    is_element: bool,
    /// Whether it is not the first.
    is_later_element: bool,
    /// Byte of the key in the input.
    start: usize,
    /// Spaces before the key.
    indent: usize,
    /// Byte of the value in the input.
    value: usize,
    /// Bytes of the line before the value.
    value_column: usize,
}

fn key_line(line: Line<'_>) -> Option<KeyLine<'_>> {
    let trimmed = line.text.trim_start();
    let before = line.text.get(..line.text.len() - trimmed.len())?;
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let mut key = trimmed.get(..trimmed.find(|c| !is_key(c))?)?;
    if let Some((words, _)) = trimmed.split_once(':')
        && (words.ends_with("  ") || words.ends_with("(RTT) "))
        && words.trim_end().len() < LONGEST_WORDS
        && words.chars().all(|c| is_key(c) || " ()".contains(c))
    {
        // The first Azure CLI wrote its keys in words: `Next hop type    : Internet`, and `Test-NetConnection` does one.
        key = words.trim_end();
    }
    if !key.starts_with(ENGLISH) {
        return None;
    }
    let mut padding = trimmed.get(key.len()..)?;
    let mut number = None;
    if let Some((inside, behind)) = padding.strip_prefix('[').and_then(|it| it.split_once(']')) {
        number = Some(inside.parse::<u16>().ok()?);
        padding = behind;
    }
    // PowerShell always puts a space before the colon; prose, YAML and times of day do not.
    let colon = padding
        .strip_prefix(BLANK)?
        .trim_start()
        .strip_prefix(':')?;
    if !colon.is_empty() && !colon.starts_with(BLANK) {
        return None;
    }
    let value_column = line.text.len() - colon.trim_start().len();
    let value_column = if colon.trim().is_empty() {
        line.text.len() - colon.len()
    } else {
        value_column
    };
    Some(KeyLine {
        key,
        is_element: number.is_some(),
        is_later_element: number.is_some_and(|number| number > 0),
        start: line.start + before.len(),
        indent: before.chars().filter(|c| *c != NO_COLUMN).count(),
        value: line.start + value_column,
        value_column,
    })
}

/// The value of one key: on its own line, on lines that the console broke off it, JSON over many lines, or a block of
/// keys that stand deeper.
fn field_value<'t>(
    text: &'t str,
    line: Line<'t>,
    this: &KeyLine<'t>,
    first: &KeyLine<'t>,
    depth: u32,
) -> Record<'t> {
    let own = text
        .get(this.value..line.start + line.text.len())
        .unwrap_or("");
    if own.trim() != "{}" && json::starts(text, this.value) {
        let parsed = json::parse(text, this.value, first.value_column.max(this.value_column));
        let last = parsed.node.end.saturating_sub(1).max(line.start);
        let end = line_at(text, last).map_or(text.len(), |rest| rest.end);
        return Record {
            node: parsed.node,
            end,
            breaks: parsed.breaks,
        };
    }
    if own.trim().is_empty()
        && let Some(node) = table::parse_below(text, line.end, first.indent)
    {
        return Record {
            end: node.end,
            node,
            breaks: Vec::new(),
        };
    }
    let is_block = |next: Line<'_>| key_line(next).is_some_and(|next| next.indent > this.indent);
    if own.trim().is_empty()
        && depth < MAX_DEPTH
        && line_at(text, line.end).is_some_and(is_block)
        && let Some(block) = record(text, line.end, depth + 1)
    {
        return block;
    }
    let mut value = Cow::Borrowed(own);
    let (mut end, mut last_byte) = (line.end, line.start + line.text.trim_end().len());
    let mut before = line;
    while let Some(next) = line_at(text, end).filter(|next| continues(before, *next, this, first)) {
        let indent = next.text.len() - next.text.trim_start_matches(' ').len();
        let left_out = indent.min(this.value_column);
        value
            .to_mut()
            .push_str(next.text.get(left_out..).unwrap_or(""));
        end = next.end;
        last_byte = next.start + next.text.trim_end().len();
        before = next;
    }
    // PowerShell prints tags as a table with a blank line below it.
    if own.trim().is_empty()
        && value.contains('=')
        && let Some(blank) = line_at(text, end).filter(|next| next.text.trim().is_empty())
    {
        end = blank.end;
    }
    let start = this.value.min(last_byte);
    Record {
        node: Node {
            start,
            end: last_byte,
            value: scalar_or_braces(value, start, last_byte),
        },
        end,
        breaks: Vec::new(),
    }
}

/// Whether `next` is more of the value above it: indented as deep as the value, or broken off a full line by a
/// terminal that does not indent.
fn continues(before: Line<'_>, next: Line<'_>, this: &KeyLine<'_>, first: &KeyLine<'_>) -> bool {
    const NARROWEST_CONSOLE: usize = 79;
    let indent = next.text.len() - next.text.trim_start_matches(' ').len();
    let indented = indent > first.indent && indent + 1 >= this.value_column;
    if !indented && before.text.len() < NARROWEST_CONSOLE {
        return false;
    }
    let trimmed = next.text.trim();
    (indented || !trimmed.contains(' '))
        && !trimmed.is_empty()
        && key_line(next).is_none_or(|key| key.indent != first.indent)
}

/// `{a, b...}` is how PowerShell prints a list; the dots mean that it cut the rest off (azure-semantics §4).
pub(super) fn scalar_or_braces(value: Cow<'_, str>, start: usize, end: usize) -> Value<'_> {
    let trimmed = value.trim();
    let Some(inside) = trimmed.strip_prefix('{') else {
        return if trimmed.is_empty() || trimmed.eq_ignore_ascii_case("null") {
            Value::Null
        } else {
            Value::Text(match value {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
            })
        };
    };
    let (inside, closed) = match inside.strip_suffix('}') {
        Some(inside) => (inside.trim(), true),
        None => (inside.trim(), false),
    };
    let without_dots = inside.trim_end_matches(one_of(".…"));
    let dots = inside.len() - without_dots.len();
    let cut = !closed || dots >= 3;
    let elements = if cut { without_dots } else { inside };
    let mut items = Vec::new();
    for item in elements.split(',') {
        let item = item.trim();
        let text = match value {
            Cow::Borrowed(value) => {
                let from = item.as_ptr().addr() - value.as_ptr().addr();
                Cow::Borrowed(value.get(from..from + item.len()).unwrap_or(""))
            }
            Cow::Owned(_) => Cow::Owned(item.to_owned()),
        };
        if !item.is_empty() {
            items.push(Node {
                start,
                end,
                value: Value::Text(text),
            });
        }
    }
    // Where the brace is missing, the column was too narrow and the last element is a part of one: `192.168.0.0/1` of
    // `192.168.0.0/16`.
    if let (
        false,
        Some(Node {
            value: Value::Text(last),
            ..
        }),
    ) = (closed, items.last_mut())
    {
        last.to_mut().push(CUT_OFF);
    }
    Value::List(List {
        items,
        cut: cut.then_some(end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str) -> (Object<'_>, usize) {
        let record = super::parse(text, 0).expect("a record");
        assert_eq!(record.breaks, []);
        (record.node.object().expect("an object").clone(), record.end)
    }

    fn list(object: &Object<'_>, key: &str) -> (Vec<String>, bool) {
        let list = object
            .member(key)
            .and_then(|member| member.node.list())
            .expect(key);
        let items = list.items.iter().filter_map(Node::text).map(str::to_owned);
        (items.collect(), list.cut.is_some())
    }

    #[test]
    fn old_scalars_and_new_braces() {
        let text = "Name : rdp\nEtag :\nPorts : {22, 3389}\nCut : {22, 80, 443, 8080...}\nCut7 : {22, 80…}\nNone : {}\n\nName : b";
        let (object, end) = record(text);
        assert_eq!(object.text("name"), Some("rdp"));
        assert_eq!(object.member("Etag").unwrap().node.value, Value::Null);
        assert_eq!(
            list(&object, "ports"),
            (vec!["22".into(), "3389".into()], false)
        );
        assert_eq!(list(&object, "cut").0.len(), 4);
        assert!(list(&object, "cut").1 && list(&object, "cut7").1);
        assert_eq!(list(&object, "none"), (vec![], false));
        assert_eq!(text.get(end..).unwrap(), "\nName : b");
    }

    #[test]
    fn a_value_broken_by_the_console_is_whole_again() {
        let text = "Name              : nsg1\nId                : /subscriptions/s/provider\n                    s/Microsoft.Network/x\nProvisioningState : Succeeded\n";
        let (object, _) = record(text);
        assert_eq!(
            object.text("id"),
            Some("/subscriptions/s/providers/Microsoft.Network/x")
        );
        assert_eq!(object.text("provisioningstate"), Some("Succeeded"));
    }

    #[test]
    fn json_inside_a_value_ends_where_it_ends() {
        let text = "Name          : nsg1\nSecurityRules : [\n                  {\n                    \"Name\": \"a\",\n                    \"Id\": \"/x/provi\n                  ders/y\"\n                  }\n                ]\nSubnets       : []\n";
        let (object, end) = record(text);
        let rules = object.member("SecurityRules").unwrap().node.list().unwrap();
        assert_eq!(
            rules.items[0].object().unwrap().text("id"),
            Some("/x/providers/y")
        );
        assert_eq!(list(&object, "subnets"), (vec![], false));
        assert_eq!(end, text.len());
    }

    #[test]
    fn a_repeated_key_starts_the_next_object() {
        let text = "Name : a\nAccess : Deny\nName : b\n";
        let (object, end) = record(text);
        assert_eq!(object.members.len(), 2);
        assert_eq!(text.get(end..).unwrap(), "Name : b\n");
    }

    #[test]
    fn a_deeper_block_is_an_object_and_numbered_keys_are_a_list() {
        let text = "VMAgent : \n  Statuses[0] : \n    Code : a\nStatuses[0] : \n  Code : b\nStatuses[1] : \n  Code : c\nName : x\n";
        let (object, end) = record(text);
        let codes = |object: &Object<'_>| {
            let member = object.member("Statuses").expect("statuses");
            let items = &member.node.list().expect("a list").items;
            let codes = items.iter().filter_map(Node::object);
            let codes = codes.filter_map(|status| status.text("code"));
            codes.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(codes(object.inner("vmAgent").expect("a block")), ["a"]);
        assert_eq!(codes(&object), ["b", "c"]);
        assert_eq!(object.text("name"), Some("x"));
        assert_eq!(end, text.len());
    }

    #[test]
    fn blocks_in_blocks_without_end_are_no_danger() {
        let mut text = String::new();
        for depth in 0..3000 {
            text.push_str(&" ".repeat(depth));
            text.push_str("a :\n");
        }
        assert!(parse(&text, 0).is_some());
    }

    #[test]
    fn prose_is_no_record() {
        for text in [
            "Note: this is prose",
            "at 10:30 : no",
            "PS C:\\> $rules.SecurityRules",
            ": x",
            "",
        ] {
            assert!(parse(text, 0).is_none(), "{text:?}");
        }
    }
}
