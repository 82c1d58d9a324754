//! The proof that changes open the way for the client, and exactly what else they open: judged before and after.

use super::change::{Change, apply};
use super::client::{Client, PLACEHOLDER};
use crate::azure::{Direction, NetworkSecurityGroup, PortField, SecurityRule, ServiceTag};
use crate::join::{Filter, Place, Topology};
use crate::judge::judge;
use crate::judge::port_match::{is_uncertain, known_ports};
use crate::net::{PortRange, Protocol, text};
use crate::question::{Question, Source, SourceSet, WayKind};

/// Who gets in and did not before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opened {
    /// These.
    pub sources: SourceSet,
    /// And the client whose address is still to be filled in.
    pub has_client: bool,
}

/// Something that gets in besides what was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct AlsoOpens {
    /// Where to.
    pub to: Where,
    /// On which ports.
    pub ports: PortRange,
    /// By which protocol; `Any` where all fare the same.
    pub protocol: Protocol,
    /// From where.
    pub from: Opened,
}

/// Which machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// The VM itself.
    ThisVm,
    /// Others in this subnet.
    Subnet(String),
    /// The one that this network interface belongs to.
    NetworkInterface(String),
    /// Whatever else this NSG is attached to: the paste does not say.
    Group(String),
}

/// What holds of a set of changes that opens the way.
pub struct Proof {
    /// Who gets in to the asked port and did not before.
    pub opens: Opened,
    /// All else.
    pub also_opens: Vec<AlsoOpens>,
    /// Whether anybody on the Internet is among them.
    pub is_for_anybody: bool,
}

/// Applies the changes to a copy and judges that; `None` unless the client gets in, by every form of the rules.
pub fn prove(
    topology: &Topology,
    question: &Question,
    client: &Client,
    changes: &[Change],
) -> Option<Proof> {
    let mut comparison = Comparison::of(topology, client, changes);
    let after = judge(&comparison.for_client, question);
    if !client.stopped.is_subset(&after.sources.open)
        || !holds_as_configured(&comparison, question, client)
    {
        return None;
    }
    let is_by_bastion = question.through == Some(WayKind::Bastion);
    if is_by_bastion {
        // Bastion itself opens nothing of the VM's; what else has to change may.
        comparison.before = apply(topology, &[Change::UseBastion], &client.stopped);
    }
    let mut opens = comparison.opened(question);
    opens.has_client |= is_by_bastion;
    let mut also_opens = Vec::new();
    comparison.add_other_ports(question, changes, &mut also_opens);
    for change in changes {
        comparison.add_other_machines(change, question, &mut also_opens);
    }
    const MANY: u128 = 1 << 31;
    // Who starts the VM exposes nothing that was not meant to be.
    let exposes = (changes.iter()).any(|change| *change != Change::StartVm);
    Some(Proof {
        is_for_anybody: exposes && opens.sources.count() >= MANY,
        opens,
        also_opens,
    })
}

/// The surroundings before and after. What is opened for the client alone is what nobody gets when nobody is the client.
struct Comparison {
    before: Topology,
    for_client: Topology,
    for_nobody: Topology,
}

impl Comparison {
    fn of(topology: &Topology, client: &Client, changes: &[Change]) -> Comparison {
        let nobody = SourceSet::empty();
        let stand_in = if client.is_known() {
            &client.stopped
        } else {
            &nobody
        };
        Comparison {
            before: topology.clone(),
            for_client: apply(topology, changes, &client.stopped),
            for_nobody: apply(topology, changes, stand_in),
        }
    }

    /// Who gets in and did not before.
    fn opened(&self, question: &Question) -> Opened {
        let before = judge(&self.before, question).sources.open;
        let sources = judge(&self.for_nobody, question)
            .sources
            .open
            .minus(&before);
        let for_client = judge(&self.for_client, question)
            .sources
            .open
            .minus(&before);
        Opened {
            has_client: !for_client.is_subset(&sources),
            sources,
        }
    }

    /// The same for the VM's other ports and protocols. Windows is left out: it may listen anywhere.
    fn add_other_ports(&self, question: &Question, changes: &[Change], also: &mut Vec<AlsoOpens>) {
        let open = |topology: &Topology| {
            let mut open = topology.clone();
            open.machine.signs.clear();
            open
        };
        let network = Comparison {
            before: open(&self.before),
            for_client: open(&self.for_client),
            for_nobody: open(&self.for_nobody),
        };
        let asked = Some((question.protocol, question.port));
        network.add_ports(&Where::ThisVm, question, changes, asked, also);
    }

    /// The same for others behind an NSG that changes: by its rules alone, since nothing else is known of them.
    fn add_other_machines(&self, change: &Change, question: &Question, also: &mut Vec<AlsoOpens>) {
        let (Some(group), Some(_)) = (change.group(), change.rule()) else {
            return;
        };
        if matches!(change, Change::NewGroup { .. }) {
            return;
        }
        let alone = |topology: &Topology| {
            let mut alone = Topology {
                virtual_network: topology.virtual_network.clone(),
                inside: topology.inside.clone(),
                may_hold_everything: topology.may_hold_everything,
                may_hold_more: topology.may_hold_more,
                service_tags: topology.service_tags.clone(),
                members: topology.members.clone(),
                ..Topology::default()
            };
            for filter in &topology.filters {
                if filter
                    .versions
                    .iter()
                    .any(|version| version.is_form_of(group))
                    && alone.filters.is_empty()
                {
                    alone.filters.push(Filter {
                        place: Place::Unsaid,
                        versions: filter.versions.clone(),
                    });
                }
            }
            alone
        };
        let others = Comparison {
            before: alone(&self.before),
            for_client: alone(&self.for_client),
            for_nobody: alone(&self.for_nobody),
        };
        let question = Question {
            to: None,
            ..question.clone()
        };
        for place in places(&self.before, group) {
            // Two changes of one NSG are judged together.
            if !also.iter().any(|known| known.to == place) {
                let changes = std::slice::from_ref(change);
                others.add_ports(&place, &question, changes, None, also);
            }
        }
    }

    /// Every port and protocol that the changes touch, one judgement for all ports between which no rule draws a line.
    fn add_ports(
        &self,
        to: &Where,
        question: &Question,
        changes: &[Change],
        asked: Option<(Protocol, u16)>,
        also: &mut Vec<AlsoOpens>,
    ) {
        let starts = self.starts(question.port);
        for protocol in [
            Protocol::Tcp,
            Protocol::Udp,
            Protocol::Icmp,
            Protocol::Esp,
            Protocol::Ah,
        ] {
            let has_ports = matches!(protocol, Protocol::Tcp | Protocol::Udp);
            let mut last: Option<AlsoOpens> = None;
            for (at, first) in starts.iter().enumerate() {
                let end = starts.get(at + 1).map_or(u16::MAX, |next| next - 1);
                let ports = PortRange {
                    first: *first,
                    last: end,
                };
                let is_asked = asked == Some((protocol, *first));
                let is_touched = changes
                    .iter()
                    .any(|change| touches(change, protocol, *first));
                if !is_touched || is_asked || !has_ports && at > 0 {
                    continue;
                }
                let from = self.opened(&Question {
                    protocol,
                    port: *first,
                    from_port: None,
                    dialled: None,
                    ..question.clone()
                });
                if from == Opened::default() {
                    continue;
                }
                let ports = if has_ports { ports } else { PortRange::ALL };
                match &mut last {
                    Some(known)
                        if known.from == from
                            && known.ports.last.checked_add(1) == Some(ports.first) =>
                    {
                        known.ports.last = ports.last;
                    }
                    _ => also.extend(last.replace(AlsoOpens {
                        to: to.clone(),
                        ports,
                        protocol,
                        from,
                    })),
                }
            }
            also.extend(last);
        }
        join_protocols(also, to);
    }

    /// The ports at which some rule, way or question may fare otherwise than at the port before.
    fn starts(&self, asked: u16) -> Vec<u16> {
        let mut starts = vec![0];
        add_start(PortRange::single(asked), &mut starts);
        for topology in [&self.before, &self.for_client] {
            let groups = topology.filters.iter().flat_map(|filter| &filter.versions);
            for group in groups.chain(&topology.admin_rules) {
                for rule in &group.rules {
                    if rule.direction.get() != Some(&Direction::Outbound) {
                        add_field(&rule.destination_ports, &mut starts);
                    }
                }
            }
            for way in &topology.ways {
                if let Some(port) = way.port {
                    add_start(PortRange::single(port), &mut starts);
                }
            }
        }
        starts
    }
}

fn add_field(field: &PortField, starts: &mut Vec<u16>) {
    for range in known_ports(field) {
        add_start(range, starts);
    }
}

fn add_start(range: PortRange, starts: &mut Vec<u16>) {
    for start in [Some(range.first), range.last.checked_add(1)]
        .into_iter()
        .flatten()
    {
        let at = starts.partition_point(|known| *known < start);
        if starts.get(at) != Some(&start) {
            starts.insert(at, start);
        }
    }
}

/// Whether a change may make a difference for this port.
fn touches(change: &Change, protocol: Protocol, port: u16) -> bool {
    let matches = |rule: &SecurityRule| {
        let mut ports = known_ports(&rule.destination_ports).into_iter();
        rule.protocol.get().is_none_or(|it| it.covers(protocol))
            && (is_uncertain(&rule.destination_ports)
                || ports.any(|range| range.first <= port && port <= range.last))
    };
    match change {
        Change::Renumber { .. } => false,
        // It brings the default rules with it.
        Change::NewGroup { .. } => true,
        Change::EditRule { group, rule, .. } => {
            let is_it = |known: &SecurityRule| known.name.eq_ignore_ascii_case(&rule.name);
            matches(rule)
                || group
                    .rules
                    .iter()
                    .any(|known| is_it(known) && matches(known))
        }
        _ => change.rule().is_none_or(matches),
    }
}

/// What holds for every protocol is said once.
fn join_protocols(also: &mut Vec<AlsoOpens>, to: &Where) {
    const PROTOCOLS: usize = 5;
    let mut at = 0;
    while let Some(entry) = also.get(at) {
        let entry = entry.clone();
        let is_same = |other: &AlsoOpens| {
            other.to == *to && other.ports == entry.ports && other.from == entry.from
        };
        if is_same(&entry) && also.iter().filter(|other| is_same(other)).count() == PROTOCOLS {
            also.retain(|other| !is_same(other) || other.protocol == entry.protocol);
            if let Some(kept) = also.get_mut(at) {
                kept.protocol = Protocol::Any;
            }
        }
        at += 1;
    }
}

/// Where else an NSG filters, as far as the paste says.
fn places(topology: &Topology, group: &NetworkSecurityGroup) -> Vec<Where> {
    let mut places = Vec::new();
    let (mut are_interfaces_known, mut are_subnets_known) = (false, false);
    let mut add = |place: Where, is_this_vm: bool| {
        if !is_this_vm && !places.contains(&place) {
            places.push(place);
        }
    };
    let in_path = topology.filters.iter().flat_map(|filter| &filter.versions);
    for form in in_path.chain(&topology.overridden) {
        if !form.is_form_of(group) {
            continue;
        }
        are_interfaces_known |= form.attachment.network_interfaces.is_some() && !form.is_effective;
        are_subnets_known |= form.attachment.subnets.is_some() && !form.is_effective;
        for id in form.attachment.network_interfaces.iter().flatten() {
            let is_own = topology.target.id.as_ref().is_none_or(|own| own == id);
            add(Where::NetworkInterface(id.name().to_owned()), is_own);
        }
        for id in form.attachment.subnets.iter().flatten() {
            add(Where::Subnet(id.name().to_owned()), false);
        }
    }
    if !are_interfaces_known || !are_subnets_known {
        add(Where::Group(group.name.clone()), false);
    }
    places
}

/// By the configured rules alone, which take the place of the effective ones before long.
fn holds_as_configured(comparison: &Comparison, question: &Question, client: &Client) -> bool {
    let mut configured = comparison.for_client.clone();
    if configured.overridden.is_empty() {
        return true;
    }
    for filter in &mut configured.filters {
        let Some(effective) = filter.versions.first().cloned() else {
            continue;
        };
        let mut stored = Vec::new();
        for form in &configured.overridden {
            if form.is_form_of(&effective) {
                stored.push(form.clone());
            }
        }
        if !stored.is_empty() {
            filter.versions = stored;
        }
    }
    client
        .stopped
        .is_subset(&judge(&configured, question).sources.open)
}

impl Opened {
    /// Whether there are more than the client.
    pub fn is_beyond(&self, client: &Client) -> bool {
        !self.sources.is_subset(&client.stopped) || !client.is_known() && !self.sources.is_empty()
    }

    /// The client as the report writes it, who was asked about like this.
    pub fn client_text(&self, asked: Source) -> String {
        match asked {
            Source::Internet => PLACEHOLDER.to_owned(),
            Source::VirtualNetwork => ServiceTag::VirtualNetwork.name().to_owned(),
            Source::Prefix(prefix) => text::block(prefix.network()),
        }
    }
}
