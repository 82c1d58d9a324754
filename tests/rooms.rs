//! The rooms of the house keep their order, and the browser stays in its own.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::path::{Path, PathBuf};

/// From the ground up: a room uses only rooms before it.
const ROOMS: [&str; 17] = [
    "origin", "code", "net", "azure", "question", "case", "read", "join", "judge", "explain",
    "command", "fix", "share", "say", "report", "ui", "cli",
];

#[test]
fn a_room_uses_only_rooms_below_it() {
    for (file, text) in sources() {
        let Some(room) = room_of(&file) else { continue };
        let own = position(&room);
        for used in text
            .match_indices("crate::")
            .map(|(at, _)| word_at(&text, at + 7))
        {
            let Some(used_at) = ROOMS.iter().position(|known| *known == used) else {
                continue;
            };
            assert!(
                used_at <= own,
                "{} uses {used}, which is above it",
                file.display()
            );
        }
    }
}

#[test]
fn only_one_file_touches_the_browser() {
    for (file, text) in sources() {
        let is = |path: &str| file.ends_with(path);
        if text.contains("web_sys") {
            assert!(
                is("ui/browser.rs"),
                "{} touches the browser",
                file.display()
            );
        }
        if text.contains("yew") {
            let is_page = file.iter().any(|part| part == "ui") || is("main.rs") || is("lib.rs");
            assert!(is_page, "{} knows Yew", file.display());
        }
    }
}

#[test]
fn everything_but_the_front_doors_is_pure() {
    const IMPURE: [&str; 5] = [
        "std::fs",
        "std::env",
        "std::time",
        "std::net::Tcp",
        "std::process",
    ];
    for (file, text) in sources() {
        let is_front_door = file.iter().any(|part| part == "ui" || part == "cli")
            || file.ends_with("cli.rs")
            || file.ends_with("main.rs");
        if is_front_door {
            continue;
        }
        for impure in IMPURE {
            assert!(!text.contains(impure), "{} uses {impure}", file.display());
        }
    }
}

/// The page is made of these and of little else: what each more weighs, every visitor loads.
#[test]
fn the_library_uses_the_packages_that_are_settled() {
    const SETTLED: [&str; 6] = [
        "wasm_bindgen",
        "web_sys",
        "serde",
        "serde_json",
        "ipnet",
        "yew",
    ];
    for package in SETTLED {
        let is_used = sources().iter().any(|(_, text)| {
            text.match_indices(package)
                .any(|(at, _)| word_at(text, at) == package)
        });
        assert!(is_used, "nothing uses {package}");
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for (file, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines", file.display());
    }
}

fn position(room: &str) -> usize {
    ROOMS
        .iter()
        .position(|known| *known == room)
        .unwrap_or_else(|| panic!("src/{room} is no room of the house"))
}

/// `read` for `src/read/json.rs` and for `src/read.rs`; none for the library's root and the front doors.
fn room_of(file: &Path) -> Option<String> {
    let inside = file.strip_prefix(source_folder()).expect("a file of src");
    let first = inside
        .iter()
        .next()?
        .to_string_lossy()
        .trim_end_matches(".rs")
        .to_owned();
    (first != "lib" && first != "main").then_some(first)
}

fn word_at(text: &str, at: usize) -> String {
    text.get(at..)
        .unwrap_or("")
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect()
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![source_folder()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).expect("a source file is UTF-8");
                files.push((path, text));
            }
        }
    }
    assert!(!files.is_empty());
    files
}
