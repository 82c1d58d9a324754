//! Azure's own recorded answers, when they are there: IP flow verify and next hop, beside ours from the same bundle's
//! resources. They are not part of this project; without them this test says so and passes.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

use rdpcheck::azure::Direction;
use rdpcheck::case::Case;
use rdpcheck::explain::explain;
use rdpcheck::judge::{Answer, HopAnswer};
use rdpcheck::net::{Prefix, Protocol};
use rdpcheck::question::{Question, Source};
use rdpcheck::read::{self, Input};
use serde_json::Value;
use std::path::Path;

#[test]
fn ip_flow_verify_says_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/ip-flow");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let mut files: Vec<_> = folder
        .read_dir()
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    for file in files {
        let text = read::decode(&std::fs::read(&file).expect("a file of the corpus"));
        let bundle: Value = serde_json::from_str(&text).expect("a bundle is JSON");
        let (evidence, _) = read::read(&inputs(&bundle));
        println!("{}", file.file_name().expect("a name").display());
        for call in bundle["calls"].as_array().into_iter().flatten() {
            let uri = call["uri"].as_str().unwrap_or("");
            let (Some(request), Some(response)) = (body(&call["request"]), body(&call["response"]))
            else {
                continue;
            };
            if uri.contains("ipFlowVerify") {
                let Some(question) = question(&request) else {
                    println!("  ? {request}");
                    continue;
                };
                let case = Case {
                    evidence: evidence.clone(),
                    question,
                    ..Case::default()
                };
                let explanation = explain(&case);
                let judgement = &explanation.judgement;
                let mut rules = Vec::new();
                for hop in &judgement.hops {
                    if hop.answer != HopAnswer::NotChecked && !hop.versions.is_empty() {
                        rules.push(hop.deciding_rule().map(|rule| rule.name.clone()));
                    }
                }
                println!(
                    "  {} {} | ours {:?} {} {:?} {:?}",
                    response["access"],
                    response["ruleName"],
                    judgement.answer,
                    judgement.code.text(),
                    rules,
                    judgement.needs,
                );
            }
        }
    }
    let _ = Answer::Open;
}

fn inputs(bundle: &Value) -> Vec<Input> {
    let mut texts: Vec<String> = Vec::new();
    for resource in bundle["resources"].as_array().into_iter().flatten() {
        texts.extend(resource["body"].as_str().map(str::to_owned));
    }
    texts.extend(bundle["securityGroupView"].as_str().map(str::to_owned));
    for resource in bundle["deploymentNetworkResources"]
        .as_array()
        .into_iter()
        .flatten()
    {
        texts.push(resource.to_string());
    }
    texts
        .into_iter()
        .map(|text| Input { name: None, text })
        .collect()
}

fn body(text: &Value) -> Option<Value> {
    serde_json::from_str(text.as_str()?).ok()
}

fn question(request: &Value) -> Option<Question> {
    let text = |key: &str| request[key].as_str();
    let direction = match text("direction")?.to_ascii_lowercase().as_str() {
        "inbound" => Direction::Inbound,
        _ => Direction::Outbound,
    };
    let (own, other) = (text("localPort")?, text("remotePort")?);
    let (port, from_port) = match direction {
        Direction::Inbound => (own, other),
        Direction::Outbound => (other, own),
    };
    Some(Question {
        direction,
        from: Source::Prefix(Prefix::parse(text("remoteIPAddress")?)?),
        from_port: from_port.parse().ok(),
        to: text("localIPAddress")?.parse().ok(),
        port: port.parse().ok()?,
        protocol: Protocol::parse(text("protocol")?)?,
    })
}
