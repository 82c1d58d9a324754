//! Every real file, when they are there, kind by kind: how many give facts, and a named reason for each that gives none.
//! And of every template, each expression that a second, simpler reading can resolve is resolved, and each that nobody can
//! is named. They are not part of this project; without them these tests say so and pass.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test may fail")]

use rdpcheck::read::{self, Input, Problem, ProblemKind};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[test]
fn every_file_gives_facts_or_a_reason() {
    let mut kinds: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut silent = Vec::new();
    for file in files() {
        let (facts, problems) = read_pastes(&file);
        let folder = file.parent().and_then(Path::file_name);
        let kind = format!(
            "{} {}",
            folder.unwrap_or_default().to_string_lossy(),
            file.extension().unwrap_or_default().to_string_lossy()
        );
        let row = kinds.entry(kind).or_default();
        row[0] += 1;
        row[1] += usize::from(facts > 0);
        row[2] += facts;
        if facts == 0 {
            let reasons: Vec<&str> = problems.iter().map(|it| it.code().text()).collect();
            println!("no facts: {} {reasons:?}", file.display());
            if reasons.is_empty() {
                silent.push(file);
            }
        }
    }
    println!("{:<28} files  with facts  documents", "kind");
    for (kind, [files, with_facts, facts]) in kinds {
        println!("{kind:<28} {files:>5}  {with_facts:>10}  {facts:>9}");
    }
    assert!(silent.is_empty(), "neither facts nor a reason: {silent:?}");
}

/// How many documents a file gives. A bundle holds pastes as texts.
fn read_pastes(file: &Path) -> (usize, Vec<Problem>) {
    let text = read::decode(&std::fs::read(file).expect("a file of the corpus"));
    let mut texts = Vec::new();
    match serde_json::from_str::<Value>(&text) {
        Ok(bundle) if bundle.get("calls").is_some() => bodies(&bundle, &mut texts),
        _ => texts.push(text),
    }
    let inputs: Vec<Input> = texts
        .into_iter()
        .map(|text| Input { name: None, text })
        .collect();
    let (evidence, problems) = read::read(&inputs);
    (evidence.documents.len(), problems)
}

/// Texts inside a bundle that are JSON themselves.
fn bodies(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            texts.push(text.clone())
        }
        Value::Array(items) => items.iter().for_each(|item| bodies(item, texts)),
        Value::Object(object) => object.values().for_each(|value| bodies(value, texts)),
        _ => {}
    }
}

#[test]
fn what_a_template_says_is_filled_in_and_what_it_does_not_is_named() {
    let (mut templates, mut filled, mut named) = (0, 0, 0);
    let mut differences = Vec::new();
    for file in files() {
        let text = read::decode(&std::fs::read(&file).expect("a file of the corpus"));
        let Ok(template) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        if template.get("variables").is_none() {
            continue;
        }
        templates += 1;
        let mut expressions = Vec::new();
        expressions_of_rules(&template, &mut expressions);
        let (_, problems) = read::read(&[Input { name: None, text }]);
        let unknown: Vec<&str> = problems
            .iter()
            .filter(|problem| problem.kind == ProblemKind::ExpressionUnknown)
            .map(|problem| problem.name())
            .collect();
        for expression in expressions {
            // One function of one quoted name, and nothing around it.
            let inner = expression.trim_matches(['[', ']']);
            let Some((function, name)) = inner.split_once("('") else {
                continue;
            };
            let Some(name) = name.strip_suffix("')").filter(|name| !name.contains('\'')) else {
                continue;
            };
            let value = match function {
                "parameters" => template.pointer(&format!("/parameters/{name}/defaultValue")),
                "variables" => template.pointer(&format!("/variables/{name}")),
                _ => continue,
            };
            let is_plain = |value: &Value| match value {
                Value::String(text) => !text.contains('['),
                Value::Number(_) => true,
                _ => false,
            };
            let is_named = unknown.contains(&expression.as_str());
            match value {
                Some(value) if is_plain(value) => {
                    filled += 1;
                    if is_named {
                        differences.push(format!("{}: {expression} is {value}", file.display()));
                    }
                }
                None => {
                    named += 1;
                    if !is_named {
                        differences.push(format!("{}: {expression} unnamed", file.display()));
                    }
                }
                Some(_) => {}
            }
        }
    }
    println!("{templates} templates: {filled} expressions filled in, {named} named as unknown");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Of rules, the fields that are expressions.
fn expressions_of_rules(value: &Value, found: &mut Vec<String>) {
    const FIELDS: [&str; 8] = [
        "access",
        "destinationAddressPrefix",
        "destinationPortRange",
        "direction",
        "priority",
        "protocol",
        "sourceAddressPrefix",
        "sourcePortRange",
    ];
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| expressions_of_rules(item, found)),
        Value::Object(object) => {
            let is_rule = FIELDS.iter().all(|field| object.contains_key(*field));
            for (key, value) in object {
                match value {
                    Value::String(text)
                        if is_rule && FIELDS.contains(&key.as_str()) && text.starts_with('[') =>
                    {
                        found.push(text.clone());
                    }
                    // They count where they are used.
                    _ if key == "variables" => {}
                    value => expressions_of_rules(value, found),
                }
            }
        }
        _ => {}
    }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    }
    let mut files = Vec::new();
    for folder in std::fs::read_dir(&folder).expect("the corpus") {
        let folder = folder.expect("an entry").path();
        for file in std::fs::read_dir(&folder).into_iter().flatten() {
            files.push(file.expect("an entry").path());
        }
    }
    files.sort();
    files
}
