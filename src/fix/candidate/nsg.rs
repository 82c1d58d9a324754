//! What may help where an NSG denies.

use super::{Setting, allow, allow_name, edit, one, port_field, room};
use crate::azure::just_in_time::is_just_in_time;
use crate::azure::security_rule::RuleField;
use crate::azure::{Access, AddressTerm, SecurityRule};
use crate::fix::FixId;
use crate::fix::change::{Change, Step, proposed};
use crate::fix::placement::as_stored;
use crate::judge::port_match::known_ports;
use crate::judge::{Hop, NsgJudgement, Outcome};
use crate::net::PortRange;
use std::rc::Rc;

/// Just-in-time access is requested and its rules are never touched, whatever else there is. Otherwise by §8: move the
/// allow that a deny shadows, correct the one that nearly matches, or make a new one; narrow or delete the deny last.
pub fn add(hop: &Hop, setting: Setting<'_>, found: &mut Vec<Vec<Step>>) {
    let (Some(version), Some((group, room))) = (hop.versions.first(), room(hop, setting)) else {
        return;
    };
    let question = setting.question;
    if let Some(closed) = room.just_in_time {
        // What is requested is for an address; a tag cannot be asked for.
        let is_tag = matches!(setting.client.term, AddressTerm::Tag(_));
        if let (Some(priority), false) = (room.for_request(), is_tag) {
            let name = room.free_name("MicrosoftDefenderForCloud-JITRule_request");
            let mut rule = allow(setting, priority, name);
            rule.destination.clone_from(&closed.destination);
            let group = Rc::clone(group);
            found.push(one(
                FixId::JitRequest,
                Change::RequestAccess { group, rule },
            ));
        }
        return;
    }
    let denies = denying_rule(version, setting);
    let users_deny =
        denies.filter(|rule| !rule.default && rule.access.get() == Some(&Access::Deny));
    if users_deny.is_some() {
        for (at, step) in version.steps.iter().enumerate() {
            if let (Some(rule), Some(matched), Some(priority)) =
                (version.rule(at), &step.matched, room.last_free())
                && is_users_allow(rule)
                && rule.priority.get().is_some_and(|own| *own > room.limit)
                && setting.client.stopped.is_subset(&matched.must)
            {
                let mut rule = as_stored(rule, group, setting.topology);
                rule.priority = proposed(priority);
                let fields = vec![RuleField::Priority];
                let group = Rc::clone(group);
                found.push(one(
                    FixId::NsgReorder,
                    Change::EditRule {
                        group,
                        rule,
                        fields,
                    },
                ));
            }
        }
    } else {
        edit::add(hop, setting, found);
    }
    let is_other = users_deny.is_none() && is_allowed_elsewhere(hop, setting);
    let id = if is_other {
        FixId::NsgOther
    } else {
        FixId::NsgAllow
    };
    let mut steps = Vec::new();
    let priority = room.free().or_else(|| {
        let (priority, renumber) = room.renumbering()?;
        steps.append(&mut one(id, renumber));
        Some(priority)
    });
    if let Some(priority) = priority {
        let rule = allow(setting, priority, room.free_name(&allow_name(question)));
        let group = Rc::clone(group);
        steps.append(&mut one(id, Change::AddRule { group, rule }));
        found.push(steps);
    }
    if let Some(deny) = users_deny
        && !deny.name.is_empty()
    {
        let stored = as_stored(deny, group, setting.topology);
        if let Some(rule) = without_port(&stored, question.port) {
            let fields = vec![RuleField::DestinationPorts];
            let group = Rc::clone(group);
            found.push(one(
                FixId::NsgReorder,
                Change::EditRule {
                    group,
                    rule,
                    fields,
                },
            ));
        }
        let change = Change::DeleteRule {
            group: Rc::clone(group),
            rule: deny.clone(),
        };
        found.push(one(FixId::NsgReorder, change));
    }
}

/// The rule that stops the client.
fn denying_rule<'a>(version: &'a NsgJudgement, setting: Setting<'_>) -> Option<&'a SecurityRule> {
    let stopped = &setting.client.stopped;
    let step = version.main_step(stopped, Outcome::Denied);
    version.rule(step.or_else(|| version.main_step(stopped, Outcome::Depends))?)
}

/// Whether the NSG at the other place has a rule that lets the client in already.
fn is_allowed_elsewhere(hop: &Hop, setting: Setting<'_>) -> bool {
    let stopped = &setting.client.stopped;
    for other in &setting.judgement.hops {
        if let (true, Some(version)) = (other.kind != hop.kind, other.versions.first())
            && stopped.is_subset(&other.partition.open)
            && let Some(step) = version.main_step(stopped, Outcome::Allowed)
            && version.rule(step).is_some_and(is_users_allow)
        {
            return true;
        }
    }
    false
}

/// Whether somebody wrote this rule to let something in, and may change it.
pub fn is_users_allow(rule: &SecurityRule) -> bool {
    !rule.default
        && rule.access.get() == Some(&Access::Allow)
        && !rule.name.is_empty()
        && !is_just_in_time(&rule.name)
}

/// The deny without this port.
fn without_port(deny: &SecurityRule, port: u16) -> Option<SecurityRule> {
    let mut left = Vec::new();
    for range in known_ports(&deny.destination_ports) {
        if port < range.first || port > range.last {
            left.push(range);
            continue;
        }
        if range.first < port {
            left.push(PortRange {
                first: range.first,
                last: port - 1,
            });
        }
        if port < range.last {
            left.push(PortRange {
                first: port + 1,
                last: range.last,
            });
        }
    }
    if left.is_empty() {
        return None;
    }
    let mut narrowed = deny.clone();
    narrowed.destination_ports = port_field(left);
    Some(narrowed)
}
