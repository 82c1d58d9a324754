//! What the placeholders of a command stand for.

use crate::azure::StandIns;
use crate::net::{Prefix, ranges, text};

/// Placeholders by name, as in the fix catalogue (`rg` for `<rg>`), each with its value, or with several where the place
/// takes a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    known: Vec<(&'static str, Vec<String>)>,
    stand_ins: StandIns,
}

impl Values {
    /// Says what a placeholder stands for. Spaces at the ends are left out; an empty value says nothing.
    pub fn set(&mut self, name: &'static str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.set_list(name, vec![value.to_owned()]);
        }
    }

    /// Says what a placeholder that takes a list stands for. With an empty list it stays a placeholder, and is asked for
    /// even where it could be left out; and so it does where a value stands for another, unless the real one was said.
    pub fn set_list(&mut self, name: &'static str, mut values: Vec<String>) {
        if values.iter().any(|value| self.is_stand_in(name, value)) {
            if self.has(name) {
                return;
            }
            values.clear();
        }
        self.forget(name);
        self.known.push((name, values));
    }

    /// What is said from here on is not what Azure has.
    pub fn say_stand_ins(&mut self, stand_ins: StandIns) {
        self.stand_ins = stand_ins;
    }

    fn is_stand_in(&self, name: &str, value: &str) -> bool {
        // What a new rule is called may be the name of one that is not called so here.
        self.stand_ins.names && (name == "rule" || is_number(value))
            || self.stand_ins.addresses && has_own_address(value)
    }

    /// Takes back what was said about a placeholder.
    pub fn forget(&mut self, name: &str) {
        self.known.retain(|(known, _)| *known != name);
    }

    /// What it stands for; empty where nobody knows.
    pub fn get(&self, name: &str) -> &[String] {
        self.entry(name).unwrap_or(&[])
    }

    /// Whether anything was said about it.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&[String]> {
        for (known, values) in &self.known {
            if *known == name {
                return Some(values);
            }
        }
        None
    }
}

/// Whether it is an address, or a name with one in it, that means nothing by itself.
fn has_own_address(value: &str) -> bool {
    match Prefix::parse(value) {
        Some(prefix) => !prefix.is_whole_family() && !ranges::SPECIAL.contains(&prefix.network()),
        None => !text::dotted_in(value).is_empty(),
    }
}

/// Whether it is the number of a name, with the kind before it: `nsg-1`.
fn is_number(value: &str) -> bool {
    let begins = |text: &str| text.bytes().next().is_some_and(|it| it.is_ascii_digit());
    let (_, number) = value.split_once('-').unwrap_or_default();
    begins(number) && !begins(value)
}
