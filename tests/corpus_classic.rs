//! Real outputs of the classic model, when they are there: every endpoint, rule and route in them is read. They are not
//! part of this project; without them this test says so and passes.

#![allow(clippy::expect_used, reason = "a test may fail")]

mod recorded;

use rdpcheck::azure::{Endpoint, Evidence, Resource};
use rdpcheck::case::Case;
use rdpcheck::explain::explain;
use rdpcheck::judge::Answer;
use rdpcheck::net::Protocol;
use rdpcheck::origin::Origin;
use rdpcheck::question::{Question, RDP_PORT};
use rdpcheck::read::{self, Input};
use recorded::texts;

/// How many things of each kind a text holds, or how many were read.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    endpoints: usize,
    rules: usize,
    routes: usize,
}

#[test]
fn everything_classic_is_read() {
    let texts = texts("classic");
    if texts.is_empty() {
        return;
    }
    let mut wrong = Vec::new();
    let mut all = Counts::default();
    for (name, text) in texts {
        let is_xml = name.ends_with(".xml");
        let wanted = if is_xml {
            in_xml(&text)
        } else {
            in_tables(&text)
        };
        let (evidence, problems) = read::read(&[Input { name: None, text }]);
        let (read, lines) = counts(&evidence);
        println!("{name}: {}", lines.join("; "));
        for judged in judged(&evidence) {
            println!("    {judged}");
        }
        for problem in &problems {
            println!("    {}", problem.code().text());
        }
        if read != wanted {
            wrong.push(format!("{name} holds {wanted:?}, read {read:?}"));
        }
        if !is_xml && read == Counts::default() {
            wrong.push(format!("{name}: nothing was read"));
        }
        all.endpoints += read.endpoints;
        all.rules += read.rules;
        all.routes += read.routes;
    }
    println!("{all:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all.endpoints > 0 && all.rules > 0 && all.routes > 0);
}

fn in_xml(text: &str) -> Counts {
    let count = |tag: &str| text.matches(tag).count();
    Counts {
        endpoints: count("<InputEndpoint>"),
        rules: count("<Rule>"),
        routes: count("<Route>") + count("<EffectiveRoute>"),
    }
}

/// Rows of the tables of the console: those that do not go on with the row above have a priority or a prefix.
fn in_tables(text: &str) -> Counts {
    let mut counts = Counts::default();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_option = words.iter().any(|word| word.starts_with(['-', '|', '`']));
        let has = |test: fn(&str) -> bool| words.iter().any(|word| test(word));
        if !is_option && has(|word| word == "Allow" || word == "Deny") {
            counts.rules += 1;
        } else if !is_option && has(|word| word == "VirtualAppliance" || word == "VPNGateway") {
            counts.routes += 1;
        }
    }
    counts
}

/// What was read, and a line on each.
fn counts(evidence: &Evidence) -> (Counts, Vec<String>) {
    let mut counts = Counts::default();
    let mut lines = Vec::new();
    for resource in evidence.resources() {
        match resource {
            Resource::Endpoint(endpoint) => {
                counts.endpoints += 1;
                counts.rules += endpoint.acl.as_ref().map_or(0, |acl| acl.rules.len());
                lines.push(shown(endpoint));
            }
            Resource::EndpointAcl { acl, .. } => counts.rules += acl.rules.len(),
            Resource::NetworkSecurityGroup(group) => {
                let pasted = group
                    .rules
                    .iter()
                    .filter(|rule| rule.origin != Origin::AzureDefault)
                    .count();
                counts.rules += pasted;
                let default = group.rules.iter().filter(|rule| rule.default).count();
                lines.push(format!(
                    "NSG {}: {pasted} rules, {default} default",
                    group.name
                ));
                let unread = group.rules.iter().filter(|rule| {
                    rule.direction.get().is_none()
                        || rule.access.get().is_none()
                        || rule.priority.get().is_none()
                        || rule.protocol.get().is_none()
                });
                lines.extend(unread.map(|rule| format!("NOT UNDERSTOOD: {}", rule.name)));
            }
            Resource::RouteTable(table) => {
                counts.routes += table.routes.len();
                for route in &table.routes {
                    lines.push(format!(
                        "route {} to {} {}",
                        route.destination.text(),
                        route.next_hop.name(),
                        route.next_hop_addresses.join(" ")
                    ));
                }
            }
            other => lines.push(format!("{:?}", other.identity())),
        }
    }
    (counts, lines)
}

/// `rdp 50804 -> 3389 Tcp, acl 1`.
fn shown(endpoint: &Endpoint) -> String {
    let port = |port: Option<u16>| port.map_or("?".to_owned(), |port| port.to_string());
    format!(
        "{} {} -> {} {:?}, acl {:?}",
        endpoint.name,
        port(endpoint.public_port),
        port(endpoint.local_port),
        endpoint.protocol,
        endpoint.acl.as_ref().map(|acl| acl.rules.len())
    )
}

/// What follows for somebody on the Internet who dials an endpoint, for each of them alone: it is open if it leads to the
/// asked port by the asked protocol and its list permits somebody, or has no rules.
fn judged(evidence: &Evidence) -> Vec<String> {
    let mut lines = Vec::new();
    for document in &evidence.documents {
        let Resource::Endpoint(endpoint) = &document.resource else {
            continue;
        };
        let case = Case {
            evidence: Evidence {
                documents: vec![document.clone()],
                ..Evidence::default()
            },
            question: Question {
                port: endpoint.local_port.unwrap_or(RDP_PORT),
                protocol: endpoint.protocol.unwrap_or(Protocol::Tcp),
                dialled: endpoint.public_port,
                ..Question::default()
            },
            ..Case::default()
        };
        let judgement = explain(&case).judgement;
        let has_list = endpoint.acl.as_ref().map(|acl| !acl.rules.is_empty());
        let wanted = match (endpoint.local_port, has_list) {
            (None, _) | (_, None) => Answer::Depends,
            (Some(_), Some(false)) => Answer::Open,
            // Some get in and others do not.
            (Some(_), Some(true)) => Answer::Depends,
        };
        assert_eq!(judgement.answer, wanted, "{endpoint:?}");
        let open = judgement
            .question
            .from
            .set()
            .intersect(&judgement.sources.open);
        lines.push(format!(
            "{}: {:?} {}, {} addresses get in",
            endpoint.name,
            judgement.answer,
            judgement.code.text(),
            open.count()
        ));
    }
    lines
}
