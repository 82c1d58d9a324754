//! Azure's own recorded answers, when they are there: IP flow verify and next hop, beside ours from the same bundle's
//! resources. They are not part of this project; without them this test says so and passes.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod recorded;

use rdpcheck::azure::{Access, AzureSaid, Direction, Evidence, NextHop};
use rdpcheck::case::Case;
use rdpcheck::explain::{Agreement, explain};
use rdpcheck::join::join;
use rdpcheck::judge::Answer;
use rdpcheck::judge::next_hop::next_hop;
use rdpcheck::net::{Prefix, Protocol};
use rdpcheck::question::{Question, Source};
use rdpcheck::read::{self, Input};
use recorded::texts;
use serde_json::Value;

/// Recordings in which Azure contradicts itself or leaves the answer out, as the corpus' own notes say.
const AZURES_OWN: [(&str, &str); 3] = [
    ("2018-04-04", "Azure answered with an error"),
    ("2020-09-11", "Azure answered Unknown"),
    ("2021-05-27", "Azure says Deny and names a rule that allows"),
];

#[test]
fn ip_flow_verify_and_next_hop_say_the_same() {
    let texts = texts("ip-flow");
    if texts.is_empty() {
        return;
    }
    let (mut agree, mut undecidable, mut differ) = (0, 0, 0);
    let mut without_reason = Vec::new();
    for (name, text) in texts {
        let bundle: Value = serde_json::from_str(&text).expect("a bundle is JSON");
        let (evidence, _) = read::read(&inputs(&bundle));
        let calls = ["calls", "otherCalls"].map(|key| bundle[key].as_array());
        for call in calls.into_iter().flatten().flatten() {
            let uri = call["uri"].as_str().unwrap_or("");
            let kind = ["ipFlowVerify", "nextHop", "networkConfigurationDiagnostic"]
                .into_iter()
                .find(|kind| uri.contains(kind));
            let (Some(kind), Some(response)) = (kind, body(&call["response"])) else {
                continue;
            };
            let compared = match body(&call["request"]) {
                None => Err("the recorder dropped the question".to_owned()),
                Some(request) if kind == "ipFlowVerify" => flow(&evidence, &request, &response),
                Some(_) if kind != "nextHop" => diagnostics(&bundle, &response),
                Some(request) => route(&evidence, &request, &response),
            };
            let reason = AZURES_OWN
                .iter()
                .find(|(recording, _)| name.contains(recording));
            match (compared, reason) {
                (Ok((ours, azures)), _) if ours == azures => {
                    agree += 1;
                    println!("agree   {name} {kind}: {ours}");
                }
                (Ok((ours, azures)), Some((_, reason))) => {
                    differ += 1;
                    println!("differ  {name} {kind}: Azure {azures}, ours {ours}: {reason}");
                }
                (Ok((ours, azures)), None) => {
                    differ += 1;
                    without_reason.push(format!("{name} {kind}: Azure {azures}, ours {ours}"));
                }
                (Err(why), _) => {
                    undecidable += 1;
                    println!("not decidable  {name} {kind}: {why}");
                }
            }
        }
    }
    println!("{agree} agree, {differ} differ, {undecidable} not decidable");
    assert!(agree > 0, "nothing was compared");
    assert!(without_reason.is_empty(), "{}", without_reason.join("\n"));
}

/// Ours and Azure's: access and rule.
fn flow(
    evidence: &Evidence,
    request: &Value,
    response: &Value,
) -> Result<(String, String), String> {
    let mut case = Case {
        evidence: evidence.clone(),
        question: question(request).ok_or("the question is not one of these")?,
        ..Case::default()
    };
    case.choices.target = vm(request);
    let explanation = explain(&case);
    let judgement = &explanation.judgement;
    let access = match judgement.answer {
        Answer::Open => "Allow",
        Answer::Blocked => "Deny",
        Answer::Depends => return Err(judgement.code.text().to_owned()),
    };
    let rule = explanation.deciding_rule().map_or("", |rule| &rule.name);
    let azures = response["ruleName"].as_str().unwrap_or("");
    let azures = azures.rsplit('/').next().unwrap_or("");
    Ok((
        format!("{access} {rule}"),
        format!(
            "{} {azures}",
            response["access"].as_str().unwrap_or("no answer")
        ),
    ))
}

/// Ours and Azure's, as the tool itself holds them against each other: diagnostics say what they were asked.
fn diagnostics(bundle: &Value, response: &Value) -> Result<(String, String), String> {
    let mut all = inputs(bundle);
    all.push(Input {
        name: None,
        text: response.to_string(),
    });
    let case = Case {
        evidence: read::read(&all).0,
        ..Case::default()
    };
    let explanation = explain(&case);
    let compared = explanation.comparisons.first().ok_or("no result in it")?;
    let AzureSaid::Access { access, rule } = &compared.answer.said else {
        return Err("not about rules".to_owned());
    };
    let azures = format!("{} {rule}", access.map_or("no answer", Access::name));
    match compared.agreement {
        Agreement::Same => Ok((azures.clone(), azures)),
        Agreement::OtherRule => Ok(("another rule".to_owned(), azures)),
        Agreement::Other => Ok(("another answer".to_owned(), azures)),
        Agreement::Undecided => Err("the NSGs that were judged are not in the bundle".to_owned()),
    }
}

/// Ours and Azure's: the kind of next hop.
fn route(
    evidence: &Evidence,
    request: &Value,
    response: &Value,
) -> Result<(String, String), String> {
    let address = |key: &str| request[key].as_str().and_then(|text| text.parse().ok());
    let mut case = Case {
        evidence: evidence.clone(),
        ..Case::default()
    };
    case.question.to = address("sourceIPAddress");
    case.choices.target = vm(request);
    let (topology, _) = join(&case);
    let to = address("destinationIPAddress").ok_or("no destination")?;
    let table = topology.routes.ok_or("the bundle shows no routes")?;
    let route = next_hop(&table.routes, to).and_then(|index| table.routes.get(index));
    let ours = route.map_or(NextHop::Unknown, |route| route.next_hop);
    let azures = NextHop::parse(response["nextHopType"].as_str().unwrap_or(""));
    let has_address = response["nextHopIpAddress"]
        .as_str()
        .is_some_and(|text| !text.is_empty());
    let azures = if azures == NextHop::None && has_address {
        // An appliance is reported like this.
        NextHop::Appliance
    } else {
        azures
    };
    Ok((ours.name().to_owned(), azures.name().to_owned()))
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

/// The VM that Azure was asked about.
fn vm(request: &Value) -> Option<String> {
    let id = request["targetResourceId"].as_str()?;
    id.rsplit('/').next().map(str::to_owned)
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
        ..Question::default()
    })
}
