//! The other way round: every protocol and port of the VM that one source reaches, each with what decides about it.

use crate::azure::{Direction, NetworkSecurityGroup, SecurityRule};
use crate::join::Topology;
use crate::judge::port_cuts::{PROTOCOLS, has_ports, held, holds, stretches};
use crate::judge::rule_match::{Context, match_rule};
use crate::judge::{Answer, HopKind, Mark, judge};
use crate::net::{PortRange, Protocol};
use crate::question::Question;
use std::rc::Rc;

/// Connections to some ports that fare alike for one reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// Over what: one or more of [`PROTOCOLS`].
    pub protocols: Vec<Protocol>,
    /// To which ports of the VM; all of them where the protocol has none.
    pub ports: PortRange,
    /// How they fare.
    pub reason: Reason,
}

/// How a connection fares and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// How it fares.
    pub answer: Answer,
    /// The hop that decides, where one does.
    pub hop: Option<HopKind>,
    /// The name of its rule or the prefix of its route; empty where it has none.
    pub by: String,
}

/// Every protocol and port once, for the source of `question`; its port and protocol count for nothing.
pub fn reach(topology: &Topology, question: &Question) -> Vec<Reached> {
    // Of a thousand rules one source meets few, and one port fewer.
    let met = with_rules(topology, question, &|_| true);
    let mut reached: Vec<Reached> = Vec::new();
    for protocol in PROTOCOLS {
        let mut judged: Vec<(Vec<Mark>, Reason)> = Vec::new();
        let mut own: Vec<Reached> = Vec::new();
        for mut ports in stretches(&[&met], question) {
            let port = ports.first;
            if !has_ports(protocol) {
                if port > 0 {
                    break;
                }
                ports = PortRange::ALL;
            }
            let held = held(&[&met], protocol, port);
            let known = judged.iter().find(|(known, _)| *known == held);
            let reason = match known {
                Some((_, reason)) => reason.clone(),
                None => {
                    let asked = Question {
                        protocol,
                        port,
                        dialled: None,
                        ..question.clone()
                    };
                    let reason = reason(&met, &asked);
                    judged.push((held, reason.clone()));
                    reason
                }
            };
            match own.last_mut() {
                Some(last) if last.reason == reason => last.ports.last = ports.last,
                _ => own.push(Reached {
                    protocols: vec![protocol],
                    ports,
                    reason,
                }),
            }
        }
        for one in own {
            let is_same = |it: &&mut Reached| it.ports == one.ports && it.reason == one.reason;
            match reached.iter_mut().find(is_same) {
                Some(same) => same.protocols.push(protocol),
                None => reached.push(one),
            }
        }
    }
    reached
}

fn reason(met: &Topology, asked: &Question) -> Reason {
    let holding = with_rules(met, asked, &|rule| holds(rule, asked.protocol, asked.port));
    let judgement = judge(&holding, asked);
    let hop = judgement.deciding.and_then(|at| judgement.hops.get(at));
    let rule = hop.and_then(|hop| hop.deciding_rule());
    let route = hop.and_then(|hop| hop.deciding_route());
    Reason {
        answer: judgement.answer,
        hop: hop.map(|hop| hop.kind),
        by: match (rule, route) {
            (Some(rule), _) => rule.name.clone(),
            (_, Some(route)) => route.destination.text(),
            _ => String::new(),
        },
    }
}

/// The same surroundings with those rules alone that may be for the asked source and that `is_kept` keeps.
fn with_rules(
    topology: &Topology,
    question: &Question,
    is_kept: &dyn Fn(&SecurityRule) -> bool,
) -> Topology {
    let context = Context::new(topology, question);
    let asked = question.from.set();
    let may_be_for = |rule: &SecurityRule| {
        let [source, _, destination, ..] = match_rule(rule, &context, &asked).marks;
        let remote = match question.direction {
            Direction::Inbound => source,
            Direction::Outbound => destination,
        };
        remote != Mark::No
    };
    let kept = |group: &Rc<NetworkSecurityGroup>| {
        let mut rules = Vec::new();
        for rule in &group.rules {
            if is_kept(rule) && may_be_for(rule) {
                rules.push(rule.clone());
            }
        }
        Rc::new(NetworkSecurityGroup {
            name: group.name.clone(),
            id: group.id.clone(),
            rules,
            attachment: group.attachment.clone(),
            ..**group
        })
    };
    let mut met = topology.clone();
    for filter in &mut met.filters {
        for version in &mut filter.versions {
            *version = kept(version);
        }
    }
    if let Some(rules) = &mut met.admin_rules {
        *rules = kept(rules);
    }
    met
}
