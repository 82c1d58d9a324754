//! Surroundings before and after changes, compared port by port, for the VM and for others behind the same NSG.

use super::apply::apply;
use super::change::{Change, Step};
use super::client::Client;
use super::proof::{AlsoOpens, Opened, Where};
use crate::azure::{NetworkSecurityGroup, SecurityRule};
use crate::join::{Filter, Place, Topology};
use crate::judge::port_cuts::{PROTOCOLS, has_ports, held, holds, stretches};
use crate::judge::{Mark, judge};
use crate::net::{PortRange, Protocol};
use crate::question::{Question, SourceSet};
use std::cell::Cell;

/// The surroundings before and after.
pub struct Comparison {
    /// As they are.
    pub before: Topology,
    /// As they would be for the client.
    pub for_client: Topology,
    /// Where the client is still to be filled in: what is the same whoever it is.
    for_nobody: Option<Topology>,
    /// Whether somebody was found who no longer gets in.
    closes: Cell<bool>,
}

impl Comparison {
    /// Of these changes.
    pub fn of(topology: &Topology, client: &Client, steps: &[Step]) -> Comparison {
        let has_placeholder = steps.iter().any(|step| step.change.has_placeholder());
        Comparison {
            before: topology.clone(),
            for_client: apply(topology, steps, &client.stopped),
            for_nobody: has_placeholder.then(|| apply(topology, steps, &SourceSet::empty())),
            closes: Cell::new(false),
        }
    }

    /// Who gets in and did not before.
    pub fn opened(&self, question: &Question) -> Opened {
        let before = judge(&self.before, question).sources.open;
        let opened = |topology: &Topology| {
            let after = judge(topology, question).sources.open;
            if !before.is_subset(&after) {
                self.closes.set(true);
            }
            after.minus(&before)
        };
        let for_client = opened(&self.for_client);
        match &self.for_nobody {
            None => Opened {
                sources: for_client,
                has_client: false,
            },
            Some(for_nobody) => {
                let sources = opened(for_nobody);
                Opened {
                    has_client: !for_client.is_subset(&sources),
                    sources,
                }
            }
        }
    }

    /// Whether the changes shut somebody out, as far as was compared.
    pub fn closes(&self) -> bool {
        self.closes.get()
    }

    /// The same surroundings, all three changed alike.
    fn map(&self, change: &dyn Fn(&Topology) -> Topology) -> Comparison {
        Comparison {
            before: change(&self.before),
            for_client: change(&self.for_client),
            for_nobody: self.for_nobody.as_ref().map(change),
            closes: Cell::new(false),
        }
    }

    /// The same for the VM's other ports and protocols. Windows is left out: it may listen anywhere.
    pub fn add_other_ports(&self, question: &Question, steps: &[Step], also: &mut Vec<AlsoOpens>) {
        let network = self.map(&|topology| {
            let mut network = topology.clone();
            network.machine.signs.clear();
            network
        });
        let asked = Some((question.protocol, question.port));
        network.add_ports(&Where::ThisVm, question, steps, asked, also);
        self.closes.set(self.closes.get() || network.closes.get());
    }

    /// The same for others behind an NSG that changes: by its rules alone, since nothing else is known of them.
    pub fn add_other_machines(
        &self,
        change: &Change,
        question: &Question,
        steps: &[Step],
        also: &mut Vec<AlsoOpens>,
    ) {
        let (Some(group), Some(_)) = (change.group(), change.rule()) else {
            return;
        };
        if matches!(change, Change::NewGroup { .. }) {
            return;
        }
        let alone = |topology: &Topology| {
            let mut alone = Topology {
                virtual_network: topology.virtual_network.clone(),
                inside: topology.inside.clone(),
                may_hold_everything: topology.may_hold_everything,
                may_hold_more: topology.may_hold_more,
                service_tags: topology.service_tags.clone(),
                members: topology.members.clone(),
                ..Topology::default()
            };
            for filter in &topology.filters {
                if filter
                    .versions
                    .iter()
                    .any(|version| version.is_form_of(group))
                    && alone.filters.is_empty()
                {
                    alone.filters.push(Filter {
                        place: Place::Unsaid,
                        versions: filter.versions.clone(),
                    });
                }
            }
            alone
        };
        let others = self.map(&alone);
        let question = Question {
            to: None,
            ..question.clone()
        };
        for place in places(&self.before, group) {
            // Two changes of one NSG are judged together.
            if !also.iter().any(|known| known.to == place) {
                others.add_ports(&place, &question, steps, None, also);
            }
        }
        self.closes.set(self.closes.get() || others.closes.get());
    }

    /// Every port and protocol that the changes touch, one judgement for all ports between which no rule draws a line.
    fn add_ports(
        &self,
        to: &Where,
        question: &Question,
        steps: &[Step],
        asked: Option<(Protocol, u16)>,
        also: &mut Vec<AlsoOpens>,
    ) {
        let both = [&self.before, &self.for_client];
        for protocol in PROTOCOLS {
            let has_ports = has_ports(protocol);
            let mut last: Option<AlsoOpens> = None;
            let mut judged: Vec<(Vec<Mark>, Opened)> = Vec::new();
            for ports in stretches(&both, question) {
                let first = ports.first;
                let is_asked = asked == Some((protocol, first));
                let mut all = steps.iter();
                let is_touched = all.any(|step| touches(&step.change, protocol, first));
                if !is_touched || is_asked || !has_ports && first > 0 {
                    continue;
                }
                // Ports that the same rules hold fare the same.
                let held = held(&both, protocol, first);
                let known = judged.iter().position(|(known, _)| *known == held);
                let known = known.and_then(|at| judged.get(at));
                let from = match known {
                    Some((_, from)) => from.clone(),
                    None => {
                        let from = self.opened(&Question {
                            protocol,
                            port: first,
                            from_port: None,
                            dialled: None,
                            ..question.clone()
                        });
                        judged.push((held, from.clone()));
                        from
                    }
                };
                if from == Opened::default() {
                    continue;
                }
                let ports = if has_ports { ports } else { PortRange::ALL };
                match &mut last {
                    Some(known)
                        if known.from == from
                            && known.ports.last.checked_add(1) == Some(ports.first) =>
                    {
                        known.ports.last = ports.last;
                    }
                    _ => also.extend(last.replace(AlsoOpens {
                        to: to.clone(),
                        ports,
                        protocol,
                        from,
                    })),
                }
            }
            also.extend(last);
        }
        join_protocols(also, to);
    }
}

/// Whether a change may make a difference for this port.
fn touches(change: &Change, protocol: Protocol, port: u16) -> bool {
    let matches = |rule: &SecurityRule| holds(rule, protocol, port);
    match change {
        // Bastion opens nothing of the VM's by itself.
        Change::Renumber { .. } | Change::UseBastion => false,
        // It brings the default rules with it.
        Change::NewGroup { .. } => true,
        Change::EditRule { group, rule, .. } => {
            let is_it = |known: &SecurityRule| known.name.eq_ignore_ascii_case(&rule.name);
            matches(rule)
                || group
                    .rules
                    .iter()
                    .any(|known| is_it(known) && matches(known))
        }
        _ => change.rule().is_none_or(matches),
    }
}

/// What holds for every protocol is said once.
fn join_protocols(also: &mut Vec<AlsoOpens>, to: &Where) {
    let mut at = 0;
    while let Some(entry) = also.get(at) {
        let entry = entry.clone();
        let is_same = |other: &AlsoOpens| {
            other.to == *to && other.ports == entry.ports && other.from == entry.from
        };
        if is_same(&entry) && also.iter().filter(|other| is_same(other)).count() == PROTOCOLS.len()
        {
            also.retain(|other| !is_same(other) || other.protocol == entry.protocol);
            if let Some(kept) = also.get_mut(at) {
                kept.protocol = Protocol::Any;
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
        for id in form.attachment.network_interfaces.iter().flatten() {
            let is_own = topology.target.id.as_ref().is_none_or(|own| own == id);
            add(Where::NetworkInterface(id.name().to_owned()), is_own);
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
