//! Real tables, when they are there: every rule and route that a second, simpler reading counts is read, and every
//! line of every real text is used, noise or named. They are not part of this project; without them this test says so
//! and passes.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test may fail")]

use rdpcheck::azure::{Evidence, Resource};
use rdpcheck::read::plain_text::plain;
use rdpcheck::read::stray_line::{StrayLine, stray_line};
use rdpcheck::read::{self, Input};
use std::path::{Path, PathBuf};

#[test]
fn every_row_of_every_table_is_read() {
    let (mut tables, mut rows) = (0, 0);
    let mut differences = Vec::new();
    for (file, text) in texts() {
        let wanted = rows_by_words(&text);
        if wanted == 0 {
            continue;
        }
        let (evidence, _) = read::read(&[Input { name: None, text }]);
        let found = facts(&evidence);
        tables += 1;
        rows += wanted;
        if found != wanted {
            differences.push(format!("{}: {wanted} rows, read {found}", file.display()));
        }
    }
    println!("{tables} files with tables, {rows} rows");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn no_line_of_a_real_text_is_dropped() {
    let (mut files, mut lines) = (0, 0);
    let mut dropped = Vec::new();
    for (file, text) in texts() {
        let mut used = Vec::new();
        let inputs = [Input { name: None, text }];
        read::read_noting_used(&inputs, &mut used);
        files += 1;
        let mut start = 0;
        for line in plain(&inputs[0].text).split_inclusive('\n') {
            let end = start + line.trim_end().len();
            let is_used = used
                .iter()
                .any(|span| (span.start as usize) < end && (span.end as usize) > start);
            if !is_used && stray_line(line) != StrayLine::Noise {
                dropped.push(format!("{}: {line}", file.display()));
            }
            start += line.len();
            lines += 1;
        }
    }
    println!("{files} files, {lines} lines");
    assert!(dropped.is_empty(), "{}", dropped.join("\n"));
}

/// Rows by another way: below a line of dashes and before a blank one, what has as many words as make a rule or a route,
/// and a prefix or a direction among them; in list views, each next hop.
fn rows_by_words(text: &str) -> usize {
    let mut rows = 0;
    let mut is_below = false;
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.len() > 1 && words.iter().all(|word| word.trim_matches('-').is_empty()) {
            is_below = true;
        } else if words.is_empty() {
            is_below = false;
        }
        let is_route = words.iter().take(4).any(|word| word.contains('/'))
            && words.len() > 2
            && !line.contains("://");
        let is_rule = words
            .iter()
            .any(|word| matches!(*word, "Inbound" | "Outbound"));
        let in_classic = words.iter().any(|word| matches!(*word, "Allow" | "Deny"));
        let in_a_list = words.starts_with(&["NextHopType", ":"]);
        if in_a_list || is_below && (is_route || is_rule || in_classic) {
            rows += 1;
        }
    }
    rows
}

/// Rules and routes that were pasted.
fn facts(evidence: &Evidence) -> usize {
    let mut facts = 0;
    for document in &evidence.documents {
        facts += match &document.resource {
            Resource::RouteTable(table) => table.routes.len(),
            Resource::NetworkSecurityGroup(group) => {
                let rules = group.rules.iter();
                rules.filter(|rule| rule.origin.span().is_some()).count()
            }
            _ => 0,
        };
    }
    facts
}

/// The texts of the corpus that are no JSON and no XML.
fn texts() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    }
    let mut texts = Vec::new();
    for folder in std::fs::read_dir(&folder).expect("the corpus") {
        let folder = folder.expect("an entry").path();
        for file in std::fs::read_dir(&folder).into_iter().flatten() {
            let file = file.expect("an entry").path();
            if file.extension().is_some_and(|extension| extension == "txt") {
                let bytes = std::fs::read(&file).expect("a file of the corpus");
                texts.push((file, read::decode(&bytes)));
            }
        }
    }
    texts
}
