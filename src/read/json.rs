//! JSON as people paste it: wrapped by a console in the middle of words, cut off, with an ellipsis where a
//! document left something out. A strict reader gives up at the first such place; this one keeps every
//! complete value and says where it stumbled.

use super::cursor::Cursor;
use super::key::Key;
use super::letters::SMALL;
use super::value::{List, Member, Node, Object, Value};
use std::borrow::Cow;

/// Deeper than any Azure output, and shallow enough for any stack.
pub(super) const MAX_DEPTH: u32 = 64;

/// What came out of one place.
pub struct Parsed<'t> {
    /// The value.
    pub node: Node<'t>,
    /// What was wrong on the way, in the order of the text.
    pub breaks: Vec<Break>,
}

/// A place where the text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The byte it stands at; the end of the text when that came too early.
    pub at: usize,
    /// What is wrong there.
    pub kind: BreakKind,
}

/// What is wrong with the JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// The text ends inside the value.
    Cut,
    /// Something stands where it cannot.
    Unexpected,
    /// Nested deeper than anything Azure prints.
    TooDeep,
}

/// Reads the value that starts at byte `at`. Lines after the first may begin with up to `indent` spaces that
/// the console put there: they are left out where a line was broken inside a word or a string.
pub fn parse(text: &str, at: usize, indent: usize) -> Parsed<'_> {
    let mut parser = Parser::new(text, at, indent);
    let node = parser.value(0).unwrap_or(Node {
        start: at,
        end: parser.cursor.at,
        value: Value::Null,
    });
    Parsed {
        node,
        breaks: parser.breaks,
    }
}

/// Reads members that stand without their opening brace, as in a text that was cut at its beginning: from byte
/// `at` to the closing brace or the end.
pub fn parse_members(text: &str, at: usize) -> Parsed<'_> {
    let mut parser = Parser::new(text, at, 0);
    let mut object = parser.members(0);
    object.cut = Some(at);
    Parsed {
        node: Node {
            start: at,
            end: parser.cursor.at,
            value: Value::Object(object),
        },
        breaks: parser.breaks,
    }
}

/// Whether an object or a list of JSON starts at byte `at`: a brace or bracket followed by what may follow it.
pub fn starts(text: &str, at: usize) -> bool {
    let mut following = Cursor::new(text, at, 0);
    let opening = following.peek();
    following.at += 1;
    following.skip_space();
    match (opening, following.peek()) {
        // `@{'Name' = 'x'}` is none.
        (Some(b'{'), Some(b'\'')) => {
            let is_key = following.single_quoted().is_some();
            following.skip_space();
            is_key && following.peek() == Some(b':')
        }
        // A rule in Bicep.
        (Some(b'{'), Some(b'n')) => {
            (text.get(following.at..)).is_some_and(|rest| rest.starts_with("name: '"))
        }
        (Some(b'{'), Some(next)) => matches!(next, b'"' | b'}'),
        (Some(b'['), Some(next)) => {
            matches!(next, b'{' | b'"' | b'[' | b']') || following.ellipsis() > 0
        }
        _ => false,
    }
}

struct Parser<'t> {
    cursor: Cursor<'t>,
    breaks: Vec<Break>,
    /// Set once the text has ended inside a value, or nesting went too deep: nothing more can be read.
    stopped: bool,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, at: usize, indent: usize) -> Self {
        Parser {
            cursor: Cursor::new(text, at, indent),
            breaks: Vec::new(),
            stopped: false,
        }
    }

    /// `None` when no value stands here, or it was cut off and nothing of it can be kept.
    fn value(&mut self, depth: u32) -> Option<Node<'t>> {
        self.cursor.skip_space();
        let start = self.cursor.at;
        let value = match self.cursor.peek() {
            None => {
                self.stop(BreakKind::Cut);
                return None;
            }
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                self.stop(BreakKind::TooDeep);
                return None;
            }
            Some(b'{') => {
                self.cursor.at += 1;
                Value::Object(self.members(depth))
            }
            Some(b'[') => {
                self.cursor.at += 1;
                let mut list = List::default();
                list.cut = self.until(b']', &mut |parser| {
                    let node = parser.value(depth + 1)?;
                    let is_whole = match &node.value {
                        Value::Object(object) => object.cut.is_none(),
                        // `[...]` and `"..."` stand for other elements.
                        Value::List(list) => !list.items.is_empty() || list.cut.is_none(),
                        Value::Text(text) => !matches!(&**text, "..." | "…"),
                        Value::Null => true,
                    };
                    list.items.push(node);
                    is_whole.then_some(())
                });
                self.change(&mut list);
                Value::List(list)
            }
            Some(b'"') => Value::Text(self.string()?),
            Some(b'\'') if let Some(text) = self.cursor.single_quoted() => Value::Text(text),
            Some(_) => self.bare()?,
        };
        Some(Node {
            start,
            end: self.cursor.at,
            value,
        })
    }

    /// What a program does to the list behind its bracket: it adds others, `[…].concat(more)`, `[…] + more`, or picks from it.
    fn change(&mut self, list: &mut List<'t>) {
        let rest = self.cursor.rest();
        let next = rest.trim_start();
        let call = next.strip_prefix('.').filter(|it| it.starts_with(SMALL));
        if call.is_none() && !rest.trim_start_matches(' ').starts_with("+ ") {
            return;
        }
        list.cut = Some(self.cursor.at);
        if call.is_some_and(|it| !it.starts_with("concat(")) {
            list.items.clear();
        }
        // Brackets and all.
        const LONGEST: usize = 10_000;
        let mut open = 0;
        for (at, byte) in next.bytes().enumerate().take(LONGEST) {
            match byte {
                b'(' | b'[' | b'{' => open += 1,
                b',' | b'\n' | b')' | b']' | b'}' if open == 0 => {
                    self.cursor.at += rest.len() - next.len() + at;
                    return;
                }
                b')' | b']' | b'}' => open -= 1,
                _ => {}
            }
        }
    }

    /// After `{`, up to and with `}`.
    fn members(&mut self, depth: u32) -> Object<'t> {
        let mut object = Object::default();
        object.cut = self.until(b'}', &mut |parser| {
            let member = parser.member(depth)?;
            object.members.push(member);
            Some(())
        });
        object
    }

    /// Reads one by one what stands up to and with `closing`. `one` gives `None` for what could not be read whole. Says
    /// where something is missing.
    fn until(
        &mut self,
        closing: u8,
        one: &mut dyn FnMut(&mut Self) -> Option<()>,
    ) -> Option<usize> {
        let mut cut = None;
        loop {
            self.cursor.skip_separators();
            let start = self.cursor.at;
            match self.cursor.peek() {
                None => {
                    self.stop(BreakKind::Cut);
                    return Some(start);
                }
                Some(byte) if byte == closing => {
                    self.cursor.at += 1;
                    return cut;
                }
                // What is around this ends here, so its own bracket is missing.
                Some(b'}' | b']') => {
                    self.note(BreakKind::Unexpected);
                    return Some(start);
                }
                Some(_) if self.cursor.ellipsis() > 0 => {
                    cut.get_or_insert(start);
                    self.cursor.at += self.cursor.ellipsis();
                }
                Some(_) => {
                    if one(self).is_none() {
                        cut.get_or_insert(start);
                    }
                }
            }
            if self.stopped {
                return cut.or(Some(start));
            }
        }
    }

    fn member(&mut self, depth: u32) -> Option<Member<'t>> {
        let start = self.cursor.at;
        let is_quoted = matches!(self.cursor.peek(), Some(b'"' | b'\''));
        let key = match self.cursor.peek() {
            Some(b'"') => self.string()?,
            Some(b'\'') if let Some(key) = self.cursor.single_quoted() => key,
            _ => self.cursor.word(b":,{}[]\"\n"),
        };
        self.cursor.skip_space();
        if self.cursor.peek() != Some(b':') {
            self.note(BreakKind::Unexpected);
            self.skip_line_or_close();
            return None;
        }
        self.cursor.at += 1;
        self.cursor.skip_space();
        let is_bare = !is_quoted
            && self
                .cursor
                .peek()
                .is_some_and(|byte| byte.is_ascii_lowercase());
        let mut node = self.value(depth + 1)?;
        if is_bare
            && let Value::Text(text) = &mut node.value
            && !matches!(&**text, "true" | "false")
        {
            // A name in Bicep, which stands for something else.
            *text = Cow::Owned(["[", text, "]"].concat());
        }
        let key = Key::from(key);
        Some(Member { key, start, node })
    }

    fn string(&mut self) -> Option<Cow<'t, str>> {
        let string = self.cursor.string();
        if string.is_none() {
            self.stop(BreakKind::Cut);
        }
        string
    }

    /// A number, `true`, `null`, or anything else without quotes, however nonsensical: what it means is for the
    /// reader of the field to say.
    fn bare(&mut self) -> Option<Value<'t>> {
        let mut word = self.cursor.word(b",{}[]\"\n");
        // In correct JSON a comma or a bracket follows. A letter or a digit means that the console broke the
        // line inside the word.
        loop {
            let end = self.cursor.at;
            self.cursor.skip_space();
            let continues = self
                .cursor
                .peek()
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
                && !word.is_empty()
                && word.len() < 40;
            if !continues || self.cursor.ellipsis() > 0 {
                self.cursor.at = end;
                break;
            }
            let rest = self.cursor.word(b",{}[]\"\n:");
            if self.cursor.peek() == Some(b':') {
                self.cursor.at = end;
                break;
            }
            word.to_mut().push_str(&rest);
        }
        if word.is_empty() {
            self.note(BreakKind::Unexpected);
            self.cursor.skip_character();
            return None;
        }
        // Python's word for it is None.
        Some(if word.eq_ignore_ascii_case("null") || word == "None" {
            Value::Null
        } else {
            Value::Text(word)
        })
    }

    /// To the next line, or to a closing brace before it.
    fn skip_line_or_close(&mut self) {
        while self
            .cursor
            .peek()
            .is_some_and(|byte| !matches!(byte, b'\n' | b'}' | b']'))
        {
            self.cursor.at += 1;
        }
    }

    fn note(&mut self, kind: BreakKind) {
        self.breaks.push(Break {
            at: self.cursor.at,
            kind,
        });
    }

    fn stop(&mut self, kind: BreakKind) {
        if !self.stopped {
            self.note(kind);
        }
        self.stopped = true;
        self.cursor.at = self.cursor.at.max(match kind {
            BreakKind::TooDeep => self.cursor.end(),
            BreakKind::Cut | BreakKind::Unexpected => self.cursor.at,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(node: &Node<'_>) -> Vec<String> {
        match &node.value {
            Value::Null => vec!["null".to_owned()],
            Value::Text(text) => vec![text.to_string()],
            Value::List(list) => list.items.iter().flat_map(texts).collect(),
            Value::Object(object) => object
                .members
                .iter()
                .flat_map(|member| {
                    let mut all = vec![format!("{}:", &*member.key)];
                    all.extend(texts(&member.node));
                    all
                })
                .collect(),
        }
    }

    fn read(text: &str) -> (Vec<String>, Vec<Break>) {
        let parsed = parse(text, 0, 30);
        (texts(&parsed.node), parsed.breaks)
    }

    #[test]
    fn a_console_may_break_lines_anywhere() {
        let text =
            "{\"Na\n    me\": \"a\\u30\n    42b\", \"Priority\": 65\n    001, \"X\": nul\n    l}";
        let (texts, breaks) = read(text);
        assert_eq!(texts, ["Name:", "aあb", "Priority:", "65001", "X:", "null"]);
        assert_eq!(breaks, []);
    }

    #[test]
    fn only_the_consoles_own_indentation_is_left_out() {
        let parsed = parse("[\"a text of \r\n   words\"]", 0, 2);
        assert_eq!(texts(&parsed.node), ["a text of  words"]);
    }

    #[test]
    fn what_stands_before_the_break_is_kept() {
        let (texts, breaks) =
            read(r#"{"rules": [{"name": "a"}, {"name": "b"}, {"name": "c", "acc"#);
        assert_eq!(texts, ["rules:", "name:", "a", "name:", "b", "name:", "c"]);
        assert_eq!(breaks.len(), 1);
        assert_eq!(breaks[0].kind, BreakKind::Cut);
    }

    #[test]
    fn a_missing_brace_loses_one_object_and_not_the_list() {
        let parsed = parse(
            r#"{"rules": [{"name": "a"}, {"name": "b" ], "etag": "x"}"#,
            0,
            0,
        );
        let object = parsed.node.object().unwrap();
        let rules = object.member("rules").unwrap().node.list().unwrap();
        assert_eq!(rules.items.len(), 2);
        assert!(rules.cut.is_some());
        assert_eq!(object.text("etag"), Some("x"));
        assert_eq!(
            parsed.breaks,
            [Break {
                at: 39,
                kind: BreakKind::Unexpected
            }]
        );
    }

    #[test]
    fn an_ellipsis_means_that_something_is_missing() {
        for text in ["[{}, …]", "[\n{},...\n]", "[...]", "[… ]"] {
            let parsed = parse(text, 0, 0);
            assert!(parsed.node.list().unwrap().cut.is_some(), "{text}");
            assert_eq!(parsed.breaks, [], "{text}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "[".repeat(100_000);
        let parsed = parse(&deep, 0, 0);
        assert_eq!(parsed.breaks[0].kind, BreakKind::TooDeep);
    }

    #[test]
    fn every_prefix_of_a_text_can_be_read() {
        let text = r#"[{"a": "b\u00e9\\", "c": [1, true, null, "日本"], "d": {"e": -1.5e3}}, nonsense, {]}]"#;
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let prefix = text.get(..end).unwrap();
            parse(prefix, 0, 0);
            parse_members(prefix, 0);
        }
    }
}
