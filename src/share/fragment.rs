//! The text of a link: `c`, the version, and in base64url the length, a checksum and the archive.

use super::{LinkError, VERSION};

/// Longer texts are not looked at.
pub const MOST_CHARACTERS: usize = 200_000;
/// Longer links are cut by mail programs and chats; a file is better then.
const LONGEST_LINK: usize = 8_000;
/// What every link begins with.
const KIND: char = 'c';
/// How many bytes say how many follow.
const LENGTH: usize = 3;
const CHECKSUM: usize = 4;

static DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Whether a fragment, with `#` or without, looks like a link of any version. Others are names of places in the page.
pub fn is_link(text: &str) -> bool {
    parts(text).is_some()
}

/// The link that a text is, or that stands behind `#` in an address. What begins with `#` is meant for one, whatever it is.
pub fn link_in(text: &str) -> Option<&str> {
    let text = text.trim();
    let fragment = text.rsplit_once('#').map_or(text, |(_, fragment)| fragment);
    let is_meant = text.starts_with('#') && text.chars().all(|c| c > ' ');
    let is_address = text.starts_with('h') || !text.contains('#');
    let is_digit = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_long = fragment.len() > 16 && fragment.chars().all(is_digit);
    (is_meant || is_address && is_long && is_link(fragment)).then_some(fragment)
}

/// Whether it had better be a file.
pub fn is_too_long_for_a_link(text: &str) -> bool {
    text.len() > LONGEST_LINK
}

/// Writes an archive down.
pub fn write(archive: &[u8]) -> String {
    let length = archive.len() as u32;
    let mut bytes = Vec::new();
    bytes.extend(length.to_le_bytes().into_iter().take(LENGTH));
    bytes.extend(checksum(archive).to_le_bytes());
    bytes.extend(archive);
    let mut text = String::new();
    text.push(KIND);
    text.push(char::from(b'0' + VERSION as u8));
    let mut add = |six: u32| {
        if let Some(digit) = DIGITS.get(six as usize & 63) {
            text.push(char::from(*digit));
        }
    };
    let (mut held, mut count) = (0, 0);
    for byte in bytes {
        held = held << 8 | u32::from(byte);
        count += 8;
        while count >= 6 {
            count -= 6;
            add(held >> count);
        }
    }
    if count > 0 {
        add(held << (6 - count));
    }
    text
}

/// The version and the archive.
///
/// # Errors
///
/// Whatever can be wrong with a link before its archive is read.
pub fn read(text: &str) -> Result<(u32, Vec<u8>), LinkError> {
    let (version, rest) = parts(text).ok_or(LinkError::NotALink)?;
    if version > VERSION {
        return Err(LinkError::Newer);
    }
    if rest.len() > MOST_CHARACTERS {
        return Err(LinkError::TooLong);
    }
    let mut bytes = Vec::new();
    let (mut held, mut count) = (0, 0);
    for digit in rest.bytes() {
        // What a mail program adds behind a link is no digit.
        let Some(six) = DIGITS.iter().position(|it| *it == digit) else {
            break;
        };
        held = held << 6 | six as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count & 255) as u8);
        }
    }
    let mut numbers = bytes.iter();
    let mut number = |bytes: usize| {
        let mut number = 0;
        for place in 0..bytes {
            number |= u32::from(*numbers.next()?) << (8 * place);
        }
        Some(number)
    };
    let (length, sum) = number(LENGTH).zip(number(CHECKSUM)).ok_or(LinkError::Cut)?;
    let length = length as usize;
    let mut archive = bytes.split_off(LENGTH + CHECKSUM);
    if archive.len() < length {
        return Err(LinkError::Cut);
    }
    archive.truncate(length);
    if checksum(&archive) != sum {
        return Err(LinkError::Damaged);
    }
    Ok((version, archive))
}

/// The version, and what comes behind it.
fn parts(text: &str) -> Option<(u32, &str)> {
    let text = text.trim();
    let text = text.strip_prefix('#').unwrap_or(text);
    let rest = text.strip_prefix(KIND)?;
    let version = rest
        .chars()
        .next()?
        .to_digit(10)
        .filter(|version| *version > 0)?;
    Some((version, rest.get(1..)?))
}

/// FNV-1a: a changed byte always changes it.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum: u32 = 0x811c_9dc5;
    for byte in bytes {
        sum = (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    sum
}
