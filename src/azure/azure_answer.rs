//! What Azure itself answered: IP flow verify, next hop, NSG diagnostics. Their output says what came out, and only that
//! of diagnostics what was asked.

use super::{Access, Direction, NextHop};
use crate::net::Protocol;
use crate::origin::Origin;

/// One answer of Azure's own tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AzureAnswer {
    /// What it says.
    pub said: AzureSaid,
    /// What it was asked; only NSG diagnostics print it.
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
    /// Next hop.
    NextHop {
        /// The kind.
        next_hop: NextHop,
        /// The next hop's address; empty where there is none.
        address: String,
    },
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
