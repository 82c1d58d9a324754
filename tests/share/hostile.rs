//! Links that somebody broke, or made to do harm: each is refused or opened, in bounded time and memory.

use crate::lengths::nsg;
use crate::outcome::kept;
use crate::pastes::pastes;
use crate::round_trip::OPTIONS;
use rdpcheck::share::fragment::{self, MOST_CHARACTERS};
use rdpcheck::share::{LinkError, Options, VERSION, Work, is_link, link, open};
use std::time::{Duration, Instant};

fn good() -> String {
    let work = Work {
        case: nsg(50),
        ..Work::default()
    };
    link(&mut work.clone(), Options::default()).text
}

/// The same numbers each time.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }
}

const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[test]
fn each_kind_of_damage_has_a_name_of_its_own() {
    let good = good();
    assert!(open(&good).is_ok());
    assert!(open(&format!("#{good}")).is_ok());
    // What a mail program puts behind a link.
    for behind in [".", ">", ")", "\n", "%0A", "&utm_source=mail"] {
        assert!(open(&format!("{good}{behind}")).is_ok(), "{behind:?}");
    }
    for no_link in [
        "",
        "#",
        "c",
        "#checklist",
        "#c",
        "#c0abc",
        "#paste=abc",
        "x1abc",
        "＃c1",
    ] {
        assert_eq!(open(no_link), Err(LinkError::NotALink), "{no_link}");
        assert!(!is_link(no_link), "{no_link}");
    }
    for newer in (VERSION + 1)..10 {
        let link = good.replacen(&VERSION.to_string(), &newer.to_string(), 1);
        assert!(is_link(&link));
        assert_eq!(open(&link), Err(LinkError::Newer));
    }
    assert_eq!(open(&good[..good.len() - 10]), Err(LinkError::Cut));
    assert_eq!(open("#c1"), Err(LinkError::Cut));
    let mut changed = good.clone().into_bytes();
    changed[100] = if changed[100] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).expect("letters");
    assert_eq!(open(&changed), Err(LinkError::Damaged));
    let long = format!("c1{}", "A".repeat(MOST_CHARACTERS + 1));
    assert_eq!(open(&long), Err(LinkError::TooLong));
}

#[test]
fn no_change_of_one_letter_goes_unnoticed_and_no_cut() {
    let good = good();
    let mut random = Random(0x3389);
    for at in 2..good.len() {
        let mut bytes = good.clone().into_bytes();
        let before = bytes[at];
        while bytes[at] == before {
            bytes[at] = DIGITS[random.below(64)];
        }
        let changed = String::from_utf8(bytes).expect("letters");
        // The last letter may hold bits that mean nothing.
        if at < good.len() - 1 {
            assert!(open(&changed).is_err(), "letter {at}");
        }
        assert_eq!(open(&good[..at]).err(), Some(LinkError::Cut), "cut at {at}");
    }
}

/// Opened past the checksum, as somebody would who makes links to do harm.
fn open_archive(archive: &[u8]) -> (Result<Work, LinkError>, Duration) {
    let started = Instant::now();
    let opened = open(&fragment::write(archive));
    (opened, started.elapsed())
}

#[test]
fn whatever_an_archive_holds_it_is_opened_or_refused_soon() {
    let good = fragment::read(&good()).expect("a link").1;
    let mut random = Random(0x0bad_cafe);
    let mut longest = Duration::ZERO;
    let (mut opened, mut refused) = (0, 0);
    let mut try_it = |archive: &[u8]| {
        let (result, took) = open_archive(archive);
        longest = longest.max(took);
        if result.is_ok() {
            opened += 1;
        } else {
            refused += 1;
        }
    };
    for _ in 0..3_000 {
        let mut archive = good.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(archive.len());
            match random.below(4) {
                0 => archive[at] ^= 1 << random.below(8),
                1 => archive[at] = [0, 255][random.below(2)],
                2 => archive.truncate(at + 1),
                _ => {
                    let piece: Vec<u8> = archive[at..].iter().take(20).copied().collect();
                    archive.extend(piece);
                }
            }
        }
        try_it(&archive);
    }
    for length in (0..200).chain([1_000, 5_000]) {
        for _ in 0..5 {
            let archive: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
            try_it(&archive);
        }
        for byte in [0, 1, 85, 127, 128, 170, 254, 255] {
            try_it(&vec![byte; length]);
        }
    }
    println!("{opened} opened, {refused} refused, the slowest in {longest:?}");
    assert!(refused > 1_000);
    assert!(longest < Duration::from_secs(5), "{longest:?}");
}

#[test]
fn the_longest_links_that_are_looked_at_are_refused_soon() {
    for byte in [0, 1, 64, 85, 127, 128, 170, 192, 254, 255] {
        let archive = vec![byte; MOST_CHARACTERS * 3 / 4 - 10];
        let (_, took) = open_archive(&archive);
        println!("{byte}: {took:?}");
        assert!(took < Duration::from_secs(60), "{took:?} in a debug build");
    }
}

#[test]
fn what_does_not_fit_is_said_before_it_is_sent() {
    let mut case = nsg(1_000);
    let documents = case.evidence.documents.clone();
    for _ in 0..60 {
        case.evidence.documents.extend(documents.clone());
    }
    let work = Work {
        case,
        ..Work::default()
    };
    let link = link(&mut work.clone(), Options::default());
    assert!(link.is_too_much);
    assert!(matches!(
        open(&link.text),
        Err(LinkError::TooMuch | LinkError::TooLong)
    ));
}

#[test]
fn what_was_opened_can_be_sent_on() {
    for paste in pastes().iter().step_by(7) {
        let work = Work {
            case: paste.case(),
            ..Work::default()
        };
        let first = link(&mut work.clone(), Options::default());
        let opened = open(&first.text).expect("a link");
        let second = link(&mut opened.clone(), Options::default());
        let again = open(&second.text).expect("a link");
        for options in OPTIONS {
            assert_eq!(
                kept(&opened.case, options),
                kept(&again.case, options),
                "{}",
                paste.name
            );
        }
        let third = link(&mut again.clone(), Options::default()).text;
        assert_eq!(open(&third), Ok(again), "{}", paste.name);
    }
}
