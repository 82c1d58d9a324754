//! Whether a packet gets to the VM at all, and by which way (azure-semantics §8, §11).

use super::address_match::{AddressContext, Family, remote};
use super::hop::{Hop, HopAnswer, HopKind};
use super::need::Need;
use super::no_filter;
use super::partition::Partition;
use super::rule_match::Context;
use super::{Answer, endpoint_acl};
use crate::azure::security_rule::RuleField;
use crate::azure::{AddressField, Destination, NextHop};
use crate::code::Code;
use crate::join::{Topology, Way, WayUsers};
use crate::net::{AddressSet, Protocol, ranges};
use crate::question::{SourceSet, WayKind};

/// What one way does with the clients that it is for.
struct Passage {
    open: AddressSet,
    blocked: AddressSet,
    code: Code,
    /// The rule that keeps the asked ones out, where it is another one than the way's own.
    rule: String,
    need: Option<Need>,
}

/// The way in. Over a peering that is not connected, or without access, nothing comes (azure-semantics §3.5, §7.5).
pub fn hop(context: &Context<'_>, asked: &SourceSet) -> Hop {
    let mut hop = any_way(context, asked);
    for (name, behind) in &context.topology.closed_peerings {
        let behind = SourceSet::addresses(behind.clone());
        if !hop.is_checked() && hop.partition.open.is_empty() {
            hop.partition = Partition::from(SourceSet::all(), SourceSet::empty());
        }
        hop.partition = hop.partition.block(&behind);
        if !asked.is_disjoint(&behind) {
            hop.answer = HopAnswer::Checked(hop.partition.answer(asked));
            hop.code = Code::PeeringClosed;
            hop.name.clone_from(name);
            hop.deciding = None;
        }
    }
    hop
}

/// Who comes from inside the virtual network needs no way in.
fn any_way(context: &Context<'_>, asked: &SourceSet) -> Hop {
    let Context {
        topology, question, ..
    } = *context;
    let mut hop = Hop::not_checked(HopKind::WayIn);
    let mut public = ranges::public();
    if let Some(network) = &topology.virtual_network {
        public = public.minus(network);
    }
    let inside = SourceSet::all().minus(&SourceSet::addresses(public.clone()));
    if question.through.is_some_and(WayKind::is_inside) {
        let is_chosen = |way: &Way| Some(way.kind) == question.through;
        hop.deciding = topology.ways.iter().position(is_chosen);
        if hop.deciding.is_some() {
            hop.decide(Answer::Open, Code::WayIn);
        }
        if topology.lacks_public_ip {
            // Whoever comes so is inside; nobody comes from the Internet without an address to go to.
            let nobody = without_public_ip(topology, public).blocked;
            hop.partition = Partition::from(inside, SourceSet::addresses(nobody));
        }
        return hop;
    }
    let mut way_found: Option<usize> = None;
    let mut is_certain = false;
    let mut all: Option<Passage> = None;
    let mut is_settled = topology.lacks_public_ip || question.through.is_some();
    for (at, way) in topology.ways.iter().enumerate() {
        if !is_used(way, question.through) {
            continue;
        }
        is_settled |= matches!(way.kind, WayKind::PublicIp | WayKind::Endpoint);
        let passage = passage(way, &public, asked, context);
        // One that leads to the asked port says more than one that leads elsewhere.
        let is_better = match &all {
            None => true,
            Some(known) => rank(passage.code) < rank(known.code),
        };
        if is_better {
            way_found = Some(at);
        }
        all = Some(match all {
            None => passage,
            Some(known) => either(known, passage, (is_certain, way.is_certain), is_better),
        });
        is_certain |= way.is_certain;
    }
    let passage = match all {
        Some(passage) => passage,
        None if question
            .through
            .is_some_and(|kind| kind != WayKind::PublicIp) =>
        {
            let mut elsewhere = topology.ways_elsewhere.iter();
            let Some(way) = elsewhere.find(|way| Some(way.kind) == question.through) else {
                return hop;
            };
            hop.name.clone_from(&way.name);
            Passage::blocked(public, Code::LeadsElsewhere)
        }
        None if topology.lacks_public_ip => without_public_ip(topology, public),
        None if question.through.is_some() => return hop,
        None if no_filter::is_seen_nowhere(topology) => Passage::unknown(Need::PublicIpSku),
        None => return hop,
    };
    let Passage {
        mut open,
        mut blocked,
        mut code,
        rule,
        mut need,
    } = passage;
    if topology.lacks_public_ip && !is_certain {
        // What may lead to the VM may lead elsewhere.
        open = AddressSet::empty();
    }
    if !is_settled {
        // The VM may have a public address that nobody showed.
        blocked = AddressSet::empty();
    }
    let open = SourceSet::addresses(open).union(&inside);
    hop.partition = Partition::from(open, SourceSet::addresses(blocked));
    if !asked.is_disjoint(&hop.partition.depends) {
        code = need.get_or_insert(Need::WayIn).code();
    }
    hop.deciding = way_found;
    let answer = hop.partition.answer(asked);
    if asked.is_subset(&inside) {
        return hop;
    }
    hop.answer = HopAnswer::Checked(answer);
    hop.code = match answer {
        Answer::Open if no_filter::is_seen_nowhere(topology) => Code::NoNsg,
        Answer::Open => Code::WayIn,
        Answer::Depends if asked.is_disjoint(&hop.partition.depends) => Code::SourceMatters,
        _ => code,
    };
    if hop.code == Code::FirewallDenies {
        hop.name = rule;
    }
    match (answer, need) {
        (Answer::Depends, _) if hop.code == Code::SourceMatters => {
            hop.needs.push(Need::SourceAddress)
        }
        (Answer::Depends, Some(need)) => hop.needs.push(need),
        _ => {}
    }
    hop
}

fn rank(code: Code) -> u8 {
    match code {
        Code::WayIn => 0,
        Code::PortNotForwarded => 2,
        _ => 1,
    }
}

/// Whether the clients come in through a firewall and by no other way: it may put its own address in place of theirs.
pub fn is_by_firewall(topology: &Topology, through: Option<WayKind>) -> bool {
    // The reader may say so of one that was not pasted.
    let mut is_there = through == Some(WayKind::Firewall);
    for way in &topology.ways {
        if is_used(way, through) {
            if way.kind != WayKind::Firewall {
                return false;
            }
            is_there = true;
        }
    }
    is_there
}

fn is_used(way: &Way, through: Option<WayKind>) -> bool {
    match through {
        Some(kind) => way.kind == kind,
        None => !way.kind.is_inside() && !way.is_internal,
    }
}

/// Two ways: whoever gets in by one gets in. A way that may lead elsewhere lets nobody in for certain beside one that is
/// the VM's; where only one of two such is the VM's, and nobody knows which, both must agree.
fn either(one: Passage, two: Passage, are_certain: (bool, bool), is_better: bool) -> Passage {
    let open = match are_certain {
        (true, true) => one.open.union(&two.open),
        (true, false) => one.open.clone(),
        (false, true) => two.open.clone(),
        (false, false) => one.open.intersect(&two.open),
    };
    let blocked = one.blocked.intersect(&two.blocked);
    let mut both = if is_better { two } else { one };
    (both.open, both.blocked) = (open, blocked);
    both
}

/// Why a way lets nobody in, or nobody can tell whom.
enum Stop {
    Blocked(Code),
    Unknown(Need),
}

fn passage(way: &Way, public: &AddressSet, asked: &SourceSet, context: &Context<'_>) -> Passage {
    let mut passage = Passage::blocked(AddressSet::empty(), Code::WayIn);
    let remotes = |field: &AddressField| {
        remote(&AddressContext {
            rule: &way.rule,
            name: RuleField::Source,
            field,
            default: false,
            topology: context.topology,
            network: &context.network,
            family: Family::of(context.topology.target.address),
        })
    };
    match (stop(way, context), &way.users) {
        (Some(Stop::Blocked(code)), _) => {
            passage.blocked = public.clone();
            passage.code = code;
        }
        (Some(Stop::Unknown(need)), _) => return Passage::unknown(need),
        (None, WayUsers::Everybody) => passage.open = public.clone(),
        (None, WayUsers::Listed(field)) => {
            let covered = remotes(field);
            passage.open = covered.must.addresses.intersect(public);
            passage.blocked = public.minus(&covered.may.addresses);
            passage.code = Code::DnatDenies;
            passage.need = covered.needs.into_iter().next().map(|(need, _)| need);
            for deny in &way.denied {
                let denied = remotes(&deny.sources);
                let certain = denied.must.addresses.intersect(public);
                if asked.addresses.is_subset(&passage.open) && asked.addresses.is_subset(&certain) {
                    passage.code = Code::FirewallDenies;
                    passage.rule.clone_from(&deny.name);
                }
                passage.open = passage.open.minus(&denied.may.addresses);
                passage.blocked = passage.blocked.union(&certain);
                for (need, _) in denied.needs {
                    passage.need.get_or_insert(need);
                }
            }
        }
        (None, WayUsers::Acl(acl)) => {
            let (permitted, denied) = endpoint_acl::split(acl);
            passage.open = permitted.intersect(public);
            passage.blocked = denied.intersect(public);
            passage.code = Code::AclDenies;
            passage.need = acl.cut.map(|_| Need::EndpointAcl);
        }
        (None, WayUsers::Unsaid) => return Passage::unknown(Need::EndpointAcl),
    }
    passage
}

/// What stops everybody alike, whoever may use the way.
fn stop(way: &Way, context: &Context<'_>) -> Option<Stop> {
    let Context {
        topology, question, ..
    } = *context;
    let is_other = |protocol: Protocol| protocol != Protocol::Any && protocol != question.protocol;
    if way.is_unassigned == Some(true) {
        return Some(Stop::Blocked(Code::NoPublicAddress));
    }
    if way.is_internal {
        return Some(Stop::Blocked(Code::InternalFrontEnd));
    }
    if way.is_unassigned.is_none() {
        return Some(Stop::Unknown(Need::PublicAddress));
    }
    let is_other_port = way.port.is_some_and(|port| port != question.port);
    if is_other_port || way.protocol.is_some_and(is_other) {
        return Some(Stop::Blocked(Code::PortNotForwarded));
    }
    if way.port.is_none() && way.is_translated {
        let rule = named(way);
        return Some(Stop::Unknown(Need::BackEndPort { rule }));
    }
    let is_wrong = |dialled: u16| match way.ports {
        Some(ports) => dialled < ports.first || dialled > ports.last,
        None => {
            matches!(way.kind, WayKind::PublicIp | WayKind::LoadBalancer)
                && !way.is_translated
                && dialled != question.port
        }
    };
    if question.dialled.is_some_and(is_wrong) {
        return Some(Stop::Blocked(Code::WrongPort));
    }
    let is_unknown = way.is_of_pool || way.ports.is_none() && way.kind == WayKind::Endpoint;
    if is_unknown && question.dialled.is_some() {
        let rule = named(way);
        return Some(Stop::Unknown(Need::BackEndPort { rule }));
    }
    if way.has_floating_ip {
        return Some(Stop::Unknown(Need::FloatingIp));
    }
    let needs_nsg = matches!(way.kind, WayKind::PublicIp | WayKind::LoadBalancer)
        && no_filter::is_seen_nowhere(topology);
    match way.is_standard.filter(|_| needs_nsg) {
        // Whether an admin rule is enough for it, no document says (azure-semantics §5, §2.6).
        Some(true) if topology.admin_rules.is_some() => Some(Stop::Unknown(Need::AdminRuleAlone)),
        Some(true) => Some(Stop::Blocked(Code::StandardNeedsNsg)),
        None if needs_nsg => Some(Stop::Unknown(Need::PublicIpSku)),
        _ => None,
    }
}

/// The rule's name, or that of what it is a rule of.
fn named(way: &Way) -> String {
    match way.rule.as_str() {
        "" => way.name.clone(),
        rule => rule.to_owned(),
    }
}

impl Passage {
    fn blocked(clients: AddressSet, code: Code) -> Passage {
        Passage {
            open: AddressSet::empty(),
            blocked: clients,
            code,
            rule: String::new(),
            need: None,
        }
    }

    fn unknown(need: Need) -> Passage {
        Passage {
            open: AddressSet::empty(),
            blocked: AddressSet::empty(),
            code: need.code(),
            rule: String::new(),
            need: Some(need),
        }
    }
}

/// No public address, no load balancer, no firewall. Where everything else leaves through an appliance, that may let
/// clients in as well.
fn without_public_ip(topology: &Topology, public: AddressSet) -> Passage {
    let mut routes = topology.routes.iter().flat_map(|table| &table.routes);
    let is_appliance = routes.any(|route| {
        route.next_hop == NextHop::Appliance
            && matches!(route.destination, Destination::Prefix(prefix) if prefix.is_whole_family())
    });
    // The rules of a firewall that shows none stand in its policy.
    let is_firewall = |way: &Way| way.kind == WayKind::Firewall;
    let is_silent =
        !topology.firewalls.is_empty() && !topology.ways_elsewhere.iter().any(is_firewall);
    if is_appliance || is_silent {
        return Passage::unknown(Need::WayIn);
    }
    Passage::blocked(public, Code::NoPublicIp)
}
