//! A random case: facts, where its NSGs sit, and a question.

use rdpcheck::azure::{Attachment, Document, Evidence, NetworkSecurityGroup, Resource, ResourceId};
use rdpcheck::case::{Attach, Case, Choices};
use rdpcheck::join::{Topology, join};
use rdpcheck::net::{AddressSet, Prefix};
use rdpcheck::origin::Origin;
use rdpcheck::question::Question;

/// Where the NSGs of a case sit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One NSG, nobody said where.
    Unsaid,
    /// One on the NIC.
    Nic,
    /// One on the subnet.
    Subnet,
    /// One on both.
    Both,
    /// The first on the subnet, the second on the NIC.
    SubnetAndNic,
    /// Two, nobody said where.
    TwoUnsaid,
    /// The first on the subnet, the second nobody said where.
    SubnetAndUnsaid,
    /// One on the NIC, pasted twice with two contents.
    TwoVersions,
    /// One that is attached to nothing.
    Nowhere,
    /// Two on two NICs: nobody said which VM is meant.
    TwoNics,
    /// No NSG at all.
    Nothing,
}

/// A random case.
#[derive(Clone)]
pub struct Sketch {
    /// Always two; the layout says how many of them are in the case.
    pub groups: [NetworkSecurityGroup; 2],
    /// Where they sit.
    pub layout: Layout,
    /// Whether the reader said so, and not the paste.
    pub is_by_hand: bool,
    /// The prefixes of the virtual network; none while nobody showed them.
    pub network: Vec<Prefix>,
    /// What is asked.
    pub question: Question,
}

impl Sketch {
    /// The NSGs in the case.
    pub fn used(&self) -> &[NetworkSecurityGroup] {
        let count = match self.layout {
            Layout::Nothing => 0,
            Layout::Unsaid | Layout::Nic | Layout::Subnet | Layout::Both | Layout::Nowhere => 1,
            Layout::SubnetAndNic
            | Layout::TwoUnsaid
            | Layout::SubnetAndUnsaid
            | Layout::TwoVersions
            | Layout::TwoNics => 2,
        };
        &self.groups[..count]
    }

    /// Whether no NSG is known to be in the path, so that the rules decide nothing.
    pub fn decides_nothing(&self) -> bool {
        matches!(
            self.layout,
            Layout::Nothing | Layout::Nowhere | Layout::TwoNics
        )
    }

    fn places(&self) -> [Option<Attach>; 2] {
        match self.layout {
            Layout::Unsaid | Layout::TwoUnsaid | Layout::Nothing => [None, None],
            Layout::Nic => [Some(Attach::Nic), None],
            Layout::Subnet | Layout::SubnetAndUnsaid => [Some(Attach::Subnet), None],
            Layout::Both => [Some(Attach::Both), None],
            Layout::SubnetAndNic => [Some(Attach::Subnet), Some(Attach::Nic)],
            Layout::TwoVersions | Layout::TwoNics => [Some(Attach::Nic), Some(Attach::Nic)],
            Layout::Nowhere => [Some(Attach::None), None],
        }
    }

    /// The case as the tool keeps it.
    pub fn case(&self) -> Case {
        let mut documents = Vec::new();
        let mut choices = Choices::default();
        for (at, (group, place)) in self.used().iter().zip(self.places()).enumerate() {
            let mut group = group.clone();
            if self.layout == Layout::TwoVersions {
                group.name.clone_from(&self.groups[0].name);
            }
            match place {
                Some(attach) if self.is_by_hand => {
                    choices.places.push((group.name.clone(), attach))
                }
                Some(attach) => group.attachment = shown(attach, at),
                None => {}
            }
            documents.push(Document {
                resource: Resource::NetworkSecurityGroup(group.into()),
                origin: Origin::Link(0),
            });
        }
        Case {
            evidence: Evidence {
                documents,
                ..Evidence::default()
            },
            question: self.question.clone(),
            choices,
        }
    }

    /// The surroundings that are judged.
    pub fn topology(&self) -> Topology {
        self.surround(&self.case())
    }

    /// The surroundings of a case with the virtual network of this one.
    pub fn surround(&self, case: &Case) -> Topology {
        let (mut topology, _) = join(case);
        if !self.network.is_empty() {
            let nets: Vec<_> = self.network.iter().map(|prefix| prefix.network()).collect();
            topology.virtual_network = Some(AddressSet::blocks(&nets));
        }
        topology
    }
}

fn shown(attach: Attach, at: usize) -> Attachment {
    let list = |is_there: bool, kind: &str| {
        let id = || ResourceId::new(&format!("/subscriptions/s/{kind}/{kind}-{at}"));
        Some(is_there.then(id).into_iter().collect())
    };
    Attachment {
        network_interfaces: list(
            matches!(attach, Attach::Nic | Attach::Both),
            "networkInterfaces",
        ),
        subnets: list(matches!(attach, Attach::Subnet | Attach::Both), "subnets"),
    }
}
