//! The offline copy: the whole page in one HTML file, opened from disk, whose policy forbids every connection.
//!
//! The page stands in it as it is. Style sheet, script and module stand in a script element, packed by LZMA, in UTF-16: there
//! nearly all pairs of bytes are a character, so that they take hardly more than themselves, while UTF-8 has 7 bits a byte
//! at best. The mark at its begin tells every browser so, whatever a server may say. `www/offline/unpack.js` reads it.

use std::io::Write;

use anyhow::{Context, Result, ensure};
use lzma_rust2::{EncodeMode, LzmaOptions, LzmaWriter, MfType};

use crate::digest::integrity;

/// What the file is made of.
pub struct Parts<'p> {
    /// `index.html`, with the marks around what only the site has.
    pub page: &'p str,
    /// The minified `www/offline/unpack.js`.
    pub unpack: &'p str,
    /// The minified style sheet.
    pub style: &'p str,
    /// The minified script, all in one.
    pub script: &'p str,
    /// The sorted module.
    pub module: &'p [u8],
    /// Where the site is for everybody, when that is known: links are made against it.
    pub address: Option<&'p str>,
}

/// What the page looks like before its style sheet is unpacked, or where it cannot be.
const STYLE: &str = "body{font-family:system-ui;margin:1rem}#failed{visibility:hidden;animation:a 0s 20s forwards}\
    #failed.now{visibility:visible}@keyframes a{to{visibility:visible}}\
    @media(scripting:none){#failed{visibility:visible}}";

/// Puts the file together. The same parts give the same bytes.
pub fn offline_file(parts: &Parts) -> Result<Vec<u8>> {
    let Parts {
        unpack,
        style,
        script,
        module,
        ..
    } = parts;
    // What would end the element; esbuild writes neither.
    ensure!(
        !unpack.contains("</script") && !unpack.contains("<!--"),
        "the script would end its own element"
    );
    // Each letter of it takes two bytes.
    let page = without_site(parts.page)?.replace(">\n<", "><");
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' 'wasm-unsafe-eval'; style-src '{}' '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        integrity(unpack.as_bytes()),
        integrity(script.as_bytes()),
        integrity(STYLE.as_bytes()),
        integrity(style.as_bytes())
    );
    let page = with_policy(&page, &policy)?.replacen("<meta charset=\"utf-8\">", "", 1);
    let (head, body) = page.split_once("</head>").context("the page has no head")?;
    let (body, end) = body.split_once("</body>").context("the page has no body")?;
    let head = match parts.address {
        Some(address) => {
            ensure!(
                address.starts_with("https://")
                    && !address.contains(['"', '&', '<', '?', '#', ' ']),
                "the public address {address} is no plain https address"
            );
            head.replacen("<html", &format!("<html data-address=\"{address}\""), 1)
        }
        None => head.to_owned(),
    };
    let all = [style.as_bytes(), script.as_bytes(), module].concat();
    let packed = packed(&all)?;
    let sizes = format!("{} {} {}", all.len(), style.len(), script.len());
    let before = format!(
        "\u{feff}{head}<link rel=\"icon\" href=\"data:,\">\n<style>{STYLE}</style>\n</head>{body}\
         <script type=\"text/plain\" id=\"packed\" data-bytes=\"{sizes}\">"
    );
    let behind = format!("</script>\n<script type=\"module\">{unpack}</script>\n</body>{end}");
    let units = before.encode_utf16();
    let units = units.chain(in_units(&packed)).chain(behind.encode_utf16());
    Ok(units.flat_map(u16::to_le_bytes).collect())
}

/// Packed as `www/offline/lzma.js` unpacks it, without header and end mark.
fn packed(content: &[u8]) -> Result<Vec<u8>> {
    let options = LzmaOptions {
        dict_size: 1 << 20,
        // Like stands beside like in the sorted module, so what came before tells little of a byte.
        lc: 0,
        lp: 0,
        pb: 0,
        mode: EncodeMode::Normal,
        nice_len: 273,
        mf: MfType::Bt4,
        depth_limit: 1_000,
        preset_dict: None,
    };
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

/// Where what only the site has begins and ends in `index.html`.
const SITE: [&str; 2] = ["<!--site-->", "<!--/site-->"];

/// The page without what only the site has: files beside it, and the offer of this file.
fn without_site(page: &str) -> Result<String> {
    let mut rest = page;
    let mut out = String::with_capacity(page.len());
    while let Some((before, from)) = rest.split_once(SITE[0]) {
        let (_, after) = from
            .split_once(SITE[1])
            .context("a mark of the site has no end")?;
        out.push_str(before);
        rest = after.strip_prefix('\n').unwrap_or(after);
    }
    out.push_str(rest);
    Ok(out)
}

/// The page of the site, without the marks.
pub fn without_marks(page: &str) -> String {
    let mut page = page.to_owned();
    for mark in SITE {
        page = page.replace(&[mark, "\n"].concat(), "").replace(mark, "");
    }
    page
}

fn with_policy(page: &str, policy: &str) -> Result<String> {
    const META: &str = "http-equiv=\"Content-Security-Policy\" content=\"";
    let (before, after) = page.split_once(META).context("the page has no policy")?;
    let (_, after) = after.split_once('"').context("the policy has no end")?;
    Ok([before, META, policy, "\"", after].concat())
}

/// 16 bits are one unit of UTF-16, the lowest first. Halves of pairs alone are no characters: the 11 bits that tell one from
/// another make a pair with the 9 bits behind them. What else does not survive as it is goes behind a mark, with its highest
/// bit turned over.
fn in_units(bytes: &[u8]) -> Vec<u16> {
    let mut units = Vec::with_capacity(bytes.len() / 2 + bytes.len() / 64);
    let count = bytes.len() * 8;
    let mut at = 0;
    while at < count {
        let unit = bits(bytes, at, 16);
        at += 16;
        let pair = u32::from(unit & 0x7ff) | u32::from(bits(bytes, at, 9)) << 11;
        // The last two of each plane are no characters either.
        if unit & 0xf800 == 0xd800 && pair & 0xffff < 0xfffe {
            at += 9;
            units.extend([0xd800 | (pair >> 10) as u16, 0xdc00 | (pair & 0x3ff) as u16]);
        } else if is_lost(unit) {
            units.extend([MARK, unit ^ 0x8000]);
        } else {
            units.push(unit);
        }
    }
    units
}

/// So many bits from there on, the lowest first; behind the end all are zero.
fn bits(bytes: &[u8], at: usize, count: u32) -> u16 {
    let byte = |at: usize| u32::from(bytes.get(at).copied().unwrap_or(0));
    let from = at / 8;
    let three = byte(from) | byte(from + 1) << 8 | byte(from + 2) << 16;
    ((three >> (at % 8)) & ((1 << count) - 1)) as u16
}

const MARK: u16 = 1;

/// Nothing, the end of a line that becomes another, what might begin a tag, half a pair, the mark of the beginning, what is
/// never a character, and the mark itself.
fn is_lost(unit: u16) -> bool {
    matches!(
        unit,
        0 | MARK | 13 | 60 | 0xd800..=0xdfff | 0xfeff | 0xfffe | 0xffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"old\">\n\
        <!--site-->\n<link href=\"style.css\">\n<!--/site-->\n</head>\n<body>\n<p>text <!--site-->link <!--/site-->end</p>\n</body>\n</html>\n";

    fn file(module: &[u8], address: Option<&str>) -> Result<String> {
        let file = offline_file(&Parts {
            page: PAGE,
            unpack: "let y",
            style: "p{}",
            script: "let x",
            module,
            address,
        })?;
        let units: Vec<u16> = file
            .chunks(2)
            .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
            .collect();
        Ok(String::from_utf16(&units)?)
    }

    /// As `www/offline/unpack.js` does it.
    fn from_units(units: &[u16], length: usize) -> Vec<u8> {
        let (mut out, mut held, mut count) = (Vec::new(), 0_u32, 0);
        let mut put = |value: u32, bits: u32| {
            held |= value << count;
            count += bits;
            while count > 7 {
                out.push(held as u8);
                (held, count) = (held >> 8, count - 8);
            }
        };
        let mut units = units.iter().map(|unit| u32::from(*unit));
        while let Some(unit) = units.next() {
            let mut next = || units.next().expect("what belongs to it");
            if unit == u32::from(MARK) {
                put(next() ^ 0x8000, 16);
            } else if unit & 0xf800 == 0xd800 {
                let pair = (unit & 0x3ff) << 10 | next() & 0x3ff;
                put(0xd800 | pair & 0x7ff, 16);
                put(pair >> 11, 9);
            } else {
                put(unit, 16);
            }
        }
        out.truncate(length);
        out
    }

    #[test]
    fn the_module_comes_out_as_it_went_in() {
        let all: Vec<u8> = (0..=u16::MAX).flat_map(u16::to_le_bytes).collect();
        for length in [0, 1, 2, 3, 121, all.len() - 1, all.len()] {
            let module = &all[..length];
            let units = in_units(module);
            let text = String::from_utf16(&units).expect("no half of a pair stands alone");
            assert!(!text.contains(['<', '\r', '\0', '\u{feff}']));
            assert_eq!(from_units(&units, length), module);
        }
    }

    #[test]
    fn the_same_parts_give_the_same_bytes() {
        let module: Vec<u8> = (0..60_000_u32).map(|at| ((at * at) >> 7) as u8).collect();
        let once = file(&module, None).expect("a file");
        assert_eq!(once, file(&module, None).expect("a file"));
    }

    #[test]
    fn the_file_stands_alone_and_may_connect_to_nothing() {
        let file = file(b"module", None).expect("a file");
        assert!(file.starts_with("\u{feff}<!doctype html>") && !file.contains("utf-8"));
        assert!(!file.contains("style.css") && file.contains(&format!("<style>{STYLE}</style>")));
        assert!(file.contains("<p>text end</p>"), "{file}");
        assert!(!file.contains("old"), "the site's policy is gone");
        let (unpack, script) = (integrity(b"let y"), integrity(b"let x"));
        assert!(file.contains(&format!(
            "default-src 'none'; script-src '{unpack}' '{script}' 'wasm-unsafe-eval';"
        )));
        assert!(file.contains("<script type=\"module\">let y</script>"));
        assert!(!file.contains("connect-src"));
    }

    #[test]
    fn the_public_address_is_in_it_when_there_is_one() {
        let with = file(b"module", Some("https://example.com/rdp/")).expect("a file");
        assert!(with.contains("<html data-address=\"https://example.com/rdp/\" lang"));
        for wrong in [
            "http://example.com/",
            "https://example.com/\"x",
            "javascript:1",
        ] {
            assert!(file(b"module", Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_site_has_no_marks() {
        let page = without_marks(PAGE);
        assert!(
            page.contains("text link end")
                && page.contains("\n<link href")
                && !page.contains("site-->")
        );
    }
}
