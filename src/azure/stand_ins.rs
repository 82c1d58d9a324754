//! What stands in the evidence for something else: somebody shared a case and kept the real names or addresses to themselves.

/// What was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StandIns {
    /// Names: numbers stand in their place.
    pub names: bool,
    /// Addresses: others that fare alike stand in their place.
    pub addresses: bool,
}
