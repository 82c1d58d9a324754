//! PowerShell's list view, YAML, whose lines look much like it, and what Terraform and Bicep declare.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rdpcheck::read::{declared, list_view, yaml};
use rdpcheck_fuzz::{check_file, check_tree};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = str::from_utf8(bytes) {
        if let Some(record) = list_view::parse(text, 0) {
            check_tree(text, &record.node);
            assert!(0 < record.end && record.end <= text.len());
        }
        for found in [yaml::parse(text, 0), declared::parse(text, 0)] {
            if let Some((node, end)) = found {
                check_tree(text, &node);
                assert!(0 < end && end <= text.len());
            }
        }
    }
    check_file(bytes);
});
