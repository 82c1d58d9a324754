//! What the columns of a table are called and what stands in them: one set of names for all that Azure's tools of ten
//! years print, each as the rule or route names it in JSON.

use super::japanese::in_english;
use super::key::Key;
use super::letters::{DIGIT, SMALL, is_ascii, is_of_a_word, one_of};
use super::list_view::scalar_or_braces;
use super::value::{List, Member, Node, Object, Value};
use crate::azure::ServiceTag;
use crate::azure::route::CUT_OFF;
use crate::net::text::{half_width, is_full_width};
use std::borrow::Cow;
use std::net::IpAddr;

/// One cell and the bytes it stands in.
#[derive(Clone)]
pub struct Cell<'t> {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// What stands there, without what it may be quoted in.
    pub text: Cow<'t, str>,
}

impl<'t> Cell<'t> {
    /// This text, which begins at that byte.
    pub fn new(start: usize, text: &'t str) -> Self {
        Cell {
            start,
            end: start + text.len(),
            text: Cow::Borrowed(text),
        }
    }
}

/// The heading by which a table of rules is known: one that does not say in which order they count says nothing.
pub const OF_RULES: &str = "priority";
/// The heading by which a table of routes is known.
pub const OF_ROUTES: &str = "nextHopType";

/// The key of each column. A table of rules calls the columns as it likes, so they count as those of a rule only
/// beside a priority: the `Source` of a route is another thing.
pub fn keys(headings: &[Cell<'_>]) -> Vec<Key<'static>> {
    let mut keys = Vec::new();
    for heading in headings {
        keys.push(Key::from(key(&heading.text)));
    }
    let has = |name: &str| keys.iter().any(|key| key == name);
    let (is_of_rules, has_type) = (has(OF_RULES), has("type"));
    for key in &mut keys {
        let known = match &**key {
            "action" if is_of_rules && !has_type => Some("access"),
            "allowdeny" | "allowordeny" if is_of_rules => Some("access"),
            "nexthoptypeipaddress" => Some("nextHopIpAddress"),
            "userdefinedroutename" => Some("name"),
            other if is_of_rules => rule_key(other),
            _ => None,
        };
        if let Some(known) = known {
            *key = Key::from(known);
        }
    }
    keys
}

/// The key that a list view writes in words: `Source IP`.
pub fn key_of_words(words: &str) -> Cow<'static, str> {
    let key = key(words);
    rule_key(&key).map_or(key, Cow::Borrowed)
}

/// A heading without its spaces, as JSON has it where that is known, and else in small letters. One that the console cut is
/// whole again where only one is meant.
pub fn key(heading: &str) -> Cow<'static, str> {
    const CUT_HEADINGS: [&str; 14] = [
        OF_RULES,
        OF_ROUTES,
        "name",
        "direction",
        "access",
        "protocol",
        "sourcePortRange",
        "sourceAddressPrefix",
        "sourceApplicationSecurityGroups",
        "destinationPortRange",
        "destinationAddressPrefix",
        "destinationApplicationSecurityGroups",
        "addressPrefix",
        "nextHopIpAddress",
    ];
    const OTHERS: [&str; 8] = [
        "action",
        "source",
        "state",
        "status",
        "addressPrefixes",
        "userdefinedroutename",
        "nextHopIp",
        "nexthoptypeipaddress",
    ];
    let mut key = String::new();
    for c in heading.chars() {
        if is_of_a_word(c) {
            key.push(c.to_ascii_lowercase());
        }
    }
    if let Some(known) = in_english(&key) {
        return Cow::Borrowed(known);
    }
    let mut known = CUT_HEADINGS.iter().chain(&OTHERS);
    if let Some(known) = known.find(|known| known.eq_ignore_ascii_case(&key)) {
        return Cow::Borrowed(known);
    }
    let is_cut = is_cut(heading);
    // A query calls them as somebody liked.
    if is_cut || matches!(&*key, "pri" | "prio" | "dir" | "proto") {
        let begins = |known: &&&str| known.to_ascii_lowercase().starts_with(&*key);
        let mut meant = CUT_HEADINGS.iter().filter(begins);
        if let (Some(only), None) = (meant.next(), meant.next()) {
            return Cow::Borrowed(only);
        }
    }
    if is_cut {
        key.push(CUT_OFF);
    }
    Cow::Owned(key)
}

/// Whether this is the heading of a column in a table of rules or routes, and not a value in one.
pub fn is_known(heading: &str) -> bool {
    const LONGEST: usize = 60;
    if heading.len() >= LONGEST {
        return false;
    }
    let key = key(heading);
    // Values in Japanese become words that begin with a large letter.
    rule_key(&key).is_some() || matches!(key, Cow::Borrowed(known) if known.starts_with(SMALL))
}

/// What a rule calls it.
fn rule_key(heading: &str) -> Option<&'static str> {
    const SIDES: [(&str, [&str; 3]); 5] = [
        ("source", SOURCE),
        ("src", SOURCE),
        ("destination", DESTINATION),
        ("dest", DESTINATION),
        ("dst", DESTINATION),
    ];
    const SOURCE: [&str; 3] = [
        "sourcePortRanges",
        "sourceAddressPrefixes",
        "sourceApplicationSecurityGroups",
    ];
    const DESTINATION: [&str; 3] = [
        "destinationPortRanges",
        "destinationAddressPrefixes",
        "destinationApplicationSecurityGroups",
    ];
    match heading {
        "rule" | "rulename" => return Some("name"),
        "port" | "ports" | "portrange" => return Some(PORTS),
        _ => {}
    }
    for (side, [ports, addresses, groups]) in SIDES {
        match heading.strip_prefix(side) {
            Some("port" | "ports" | "portranges") => return Some(ports),
            Some(
                ""
                | "ip"
                | "ips"
                | "ipaddress"
                | "address"
                | "addresses"
                | "addressprefixes"
                | "ipaddressescidrranges"
                | "ipcidr"
                | "cidr"
                | "servicetag",
            ) => {
                return Some(addresses);
            }
            Some("asg" | "asgs") => return Some(groups),
            _ => {}
        }
    }
    None
}

/// The row of the line at byte `start`: each cell under its key.
pub fn row<'t>(keys: &[Key<'static>], start: usize, cells: Vec<Cell<'t>>) -> Node<'t> {
    let mut end = start;
    let mut service = None;
    let members = keys.iter().zip(cells).map(|(key, cell)| {
        end = end.max(cell.end);
        if *key == "service" {
            service = Some(cell.clone());
        }
        member(key.clone(), cell)
    });
    let mut members: Vec<Member<'_>> = members.collect();
    if let Some(cell) = service
        && let Some((protocol, ports)) = of_service(&cell.text)
    {
        for (key, text) in [("protocol", protocol), (PORTS, ports)] {
            let text = Cow::Owned(text.to_owned());
            let (start, end) = (cell.start, cell.end);
            members.push(member(Key::from(key), Cell { start, end, text }));
        }
    }
    Node {
        start,
        end,
        value: Value::Object(Object { members, cut: None }),
    }
}

fn member<'t>(key: Key<'t>, cell: Cell<'t>) -> Member<'t> {
    let (start, end) = (cell.start, cell.end);
    let value = value(&key, cell);
    let node = Node { start, end, value };
    Member { key, start, node }
}

/// Where a rule has its port.
const PORTS: &str = "destinationPortRanges";

/// Protocol and ports of the portal's older column: `RDP (TCP/3389)`, `Custom (Any/Any)`, `TCP/80`.
fn of_service(text: &str) -> Option<(&str, &str)> {
    let inside = match text.split_once('(') {
        Some((_, inside)) => inside.strip_suffix(')')?,
        None => text,
    };
    inside.split_once('/')
}

/// Adds the row that begins at this byte, if there is one.
pub fn add_row<'t>(
    keys: &[Key<'static>],
    begun: Option<(usize, Vec<Cell<'t>>)>,
    list: &mut List<'t>,
) {
    if let Some((start, cells)) = begun {
        list.items.push(row(keys, start, cells));
    }
}

/// What a cell says. Lists stand in braces, or with spaces or commas between their elements.
fn value<'t>(key: &str, cell: Cell<'t>) -> Value<'t> {
    let (start, end) = (cell.start, cell.end);
    let is_of_ports = cell
        .text
        .ends_with(|c| is_of_a_word(c) && !c.is_ascii_digit() || c == ')')
        && ends_with(key, ["range", "ranges"]);
    if is_of_ports && let Some(port) = port_in_words(&cell.text) {
        return Value::Text(Cow::Owned(port.to_owned()));
    }
    if is_one_word(&cell.text) {
        return Value::Text(cell.text);
    }
    if !is_ascii(&cell.text) && cell.text.contains(is_full_width) {
        let text = Cow::Owned(half_width(&cell.text));
        return value(key, Cell { start, end, text });
    }
    let text = cell.text.trim();
    // A rule may be called whatever somebody liked.
    if key != "name"
        && let Some(known) = in_english(text)
    {
        return Value::Text(Cow::Borrowed(known));
    }
    let is_braced = text.starts_with('{');
    if !is_braced && is_cut(text) {
        let mut kept = text.trim_end_matches(one_of(".…")).to_owned();
        kept.push(CUT_OFF);
        return Value::Text(Cow::Owned(kept));
    }
    let has = |endings: [&str; 2]| ends_with(key, endings);
    let are_groups = has(["groups", "groups"]);
    let are_addresses = has(["nexthopip", "nexthopipaddress"]);
    let is_list = has(["range", "ranges"]) || has(["prefix", "prefixes"]);
    if (are_groups || is_list) && text == "None" {
        return Value::Null;
    }
    // The portal's download counts what a tag stands for: `Virtual network (2 prefixes)`.
    if is_list
        && text.ends_with(" prefixes)")
        && let Some((tag, _)) = text.split_once('(')
    {
        return Value::Text(Cow::Owned(in_one_word(tag)));
    }
    // What somebody notes beside it: `3389 (RDP)`, `* (any)`, `3389   <-- wins`.
    if is_list
        && let Some((own, note)) = text.split_once(one_of("(<"))
        && own.ends_with(' ')
        && (note.starts_with('-') || note.ends_with(')') && !note.contains(DIGIT))
    {
        let text = Cow::Owned(own.trim_end().to_owned());
        return value(key, Cell { start, end, text });
    }
    if is_braced && !are_addresses {
        return scalar_or_braces(cell.text, start, end);
    }
    // `Your home IP` is no list, and neither is `Any except 203.0.113.7`.
    let is_of_a_sentence = |word: &str| {
        let word = word.trim_end_matches(one_of(",;'"));
        word.starts_with(is_of_a_word)
            && !word.starts_with(DIGIT)
            && !word.contains(':')
            && !ServiceTag::parse(word).is_some_and(|tag| tag.is_known())
    };
    if is_list && text.contains(' ') && text.split(' ').any(is_of_a_sentence) {
        return Value::Text(cell.text);
    }
    let mut elements = Vec::new();
    // No other search is made as often, and this one is quicker.
    for piece in text.split([' ', ',', ';', '\'', '\n']) {
        // Groups stand there as Python writes them: `[{'id': '/subscriptions/…'}]`.
        if (are_groups && text.starts_with('[') && piece.starts_with('/'))
            || (are_addresses && piece.parse::<IpAddr>().is_ok())
            || (is_list && !piece.is_empty())
        {
            elements.push(piece);
        }
        // `10.0.0.4 - 10.0.0.9` is one.
        if piece == "-" {
            elements.clear();
            break;
        }
    }
    if is_list && elements.len() < 2 {
        elements.clear();
    }
    if elements.is_empty() || elements == [text] {
        return match text {
            // The Azure module calls the next hop of what is dropped so.
            "Null" => Value::Text(cell.text),
            _ => scalar_or_braces(cell.text, start, end),
        };
    }
    let mut list = List::default();
    for element in elements {
        let value = Value::Text(Cow::Owned(element.to_owned()));
        list.items.push(Node { start, end, value });
    }
    Value::List(list)
}

/// The port in what people write: `RDP (3389)`, as the portal offers a service, `3389/tcp`, or the service alone.
fn port_in_words(text: &str) -> Option<&str> {
    const SERVICES: [(&str, &str); 4] = [
        ("rdp", "3389"),
        ("ssh", "22"),
        ("http", "80"),
        ("https", "443"),
    ];
    if let Some(number) = text.strip_suffix("/tcp").or(text.strip_suffix("/TCP")) {
        return Some(number);
    }
    let (service, behind) = text.split_once(" (").unwrap_or((text, ""));
    let mut services = SERVICES.iter();
    match behind.strip_suffix(')') {
        Some(port) if !service.contains(DIGIT) => Some(port),
        None => services.find_map(|(name, port)| name.eq_ignore_ascii_case(text).then_some(*port)),
        Some(_) => None,
    }
}

/// Whether it is a word, a number or an address, which is all that most cells hold; not `None` or `Null`.
fn is_one_word(text: &str) -> bool {
    let is_of_one =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-'..=b':' | b'*' | b'_');
    !text.is_empty()
        && !text.starts_with(['N', 'n', '-', '.', '/'])
        && !text.ends_with('.')
        && text.bytes().all(is_of_one)
}

/// The portal's `Virtual network gateway` as the other tools write it.
pub fn in_one_word(text: &str) -> String {
    text.chars().filter(|c| *c != ' ').collect()
}

fn ends_with(key: &str, endings: [&str; 2]) -> bool {
    endings.iter().any(|ending| {
        let start = key.len().saturating_sub(ending.len());
        let end = key.get(start..);
        end.is_some_and(|end| end.eq_ignore_ascii_case(ending))
    })
}

/// Whether the console cut it: PowerShell 5 prints `...`, PowerShell 7 `…`.
fn is_cut(text: &str) -> bool {
    text.ends_with("...") || text.ends_with(CUT_OFF)
}
