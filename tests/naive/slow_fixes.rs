//! The fixes, found the slow way: every set of changes is judged as a whole, for everybody and every port.

use super::held::{Held, held};
use rdpcheck::azure::{AddressTerm, Direction, NetworkSecurityGroup, SecurityRule, ServiceTag};
use rdpcheck::code::Code;
use rdpcheck::explain::Explanation;
use rdpcheck::fix::candidate::{Setting, candidates};
use rdpcheck::fix::proposal::use_bastion;
use rdpcheck::fix::{
    AlsoOpens, Change, Client, FixId, Opened, Proposal, Proposals, Step, Where, apply,
};
use rdpcheck::join::{Filter, Place, Topology, Way, as_the_vm_sees_it};
use rdpcheck::judge::port_cuts::{PROTOCOLS, has_ports, holds, stretches};
use rdpcheck::judge::{Answer, Hop, HopAnswer, Judgement, judge};
use rdpcheck::net::{PortRange, Protocol};
use rdpcheck::question::{Question, Source, SourceSet, WayKind};
use std::cell::Cell;

/// The fixes for what was explained. Of those who are asked about, they are for whoever does not get in.
pub fn slow_proposals(explanation: &Explanation) -> Proposals {
    let mut found = Proposals::default();
    let Explanation {
        topology,
        judgement,
        ..
    } = explanation;
    let question = &judgement.question;
    // Which VM comes first: nothing opens the way to one that nobody chose, and there may be a thousand.
    if judgement.answer == Answer::Open
        || question.direction == Direction::Outbound
        || topology.is_target_unclear
    {
        return found;
    }
    let Some(client) = Client::of(judgement) else {
        return found;
    };
    let mut at = 0;
    while let Some(steps) = plan(topology, question, &client, at) {
        if let Ok(steps) = steps {
            add(&mut found, explanation, question, &client, steps);
        }
        at += 1;
    }
    if !client.is_known() {
        let anybody = Client {
            term: AddressTerm::Tag(ServiceTag::Internet),
            stopped: client.stopped.clone(),
        };
        let mut at = 0;
        while let Some(steps) = plan(topology, question, &anybody, at) {
            if let Ok(steps) = steps
                && is_open_to(&steps, &anybody)
            {
                add(&mut found, explanation, question, &anybody, steps);
                break;
            }
            at += 1;
        }
    }
    add_bastion(explanation, &client, &mut found);
    if found.fixes.is_empty() {
        found.part = part(explanation, &client);
        found.stuck = stuck(topology, judgement, &client);
    }
    found
}

/// Whether somebody's rule is among the changes, and no other change needs an address of its own.
fn is_open_to(steps: &[Step], anybody: &Client) -> bool {
    let mut is_named = false;
    for Step { change, .. } in steps {
        if change.has_placeholder() {
            return false;
        }
        is_named |= change
            .rule()
            .is_some_and(|rule| rule.source.terms.contains(&anybody.term));
    }
    is_named
}

/// Bastion instead (fix-catalogue §8), where the Internet's way is not the one.
fn add_bastion(explanation: &Explanation, client: &Client, found: &mut Proposals) {
    let Explanation {
        topology,
        judgement,
        ..
    } = explanation;
    let code = judgement
        .hops
        .iter()
        .find(|hop| stops(hop, &client.stopped))
        .map(|hop| hop.code);
    let is_offered = match code {
        Some(code) => matches!(
            code,
            Code::NsgDenyDefault
                | Code::NoPublicIp
                | Code::SourceMatters
                | Code::RouteNone
                | Code::RouteForcedTunnelling
                | Code::RouteAppliance
        ),
        None => false,
    };
    // A classic VM is in no network that Bastion could be in.
    let has = |kind| topology.ways.iter().any(|way: &Way| way.kind == kind);
    let from = judgement.question.from;
    if code.is_none()
        || !is_offered && !has(WayKind::Bastion)
        || has(WayKind::Endpoint)
        || judgement.question.through.is_some()
        || from.is_private()
        || from == Source::VirtualNetwork
    {
        return;
    }
    let through = Question {
        through: Some(WayKind::Bastion),
        ..judgement.question.clone()
    };
    let changed = apply(topology, &[use_bastion()], &client.stopped);
    let question = as_the_vm_sees_it(&through, &changed);
    let inside = Client {
        stopped: question.from.set(),
        term: match question.from {
            Source::Prefix(prefix) => AddressTerm::Prefix(prefix),
            _ => AddressTerm::Tag(ServiceTag::VirtualNetwork),
        },
    };
    if let Some(Ok(mut steps)) = plan(&changed, &question, &inside, 0) {
        // One that is there and gets in as things are is a way whatever keeps the client out.
        if !is_offered && !steps.is_empty() {
            return;
        }
        steps.insert(0, use_bastion());
        add(found, explanation, &question, &inside, steps);
    }
}

/// One complete set: at the first hop that stops the client the candidate with this number, at the others the first that
/// opens them. `None` when there are no more; `Err` with a set that does not open the way.
fn plan(
    topology: &Topology,
    question: &Question,
    client: &Client,
    number: usize,
) -> Option<Result<Vec<Step>, ()>> {
    const MOST_HOPS: usize = 8;
    let mut steps: Vec<Step> = Vec::new();
    let mut changed = topology.clone();
    for _ in 0..MOST_HOPS {
        let judgement = judge(&changed, question);
        let Some(at) = judgement
            .hops
            .iter()
            .position(|hop| stops(hop, &client.stopped))
        else {
            let is_open = client.stopped.is_subset(&judgement.sources.open);
            // Nothing was to be chosen.
            let is_first = number == 0 || !steps.is_empty();
            return is_first.then_some(if is_open { Ok(steps) } else { Err(()) });
        };
        let skipped = if steps.is_empty() { number } else { 0 };
        let setting = Setting {
            topology: &changed,
            question,
            judgement: &judgement,
            client,
        };
        let mut is_opened = false;
        let hop = judgement.hops.get(at)?;
        let found = candidates(hop, setting);
        if skipped >= found.len() && steps.is_empty() {
            return None;
        }
        let found = if steps.is_empty() {
            found
        } else {
            narrow_first(found, client)
        };
        for candidate in found.into_iter().skip(skipped) {
            let after = apply(&changed, &candidate, &client.stopped);
            if opens_hop(&judge(&after, question), hop, &client.stopped) {
                steps.extend(candidate);
                changed = after;
                is_opened = true;
                break;
            }
            if steps.is_empty() {
                break;
            }
        }
        if !is_opened {
            return Some(Err(()));
        }
    }
    Some(Err(()))
}

/// Those that are for the client alone before the others.
fn narrow_first(found: Vec<Vec<Step>>, client: &Client) -> Vec<Vec<Step>> {
    let (mut narrow, mut others) = (Vec::new(), Vec::new());
    for candidate in found {
        let mut rules = candidate.iter().filter_map(|step| step.change.rule());
        if rules.any(|rule| *rule.source.terms == [client.term.clone()]) {
            narrow.push(candidate);
        } else {
            others.push(candidate);
        }
    }
    narrow.append(&mut others);
    narrow
}

/// What everything else needs.
fn part(explanation: &Explanation, client: &Client) -> Option<Proposal> {
    let Explanation {
        topology,
        judgement,
        ..
    } = explanation;
    let question = &judgement.question;
    let setting = Setting {
        topology,
        question,
        judgement,
        client,
    };
    let hop = explanation.deciding_hop()?;
    let mut steps = candidates(hop, setting).into_iter().next()?;
    steps.retain(|step| matches!(step.change, Change::StartVm | Change::AssignPublicIp));
    let after = judge(&apply(topology, &steps, &client.stopped), question);
    let id = steps.first()?.id;
    (after.answer == Answer::Depends && opens_hop(&after, hop, &client.stopped)).then(|| Proposal {
        id,
        steps,
        opens: Opened::default(),
        also_opens: Vec::new(),
        is_for_anybody: false,
        closes: false,
        client: client.clone(),
        question: question.clone(),
    })
}

/// The first hop that stops the client and that no candidate opens.
fn stuck(topology: &Topology, judgement: &Judgement, client: &Client) -> Option<usize> {
    let question = &judgement.question;
    let setting = Setting {
        topology,
        question,
        judgement,
        client,
    };
    let is_stuck = |hop: &Hop| {
        let opens = |steps: &[Step]| {
            let after = judge(&apply(topology, steps, &client.stopped), question);
            opens_hop(&after, hop, &client.stopped)
        };
        let is_blocked = hop.answer == HopAnswer::Checked(Answer::Blocked);
        is_blocked && !(candidates(hop, setting).iter()).any(|it| opens(it))
    };
    judgement.hops.iter().position(is_stuck)
}

/// Whether this hop keeps some of them out, or may.
fn stops(hop: &Hop, clients: &SourceSet) -> bool {
    let is_in_path = hop.is_checked() || !hop.partition.open.is_empty();
    is_in_path && !clients.is_subset(&hop.partition.open)
}

fn opens_hop(after: &Judgement, hop: &Hop, clients: &SourceSet) -> bool {
    let is_it = |other: &&Hop| other.kind == hop.kind && other.name == hop.name;
    let mut hops = after.hops.iter().filter(is_it);
    hops.next().is_none_or(|other| !stops(other, clients))
        && hops.next().is_none_or(|other| !stops(other, clients))
}

fn add(
    found: &mut Proposals,
    explanation: &Explanation,
    question: &Question,
    client: &Client,
    steps: Vec<Step>,
) {
    let Some(first) = steps.first() else { return };
    let id = first.id;
    let Some(proof) = prove(&explanation.topology, question, client, &steps) else {
        return;
    };
    let proposal = Proposal {
        id,
        steps,
        opens: proof.opens,
        also_opens: proof.also_opens,
        is_for_anybody: proof.is_for_anybody,
        closes: proof.closes,
        client: client.clone(),
        question: question.clone(),
    };
    let is_before = |known: &&Proposal| width(known) <= width(&proposal);
    let at = found.fixes.iter().take_while(is_before).count();
    found.fixes.insert(at, proposal);
}

fn width(fix: &Proposal) -> (bool, bool, bool, bool, usize) {
    let to_this_vm = |also: &AlsoOpens| also.to == Where::ThisVm;
    (
        fix.is_for_anybody,
        fix.id == FixId::Bastion,
        fix.opens.is_beyond(&fix.client) || fix.also_opens.iter().any(to_this_vm),
        !fix.also_opens.is_empty(),
        fix.steps.len(),
    )
}

/// What holds of a set of changes that opens the way.
struct Proof {
    /// Who gets in to the asked port and did not before.
    opens: Opened,
    /// All else.
    also_opens: Vec<AlsoOpens>,
    /// Whether anybody on the Internet is among them.
    is_for_anybody: bool,
    /// Whether somebody who gets in now no longer would.
    closes: bool,
}

/// Applies the changes to a copy and judges that; `None` unless the client gets in, by every form of the rules.
fn prove(
    topology: &Topology,
    question: &Question,
    client: &Client,
    steps: &[Step],
) -> Option<Proof> {
    let mut comparison = Comparison::of(topology, client, steps);
    let after = judge(&comparison.for_client, question);
    if !client.stopped.is_subset(&after.sources.open)
        || !holds_as_configured(&comparison, question, client)
    {
        return None;
    }
    let is_by_bastion = question.through == Some(WayKind::Bastion);
    if is_by_bastion {
        // Bastion itself opens nothing of the VM's; what else has to change may.
        comparison.before = apply(topology, &[use_bastion()], &client.stopped);
    }
    let mut opens = comparison.opened(question);
    opens.has_client |= is_by_bastion;
    let mut also_opens = Vec::new();
    comparison.add_other_ports(question, steps, &mut also_opens);
    for step in steps {
        comparison.add_other_machines(&step.change, question, steps, &mut also_opens);
    }
    const MANY: u128 = 1 << 31;
    // Who starts the VM exposes nothing that was not meant to be.
    let exposes = !(steps.iter()).all(|step| matches!(step.change, Change::StartVm));
    Some(Proof {
        is_for_anybody: exposes && opens.sources.count() >= MANY,
        closes: comparison.closes(),
        opens,
        also_opens,
    })
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

/// The surroundings before and after.
struct Comparison {
    /// As they are.
    before: Topology,
    /// As they would be for the client.
    for_client: Topology,
    /// Where the client is still to be filled in: what is the same whoever it is.
    for_nobody: Option<Topology>,
    /// Whether somebody was found who no longer gets in.
    closes: Cell<bool>,
}

impl Comparison {
    /// Of these changes.
    fn of(topology: &Topology, client: &Client, steps: &[Step]) -> Comparison {
        let has_placeholder = steps.iter().any(|step| step.change.has_placeholder());
        Comparison {
            before: topology.clone(),
            for_client: apply(topology, steps, &client.stopped),
            for_nobody: has_placeholder.then(|| apply(topology, steps, &SourceSet::empty())),
            closes: Cell::new(false),
        }
    }

    /// Who gets in and did not before.
    fn opened(&self, question: &Question) -> Opened {
        let before = judge(&self.before, question).sources.open;
        let opened = |topology: &Topology| {
            let after = judge(topology, question).sources.open;
            if !before.is_subset(&after) {
                self.closes.set(true);
            }
            after.minus(&before)
        };
        let for_client = opened(&self.for_client);
        match &self.for_nobody {
            None => Opened {
                sources: for_client,
                has_client: false,
            },
            Some(for_nobody) => {
                let sources = opened(for_nobody);
                Opened {
                    has_client: !for_client.is_subset(&sources),
                    sources,
                }
            }
        }
    }

    /// Whether the changes shut somebody out, as far as was compared.
    fn closes(&self) -> bool {
        self.closes.get()
    }

    /// The same surroundings, all three changed alike.
    fn map(&self, change: &dyn Fn(&Topology) -> Topology) -> Comparison {
        Comparison {
            before: change(&self.before),
            for_client: change(&self.for_client),
            for_nobody: self.for_nobody.as_ref().map(change),
            closes: Cell::new(false),
        }
    }

    /// The same for the VM's other ports and protocols. Windows is left out: it may listen anywhere.
    fn add_other_ports(&self, question: &Question, steps: &[Step], also: &mut Vec<AlsoOpens>) {
        let network = self.map(&|topology| {
            let mut network = topology.clone();
            network.machine.signs.clear();
            network
        });
        let asked = Some((question.protocol, question.port));
        network.add_ports(&Where::ThisVm, question, steps, asked, also);
        self.closes.set(self.closes.get() || network.closes.get());
    }

    /// The same for others behind an NSG that changes: by its rules alone, since nothing else is known of them.
    fn add_other_machines(
        &self,
        change: &Change,
        question: &Question,
        steps: &[Step],
        also: &mut Vec<AlsoOpens>,
    ) {
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
        let others = self.map(&alone);
        let question = Question {
            to: None,
            ..question.clone()
        };
        for place in places(&self.before, group) {
            // Two changes of one NSG are judged together.
            if !also.iter().any(|known| known.to == place) {
                others.add_ports(&place, &question, steps, None, also);
            }
        }
        self.closes.set(self.closes.get() || others.closes.get());
    }

    /// Every port and protocol that the changes touch, one judgement for all ports between which no rule draws a line.
    fn add_ports(
        &self,
        to: &Where,
        question: &Question,
        steps: &[Step],
        asked: Option<(Protocol, u16)>,
        also: &mut Vec<AlsoOpens>,
    ) {
        let both = [&self.before, &self.for_client];
        for protocol in PROTOCOLS {
            let has_ports = has_ports(protocol);
            let mut last: Option<AlsoOpens> = None;
            let mut judged: Vec<(Held, Opened)> = Vec::new();
            for ports in stretches(&both, question) {
                let first = ports.first;
                let is_asked = asked == Some((protocol, first));
                let mut all = steps.iter();
                let is_touched = all.any(|step| touches(&step.change, protocol, first));
                if !is_touched || is_asked || !has_ports && first > 0 {
                    continue;
                }
                // Ports that the same rules hold fare the same.
                let held = held(&both, protocol, first);
                let known = judged.iter().position(|(known, _)| *known == held);
                let known = known.and_then(|at| judged.get(at));
                let from = match known {
                    Some((_, from)) => from.clone(),
                    None => {
                        let from = self.opened(&Question {
                            protocol,
                            port: first,
                            from_port: None,
                            dialled: None,
                            ..question.clone()
                        });
                        judged.push((held, from.clone()));
                        from
                    }
                };
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
}

/// Whether a change may make a difference for this port.
fn touches(change: &Change, protocol: Protocol, port: u16) -> bool {
    let matches = |rule: &SecurityRule| holds(rule, protocol, port);
    match change {
        // Bastion opens nothing of the VM's by itself.
        Change::Renumber { .. } | Change::UseBastion => false,
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
    let mut at = 0;
    while let Some(entry) = also.get(at) {
        let entry = entry.clone();
        let is_same = |other: &AlsoOpens| {
            other.to == *to && other.ports == entry.ports && other.from == entry.from
        };
        if is_same(&entry) && also.iter().filter(|other| is_same(other)).count() == PROTOCOLS.len()
        {
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
        let on = form.attachment.network_interfaces.as_deref().unwrap_or(&[]);
        for id in on {
            let is_own = topology.target.id.as_ref().is_none_or(|own| own == id);
            add(Where::NetworkInterface(id.name().to_owned()), is_own);
        }
        // While nobody knows which of them is the VM's, the others are nobody's in particular.
        if topology.target.id.is_none() && on.len() > 1 {
            add(Where::Group(group.name.clone()), false);
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
