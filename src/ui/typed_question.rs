//! The question bar as it is typed: right, wrong or half done.

use crate::question::{Question, RDP_PORT, Source};
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
            port: self.port_number().unwrap_or(RDP_PORT),
            ..Question::default()
        }
    }

    /// Whether something that is asked for is not there, or makes no sense, so that the answer is for another question.
    pub fn is_unfinished(&self) -> bool {
        let has_address = matches!(Source::parse(&self.address), Some(Source::Prefix(_)));
        (self.from == SourceKind::Address && !has_address)
            || self.to_is_invalid()
            || self.port_number().is_none()
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

    /// The port, if it is one.
    pub fn port_number(&self) -> Option<u16> {
        self.port.trim().parse().ok().filter(|port| *port > 0)
    }

    fn to_address(&self) -> Option<IpAddr> {
        self.to.trim().parse().ok()
    }
}
