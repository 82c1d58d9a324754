//! Bytes to text: UTF-8 or UTF-16, with or without a byte-order mark, or Shift_JIS, as Windows in Japanese writes it.

/// Decodes a file by the tables of a library.
#[cfg(not(target_arch = "wasm32"))]
pub fn decode(bytes: &[u8]) -> String {
    decode_with(bytes, &|encoding| {
        let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes())?;
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        Some(text.into_owned())
    })
}

/// Decodes a file with what decodes it from an encoding that it is given the name of, as browsers do: tables of their own
/// would weigh more than all that reads. What cannot be decoded becomes U+FFFD, so nothing else is lost.
pub fn decode_with(bytes: &[u8], decoded: &dyn Fn(&str) -> Option<String>) -> String {
    let encoding = encoding_of(bytes);
    let text = decoded(encoding).or_else(|| decoded(UTF_8));
    let mut text = text.unwrap_or_default();
    // Half a letter is left where a file was cut off.
    if encoding.starts_with("utf-16") && !bytes.len().is_multiple_of(2) {
        text.pop();
    }
    text
}

const UTF_8: &str = "utf-8";

/// Windows PowerShell's `>` writes UTF-16; a byte-order mark tells, and without one the zero bytes do.
fn encoding_of(bytes: &[u8]) -> &'static str {
    match (bytes, zero_bytes(bytes)) {
        ([0xef, 0xbb, 0xbf, ..], _) => UTF_8,
        ([0xff, 0xfe, ..], _) | (_, Zeros::AtOddPlaces) => "utf-16le",
        ([0xfe, 0xff, ..], _) | (_, Zeros::AtEvenPlaces) => "utf-16be",
        _ if str::from_utf8(bytes).is_err() && is_shift_jis(bytes) => "shift_jis",
        _ => UTF_8,
    }
}

/// Whether these bytes may be Shift_JIS.
fn is_shift_jis(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter();
    while let Some(first) = bytes.next() {
        // Katakana of half the width take one byte, all others two.
        if first.is_ascii() || matches!(first, 0xa1..=0xdf) {
            continue;
        }
        let second = bytes.next();
        if matches!(first, 0x80 | 0xa0 | 0xfd..)
            || matches!(second, None | Some(..0x40 | 0x7f | 0xfd..))
        {
            return false;
        }
    }
    true
}

enum Zeros {
    None,
    AtOddPlaces,
    AtEvenPlaces,
}

/// ASCII in UTF-16 has a zero in every pair, always on the same side. Azure's output is mostly ASCII.
fn zero_bytes(bytes: &[u8]) -> Zeros {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let pairs = sample.chunks_exact(2).count();
    let zeros_at = |side: usize| {
        let zero = |pair: &&[u8]| pair.get(side) == Some(&0);
        sample.chunks_exact(2).filter(zero).count()
    };
    let (even, odd) = (zeros_at(0), zeros_at(1));
    if pairs > 0 && odd * 2 > pairs && even == 0 {
        Zeros::AtOddPlaces
    } else if pairs > 0 && even * 2 > pairs && odd == 0 {
        Zeros::AtEvenPlaces
    } else {
        Zeros::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Name : 規則\r\nAccess : Deny";

    fn encoded(unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        TEXT.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let (little, big) = (encoded(u16::to_le_bytes), encoded(u16::to_be_bytes));
        assert_eq!(decode(TEXT.as_bytes()), TEXT);
        assert_eq!(decode(&[b"\xef\xbb\xbf", TEXT.as_bytes()].concat()), TEXT);
        assert_eq!(decode(&little), TEXT);
        assert_eq!(decode(&big), TEXT);
        assert_eq!(decode(&[&[0xff, 0xfe], little.as_slice()].concat()), TEXT);
        assert_eq!(decode(&[&[0xfe, 0xff], big.as_slice()].concat()), TEXT);
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        assert_eq!(decode(b"a\xffb"), "a\u{fffd}b");
        assert_eq!(decode(&[]), "");
        assert_eq!(decode(b"a\0b\0c"), "ab");
        assert_eq!(decode(b"\0a\0b\0"), "ab");
        decode(&[0, 1, 0]);
    }

    #[test]
    fn shift_jis_is_decoded() {
        // The second byte of 表 is a backslash.
        assert_eq!(decode(b"\"\x95\x5c\" : {}"), "\"表\" : {}");
        assert_eq!(decode(b"\x82\xa0\x83\x7d\xb1\x81\x40x"), "あマｱ\u{3000}x");
        assert_eq!(decode(b"\x95"), "\u{fffd}");
        // Where nobody can, what stands around it is whole.
        let nobody = |encoding: &str| (encoding == UTF_8).then(|| decode(b"a\xffb"));
        assert_eq!(decode_with(b"a\x95b", &nobody), "a\u{fffd}b");
    }
}
