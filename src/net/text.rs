//! Numbers, addresses and blocks as text, letter for letter as the standard library writes them, but without its
//! machinery of formatting: the page uses that for nothing else, and it would be 2 KB of it.

use super::AddressSet;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A number.
pub fn number(number: usize) -> String {
    let mut text = String::new();
    push_number(&mut text, number, 10);
    text
}

/// A large number in groups of three digits: `65,536`.
pub fn grouped(number: u32) -> String {
    let digits = self::number(number as usize);
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An address; of IPv6 as RFC 5952 recommends.
pub fn address(address: IpAddr) -> String {
    let mut text = String::new();
    match address {
        IpAddr::V4(address) => push_octets(&mut text, address.octets()),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => {
                text.push_str("::ffff:");
                push_octets(&mut text, mapped.octets());
            }
            None => push_segments(&mut text, address),
        },
    }
    text
}

/// A block: its address, host bits and all, and its length.
pub fn block(block: IpNet) -> String {
    let mut text = address(block.addr());
    text.push('/');
    push_number(&mut text, block.prefix_len().into(), 10);
    text
}

/// The blocks of a set, the shortest list there is.
pub fn blocks(set: &AddressSet) -> Vec<String> {
    let mut blocks = Vec::new();
    for prefix in set.prefixes() {
        blocks.push(block(prefix));
    }
    blocks
}

/// From one to the other.
pub fn range(first: &str, last: &str) -> String {
    [first, last].join("-")
}

/// What is spelled so, in whatever letters.
pub fn spelled<T: Copy>(text: &str, spellings: &[(&str, T)]) -> Option<T> {
    let mut spellings = spellings.iter();
    let known = spellings.find(|(spelling, _)| spelling.eq_ignore_ascii_case(text));
    known.map(|(_, it)| *it)
}

/// Whether it is a full-width letter, digit or sign of a Japanese keyboard that has one of half the width.
pub fn is_full_width(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}')
}

/// The text without the full-width letters, digits and signs of a Japanese keyboard.
pub fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        _ if is_full_width(c) => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3002}' => '.',
        _ => c,
    };
    text.chars().map(half).collect()
}

/// The IPv4 addresses that stand in a text.
pub fn dotted_in(text: &str) -> Vec<IpAddr> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, next) in text.char_indices() {
        if let (false, Some((_, _, address))) =
            (before.is_ascii_digit(), text.get(at..).and_then(dotted))
        {
            found.push(address);
        }
        before = next;
    }
    found
}

/// An IPv4 address with which a text begins, written with dots, hyphens or underscores: where it ends, and with what it
/// is joined.
pub fn dotted(text: &str) -> Option<(usize, &str, IpAddr)> {
    let mut octets = [0u8; 4];
    let mut at = 0;
    let mut joint = "";
    for (place, octet) in octets.iter_mut().enumerate() {
        if place > 0 {
            let next = text
                .get(at..at + 1)
                .filter(|it| matches!(*it, "." | "-" | "_"))?;
            if place > 1 && next != joint {
                return None;
            }
            joint = next;
            at += 1;
        }
        let rest = text.get(at..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        *octet = byte(rest.get(..digits)?)?;
        at += digits;
    }
    Some((at, joint, IpAddr::V4(Ipv4Addr::from(octets))))
}

/// A number up to 255. It is read as a port is: for numbers of a byte the standard library has as much code again.
pub fn byte(text: &str) -> Option<u8> {
    let number: u16 = text.parse().ok()?;
    number.try_into().ok()
}

fn push_octets(text: &mut String, octets: [u8; 4]) {
    for (at, octet) in octets.into_iter().enumerate() {
        if at > 0 {
            text.push('.');
        }
        push_number(text, octet.into(), 10);
    }
}

/// `::` stands for the longest run of zeros, the first one of several; a single zero is written.
fn push_segments(text: &mut String, address: Ipv6Addr) {
    let segments = address.segments();
    let (mut gap, mut longest, mut run) = (0, 1, 0);
    for (at, segment) in segments.into_iter().enumerate() {
        run = if segment == 0 { run + 1 } else { 0 };
        if run > longest {
            (gap, longest) = (at + 1 - run, run);
        }
    }
    let gap = if longest > 1 {
        gap..gap + longest
    } else {
        8..8
    };
    for (at, segment) in segments.into_iter().enumerate() {
        if at == gap.start {
            text.push_str("::");
        }
        if !gap.contains(&at) {
            if at > 0 && at != gap.end {
                text.push(':');
            }
            push_number(text, segment.into(), 16);
        }
    }
}

fn push_number(text: &mut String, number: usize, base: usize) {
    if number >= base {
        push_number(text, number / base, base);
    }
    let digit = b"0123456789abcdef".get(number % base);
    text.push(digit.copied().unwrap_or(b'0').into());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_stand_in_groups() {
        for (number, shown) in [
            (2, "2"),
            (256, "256"),
            (65_536, "65,536"),
            (4_294_967_295, "4,294,967,295"),
        ] {
            assert_eq!(grouped(number), shown);
        }
    }
    use proptest::prelude::*;

    /// Zeros and ones in every place, so that runs of zeros of every length compete.
    fn some_v6() -> impl Strategy<Value = IpAddr> {
        let segment = prop_oneof![3 => Just(0), 1 => Just(0xffff), 1 => any::<u16>()];
        proptest::array::uniform8(segment).prop_map(IpAddr::from)
    }

    proptest! {
        #[test]
        fn is_what_the_standard_library_writes(
            any in any::<usize>(), v4 in any::<[u8; 4]>(), v6 in some_v6(), length in 0..=32_u8,
        ) {
            prop_assert_eq!(number(any), any.to_string());
            for one in [IpAddr::from(v4), v6] {
                prop_assert_eq!(address(one), one.to_string());
                let net = IpNet::new(one, length).expect("a block");
                prop_assert_eq!(block(net), net.to_string());
            }
        }
    }

    #[test]
    fn zeros_are_left_out_once() {
        for text in [
            "::",
            "::1",
            "1::",
            "1::8",
            "0:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7:0",
            "0:0:3::",
            "1::4:0:0:7:8",
            "1:0:3:0:5:0:7:0",
            "::ffff:10.0.0.4",
            "::10.0.0.4",
        ] {
            let one: IpAddr = text.parse().expect("an address");
            assert_eq!(address(one), one.to_string());
        }
    }
}
