//! Commands that change the rules of a network security group (fix-catalogue NSG-ALLOW, NSG-REORDER, NSG-EDIT).

use super::rule_template::{BICEP, CLASSIC, CLI, JSON, POWERSHELL, TERRAFORM};
use super::template::CLIENT;
use super::{Dialect, Filled, Values};
use crate::azure::security_rule::RuleField;
use crate::azure::{AddressField, AddressTerm, PortField, PortTerm, SecurityRule};
use crate::net::{Protocol, text};

/// One change of a rule.
#[derive(Debug, Clone, Copy)]
pub enum RuleChange<'a> {
    /// A new rule.
    Add(&'a SecurityRule),
    /// The rule as it is to be, and its fields that change.
    Edit(&'a SecurityRule, &'a [RuleField]),
    /// A rule goes.
    Delete(&'a SecurityRule),
}

const ALL_FIELDS: [RuleField; 8] = [
    RuleField::Source,
    RuleField::SourcePorts,
    RuleField::Destination,
    RuleField::DestinationPorts,
    RuleField::Protocol,
    RuleField::Priority,
    RuleField::Direction,
    RuleField::Access,
];

/// The placeholders that a rule fills itself.
const FILLED_BY_RULE: [&str; 14] = [
    "source",
    "sources",
    "source-asgs",
    "source-port",
    "source-ports",
    "destination",
    "destinations",
    "destination-asgs",
    "destination-port",
    "destination-ports",
    "protocol",
    "priority",
    "direction",
    "access",
];

/// What makes these changes to the NSG `<nsg>` of `<rg>`, in this order; `None` where the dialect has nothing for it: only
/// one new rule is written as code. What a rule does not tell comes from `values` too: its `<description>`, and for
/// application security groups `<sub>` and `<asg-rg>`.
pub fn commands(changes: &[RuleChange], dialect: Dialect, values: &Values) -> Option<Filled> {
    let language = match dialect {
        Dialect::AzPowerShell | Dialect::AzureRm => &POWERSHELL,
        Dialect::AzureCli => &CLI,
        _ => {
            let [RuleChange::Add(rule)] = changes else {
                return None;
            };
            let template = match dialect {
                Dialect::Arm => JSON,
                Dialect::Bicep => BICEP,
                Dialect::Terraform => TERRAFORM,
                _ => CLASSIC,
            };
            let values = described(rule, &ALL_FIELDS, dialect, values);
            return Some(Filled::of(template, dialect, &values));
        }
    };
    let mut filled = Filled::of(language.start, dialect, values);
    for (at, change) in changes.iter().enumerate() {
        if at > 0 {
            filled.push(language.between, dialect, values);
        }
        let (templates, rule, fields) = match change {
            RuleChange::Add(rule) => ([language.add, language.fields], rule, &ALL_FIELDS[..]),
            RuleChange::Edit(rule, fields) => ([language.set, language.set_fields], rule, *fields),
            RuleChange::Delete(rule) => ([language.remove, ""], rule, &[][..]),
        };
        let values = described(rule, fields, dialect, values);
        for template in templates {
            filled.push(template, dialect, &values);
        }
    }
    filled.push(language.end, dialect, values);
    Some(filled)
}

/// What creates the NSG `<nsg>` with this rule, on the network interface `<nic>`.
pub fn new_group(rule: &SecurityRule, dialect: Dialect, values: &Values) -> Option<Filled> {
    let language = match dialect {
        Dialect::AzPowerShell | Dialect::AzureRm => &POWERSHELL,
        Dialect::AzureCli => &CLI,
        _ => return None,
    };
    let values = described(rule, &ALL_FIELDS, dialect, values);
    let mut filled = Filled::default();
    for template in [language.new_group, language.fields, language.attach] {
        filled.push(template, dialect, &values);
    }
    Some(filled)
}

/// What these fields of a rule say, and nothing about the others. What the paste does not have whole is what the reader
/// says, or stays a placeholder, so that nothing is restated that is not so.
fn described(rule: &SecurityRule, fields: &[RuleField], dialect: Dialect, told: &Values) -> Values {
    let mut values = told.clone();
    for name in FILLED_BY_RULE {
        values.forget(name);
    }
    values.set("rule", &rule.name);
    for field in fields {
        let (names, said) = match field {
            RuleField::Source => {
                let groups = groups(&rule.source);
                if !groups.is_empty() {
                    values.set_list("source-asgs", groups);
                }
                (["source", "sources"], addresses(&rule.source))
            }
            RuleField::Destination => {
                let groups = groups(&rule.destination);
                if !groups.is_empty() {
                    values.set_list("destination-asgs", groups);
                }
                (
                    ["destination", "destinations"],
                    addresses(&rule.destination),
                )
            }
            RuleField::SourcePorts => (["source-port", "source-ports"], ports(&rule.source_ports)),
            RuleField::DestinationPorts => (
                ["destination-port", "destination-ports"],
                ports(&rule.destination_ports),
            ),
            RuleField::Protocol => (["protocol"; 2], one(rule.protocol.get().copied().map(word))),
            RuleField::Direction => {
                let direction = rule.direction.get();
                (["direction"; 2], one(direction.map(|known| known.name())))
            }
            RuleField::Access => {
                let access = rule.access.get();
                (["access"; 2], one(access.map(|known| known.name())))
            }
            RuleField::Priority => {
                let mut said = Vec::new();
                if let Some(priority) = rule.priority.get() {
                    said.push(text::number(*priority as usize));
                }
                (["priority"; 2], Some(said))
            }
        };
        let Some(mut said) = said else { continue };
        let [single, plural] = names;
        if said.is_empty() {
            said = told.get(plural).to_vec();
        }
        let is_code = matches!(dialect, Dialect::Arm | Dialect::Bicep | Dialect::Terraform);
        // One prefix and several are two properties there.
        let is_single = is_code && said.len() == 1;
        values.set_list(if is_single { single } else { plural }, said);
    }
    values
}

fn one(word: Option<&'static str>) -> Option<Vec<String>> {
    let mut said = Vec::new();
    if let Some(word) = word {
        said.push(word.to_owned());
    }
    Some(said)
}

/// As a rule's own field spells it.
fn word(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Any => "*",
        Protocol::Tcp => "Tcp",
        Protocol::Udp => "Udp",
        Protocol::Icmp => "Icmp",
        Protocol::Esp => "Esp",
        Protocol::Ah => "Ah",
    }
}

/// Its prefixes and tags; empty where they are not known, `None` where it has groups instead.
fn addresses(field: &AddressField) -> Option<Vec<String>> {
    let mut said = Vec::new();
    let mut has_groups = false;
    for term in &field.terms {
        match term {
            AddressTerm::Group(_) => has_groups = true,
            AddressTerm::Unreadable(text) if text != CLIENT => return Some(Vec::new()),
            _ => said.push(term.text()),
        }
    }
    if field.lost.is_some() {
        said.clear();
    } else if has_groups && said.is_empty() {
        return None;
    }
    Some(said)
}

/// The application security groups that it names.
fn groups(field: &AddressField) -> Vec<String> {
    let mut groups = Vec::new();
    for term in &field.terms {
        if let AddressTerm::Group(name) = term {
            groups.push(name.clone());
        }
    }
    groups
}

/// Empty where they are not known.
fn ports(field: &PortField) -> Option<Vec<String>> {
    let mut said = Vec::new();
    for term in &field.terms {
        if matches!(term, PortTerm::Unreadable(_)) {
            return Some(Vec::new());
        }
        said.push(term.text());
    }
    if field.lost.is_some() {
        said.clear();
    }
    Some(said)
}
