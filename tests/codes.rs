//! `docs/CODES.md` says what the code enum says.

#![allow(clippy::expect_used, reason = "a test may fail")]

use rdpcheck::code::{Code, CodeKind};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;

/// Set this variable to write the file anew.
const UPDATE: &str = "UPDATE_CODES";

#[test]
fn the_list_of_codes_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/CODES.md");
    let wanted = document();
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &wanted).expect("docs can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == wanted,
        "docs/CODES.md differs from src/code.rs; run {UPDATE}=1 cargo test --test codes"
    );
}

#[test]
fn no_code_stands_for_two_things() {
    let texts: HashSet<&str> = Code::ALL.iter().map(|code| code.text()).collect();
    assert_eq!(texts.len(), Code::ALL.len());
}

fn document() -> String {
    let mut text = "# Codes\n\nEvery reason and every problem in a report has one of these codes. Codes are added, never changed or removed.\nThis file is generated from `src/code.rs`.\n".to_owned();
    for (heading, kind) in [
        ("Reasons", CodeKind::Reason),
        ("Problems", CodeKind::Problem),
        ("Findings", CodeKind::Finding),
    ] {
        writeln!(
            text,
            "\n## {heading}\n\n| code | meaning | rests on |\n|---|---|---|"
        )
        .expect("a string grows");
        for code in Code::ALL.iter().filter(|code| code.kind() == kind) {
            writeln!(
                text,
                "| `{}` | {} | {} |",
                code.text(),
                code.meaning(),
                code.document()
            )
            .expect("a string grows");
        }
    }
    text
}
