//! What PowerShell's `Format-Custom` prints: each object as `class PSSecurityRule`, and between braces a line
//! `Key = value` for each property, lists between brackets.

use super::json::{self, MAX_DEPTH};
use super::key::Key;
use super::list_view::{Line, line_at, scalar_or_braces};
use super::value::{List, Member, Node, Object, Value};
use std::borrow::Cow;

/// Reads the object that begins with the line at byte `at`. Also gives the byte behind.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    let line = line_at(text, at)?;
    if !is_class(line.text.trim()) {
        return None;
    }
    let mut reader = Reader { text, at };
    let node = reader.block(0)?;
    Some((node, reader.at))
}

fn is_class(line: &str) -> bool {
    line.starts_with("class ")
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    /// The next line that is not empty, and its first byte that is not blank.
    fn peek(&self) -> Option<(Line<'t>, &'t str, usize)> {
        let mut line = line_at(self.text, self.at)?;
        while line.text.trim().is_empty() {
            line = line_at(self.text, line.end)?;
        }
        let blanks = line.text.len() - line.text.trim_start().len();
        Some((line, line.text.trim(), line.start + blanks))
    }

    /// The object or list that begins in the next line.
    fn block(&mut self, depth: u32) -> Option<Node<'t>> {
        let before = self.at;
        let (line, said, start) = self.peek()?;
        let mut opening = said;
        self.at = line.end;
        if is_class(said)
            && let Some((line, said, _)) = self.peek()
        {
            (opening, self.at) = (said, line.end);
        }
        let value = match opening {
            "{" if depth < MAX_DEPTH => Value::Object(self.object(depth)),
            "[" if depth < MAX_DEPTH => Value::List(self.list(depth)),
            _ => {
                self.at = before;
                return None;
            }
        };
        let end = self.text.get(..self.at).unwrap_or("").trim_end().len();
        Some(Node { start, end, value })
    }

    fn object(&mut self, depth: u32) -> Object<'t> {
        let mut object = Object::default();
        while let Some((line, said, start)) = self.peek() {
            self.at = line.end;
            if said == "}" {
                return object;
            }
            let Some(mut key) = key_of(said) else {
                object.cut = Some(start);
                continue;
            };
            let is_known = object.has(key);
            let node = self.value(line, start + key.len() + 2, depth);
            // `SecurityRulesText` holds as JSON, and whole, what `SecurityRules` shows as far as the depth goes.
            if let (Some(list), true) = (key.strip_suffix("Text"), node.list().is_some()) {
                object.members.retain(|member| member.key != list);
                key = list;
            } else if is_known {
                // A description may hold anything.
                object.cut = Some(start);
            }
            let key = Key::from(key);
            object.members.push(Member { key, start, node });
        }
        object.cut = Some(self.at);
        object
    }

    /// The value that stands at byte `at` of a line, or below it.
    fn value(&mut self, line: Line<'t>, at: usize, depth: u32) -> Node<'t> {
        let own = self
            .text
            .get(at..line.start + line.text.len())
            .unwrap_or("");
        let start = at + (own.len() - own.trim_start().len());
        if own.trim().is_empty()
            && let Some(node) = self.block(depth + 1)
        {
            return node;
        }
        if json::starts(self.text, start) && own.trim() != "{}" {
            let indent = line.text.len() - line.text.trim_start().len();
            let node = json::parse(self.text, start, indent).node;
            self.at = line_at(self.text, node.end).map_or(node.end, |rest| rest.end);
            return node;
        }
        let mut value = Cow::Borrowed(own.trim());
        let mut end = line.start + line.text.trim_end().len();
        // The console broke a long one.
        while let Some(next) = line_at(self.text, self.at) {
            let said = next.text.trim();
            let is_other = matches!(said, "" | "}" | "]" | "{" | "[") || is_class(said);
            if is_other || key_of(said).is_some() {
                break;
            }
            *value.to_mut() += said;
            end = next.start + next.text.trim_end().len();
            self.at = next.end;
        }
        let start = start.min(end);
        let value = scalar_or_braces(value, start, end);
        Node { start, end, value }
    }

    fn list(&mut self, depth: u32) -> List<'t> {
        let mut list = List::default();
        while let Some((line, said, start)) = self.peek() {
            if said == "]" {
                self.at = line.end;
                return list;
            }
            if let Some(node) = self.block(depth + 1) {
                list.items.push(node);
                continue;
            }
            self.at = line.end;
            if matches!(said, "..." | "…") {
                list.cut = Some(start);
                continue;
            }
            list.items.push(Node {
                start,
                end: start + said.len(),
                value: Value::Text(Cow::Borrowed(said)),
            });
        }
        list.cut = Some(self.at);
        list
    }
}

/// The key of a line `Key = value`.
fn key_of(line: &str) -> Option<&str> {
    let (key, behind) = line.split_once(" =")?;
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_key && (behind.is_empty() || behind.starts_with(' '))).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_prefix_can_be_read_and_depth_is_bounded() {
        let text = "class A\n{\n  B = \n    [\n      class C\n      {\n        D = {x, y...}\n        E = 日\n        本\n      }\n      ...\n    ]\n    \n  FText = [\n    {\"a\": \"b\"}\n  ]\n}\nbehind";
        let (node, end) = parse(text, 0).expect("an object");
        assert_eq!(text.get(end..), Some("behind"));
        let object = node.object().expect("an object");
        let list = object.member("B").and_then(|member| member.node.list());
        let list = list.expect("a list");
        assert!(list.cut.is_some() && object.cut.is_none());
        let inner = list.items.first().and_then(Node::object).expect("C");
        assert_eq!(inner.text("E"), Some("日本"));
        assert!(object.has("F"));
        for end in 0..text.len() {
            if let Some((node, _)) = text.get(..end).and_then(|prefix| parse(prefix, 0)) {
                let is_whole = node.object().is_some_and(|object| object.cut.is_none());
                assert_eq!(is_whole, end >= text.len() - "\nbehind".len(), "{end}");
            }
        }
        parse(&"class A\n{\nB =\n".repeat(100_000), 0);
        parse(&["class A\n", &"[\n".repeat(100_000)].concat(), 0);
    }
}
