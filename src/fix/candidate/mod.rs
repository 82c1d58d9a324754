//! What may help at one hop, by the documented order (fix-catalogue §8). Whether it does is for the proof to say.

mod edit;
mod endpoint;
mod nsg;
mod route;

use super::change::{Change, Step, new_group, proposed};
use super::client::Client;
use super::placement::Room;
use crate::azure::{
    Access, AddressField, AddressTerm, NetworkSecurityGroup, PortField, PortTerm, PowerState,
    RuleState, SecurityRule, Unread,
};
use crate::code::Code;
use crate::fix::FixId;
use crate::join::Topology;
use crate::judge::{Hop, HopKind, Judgement, no_filter};
use crate::net::{PortRange, Prefix, text};
use crate::origin::Origin;
use crate::question::{Question, RDP_PORT, WayKind};
use std::rc::Rc;

/// What stops whom.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The surroundings.
    pub topology: &'a Topology,
    /// What is asked.
    pub question: &'a Question,
    /// How it was judged.
    pub judgement: &'a Judgement,
    /// Who wants to get in.
    pub client: &'a Client,
}

/// One change that is a fix by itself.
fn one(id: FixId, change: Change) -> Vec<Step> {
    vec![Step { id, change }]
}

/// What may help at this hop: sets of changes, of which each may open it.
pub fn candidates(hop: &Hop, setting: Setting<'_>) -> Vec<Vec<Step>> {
    let mut found = Vec::new();
    match hop.kind {
        HopKind::Vm if matches!(hop.code, Code::VmStopped | Code::VmDeallocated) => {
            found.push(one(FixId::VmStart, Change::StartVm));
        }
        HopKind::WayIn => way_in(hop, setting, &mut found),
        HopKind::SubnetNsg | HopKind::NicNsg | HopKind::Nsg => nsg::add(hop, setting, &mut found),
        HopKind::ReturnRoute => route::add(hop, setting, &mut found),
        // A network manager's rules are not the VM owner's to change, and Windows is not Azure's.
        HopKind::Vm | HopKind::AdminRules | HopKind::Guest => {}
    }
    found
}

fn way_in(hop: &Hop, setting: Setting<'_>, found: &mut Vec<Vec<Step>>) {
    let new_rule = || {
        let name = group_name(setting.topology);
        let group = Rc::new(new_group(name));
        let rule = allow(setting, 300, allow_name(setting.question));
        Change::NewGroup { group, rule }
    };
    match hop.code {
        Code::NoPublicIp | Code::WayInUnknown if setting.topology.lacks_public_ip => {
            let mut steps = one(FixId::PipAssign, Change::AssignPublicIp);
            // A Standard address lets nobody in without an NSG.
            if no_filter::is_seen_nowhere(setting.topology) {
                steps.append(&mut one(FixId::NsgAllow, new_rule()));
            }
            found.push(steps);
        }
        Code::StandardNeedsNsg | Code::SkuUnknown => found.push(one(FixId::NsgAllow, new_rule())),
        Code::NoPublicAddress if setting.topology.machine.power == PowerState::Unsaid => {
            found.push(one(FixId::VmStart, Change::StartVm));
        }
        _ => {}
    }
    if setting
        .topology
        .ways
        .iter()
        .any(|way| way.kind == WayKind::Endpoint)
    {
        endpoint::add(hop, setting, found);
    }
}

fn group_name(topology: &Topology) -> String {
    let machine = &topology.machine.name;
    let owner = if machine.is_empty() {
        &topology.target.name
    } else {
        machine
    };
    let owner = if owner.is_empty() { "rdp" } else { owner };
    [owner, "-nsg"].concat()
}

/// Whether somebody meant this for RDP: `AllowRDP`, `Remote Desktop`.
pub fn is_named_for_rdp(name: &str) -> bool {
    let holds = |word: &[u8]| {
        let mut parts = name.as_bytes().windows(word.len());
        parts.any(|part| part.eq_ignore_ascii_case(word))
    };
    holds(b"rdp") || holds(b"desktop")
}

/// What a rule for this port is called.
fn allow_name(question: &Question) -> String {
    if question.port == RDP_PORT {
        return "AllowRdp".to_owned();
    }
    ["Allow", &text::number(question.port.into())].concat()
}

/// The narrowest rule that lets the client in: to the VM alone, where its address is known.
fn allow(setting: Setting<'_>, priority: u32, name: String) -> SecurityRule {
    let Setting {
        topology,
        question,
        client,
        ..
    } = setting;
    let vm = match topology.target.address {
        Some(address) => AddressTerm::Prefix(Prefix::from(address)),
        None => AddressTerm::Any,
    };
    SecurityRule {
        name,
        origin: Origin::Proposed,
        default: false,
        priority: proposed(priority),
        direction: proposed(question.direction),
        access: proposed(Access::Allow),
        protocol: proposed(question.protocol),
        source: AddressField::of(vec![client.term.clone()], Origin::Proposed),
        source_ports: PortField::of(vec![PortTerm::Any], Origin::Proposed),
        destination: AddressField::of(vec![vm], Origin::Proposed),
        destination_ports: port_field(vec![PortRange::single(question.port)]),
        state: RuleState::InForce,
        unread: Unread::default(),
    }
}

fn port_field(ranges: Vec<PortRange>) -> PortField {
    let mut terms = Vec::new();
    for range in ranges {
        terms.push(PortTerm::Range(range));
    }
    PortField::of(terms, Origin::Proposed)
}

/// The NSG of a hop, and the room for a rule in it.
fn room<'a>(
    hop: &'a Hop,
    setting: Setting<'a>,
) -> Option<(&'a Rc<NetworkSecurityGroup>, Room<'a>)> {
    let group = &hop.versions.first()?.group;
    let stopped = &setting.client.stopped;
    Some((
        group,
        Room::of(group, setting.topology, setting.question, stopped),
    ))
}
