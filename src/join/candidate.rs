//! The NSGs that may stand in the path, each with all that was pasted of it and all that is known of its place.

use crate::azure::{Attached, NetworkSecurityGroup, ResourceId};
use crate::case::{Attach, Case};
use crate::join::Place;
use crate::read::first_seen::{ById, FirstSeen, number_of};
use crate::read::{Problem, ProblemKind};
use std::cell::RefCell;
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
    /// Whether nobody else need say where it is.
    is_said: bool,
}

impl Candidate {
    /// Its name.
    pub fn name(&self) -> &str {
        self.versions.first().map_or("", |group| &group.name)
    }

    /// Whether the paste shows it there and nowhere else. One call prints the effective rules of both places.
    pub fn is_on_alone(&self, place: Place) -> bool {
        let is_here = [
            !self.subnets.is_empty(),
            !self.network_interfaces.is_empty(),
        ];
        is_here == [place == Place::Subnet, place == Place::Nic]
            && !self.has_version(|version| version.is_effective)
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

fn add_all(places: &[ResourceId], known: &mut Vec<ResourceId>) {
    for place in places {
        if !known.contains(place) {
            known.push(place.clone());
        }
    }
}

/// Where candidates are, by what tells that two NSGs are one. There may be thousands.
#[derive(Default)]
struct Known {
    ids: ById,
    /// The first of each name.
    names: FirstSeen,
    /// The first of each name that has no id.
    names_alone: FirstSeen,
}

impl Known {
    fn add(&mut self, group: &NetworkSecurityGroup, at: usize, candidates: &[Candidate]) {
        let known_by = number_of(&group.name);
        let is_called_so = |at: usize| {
            let known = candidates.get(at);
            known.is_some_and(|it| it.has_version(|it| it.name.eq_ignore_ascii_case(&group.name)))
        };
        let add_first = |names: &mut FirstSeen| {
            if names.find(known_by, &is_called_so).is_none() {
                names.add(known_by, at);
            }
        };
        add_first(&mut self.names);
        match &group.id {
            Some(id) => self.ids.add(id, at),
            None => add_first(&mut self.names_alone),
        }
    }

    /// Those that may be the NSG with this id or, without one, of this name.
    fn places(&self, id: Option<&ResourceId>, name: &str) -> Vec<usize> {
        let places = RefCell::new(Vec::new());
        let note = |at: usize| {
            places.borrow_mut().push(at);
            false
        };
        let mut names = &self.names;
        if let Some(id) = id {
            self.ids.find(id, &note);
            names = &self.names_alone;
        }
        names.find(number_of(name), &note);
        places.into_inner()
    }
}

/// Every NSG in the paste, with the places that it and the resources that point to it name.
pub fn candidates(case: &Case, problems: &mut Vec<Problem>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut known = Known::default();
    // By name: two without a place decide the same in whatever order they were pasted.
    let mut order: Vec<usize> = Vec::new();
    for group in case.evidence.network_security_groups() {
        let mut same = None;
        for at in known.places(group.id.as_ref(), &group.name) {
            if let Some(candidate) = candidates.get(at)
                && candidate.has_version(|version| version.is_same_object(group))
                && same.is_none_or(|first| (candidate.name(), at) < first)
            {
                same = Some((candidate.name(), at));
            }
        }
        let Some(at) = same.map(|(_, at)| at) else {
            let name = |at: &usize| candidates.get(*at).map_or("", Candidate::name);
            let place = order.partition_point(|at| name(at) <= group.name.as_str());
            order.insert(place, candidates.len());
            known.add(group, candidates.len(), &candidates);
            candidates.push(Candidate {
                versions: vec![Rc::clone(group)],
                network_interfaces: Vec::new(),
                subnets: Vec::new(),
                chosen: case.choices.place(&group.name),
                is_said: false,
            });
            continue;
        };
        let Some(candidate) = candidates.get(at) else {
            continue;
        };
        if !candidate.has_version(|version| version.says_the_same(group)) {
            if !candidate.has_version(|it| it.id == group.id && it.name == group.name) {
                known.add(group, at, &candidates);
            }
            if let Some(candidate) = candidates.get_mut(at) {
                candidate.versions.push(Rc::clone(group));
            }
            let kind = ProblemKind::DuplicateDocument;
            problems.push(Problem::new(kind, &group.name, group.origin.span()));
        }
    }
    for candidate in &mut candidates {
        let chosen = case.choices.version(candidate.name());
        if let Some(version) = chosen.and_then(|at| candidate.versions.get(at).cloned()) {
            candidate.versions = vec![version];
        }
        for version in &candidate.versions {
            let attachment = &version.attachment;
            let nics = attachment.network_interfaces.as_deref().unwrap_or_default();
            add_all(nics, &mut candidate.network_interfaces);
            let subnets = attachment.subnets.as_deref().unwrap_or_default();
            add_all(subnets, &mut candidate.subnets);
        }
        // Effective rules are printed once for each place of their NSG and name that place themselves.
        candidate.is_said =
            candidate.is_placed() && candidate.has_version(|version| version.is_effective);
    }
    let mut places = Vec::new();
    for it in case.evidence.network_interfaces() {
        places.push((&it.network_security_group, &it.id, false));
    }
    for it in case.evidence.subnets() {
        places.push((&it.network_security_group, &it.id, true));
    }
    for (group, place, is_subnet) in places {
        let Attached::To(group) = group else { continue };
        for at in known.places(Some(group), group.name()) {
            if let Some(it) = candidates.get_mut(at)
                && !it.is_said
                && it.is(group)
            {
                let known = match is_subnet {
                    true => &mut it.subnets,
                    false => &mut it.network_interfaces,
                };
                add_all(place.as_slice(), known);
            }
        }
    }
    let mut candidates: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
    let in_order = order
        .into_iter()
        .filter_map(|at| candidates.get_mut(at)?.take());
    in_order.collect()
}
