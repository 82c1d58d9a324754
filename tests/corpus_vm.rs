//! Real instance views, health states and health reports, when they are there: what was read of each, as a table. They
//! are not part of this project; without them this test says so and passes.

#![allow(clippy::expect_used, reason = "a test may fail")]

mod recorded;

use rdpcheck::azure::{
    Document, Evidence, GuestSign, GuestSignKind, HealthState, PowerState, Resource,
};
use rdpcheck::case::Case;
use rdpcheck::explain::explain;
use rdpcheck::judge::Answer;
use rdpcheck::read::{self, Input, ProblemKind};
use recorded::texts;
use serde_json::Value;

#[test]
fn every_power_state_and_health_state_is_read() {
    let texts = texts("vm");
    if texts.is_empty() {
        return;
    }
    let mut unread = Vec::new();
    let mut states = 0;
    for (name, text) in texts {
        let has_power = text.contains("\"PowerState/");
        let present = present_health(&text);
        let has_report = text.contains("Microsoft Azure VM Health Report");
        let (evidence, problems) = read::read(&[Input { name: None, text }]);
        let (mut power, mut health, mut report) = (0, 0, 0);
        for resource in evidence.resources() {
            let said = match resource {
                Resource::VirtualMachine(machine) => {
                    power += usize::from(machine.power != rdpcheck::azure::PowerState::Unsaid);
                    format!(
                        "vm {:?}, {:?}, agent {:?}, {} NICs",
                        machine.power,
                        machine.provisioning,
                        machine.has_agent,
                        machine.network_interfaces.len()
                    )
                }
                Resource::Health(it) => {
                    health += 1;
                    let of = it.of.as_ref().map_or("?", |id| id.name());
                    format!("health of {of}: {:?}, {:?}", it.state, it.reason)
                }
                Resource::Guest(it) => {
                    report += 1;
                    format!("guest {:?}", it.signs)
                }
                _ => continue,
            };
            let answer = judged(resource.clone());
            println!("{name:60} {said}: {answer}");
            states += 1;
        }
        for problem in &problems {
            println!("{name:60} problem {:?}", problem.kind);
        }
        let others = problems
            .iter()
            .filter(|problem| problem.kind == ProblemKind::HealthOfOther)
            .count();
        let is_read =
            (!has_power || power > 0) && health + others == present && (!has_report || report > 0);
        if !is_read {
            unread.push(name);
        }
    }
    println!("{states} states");
    assert!(states > 0, "nothing was read");
    assert!(unread.is_empty(), "not read: {unread:?}");
}

/// How many health states of now a text holds: those of the past are called by their time.
fn present_health(text: &str) -> usize {
    let mut count = 0;
    let text = text.trim_start_matches('\u{feff}');
    let mut left = vec![serde_json::from_str::<Value>(text).unwrap_or_default()];
    while let Some(value) = left.pop() {
        let properties = value.get("properties").unwrap_or(&value);
        if let (Some(id), Some(_)) = (
            value.get("id").and_then(Value::as_str),
            properties.get("availabilityState").and_then(Value::as_str),
        ) {
            let name = id.rsplit('/').next().unwrap_or(id);
            count += usize::from(!name.starts_with(|c: char| c.is_ascii_digit()));
        }
        match value {
            Value::Array(items) => left.extend(items),
            Value::Object(members) => left.extend(members.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    count
}

/// What follows for RDP from this alone: a VM that does not run, a host that is not well and a Windows that does not start
/// block, and everything else leaves it to the rest of the way.
fn judged(resource: Resource) -> String {
    let must_block = match &resource {
        Resource::VirtualMachine(machine) => {
            matches!(machine.power, PowerState::Stopped | PowerState::Deallocated)
        }
        Resource::Health(health) => health.state == HealthState::Unavailable,
        Resource::Guest(report) => {
            let is_cause = |sign: &GuestSign| {
                matches!(
                    sign.kind,
                    GuestSignKind::DoesNotStart(_) | GuestSignKind::RemoteDesktopService(false)
                )
            };
            report.signs.iter().any(is_cause)
        }
        _ => false,
    };
    let origin = resource.origin();
    let case = Case {
        evidence: Evidence {
            documents: vec![Document { resource, origin }],
            ..Evidence::default()
        },
        ..Case::default()
    };
    let judgement = explain(&case).judgement;
    assert_eq!(judgement.answer == Answer::Blocked, must_block);
    format!("{:?} {}", judgement.answer, judgement.code.text())
}
