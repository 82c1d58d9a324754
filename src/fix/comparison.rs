//! Surroundings before and after changes, compared port by port, for the VM and for others behind the same NSG.

use super::apply::apply;
use super::change::{Change, Step};
use super::client::Client;
use super::proof::{AlsoOpens, Opened, Where};
use crate::azure::{NetworkSecurityGroup, SecurityRule};
use crate::join::{Filter, Topology};
use crate::judge::judge;
use crate::judge::met::{met_by, remote_ends_of, with_rules};
use crate::judge::port_cuts::{Held, PROTOCOLS, has_ports, held, holds, stretches};
use crate::judge::rule_match::Context;
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
    /// Whom the changes may make a difference for.
    concerned: SourceSet,
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
            concerned: SourceSet::all(),
            closes: Cell::new(false),
        }
    }

    /// The same for whom rules that change may be for: nobody else fares otherwise, and most rules are not for them.
    fn narrowed(&self, question: &Question, steps: &[Step]) -> Comparison {
        let mut changed = Vec::new();
        for topology in [&self.before, &self.for_client] {
            let context = Context::new(topology, question);
            let versions = topology.filters.iter().flat_map(|filter| &filter.versions);
            for rule in versions.flat_map(|version| &version.rules) {
                if steps.iter().any(|step| step.change.is_about(&rule.name)) {
                    changed.push(remote_ends_of(rule, &context));
                }
            }
        }
        let are_rules = steps.iter().all(|step| step.change.is_of_rules());
        let concerned = if are_rules {
            union(&changed)
        } else {
            SourceSet::all()
        };
        let mut narrowed = self.map(&|topology| met_by(topology, question, &concerned));
        narrowed.concerned = concerned;
        narrowed
    }

    /// Who gets in and did not before.
    pub fn opened(&self, question: &Question, steps: &[Step]) -> Opened {
        let narrowed = self.narrowed(question, steps);
        let opened = narrowed.compared(question);
        self.note(&narrowed);
        opened
    }

    /// The same for those who are concerned.
    fn compared(&self, question: &Question) -> Opened {
        let open = |topology: &Topology| {
            let open = judge(topology, question).sources.open;
            open.intersect(&self.concerned)
        };
        let before = open(&self.before);
        let opened = |topology: &Topology| {
            let after = open(topology);
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

    /// What a part of the comparison found of that counts here, too.
    fn note(&self, part: &Comparison) {
        self.closes.set(self.closes.get() || part.closes.get());
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
            concerned: self.concerned.clone(),
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
        let network = network.narrowed(question, steps);
        let asked = Some((question.protocol, question.port));
        network.add_ports(&Where::ThisVm, question, steps, asked, also);
        self.note(&network);
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
        let is_changed = |filter: &&Filter| {
            let mut versions = filter.versions.iter();
            versions.any(|version| version.is_form_of(group))
        };
        let alone = |topology: &Topology| {
            let filter = topology.filters.iter().find(is_changed);
            topology.behind(filter.map(|filter| filter.versions.clone()))
        };
        let question = Question {
            to: None,
            ..question.clone()
        };
        let others = self.map(&alone).narrowed(&question, steps);
        for place in places(&self.before, group) {
            // Two changes of one NSG are judged together.
            if !also.iter().any(|known| known.to == place) {
                others.add_ports(&place, &question, steps, None, also);
            }
        }
        self.note(&others);
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
        let stretches = stretches(&both, question);
        let mut touching = Vec::new();
        for step in steps {
            touching.push(self::touching(&step.change));
        }
        for protocol in PROTOCOLS {
            let has_ports = has_ports(protocol);
            let mut last: Option<AlsoOpens> = None;
            let mut judged: Vec<(Held, Opened)> = Vec::new();
            for ports in stretches.iter().copied() {
                let first = ports.first;
                let is_asked = asked == Some((protocol, first));
                let is_one = |rule: &&SecurityRule| holds(rule, protocol, first);
                let is_touched = (touching.iter())
                    .any(|rules| rules.as_ref().is_none_or(|rules| rules.iter().any(is_one)));
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
                        let holding = self.map(&|topology| {
                            with_rules(topology, &|rule| holds(rule, protocol, first))
                        });
                        let from = holding.compared(&Question {
                            protocol,
                            port: first,
                            from_port: None,
                            dialled: None,
                            ..question.clone()
                        });
                        self.note(&holding);
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

/// All of these together, of which there may be a thousand.
fn union(sets: &[SourceSet]) -> SourceSet {
    match sets {
        [] => SourceSet::empty(),
        [one] => one.clone(),
        _ => {
            let (first, second) = sets.split_at(sets.len() / 2);
            union(first).union(&union(second))
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
fn join_protocols(also: &mut Vec<AlsoOpens>, to: &Where) {
    let mut at = 0;
    while let Some(entry) = also.get(at) {
        if entry.to == *to && entry.ports == PortRange::ALL {
            let entry = entry.clone();
            let is_same = |other: &AlsoOpens| {
                other.ports == entry.ports && other.to == *to && other.from == entry.from
            };
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
