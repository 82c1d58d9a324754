//! Links: as they are, and with what somebody changed in them signed again, so that it reaches what is behind the
//! checksum.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rdpcheck::explain::explain;
use rdpcheck::share::{Options, Work, fragment, link, open};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(open(&text), open(&text));
    let archive = archive_in(&text);
    if let Ok(mut work) = open(&fragment::write(&archive)) {
        check(&mut work);
    }
});

/// What was opened can be judged, and makes a link that opens to the same.
fn check(work: &mut Work) {
    explain(&work.case);
    let before = work.clone();
    let written = link(work, Options::default());
    assert!(*work == before, "the work did not come back as it was");
    if !written.is_too_much {
        let mut opened = open(&written.text).expect("a link of ours opens");
        let again = link(&mut opened, Options::default());
        assert_eq!(again.text, written.text);
    }
}

/// The bytes behind the length and the checksum.
fn archive_in(text: &str) -> Vec<u8> {
    const BEFORE_ARCHIVE: usize = 7;
    let digits = text.get(2..).unwrap_or("").bytes();
    let (mut held, mut count) = (0u32, 0);
    let mut bytes = Vec::new();
    for digit in digits {
        let six = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => continue,
        };
        held = held << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count) as u8);
        }
    }
    bytes.split_off(bytes.len().min(BEFORE_ARCHIVE))
}
