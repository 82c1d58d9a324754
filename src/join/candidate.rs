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
        !self.is_placed() && !self.has_version(|group| group.attachment.is_shown_nowhere())
    }

    /// Whether it is the NSG with this id.
    pub fn is(&self, id: &ResourceId) -> bool {
        let mut versions = self.versions.iter();
        versions.any(|group| id.is_of(group.id.as_ref(), &group.name))
    }

    fn has_version(&self, same: impl Fn(&NetworkSecurityGroup) -> bool) -> bool {
        self.versions.iter().any(|version| same(version))
    }
}

/// How many sit there.
pub fn count_on(candidates: &[Candidate], place: Place) -> usize {
    let mut count = 0;
    for candidate in candidates {
        count += usize::from(candidate.is_on(place));
    }
    count
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
        let mut known = candidates.iter_mut();
        let known =
            known.find(|candidate| candidate.has_version(|version| version.is_same_object(group)));
        let Some(candidate) = known else {
            let fresh = Candidate {
                versions: vec![Rc::clone(group)],
                network_interfaces: Vec::new(),
                subnets: Vec::new(),
                chosen: case.choices.place(&group.name),
            };
            // By name: two without a place decide the same in whatever order they were pasted.
            let is_before = |known: &&Candidate| known.name() <= fresh.name();
            let at = candidates.iter().take_while(is_before).count();
            candidates.insert(at, fresh);
            continue;
        };
        if !candidate.has_version(|version| version.says_the_same(group)) {
            candidate.versions.push(Rc::clone(group));
            let kind = ProblemKind::DuplicateDocument;
            problems.push(Problem::new(kind, &group.name, group.origin.span()));
        }
    }
    let interfaces = case.evidence.network_interfaces();
    let subnets = case.evidence.subnets();
    for candidate in &mut candidates {
        let chosen = case.choices.version(candidate.name());
        if let Some(version) = chosen.and_then(|at| candidate.versions.get(at).cloned()) {
            candidate.versions = vec![version];
        }
        let (mut on_interfaces, mut on_subnets) = (Vec::new(), Vec::new());
        for version in &candidate.versions {
            add_all(&version.attachment.network_interfaces, &mut on_interfaces);
            add_all(&version.attachment.subnets, &mut on_subnets);
        }
        // Effective rules are printed once for each place of their NSG and name that place themselves.
        let is_placed = !on_interfaces.is_empty() || !on_subnets.is_empty();
        if !is_placed || !candidate.has_version(|version| version.is_effective) {
            for interface in &interfaces {
                let group = &interface.network_security_group;
                candidate.add_if_named(group, interface.id.as_ref(), &mut on_interfaces);
            }
            for subnet in &subnets {
                let group = &subnet.network_security_group;
                candidate.add_if_named(group, subnet.id.as_ref(), &mut on_subnets);
            }
        }
        candidate.network_interfaces = on_interfaces;
        candidate.subnets = on_subnets;
    }
    candidates
}

impl Candidate {
    /// Adds the place that names this NSG as its own.
    fn add_if_named(
        &self,
        attached: &Attached,
        place: Option<&ResourceId>,
        places: &mut Vec<ResourceId>,
    ) {
        if let (Attached::To(group), Some(place)) = (attached, place)
            && self.is(group)
            && !places.contains(place)
        {
            places.push(place.clone());
        }
    }
}
