//! Bytes to text: UTF-8 or UTF-16, with or without a byte-order mark, or Shift_JIS, as Windows in Japanese writes it.

/// Decodes a file, Shift_JIS by the table of a library.
#[cfg(not(target_arch = "wasm32"))]
pub fn decode(bytes: &[u8]) -> String {
    decode_with(bytes, &|bytes| {
        let (text, _) = encoding_rs::SHIFT_JIS.decode_without_bom_handling(bytes);
        Some(text.into_owned())
    })
}

/// Decodes a file. Windows PowerShell's `>` writes UTF-16; a byte-order mark tells, and without one the zero
/// bytes do. What cannot be decoded becomes U+FFFD, so nothing else is lost. What is Shift_JIS, `shift_jis` decodes: a table
/// of its characters would weigh more than all that reads, and browsers have one.
pub fn decode_with(bytes: &[u8], shift_jis: &dyn Fn(&[u8]) -> Option<String>) -> String {
    let utf8 = |bytes| match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => is_shift_jis(bytes)
            .then(|| shift_jis(bytes))
            .flatten()
            .unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()),
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match zero_bytes(bytes) {
            Zeros::AtOddPlaces => utf16(bytes, u16::from_le_bytes),
            Zeros::AtEvenPlaces => utf16(bytes, u16::from_be_bytes),
            Zeros::None => utf8(bytes),
        },
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

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [first, second] => unit([*first, *second]),
        _ => 0xfffd,
    });
    char::decode_utf16(units)
        .map(|decoded| decoded.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
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
        decode(&[0, 1, 0]);
    }

    #[test]
    fn shift_jis_is_decoded() {
        // The second byte of 表 is a backslash.
        assert_eq!(decode(b"\"\x95\x5c\" : {}"), "\"表\" : {}");
        assert_eq!(decode(b"\x82\xa0\x83\x7d\xb1\x81\x40x"), "あマｱ\u{3000}x");
        assert_eq!(decode(b"\x95"), "\u{fffd}");
        // Where nobody can, what stands around it is whole.
        assert_eq!(decode_with(b"a\x95b", &|_| None), "a\u{fffd}b");
    }
}
