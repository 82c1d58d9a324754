//! Corrections of a rule that nearly lets the client in (fix-catalogue NSG-EDIT).

use super::nsg::is_users_allow;
use super::{Setting, is_named_for_rdp, one};
use crate::azure::security_rule::RuleField;
use crate::azure::{
    AddressField, AddressTerm, PortField, PortTerm, SecurityRule, ServiceTag, Terms,
};
use crate::explain::near_miss::near_misses;
use crate::fix::FixId;
use crate::fix::change::{Change, Step, proposed};
use crate::fix::placement::as_stored;
use crate::judge::Hop;
use crate::judge::port_match::{are_just, known_ports};
use crate::net::{PortRange, Prefix, ranges};
use crate::origin::Origin;
use crate::question::RDP_PORT;
use std::rc::Rc;

/// Adds a correction of each rule that nearly matches.
pub fn add(hop: &Hop, setting: Setting<'_>, found: &mut Vec<Vec<Step>>) {
    let Some(version) = hop.versions.first() else {
        return;
    };
    for miss in near_misses(hop, setting.question) {
        let mut rule = as_stored(miss.rule, &version.group, setting.topology);
        let mut is_possible = is_users_allow(&rule);
        let mut fields = miss.fields.clone();
        if miss.fields == [RuleField::SourcePorts]
            && are_just(&known_ports(&miss.rule.source_ports), setting.question.port)
        {
            // The ports are swapped, and only the asked one is to be open (T02).
            fields.push(RuleField::DestinationPorts);
        }
        for field in &fields {
            is_possible &= correct(&mut rule, miss.rule, *field, setting);
        }
        if let ([RuleField::Destination], [AddressTerm::Group(name)], Some(own)) = (
            miss.fields.as_slice(),
            &*miss.rule.destination.terms,
            &setting.topology.target.groups,
        ) && is_users_allow(miss.rule)
        {
            // The rule may be for others, too: the network interface joins them (T56).
            let mut with = Vec::new();
            for group in own {
                with.push(group.as_str().to_owned());
            }
            let group = name.clone();
            found.push(one(FixId::NsgEdit, Change::JoinGroup { group, with }));
        }
        if is_possible {
            let group = Rc::clone(&version.group);
            found.push(one(
                FixId::NsgEdit,
                Change::EditRule {
                    group,
                    rule,
                    fields,
                },
            ));
        }
    }
}

/// Corrects one field; whether that is possible.
fn correct(
    rule: &mut SecurityRule,
    was: &SecurityRule,
    field: RuleField,
    setting: Setting<'_>,
) -> bool {
    let question = setting.question;
    match field {
        RuleField::Protocol => rule.protocol = proposed(question.protocol),
        RuleField::SourcePorts => {
            rule.source_ports = PortField::of(vec![PortTerm::Any], Origin::Proposed);
        }
        RuleField::Destination => {
            if has_group(&rule.destination) || rule.destination.lost.is_some() {
                return false;
            }
            let mut terms = Vec::new();
            if let Some(vm) = setting.topology.target.address {
                // Other VMs' addresses stay; a public one is nobody's behind the translation.
                let public = ranges::internet_clients().minus(&setting.topology.inside);
                for term in &rule.destination.terms {
                    let stays = match term {
                        AddressTerm::Prefix(prefix) => !prefix.addresses().is_subset(&public),
                        _ => matches!(term, AddressTerm::Range(..)),
                    };
                    if stays {
                        terms.push(term.clone());
                    }
                }
                terms.push(AddressTerm::Prefix(Prefix::from(vm)));
            } else {
                terms.push(AddressTerm::Any);
            }
            rule.destination = AddressField::of(terms, Origin::Proposed);
        }
        RuleField::DestinationPorts => {
            if !is_for_rdp(was) {
                return false;
            }
            // The listener's own port is added, and the others stay.
            if are_just(&known_ports(&was.source_ports), question.port) {
                // The ports are swapped (T02).
                rule.destination_ports.terms = Terms::default();
            }
            let port = PortTerm::Range(PortRange::single(question.port));
            rule.destination_ports.terms.push(port);
        }
        RuleField::Source => {
            let probes = AddressTerm::Tag(ServiceTag::AzureLoadBalancer);
            if *rule.source.terms == [probes] {
                // Health probes are nobody's client.
                rule.source.terms = Terms::default();
            }
            let is_listed = |term: &AddressTerm| {
                matches!(term, AddressTerm::Prefix(_) | AddressTerm::Range(..))
            };
            if rule.source.lost.is_some() || !rule.source.terms.iter().all(is_listed) {
                return false;
            }
            rule.source.terms.push(setting.client.term.clone());
        }
        RuleField::Priority | RuleField::Direction | RuleField::Access => return false,
    }
    true
}

fn has_group(field: &AddressField) -> bool {
    (field.terms.iter()).any(|term| matches!(term, AddressTerm::Group(_)))
}

/// Whether a rule whose port is another one is meant for RDP all the same, and not for another service.
fn is_for_rdp(rule: &SecurityRule) -> bool {
    let rdp = PortRange::single(RDP_PORT);
    is_named_for_rdp(&rule.name)
        || rdp.is_covered_by(&known_ports(&rule.destination_ports))
        || are_just(&known_ports(&rule.source_ports), RDP_PORT)
}
