//! The checklist as plain HTML, for a browser that cannot start the program: the page `www/checklist.html`, and the titles of its
//! steps in `index.html`. Both say what `src/say` says.

#![allow(clippy::expect_used, clippy::string_slice, reason = "a test may fail")]

use rdpcheck::command::{Dialect, Filled, Values};
use rdpcheck::fix::{FixId, Track};
use rdpcheck::say::Language;
use std::path::{Path, PathBuf};

/// Set this variable to write both anew.
const UPDATE: &str = "UPDATE_CHECKLIST";

#[test]
fn the_written_checklist_says_what_the_page_says() {
    expect_written("www/checklist.html", page());
}

#[test]
fn the_plain_page_lists_the_steps() {
    let page = read(&path("index.html"));
    let mut parts = page.split("<ol>\n");
    let mut wanted = parts
        .next()
        .expect("what comes before the lists")
        .to_owned();
    let mut languages = Language::ALL.into_iter();
    for part in parts {
        let language = languages.next().expect("one list a language");
        wanted.push_str("<ol>\n");
        for number in 1..=Track::Portal.steps().len() {
            let title = title(language, Track::Portal, number);
            wanted.push_str(&format!("<li>{}\n", text(title)));
        }
        let (_, after) = part.split_once("</ol>").expect("the end of a list");
        wanted.push_str("</ol>");
        wanted.push_str(after);
    }
    assert!(languages.next().is_none(), "one list a language");
    expect_written("index.html", wanted);
}

fn expect_written(name: &str, wanted: String) {
    let path = path(name);
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &wanted).expect("the file can be written");
    }
    assert!(
        std::fs::read_to_string(&path).unwrap_or_default() == wanted,
        "{name} differs from src/say; run {UPDATE}=1 cargo test --test written_checklist"
    );
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file of the project")
}

fn page() -> String {
    let mut out = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="description" content="The steps of the RDP check as plain text: what to do when Remote Desktop does not connect to an Azure VM.">
<title>RDP check — Checklist · チェックリスト</title>
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="style.css">
</head>
<body>
<div role="main">
"#
    .to_owned();
    for language in Language::ALL {
        let words = language.page();
        let tag = language.tag();
        out.push_str(&format!(
            "<article id=\"{tag}\" lang=\"{tag}\">\n<h1>{} — {}</h1>\n<p><a href=\"./?lang={tag}\">{}</a></p>\n",
            text(words.title()),
            text(words.checklist()),
            text(words.subtitle()),
        ));
        let tracks = language.words().catalogue.tracks();
        for (name, track) in tracks.iter().zip(Track::ALL) {
            out.push_str(&format!("<h2>{}</h2>\n<ol>\n", text(name)));
            for (at, fixes) in track.steps().iter().enumerate() {
                out.push_str(&format!(
                    "<li>\n<h3>{}</h3>\n",
                    text(title(language, track, at + 1))
                ));
                for (place, fix) in fixes.iter().enumerate() {
                    push_fix(&mut out, language, *fix, place > 0);
                }
            }
            out.push_str("</ol>\n");
        }
        out.push_str("</article>\n");
    }
    out.push_str("</div>\n</body>\n</html>\n");
    out
}

fn push_fix(out: &mut String, language: Language, id: FixId, with_title: bool) {
    let fix = language.fix(id);
    if with_title {
        out.push_str(&format!("<p><b>{}</b></p>\n", text(fix.title)));
    }
    for said in [
        fix.when, fix.needs, fix.portal, fix.cost, fix.verify, fix.note,
    ] {
        if !said.is_empty() {
            out.push_str(&format!("<p>{}</p>\n", text(said)));
        }
    }
    let names = Values::default();
    let mut commands = Filled::default();
    if !id.fix().classic.is_empty() {
        commands.push(id.fix().classic, Dialect::Classic, &names);
    }
    let mut all = vec![commands.text];
    for dialect in [Dialect::AzureCli, Dialect::AzPowerShell] {
        all.extend(
            id.fix()
                .commands
                .iter()
                .filter_map(|it| it.text(dialect, &names)),
        );
    }
    for command in all.iter().filter(|command| !command.is_empty()) {
        out.push_str(&format!(
            "<div class=\"command\"><pre>{}</pre></div>\n",
            text(command)
        ));
    }
}

fn title(language: Language, track: Track, number: usize) -> &'static str {
    let number = u8::try_from(number).expect("few steps");
    language.fix(track.title(number)).title
}

/// As text of HTML.
fn text(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;")
}
