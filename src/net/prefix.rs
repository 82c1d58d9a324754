//! An address prefix as somebody wrote it.

use super::{AddressSet, number, text};
use ipnet::IpNet;
use std::net::IpAddr;

/// An address or a CIDR block. Host bits are kept as written, for a warning, and masked in every comparison
/// (azure-semantics §3.3, T21).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Prefix(IpNet);

impl Prefix {
    /// Reads `203.0.113.7`, `10.0.0.0/16`, `fd00::/8`. `None` for everything else.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            Some((address, length)) => {
                let is_number =
                    !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
                let length = text::byte(length).filter(|_| is_number)?;
                IpNet::new(address.parse().ok()?, length).ok().map(Prefix)
            }
            None => text.parse::<IpAddr>().ok().map(Prefix::from),
        }
    }

    /// The same as somebody types or copies it: with blanks around it, or a port behind it (`203.0.113.7:3389`,
    /// `[fd00::1]:3389`).
    pub fn parse_typed(text: &str) -> Option<Self> {
        let text = super::text::half_width(text.trim());
        let parts = match text.strip_prefix('[') {
            Some(rest) => rest.split_once("]:"),
            None => text.split_once(':').filter(|(it, _)| it.contains('.')),
        };
        let before_port = parts.filter(|(_, port)| port.parse::<u16>().is_ok());
        Prefix::parse(before_port.map_or(&*text, |(address, _)| address))
    }

    /// The prefix of this length at the address with this number; `None` where the family has no such length.
    pub fn from_bits(bits: u128, is_ipv6: bool, length: u8) -> Option<Self> {
        let is_of_family = is_ipv6 || bits <= u32::MAX.into();
        let block = IpNet::new(number::address(bits, is_ipv6), length);
        block.ok().filter(|_| is_of_family).map(Prefix)
    }

    /// Its two halves; `None` of a single address.
    pub fn halves(self) -> Option<[Prefix; 2]> {
        let first = Prefix(self.network());
        let length = self.length() + 1;
        let bits_left = self.0.max_prefix_len().checked_sub(length)?;
        let second = first.bits() | 1 << bits_left;
        Some([
            Prefix::from_bits(first.bits(), self.is_ipv6(), length)?,
            Prefix::from_bits(second, self.is_ipv6(), length)?,
        ])
    }

    /// Its address as a number, host bits and all.
    pub fn bits(self) -> u128 {
        number::of(self.0.addr())
    }

    /// The block with its host bits cleared.
    pub fn network(self) -> IpNet {
        let (first, _) = number::ends(self.0);
        IpNet::new(number::address(first, self.is_ipv6()), self.length()).unwrap_or(self.0)
    }

    /// Whether it was written with bits set that the mask removes, as in `10.1.0.0/8`.
    pub fn has_host_bits(self) -> bool {
        self.bits() != number::ends(self.0).0
    }

    /// Its one address, when it is no more than one.
    pub fn single_address(self) -> Option<IpAddr> {
        (self.0.prefix_len() == self.0.max_prefix_len()).then(|| self.0.addr())
    }

    /// Whether it holds every address of its family: `0.0.0.0/0` or `::/0`.
    pub fn is_whole_family(self) -> bool {
        self.0.prefix_len() == 0
    }

    /// Whether it is of the IPv6 family.
    pub fn is_ipv6(self) -> bool {
        matches!(self.0, IpNet::V6(_))
    }

    /// How many bits of an address it fixes.
    pub fn length(self) -> u8 {
        self.0.prefix_len()
    }

    /// Whether `address` is in it.
    pub fn contains(self, address: IpAddr) -> bool {
        let (first, last) = number::ends(self.0);
        self.is_ipv6() == address.is_ipv6() && (first..=last).contains(&number::of(address))
    }

    /// Whether every address of `other` is in it.
    pub fn holds(self, other: Prefix) -> bool {
        self.length() <= other.length() && self.contains(other.0.addr())
    }

    /// As it was written; a single address without its length.
    pub fn text(self) -> String {
        match self.single_address() {
            Some(address) => text::address(address),
            None => text::block(self.0),
        }
    }

    /// The addresses of all of them.
    pub fn all_of(prefixes: &[Prefix]) -> AddressSet {
        let mut blocks = Vec::new();
        for prefix in prefixes {
            blocks.push(prefix.0);
        }
        AddressSet::blocks(&blocks)
    }

    /// All its addresses.
    pub fn addresses(self) -> AddressSet {
        AddressSet::block(self.0)
    }
}

impl From<IpAddr> for Prefix {
    fn from(address: IpAddr) -> Self {
        Prefix(IpNet::from(address))
    }
}

impl From<IpNet> for Prefix {
    fn from(net: IpNet) -> Self {
        Prefix(net)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_bits_are_kept_for_the_warning_and_masked_for_the_set() {
        let prefix = Prefix::parse("203.0.113.77/24").expect("a prefix");
        assert!(prefix.has_host_bits());
        assert_eq!(prefix.text(), "203.0.113.77/24");
        assert_eq!(prefix.network().to_string(), "203.0.113.0/24");
        assert!(
            prefix
                .addresses()
                .contains("203.0.113.1".parse().expect("an address"))
        );
    }

    #[test]
    fn a_port_behind_a_typed_address_is_not_of_it() {
        for (typed, address) in [
            (" 203.0.113.7:3389", Some("203.0.113.7/32")),
            ("[fd00::1]:3389", Some("fd00::1/128")),
            ("203.0.113.0/24 ", Some("203.0.113.0/24")),
            ("::ffff:203.0.113.7", Some("::ffff:203.0.113.7/128")),
            ("203.0.113.7:rdp", None),
            ("203.0.113.7:33890000", None),
            ("[fd00::1]", None),
        ] {
            let read = Prefix::parse_typed(typed).map(|prefix| prefix.network().to_string());
            let expected = address.map(str::to_owned);
            assert_eq!(read, expected, "{typed}");
        }
    }

    #[test]
    fn halves_are_one_bit_longer() {
        let halves = |text: &str| {
            let halves = Prefix::parse(text).expect("a prefix").halves()?;
            Some(halves.map(|half| text::block(half.network())).join(" "))
        };
        let of = |text: &str| Some(text.to_owned());
        assert_eq!(halves("0.0.0.0/0"), of("0.0.0.0/1 128.0.0.0/1"));
        assert_eq!(halves("10.0.0.7/30"), of("10.0.0.4/31 10.0.0.6/31"));
        assert_eq!(halves("::/0"), of("::/1 8000::/1"));
        assert_eq!(halves("::2/127"), of("::2/128 ::3/128"));
        assert_eq!(halves("10.0.0.4"), None);
        assert_eq!(halves("::1/128"), None);
    }

    #[test]
    fn what_is_no_prefix_is_none() {
        for bad in [
            "",
            "*",
            "Internet",
            "10.0.0",
            "10.0.0.0/33",
            "10.0.0.0/",
            "1.2.3.4.5",
            "::/129",
        ] {
            assert_eq!(Prefix::parse(bad), None, "{bad:?}");
        }
    }
}
