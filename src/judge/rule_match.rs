//! One rule against one question: which of the five fields match, and for which remote ends the rule applies.

use super::address_match::{self, AddressContext, Covered};
use super::need::Need;
use super::port_match;
use crate::azure::security_rule::RuleField;
use crate::azure::{Direction, PortField, PortTerm, RuleState, SecurityRule};
use crate::join::Topology;
use crate::question::{Question, SourceSet};

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
    /// What "perhaps" hangs on, each for the remote ends it is about.
    pub needs: Vec<(Need, SourceSet)>,
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
    let about = |field| AddressContext {
        rule: &rule.name,
        field,
        default: rule.default,
        virtual_network: context.topology.virtual_network.as_ref(),
    };
    let covered = address_match::remote(remote, &about(remote_name));
    let (vm, vm_needs) =
        address_match::local(local, context.topology.target.address, &about(local_name));
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
    let remote_mark = mark(&covered, asked);
    let vm_mark = Mark::from(vm);
    let (source_mark, destination_mark) = if remote_is_source {
        (remote_mark, vm_mark)
    } else {
        (vm_mark, remote_mark)
    };
    let marks = [
        source_mark,
        source_ports.into(),
        destination_mark,
        destination_ports.into(),
        protocol.into(),
    ];
    let fixed = [vm, source_ports, destination_ports, protocol];
    let mut needs: Vec<Need> = vm_needs;
    needs.extend(port_needs(
        rule,
        source_ports,
        &rule.source_ports,
        RuleField::SourcePorts,
        question,
    ));
    needs.extend(port_needs(
        rule,
        destination_ports,
        &rule.destination_ports,
        RuleField::DestinationPorts,
        question,
    ));
    if protocol == FieldMatch::Unknown {
        needs.push(Need::RuleField {
            rule: rule.name.clone(),
            field: RuleField::Protocol,
        });
    }
    if rule.state == RuleState::Failed {
        needs.push(Need::RuleState {
            rule: rule.name.clone(),
        });
    }
    apply(rule, marks, &fixed, covered, needs)
}

/// A rule applies where all five fields match; one that does not match anywhere settles it, however unknown the
/// others are.
fn apply(
    rule: &SecurityRule,
    marks: [Mark; 5],
    fixed: &[FieldMatch],
    covered: Covered,
    fixed_needs: Vec<Need>,
) -> RuleMatch {
    if fixed.contains(&FieldMatch::No) || rule.state == RuleState::Unsaved {
        return RuleMatch {
            marks,
            must: SourceSet::empty(),
            may: SourceSet::empty(),
            needs: Vec::new(),
        };
    }
    let Covered {
        must,
        may,
        mut needs,
    } = covered;
    // The remote side is in doubt only where nothing else in the field covers it for sure.
    for (_, sources) in &mut needs {
        *sources = sources.minus(&must);
    }
    needs.retain(|(_, sources)| !sources.is_empty());
    let is_certain = fixed_needs.is_empty();
    needs.extend(fixed_needs.into_iter().map(|need| (need, may.clone())));
    RuleMatch {
        marks,
        must: if is_certain { must } else { SourceSet::empty() },
        may,
        needs,
    }
}

fn port_needs(
    rule: &SecurityRule,
    matched: FieldMatch,
    field: &PortField,
    name: RuleField,
    question: &Question,
) -> Option<Need> {
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
