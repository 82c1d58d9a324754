//! Tables: columns under dashes, cells parted by a comma, a tab, a semicolon or a bar, and grids cell by cell.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rdpcheck::read::{portal_grid, separated, table};
use rdpcheck_fuzz::{check_file, check_tree};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = str::from_utf8(bytes) {
        let found = [
            table::parse(text, 0),
            separated::parse(text, 0),
            portal_grid::parse(text, 0),
        ];
        for table in found.into_iter().flatten() {
            check_tree(text, &table.node);
            assert!(0 < table.end && table.end <= text.len());
        }
        if let Some(node) = table::parse_below(text, 0, 0) {
            check_tree(text, &node);
        }
    }
    check_file(bytes);
});
