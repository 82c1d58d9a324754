//! What may help at the endpoints of a classic VM (fix-catalogue C-ENDPOINT, C-ACL).

use super::{Setting, is_named_for_rdp, one};
use crate::azure::EndpointAcl;
use crate::code::Code;
use crate::fix::FixId;
use crate::fix::change::{Change, Step, leads_to};
use crate::join::{Way, WayUsers};
use crate::judge::Hop;
use crate::net::{PortRange, Prefix};
use crate::origin::Origin;
use crate::question::{Source, WayKind};

/// Where no endpoint leads to the port, one that was meant to is corrected, or else one is added; where its list denies,
/// the client is permitted.
pub fn add(hop: &Hop, setting: Setting<'_>, found: &mut Vec<Vec<Step>>) {
    let question = setting.question;
    let ways = &setting.topology.ways;
    match hop.code {
        Code::PortNotForwarded => {
            let own = ways.iter().find(|way| is_for_rdp(way));
            let change = match own {
                Some(way) => Change::EditEndpoint {
                    way: leads_to(way, question.port, question.protocol),
                },
                None => Change::AddEndpoint {
                    way: new_endpoint(ways, setting),
                },
            };
            found.push(one(FixId::ClassicEndpoint, change));
        }
        Code::AclDenies => {
            for way in ways {
                if let (WayUsers::Acl(acl), true) = (&way.users, way.port == Some(question.port)) {
                    permit(way, acl, setting, found);
                }
            }
        }
        _ => {}
    }
}

fn is_for_rdp(way: &Way) -> bool {
    way.kind == WayKind::Endpoint && is_named_for_rdp(&way.name)
}

/// On a port of its own: the documents' range for endpoints starts at 49152.
fn new_endpoint(ways: &[Way], setting: Setting<'_>) -> Way {
    let mut dialled = 49152;
    while ways
        .iter()
        .any(|way| way.ports == Some(PortRange::single(dialled)))
    {
        dialled += 1;
    }
    let address = ways.iter().find_map(|way| way.address);
    Way {
        name: "RDP".to_owned(),
        address,
        ports: Some(PortRange::single(dialled)),
        port: Some(setting.question.port),
        protocol: Some(setting.question.protocol),
        is_translated: true,
        is_certain: true,
        ..Way::new(WayKind::Endpoint, Origin::Proposed)
    }
}

/// What an access control list may hold.
const MOST_RULES: usize = 50;

/// A permit before every rule of the list, or where there is no room and nothing is denied, behind them. The first permit of a list denies all others, so where only denies were, one
/// for everybody follows at the end.
fn permit(way: &Way, acl: &EndpointAcl, setting: Setting<'_>, found: &mut Vec<Vec<Step>>) {
    let (mut first, mut last) = (u32::MAX, 0);
    let (mut permits, mut denies) = (false, false);
    for rule in &acl.rules {
        let Some(order) = rule.order else { return };
        first = first.min(order);
        last = last.max(order);
        permits |= rule.permits == Some(true);
        denies |= rule.permits != Some(true);
    }
    let subnet = match setting.question.from {
        Source::Prefix(prefix) => Some(prefix),
        Source::Internet => None,
        Source::VirtualNetwork => return,
    };
    if acl.rules.len() >= MOST_RULES {
        return;
    }
    let is_taken = |order: u32| acl.rules.iter().any(|rule| rule.order == Some(order));
    let at = |order, subnet| Change::PermitInAcl {
        moves_others: is_taken(order),
        endpoint: way.name.clone(),
        order,
        subnet,
    };
    let mut order = first.saturating_sub(1);
    if is_taken(order) && !denies {
        order = last + 1;
    }
    let mut steps = one(FixId::ClassicAcl, at(order, subnet));
    if !permits {
        let everybody = at(last + 2, Prefix::parse("0.0.0.0/0"));
        steps.append(&mut one(FixId::ClassicAcl, everybody));
    }
    found.push(steps);
}
