//! The protocol field of a rule, and the protocol of a connection.

use super::text;

/// What a rule's protocol field covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// `*`, `Any` (portal), `All` (effective rules).
    Any,
    /// TCP, also written `6`.
    Tcp,
    /// UDP, also written `17`.
    Udp,
    /// ICMP, also written `1`.
    Icmp,
    /// IPsec encapsulating security payload.
    Esp,
    /// IPsec authentication header.
    Ah,
}

impl Protocol {
    /// Reads every spelling of azure-semantics §3.1.
    pub fn parse(text: &str) -> Option<Self> {
        const SPELLINGS: [(&str, Protocol); 12] = [
            ("*", Protocol::Any),
            ("any", Protocol::Any),
            ("all", Protocol::Any),
            ("tcp", Protocol::Tcp),
            ("6", Protocol::Tcp),
            ("udp", Protocol::Udp),
            ("17", Protocol::Udp),
            ("icmp", Protocol::Icmp),
            ("icmpv4", Protocol::Icmp),
            ("1", Protocol::Icmp),
            ("esp", Protocol::Esp),
            ("ah", Protocol::Ah),
        ];
        text::spelled(text, &SPELLINGS)
    }

    /// Whether a rule with this protocol applies to a connection that uses `used`.
    pub fn covers(self, used: Protocol) -> bool {
        self == Protocol::Any || self == used
    }

    /// The name people write: `TCP`; `Any` for all.
    pub fn name(self) -> &'static str {
        match self {
            Protocol::Any => "Any",
            Protocol::Tcp => "TCP",
            Protocol::Udp => "UDP",
            Protocol::Icmp => "ICMP",
            Protocol::Esp => "ESP",
            Protocol::Ah => "AH",
        }
    }
}
