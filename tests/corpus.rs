//! Real Azure outputs, when they are there: every NSG in a JSON document is read, with every rule it has. They are
//! not part of this project; without them this test says so and passes.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

use rdpcheck::azure::Resource;
use rdpcheck::read::{self, Input};
use serde_json::Value;
use std::path::{Path, PathBuf};

#[test]
fn every_nsg_of_a_json_document_is_read_with_every_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let (mut files, mut groups, mut rules) = (0, 0, 0);
    let mut differences = Vec::new();
    for file in json_files(&folder) {
        let text = read::decode(&std::fs::read(&file).expect("a file of the corpus"));
        let Ok(document) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        let mut wanted = Counts::default();
        count(&document, &mut wanted);
        if wanted.groups == 0 {
            continue;
        }
        let (evidence, _) = read::read(&[Input { name: None, text }]);
        let read: Vec<usize> = evidence
            .network_security_groups()
            .into_iter()
            .map(|group| {
                group
                    .rules
                    .iter()
                    .filter(|rule| rule.origin.span().is_some())
                    .count()
            })
            .collect();
        files += 1;
        groups += read.len();
        rules += read.iter().sum::<usize>();
        if (read.len(), read.iter().sum()) != (wanted.groups, wanted.rules) {
            differences.push(format!(
                "{}: {} NSGs with {} rules, read {read:?}",
                file.display(),
                wanted.groups,
                wanted.rules
            ));
        }
    }
    println!("{files} files, {groups} NSGs, {rules} rules");
    assert!(files > 0, "the corpus holds no NSG");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// What Azure printed of effective rules, and routes in every JSON document: as many as a walk through the value counts.
#[test]
fn every_effective_rule_and_every_route_of_a_json_document_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let (mut seen, mut all) = (0, [0, 0]);
    let mut differences = Vec::new();
    for kind in ["effective-nsg", "routes", "nsg"] {
        for file in files(&folder.join(kind)) {
            let text = read::decode(&std::fs::read(&file).expect("a file of the corpus"));
            let Ok(document) = serde_json::from_str::<Value>(&text) else {
                continue;
            };
            let mut wanted = [0, 0];
            count_effective(&document, &mut wanted);
            if wanted == [0, 0] {
                continue;
            }
            let (evidence, _) = read::read(&[Input { name: None, text }]);
            let mut found = [0, 0];
            for document in &evidence.documents {
                match &document.resource {
                    Resource::NetworkSecurityGroup(group) if group.is_effective => {
                        found[0] += group.rules.len();
                    }
                    Resource::RouteTable(table) => found[1] += table.routes.len(),
                    _ => {}
                }
            }
            seen += 1;
            all = [all[0] + found[0], all[1] + found[1]];
            if found != wanted {
                differences.push(format!("{}: {wanted:?}, read {found:?}", file.display()));
            }
        }
    }
    println!(
        "{seen} files, {} effective rules, {} routes",
        all[0], all[1]
    );
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Effective rules, and routes: one for each prefix of an object that has a next hop.
fn count_effective(value: &Value, counts: &mut [usize; 2]) {
    let list = |value: &Value, key: &str| match value.get(key) {
        Some(Value::Array(items)) => items.len(),
        Some(Value::String(text)) if !text.is_empty() => 1,
        _ => 0,
    };
    match value {
        Value::Array(items) => items.iter().for_each(|item| count_effective(item, counts)),
        Value::Object(object) => {
            let properties = value.get("properties").unwrap_or(value);
            if properties.get("nextHopType").is_some() {
                let one = list(properties, "addressPrefix");
                counts[1] += one.max(list(properties, "addressPrefixes"));
                return;
            }
            counts[0] += list(value, "effectiveSecurityRules");
            object
                .values()
                .for_each(|value| count_effective(value, counts));
        }
        _ => {}
    }
}

/// Nothing in the corpus makes the reader stumble, whatever it is.
#[test]
fn nothing_real_makes_the_reader_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    for file in files(&folder) {
        let text = read::decode(&std::fs::read(&file).expect("a file of the corpus"));
        let length = u32::try_from(text.len()).expect("a small file");
        let (_, problems) = read::read(&[Input { name: None, text }]);
        for span in problems.iter().filter_map(|problem| problem.at) {
            assert!(
                span.start <= span.end && span.end <= length + 1,
                "{}",
                file.display()
            );
        }
    }
}

#[derive(Default)]
struct Counts {
    groups: usize,
    rules: usize,
}

/// The same facts by another way: objects that have rule lists, and the objects inside those lists.
fn count(value: &Value, counts: &mut Counts) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| count(item, counts)),
        // A security group view shows the default rules once for two NSGs.
        Value::Object(object) if object.contains_key("securityRuleAssociations") => {}
        Value::Object(object) => {
            let get = |wanted: &str| {
                let own = object
                    .iter()
                    .find(|(key, _)| key.eq_ignore_ascii_case(wanted));
                own.map(|(_, value)| value)
            };
            let properties = get("properties").unwrap_or(value);
            let list = |wanted: &str| {
                let inside = properties.as_object().into_iter().flatten();
                let mut inside = inside.filter(|(key, _)| key.eq_ignore_ascii_case(wanted));
                inside.next().map(|(_, value)| value)
            };
            let lists = [list("securityRules"), list("defaultSecurityRules")];
            if lists.iter().any(|list| list.is_some_and(Value::is_array)) {
                let lengths = lists.iter().flatten().filter_map(|list| list.as_array());
                counts.groups += 1;
                counts.rules += lengths.map(Vec::len).sum::<usize>();
            } else {
                object.values().for_each(|value| count(value, counts));
            }
        }
        _ => {}
    }
}

/// The folders whose documents hold NSGs as resources.
fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut all = files(&folder.join("nsg"));
    all.extend(files(&folder.join("templates-and-specs")));
    all.into_iter()
        .filter(|file| {
            file.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the corpus") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
