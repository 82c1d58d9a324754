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
const LIMIT_BYTES: usize = 176_000;

/// The sizes of every file of the site. A first visit loads them all.
pub struct Sizes {
    rows: Vec<(String, Size)>,
    total: Size,
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
        let mut total = Size::default();
        for (path, content) in &site.files {
            let size = Size {
                raw: content.len(),
                gzip: gzip_length(content).context("gzip failed")?,
                brotli: brotli_length(content).context("brotli failed")?,
            };
            total.raw += size.raw;
            total.gzip += size.gzip;
            total.brotli += size.brotli;
            rows.push((path.clone(), size));
        }
        Ok(Sizes { rows, total })
    }

    /// Whether the first visit is within its budget.
    pub fn within_budget(&self) -> bool {
        self.total.brotli <= LIMIT_BYTES
    }

    /// "71.3 KB brotli (limit 100 KB)".
    pub fn summary(&self) -> String {
        let limit = LIMIT_BYTES / 1_000;
        let total = kilobytes(self.total.brotli);
        format!("{total} brotli (limit {limit} KB)")
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = ("first visit".to_owned(), self.total);
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

fn brotli_length(content: &[u8]) -> Result<usize> {
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
    }
}
