//! What a member is called, with what tells at a glance that it is not the one that is looked for: of the many keys that each
//! rule is asked for it has few.

use std::borrow::Cow;
use std::ops::Deref;

/// A key as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Key<'t> {
    written: Cow<'t, str>,
    mark: u32,
}

/// In the mark of a key that is no answer: it has underscores, or is `properties`, behind which are others.
const IS_UNSURE: u32 = 1 << 31;

impl Key<'_> {
    /// Whether it may be the one with this mark. Most are not.
    #[inline]
    pub fn may_be(&self, mark: u32) -> bool {
        // The same, or unsure, in one step.
        (self.mark ^ mark).cast_signed() <= 0
    }

    /// Whether it is this one, in whatever letters, and with or without underscores.
    #[inline(never)]
    pub fn is(&self, key: &str) -> bool {
        let own = &*self.written;
        let joined = own.bytes().filter(|byte| *byte != b'_');
        let small = |byte: u8| byte.to_ascii_lowercase();
        match own.len() == key.len() {
            true => own == key || own.eq_ignore_ascii_case(key),
            false => joined.map(small).eq(key.bytes().map(small)),
        }
    }
}

/// How long a key is, and how it begins and ends.
#[inline]
pub fn mark(key: &str) -> u32 {
    let byte = |byte: Option<&u8>| u32::from(*byte.unwrap_or(&0));
    let bytes = key.as_bytes();
    // As small letters.
    (bytes.len() as u32 & 0x7fff) << 16 | byte(bytes.first()) << 8 | byte(bytes.last()) | 0x2020
}

impl<'t> From<Cow<'t, str>> for Key<'t> {
    #[inline(never)]
    fn from(written: Cow<'t, str>) -> Self {
        let mut mark = mark(&written);
        if written.contains('_') || written.eq_ignore_ascii_case("properties") {
            mark |= IS_UNSURE;
        }
        Key { written, mark }
    }
}

impl<'t> From<&'t str> for Key<'t> {
    #[inline(never)]
    fn from(written: &'t str) -> Self {
        Key::from(Cow::Borrowed(written))
    }
}

impl Deref for Key<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.written
    }
}

impl PartialEq<&str> for Key<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.written == *other
    }
}

impl PartialEq<str> for Key<'_> {
    fn eq(&self, other: &str) -> bool {
        self.written == *other
    }
}

#[cfg(test)]
mod tests {
    use crate::read::value::{Object, Value};

    /// Whether a key of an object is found as this one.
    fn is_found(own: &'static str, wanted: &str) -> bool {
        let mut object = Object::default();
        object.add("other", Value::Null, 0, 0);
        object.add(own, Value::Null, 0, 0);
        object.has(wanted)
    }

    #[test]
    fn letters_and_underscores_do_not_matter() {
        for own in [
            "sourcePortRange",
            "SourcePortRange",
            "source_port_range",
            "SOURCE_PORT_RANGE",
        ] {
            assert!(is_found(own, "sourcePortRange"), "{own}");
            assert!(!is_found(own, "sourcePortRanges"), "{own}");
            assert!(!is_found(own, "sourcePortRangf"), "{own}");
        }
        assert!(is_found("My_Own", "my_own") && is_found("properties", "Properties"));
        assert!(!is_found("sourcePartRange", "sourcePortRange"));
        assert!(!is_found("myOwn", "my_own") && !is_found("", "a") && !is_found("a", ""));
    }

    #[test]
    fn an_own_key_comes_before_one_of_the_properties() {
        let text = r#"{"properties": {"name": "b", "port_range": "2"}, "Name": "a", "properties": {"id": "c"}}"#;
        let node = crate::read::json::parse(text, 0, 0).node;
        let object = node.object().expect("an object");
        assert_eq!(object.text("name"), Some("a"));
        assert_eq!(object.text("portRange"), Some("2"));
        assert_eq!(object.text("id"), None);
        assert!(object.inner("properties").is_some());
    }
}
