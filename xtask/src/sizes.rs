//! What the site costs a visitor to load.

use std::fmt;
use std::io::Write;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::site::Site;

/// What a first visit may load in all, compressed with brotli. It is meant to be 130 KB, about two seconds on a slow mobile
/// line, and this holds it where it is until it gets there.
const LIMIT_BYTES: usize = 247_000;

/// What the offline copy may weigh, as it is: it goes by mail and on sticks.
const OFFLINE_LIMIT_BYTES: usize = 260_000;

/// What the script on somebody else's page may weigh, as it is: nothing else is loaded before its frame is near.
const EMBED_LIMIT_BYTES: usize = 3_000;

/// What a first visit does not load before the page is ready: pages and pictures for other occasions, what installs the page,
/// what is for other sites, and for servers.
const LATER: [&str; 10] = [
    "_headers",
    "checklist.html",
    "docs-demo.css",
    "docs-demo.html",
    "embed.js",
    "icon-192.png",
    "icon-512.png",
    "manifest.webmanifest",
    OFFLINE,
    "sw.js",
];
const OFFLINE: &str = "rdpcheck.html";

/// The sizes of every file of the site.
pub struct Sizes {
    rows: Vec<(String, Size)>,
    first_visit: Size,
}

#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    /// Compresses each file as a web server would at its best.
    pub fn of(site: &Site) -> Result<Sizes> {
        let mut rows = Vec::new();
        let mut first_visit = Size::default();
        for (path, content) in &site.files {
            let size = Size {
                raw: content.len(),
                gzip: gzip_length(content).context("gzip failed")?,
                brotli: brotli_length(content).context("brotli failed")?,
            };
            if !LATER.contains(&without_hash(path).as_str()) {
                first_visit.raw += size.raw;
                first_visit.gzip += size.gzip;
                first_visit.brotli += size.brotli;
            }
            rows.push((path.clone(), size));
        }
        Ok(Sizes { rows, first_visit })
    }

    /// Whether the first visit, the offline copy and the script for other sites are within their budgets.
    pub fn within_budget(&self) -> bool {
        self.budgets()
            .iter()
            .all(|(_, bytes, limit)| bytes <= limit)
    }

    /// "first visit 71.3 KB brotli (limit 100 KB), …".
    pub fn summary(&self) -> String {
        let said = self.budgets().map(|(what, bytes, limit)| {
            let bytes = kilobytes(bytes);
            format!("{what} {bytes} (limit {} KB)", limit / 1_000)
        });
        said.join(", ")
    }

    /// What is limited, how large it is, and how large it may be.
    fn budgets(&self) -> [(&'static str, usize, usize); 3] {
        let of = |name| {
            let row = self.rows.iter().find(|(path, _)| path == name);
            row.map_or_else(Size::default, |(_, size)| *size)
        };
        [
            ("first visit, brotli:", self.first_visit.brotli, LIMIT_BYTES),
            ("offline copy:", of(OFFLINE).raw, OFFLINE_LIMIT_BYTES),
            ("embed.js:", of("embed.js").raw, EMBED_LIMIT_BYTES),
        ]
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = ("first visit".to_owned(), self.first_visit);
        let rows = || self.rows.iter().chain([&total]);
        let width = rows()
            .map(|(path, _)| path.chars().count())
            .max()
            .unwrap_or(0);
        writeln!(
            f,
            "{:width$}  {:>10}  {:>10}  {:>10}",
            "file", "raw", "gzip -9", "brotli 11"
        )?;
        for (path, size) in rows() {
            let [raw, gzip, brotli] = [size.raw, size.gzip, size.brotli].map(kilobytes);
            writeln!(f, "{path:width$}  {raw:>10}  {gzip:>10}  {brotli:>10}")?;
        }
        Ok(())
    }
}

/// `style.css` for `style.0a1b2c3d.css`.
fn without_hash(path: &str) -> String {
    match path.split('.').collect::<Vec<_>>()[..] {
        [stem, hash, ending] if hash.len() == 8 => format!("{stem}.{ending}"),
        _ => path.to_owned(),
    }
}

/// 1 KB is 1,000 bytes. Rounds up, so that no line claims to be within what it is not.
fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

fn gzip_length(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}

/// How long it is when brotli compresses it as much as it can.
pub fn brotli_length(content: &[u8]) -> Result<usize> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilobyte_is_a_thousand_bytes_and_rounds_up() {
        let shown: Vec<String> = [0, 1, 100, 999, 1_000, 100_001].map(kilobytes).into();
        assert_eq!(
            shown,
            ["0.0 KB", "0.1 KB", "0.1 KB", "1.0 KB", "1.0 KB", "100.1 KB"]
        );
    }

    #[test]
    fn a_site_over_the_budget_says_so() {
        let mut noise = 1_u32;
        let content = (0..LIMIT_BYTES + 1_000)
            .map(|_| {
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (noise >> 24) as u8
            })
            .collect();
        let mut site = Site::default();
        site.files.insert("noise.bin".into(), content);
        assert!(!Sizes::of(&site).is_ok_and(|sizes| sizes.within_budget()));
        let noise = site.files.remove("noise.bin").unwrap_or_default();
        site.files.insert("icon-512.0a1b2c3d.png".into(), noise);
        assert!(Sizes::of(&site).is_ok_and(|sizes| sizes.within_budget()));
        site.files
            .insert(OFFLINE.into(), vec![b' '; OFFLINE_LIMIT_BYTES]);
        assert!(Sizes::of(&site).is_ok_and(|sizes| sizes.within_budget()));
        site.files
            .insert(OFFLINE.into(), vec![b' '; OFFLINE_LIMIT_BYTES + 1]);
        assert!(!Sizes::of(&site).is_ok_and(|sizes| sizes.within_budget()));
    }
}
