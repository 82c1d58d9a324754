//! The fixes for a case: complete sets of documented changes, each proven to open the way for the client.

use super::apply::apply;
use super::candidate::{Setting, candidates};
use super::catalogue::{FixId, Risk};
use super::change::{Change, Step};
use super::client::{Client, is_placeholder};
use super::proof::{AlsoOpens, Opened, Proof, ProofSearch, Where};
use crate::azure::{AddressTerm, Direction, ServiceTag};
use crate::code::Code;
use crate::explain::Explanation;
use crate::join::{Topology, as_the_vm_sees_it};
use crate::judge::met::met_by;
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
    let mut search = FixSearch::new(explanation);
    while search.go_on(explanation) {}
    search.finish()
}

/// The search for them, one set of changes after the other: among a thousand rules it takes longer than a frame.
pub struct FixSearch {
    found: Proposals,
    /// The client; nobody where nothing is to be opened.
    client: Option<Client>,
    stage: Stage,
    /// The set that is being proven.
    proof: Option<Box<ProofSearch>>,
    /// What is still to be tried in this stage.
    candidates: std::vec::IntoIter<Vec<Step>>,
}

/// What is looked for, in this order.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    ForTheClient,
    /// For a client whose address nobody said.
    ForAnybody,
    Bastion,
    Otherwise,
    Done,
}

impl FixSearch {
    /// For what was explained.
    pub fn new(explanation: &Explanation) -> Self {
        let judgement = &explanation.judgement;
        // Which VM comes first: nothing opens the way to one that nobody chose, and there may be a thousand.
        let is_wanted = judgement.answer != Answer::Open
            && judgement.question.direction == Direction::Inbound
            && !explanation.topology.is_target_unclear;
        let client = Client::of(judgement).filter(|_| is_wanted);
        FixSearch {
            candidates: first_candidates(explanation, client.as_ref()),
            found: Proposals::default(),
            client,
            stage: Stage::ForTheClient,
            proof: None,
        }
    }

    /// Tries one more set of changes, or goes on with its proof; whether there is more to try.
    pub fn go_on(&mut self, explanation: &Explanation) -> bool {
        if let Some(search) = &mut self.proof {
            if let Some(proof) = search.go_on()
                && let Some(search) = self.proof.take()
            {
                self.found.add(*search, proof);
            }
            return true;
        }
        let Some(client) = &self.client else {
            return false;
        };
        let Explanation {
            topology,
            judgement,
            ..
        } = explanation;
        let question = &judgement.question;
        let anybody = Client {
            term: AddressTerm::Tag(ServiceTag::Internet),
            stopped: client.stopped.clone(),
        };
        let is_for_anybody = self.stage == Stage::ForAnybody;
        let whom = if is_for_anybody { &anybody } else { client };
        match self.stage {
            Stage::ForTheClient | Stage::ForAnybody => {
                let mut is_over = true;
                if let (Some(candidate), Some(hop)) =
                    (self.candidates.next(), first_stop(judgement, whom))
                {
                    let steps = complete(topology, question, whom, hop, candidate);
                    let steps = steps.filter(|it| !is_for_anybody || is_open_to(it, whom));
                    is_over = is_for_anybody && steps.is_some();
                    if let Some(steps) = steps {
                        self.proof =
                            ProofSearch::new(topology, question, whom, steps).map(Box::new);
                    }
                }
                if is_over && !is_for_anybody && !client.is_known() {
                    self.candidates = first_candidates(explanation, Some(&anybody));
                    self.stage = Stage::ForAnybody;
                } else if is_over {
                    self.stage = Stage::Bastion;
                }
            }
            Stage::Bastion => {
                self.proof = by_bastion(explanation, client).map(Box::new);
                self.stage = Stage::Otherwise;
            }
            Stage::Otherwise => {
                if self.found.fixes.is_empty() {
                    self.found.part = part(explanation, client);
                    self.found.stuck = stuck(topology, judgement, client);
                }
                self.stage = Stage::Done;
            }
            Stage::Done => return false,
        }
        true
    }

    /// What was found.
    pub fn finish(self) -> Proposals {
        self.found
    }
}

/// What may help at the first hop that stops the client.
fn first_candidates(
    explanation: &Explanation,
    client: Option<&Client>,
) -> std::vec::IntoIter<Vec<Step>> {
    let Explanation {
        topology,
        judgement,
        ..
    } = explanation;
    let found = client.and_then(|client| {
        let hop = first_stop(judgement, client)?;
        Some(candidates(hop, setting(topology, judgement, client)))
    });
    found.unwrap_or_default().into_iter()
}

fn setting<'a>(
    topology: &'a Topology,
    judgement: &'a Judgement,
    client: &'a Client,
) -> Setting<'a> {
    Setting {
        topology,
        question: &judgement.question,
        judgement,
        client,
    }
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
fn by_bastion(explanation: &Explanation, client: &Client) -> Option<ProofSearch> {
    let Explanation {
        topology,
        judgement,
        ..
    } = explanation;
    let code = first_stop(judgement, client)?.code;
    let is_documented = matches!(
        code,
        Code::NsgDenyDefault
            | Code::NoPublicIp
            | Code::SourceMatters
            | Code::RouteNone
            | Code::RouteForcedTunnelling
            | Code::RouteAppliance
    );
    let has = |kind| topology.ways.iter().any(|way| way.kind == kind);
    let from = judgement.question.from;
    // A classic VM is in no network that Bastion could be in.
    if !(is_documented || has(WayKind::Bastion))
        || has(WayKind::Endpoint)
        || judgement.question.through.is_some()
        || from.is_private()
        || from == Source::VirtualNetwork
    {
        return None;
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
    let through = judge(&changed, &question);
    let mut steps = vec![use_bastion()];
    if let Some(hop) = first_stop(&through, &inside) {
        // One that is there and gets in as things are is a way whatever keeps the client out.
        if !is_documented {
            return None;
        }
        let mut found = candidates(hop, setting(&changed, &through, &inside)).into_iter();
        let first = found.next();
        steps.append(&mut complete(&changed, &question, &inside, hop, first?)?);
    } else if !inside.stopped.is_subset(&through.sources.open) {
        return None;
    }
    ProofSearch::new(topology, &question, &inside, steps)
}

/// What comes before everything else by way of Bastion.
pub fn use_bastion() -> Step {
    Step {
        id: FixId::Bastion,
        change: Change::UseBastion,
    }
}

/// The first hop that keeps some of the clients out, or may.
fn first_stop<'j>(judgement: &'j Judgement, client: &Client) -> Option<&'j Hop> {
    let mut hops = judgement.hops.iter();
    hops.find(|hop| stops(hop, &client.stopped))
}

/// One complete set: at the first hop that stops the client this candidate, at the others the first that opens them.
/// `None` where it does not open the way.
fn complete(
    topology: &Topology,
    question: &Question,
    client: &Client,
    hop: &Hop,
    candidate: Vec<Step>,
) -> Option<Vec<Step>> {
    const MOST_HOPS: usize = 8;
    let mut changed = opened(topology, question, client, hop, &candidate)?;
    let mut steps = candidate;
    for _ in 1..MOST_HOPS {
        let judgement = judge(&met_by(&changed, question, &client.stopped), question);
        if first_stop(&judgement, client).is_none() {
            let is_open = client.stopped.is_subset(&judgement.sources.open);
            return is_open.then_some(steps);
        }
        let judgement = judge(&changed, question);
        let hop = first_stop(&judgement, client)?;
        let found = candidates(hop, setting(&changed, &judgement, client));
        let mut opening = narrow_first(found, client).into_iter().filter_map(|it| {
            let after = opened(&changed, question, client, hop, &it)?;
            Some((it, after))
        });
        let (mut candidate, after) = opening.next()?;
        steps.append(&mut candidate);
        changed = after;
    }
    None
}

/// The surroundings with these changes, where they open this hop for the client.
fn opened(
    topology: &Topology,
    question: &Question,
    client: &Client,
    hop: &Hop,
    steps: &[Step],
) -> Option<Topology> {
    let stopped = &client.stopped;
    let after = apply(topology, steps, stopped);
    let judgement = judge(&met_by(&after, question, stopped), question);
    let is_it = |other: &&Hop| other.kind == hop.kind && other.name == hop.name;
    let mut hops = judgement.hops.iter().filter(is_it).take(2);
    (!hops.any(|other| stops(other, stopped))).then_some(after)
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
    let hop = explanation.deciding_hop()?;
    let found = candidates(hop, setting(topology, judgement, client));
    let mut steps = found.into_iter().next()?;
    steps.retain(|step| matches!(step.change, Change::StartVm | Change::AssignPublicIp));
    let after = opened(topology, question, client, hop, &steps)?;
    let id = steps.first()?.id;
    (judge(&after, question).answer == Answer::Depends).then(|| Proposal {
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
    let is_stuck = |hop: &Hop| {
        let is_opening =
            |steps: &Vec<Step>| opened(topology, question, client, hop, steps).is_some();
        let is_blocked = hop.answer == HopAnswer::Checked(Answer::Blocked);
        let found = || candidates(hop, setting(topology, judgement, client));
        is_blocked && !found().iter().any(is_opening)
    };
    judgement.hops.iter().position(is_stuck)
}

/// Whether this hop keeps some of them out, or may.
fn stops(hop: &Hop, clients: &SourceSet) -> bool {
    let is_in_path = hop.is_checked() || !hop.partition.open.is_empty();
    is_in_path && !clients.is_subset(&hop.partition.open)
}

impl Proposals {
    /// All that is shown: the fixes, or the part of one.
    pub fn shown(&self) -> impl Iterator<Item = &Proposal> {
        self.fixes.iter().chain(&self.part)
    }

    /// Keeps a set of changes that is proven, before those that let in more.
    fn add(&mut self, search: ProofSearch, proof: Proof) {
        let Some(first) = search.steps.first() else {
            return;
        };
        let proposal = Proposal {
            id: first.id,
            steps: search.steps,
            opens: proof.opens,
            also_opens: proof.also_opens,
            is_for_anybody: proof.is_for_anybody,
            closes: proof.closes,
            client: search.client,
            question: search.question,
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
