//! The elements of a rule's fields: addresses, ports and groups, as they are written.

use super::value::{Node, Value};
use crate::azure::{AddressTerm, PortTerm, ResourceId, ServiceTag};
use crate::net::{PortRange, Prefix};
use std::net::IpAddr;

/// One element of an address field.
pub fn address_term(text: &str) -> AddressTerm {
    if is_any(text) || EVERYBODY.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return AddressTerm::Any;
    }
    if let Some(prefix) = Prefix::parse(text) {
        return AddressTerm::Prefix(prefix);
    }
    // Who is in a network group of an admin rule stands elsewhere.
    if let Some(group) = ResourceId::new(text).segment("networkGroups") {
        return AddressTerm::Group(group.to_owned());
    }
    if let Some((first, last)) = text.split_once('-')
        && let (Ok(first), Ok(last)) = (
            first.trim().parse::<IpAddr>(),
            last.trim().parse::<IpAddr>(),
        )
        && first.is_ipv4() == last.is_ipv4()
        && first <= last
    {
        return AddressTerm::Range((first, last).into());
    }
    match ServiceTag::parse(text) {
        Some(tag) => AddressTerm::Tag(tag),
        None => AddressTerm::Unreadable(text.to_owned()),
    }
}

/// What people write for `*`.
const EVERYBODY: [&str; 3] = ["anywhere", "everywhere", "everyone"];

/// One element of a port field.
pub fn port_term(text: &str) -> PortTerm {
    if is_any(text) {
        return PortTerm::Any;
    }
    match PortRange::parse(text) {
        Some(range) => PortTerm::Range(range),
        None => PortTerm::Unreadable(text.to_owned()),
    }
}

fn is_any(text: &str) -> bool {
    text == "*" || text.eq_ignore_ascii_case("any") || text.eq_ignore_ascii_case("all")
}

/// Groups are objects with an id; a list view may show only their names or their .NET type.
pub fn group_name(item: &Node<'_>) -> String {
    let id = match &item.value {
        Value::Object(object) => match object.text("id") {
            None => return object.said("name").to_owned(),
            Some(id) => id,
        },
        _ => item.text().unwrap_or(""),
    };
    ResourceId::new(id).name().to_owned()
}
