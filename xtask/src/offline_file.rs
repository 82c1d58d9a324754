//! The offline copy: the whole page in one HTML file, opened from disk, whose policy forbids every connection.
//!
//! Script and style sheet stand in it as they are, and the module deflated and written in characters that survive as text
//! of a script element in UTF-8: 7 bits a byte, which is a seventh less than base64. `www/offline/module.js` reads that.

use std::io::Write;
use std::num::NonZeroU64;

use anyhow::{Context, Result, ensure};
use zopfli::{BlockType, DeflateEncoder, Options};

use crate::digest::integrity;

/// What the file is made of.
pub struct Parts<'p> {
    /// `index.html`, with the marks around what only the site has.
    pub page: &'p str,
    /// The minified style sheet.
    pub style: &'p str,
    /// The minified script, all in one.
    pub script: &'p str,
    /// The sorted module, deflated by [`deflated`].
    pub module: &'p [u8],
    /// Where the site is for everybody, when that is known: links are made against it.
    pub address: Option<&'p str>,
}

/// Puts the file together. The same parts give the same bytes.
pub fn offline_file(parts: &Parts) -> Result<String> {
    let Parts { style, script, .. } = parts;
    // What would end the element; esbuild writes neither.
    ensure!(
        !script.contains("</script") && !script.contains("<!--") && !style.contains("</style"),
        "the script or the style sheet would end its own element"
    );
    let page = without_site(parts.page)?;
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        integrity(script.as_bytes()),
        integrity(style.as_bytes())
    );
    let page = with_policy(&page, &policy)?;
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
    let bytes = parts.module.len();
    let packed = in_characters(parts.module);
    Ok(format!(
        "{head}<link rel=\"icon\" href=\"data:,\">\n<style>{style}</style>\n</head>{body}\
         <script type=\"text/plain\" id=\"packed\" data-bytes=\"{bytes}\">{packed}</script>\n\
         <script type=\"module\">{script}</script>\n</body>{end}"
    ))
}

/// Deflated as small as it gets, without a header.
pub fn deflated(content: &[u8]) -> Result<Vec<u8>> {
    let options = Options {
        iteration_count: NonZeroU64::MIN.saturating_add(29),
        // Every stream of the sorted module is a matter of its own.
        maximum_block_splits: 0,
        ..Options::default()
    };
    let mut encoder = DeflateEncoder::new(options, BlockType::Dynamic, Vec::new());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
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

/// 7 bits at a time, the highest first, each the character with that number. What does not survive as it is, because
/// HTML takes it for something else, goes together with the 7 bits behind it as one character of two bytes.
fn in_characters(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 8 / 7 + 2);
    let (mut bits, mut count) = (0_u32, 0);
    let mut waiting: Option<u32> = None;
    let mut push = |value: u32| {
        let lost = LOST.iter().position(|lost| *lost == value);
        match (waiting.take(), lost) {
            (Some(which), _) => out.extend(char::from_u32(128 + which * 128 + value)),
            (None, Some(which)) => waiting = u32::try_from(which).ok(),
            (None, None) => out.extend(char::from_u32(value)),
        }
    };
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        count += 8;
        while count > 6 {
            count -= 7;
            push(bits >> count & 127);
        }
        bits &= (1 << count) - 1;
    }
    // What is left, and nothing for what may wait for it.
    push(bits << (7 - count) & 127);
    push(1);
    out
}

/// Nothing, the end of a line that becomes another, and what might begin a tag.
const LOST: [u32; 3] = [0, 13, 60];

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    const PAGE: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"old\">\n\
        <!--site-->\n<link href=\"style.css\">\n<!--/site-->\n</head>\n<body>\n<p>text <!--site-->link <!--/site-->end</p>\n</body>\n</html>\n";

    fn file(module: &[u8], address: Option<&str>) -> Result<String> {
        let deflated = deflated(module)?;
        offline_file(&Parts {
            page: PAGE,
            style: "p{}",
            script: "let x",
            module: &deflated,
            address,
        })
    }

    /// As `www/offline/module.js` does it.
    fn from_characters(text: &str, length: usize) -> Vec<u8> {
        let (mut bits, mut count) = (0_u32, 0);
        let mut out = Vec::new();
        let mut push = |value: u32| {
            bits = (bits << 7 | value) & 0x3fff;
            count += 7;
            if count > 7 {
                count -= 8;
                out.push((bits >> count & 255) as u8);
            }
        };
        for character in text.chars() {
            match (character as u32).checked_sub(128) {
                None => push(character as u32),
                Some(pair) => {
                    push(LOST[pair as usize >> 7]);
                    push(pair & 127);
                }
            }
        }
        out.truncate(length);
        out
    }

    #[test]
    fn the_module_comes_out_as_it_went_in() {
        let mut noise = 7_u32;
        for length in 0..300 {
            let module: Vec<u8> = (0..length)
                .map(|_| {
                    noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (noise >> 24) as u8
                })
                .collect();
            let text = in_characters(&module);
            assert!(!text.contains(['<', '\r', '\0']));
            assert_eq!(from_characters(&text, length), module);
            let all = vec![(length & 255) as u8; length];
            assert_eq!(from_characters(&in_characters(&all), length), all);
        }
        let module = b"the same again, the same again, the same again".repeat(50);
        let packed = deflated(&module).expect("deflated");
        let mut out = Vec::new();
        let mut inflated = flate2::read::DeflateDecoder::new(&packed[..]);
        inflated.read_to_end(&mut out).expect("inflated");
        assert_eq!(out, module);
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
        assert!(!file.contains("style.css") && file.contains("<style>p{}</style>"));
        assert!(file.contains("<p>text end</p>"), "{file}");
        assert!(!file.contains("old"), "the site's policy is gone");
        let hash = integrity(b"let x");
        assert!(file.contains(&format!(
            "default-src 'none'; script-src '{hash}' 'wasm-unsafe-eval';"
        )));
        assert!(file.contains("<script type=\"module\">let x</script>"));
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
