//! Real Azure outputs, when they are there. They are not part of this project.

use rdpcheck::read;
use std::path::Path;

/// The files of one folder of them, by name, each with its text. None, with a printed notice, where the folder is not there.
#[allow(clippy::print_stdout, reason = "that tests were skipped must be seen")]
pub fn texts(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/corpus")
        .join(folder);
    let Ok(entries) = folder.read_dir() else {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    };
    let mut texts: Vec<(String, String)> = entries
        .map(|entry| {
            let file = entry.expect("an entry").path();
            let name = file.file_name().expect("a name").display().to_string();
            (name, read::decode(&std::fs::read(&file).expect("a file")))
        })
        .collect();
    texts.sort();
    texts
}
