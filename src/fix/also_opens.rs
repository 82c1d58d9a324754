//! What changes open besides the asked port: other ports and protocols of the VM, and those of others behind the same NSG.

use super::change::{Change, Step};
use super::comparison::Comparison;
use super::proof::{AlsoOpens, Opened, Where};
use crate::azure::{NetworkSecurityGroup, SecurityRule};
use crate::join::Topology;
use crate::judge::port_cuts::{PROTOCOLS, holds};
use crate::judge::port_walk::PortWalk;
use crate::net::{PortRange, Protocol};
use crate::question::Question;

/// The search for it, some ports at once: whoever deletes a rule that denies everything may open a thousand.
pub struct PortSearch {
    comparison: Comparison,
    walk: PortWalk,
    question: Question,
    asked: Option<(Protocol, u16)>,
    places: Vec<Where>,
    /// Who gets in to each kind of ports and did not before.
    opened: Vec<Opened>,
    found: Vec<AlsoOpens>,
}

impl PortSearch {
    /// For the VM itself.
    pub fn of_other_ports(whole: &Comparison, question: &Question, steps: &[Step]) -> Self {
        let comparison = whole.of_other_ports(question, steps);
        PortSearch {
            asked: Some((question.protocol, question.port)),
            ..PortSearch::new(comparison, vec![Where::ThisVm], question)
        }
    }

    /// For others behind an NSG that changes, unless that is said already: two changes of one NSG are judged together.
    pub fn of_other_machines(
        whole: &Comparison,
        change: &Change,
        question: &Question,
        steps: &[Step],
        also: &[AlsoOpens],
    ) -> Option<Self> {
        let (Some(group), Some(_)) = (change.group(), change.rule()) else {
            return None;
        };
        let mut places = places(&whole.before, group);
        places.retain(|place| !also.iter().any(|known| known.to == *place));
        if matches!(change, Change::NewGroup { .. }) || places.is_empty() {
            return None;
        }
        let question = Question {
            to: None,
            ..question.clone()
        };
        let comparison = whole.of_other_machines(group, &question, steps);
        Some(PortSearch::new(comparison, places, &question))
    }

    fn new(comparison: Comparison, places: Vec<Where>, question: &Question) -> Self {
        PortSearch {
            walk: PortWalk::new(&comparison.both(), question),
            comparison,
            question: question.clone(),
            asked: None,
            places,
            opened: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Some more of the ports and protocols that the changes touch; whether there are more.
    pub fn go_on(&mut self, steps: &[Step]) -> bool {
        const AT_ONCE: usize = 16;
        let mut touching = Vec::new();
        for step in steps {
            touching.push(self::touching(&step.change));
        }
        let asked = self.asked;
        let is_wanted = |protocol, first| {
            let is_one = |rule: &&SecurityRule| holds(rule, protocol, first);
            asked != Some((protocol, first))
                && (touching.iter())
                    .any(|rules| rules.as_ref().is_none_or(|rules| rules.iter().any(is_one)))
        };
        for _ in 0..AT_ONCE {
            let Some(ports) = self.walk.next(&self.comparison.both(), &is_wanted) else {
                join_protocols(&mut self.found);
                return false;
            };
            if ports.kind == self.opened.len() {
                self.opened
                    .push(self.comparison.opened_at(ports, &self.question));
            }
            let from = self.opened.get(ports.kind).cloned().unwrap_or_default();
            if from == Opened::default() {
                continue;
            }
            let (ports, protocol) = (ports.ports, ports.protocol);
            match self.found.last_mut() {
                Some(known)
                    if known.from == from
                        && known.protocol == protocol
                        && known.ports.last.checked_add(1) == Some(ports.first) =>
                {
                    known.ports.last = ports.last;
                }
                _ => self.found.push(AlsoOpens {
                    to: Where::ThisVm,
                    ports,
                    protocol,
                    from,
                }),
            }
        }
        true
    }

    /// Adds what was found, once for each place.
    pub fn take_found(&mut self, whole: &Comparison, also: &mut Vec<AlsoOpens>) {
        whole.note(&self.comparison);
        let found = std::mem::take(&mut self.found);
        for to in std::mem::take(&mut self.places) {
            for found in &found {
                also.push(AlsoOpens {
                    to: to.clone(),
                    ..found.clone()
                });
            }
        }
    }
}

/// The rules on whose ports a change may make a difference; `None` where it may on all of them.
fn touching(change: &Change) -> Option<Vec<&SecurityRule>> {
    match change {
        // Bastion opens nothing of the VM's by itself.
        Change::Renumber { .. } | Change::UseBastion => Some(Vec::new()),
        // It brings the default rules with it.
        Change::NewGroup { .. } => None,
        Change::EditRule { group, rule, .. } => {
            let mut touching = vec![rule];
            for known in &group.rules {
                if change.is_about(&known.name) {
                    touching.push(known);
                }
            }
            Some(touching)
        }
        _ => change.rule().map(|rule| vec![rule]),
    }
}

/// What holds for every protocol is said once. Some have no ports.
fn join_protocols(also: &mut Vec<AlsoOpens>) {
    let mut at = 0;
    while let Some(entry) = also.get(at) {
        if entry.ports == PortRange::ALL {
            let entry = entry.clone();
            let is_same =
                |other: &AlsoOpens| other.ports == entry.ports && other.from == entry.from;
            if also.iter().filter(|other| is_same(other)).count() == PROTOCOLS.len() {
                also.retain(|other| !is_same(other) || other.protocol == entry.protocol);
                if let Some(kept) = also.get_mut(at) {
                    kept.protocol = Protocol::Any;
                }
            }
        }
        at += 1;
    }
}

/// Where else an NSG filters, as far as the paste says.
fn places(topology: &Topology, group: &NetworkSecurityGroup) -> Vec<Where> {
    let mut places = Vec::new();
    let (mut are_interfaces_known, mut are_subnets_known) = (false, false);
    let mut add = |place: Where, is_this_vm: bool| {
        if !is_this_vm && !places.contains(&place) {
            places.push(place);
        }
    };
    let in_path = topology.filters.iter().flat_map(|filter| &filter.versions);
    for form in in_path.chain(&topology.overridden) {
        if !form.is_form_of(group) {
            continue;
        }
        are_interfaces_known |= form.attachment.network_interfaces.is_some() && !form.is_effective;
        are_subnets_known |= form.attachment.subnets.is_some() && !form.is_effective;
        let on = form.attachment.network_interfaces.as_deref().unwrap_or(&[]);
        for id in on {
            let is_own = topology.target.id.as_ref().is_none_or(|own| own == id);
            add(Where::NetworkInterface(id.name().to_owned()), is_own);
        }
        // While nobody knows which of them is the VM's, the others are nobody's in particular.
        if topology.target.id.is_none() && on.len() > 1 {
            add(Where::Group(group.name.clone()), false);
        }
        for id in form.attachment.subnets.iter().flatten() {
            add(Where::Subnet(id.name().to_owned()), false);
        }
    }
    if !are_interfaces_known || !are_subnets_known {
        add(Where::Group(group.name.clone()), false);
    }
    places
}
