//! The proof that changes open the way for the client, and exactly what else they open: judged before and after.

use super::also_opens::PortSearch;
use super::apply::apply;
use super::change::{Change, Step};
use super::client::Client;
use super::comparison::Comparison;
use super::proposal::use_bastion;
use crate::azure::ServiceTag;
use crate::command::CLIENT;
use crate::join::Topology;
use crate::judge::judge;
use crate::judge::met::met_by;
use crate::net::{PortRange, Protocol, text};
use crate::question::{Question, Source, SourceSet, WayKind};

/// Who gets in and did not before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opened {
    /// These.
    pub sources: SourceSet,
    /// And the client whose address is still to be filled in.
    pub has_client: bool,
}

/// Something that gets in besides what was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct AlsoOpens {
    /// Where to.
    pub to: Where,
    /// On which ports.
    pub ports: PortRange,
    /// By which protocol; `Any` where all fare the same.
    pub protocol: Protocol,
    /// From where.
    pub from: Opened,
}

/// Which machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// The VM itself.
    ThisVm,
    /// Others in this subnet.
    Subnet(String),
    /// The one that this network interface belongs to.
    NetworkInterface(String),
    /// Whatever else this NSG is attached to: the paste does not say.
    Group(String),
}

/// What holds of a set of changes that opens the way.
pub struct Proof {
    /// Who gets in to the asked port and did not before.
    pub opens: Opened,
    /// All else.
    pub also_opens: Vec<AlsoOpens>,
    /// Whether anybody on the Internet is among them.
    pub is_for_anybody: bool,
    /// Whether somebody who gets in now no longer would.
    pub closes: bool,
}

/// A proof that is looked for: that the client gets in is certain, and not yet what else does.
pub struct ProofSearch {
    comparison: Comparison,
    /// Who asks, and how.
    pub question: Question,
    /// For whom it is.
    pub client: Client,
    /// The changes.
    pub steps: Vec<Step>,
    opens: Opened,
    also_opens: Vec<AlsoOpens>,
    /// What is searched just now.
    ports: PortSearch,
    /// The steps of which others behind the same NSG were looked at.
    looked_at: usize,
}

impl ProofSearch {
    /// Applies the changes to a copy and judges that; `None` unless the client gets in, by every form of the rules.
    pub fn new(
        topology: &Topology,
        question: &Question,
        client: &Client,
        steps: Vec<Step>,
    ) -> Option<Self> {
        let mut comparison = Comparison::of(topology, client, &steps);
        if !is_open_for(&comparison.for_client, question, client)
            || !holds_as_configured(&comparison, question, client)
        {
            return None;
        }
        let is_by_bastion = question.through == Some(WayKind::Bastion);
        if is_by_bastion {
            // Bastion itself opens nothing of the VM's; what else has to change may.
            comparison.before = apply(topology, &[use_bastion()], &client.stopped);
        }
        let mut opens = comparison.opened(question, &steps);
        opens.has_client |= is_by_bastion;
        Some(ProofSearch {
            ports: PortSearch::of_other_ports(&comparison, question, &steps),
            comparison,
            question: question.clone(),
            client: client.clone(),
            steps,
            opens,
            also_opens: Vec::new(),
            looked_at: 0,
        })
    }

    /// Looks at some more of what else gets in; the proof once that is all.
    pub fn go_on(&mut self) -> Option<Proof> {
        if self.ports.go_on(&self.steps) {
            return None;
        }
        self.ports
            .take_found(&self.comparison, &mut self.also_opens);
        while let Some(step) = self.steps.get(self.looked_at) {
            self.looked_at += 1;
            let (comparison, also) = (&self.comparison, &self.also_opens);
            let (question, steps) = (&self.question, &self.steps);
            let others =
                PortSearch::of_other_machines(comparison, &step.change, question, steps, also);
            if let Some(others) = others {
                self.ports = others;
                return None;
            }
        }
        const MANY: u128 = 1 << 31;
        // Who starts the VM exposes nothing that was not meant to be.
        let exposes = !(self.steps.iter()).all(|step| matches!(step.change, Change::StartVm));
        let opens = std::mem::take(&mut self.opens);
        Some(Proof {
            is_for_anybody: exposes && opens.sources.count() >= MANY,
            closes: self.comparison.closes(),
            opens,
            also_opens: std::mem::take(&mut self.also_opens),
        })
    }
}

/// By the configured rules alone, which take the place of the effective ones before long.
fn holds_as_configured(comparison: &Comparison, question: &Question, client: &Client) -> bool {
    let mut configured = comparison.for_client.clone();
    if configured.overridden.is_empty() {
        return true;
    }
    for filter in &mut configured.filters {
        let Some(effective) = filter.versions.first().cloned() else {
            continue;
        };
        let mut stored = Vec::new();
        for form in &configured.overridden {
            if form.is_form_of(&effective) {
                stored.push(form.clone());
            }
        }
        if !stored.is_empty() {
            filter.versions = stored;
        }
    }
    is_open_for(&configured, question, client)
}

fn is_open_for(topology: &Topology, question: &Question, client: &Client) -> bool {
    let stopped = &client.stopped;
    let met = met_by(topology, question, stopped);
    stopped.is_subset(&judge(&met, question).sources.open)
}

impl Opened {
    /// Whether there are more than the client.
    pub fn is_beyond(&self, client: &Client) -> bool {
        !self.sources.is_subset(&client.stopped) || !client.is_known() && !self.sources.is_empty()
    }

    /// The client as the report writes it, who was asked about like this.
    pub fn client_text(&self, asked: Source) -> String {
        match asked {
            Source::Internet => CLIENT.to_owned(),
            Source::VirtualNetwork => ServiceTag::VirtualNetwork.name().to_owned(),
            Source::Prefix(prefix) => text::block(prefix.network()),
        }
    }
}
