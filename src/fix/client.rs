//! For whom a fix is made and proven.

use crate::azure::{AddressTerm, ServiceTag};
use crate::command::CLIENT;
use crate::judge::Judgement;
use crate::net::AddressSet;
use crate::question::{Source, SourceSet};
use std::net::{IpAddr, Ipv4Addr};

/// Those who want to get in and do not.
#[derive(Debug, Clone)]
pub struct Client {
    /// All who are stopped the same way. Where the reader's address is unknown, the proof holds for each one of them.
    pub stopped: SourceSet,
    /// How a rule for the client names it.
    pub term: AddressTerm,
}

impl Client {
    /// The asked ones who do not get in; `None` where all of them do.
    pub fn of(judgement: &Judgement) -> Option<Client> {
        let asked = judgement.question.from;
        let mut stopped = asked.set().minus(&judgement.sources.open);
        let term = match asked {
            Source::Internet => {
                stopped = who_fare_alike(judgement, stopped);
                AddressTerm::Unreadable(CLIENT.to_owned())
            }
            Source::VirtualNetwork => AddressTerm::Tag(ServiceTag::VirtualNetwork),
            Source::Prefix(prefix) => AddressTerm::Prefix(prefix),
        };
        (!stopped.is_empty()).then_some(Client { stopped, term })
    }

    /// Whether the reader's own address is known.
    pub fn is_known(&self) -> bool {
        !is_placeholder(&self.term)
    }

    /// One address that stands for all of them: one of those kept for examples, where it can be.
    pub fn example(&self) -> Option<IpAddr> {
        const EXAMPLES: [[u8; 4]; 2] = [[203, 0, 113, 7], [198, 51, 100, 7]];
        let stopped = &self.stopped.addresses;
        for example in EXAMPLES {
            let address = IpAddr::V4(Ipv4Addr::from(example));
            if stopped.contains(address) {
                return Some(address);
            }
        }
        stopped.ranges().first().map(|(first, _)| *first)
    }
}

/// Whether a rule's source is still to be filled in.
pub fn is_placeholder(term: &AddressTerm) -> bool {
    matches!(term, AddressTerm::Unreadable(text) if text == CLIENT)
}

/// The most who are stopped by the same rules and routes everywhere on the way, so that what helps one helps all.
fn who_fare_alike(judgement: &Judgement, stopped: SourceSet) -> SourceSet {
    let mut alike = stopped;
    for hop in &judgement.hops {
        for version in &hop.versions {
            let pieces = version.pieces.iter().map(|piece| &piece.sources.addresses);
            alike = largest(&alike, &mut pieces.into_iter());
        }
        match &hop.reply {
            Some(reply) => {
                alike = largest(
                    &alike,
                    &mut reply.replies.iter().map(|reply| &reply.clients),
                );
            }
            None => {
                let parts = [
                    &hop.partition.open.addresses,
                    &hop.partition.blocked.addresses,
                    &hop.partition.depends.addresses,
                ];
                alike = largest(&alike, &mut parts.into_iter());
            }
        }
    }
    alike
}

fn largest(whole: &SourceSet, parts: &mut dyn Iterator<Item = &AddressSet>) -> SourceSet {
    let mut largest = AddressSet::empty();
    for part in parts {
        let part = part.intersect(&whole.addresses);
        if part.count() > largest.count() {
            largest = part;
        }
    }
    SourceSet::addresses(largest)
}
