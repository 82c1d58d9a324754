//! The common tree that every shape of text is read into, before anybody asks what it means.

use super::key::{Key, mark};
use super::rule::span;
use crate::origin::{Origin, Span};
use std::borrow::Cow;

/// A value and the bytes it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'t> {
    /// First byte in the input's text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What stands there.
    pub value: Value<'t>,
}

/// What stands somewhere.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'t> {
    /// `null`, or nothing at all.
    Null,
    /// Text: a JSON string, or anything that stands without quotes.
    Text(Cow<'t, str>),
    /// A list.
    List(List<'t>),
    /// An object, or one record of a list view.
    Object(Object<'t>),
}

/// The elements of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List<'t> {
    /// Those that could be read whole.
    pub items: Vec<Node<'t>>,
    /// Where elements are missing: the place of an ellipsis or of the break.
    pub cut: Option<usize>,
}

/// The members of an object, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Object<'t> {
    /// Those that could be read.
    pub members: Vec<Member<'t>>,
    /// Where members are missing: the place of the break.
    pub cut: Option<usize>,
}

/// One member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Member<'t> {
    /// The key as written.
    pub key: Key<'t>,
    /// First byte of the key.
    pub start: usize,
    /// The value.
    pub node: Node<'t>,
}

impl<'t> Node<'t> {
    /// Where it stands in this input.
    #[inline(never)]
    pub fn span(&self, input: u32) -> Span {
        span(input, self.start, self.end)
    }

    /// The same, as what is made of it says.
    #[inline(never)]
    pub fn origin(&self, input: u32) -> Origin {
        Origin::Pasted(self.span(input))
    }

    /// The object, if it is one.
    pub fn object(&self) -> Option<&Object<'t>> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn list(&self) -> Option<&List<'t>> {
        match &self.value {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    /// The text, if it is text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Member<'_> {
    /// Where it stands in this input, from its key on.
    #[inline(never)]
    pub fn span(&self, input: u32) -> Span {
        span(input, self.start, self.node.end)
    }

    /// The same, as what is made of it says.
    #[inline(never)]
    pub fn origin(&self, input: u32) -> Origin {
        Origin::Pasted(self.span(input))
    }
}

impl<'t> Object<'t> {
    /// Adds a member that stands for something between these bytes.
    #[inline(never)]
    pub fn add(&mut self, key: &str, value: Value<'t>, start: usize, end: usize) {
        self.members.push(Member {
            key: Key::from(Cow::Owned(key.to_owned())),
            start,
            node: Node { start, end, value },
        });
    }

    /// The same of text.
    #[inline(never)]
    pub fn add_text(&mut self, key: &str, text: &str, start: usize, end: usize) {
        let text = Value::Text(Cow::Owned(text.to_owned()));
        self.add(key, text, start, end);
    }

    /// The member called `key`, however it is capitalised: REST and az write `sourcePortRange`, PowerShell
    /// `SourcePortRange`, Python and Ansible `source_port_range`. REST keeps most of them one level down, in `properties`.
    pub fn member(&self, key: &str) -> Option<&Member<'t>> {
        let mark = mark(key);
        let at = self.members.iter().position(|it| it.key.may_be(mark))?;
        let members = self.members.get(at..)?;
        match members.first() {
            // A table's are written as they are asked for.
            Some(member) if member.key == *key => Some(member),
            _ => named(members, key, mark),
        }
    }

    /// The object that the member called `key` is, if it is one.
    pub fn inner(&self, key: &str) -> Option<&Object<'t>> {
        self.member(key)?.node.object()
    }

    /// Whether it has a member called `key`.
    pub fn has(&self, key: &str) -> bool {
        self.member(key).is_some()
    }

    /// The text of the member called `key`, without spaces at its ends, if it has any.
    pub fn text(&self, key: &str) -> Option<&str> {
        let text = self.member(key)?.node.text()?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// The same; nothing where it has none.
    pub fn said(&self, key: &str) -> &str {
        self.text(key).unwrap_or("")
    }

    /// Whether the text of the member called `key` is this word, in whatever letters.
    pub fn says(&self, key: &str, word: &str) -> bool {
        self.said(key).eq_ignore_ascii_case(word)
    }

    /// The text of the first of these members that has any.
    pub fn first_text(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.text(key))
    }

    /// Whether it has a member that is called one of these.
    pub fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(key))
    }
}

/// The first of these that is called so, or the first such in the `properties` among them.
#[inline(never)]
fn named<'a, 't>(members: &'a [Member<'t>], key: &str, mark: u32) -> Option<&'a Member<'t>> {
    let mut inner = None;
    for member in members.iter().filter(|it| it.key.may_be(mark)) {
        if member.key.is(key) {
            return Some(member);
        }
        if inner.is_none() && member.key.is("properties") {
            inner = member.node.object();
        }
    }
    let mut inner = inner?.members.iter();
    inner.find(|it| it.key.may_be(mark) && it.key.is(key))
}
