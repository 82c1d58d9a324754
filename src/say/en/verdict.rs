//! The verdict in English.

use crate::azure::security_rule::RuleField;
use crate::azure::{Access, Direction};
use crate::explain::{NamedRule, NearMiss};
use crate::judge::{Answer, HopKind};
use crate::say::printable;
use crate::say::sentence::{Sentence, Verb};

/// One sentence of a verdict.
pub fn sentence(sentence: &Sentence<'_>) -> String {
    match sentence {
        Sentence::OpenByRule(verb) => {
            format!("Open: {} {} lets {} {}.", rule(verb), place(verb), flow(verb), way(verb))
        }
        Sentence::BlockedByRule(verb) => format!("Blocked by {} {}.", rule(verb), place(verb)),
        Sentence::BlockedByDefault(verb) => format!(
            "Blocked: no rule {} lets {} {}, so {} drops it.",
            place(verb), flow(verb), way(verb), rule(verb)
        ),
        Sentence::BlockedByJit(verb) => {
            format!("Blocked by just-in-time access: {} {} keeps the port closed.", rule(verb), place(verb))
        }
        Sentence::BlockedByFamily => "Blocked: one end has an IPv4 address and the other an IPv6 address, so there is no path between them.".to_owned(),
        Sentence::SourceMatters => "It depends on who connects: some of these addresses get in and others do not.".to_owned(),
        Sentence::TargetUnknown => "It depends on which VM you mean: the paste holds NSGs of several.".to_owned(),
        Sentence::NothingFilters => "Nobody can tell from this paste: it shows nothing that filters the connection.".to_owned(),
        Sentence::NotAttached { nsg } => format!(
            "{} decides nothing: it is attached to no subnet and to no network interface.",
            group(nsg)
        ),
        Sentence::PlaceUnknown => "It depends on where each NSG sits: one lets the connection in and the other does not.".to_owned(),
        Sentence::HangsOn { need, verb } => match verb {
            Some(verb) => format!(
                "It depends on {}: {} {} may decide.",
                super::need::short(need), rule(verb), place(verb)
            ),
            None => format!("It depends on {}.", super::need::short(need)),
        },
        Sentence::RuleSays { access, protocol, ports, source } => format!(
            "It {} {} to {} from {}.",
            match access { Access::Allow => "allows", Access::Deny => "denies" },
            protocol_name(protocol),
            if *ports == "*" { "any port".to_owned() } else { format!("port {}", printable(ports)) },
            anything(source, "any source"),
        ),
        Sentence::RequestAccess => "Request access for your address (in the portal: Connect, or Defender for Cloud → Just-in-time VM access). Do not add an allow rule: just-in-time access manages this port.".to_owned(),
        Sentence::Shadowed(rules) => format!(
            "{} would have let you in, but {} never reached.",
            joined(rules.iter().map(named).collect(), "and"),
            if rules.len() == 1 { "is" } else { "are" }
        ),
        Sentence::NearMiss(near) => near_miss(near),
        Sentence::GetsIn { prefixes, more } => format!(
            "Gets in: {}{}.",
            prefixes.join(", "),
            if *more > 0 { format!(" and {more} more ranges") } else { String::new() }
        ),
        Sentence::OthersStoppedBy(verb) => format!("The others are stopped by {} {}.", rule(verb), place(verb)),
        Sentence::AlsoBlocks(verb) => format!("It would also be blocked further on, by {} {}.", rule(verb), place(verb)),
        Sentence::PlaceAssumed { nsg } => format!(
            "The paste does not say whether {} sits on the subnet or on the network interface; it is judged as if the connection passes through it.",
            group(nsg)
        ),
        Sentence::NotChecked(hops) => format!(
            "Not checked, because nothing about it was pasted: {}.",
            joined(hops.iter().map(|kind| hop(*kind).to_owned()).collect(), "and")
        ),
        Sentence::Choose(names) => format!(
            "Choose one: {}.",
            joined(names.iter().map(|name| printable(name)).collect(), "or")
        ),
    }
}

fn near_miss(near: &NearMiss) -> String {
    let misses: Vec<String> = near
        .misses
        .iter()
        .map(|miss| match miss.field {
            RuleField::Direction => format!("it is an {} rule", miss.has),
            field => format!(
                "its {} is {}, and {} would match",
                field.name(),
                printable(&miss.has),
                miss.wants
            ),
        })
        .collect();
    format!(
        "{} comes close: {}.",
        named(&near.rule),
        joined(misses, "and")
    )
}

/// One of the three answers, in a word.
pub fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Open => "Open",
        Answer::Blocked => "Blocked",
        Answer::Depends => "Depends",
    }
}

/// A station on the way.
pub fn hop(kind: HopKind) -> &'static str {
    match kind {
        HopKind::Vm => "the VM's state",
        HopKind::WayIn => "the way in (public IP, load balancer, VPN)",
        HopKind::AdminRules => "the network manager's admin rules",
        HopKind::SubnetNsg => "the subnet's NSG",
        HopKind::NicNsg => "the network interface's NSG",
        HopKind::Nsg => "NSG",
        HopKind::ReturnRoute => "the route of the reply",
        HopKind::Guest => "Windows inside the VM",
    }
}

fn rule(verb: &Verb<'_>) -> String {
    match &verb.rule {
        Some(rule) if rule.default => format!("the default rule {}", named(rule)),
        Some(rule) => format!("rule {}", named(rule)),
        None => "the end of the list".to_owned(),
    }
}

fn named(rule: &NamedRule) -> String {
    let name = if rule.name.is_empty() {
        "(unnamed)".to_owned()
    } else {
        printable(&rule.name)
    };
    match rule.priority {
        Some(priority) => format!("{name} (priority {priority})"),
        None => name,
    }
}

fn group(nsg: &str) -> String {
    if nsg.is_empty() {
        "the NSG".to_owned()
    } else {
        format!("NSG {}", printable(nsg))
    }
}

fn place(verb: &Verb<'_>) -> String {
    let group = group(verb.nsg);
    match verb.place {
        HopKind::SubnetNsg => format!("in {group} on the subnet"),
        HopKind::NicNsg => format!("in {group} on the network interface"),
        _ => format!("in {group}"),
    }
}

fn flow(verb: &Verb<'_>) -> String {
    format!("{} {}", verb.question.protocol.name(), verb.question.port)
}

fn way(verb: &Verb<'_>) -> &'static str {
    match verb.question.direction {
        Direction::Inbound => "in",
        Direction::Outbound => "out",
    }
}

fn protocol_name(protocol: &str) -> &str {
    if protocol == "Any" {
        "every protocol"
    } else {
        protocol
    }
}

fn anything(text: &str, word: &str) -> String {
    if text == "*" {
        word.to_owned()
    } else {
        printable(text)
    }
}

fn joined(mut parts: Vec<String>, word: &str) -> String {
    match parts.pop() {
        None => String::new(),
        Some(last) if parts.is_empty() => last,
        Some(last) => format!("{} {word} {last}", parts.join(", ")),
    }
}
