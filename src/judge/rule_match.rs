//! One rule against one question: which of the five fields match, and for which remote ends the rule applies.

use super::address_match::{self, AddressContext, Covered, Family};
use super::need::Need;
use super::port_match;
use crate::azure::security_rule::RuleField;
use crate::azure::{AddressField, AddressTerm, Direction, RuleState, SecurityRule};
use crate::join::Topology;
use crate::net::{AddressSet, ranges};
use crate::question::{Question, SourceSet};

/// What rules are matched against.
pub struct Context<'a> {
    /// The VM's surroundings.
    pub topology: &'a Topology,
    /// What is asked.
    pub question: &'a Question,
    /// Who may be in the virtual network: what the paste shows of it, or all private addresses.
    pub network: AddressSet,
    /// Every IPv4 address.
    every_v4: AddressSet,
}

impl<'a> Context<'a> {
    /// Of one question.
    pub fn new(topology: &'a Topology, question: &'a Question) -> Self {
        let network = topology.virtual_network.clone();
        Context {
            topology,
            question,
            network: network.unwrap_or_else(ranges::private),
            every_v4: AddressSet::all_v4(),
        }
    }
}

/// How a field fares against all of the asked remote ends. Unknown is a value (azure-semantics §3.9).
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
    let address = context.topology.target.address;
    let family = Family::of(address);
    let is_inbound = question.direction == Direction::Inbound;
    let (remote, local) = if is_inbound {
        (RuleField::Source, RuleField::Destination)
    } else {
        (RuleField::Destination, RuleField::Source)
    };
    let about = |name, family| AddressContext {
        rule: &rule.name,
        name,
        field: match name {
            RuleField::Source => &rule.source,
            _ => &rule.destination,
        },
        default: rule.default,
        topology: context.topology,
        network: &context.network,
        family,
    };
    let covered = address_match::remote(&about(remote, family));
    let source_ports = match question.from_port {
        Some(port) => port_match::matches_port(&rule.source_ports, port),
        None => port_match::matches_ephemeral(&rule.source_ports),
    };
    let destination_ports = port_match::matches_port(&rule.destination_ports, question.port);
    let protocol = match rule.protocol.get() {
        Some(protocol) if protocol.covers(question.protocol) => Mark::Match,
        Some(_) => Mark::No,
        None => Mark::Unknown,
    };
    // While nobody said which address the VM has, a connection reaches the one of its own family.
    let asks_v6 = || !asked.addresses.is_empty() && asked.addresses.is_disjoint(&context.every_v4);
    let shown = if address.is_none() && asks_v6() {
        Family::V6
    } else {
        family
    };
    let mut ends = [
        mark(&covered, asked),
        address_match::local(address, &about(local, shown)).0,
    ];
    if !is_inbound {
        ends.reverse();
    }
    let [source, destination] = ends;
    let mut matched = RuleMatch {
        marks: [
            source,
            source_ports,
            destination,
            destination_ports,
            protocol,
        ],
        must: SourceSet::empty(),
        may: SourceSet::empty(),
        other_needs: Vec::new(),
        remote_needs: Vec::new(),
    };
    if rule.state == RuleState::Unsaved
        || [source_ports, destination_ports, protocol].contains(&Mark::No)
    {
        return matched;
    }
    let mut needs: Vec<Need> = Vec::new();
    if source_ports == Mark::Unknown {
        let is_readable = !port_match::is_uncertain(&rule.source_ports);
        needs.push(if is_readable && question.from_port.is_none() {
            Need::SourcePort
        } else {
            Need::field(&rule.name, RuleField::SourcePorts)
        });
    }
    if destination_ports == Mark::Unknown {
        needs.push(Need::field(&rule.name, RuleField::DestinationPorts));
    }
    if protocol == Mark::Unknown {
        needs.push(Need::field(&rule.name, RuleField::Protocol));
    }
    if rule.state == RuleState::Failed {
        needs.push(Need::RuleState {
            rule: rule.name.clone(),
        });
    }
    let (vm, vm_needs) = address_match::local(address, &about(local, family));
    if address.is_some() || vm == Mark::Match && is_any(about(local, family).field) {
        if vm != Mark::No {
            needs.extend(vm_needs);
            matched.apply(covered, &needs);
        }
        return matched;
    }
    // While nobody said which address the VM has, connections of each family reach the one of that family.
    let (v6, v6_needs) = address_match::local(address, &about(local, Family::V6));
    let v4_ends = SourceSet {
        addresses: AddressSet::all_v4(),
        in_virtual_network: true,
    };
    let v6_ends = SourceSet::addresses(AddressSet::all_v6());
    for (vm, vm_needs, ends) in [(vm, vm_needs, v4_ends), (v6, v6_needs, v6_ends)] {
        if vm != Mark::No {
            matched.apply(covered.part(&ends), &[vm_needs, needs.clone()].concat());
        }
    }
    matched
}

fn is_any(field: &AddressField) -> bool {
    matches!(&*field.terms, [AddressTerm::Any])
}

impl RuleMatch {
    /// Adds the remote ends that the rule covers. `needs` is what the match hangs on besides.
    fn apply(&mut self, covered: Covered, needs: &[Need]) {
        // The remote side is in doubt only where nothing else in the field covers it for sure.
        for (need, sources) in covered.needs {
            let in_doubt = sources.minus(&covered.must);
            if !in_doubt.is_empty() {
                self.remote_needs.push((need, in_doubt));
            }
        }
        for need in needs {
            self.other_needs.push((need.clone(), covered.may.clone()));
        }
        if needs.is_empty() {
            add(&mut self.must, covered.must);
        }
        add(&mut self.may, covered.may);
    }

    /// Adds everything that the match hangs on for some of these remote ends.
    pub fn add_needs(&self, sources: &SourceSet, needs: &mut Vec<Need>) {
        for list in [&self.remote_needs, &self.other_needs] {
            for (need, about) in list {
                if !about.is_disjoint(sources) {
                    need.add_to(needs);
                }
            }
        }
    }
}

fn add(to: &mut SourceSet, more: SourceSet) {
    *to = if to.is_empty() { more } else { to.union(&more) };
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
