//! The other way round: every protocol and port of the VM that one source reaches, each with what decides about it.

use crate::join::Topology;
use crate::judge::met::{met_by, with_rules};
use crate::judge::port_cuts::holds;
use crate::judge::port_walk::PortWalk;
use crate::judge::{Answer, HopKind, judge};
use crate::net::{PortRange, Protocol};
use crate::question::Question;

/// Connections to some ports that fare alike for one reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// Over what: one or more of [`PROTOCOLS`](crate::judge::port_cuts::PROTOCOLS).
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
    let met = met_by(topology, question, &question.from.set());
    let mut walk = PortWalk::new(&[&met], question);
    let (mut reached, mut own) = (Vec::<Reached>::new(), Vec::<Reached>::new());
    let mut kinds: Vec<Reason> = Vec::new();
    while let Some(found) = walk.next(&[&met], &|_, _| true) {
        let (protocol, ports) = (found.protocol, found.ports);
        if found.kind == kinds.len() {
            let asked = Question {
                protocol,
                port: ports.first,
                dialled: None,
                ..question.clone()
            };
            kinds.push(reason(&met, &asked));
        }
        let Some(reason) = kinds.get(found.kind) else {
            break;
        };
        match own.last_mut() {
            Some(last) if last.protocols == [protocol] && last.reason == *reason => {
                last.ports.last = ports.last;
            }
            _ => own.push(Reached {
                protocols: vec![protocol],
                ports,
                reason: reason.clone(),
            }),
        }
    }
    for one in own {
        let is_same = |it: &&mut Reached| it.ports == one.ports && it.reason == one.reason;
        match reached.iter_mut().find(is_same) {
            Some(same) => same.protocols.extend(one.protocols),
            None => reached.push(one),
        }
    }
    reached
}

fn reason(met: &Topology, asked: &Question) -> Reason {
    let holding = with_rules(met, &|rule| holds(rule, asked.protocol, asked.port));
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
