//! Not doing again what was done already from the same things.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result};

/// Makes `directory` by `make`, unless it was made already from the same `inputs`.
///
/// `make` finds the directory empty. The stamp goes first and comes back last, so that what was
/// cut short is done again.
pub fn make_unless_current(
    directory: &Path,
    inputs: &[&[u8]],
    make: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let stamp = directory.with_added_extension("stamp");
    let fingerprint = fingerprint(inputs);
    if directory.is_dir() && fs::read_to_string(&stamp).is_ok_and(|made| made == fingerprint) {
        return Ok(());
    }
    if stamp.exists() {
        fs::remove_file(&stamp).with_context(|| format!("cannot remove {}", stamp.display()))?;
    }
    if directory.exists() {
        fs::remove_dir_all(directory)
            .with_context(|| format!("cannot empty {}", directory.display()))?;
    }
    fs::create_dir_all(directory)
        .with_context(|| format!("cannot create {}", directory.display()))?;
    make()?;
    fs::write(&stamp, fingerprint).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Differs when the inputs do. Another Rust release may count otherwise, which costs one run.
fn fingerprint(inputs: &[&[u8]]) -> String {
    let mut hasher = DefaultHasher::new();
    inputs.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
