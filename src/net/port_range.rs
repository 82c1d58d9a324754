//! Ports: one range, and what several of them cover together.

use super::text;

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
    /// Every port.
    pub const ALL: PortRange = PortRange {
        first: 0,
        last: u16::MAX,
    };

    /// Reads `3389` or `3380-3390`. `None` when it is neither, or the ends are the wrong way round.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((first, last)) = text.split_once(['-', '–']) else {
            return parse_port(text).map(PortRange::single);
        };
        let range = PortRange {
            first: parse_port(first.trim())?,
            last: parse_port(last.trim())?,
        };
        (range.first <= range.last).then_some(range)
    }

    /// Just this port.
    pub fn single(port: u16) -> Self {
        PortRange {
            first: port,
            last: port,
        }
    }

    /// As it is written in a rule.
    pub fn text(self) -> String {
        let first = text::number(self.first.into());
        if self.first == self.last {
            first
        } else {
            text::range(&first, &text::number(self.last.into()))
        }
    }

    /// Whether all of it is in `ranges` together.
    pub fn is_covered_by(self, ranges: &[PortRange]) -> bool {
        let mut uncovered = self.first;
        while let Some(range) = ranges
            .iter()
            .find(|range| range.first <= uncovered && uncovered <= range.last)
        {
            if range.last >= self.last {
                return true;
            }
            uncovered = range.last + 1;
        }
        false
    }

    /// Whether the two have nothing in common.
    pub fn is_disjoint(self, other: PortRange) -> bool {
        self.last < other.first || other.last < self.first
    }
}

/// Digits only: Rust's own number reading would take `+1`.
fn parse_port(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_together_what_none_covers_alone() {
        let range = |first, last| PortRange { first, last };
        let all = PortRange::ALL;
        assert!(all.is_covered_by(&[range(3000, 65535), range(0, 2000), range(1500, 2999)]));
        assert!(!all.is_covered_by(&[range(3000, 65535), range(0, 2998)]));
        assert!(!all.is_covered_by(&[]));
        assert!(range(3389, 3389).is_covered_by(&[all]));
    }

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
