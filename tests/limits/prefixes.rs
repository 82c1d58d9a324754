//! Texts that somebody did not copy whole.

use rdpcheck::read::{Input, read};
use std::path::Path;

/// Every sample of the page at every length, and the pastes of all scenarios at many.
#[test]
fn every_beginning_of_a_paste_is_read() {
    const SAMPLES: [&str; 3] = [
        include_str!("../../www/samples/blocked.txt"),
        include_str!("../../www/samples/open.txt"),
        include_str!("../../www/samples/two-nsgs.txt"),
    ];
    const EACH_OF_A_PASTE: usize = 8;
    let mut count = 0;
    for sample in SAMPLES {
        count += every_beginning(sample, 1);
    }
    for paste in pastes() {
        count += every_beginning(&paste, (paste.len() / EACH_OF_A_PASTE).max(1));
    }
    println!("read {count} beginnings");
}

fn every_beginning(text: &str, step: usize) -> usize {
    let mut count = 0;
    for end in (0..text.len()).step_by(step) {
        let Some(beginning) = text.get(..end) else {
            continue;
        };
        let input = Input {
            name: None,
            text: beginning.to_owned(),
        };
        let (evidence, problems) = read(&[input]);
        for origin in evidence.documents.iter().map(|it| it.origin.span()) {
            assert!(origin.is_none_or(|span| span.end as usize <= end));
        }
        for span in problems.iter().filter_map(|problem| problem.at) {
            let place = beginning.get(span.start as usize..span.end as usize);
            assert!(place.is_some(), "{span:?} of\n{beginning}");
        }
        // A text that nothing can be said about is a text without words.
        let says_something = !evidence.documents.is_empty() || !problems.is_empty();
        assert!(says_something || beginning.trim().is_empty(), "{beginning}");
        count += 1;
    }
    count
}

/// What stands in the `paste` fences of all scenarios.
fn pastes() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut pastes = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the scenarios") {
        let text = std::fs::read_to_string(entry.expect("a file").path()).expect("text");
        let mut paste: Option<String> = None;
        for line in text.split_inclusive('\n') {
            if line.starts_with("```") {
                pastes.extend(paste.take());
                paste = line.starts_with("```paste").then(String::new);
            } else if let Some(paste) = &mut paste {
                paste.push_str(line);
            }
        }
    }
    pastes
}
