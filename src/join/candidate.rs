//! The NSGs that may stand in the path, each with all that was pasted of it and all that is known of its place.

use crate::azure::{Attached, NetworkSecurityGroup, ResourceId};
use crate::case::{Attach, Case};
use crate::join::Place;
use crate::read::{Problem, ProblemKind};
use std::rc::Rc;

/// One NSG, however often it was pasted.
pub struct Candidate {
    /// What was pasted of it; more than one where the pastes differ and nobody chose.
    pub versions: Vec<Rc<NetworkSecurityGroup>>,
    /// The network interfaces it is on.
    pub network_interfaces: Vec<ResourceId>,
    /// The subnets it is on.
    pub subnets: Vec<ResourceId>,
    /// Where the reader says it is, whatever the paste says.
    pub chosen: Option<Attach>,
}

impl Candidate {
    /// Its name.
    pub fn name(&self) -> &str {
        self.versions.first().map_or("", |group| &group.name)
    }

    /// Whether it sits there, for one VM or another.
    pub fn is_on(&self, place: Place) -> bool {
        match (place, self.chosen) {
            (Place::Subnet, None) => !self.subnets.is_empty(),
            (Place::Nic, None) => !self.network_interfaces.is_empty(),
            (Place::Unsaid, None) => self.is_unsaid(),
            (Place::Subnet, Some(attach)) => matches!(attach, Attach::Subnet | Attach::Both),
            (Place::Nic, Some(attach)) => matches!(attach, Attach::Nic | Attach::Both),
            (Place::Unsaid, Some(_)) => false,
        }
    }

    /// Whether the paste names a place of it.
    pub fn is_placed(&self) -> bool {
        !self.network_interfaces.is_empty() || !self.subnets.is_empty()
    }

    /// Whether the paste shows it attached to nothing, or the reader took it out of the path.
    pub fn is_nowhere(&self) -> bool {
        match self.chosen {
            Some(attach) => attach == Attach::None,
            None => !self.is_placed() && !self.is_unsaid(),
        }
    }

    fn is_unsaid(&self) -> bool {
        let shown = |group: &Rc<NetworkSecurityGroup>| group.attachment.is_shown_nowhere();
        !self.is_placed() && !self.versions.iter().any(shown)
    }

    /// Whether it is the NSG with this id.
    pub fn is(&self, id: &ResourceId) -> bool {
        self.versions.iter().any(|group| match &group.id {
            Some(own) => own == id,
            None => !group.name.is_empty() && group.name.eq_ignore_ascii_case(id.name()),
        })
    }
}

fn add_all(places: &Option<Vec<ResourceId>>, known: &mut Vec<ResourceId>) {
    for place in places.iter().flatten() {
        if !known.contains(place) {
            known.push(place.clone());
        }
    }
}

/// Every NSG in the paste, with the places that it and the resources that point to it name.
pub fn candidates(case: &Case, problems: &mut Vec<Problem>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for group in case.evidence.network_security_groups() {
        let known = candidates.iter_mut().find(|candidate| {
            candidate
                .versions
                .iter()
                .any(|version| version.is_same_object(group))
        });
        let Some(candidate) = known else {
            candidates.push(Candidate {
                versions: vec![Rc::clone(group)],
                network_interfaces: Vec::new(),
                subnets: Vec::new(),
                chosen: case.choices.place(&group.name),
            });
            continue;
        };
        if !candidate
            .versions
            .iter()
            .any(|version| version.says_the_same(group))
        {
            candidate.versions.push(Rc::clone(group));
            problems.push(Problem {
                kind: ProblemKind::DuplicateDocument {
                    name: group.name.clone(),
                },
                at: group.origin.span(),
            });
        }
    }
    for candidate in &mut candidates {
        if let Some(version) = case.choices.version(candidate.name())
            && let Some(version) = candidate.versions.get(version).cloned()
        {
            candidate.versions = vec![version];
        }
        for version in &candidate.versions {
            let attachment = &version.attachment;
            add_all(
                &attachment.network_interfaces,
                &mut candidate.network_interfaces,
            );
            add_all(&attachment.subnets, &mut candidate.subnets);
        }
        for interface in case.evidence.network_interfaces() {
            if let (Attached::To(group), Some(id)) =
                (&interface.network_security_group, &interface.id)
                && candidate.is(group)
                && !candidate.network_interfaces.contains(id)
            {
                candidate.network_interfaces.push(id.clone());
            }
        }
        for subnet in case.evidence.subnets() {
            if let (Attached::To(group), Some(id)) = (&subnet.network_security_group, &subnet.id)
                && candidate.is(group)
                && !candidate.subnets.contains(id)
            {
                candidate.subnets.push(id.clone());
            }
        }
    }
    candidates
}
