//! Evidence to topology: which of the pasted NSGs stand in the path to the VM, and where.

pub mod topology;

pub use topology::{Filter, Place, Target, Topology};

use crate::azure::{NetworkSecurityGroup, ResourceId};
use crate::case::{Attach, Case, Choices};
use crate::read::{Problem, ProblemKind};
use std::net::IpAddr;
use std::rc::Rc;

/// Puts the evidence of a case around its VM.
pub fn join(case: &Case) -> (Topology, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut candidates = candidates(case, &mut problems);
    let choices = targets(&candidates);
    let chosen = case
        .choices
        .target
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let mut address = case.question.to;
    if let Some(name) = chosen {
        if let Ok(typed) = name.parse::<IpAddr>() {
            address = address.or(Some(typed));
        } else if !narrow(&mut candidates, name) {
            problems.push(Problem {
                kind: ProblemKind::TargetNotFound {
                    name: name.to_owned(),
                },
                at: None,
            });
        }
    }
    report_unknown_places(case, &candidates, &mut problems);
    let topology = Topology {
        target: Target { address },
        choices,
        is_target_unclear: is_target_unclear(&candidates),
        not_attached: candidates
            .iter()
            .filter(|candidate| candidate.site.is_nowhere())
            .filter_map(|candidate| candidate.versions.first().cloned())
            .collect(),
        filters: filters(&candidates),
        virtual_network: None,
    };
    (topology, problems)
}

/// One Azure object, however often it was pasted.
struct Candidate {
    versions: Vec<Rc<NetworkSecurityGroup>>,
    site: Site,
}

/// Where an NSG sits, as far as anybody said.
enum Site {
    Unsaid,
    Known {
        network_interfaces: Vec<ResourceId>,
        subnets: Vec<ResourceId>,
    },
    Chosen(Attach),
}

impl Site {
    fn is_nowhere(&self) -> bool {
        match self {
            Site::Unsaid => false,
            Site::Known {
                network_interfaces,
                subnets,
            } => network_interfaces.is_empty() && subnets.is_empty(),
            Site::Chosen(attach) => *attach == Attach::None,
        }
    }

    fn is_on(&self, place: Place) -> bool {
        match (self, place) {
            (Site::Unsaid, Place::Unsaid) => true,
            (Site::Known { subnets, .. }, Place::Subnet) => !subnets.is_empty(),
            (
                Site::Known {
                    network_interfaces, ..
                },
                Place::Nic,
            ) => !network_interfaces.is_empty(),
            (Site::Chosen(attach), Place::Subnet) => {
                matches!(attach, Attach::Subnet | Attach::Both)
            }
            (Site::Chosen(attach), Place::Nic) => matches!(attach, Attach::Nic | Attach::Both),
            _ => false,
        }
    }
}

fn candidates(case: &Case, problems: &mut Vec<Problem>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for group in case.evidence.network_security_groups() {
        let known = candidates.iter_mut().find(|candidate| {
            candidate
                .versions
                .iter()
                .any(|version| version.is_same_object(group))
        });
        match known {
            None => candidates.push(Candidate {
                versions: vec![Rc::clone(group)],
                site: site(group, &case.choices),
            }),
            Some(candidate) => {
                if candidate
                    .versions
                    .iter()
                    .any(|version| version.says_the_same(group))
                {
                    continue;
                }
                candidate.versions.push(Rc::clone(group));
                problems.push(Problem {
                    kind: ProblemKind::DuplicateDocument {
                        name: group.name.clone(),
                    },
                    at: group.origin.span(),
                });
            }
        }
    }
    for candidate in &mut candidates {
        let name = candidate
            .versions
            .first()
            .map(|version| version.name.clone());
        let chosen = name.and_then(|name| case.choices.version(&name));
        if let Some(version) = chosen.and_then(|at| candidate.versions.get(at)).cloned() {
            candidate.site = site(&version, &case.choices);
            candidate.versions = vec![version];
        }
    }
    candidates
}

fn site(group: &NetworkSecurityGroup, choices: &Choices) -> Site {
    if let Some(attach) = choices.place(&group.name) {
        return Site::Chosen(attach);
    }
    let attachment = &group.attachment;
    let network_interfaces = attachment.network_interfaces.clone().unwrap_or_default();
    let subnets = attachment.subnets.clone().unwrap_or_default();
    if network_interfaces.is_empty() && subnets.is_empty() && !attachment.is_shown_nowhere() {
        Site::Unsaid
    } else {
        Site::Known {
            network_interfaces,
            subnets,
        }
    }
}

/// Keeps what belongs to the NIC, subnet or NSG called `name`. `false` when nothing is called so.
fn narrow(candidates: &mut Vec<Candidate>, name: &str) -> bool {
    let is_named = |id: &ResourceId| id.name().eq_ignore_ascii_case(name) || id.as_str() == name;
    let has_nic = |site: &Site| match site {
        Site::Known {
            network_interfaces, ..
        } => network_interfaces.iter().any(is_named),
        _ => false,
    };
    let has_subnet = |site: &Site| match site {
        Site::Known { subnets, .. } => subnets.iter().any(is_named),
        _ => false,
    };
    let is_group = |candidate: &Candidate| {
        candidate
            .versions
            .iter()
            .any(|group| group.name.eq_ignore_ascii_case(name))
    };
    if candidates.iter().any(|candidate| has_nic(&candidate.site)) {
        candidates.retain_mut(|candidate| match &mut candidate.site {
            Site::Known {
                network_interfaces,
                subnets,
            } => {
                network_interfaces.retain(is_named);
                !network_interfaces.is_empty() || !subnets.is_empty()
            }
            _ => true,
        });
        true
    } else if candidates
        .iter()
        .any(|candidate| has_subnet(&candidate.site))
    {
        candidates.retain_mut(|candidate| match &mut candidate.site {
            Site::Known {
                network_interfaces,
                subnets,
            } => {
                subnets.retain(is_named);
                !network_interfaces.is_empty() || !subnets.is_empty()
            }
            _ => true,
        });
        true
    } else if candidates.iter().any(is_group) {
        candidates.retain(is_group);
        true
    } else {
        false
    }
}

/// A NIC and a subnet have one NSG at most (azure-semantics §2.3), so two NSGs on one level belong to two VMs.
fn is_target_unclear(candidates: &[Candidate]) -> bool {
    let on = |place| {
        candidates
            .iter()
            .filter(|candidate| candidate.site.is_on(place))
            .count()
    };
    on(Place::Nic) > 1 || on(Place::Subnet) > 1 || on(Place::Unsaid) > 2
}

/// Names the reader can choose from: NICs where there are several, otherwise subnets, otherwise the NSGs.
fn targets(candidates: &[Candidate]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !name.is_empty() && !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            names.push(name.to_owned());
        }
    };
    let known_sites = || {
        candidates
            .iter()
            .filter_map(|candidate| match &candidate.site {
                Site::Known {
                    network_interfaces,
                    subnets,
                } => Some((network_interfaces, subnets)),
                _ => None,
            })
    };
    let on = |place| {
        candidates
            .iter()
            .filter(|candidate| candidate.site.is_on(place))
            .count()
    };
    if on(Place::Nic) > 1 {
        known_sites()
            .flat_map(|(nics, _)| nics)
            .for_each(|nic| add(nic.name()));
    } else if on(Place::Subnet) > 1 {
        known_sites()
            .flat_map(|(_, subnets)| subnets)
            .for_each(|subnet| add(subnet.name()));
    } else {
        candidates
            .iter()
            .filter_map(|candidate| candidate.versions.first())
            .for_each(|group| add(&group.name));
    }
    names
}

/// In the order an inbound packet meets them: the subnet's NSG first, then the NIC's (azure-semantics §2.3). One
/// of unknown place stands between them.
fn filters(candidates: &[Candidate]) -> Vec<Filter> {
    [Place::Subnet, Place::Unsaid, Place::Nic]
        .into_iter()
        .flat_map(|place| {
            candidates
                .iter()
                .filter(move |candidate| candidate.site.is_on(place))
                .map(move |candidate| Filter {
                    place,
                    versions: candidate.versions.clone(),
                })
        })
        .collect()
}

fn report_unknown_places(case: &Case, candidates: &[Candidate], problems: &mut Vec<Problem>) {
    for (name, _) in &case.choices.places {
        let is_there = candidates
            .iter()
            .flat_map(|candidate| &candidate.versions)
            .any(|group| group.name.eq_ignore_ascii_case(name));
        if !is_there {
            problems.push(Problem {
                kind: ProblemKind::TargetNotFound { name: name.clone() },
                at: None,
            });
        }
    }
}
