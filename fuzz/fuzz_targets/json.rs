//! JSON, alone and between whatever else stands in a paste.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rdpcheck::read::json;
use rdpcheck_fuzz::{check_file, check_tree};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = str::from_utf8(bytes) {
        // A console may have put any number of spaces before the rest of a line.
        for indent in [0, 30] {
            let parsed = json::parse(text, 0, indent);
            check_tree(text, &parsed.node);
            assert!(parsed.breaks.iter().all(|broken| broken.at <= text.len()));
        }
        check_tree(text, &json::parse_members(text, 0).node);
    }
    check_file(bytes);
});
