//! What is written in a rule's field, element by element, whether it is one word or a list.

use super::expression::is_expression;
use super::letters::{DIGIT, one_of};
use super::value::{Node, Value};
use crate::azure::route::CUT_OFF;
use crate::origin::Origin;

/// What stands under one or more keys.
#[derive(Default)]
pub struct Collected<'a> {
    /// The texts.
    pub texts: Vec<Written<'a>>,
    /// Whether a list of them breaks off.
    pub is_cut: bool,
    /// Whether a column was too narrow for it.
    pub is_narrow: bool,
    /// Where the first of them stands that holds anything.
    pub origin: Option<Origin>,
}

/// One element and where it stands.
pub struct Written<'a> {
    /// What it says.
    pub text: &'a str,
    /// Where.
    pub origin: Origin,
}

impl<'a> Collected<'a> {
    /// Adds what stands under one key.
    pub fn add(&mut self, input: u32, node: &'a Node<'_>, origin: Origin) {
        let before = self.texts.len();
        self.add_texts(input, node);
        self.is_cut |= node.list().is_some_and(|list| list.cut.is_some());
        if self.is_cut || self.is_narrow || self.texts.len() > before {
            self.origin.get_or_insert(origin);
        }
    }

    /// The non-empty texts of a scalar or a list; `10.0.0.0/8, 10.1.0.0/16` is two, as the portal writes it.
    fn add_texts(&mut self, input: u32, node: &'a Node<'_>) {
        match &node.value {
            Value::Text(text) if is_one_element(text) => self.add_text(input, node, text),
            Value::Text(text) => {
                let is_expression = is_expression(text);
                // Windows PowerShell's `ConvertTo-Json` joins a list that is too deep for it: `22 3389`.
                let is_number = |word: &str| word.starts_with(DIGIT);
                let separators = one_of(match text.split(' ').all(is_number) {
                    true => ", ",
                    false => ",",
                });
                let mut rest = Some(&**text);
                while let Some(from) = rest {
                    let (text, behind) = match from.split_once(separators) {
                        Some((text, behind)) if !is_expression => (text.trim(), Some(behind)),
                        _ => (from.trim(), None),
                    };
                    rest = behind;
                    // What was cut off in the middle is lost: `192.168.0.0/1…` is not `192.168.0.0/1`.
                    if text.ends_with(CUT_OFF) {
                        self.is_narrow = true;
                    } else if !text.is_empty() {
                        self.add_text(input, node, text);
                    }
                }
            }
            Value::List(list) => {
                for item in &list.items {
                    self.add_texts(input, item);
                }
            }
            // An admin rule writes its prefixes each with a type.
            Value::Object(object) => {
                if let Some(member) = object.member("addressPrefix") {
                    self.add_texts(input, &member.node);
                }
            }
            Value::Null => {}
        }
    }

    fn add_text(&mut self, input: u32, node: &Node<'_>, text: &'a str) {
        // A list of thousands is not held against itself: one that stands there twice does no harm.
        const MOST_IN_BOTH: usize = 64;
        // Effective rules print one value in both the singular and the plural field.
        let mut known = self.texts.iter().take(MOST_IN_BOTH);
        if !known.any(|known| known.text == text) {
            let origin = node.origin(input);
            self.texts.push(Written { text, origin });
        }
    }
}

/// Whether nothing in it parts elements, and nothing tells that it is more than it says: so are nearly all.
fn is_one_element(text: &str) -> bool {
    let is_of_one = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-'..=b':');
    !text.is_empty() && text.bytes().all(is_of_one)
}
