//! Surroundings before and after changes, compared port by port, for the VM and for others behind the same NSG.

use super::apply::apply;
use super::change::Step;
use super::client::Client;
use super::proof::Opened;
use crate::azure::{NetworkSecurityGroup, SecurityRule};
use crate::join::{Filter, Topology};
use crate::judge::judge;
use crate::judge::met::{met_by, remote_ends_of, with_rules};
use crate::judge::port_cuts::holds;
use crate::judge::port_walk::Ports;
use crate::judge::rule_match::Context;
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
    pub fn note(&self, part: &Comparison) {
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
    pub fn of_other_ports(&self, question: &Question, steps: &[Step]) -> Comparison {
        let network = self.map(&|topology| {
            let mut network = topology.clone();
            network.machine.signs.clear();
            network
        });
        network.narrowed(question, steps)
    }

    /// The same for others behind an NSG that changes: by its rules alone, since nothing else is known of them.
    pub fn of_other_machines(
        &self,
        group: &NetworkSecurityGroup,
        question: &Question,
        steps: &[Step],
    ) -> Comparison {
        let is_changed = |filter: &&Filter| {
            let mut versions = filter.versions.iter();
            versions.any(|version| version.is_form_of(group))
        };
        let alone = |topology: &Topology| {
            let filter = topology.filters.iter().find(is_changed);
            topology.behind(filter.map(|filter| filter.versions.clone()))
        };
        self.map(&alone).narrowed(question, steps)
    }

    /// The surroundings before and after.
    pub fn both(&self) -> [&Topology; 2] {
        [&self.before, &self.for_client]
    }

    /// Who gets in to these ports and did not before.
    pub fn opened_at(&self, ports: Ports, question: &Question) -> Opened {
        let (protocol, port) = (ports.protocol, ports.ports.first);
        let is_kept = |rule: &SecurityRule| holds(rule, protocol, port);
        let holding = self.map(&|topology| with_rules(topology, &is_kept));
        let opened = holding.compared(&Question {
            protocol,
            port,
            from_port: None,
            dialled: None,
            ..question.clone()
        });
        self.note(&holding);
        opened
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
