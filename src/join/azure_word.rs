//! What Azure's own tools answered, as far as the rest of the paste does not explain it.

use crate::azure::{Access, Direction};
use crate::net::Protocol;
use crate::question::{Question, SourceSet};

/// An answer of Azure's that nothing else in the paste leads to. It says which connections it is about, or nobody knows:
/// then it may be the one that is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct AzureWord {
    /// What it says of the rules; `None` where it is about the route of the reply.
    pub access: Option<Access>,
    /// The rule that it names.
    pub rule: String,
    /// Whether the effective rules are in the paste.
    pub are_effective: bool,
    /// The remote ends that it is certainly about.
    pub about: SourceSet,
    /// The direction, the protocol and the port that it is about, or is taken to be about.
    pub of: (Direction, Protocol, u16),
}

impl AzureWord {
    /// Whether it is about the connections of this question.
    pub fn is_about(&self, question: &Question) -> bool {
        self.of == (question.direction, question.protocol, question.port)
    }
}
