//! Whatever happens to a text on its way here, a rule that denies is never lost without a word: the answer may become
//! blocked, depends or nothing readable, and is never open. Each shape of text is cut, joined, quoted, indented and
//! interrupted line by line.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use rdpcheck::case::Case;
use rdpcheck::explain::explain;
use rdpcheck::judge::Answer;
use rdpcheck::question::{Question, Source};
use rdpcheck::read::{Input, read};

/// What stands between the lines of a text that somebody copied in two goes, or wrote notes into.
const BETWEEN: [&str; 16] = [
    "",
    "-- More  --",
    "WARNING: Upcoming breaking changes in the cmdlet",
    "...",
    "(scrolled down)",
    "and then:",
    "# note to self",
    "> quoted",
    "PS C:\\Users\\me>",
    "```",
    "---",
    "Page 2 of 3",
    "[10:44] Bob: here is the rest",
    "\u{c}",
    "az network nsg rule list -o table",
    "I also have this one, which I added yesterday for a test",
];

/// What a mail, a log or a note puts before lines.
const BEFORE: [&str; 12] = [
    "> ",
    ">> ",
    ">",
    "* ",
    "    ",
    "12:03:11 Bob: ",
    "// ",
    "# ",
    "1. ",
    "│ ",
    "[INFO] ",
    "2024-05-01T10:00:00Z ",
];

/// Three rules: one that allows RDP, another port, and one with a better priority that denies it.
const RULES: [[&str; 9]; 3] = [
    [
        "AllowRDP", "200", "*", "*", "Allow", "Tcp", "Inbound", "3389", "*",
    ],
    [
        "Web", "300", "*", "*", "Allow", "Tcp", "Inbound", "443", "*",
    ],
    [
        "DenyRDP", "100", "*", "*", "Deny", "Tcp", "Inbound", "3389", "*",
    ],
];

const KEYS: [&str; 9] = [
    "Name",
    "Priority",
    "SourcePortRange",
    "SourceAddressPrefix",
    "Access",
    "Protocol",
    "Direction",
    "DestinationPortRange",
    "DestinationAddressPrefix",
];

fn list_view(rules: &[[&str; 9]]) -> String {
    let mut text = String::new();
    for rule in rules {
        for (key, value) in KEYS.iter().zip(rule) {
            text.push_str(&format!("{key:<25}: {value}\n"));
        }
        text.push('\n');
    }
    text
}

fn drawn(rules: &[[&str; 9]]) -> String {
    let row = |cells: &[&str]| {
        let mut line = String::new();
        for (cell, key) in cells.iter().zip(KEYS) {
            line.push_str(&format!("{cell:<width$}  ", width = key.len().max(8)));
        }
        line.trim_end().to_owned() + "\n"
    };
    let dashes = KEYS.map(|key| "-".repeat(key.len().max(8)));
    let dashes: Vec<&str> = dashes.iter().map(String::as_str).collect();
    let rows: String = rules.iter().map(|rule| row(rule)).collect();
    row(&KEYS) + &row(&dashes) + &rows
}

fn parted(rules: &[[&str; 9]], by: &str) -> String {
    let rows: Vec<String> = rules.iter().map(|rule| rule.join(by)).collect();
    format!("{}\n{}\n", KEYS.join(by), rows.join("\n"))
}

fn markdown(rules: &[[&str; 9]]) -> String {
    let row = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let rows: String = rules.iter().map(|rule| row(rule)).collect();
    row(&KEYS) + &row(&["---"; 9]) + &rows
}

fn yaml(rules: &[[&str; 9]]) -> String {
    let mut text = String::new();
    for rule in rules {
        for (at, (key, value)) in KEYS.iter().zip(rule).enumerate() {
            let key = key[..1].to_ascii_lowercase() + &key[1..];
            let dash = if at == 0 { "- " } else { "  " };
            text.push_str(&format!("{dash}{key}: '{value}'\n"));
        }
    }
    text
}

/// The text with each mishap, and what that is called.
fn mishaps(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.trim_end().split('\n').collect();
    let mut made = Vec::new();
    let mut add = |name: String, lines: Vec<String>| made.push((name, lines.join("\n") + "\n"));
    let changed = |at: usize, into: &[&str]| -> Vec<String> {
        let before = lines[..at].iter().chain(into);
        before
            .chain(&lines[at + 1..])
            .map(|line| (*line).to_owned())
            .collect()
    };
    for (at, line) in lines.iter().enumerate() {
        for between in BETWEEN {
            add(
                format!("{between:?} before line {at}"),
                changed(at, &[between, line]),
            );
        }
        let half = line.len() / 2;
        let (left, right) = line.split_at(half);
        add(
            format!("line {at} broken in two"),
            changed(at, &[left, right]),
        );
        add(format!("line {at} cut"), changed(at, &[left]));
        add(
            format!("line {at} shortened"),
            changed(at, &[&format!("{left}...")]),
        );
        add(
            format!("line {at} indented"),
            changed(at, &[&format!("  {line}")]),
        );
        add(
            format!("line {at} with single blanks"),
            changed(at, &[&line.replace("  ", " ")]),
        );
        if let Some(next) = lines.get(at + 1) {
            let mut joined = changed(at, &[&[line, *next].join(" ")]);
            joined.remove(at + 1);
            add(format!("lines {at} and {} joined", at + 1), joined);
        }
        for before in BEFORE {
            add(
                format!("{before:?} at line {at}"),
                changed(at, &[&format!("{before}{line}")]),
            );
            let from = |own: usize| own >= at;
            let to = |own: usize| own < at;
            let with: [(&str, &dyn Fn(usize) -> bool); 2] = [("from", &from), ("up to", &to)];
            for (which, is_marked) in with {
                let mark = |(own, line): (usize, &&str)| match is_marked(own) {
                    true => format!("{before}{line}"),
                    false => (*line).to_owned(),
                };
                add(
                    format!("{before:?} {which} line {at}"),
                    lines.iter().enumerate().map(mark).collect(),
                );
            }
        }
    }
    made
}

#[test]
fn no_mishap_turns_what_is_blocked_into_open() {
    let mut reversed = RULES;
    reversed.reverse();
    let mut count = 0;
    let mut opened = Vec::new();
    for rules in [RULES, reversed] {
        for (shape, text) in [
            ("list view", list_view(&rules)),
            ("table", drawn(&rules)),
            ("comma", parted(&rules, ",")),
            ("tab", parted(&rules, "\t")),
            ("Markdown", markdown(&rules)),
            ("YAML", yaml(&rules)),
        ] {
            assert_eq!(answer(text.clone()), Some(Answer::Blocked), "{text}");
            for (mishap, text) in mishaps(&text) {
                count += 1;
                if answer(text.clone()) == Some(Answer::Open) {
                    opened.push(format!("{shape}: {mishap}\n{text}"));
                }
            }
        }
    }
    assert!(count > 5_000, "{count} mishaps");
    assert!(
        opened.is_empty(),
        "{} of {count}:\n{}",
        opened.len(),
        opened.join("\n")
    );
}

/// An NSG that lets everybody in, and the routes that lose the replies to some.
#[test]
fn no_mishap_makes_a_route_that_drops_replies_disappear() {
    const HEADINGS: [&str; 5] = [
        "Source",
        "State",
        "Address Prefix",
        "Next Hop Type",
        "Next Hop IP",
    ];
    const ROUTES: [[&str; 5]; 4] = [
        ["Default", "Active", "10.1.0.0/16", "VnetLocal", ""],
        ["Default", "Active", "0.0.0.0/0", "Internet", ""],
        [
            "User",
            "Active",
            "10.9.0.0/16",
            "VirtualAppliance",
            "10.1.0.4",
        ],
        ["User", "Active", "203.0.113.0/24", "None", ""],
    ];
    let line = |cells: &[&str; 5]| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:<17}")).collect();
        cells.join(" ").trim_end().to_owned()
    };
    let parted = |by: &str| {
        let rows: Vec<String> = ROUTES.iter().map(|route| route.join(by)).collect();
        format!("{}\n{}\n", HEADINGS.join(by), rows.join("\n"))
    };
    let rows: Vec<String> = ROUTES.iter().map(line).collect();
    let dashes = line(&[
        "------",
        "------",
        "---------------",
        "----------------",
        "-------------",
    ]);
    let table = format!("{}\n{dashes}\n{}\n", line(&HEADINGS), rows.join("\n"));
    let open = drawn(&RULES[..2]);
    let mut opened = Vec::new();
    let mut count = 0;
    for (shape, text) in [
        ("table", table),
        ("comma", parted(",")),
        ("tab", parted("\t")),
    ] {
        let ask = |text: &str| answer_from(vec![open.clone(), text.to_owned()], "203.0.113.7");
        assert_eq!(ask(&text), Some(Answer::Blocked), "{text}");
        for (mishap, text) in mishaps(&text) {
            count += 1;
            if ask(&text) == Some(Answer::Open) {
                opened.push(format!("{shape}: {mishap}\n{text}"));
            }
        }
    }
    assert!(
        opened.is_empty(),
        "{} of {count}:\n{}",
        opened.len(),
        opened.join("\n")
    );
}

/// `None` where nothing can be read.
fn answer(text: String) -> Option<Answer> {
    answer_from(vec![text], "internet")
}

fn answer_from(texts: Vec<String>, from: &str) -> Option<Answer> {
    let inputs: Vec<Input> = texts
        .into_iter()
        .map(|text| Input { name: None, text })
        .collect();
    let (evidence, _) = read(&inputs);
    if evidence.documents.is_empty() {
        return None;
    }
    let question = Question {
        from: Source::parse(from).expect("a source"),
        ..Question::default()
    };
    let case = Case {
        evidence,
        question,
        ..Case::default()
    };
    Some(explain(&case).judgement.answer)
}
