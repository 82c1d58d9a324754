//! The fixes for a case: complete sets of documented changes, each proven to open the way for the client.

use super::apply::apply;
use super::candidate::{Setting, candidates};
use super::catalogue::{FixId, Risk};
use super::change::{Change, Step};
use super::client::{Client, is_placeholder};
use super::proof::{self, AlsoOpens, Opened, Where};
use crate::azure::{AddressTerm, Direction, ServiceTag};
use crate::code::Code;
use crate::explain::Explanation;
use crate::join::{Topology, Way, as_the_vm_sees_it};
use crate::judge::{Answer, Hop, HopAnswer, Judgement, judge};
use crate::net::Prefix;
use crate::question::{Question, Source, SourceSet, WayKind};

/// What can be done.
#[derive(Debug, Default)]
pub struct Proposals {
    /// The fixes, the narrowest first; none where none is proven.
    pub fixes: Vec<Proposal>,
    /// Where there are none because nobody knows the rest: what has to be done in any case.
    pub part: Option<Proposal>,
    /// Where there are none: the hop that stops the client and that no documented change opens, as an index into the
    /// judgement's.
    pub stuck: Option<usize>,
}

/// A complete set of changes after which the client gets in.
#[derive(Debug)]
pub struct Proposal {
    /// The documented fix: the first one of the set.
    pub id: FixId,
    /// Every change in the order it is to be made, with the documented fix that it is part of.
    pub steps: Vec<Step>,
    /// Who gets in to the asked port and did not before.
    pub opens: Opened,
    /// All else that gets in and did not before.
    pub also_opens: Vec<AlsoOpens>,
    /// Whether it lets in anybody on the Internet, which documents call fit for tests only (fix-catalogue NSG-ALLOW).
    pub is_for_anybody: bool,
    /// Whether somebody who gets in now, perhaps by another port or protocol, no longer would.
    pub closes: bool,
    /// For whom it is proven.
    pub client: Client,
    /// How the client asks afterwards: through Bastion, where that is the fix.
    pub question: Question,
}

/// The fixes for what was explained. Of those who are asked about, they are for whoever does not get in.
pub fn proposals(explanation: &Explanation) -> Proposals {
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
            found.add(explanation, question, &client, steps);
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
                found.add(explanation, question, &anybody, steps);
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
    // It is there already, or cannot be: a classic VM is in no network that Bastion could be in.
    let is_way = |way: &Way| matches!(way.kind, WayKind::Bastion | WayKind::Endpoint);
    let from = judgement.question.from;
    if !is_offered
        || topology.ways.iter().any(is_way)
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
        steps.insert(0, use_bastion());
        found.add(explanation, &question, &inside, steps);
    }
}

/// What comes before everything else by way of Bastion.
pub fn use_bastion() -> Step {
    Step {
        id: FixId::Bastion,
        change: Change::UseBastion,
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

/// A VM that is started, or has an address to be dialled, is what everything else needs: that much is certain before anybody
/// shows the rules.
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

impl Proposals {
    /// All that is shown: the fixes, or the part of one.
    pub fn shown(&self) -> impl Iterator<Item = &Proposal> {
        self.fixes.iter().chain(&self.part)
    }

    /// Keeps a set of changes that is proven, before those that let in more.
    fn add(
        &mut self,
        explanation: &Explanation,
        question: &Question,
        client: &Client,
        steps: Vec<Step>,
    ) {
        let Some(first) = steps.first() else { return };
        let id = first.id;
        let Some(proof) = proof::prove(&explanation.topology, question, client, &steps) else {
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
        let is_before = |known: &&Proposal| known.width() <= proposal.width();
        let at = self.fixes.iter().take_while(is_before).count();
        self.fixes.insert(at, proposal);
    }
}

impl Proposal {
    /// Whether it is proven to open the way, and not just a part of that.
    pub fn is_proven(&self) -> bool {
        self.opens != Opened::default()
    }

    /// Whether the reader's own address still has to be filled in.
    pub fn has_placeholder(&self) -> bool {
        is_placeholder(&self.client.term)
    }

    /// What it may cost: as much as its riskiest part.
    pub fn risk(&self) -> Risk {
        let mut risk = Risk::ReadOnly;
        for step in &self.steps {
            risk = risk.max(step.id.risk());
        }
        risk
    }

    /// How much it lets in: anybody; more than the client, or than the asked port, to this VM; something to others. Where
    /// two let in as much, the shorter one is the narrower.
    fn width(&self) -> (bool, bool, bool, bool, usize) {
        let to_this_vm = |also: &AlsoOpens| also.to == Where::ThisVm;
        (
            self.is_for_anybody,
            self.id == FixId::Bastion,
            self.opens.is_beyond(&self.client) || self.also_opens.iter().any(to_this_vm),
            !self.also_opens.is_empty(),
            self.steps.len(),
        )
    }

    /// What it would be like: the same question, from an address of the client's, in the surroundings with the changes.
    pub fn try_it(&self, topology: &Topology) -> Explanation {
        let mut question = self.question.clone();
        let mut client = self.client.stopped.clone();
        if let (true, Some(example)) = (self.has_placeholder(), self.client.example()) {
            question.from = Source::Prefix(Prefix::from(example));
            client = question.from.set();
        }
        Explanation::of(apply(topology, &self.steps, &client), &question)
    }
}
