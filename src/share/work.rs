//! All of a person's work, field by field.

use super::archive::{Archive, Place, blank_prefix};
use super::evidence::{blank_document, document};
use super::names::NameKind;
use crate::azure::{Direction, Document, Evidence, Resource, ResourceId, StandIns};
use crate::case::{Attach, Case, Choices};
use crate::fix::{Ticks, Track};
use crate::net::Protocol;
use crate::question::{Question, Source, WayKind};
use std::net::IpAddr;

/// What was pasted and asked, what the reader settled by hand, and how far they are in the article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Work {
    /// What was pasted, what is asked, and what the reader settled by hand.
    pub case: Case,
    /// The article's track; `None` while nobody chose one.
    pub track: Option<Track>,
    /// Its steps that the reader did in vain.
    pub ticks: Ticks,
}

/// The order of these is part of the format.
mod at {
    use super::Place;
    pub const DOCUMENTS: Place = 320;
    pub const DIRECTION: Place = 321;
    pub const FROM: Place = 322;
    pub const FROM_PORT: Place = 323;
    pub const TO: Place = 325;
    pub const PORT: Place = 326;
    pub const PROTOCOL: Place = 327;
    pub const THROUGH: Place = 328;
    pub const DIALLED: Place = 329;
    pub const TARGET: Place = 331;
    pub const TARGET_KIND: Place = 332;
    pub const PLACES: Place = 333;
    pub const ATTACH: Place = 334;
    pub const VERSIONS: Place = 335;
    pub const VERSION: Place = 336;
    pub const TRACK: Place = 337;
    pub const TICKS: Place = 338;
    pub const STAND_INS: Place = 345;
}

impl Work {
    /// Takes out published service tags that nothing names, each with its place: their list has thousands.
    pub(super) fn take_unused(&mut self, archive: &mut Archive) -> Vec<(usize, Document)> {
        let documents = &mut self.case.evidence.documents;
        for it in &mut *documents {
            if !matches!(it.resource, Resource::ServiceTag { .. }) {
                document(it, archive);
            }
        }
        let (mut used, mut unused) = (Vec::new(), Vec::new());
        for (at, it) in std::mem::take(documents).into_iter().enumerate() {
            match &it.resource {
                Resource::ServiceTag { name, .. }
                    if !name.eq_ignore_ascii_case("VirtualNetwork")
                        && !archive.names.has(NameKind::Tag, name) =>
                {
                    unused.push((at, it));
                }
                _ => used.push(it),
            }
        }
        *documents = used;
        unused
    }

    /// Puts back what was taken out.
    pub(super) fn put_back(&mut self, unused: Vec<(usize, Document)>) {
        for (at, it) in unused {
            let documents = &mut self.case.evidence.documents;
            documents.insert(at.min(documents.len()), it);
        }
    }

    /// Visits all of it.
    pub(super) fn visit(&mut self, archive: &mut Archive) {
        let Work { case, track, ticks } = self;
        let Case {
            evidence,
            question: asked,
            choices: chosen,
        } = case;
        // The commands are left out: they are full of names.
        let Evidence {
            documents,
            typed: _,
            stand_ins,
        } = evidence;
        archive.list(at::DOCUMENTS, documents, blank_document, document);
        question(asked, archive);
        choices(chosen, archive);
        const TRACKS: [Option<Track>; 4] = [
            None,
            Some(Track::Portal),
            Some(Track::PowerShell),
            Some(Track::Classic),
        ];
        archive.one_of(at::TRACK, &TRACKS, track);
        ticks.0 = archive.port(at::TICKS, ticks.0);
        if archive.since(4) {
            // What was replaced before stays so, whoever sends it on.
            let names = stand_ins.names || !archive.names.are_shown;
            let addresses = stand_ins.addresses || archive.mask.is_on();
            let names = archive.flag(at::STAND_INS, names);
            let addresses = archive.flag(at::STAND_INS, addresses);
            if archive.is_reading() {
                *stand_ins = StandIns { names, addresses };
            }
        }
    }
}

fn question(question: &mut Question, archive: &mut Archive) {
    let Question {
        direction,
        from,
        from_port,
        to,
        port,
        protocol,
        through,
        dialled,
    } = question;
    const DIRECTIONS: [Direction; 2] = [Direction::Inbound, Direction::Outbound];
    const PROTOCOLS: [Protocol; 6] = [
        Protocol::Tcp,
        Protocol::Udp,
        Protocol::Any,
        Protocol::Icmp,
        Protocol::Esp,
        Protocol::Ah,
    ];
    const WAYS: [Option<WayKind>; 8] = [
        None,
        Some(WayKind::PublicIp),
        Some(WayKind::LoadBalancer),
        Some(WayKind::Firewall),
        Some(WayKind::Bastion),
        Some(WayKind::Gateway),
        Some(WayKind::Peering),
        Some(WayKind::Endpoint),
    ];
    archive.one_of(at::DIRECTION, &DIRECTIONS, direction);
    source(from, archive);
    archive.maybe_port(at::FROM_PORT, from_port);
    archive.maybe_address(at::TO, to);
    *port = archive.port(at::PORT, *port);
    archive.one_of(at::PROTOCOL, &PROTOCOLS, protocol);
    archive.one_of(at::THROUGH, &WAYS, through);
    archive.maybe_port(at::DIALLED, dialled);
}

fn source(source: &mut Source, archive: &mut Archive) {
    let kind = match source {
        Source::Internet => 0,
        Source::VirtualNetwork => 1,
        Source::Prefix(_) => 2,
    };
    let kind = archive.small(at::FROM, 2, kind);
    if archive.is_reading() {
        *source = match kind {
            0 => Source::Internet,
            1 => Source::VirtualNetwork,
            _ => Source::Prefix(blank_prefix()),
        };
    }
    if let Source::Prefix(prefix) = source {
        archive.prefix(prefix);
    }
}

fn choices(choices: &mut Choices, archive: &mut Archive) {
    let Choices {
        target: meant,
        places,
        versions,
    } = choices;
    archive.option(at::TARGET, meant, String::new, target);
    const ATTACHES: [Attach; 4] = [Attach::Subnet, Attach::Nic, Attach::Both, Attach::None];
    let blank = || (String::new(), Attach::None);
    archive.list(at::PLACES, places, blank, |(name, attach), archive| {
        archive.name(NameKind::Nsg, name);
        archive.one_of(at::ATTACH, &ATTACHES, attach);
    });
    let blank = || (String::new(), 0);
    archive.list(at::VERSIONS, versions, blank, |(name, version), archive| {
        archive.name(NameKind::Nsg, name);
        let number = u32::try_from(*version).unwrap_or(u32::MAX);
        *version = archive.number(at::VERSION, number) as usize;
    });
}

/// A name, an address or a whole id.
fn target(target: &mut String, archive: &mut Archive) {
    let address: Option<IpAddr> = target.trim().parse().ok();
    let kind = match address {
        Some(_) => 0,
        None if target.contains('/') => 1,
        None => 2,
    };
    // The spaces somebody typed around it mean nothing.
    let mut said = target.trim().to_owned();
    match archive.small(at::TARGET_KIND, 2, kind) {
        0 => archive.word(&mut said),
        1 => {
            let mut id = ResourceId::new(&said);
            archive.id(&mut id);
            id.as_str().clone_into(&mut said);
        }
        _ => archive.name(NameKind::Part, &mut said),
    }
    if archive.is_reading() {
        *target = said;
    }
}
