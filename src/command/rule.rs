//! Commands that change the rules of a network security group (fix-catalogue NSG-ALLOW, NSG-REORDER, NSG-EDIT).

use super::rule_template::{BICEP, CLI, JSON, POWERSHELL, TERRAFORM};
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

/// What makes these changes to the NSG `<nsg>` of `<rg>`, in this order; `None` where the dialect has nothing for it: only
/// one new rule is written as code.
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
                _ => return None,
            };
            let values = described(rule, &ALL_FIELDS, values);
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
        let values = described(rule, fields, values);
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
    let values = described(rule, &ALL_FIELDS, values);
    let mut filled = Filled::default();
    for template in [language.new_group, language.fields, language.attach] {
        filled.push(template, dialect, &values);
    }
    Some(filled)
}

/// What these fields of a rule say, and nothing about the others. What the paste does not have whole is what the reader
/// says, or stays a placeholder, so that nothing is restated that is not so.
fn described(rule: &SecurityRule, fields: &[RuleField], told: &Values) -> Values {
    let mut values = told.clone();
    values.set("rule", &rule.name);
    for field in ALL_FIELDS {
        let (name, said) = match field {
            RuleField::Source => ("sources", addresses(&rule.source)),
            RuleField::Destination => ("destinations", addresses(&rule.destination)),
            RuleField::SourcePorts => ("source-ports", ports(&rule.source_ports)),
            RuleField::DestinationPorts => ("destination-ports", ports(&rule.destination_ports)),
            RuleField::Protocol => ("protocol", one(rule.protocol.get().copied().map(word))),
            RuleField::Direction => {
                let direction = rule.direction.get();
                ("direction", one(direction.map(|known| known.name())))
            }
            RuleField::Access => {
                let access = rule.access.get();
                ("access", one(access.map(|known| known.name())))
            }
            RuleField::Priority => {
                let mut said = Vec::new();
                if let Some(priority) = rule.priority.get() {
                    said.push(text::number(*priority as usize));
                }
                ("priority", said)
            }
        };
        if !fields.contains(&field) {
            values.forget(name);
        } else if !said.is_empty() || !values.has(name) {
            values.set_list(name, said);
        }
    }
    values
}

fn one(word: Option<&'static str>) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(word) = word {
        said.push(word.to_owned());
    }
    said
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

/// Its prefixes and tags; empty where they are not known. No fix names an application security group in a rule.
fn addresses(field: &AddressField) -> Vec<String> {
    let mut said = Vec::new();
    for term in &field.terms {
        match term {
            AddressTerm::Unreadable(text) if text != CLIENT => return Vec::new(),
            _ => said.push(term.text()),
        }
    }
    if field.lost.is_some() {
        said.clear();
    }
    said
}

/// Empty where they are not known.
fn ports(field: &PortField) -> Vec<String> {
    let mut said = Vec::new();
    for term in &field.terms {
        if matches!(term, PortTerm::Unreadable(_)) {
            return Vec::new();
        }
        said.push(term.text());
    }
    if field.lost.is_some() {
        said.clear();
    }
    said
}
