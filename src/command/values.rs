//! What the placeholders of a command stand for.

use crate::azure::StandIns;
use crate::net::{Prefix, ranges, text};

/// What is neither a name nor an address, or is in no link.
const PLAIN: [&str; 14] = [
    "access",
    "appliance-rg",
    "destination-ports",
    "direction",
    "loc",
    "next-hop",
    "order",
    "port",
    "priority",
    "protocol",
    "public-port",
    "resource-group",
    "rg",
    "source-ports",
];
/// What is an address, or a word in its place.
const ADDRESSES: [&str; 7] = [
    "client",
    "destinations",
    "ip",
    "next-hop-ip",
    "prefix",
    "remote-subnet",
    "sources",
];

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
        if PLAIN.contains(&name) {
            return false;
        }
        let is_name = self.stand_ins.names && !ADDRESSES.contains(&name);
        is_name || self.stand_ins.addresses && has_own_address(value)
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
        None => {
            let (first, _) = value.split_once('-').unwrap_or_default();
            let mut places = value.char_indices();
            Prefix::parse(first).is_some()
                || places.any(|(at, _)| value.get(at..).and_then(text::dotted).is_some())
        }
    }
}
