//! The proof that changes open the way for the client, and exactly what else they open: judged before and after.

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

/// Applies the changes to a copy and judges that; `None` unless the client gets in, by every form of the rules.
pub fn prove(
    topology: &Topology,
    question: &Question,
    client: &Client,
    steps: &[Step],
) -> Option<Proof> {
    let mut comparison = Comparison::of(topology, client, steps);
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
    let mut opens = comparison.opened(question, steps);
    opens.has_client |= is_by_bastion;
    let mut also_opens = Vec::new();
    comparison.add_other_ports(question, steps, &mut also_opens);
    for step in steps {
        comparison.add_other_machines(&step.change, question, steps, &mut also_opens);
    }
    const MANY: u128 = 1 << 31;
    // Who starts the VM exposes nothing that was not meant to be.
    let exposes = !(steps.iter()).all(|step| matches!(step.change, Change::StartVm));
    Some(Proof {
        is_for_anybody: exposes && opens.sources.count() >= MANY,
        closes: comparison.closes(),
        opens,
        also_opens,
    })
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
