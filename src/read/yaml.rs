//! YAML as `az … --output yaml` prints it, into the same tree as JSON: keys and dashes one below the other, plain and
//! quoted words, long ones folded over several lines; and with the comments of those who write it. What else YAML can do,
//! Azure does not print.

use super::cursor::Cursor;
use super::json::{self, MAX_DEPTH};
use super::key::Key;
use super::letters::{BLANK, ENGLISH};
use super::list_view::line_at;
use super::value::{List, Member, Node, Object, Value};
use std::borrow::Cow;

/// Reads the list or object whose first line starts at byte `at`, and gives the byte behind its last line. `None` when
/// that line is neither `key:` nor `- `.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    let mut reader = Reader { text, at };
    let column = reader.column()?;
    if !reader.is_item() && reader.key().is_none() {
        return None;
    }
    let mut node = reader.block(column, 0);
    let end = reader.at;
    if reader.next_column().is_some_and(|next| next < column) {
        // It began inside of what stands further left: something was cut off before it.
        match &mut node.value {
            Value::Object(object) => object.cut = Some(at),
            Value::List(list) => list.cut = Some(at),
            Value::Null | Value::Text(_) => {}
        }
    }
    if text
        .get(end..)
        .is_none_or(|rest| rest.trim_start().is_empty())
    {
        cut_off(&mut node, end);
    }
    Some((node, end))
}

/// az sorts the keys, so a list of rules or routes is never the last thing of a whole NSG or route table.
fn cut_off(last: &mut Node<'_>, at: usize) {
    match &mut last.value {
        Value::Object(object) => {
            let Some(member) = object.members.last_mut() else {
                return;
            };
            let is = |key: &str| member.key.eq_ignore_ascii_case(key);
            if (is("securityRules") || is("routes") || is("effectiveSecurityRules"))
                && let Value::List(list) = &mut member.node.value
            {
                list.cut = Some(at);
            } else {
                cut_off(&mut member.node, at);
            }
        }
        Value::List(list) => {
            if let Some(item) = list.items.last_mut() {
                cut_off(item, at);
            }
        }
        Value::Null | Value::Text(_) => {}
    }
}

struct Reader<'t> {
    text: &'t str,
    /// In front of a line, or of what stands in it.
    at: usize,
}

impl<'t> Reader<'t> {
    /// What is left of the line.
    fn rest(&self) -> &'t str {
        line_at(self.text, self.at).map_or("", |line| line.text)
    }

    /// Over the blanks that a line begins with, and how many they are. `None` at its end.
    fn column(&mut self) -> Option<usize> {
        let rest = self.rest();
        let inside = rest.trim_start();
        self.at += rest.len() - inside.len();
        (!inside.is_empty() && !inside.starts_with('#')).then_some(rest.len() - inside.len())
    }

    /// The column of the next line, if it has something in it; without going there.
    fn next_column(&self) -> Option<usize> {
        Reader { ..*self }.column()
    }

    fn skip_line(&mut self) {
        self.at = line_at(self.text, self.at).map_or(self.text.len(), |line| line.end);
        // Of a comment between others. One at the edge may be a heading behind it all.
        let is_comment = |rest: &str| rest.starts_with(' ') && rest.trim_start().starts_with('#');
        while is_comment(self.rest()) {
            self.at = line_at(self.text, self.at).map_or(self.text.len(), |line| line.end);
        }
    }

    fn is_item(&self) -> bool {
        let behind = self.rest().strip_prefix('-');
        behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(BLANK))
    }

    /// The key that stands here.
    fn key(&self) -> Option<&'t str> {
        let rest = self.rest();
        let key = rest.get(..rest.find(':')?)?;
        let behind = rest.get(key.len() + 1..)?;
        let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        (key.starts_with(ENGLISH)
            && key.trim_end().chars().all(is_key)
            && key.len() == key.trim_end_matches(' ').len()
            && (behind.is_empty() || behind.starts_with(BLANK)))
        .then_some(key)
    }

    /// A list or an object whose lines start in this column; it stands in front of the first.
    fn block(&mut self, column: usize, depth: u32) -> Node<'t> {
        let start = self.at;
        let mut end = start;
        let mut list = List::default();
        let mut object = Object::default();
        let is_list = self.is_item();
        loop {
            let here = self.at;
            let key = self.key();
            if is_list {
                self.at += 1;
            } else {
                self.at += key.map_or(0, |key| key.len() + 1);
            }
            let blanks = self.column();
            let node = match blanks {
                _ if depth > MAX_DEPTH => {
                    self.skip_line();
                    self.nothing()
                }
                // `- key: value` and what follows it one below the other.
                Some(blanks) if is_list && (self.is_item() || self.key().is_some()) => {
                    self.block(column + 1 + blanks, depth + 1)
                }
                Some(_) => self.scalar(column),
                None => {
                    let nothing = self.nothing();
                    self.skip_line();
                    self.below(column, is_list, depth).unwrap_or(nothing)
                }
            };
            end = node.end.max(end);
            match key {
                _ if is_list => list.items.push(node),
                Some(key) => object.members.push(Member {
                    key: Key::from(key.trim_end()),
                    start: here,
                    node,
                }),
                None => {}
            }
            if self.next_column() != Some(column) {
                break;
            }
            let line = self.at;
            self.column();
            if self.is_item() != is_list || (!is_list && self.key().is_none()) {
                self.at = line;
                break;
            }
        }
        let value = match is_list {
            true => Value::List(list),
            false => Value::Object(object),
        };
        Node { start, end, value }
    }

    /// The list or object of the lines below a key or a dash: deeper, or as deep for the list of a key.
    fn below(&mut self, column: usize, in_list: bool, depth: u32) -> Option<Node<'t>> {
        let line = self.at;
        self.next_column()?;
        let deeper = self.column()?;
        let is_block = self.is_item() || self.key().is_some();
        if is_block && (deeper > column || (deeper == column && !in_list && self.is_item())) {
            return Some(self.block(deeper, depth + 1));
        }
        if deeper > column {
            return Some(self.scalar(column));
        }
        self.at = line;
        None
    }

    fn nothing(&self) -> Node<'t> {
        Node {
            start: self.at,
            end: self.at,
            value: Value::Null,
        }
    }

    /// A word, or several over lines that stand deeper than `column`.
    fn scalar(&mut self, column: usize) -> Node<'t> {
        let start = self.at;
        let first = self.rest();
        let value = match first.as_bytes().first() {
            Some(b'"') => {
                let mut cursor = Cursor::new(self.text, start, 0);
                let text = cursor.string();
                self.at = cursor.at;
                text.map(Value::Text)
            }
            Some(b'\'') => self.quoted().map(Value::Text),
            Some(b'[' | b'{') => {
                let parsed = json::parse(self.text, start, 0);
                self.at = parsed.node.end;
                Some(parsed.node.value)
            }
            _ => None,
        };
        if let Some(value) = value {
            let end = self.at;
            self.skip_line();
            return Node { start, end, value };
        }
        let uncommented = first.split(" #").next().unwrap_or("");
        let mut text = Cow::Borrowed(uncommented.trim_end());
        let mut end = start + text.len();
        self.at = start;
        self.skip_line();
        loop {
            let mut next = Reader { ..*self };
            // What goes on has no key; one that stands deeper was its sister before something was cut off.
            let deeper = next.column().filter(|deeper| *deeper > column);
            let Some(deeper) = deeper.filter(|_| next.key().is_none()) else {
                break;
            };
            let line = self.rest().trim_end();
            end = self.at + line.len();
            let text = text.to_mut();
            text.push(' ');
            text.push_str(line.get(deeper..).unwrap_or(""));
            self.skip_line();
        }
        let value = match &*text {
            "null" | "~" => Value::Null,
            _ => Value::Text(text),
        };
        Node { start, end, value }
    }

    /// What stands between single quotes; one inside is written twice.
    fn quoted(&mut self) -> Option<Cow<'t, str>> {
        let mut inside = String::new();
        let mut at = self.at + 1;
        loop {
            let rest = self.text.get(at..)?;
            let length = rest.find('\'')?;
            for (number, line) in rest.get(..length)?.split('\n').enumerate() {
                if number > 0 {
                    inside.push(' ');
                    inside.push_str(line.trim_start());
                } else {
                    inside.push_str(line);
                }
            }
            at += length + 1;
            if !self.text.get(at..)?.starts_with('\'') {
                self.at = at;
                return Some(Cow::Owned(inside));
            }
            inside.push('\'');
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_stand_as_deep_as_their_key_or_deeper() {
        let text = "rules:\n- name: a\n  ports:\n  - '22'\n  - 3389-3390\n  note: null\n- name: 'b'' s'\n  tags: {}\nend:\n    x: \"q\\u0041\"\n    long: one\n      two\n\nnext: 1\n";
        let (node, end) = parse(text, 0).expect("yaml");
        let object = node.object().expect("an object");
        let rules = object
            .member("rules")
            .expect("rules")
            .node
            .list()
            .expect("a list");
        let first = rules.items[0].object().expect("a rule");
        let ports = first
            .member("ports")
            .expect("ports")
            .node
            .list()
            .expect("a list");
        let ports: Vec<_> = ports.items.iter().filter_map(Node::text).collect();
        assert_eq!(ports, ["22", "3389-3390"]);
        assert_eq!(first.member("note").expect("note").node.value, Value::Null);
        let second = rules.items[1].object().expect("a rule");
        assert_eq!(second.text("name"), Some("b' s"));
        let last = object.inner("end").expect("an object");
        assert_eq!(
            (last.text("x"), last.text("long")),
            (Some("qA"), Some("one two"))
        );
        assert_eq!(text.get(end..), Some("\nnext: 1\n"));
        let place = &rules.items[1];
        assert_eq!(
            text.get(place.start..place.end),
            Some("name: 'b'' s'\n  tags: {}")
        );
    }

    #[test]
    fn the_deepest_and_the_strangest_end() {
        for text in [
            "- ".repeat(5000),
            "a:\n".repeat(500),
            "- a: '\n".to_owned(),
            "a: [\nb".to_owned(),
        ] {
            assert!(parse(&text, 0).is_some(), "{text:.20}");
        }
        let mut deep = String::new();
        for depth in 0..3000 {
            deep.push_str(&" ".repeat(depth));
            deep.push_str("a:\n");
        }
        assert!(parse(&deep, 0).is_some());
        for text in ["prose", "a:b", "Name : x", "http://x", ""] {
            assert!(parse(text, 0).is_none(), "{text}");
        }
    }
}
