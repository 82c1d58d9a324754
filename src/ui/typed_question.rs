//! The question bar as it is typed: right, wrong or half done.

use crate::azure::Direction;
use crate::net::{Protocol, text};
use crate::question::{Question, RDP_PORT, Source, WayKind};
use std::net::IpAddr;

/// The question bar as it is typed.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedQuestion {
    /// Which kind of source.
    pub from: SourceKind,
    /// The source's address.
    pub address: String,
    /// The VM's address.
    pub to: String,
    /// The port.
    pub port: String,
    /// Who opens the connection.
    pub direction: Direction,
    /// What it runs on.
    pub protocol: Protocol,
    /// The port of the side that opens it.
    pub from_port: String,
    /// How the client comes in; `None` while nobody said.
    pub through: Option<WayKind>,
    /// The port that the client dials, where that may be another than the VM's.
    pub dialled: String,
}

impl Default for TypedQuestion {
    /// RDP from anywhere on the Internet.
    fn default() -> Self {
        TypedQuestion {
            from: SourceKind::Internet,
            address: String::new(),
            to: String::new(),
            port: text::number(RDP_PORT.into()),
            direction: Direction::Inbound,
            protocol: Protocol::Tcp,
            from_port: String::new(),
            through: None,
            dialled: String::new(),
        }
    }
}

/// The kinds of source that the question bar offers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// Any public address.
    Internet,
    /// The typed one.
    Address,
    /// Inside, at no known address.
    VirtualNetwork,
}

impl SourceKind {
    /// All, in the order they are offered.
    pub const ALL: [SourceKind; 3] = [
        SourceKind::Internet,
        SourceKind::Address,
        SourceKind::VirtualNetwork,
    ];
}

impl TypedQuestion {
    /// As somebody would type this question.
    pub fn of(question: &Question) -> Self {
        let port = |port: Option<u16>| port.map_or_else(String::new, |it| text::number(it.into()));
        let (from, address) = match question.from {
            Source::Internet => (SourceKind::Internet, String::new()),
            Source::VirtualNetwork => (SourceKind::VirtualNetwork, String::new()),
            Source::Prefix(prefix) => (SourceKind::Address, prefix.text()),
        };
        TypedQuestion {
            from,
            address,
            to: question.to.map_or_else(String::new, text::address),
            port: port(Some(question.port)),
            direction: question.direction,
            protocol: question.protocol,
            from_port: port(question.from_port),
            through: question.through,
            dialled: port(question.dialled),
        }
    }

    /// What is asked; a field that makes no sense counts as not filled in.
    pub fn question(&self) -> Question {
        let typed =
            Source::parse(&self.address).filter(|source| matches!(source, Source::Prefix(_)));
        Question {
            from: match self.from {
                SourceKind::Internet => Source::Internet,
                SourceKind::Address => typed.unwrap_or(Source::Internet),
                SourceKind::VirtualNetwork => Source::VirtualNetwork,
            },
            to: self.to_address(),
            port: port_number(&self.port).unwrap_or(RDP_PORT),
            direction: self.direction,
            from_port: port_number(&self.from_port),
            protocol: self.protocol,
            through: self.through,
            dialled: port_number(&self.dialled),
        }
    }

    /// Whether something that is asked for is not there, or makes no sense, so that the answer is for another question.
    pub fn is_unfinished(&self) -> bool {
        let has_address = matches!(Source::parse(&self.address), Some(Source::Prefix(_)));
        (self.from == SourceKind::Address && !has_address)
            || self.to_is_invalid()
            || port_number(&self.port).is_none()
            || is_no_port(&self.from_port)
            || is_no_port(&self.dialled)
    }

    /// Whether the typed source is neither empty nor an address.
    pub fn address_is_invalid(&self) -> bool {
        !self.address.trim().is_empty()
            && !matches!(Source::parse(&self.address), Some(Source::Prefix(_)))
    }

    /// Whether the typed target is neither empty nor an address.
    pub fn to_is_invalid(&self) -> bool {
        !self.to.trim().is_empty() && self.to_address().is_none()
    }

    /// Whether the typed port is none.
    pub fn port_is_invalid(&self) -> bool {
        port_number(&self.port).is_none()
    }

    fn to_address(&self) -> Option<IpAddr> {
        self.to.trim().parse().ok()
    }
}

/// Whether what is typed is neither empty nor a port.
pub fn is_no_port(typed: &str) -> bool {
    !typed.trim().is_empty() && port_number(typed).is_none()
}

fn port_number(typed: &str) -> Option<u16> {
    typed.trim().parse().ok().filter(|port| *port > 0)
}
