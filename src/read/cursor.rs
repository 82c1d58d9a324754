//! A place in a text that a console may have wrapped anywhere: what JSON is made of, character by character.

use super::plain_text::NO_COLUMN;
use std::borrow::Cow;

/// A place in a text.
pub struct Cursor<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// The byte it stands at.
    pub at: usize,
    /// How many spaces the console puts before the rest of a line that it broke.
    indent: usize,
}

impl<'t> Cursor<'t> {
    /// At byte `at`.
    pub fn new(text: &'t str, at: usize, indent: usize) -> Self {
        Cursor {
            text,
            bytes: text.as_bytes(),
            at,
            indent,
        }
    }

    /// How long the text is.
    pub fn end(&self) -> usize {
        self.bytes.len()
    }

    /// To the start of the next character.
    pub fn skip_character(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    /// From quote to quote; `None` when the text ends before. Borrows from the text unless there is something to leave
    /// out or to replace.
    pub fn string(&mut self) -> Option<Cow<'t, str>> {
        self.at += 1;
        let start = self.at;
        let mut owned: Option<String> = None;
        let mut copied = start;
        // Somebody took out what stood in an etag, and the backslashes with it: `"W/"…""`.
        let mut is_etag = false;
        loop {
            match self.peek() {
                None => return None,
                Some(b'"') if is_etag || self.text.get(start..self.at) == Some("W/") => {
                    is_etag = !is_etag;
                    self.at += 1;
                }
                Some(b'"') => {
                    let rest = self.text.get(copied..self.at).unwrap_or("");
                    self.at += 1;
                    return Some(match owned {
                        // What is left of wider quotes.
                        None => {
                            let rest = rest.trim_start_matches(NO_COLUMN);
                            Cow::Borrowed(rest.trim_end_matches(NO_COLUMN))
                        }
                        Some(mut text) => {
                            text.push_str(rest);
                            Cow::Owned(text)
                        }
                    });
                }
                Some(b'\\') => {
                    let text = owned.get_or_insert_default();
                    text.push_str(self.text.get(copied..self.at).unwrap_or(""));
                    self.at += 1;
                    let character = self.escape();
                    text.push(character);
                    copied = self.at;
                }
                Some(b'\r' | b'\n') => {
                    let text = owned.get_or_insert_default();
                    text.push_str(self.text.get(copied..self.at).unwrap_or(""));
                    self.skip_wrap();
                    // Ids and names hold no spaces, so any that follow are the console's.
                    while !text.contains(' ') && self.peek() == Some(b' ') {
                        self.at += 1;
                    }
                    copied = self.at;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// From one single quote to the next on the same line, as Bicep and Python write it.
    #[inline(never)]
    pub fn single_quoted(&mut self) -> Option<Cow<'t, str>> {
        let inside = self.text.get(self.at..)?.strip_prefix('\'')?;
        let (inside, _) = inside.split_once('\'')?;
        let is_on_one_line = !inside.contains('\n');
        is_on_one_line.then(|| {
            self.at += inside.len() + 2;
            Cow::Borrowed(inside)
        })
    }

    /// After a backslash. A console may have broken the line inside the escape.
    fn escape(&mut self) -> char {
        self.skip_wrap();
        let letter = self.peek();
        match letter {
            Some(b'u') => {
                self.at += 1;
                let unit = self.hex_unit();
                if !(0xd800..0xdc00).contains(&unit) {
                    return char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER);
                }
                let after_first = self.at;
                self.skip_wrap();
                if self
                    .text
                    .get(self.at..)
                    .is_some_and(|rest| rest.starts_with("\\u"))
                {
                    self.at += 2;
                    let low = self.hex_unit();
                    if (0xdc00..0xe000).contains(&low) {
                        let scalar = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        return char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER);
                    }
                }
                self.at = after_first;
                char::REPLACEMENT_CHARACTER
            }
            Some(other) if other.is_ascii() => {
                self.at += 1;
                match other {
                    b'n' => '\n',
                    b'r' => '\r',
                    b't' => '\t',
                    b'b' => '\u{8}',
                    b'f' => '\u{c}',
                    _ => char::from(other),
                }
            }
            _ => '\\',
        }
    }

    fn hex_unit(&mut self) -> u32 {
        let mut unit = 0;
        for _ in 0..4 {
            self.skip_wrap();
            match self.peek().and_then(|byte| char::from(byte).to_digit(16)) {
                Some(digit) => {
                    unit = unit * 16 + digit;
                    self.at += 1;
                }
                None => return 0xfffd,
            }
        }
        unit
    }

    /// Everything up to one of `ends`, without spaces at its end.
    pub fn word(&mut self, ends: &[u8]) -> Cow<'t, str> {
        let start = self.at;
        while self.peek().is_some_and(|byte| !ends.contains(&byte)) {
            self.at += 1;
        }
        let word = self.text.get(start..self.at).unwrap_or("").trim_end();
        Cow::Borrowed(word)
    }

    /// Over white space and comments.
    pub fn skip_space(&mut self) {
        loop {
            match self.peek() {
                Some(byte) if byte.is_ascii_whitespace() => self.at += 1,
                Some(b'/') if self.bytes.get(self.at + 1) == Some(&b'/') => {
                    while self.peek().is_some_and(|byte| byte != b'\n') {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    /// Over white space and commas.
    pub fn skip_separators(&mut self) {
        self.skip_space();
        while self.peek() == Some(b',') {
            self.at += 1;
            self.skip_space();
        }
    }

    /// A line break inside a word, and the console's own indentation after it.
    fn skip_wrap(&mut self) {
        while let Some(b'\r' | b'\n') = self.peek() {
            self.at += 1;
            if self.peek() == Some(b'\n') {
                self.at += 1;
            }
            let mut spaces = 0;
            while spaces < self.indent && self.peek() == Some(b' ') {
                self.at += 1;
                spaces += 1;
            }
        }
    }

    /// How many bytes of ellipsis stand here: PowerShell 5 prints `...`, PowerShell 7 and documents `…`.
    pub fn ellipsis(&self) -> usize {
        let rest = self.rest();
        if rest.starts_with("...") || rest.starts_with('…') {
            3
        } else {
            0
        }
    }

    /// What is left of the text.
    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The byte it stands at.
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}
