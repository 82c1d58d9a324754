//! What may say who somebody is: names, ids, addresses, texts. Each is gathered, or what stands for it is written.

use super::{Archive, Place, hash};
use crate::azure::route::CUT_OFF;
use crate::azure::{Attached, ResourceId, ServiceTag};
use crate::command::CLIENT;
use crate::net::Prefix;
use crate::share::coder::ORDERS;
use crate::share::names::{NameKind, Names};
use crate::share::words::ID_WORDS;
use std::net::{IpAddr, Ipv4Addr};

/// The order of these is part of the format.
mod at {
    use super::Place;
    pub const IS_IPV6: Place = 2;
    pub const LENGTH: Place = 3;
    pub const HAS_HOST_BITS: Place = 4;
    pub const OCTET: Place = 5;
    pub const WORD: Place = 6;
    pub const ID: Place = 7;
    pub const ID_BEFORE: Place = 8;
    pub const SHARED: Place = 9;
    pub const SEGMENTS: Place = 10;
    pub const LETTER: Place = 11;
    pub const LENGTH_V6: Place = 12;
    pub const IS_CUT: Place = 13;
    /// And one more for each kind of name.
    pub const IS_KNOWN: Place = 512;
    pub const KNOWN: Place = 1024;
}

impl Archive {
    /// A prefix.
    pub fn prefix(&mut self, prefix: &mut Prefix) {
        if self.is_survey() {
            self.mask.take(*prefix);
            return;
        }
        let said = self.mask.prefix(*prefix);
        if !self.is_reading() {
            self.reveals.address(&said.text());
        }
        let is_ipv6 = self.flag(at::IS_IPV6, said.is_ipv6());
        let place = if is_ipv6 { at::LENGTH_V6 } else { at::LENGTH };
        let length = self.small(place, 8, said.length().into());
        let has_host_bits = self.flag(at::HAS_HOST_BITS, said.has_host_bits());
        let bytes = if is_ipv6 { 16 } else { 4 };
        // Bits behind the length are there only where somebody wrote some.
        let used = if has_host_bits {
            bytes
        } else {
            length.div_ceil(8).min(bytes)
        };
        let written = said.bits();
        let mut read: u128 = 0;
        let mut path = hash(at::OCTET, bytes);
        for place in 0..used {
            let shift = 8 * (bytes - 1 - place);
            let octet = (written >> shift) as u32 & 255;
            let contexts = [
                path,
                hash(hash(at::OCTET, place), length),
                hash(at::OCTET, place),
            ];
            let octet = self.coder.symbol(8, octet, contexts);
            path = hash(path, octet + 1);
            read |= u128::from(octet) << shift;
        }
        match Prefix::from_bits(read, is_ipv6, length as u8) {
            Some(read) if self.is_reading() => *prefix = read,
            Some(_) => {}
            None => self.broken = true,
        }
    }

    /// An address.
    pub fn address(&mut self, address: &mut IpAddr) {
        let mut prefix = Prefix::from(*address);
        self.prefix(&mut prefix);
        match prefix.single_address() {
            Some(read) => *address = read,
            None => self.broken = true,
        }
    }

    /// An address, where there is one.
    pub fn maybe_address(&mut self, place: Place, address: &mut Option<IpAddr>) {
        self.option(place, address, blank_address, |it, archive| {
            archive.address(it)
        });
    }

    /// Addresses.
    pub fn addresses(&mut self, place: Place, addresses: &mut Vec<IpAddr>) {
        self.list(place, addresses, blank_address, |it, archive| {
            archive.address(it)
        });
    }

    /// Prefixes.
    pub fn prefixes(&mut self, place: Place, prefixes: &mut Vec<Prefix>) {
        self.list(place, prefixes, blank_prefix, |it, archive| {
            archive.prefix(it)
        });
    }

    /// A stop code of Windows, or the words on its screen.
    pub fn code(&mut self, code: &mut String) {
        let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "x_".contains(c);
        if self.is_reading() || code.chars().all(is_code) && code.len() < 32 {
            if !self.is_survey() {
                self.text(NameKind::Part, code);
            }
        } else {
            self.name(NameKind::Part, code);
        }
    }

    /// The ends of a range.
    pub fn range(&mut self, first: &mut IpAddr, last: &mut IpAddr) {
        if self.is_survey() {
            self.mask.take_range(*first, *last);
        } else {
            self.address(first);
            self.address(last);
        }
    }

    /// A name, or what stands where one should.
    pub fn name(&mut self, kind: NameKind, name: &mut String) {
        if self.is_survey() {
            self.names.take(kind, name);
            Names::take_addresses(name, &mut self.mask);
        } else if self.is_reading() {
            self.text(kind, name);
        } else {
            let mut said = self.said(kind, name);
            self.text(kind, &mut said);
        }
    }

    /// What stands for a name, which is noted where it is the name itself.
    fn said(&mut self, kind: NameKind, name: &str) -> String {
        let (said, is_shown) = match kind {
            NameKind::Tag => self.names.tag(name, &self.mask),
            NameKind::Unreadable if self.is_harmless(name) => (name.to_owned(), false),
            NameKind::Unreadable => (self.names.number(name), false),
            _ => self.names.name(name, &self.mask),
        };
        if is_shown {
            self.reveals.name(kind, &said);
        }
        said
    }

    /// The name of a service tag.
    pub fn tag(&mut self, name: &mut String) {
        self.name(NameKind::Tag, name);
    }

    /// Something that was not understood. What it said stays only where it was nothing but a number or an address.
    pub fn unreadable(&mut self, said: &mut String) {
        self.name(NameKind::Unreadable, said);
    }

    fn is_harmless(&self, said: &str) -> bool {
        const LONGEST: usize = 40;
        let may_be_address = said.contains(['.', ':']);
        let are_known = |c: char| c.is_ascii_digit() || "./:,-* …".contains(c);
        let hyphens = said.chars().filter(|c| *c == '-').count();
        said == CLIENT
            || said.len() < LONGEST
                && hyphens < 2
                && said.chars().all(are_known)
                && !(may_be_address && self.mask.is_on())
    }

    /// A word whose end the paste may lack.
    pub fn cut_word(&mut self, word: &mut String) {
        let is_cut = self.flag(at::IS_CUT, word.ends_with(CUT_OFF));
        if is_cut {
            if self.is_reading() {
                word.push(CUT_OFF);
            }
        } else {
            self.word(word);
        }
    }

    /// What Azure prints where an address is: an address, a prefix, a tag, `*`, or something else.
    pub fn word(&mut self, word: &mut String) {
        const OTHER: u32 = 3;
        let mut prefix = Prefix::parse(word.trim());
        let kind = if word.is_empty() {
            0
        } else if prefix.is_some() {
            1
        } else if ServiceTag::parse(word).is_some() {
            2
        } else {
            OTHER
        };
        match self.small(at::WORD, 2, kind) {
            0 => {}
            1 => {
                let prefix = prefix.get_or_insert(blank_prefix());
                self.prefix(prefix);
                if self.is_reading() {
                    *word = prefix.text();
                }
            }
            2 => self.tag(word),
            _ => self.unreadable(word),
        }
    }

    /// A resource id, without subscription and group: two numbers stand for both, and the segments that name nothing are
    /// left as they are.
    pub fn id(&mut self, id: &mut ResourceId) {
        let mut said = if self.is_reading() {
            String::new()
        } else {
            self.without_scope(id.as_str())
        };
        if self.is_survey() {
            return;
        }
        let known = self.ids.iter().position(|it| *it == said);
        if self.flag(at::ID, known.is_some()) {
            let mut last = self.last_id as u32;
            let at = self.step(at::ID_BEFORE, &mut last, known.unwrap_or(0) as u32);
            match self.ids.get(at as usize) {
                Some(read) => said.clone_from(read),
                None => self.broken = true,
            }
            self.last_id = at as usize + 1;
        } else {
            self.new_id(&mut said);
            self.last_id = self.ids.len() + 1;
            self.ids.push(said.clone());
        }
        if self.is_reading() {
            *id = ResourceId::new(&said);
        }
    }

    /// An id, where there is one.
    pub fn maybe_id(&mut self, place: Place, id: &mut Option<ResourceId>) {
        self.option(place, id, ResourceId::default, |id, archive| archive.id(id));
    }

    /// Ids.
    pub fn ids(&mut self, place: Place, ids: &mut Vec<ResourceId>) {
        self.list(place, ids, ResourceId::default, |id, archive| {
            archive.id(id)
        });
    }

    /// What something points to.
    pub fn attached(&mut self, place: Place, attached: &mut Attached) {
        let kind = match attached {
            Attached::Unsaid => 0,
            Attached::Nothing => 1,
            Attached::To(_) => 2,
        };
        let kind = self.small(place, 2, kind);
        if self.is_reading() {
            *attached = match kind {
                0 => Attached::Unsaid,
                1 => Attached::Nothing,
                _ => Attached::To(ResourceId::default()),
            };
        }
        if let Attached::To(id) = attached {
            self.id(id);
        }
    }

    /// Segment by segment, but for those that it begins with as the last new one did.
    fn new_id(&mut self, said: &mut String) {
        let before = self.ids.last().cloned().unwrap_or_default();
        let mut shared = 0;
        for (own, other) in said.split('/').zip(before.split('/')) {
            if own != other {
                break;
            }
            shared += 1;
        }
        let shared = self.number(at::SHARED, shared);
        let mut segments: Vec<String> = Vec::new();
        if !self.is_reading() {
            for (at, segment) in said.split('/').enumerate() {
                if at >= shared as usize {
                    segments.push(segment.to_owned());
                }
            }
        }
        let mut whole: Vec<String> = Vec::new();
        for segment in before.split('/').take(shared as usize) {
            whole.push(segment.to_owned());
        }
        self.list(
            at::SEGMENTS,
            &mut segments,
            String::new,
            |segment, archive| {
                archive.text(NameKind::Part, segment);
            },
        );
        whole.append(&mut segments);
        *said = whole.join("/");
    }

    /// An id as it may be said.
    fn without_scope(&mut self, id: &str) -> String {
        let mut said = String::new();
        let mut scope = String::new();
        let mut segments = id.split('/').peekable();
        let mut before = "";
        while let Some(segment) = segments.next() {
            let word = segment.trim();
            let is = |known: &str| word.eq_ignore_ascii_case(known);
            // An id that came with a link has its number there.
            let is_number = !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit());
            if is_number && said == "/" {
                scope.push_str(word);
                continue;
            }
            if is("subscriptions") || is("resourceGroups") {
                scope.push('/');
                scope.push_str(segments.next().unwrap_or(""));
                continue;
            }
            if !scope.is_empty() {
                scope.make_ascii_lowercase();
                said.push_str(&self.names.scope(std::mem::take(&mut scope)));
                said.push('/');
            }
            let kind = kind_of(before);
            let known = ID_WORDS.iter().find(|known| is(known));
            if known.is_some() {
                said.push_str(segment);
            } else {
                let mut name = segment.to_owned();
                let kind = if before.is_empty() && id.contains('/') {
                    NameKind::Unreadable
                } else {
                    kind
                };
                if self.is_survey() {
                    self.names.take(kind, &name);
                    Names::take_addresses(&name, &mut self.mask);
                } else {
                    name = self.said(kind, &name);
                }
                said.push_str(&name);
            }
            before = if known.is_some() { word } else { "" };
            if segments.peek().is_some() {
                said.push('/');
            }
        }
        if !scope.is_empty() {
            scope.make_ascii_lowercase();
            said.push_str(&self.names.scope(scope));
        }
        said
    }

    /// A text: an empty one, one that was there before, or letter by letter.
    fn text(&mut self, kind: NameKind, said: &mut String) {
        let place = kind as u32;
        let known = self.texts.iter().position(|it| it == said);
        if self.flag(at::IS_KNOWN + place, known.is_some()) {
            let mut last = self.last_text as u32;
            let at = self.step(at::KNOWN + place, &mut last, known.unwrap_or(0) as u32);
            match self.texts.get(at as usize) {
                Some(read) => said.clone_from(read),
                None => self.broken = true,
            }
            self.last_text = at as usize + 1;
            return;
        }
        if self.is_reading() {
            *said = self.letters("");
        } else {
            self.letters(said);
        }
        self.texts.push(said.clone());
        self.last_text = self.texts.len();
    }

    /// The letters of a text and the zero behind them.
    pub(super) fn letters(&mut self, said: &str) -> String {
        let mut written = said.bytes();
        let mut read = Vec::new();
        let (mut last, mut two, mut more) = (0, 0, at::LETTER);
        loop {
            let next = u32::from(written.next().unwrap_or(0));
            let contexts: [u32; ORDERS] = [more, hash(at::LETTER, two), hash(at::LETTER, last + 1)];
            let next = self.coder.symbol(8, next, contexts);
            if next == 0 || !self.takes(8) {
                break;
            }
            read.push(next as u8);
            (last, two) = (next, (last << 8 | next) + (1 << 16));
            more = hash(hash(at::LETTER, two), more & 0xff) & !0xff | next;
        }
        match String::from_utf8(read) {
            Ok(read) => read,
            Err(_) => {
                self.broken = true;
                String::new()
            }
        }
    }
}

/// What a name in an id is of, from the segment before it.
fn kind_of(segment: &str) -> NameKind {
    const KINDS: [(&str, NameKind); 11] = [
        ("networkSecurityGroups", NameKind::Nsg),
        ("networkInterfaces", NameKind::Nic),
        ("virtualNetworks", NameKind::Vnet),
        ("subnets", NameKind::Subnet),
        ("virtualMachines", NameKind::Vm),
        ("publicIPAddresses", NameKind::PublicIp),
        ("routeTables", NameKind::RouteTable),
        ("loadBalancers", NameKind::LoadBalancer),
        ("applicationSecurityGroups", NameKind::Group),
        ("azureFirewalls", NameKind::Firewall),
        ("inboundNatRules", NameKind::Rule),
    ];
    for (known, kind) in KINDS {
        if known.eq_ignore_ascii_case(segment) {
            return kind;
        }
    }
    NameKind::Part
}

/// An address before it is read.
pub fn blank_address() -> IpAddr {
    IpAddr::V4(Ipv4Addr::UNSPECIFIED)
}

/// A prefix before it is read.
pub fn blank_prefix() -> Prefix {
    Prefix::from(blank_address())
}
