//! XML of the classic model's own interface.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rdpcheck::read::xml;
use rdpcheck_fuzz::{check_file, check_tree};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = str::from_utf8(bytes)
        && let Some(parsed) = xml::parse(text, 0)
    {
        check_tree(text, &parsed.node);
        assert!(parsed.broken.is_none_or(|at| at <= text.len()));
    }
    check_file(bytes);
});
