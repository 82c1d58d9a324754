//! What Azure itself answered: IP flow verify, next hop, NSG diagnostics, the connection check. Their output says what came
//! out, only that of diagnostics what was asked, and that of the connection check all of it but the port.

use super::{Access, Direction, NextHop};
use crate::net::Protocol;
use crate::origin::Origin;

/// One answer of Azure's own tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AzureAnswer {
    /// What it says.
    pub said: AzureSaid,
    /// What it was asked; only NSG diagnostics print all of it.
    pub asked: Option<AskedFlow>,
    /// Where it stands.
    pub origin: Origin,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AzureSaid {
    /// IP flow verify or NSG diagnostics.
    Access {
        /// What happens; `None` for `Unknown`.
        access: Option<Access>,
        /// The rule, under the name the user gave it; empty where Azure names none.
        rule: String,
    },
    /// The connection check of Network Watcher, from one VM to another or somewhere else.
    Connection {
        /// Whether it got through, where Azure knows.
        is_reached: Option<bool>,
        /// What stopped it, as Azure calls that: `UserDefinedRoute`, `GuestFirewall`, `NetworkSecurityRule`.
        issues: String,
        /// The rule that did; empty where none is named.
        rule: String,
    },
    /// Next hop.
    NextHop {
        /// The kind.
        next_hop: NextHop,
        /// The next hop's address; empty where there is none.
        address: String,
    },
}

impl AzureSaid {
    /// What comes out, as Azure writes it.
    pub fn word(&self) -> &'static str {
        match self {
            AzureSaid::Access { access, .. } => access.map_or("Unknown", Access::name),
            AzureSaid::NextHop { next_hop, .. } => next_hop.name(),
            AzureSaid::Connection { is_reached, .. } => match is_reached {
                Some(true) => "Reachable",
                Some(false) => "Unreachable",
                None => "Unknown",
            },
        }
    }

    /// What happens by the rules, and by which, as far as it says so.
    pub fn access(&self) -> (Option<Access>, &str) {
        match self {
            AzureSaid::Access { access, rule } => (*access, rule),
            AzureSaid::Connection {
                is_reached, rule, ..
            } => match is_reached {
                Some(true) => (Some(Access::Allow), ""),
                Some(false) if !rule.is_empty() => (Some(Access::Deny), rule),
                _ => (None, ""),
            },
            AzureSaid::NextHop { .. } => (None, ""),
        }
    }
}

/// A connection as NSG diagnostics print it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskedFlow {
    /// Who opens it.
    pub direction: Option<Direction>,
    /// Its protocol.
    pub protocol: Option<Protocol>,
    /// Who opens it: an address, a prefix, a service tag or `*`, word for word.
    pub source: String,
    /// Who listens, likewise.
    pub destination: String,
    /// The port that is listened on; `None` where several are.
    pub port: Option<u16>,
}
