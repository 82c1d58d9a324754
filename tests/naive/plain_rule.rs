//! A rule taken apart into numbers, and whether each of its fields matches one remote end (azure-semantics §3).

use super::number_line::{Block, PLATFORM, Point, is_private, is_public, landmarks, pieces};
use rdpcheck::azure::{
    Access, AddressField, AddressTerm, Direction, PortField, PortTerm, RuleState, SecurityRule,
    ServiceTag,
};
use rdpcheck::net::Protocol;
use rdpcheck::question::Question;

/// The remote end of one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remote {
    /// It has this address.
    At(Point),
    /// It is somewhere in the virtual network.
    InVirtualNetwork,
}

/// What a rule may hang on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    /// The remote address is in `VirtualNetwork`.
    RemoteInVirtualNetwork,
    /// The remote address is on the published list of this tag.
    RemoteOnList(String),
    /// The VM's address is.
    VmOnList(String),
    /// The remote end is a member of this group.
    RemoteInGroup(String),
    /// The VM is.
    VmInGroup(String),
    /// A stored 0.0.0.0/0 matches IPv6 (ambiguity A3).
    ZeroMatchesIpv6,
    /// Something about this rule alone.
    Own(Part),
}

/// A part of a rule that nobody can tell about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What its remote side lists.
    Remote,
    /// Whether one of the remote side's prefixes holds somebody at an unknown address.
    RemoteAddress,
    /// What its VM side lists.
    Vm,
    /// Whether one of the VM side's prefixes holds the VM's unknown address.
    VmAddress,
    /// The source ports.
    SourcePorts,
    /// The destination ports.
    DestinationPorts,
    /// The protocol.
    Protocol,
    /// What Azure enforces of a failed rule.
    State,
}

/// Whether something is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It is where at least one of these holds.
    IfAny(Vec<Condition>),
}

enum Term {
    Anything,
    Block(Block),
    /// 0.0.0.0/0 or ::/0.
    Family {
        is_v6: bool,
    },
    VirtualNetwork,
    Internet,
    LoadBalancer,
    Published(String),
    Group(String),
    Senseless,
}

struct Side {
    terms: Vec<Term>,
    is_incomplete: bool,
}

struct Ports {
    ranges: Vec<(u16, u16)>,
    is_incomplete: bool,
}

/// A rule of the asked direction, or of no known one.
pub struct PlainRule {
    /// Lower is tried first.
    pub priority: Option<u32>,
    /// Whether its direction is known.
    pub has_direction: bool,
    /// What it does, when that is known.
    pub allows: Option<bool>,
    remote: Side,
    vm: Side,
    source_ports: Ports,
    destination_ports: Ports,
    protocol: Option<Protocol>,
    is_failed: bool,
}

/// What fields are matched against.
pub struct Surroundings<'a> {
    /// What is asked.
    pub question: &'a Question,
    /// The VM's address.
    pub vm: Option<Point>,
    /// The prefixes of the virtual network; `None` while nobody showed them.
    pub network: Option<Vec<Block>>,
}

impl PlainRule {
    /// The rule, unless it is one of Azure's own, of the other direction, or not in force.
    pub fn of(rule: &SecurityRule, direction: Direction) -> Option<PlainRule> {
        if rule.default || rule.state == RuleState::Unsaved {
            return None;
        }
        if rule
            .direction
            .get()
            .is_some_and(|known| *known != direction)
        {
            return None;
        }
        let (remote, vm) = match direction {
            Direction::Inbound => (&rule.source, &rule.destination),
            Direction::Outbound => (&rule.destination, &rule.source),
        };
        Some(PlainRule {
            priority: rule.priority.get().copied(),
            has_direction: rule.direction.get().is_some(),
            allows: rule.access.get().map(|access| *access == Access::Allow),
            remote: side(remote),
            vm: side(vm),
            source_ports: ports(&rule.source_ports),
            destination_ports: ports(&rule.destination_ports),
            protocol: rule.protocol.get().copied(),
            is_failed: rule.state == RuleState::Failed,
        })
    }

    /// The three rules that every NSG ends with (§2.2), whatever the paste shows of them.
    pub fn defaults(direction: Direction) -> Vec<PlainRule> {
        let rule = |remote: Term, vm: Term, allows: bool| PlainRule {
            priority: None,
            has_direction: true,
            allows: Some(allows),
            remote: just(remote),
            vm: just(vm),
            source_ports: any_port(),
            destination_ports: any_port(),
            protocol: Some(Protocol::Any),
            is_failed: false,
        };
        let second = match direction {
            Direction::Inbound => rule(Term::LoadBalancer, Term::Anything, true),
            Direction::Outbound => rule(Term::Internet, Term::Anything, true),
        };
        vec![
            rule(Term::VirtualNetwork, Term::VirtualNetwork, true),
            second,
            rule(Term::Anything, Term::Anything, false),
        ]
    }

    /// Whether each thing about it that must be true is true.
    pub fn fields(&self, around: &Surroundings<'_>, remote: Remote) -> Vec<Truth> {
        let question = around.question;
        let protocol = match self.protocol {
            None => Truth::IfAny(vec![Condition::Own(Part::Protocol)]),
            Some(Protocol::Any) => Truth::Yes,
            Some(protocol) => yes_or_no(protocol == question.protocol),
        };
        let state = if self.is_failed {
            Truth::IfAny(vec![Condition::Own(Part::State)])
        } else {
            Truth::Yes
        };
        vec![
            around.remote_matches(&self.remote, remote),
            around.vm_matches(&self.vm, remote),
            match question.from_port {
                Some(port) => self.source_ports.hold(port, Part::SourcePorts),
                None => self.source_ports.hold_ephemeral(),
            },
            self.destination_ports
                .hold(question.port, Part::DestinationPorts),
            protocol,
            state,
        ]
    }

    /// Every block that its remote side names.
    pub fn remote_blocks(&self) -> impl Iterator<Item = Block> {
        self.remote.terms.iter().filter_map(|term| match term {
            Term::Block(block) => Some(*block),
            _ => None,
        })
    }
}

impl Ports {
    fn contains(&self, port: u16) -> bool {
        self.ranges
            .iter()
            .any(|(first, last)| *first <= port && port <= *last)
    }

    fn hold(&self, port: u16, part: Part) -> Truth {
        if self.contains(port) {
            Truth::Yes
        } else if self.is_incomplete {
            Truth::IfAny(vec![Condition::Own(part)])
        } else {
            Truth::No
        }
    }

    /// §3.2: all of 1024–65535, none of it, or the RDP port alone, which is no client's. Whether a port is held
    /// changes only at the ends of the ranges.
    fn hold_ephemeral(&self) -> Truth {
        let mut telling = vec![1024, u16::MAX];
        for (first, last) in &self.ranges {
            telling.extend([
                first.saturating_sub(1),
                *first,
                *last,
                last.saturating_add(1),
            ]);
        }
        telling.retain(|port| *port >= 1024);
        let is_rdp_alone = !self.ranges.is_empty()
            && self
                .ranges
                .iter()
                .all(|(first, last)| *first == 3389 && *last == 3389);
        if telling.iter().all(|port| self.contains(*port)) {
            Truth::Yes
        } else if self.is_incomplete {
            Truth::IfAny(vec![Condition::Own(Part::SourcePorts)])
        } else if is_rdp_alone || !telling.iter().any(|port| self.contains(*port)) {
            Truth::No
        } else {
            Truth::IfAny(vec![Condition::Own(Part::SourcePorts)])
        }
    }
}

impl Surroundings<'_> {
    /// The family of the packet: both its ends are of one family.
    fn is_v6(&self, remote: Remote) -> bool {
        match (remote, self.vm) {
            (Remote::At(point), _) => point.is_v6,
            (Remote::InVirtualNetwork, Some(vm)) => vm.is_v6,
            // Every VM has an IPv4 address, and nobody said that the connection uses another.
            (Remote::InVirtualNetwork, None) => false,
        }
    }

    fn remote_matches(&self, side: &Side, remote: Remote) -> Truth {
        let mut conditions = Vec::new();
        for term in &side.terms {
            let truth = match remote {
                Remote::At(point) => self.address_matches(term, point),
                Remote::InVirtualNetwork => self.somebody_matches(term, side),
            };
            match truth {
                Truth::Yes => return Truth::Yes,
                Truth::No => {}
                Truth::IfAny(more) => conditions.extend(more),
            }
        }
        if side.is_incomplete {
            conditions.push(Condition::Own(Part::Remote));
        }
        joined(conditions)
    }

    fn address_matches(&self, term: &Term, point: Point) -> Truth {
        let in_network = self
            .network
            .as_ref()
            .map(|network| network.iter().any(|block| block.contains(point)));
        match term {
            Term::Anything => Truth::Yes,
            Term::Block(block) => yes_or_no(block.contains(point)),
            Term::Family { is_v6 } if *is_v6 == point.is_v6 => Truth::Yes,
            Term::Family { is_v6: true } => Truth::No,
            // §3.4: unknown for an IPv6 client.
            Term::Family { is_v6: false } => Truth::IfAny(vec![Condition::ZeroMatchesIpv6]),
            // §3.5: holds the platform's address; a public address never while no prefixes are shown.
            Term::VirtualNetwork => match in_network {
                _ if point == PLATFORM => Truth::Yes,
                Some(is_in) => yes_or_no(is_in),
                None if is_private(point) => Truth::IfAny(vec![Condition::RemoteInVirtualNetwork]),
                None => Truth::No,
            },
            // §3.6, the offline rule.
            Term::Internet => yes_or_no(in_network != Some(true) && is_public(point)),
            Term::LoadBalancer => yes_or_no(point == PLATFORM),
            // T40, T43.
            Term::Published(tag) if is_public(point) => {
                Truth::IfAny(vec![Condition::RemoteOnList(plain_tag(tag))])
            }
            Term::Published(_) => Truth::No,
            // §3.8: only a NIC in a virtual network can be a member.
            Term::Group(group) => {
                if in_network.unwrap_or_else(|| is_private(point)) {
                    Truth::IfAny(vec![Condition::RemoteInGroup(group.clone())])
                } else {
                    Truth::No
                }
            }
            Term::Senseless => Truth::IfAny(vec![Condition::Own(Part::Remote)]),
        }
    }

    /// Somebody in the virtual network has a private address, and nobody knows which.
    fn somebody_matches(&self, term: &Term, side: &Side) -> Truth {
        match term {
            Term::Anything | Term::VirtualNetwork => Truth::Yes,
            Term::Internet | Term::LoadBalancer | Term::Published(_) => Truth::No,
            Term::Group(group) => Truth::IfAny(vec![Condition::RemoteInGroup(group.clone())]),
            Term::Senseless => Truth::IfAny(vec![Condition::Own(Part::Remote)]),
            Term::Block(_) | Term::Family { .. } => self.somebody_is_listed(term, side),
        }
    }

    /// Whether the addresses that somebody may have, of the packet's family, are all listed, none of them, or some.
    fn somebody_is_listed(&self, term: &Term, side: &Side) -> Truth {
        let packet_is_v6 = self.is_v6(Remote::InVirtualNetwork);
        if let (Term::Family { is_v6: false }, true) = (term, packet_is_v6) {
            return Truth::IfAny(vec![Condition::ZeroMatchesIpv6]);
        }
        let listed: Vec<Block> = side
            .terms
            .iter()
            .filter_map(|term| match term {
                Term::Block(block) => Some(*block),
                Term::Family { is_v6 } => Some(Block::whole(*is_v6)),
                _ => None,
            })
            .collect();
        let mut cuts = listed.clone();
        cuts.extend(landmarks());
        cuts.extend(self.network.iter().flatten());
        let (mut all, mut some) = (true, false);
        for piece in pieces(packet_is_v6, &cuts) {
            let point = piece.first_point();
            let may_be_there = match &self.network {
                Some(network) => network.iter().any(|block| block.contains(point)),
                None => is_private(point),
            };
            if may_be_there {
                let is_listed = listed.iter().any(|block| block.contains(point));
                all &= is_listed;
                some |= is_listed;
            }
        }
        if some && all {
            Truth::Yes
        } else if some {
            Truth::IfAny(vec![Condition::Own(Part::RemoteAddress)])
        } else {
            Truth::No
        }
    }

    fn vm_matches(&self, side: &Side, remote: Remote) -> Truth {
        let mut conditions = Vec::new();
        for term in &side.terms {
            match self.vm_matches_term(term, remote) {
                Truth::Yes => return Truth::Yes,
                Truth::No => {}
                Truth::IfAny(more) => conditions.extend(more),
            }
        }
        if side.is_incomplete {
            conditions.push(Condition::Own(Part::Vm));
        }
        joined(conditions)
    }

    fn vm_matches_term(&self, term: &Term, remote: Remote) -> Truth {
        let is_v6 = self.is_v6(remote);
        let is_on_internet = self.vm.is_some_and(|vm| {
            let network = self.network.iter().flatten();
            let is_inside = network.into_iter().any(|block| block.contains(vm));
            is_public(vm) && !is_inside
        });
        match term {
            Term::Anything | Term::VirtualNetwork => Truth::Yes,
            Term::Internet => yes_or_no(is_on_internet),
            Term::LoadBalancer => Truth::No,
            Term::Published(tag) if self.vm.is_some_and(is_public) => {
                Truth::IfAny(vec![Condition::VmOnList(plain_tag(tag))])
            }
            Term::Published(_) => Truth::No,
            Term::Group(group) => Truth::IfAny(vec![Condition::VmInGroup(group.clone())]),
            Term::Senseless => Truth::IfAny(vec![Condition::Own(Part::Vm)]),
            Term::Block(block) => match self.vm {
                Some(vm) => yes_or_no(block.contains(vm)),
                // A packet has both ends in one family.
                None if is_v6 != block.is_v6 => Truth::No,
                None => Truth::IfAny(vec![Condition::Own(Part::VmAddress)]),
            },
            Term::Family { is_v6: family } if *family == is_v6 => Truth::Yes,
            Term::Family { is_v6: true } => Truth::No,
            Term::Family { is_v6: false } => Truth::IfAny(vec![Condition::ZeroMatchesIpv6]),
        }
    }
}

/// Names of tags are compared without regard to case (§3.5).
fn plain_tag(name: &str) -> String {
    name.to_ascii_lowercase()
}

fn yes_or_no(is_true: bool) -> Truth {
    if is_true { Truth::Yes } else { Truth::No }
}

fn joined(conditions: Vec<Condition>) -> Truth {
    if conditions.is_empty() {
        Truth::No
    } else {
        Truth::IfAny(conditions)
    }
}

fn just(term: Term) -> Side {
    Side {
        terms: vec![term],
        is_incomplete: false,
    }
}

fn any_port() -> Ports {
    Ports {
        ranges: vec![(0, u16::MAX)],
        is_incomplete: false,
    }
}

fn side(field: &AddressField) -> Side {
    let term = |term: &AddressTerm| match term {
        AddressTerm::Any => Term::Anything,
        AddressTerm::Prefix(prefix) => {
            let block = Block::from(*prefix);
            if block == Block::whole(block.is_v6) {
                Term::Family { is_v6: block.is_v6 }
            } else {
                Term::Block(block)
            }
        }
        AddressTerm::Range(range) => Term::Block(Block::between(range.0, range.1)),
        AddressTerm::Tag(ServiceTag::VirtualNetwork) => Term::VirtualNetwork,
        AddressTerm::Tag(ServiceTag::Internet) => Term::Internet,
        AddressTerm::Tag(ServiceTag::AzureLoadBalancer) => Term::LoadBalancer,
        AddressTerm::Tag(ServiceTag::Published(name)) => Term::Published(name.clone()),
        AddressTerm::Group(name) => Term::Group(name.clone()),
        AddressTerm::Unreadable(_) => Term::Senseless,
    };
    Side {
        terms: field.terms.iter().map(term).collect(),
        is_incomplete: field.lost.is_some(),
    }
}

fn ports(field: &PortField) -> Ports {
    let mut ranges = Vec::new();
    let mut is_incomplete = field.lost.is_some();
    for term in &field.terms {
        match term {
            PortTerm::Any => ranges.push((0, u16::MAX)),
            PortTerm::Range(range) => ranges.push((range.first, range.last)),
            PortTerm::Unreadable(_) => is_incomplete = true,
        }
    }
    Ports {
        ranges,
        is_incomplete,
    }
}
