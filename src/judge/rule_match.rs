//! One rule against one question: which of the five fields match, and for which remote ends the rule applies.

use super::address_match::{self, AddressContext, Covered, Family};
use super::need::Need;
use super::port_match;
use crate::azure::security_rule::RuleField;
use crate::azure::{Direction, PortTerm, RuleState, SecurityRule};
use crate::join::Topology;
use crate::net::AddressSet;
use crate::question::{Question, SourceSet};
use std::net::IpAddr;

/// What rules are matched against.
pub struct Context<'a> {
    /// The VM's surroundings.
    pub topology: &'a Topology,
    /// What is asked.
    pub question: &'a Question,
}

/// Three-valued: unknown is a value (azure-semantics §3.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldMatch {
    /// It matches.
    Match,
    /// It does not.
    No,
    /// Nobody can tell from the paste.
    Unknown,
}

/// How a field fares against all of the asked remote ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It matches all of them.
    Match,
    /// It matches none.
    No,
    /// It matches some and not others.
    Partly,
    /// Nobody can tell for some of them.
    Unknown,
}

/// How a rule fares.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleMatch {
    /// The five fields in the order of [`RuleField::MATCHED`], for the asked remote ends.
    pub marks: [Mark; 5],
    /// The remote ends it certainly applies to.
    pub must: SourceSet,
    /// The remote ends it certainly or perhaps applies to.
    pub may: SourceSet,
    /// What "perhaps" hangs on besides: the VM's address, ports, the protocol, the rule's state; for the remote ends it is
    /// about.
    pub other_needs: Vec<(Need, SourceSet)>,
    /// What "perhaps" hangs on at the remote end, each for the remote ends it is about.
    pub remote_needs: Vec<(Need, SourceSet)>,
}

/// Matches `rule`, whatever its direction, priority and access.
pub fn match_rule(rule: &SecurityRule, context: &Context<'_>, asked: &SourceSet) -> RuleMatch {
    let question = context.question;
    let remote_is_source = question.direction == Direction::Inbound;
    let (remote, remote_name, local, local_name) = if remote_is_source {
        (
            &rule.source,
            RuleField::Source,
            &rule.destination,
            RuleField::Destination,
        )
    } else {
        (
            &rule.destination,
            RuleField::Destination,
            &rule.source,
            RuleField::Source,
        )
    };
    let address = context.topology.target.address;
    let about = |field, family| AddressContext {
        rule: &rule.name,
        field,
        default: rule.default,
        topology: context.topology,
        family,
    };
    let family = Family::of(address);
    let covered = address_match::remote(remote, &about(remote_name, family));
    let vm_as = |family| address_match::local(local, address, &about(local_name, family));
    let source_ports = match question.from_port {
        Some(port) => port_match::matches_port(&rule.source_ports, port),
        None => port_match::matches_ephemeral(&rule.source_ports),
    };
    let destination_ports = port_match::matches_port(&rule.destination_ports, question.port);
    let protocol = match rule.protocol.get() {
        Some(protocol) if protocol.covers(question.protocol) => FieldMatch::Match,
        Some(_) => FieldMatch::No,
        None => FieldMatch::Unknown,
    };
    let mut fixed_needs: Vec<Need> = Vec::new();
    fixed_needs.extend(port_needs(
        rule,
        source_ports,
        RuleField::SourcePorts,
        question,
    ));
    fixed_needs.extend(port_needs(
        rule,
        destination_ports,
        RuleField::DestinationPorts,
        question,
    ));
    if protocol == FieldMatch::Unknown {
        fixed_needs.push(Need::RuleField {
            rule: rule.name.clone(),
            field: RuleField::Protocol,
        });
    }
    if rule.state == RuleState::Failed {
        fixed_needs.push(Need::RuleState {
            rule: rule.name.clone(),
        });
    }
    let never = rule.state == RuleState::Unsaved
        || [source_ports, destination_ports, protocol].contains(&FieldMatch::No);
    // While nobody said which address the VM has, a connection reaches the one of its own family.
    let asks_v6 = !asked.addresses.is_empty() && Family::V4.part_of(&asked.addresses).is_empty();
    let shown = if address.is_none() && asks_v6 {
        Family::V6
    } else {
        family
    };
    let remote_mark = mark(&covered, asked);
    let vm_mark = Mark::from(vm_as(shown).0);
    let (source_mark, destination_mark) = if remote_is_source {
        (remote_mark, vm_mark)
    } else {
        (vm_mark, remote_mark)
    };
    let mut matched = RuleMatch {
        marks: [
            source_mark,
            source_ports.into(),
            destination_mark,
            destination_ports.into(),
            protocol.into(),
        ],
        must: SourceSet::empty(),
        may: SourceSet::empty(),
        other_needs: Vec::new(),
        remote_needs: Vec::new(),
    };
    if never {
        return matched;
    }
    for (of_family, remote_ends) in remote_ends_by_family(address, family) {
        let (vm, mut needs) = vm_as(of_family);
        if vm == FieldMatch::No {
            continue;
        }
        needs.extend(fixed_needs.iter().cloned());
        matched.apply(&covered, &remote_ends, needs);
    }
    matched
}

/// The remote ends whose connections reach the VM at an address of a family.
fn remote_ends_by_family(address: Option<IpAddr>, family: Family) -> Vec<(Family, SourceSet)> {
    if address.is_some() {
        return vec![(family, SourceSet::all())];
    }
    let v4 = SourceSet {
        addresses: AddressSet::all_v4(),
        in_virtual_network: true,
    };
    vec![
        (Family::V4, v4),
        (Family::V6, SourceSet::addresses(AddressSet::all_v6())),
    ]
}

impl RuleMatch {
    /// Adds these remote ends, as far as the rule covers them. `needs` is what the match hangs on besides.
    fn apply(&mut self, covered: &Covered, remote_ends: &SourceSet, needs: Vec<Need>) {
        let must = covered.must.intersect(remote_ends);
        let may = covered.may.intersect(remote_ends);
        // The remote side is in doubt only where nothing else in the field covers it for sure.
        let in_doubt = covered
            .needs
            .iter()
            .map(|(need, sources)| (need.clone(), sources.intersect(remote_ends).minus(&must)));
        self.remote_needs
            .extend(in_doubt.filter(|(_, sources)| !sources.is_empty()));
        if needs.is_empty() {
            self.must = self.must.union(&must);
        }
        self.other_needs
            .extend(needs.into_iter().map(|need| (need, may.clone())));
        self.may = self.may.union(&may);
    }

    /// Everything that the match hangs on for some of these remote ends.
    pub fn needs(&self, sources: &SourceSet) -> Vec<Need> {
        let mut needs: Vec<Need> = Vec::new();
        for (need, about) in self.remote_needs.iter().chain(&self.other_needs) {
            if !about.is_disjoint(sources) && !needs.contains(need) {
                needs.push(need.clone());
            }
        }
        needs
    }
}

fn port_needs(
    rule: &SecurityRule,
    matched: FieldMatch,
    name: RuleField,
    question: &Question,
) -> Option<Need> {
    let field = match name {
        RuleField::SourcePorts => &rule.source_ports,
        _ => &rule.destination_ports,
    };
    if matched != FieldMatch::Unknown {
        return None;
    }
    let is_readable = field.lost.is_none()
        && !field
            .terms
            .iter()
            .any(|term| matches!(term, PortTerm::Unreadable(_)));
    Some(
        if is_readable && name == RuleField::SourcePorts && question.from_port.is_none() {
            Need::SourcePort
        } else {
            Need::RuleField {
                rule: rule.name.clone(),
                field: name,
            }
        },
    )
}

fn mark(covered: &Covered, asked: &SourceSet) -> Mark {
    if asked.is_subset(&covered.must) {
        Mark::Match
    } else if asked.is_disjoint(&covered.may) {
        Mark::No
    } else if asked.is_disjoint(&covered.may.minus(&covered.must)) {
        Mark::Partly
    } else {
        Mark::Unknown
    }
}

impl From<FieldMatch> for Mark {
    fn from(matched: FieldMatch) -> Self {
        match matched {
            FieldMatch::Match => Mark::Match,
            FieldMatch::No => Mark::No,
            FieldMatch::Unknown => Mark::Unknown,
        }
    }
}
