//! Ports: one range, and exact sets of them.

use super::IntervalSet;

/// An exact set of ports. They are kept as wide as IPv4 addresses, so that the page needs the sets only once for both.
pub type PortSet = IntervalSet<u32>;

/// The client's port when nobody says which: any ephemeral one (azure-semantics §1, §3.2).
pub const EPHEMERAL: PortRange = PortRange {
    first: 1024,
    last: 65535,
};

/// A range of ports, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PortRange {
    /// The lowest port.
    pub first: u16,
    /// The highest port.
    pub last: u16,
}

impl PortRange {
    /// Reads `3389` or `3380-3390`. `None` when it is neither, or the ends are the wrong way round.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = match text.split_once(['-', '–']) {
            Some((first, last)) => (first.trim(), last.trim()),
            None => (text, text),
        };
        let range = PortRange {
            first: parse_port(first)?,
            last: parse_port(last)?,
        };
        (range.first <= range.last).then_some(range)
    }

    /// The ports as a set.
    pub fn set(self) -> PortSet {
        PortSet::range(self.first.into(), self.last.into())
    }
}

/// Digits only: Rust's own number reading would take `+1`.
fn parse_port(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

impl std::fmt::Display for PortRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_single_ports_and_ranges_and_nothing_else() {
        let range = |first, last| Some(PortRange { first, last });
        assert_eq!(PortRange::parse("3389"), range(3389, 3389));
        assert_eq!(PortRange::parse("3389-3389"), range(3389, 3389));
        assert_eq!(PortRange::parse("3380 - 3390"), range(3380, 3390));
        for bad in [
            "",
            "-",
            "3389-",
            "65536",
            "+3389",
            "20-10",
            "rdp",
            "3389-3390-3391",
        ] {
            assert_eq!(PortRange::parse(bad), None, "{bad:?}");
        }
    }
}
