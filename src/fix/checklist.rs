//! The chosen track beside the evidence: what each step comes to, and which one to do next. Order and numbering are the
//! article's and never change; only the marker moves.

use super::catalogue::Risk;
use super::{FixId, Track};
use crate::azure::{Access, Direction, GuestSignKind, HealthReason, HealthState};
use crate::code::Code;
use crate::explain::{Agreement, Explanation, near_miss};
use crate::judge::{Answer, Hop, HopAnswer, HopKind};
use crate::question::WayKind;

/// A track, gone through.
#[derive(Debug, PartialEq, Eq)]
pub struct Checklist {
    /// One for each step of the track, in its order.
    pub steps: Vec<StepState>,
    /// What to do next.
    pub advised: Advice,
}

/// What one step comes to.
#[derive(Debug, PartialEq, Eq)]
pub struct StepState {
    /// What the evidence says of it.
    pub state: State,
    /// The fix of this step: the one that the evidence asks for, else the one that gives the step its title.
    pub fix: FixId,
    /// What in the evidence says so.
    pub because: Because,
    /// Whether the reader did it in vain.
    pub is_ticked: bool,
    /// It costs downtime or data: the number of a step that only reads, is not read yet, and comes first.
    pub first_read: Option<u8>,
}

/// What the evidence says of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It cannot be the cause.
    RuledOut,
    /// It is a cause.
    Cause,
    /// The evidence does not tell.
    NotChecked,
}

/// What in the evidence says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Nothing does.
    Nothing,
    /// A hop of the judgement, by its place.
    Hop(usize),
    /// The VM's resource health.
    Health,
    /// A sign of the guest, by its place among the machine's.
    Sign(usize),
    /// Azure's own answer, by its place among the comparisons.
    Azure(usize),
    /// The VM's agent is not ready, and the step needs it.
    NoAgent,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// The number of the step; `None` where the track has no step for it: the tip before the steps, the detailed guide, or
    /// a support request at the very end.
    pub step: Option<u8>,
    /// The fix.
    pub fix: FixId,
    /// Why.
    pub because: Because,
}

/// Which steps the reader did in vain, one bit for each number. Bit 0 is for advice that is no step of the track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ticks(pub u16);

impl Ticks {
    /// Whether the step with this number is ticked.
    pub fn has(self, number: u8) -> bool {
        self.0.checked_shr(number.into()).unwrap_or(0) & 1 == 1
    }

    /// Ticks it, or takes its tick away.
    pub fn toggle(&mut self, number: u8) {
        self.0 ^= 1_u16.checked_shl(number.into()).unwrap_or(0);
    }
}

/// Where the evidence does not tell: by increasing risk, and among equals in the order of fix-catalogue §8.
const BY_RISK: [FixId; 11] = [
    FixId::NsgDiag,
    FixId::ClassicEndpoint,
    FixId::RouteDiag,
    FixId::ResHealth,
    FixId::BootDiag,
    FixId::LocalFw,
    FixId::RdpReset,
    FixId::CredReset,
    FixId::VmRestart,
    FixId::NicReset,
    FixId::VmRedeploy,
];

/// Goes through a track.
pub fn checklist(explanation: &Explanation, track: Track, ticks: Ticks) -> Checklist {
    let findings = findings(explanation, track);
    let mut steps = Vec::new();
    for (at, fixes) in track.steps().iter().enumerate() {
        let Some(lead) = fixes.first() else { continue };
        let mut state = StepState {
            state: State::NotChecked,
            fix: *lead,
            because: Because::Nothing,
            is_ticked: ticks.has(number(at)),
            first_read: None,
        };
        if let Some(because) = ruled_out(explanation, lead.resource_managers()) {
            state.state = State::RuledOut;
            state.because = because;
        }
        for finding in findings.iter().rev() {
            if fixes.contains(&finding.fix) {
                state.fix = finding.fix;
                state.because = finding.because;
                state.state = match finding.is_certain {
                    true => State::Cause,
                    false => State::NotChecked,
                };
            }
        }
        if lacks_agent(explanation, state.fix) && state.because == Because::Nothing {
            state.because = Because::NoAgent;
        }
        steps.push(state);
    }
    let unread = steps.iter().position(StepState::is_unread).map(number);
    for step in &mut steps {
        step.first_read = unread.filter(|_| step.fix.risk() >= Risk::Downtime);
    }
    // A restart may bring the agent back (fix-catalogue §6.1).
    let restart = track.step_of(track.own(FixId::VmRestart)).map(number);
    let is_restarted = restart.is_some_and(|number| ticks.has(number));
    let waits = |fix: FixId| {
        unread.is_some() && fix.risk() >= Risk::Downtime
            || !is_restarted && lacks_agent(explanation, fix)
    };
    let advised = advice(&findings, &steps, track, ticks, &waits);
    Checklist { steps, advised }
}

/// Whether it runs as an extension, and the VM's agent, which would run that, is not ready.
fn lacks_agent(explanation: &Explanation, fix: FixId) -> bool {
    let needs_agent = matches!(fix.resource_managers(), FixId::RdpReset | FixId::CredReset);
    needs_agent && explanation.topology.machine.has_agent == Some(false)
}

impl StepState {
    /// Whether it only reads, and nobody did: neither the reader, nor the evidence.
    fn is_unread(&self) -> bool {
        let reads = self.fix.fix().risks.first() == Some(&Risk::ReadOnly);
        reads && self.state == State::NotChecked && !self.is_ticked
    }
}

/// What stands against the connection, or may, and the documented fix.
struct Finding {
    because: Because,
    fix: FixId,
    is_certain: bool,
}

/// First what decides, then what else blocks, then what is not decided.
fn findings(explanation: &Explanation, track: Track) -> Vec<Finding> {
    let judgement = &explanation.judgement;
    let mut findings: Vec<Finding> = Vec::new();
    if judgement.question.direction == Direction::Outbound {
        return findings;
    }
    for (hop, known) in judgement.hops.iter().enumerate() {
        let is_certain = judgement.answer == Answer::Blocked;
        let fix = match known.answer {
            HopAnswer::Checked(Answer::Blocked) if is_certain => cause(explanation, known),
            HopAnswer::Checked(Answer::Depends) if !is_certain => doubt(known, track),
            _ => continue,
        };
        let finding = Finding {
            because: Because::Hop(hop),
            fix: track.own(fix),
            is_certain,
        };
        if judgement.deciding == Some(hop) {
            findings.insert(0, finding);
        } else {
            findings.push(finding);
        }
    }
    if let Some(at) = azure_said(
        explanation,
        Access::Deny,
        [Agreement::Other, Agreement::Undecided],
    ) {
        findings.push(Finding {
            because: Because::Azure(at),
            fix: FixId::NsgDiag,
            is_certain: false,
        });
    }
    findings
}

/// What IP flow verify or NSG diagnostics say, where it compares like that with what the rules give. Alone it is no proof: its
/// output does not say what was asked.
fn azure_said(
    explanation: &Explanation,
    wanted: Access,
    agreements: [Agreement; 2],
) -> Option<usize> {
    explanation.comparisons.iter().position(|comparison| {
        let (access, _) = comparison.answer.said.access();
        access == Some(wanted) && agreements.contains(&comparison.agreement)
    })
}

/// The first fix for a hop that certainly blocks (fix-catalogue §8).
fn cause(explanation: &Explanation, hop: &Hop) -> FixId {
    let judgement = &explanation.judgement;
    let way = hop
        .deciding
        .and_then(|at| explanation.topology.ways.get(at));
    let is_endpoint = way.is_some_and(|way| way.kind == WayKind::Endpoint);
    let health = explanation.topology.machine.health;
    let another_allows = |other: &Hop| {
        other.kind != hop.kind
            && matches!(other.code, Code::NsgAllowRule | Code::NsgAllowDefault)
            && other.answer == HopAnswer::Checked(Answer::Open)
    };
    match (hop.kind, hop.code) {
        (_, Code::VmStopped | Code::VmDeallocated) => FixId::VmStart,
        (_, Code::HostUnavailable) => match health {
            Some((HealthState::Unavailable, HealthReason::Persistent)) => FixId::VmRedeploy,
            _ => FixId::ResHealth,
        },
        (_, Code::NoPublicIp | Code::NoPublicAddress) => FixId::PipAssign,
        (_, Code::StandardNeedsNsg) => FixId::NsgAllow,
        (_, Code::AclDenies) => FixId::ClassicAcl,
        (HopKind::WayIn, _) if is_endpoint => FixId::ClassicEndpoint,
        (HopKind::WayIn, Code::WrongPort) => FixId::Detail1,
        // No documented fix for another's load balancer or firewall: come in by another way.
        (HopKind::WayIn, _) => FixId::Bastion,
        (HopKind::AdminRules, _) => FixId::Avnm,
        (_, Code::NsgDenyJit) => FixId::JitRequest,
        (_, Code::NsgDenyRule) => FixId::NsgReorder,
        (HopKind::ReturnRoute, _) => FixId::RouteFix,
        (_, Code::GuestNotStarted) => FixId::BootDiag,
        (_, Code::GuestServiceStopped) => FixId::RdpReset,
        // A reset of RDP is not documented to change the port (fix-catalogue RDP-RESET).
        (HopKind::Guest | HopKind::Vm, _) => FixId::Detail5,
        _ if !near_miss::near_misses(hop, &judgement.question).is_empty() => FixId::NsgEdit,
        _ if judgement.hops.iter().any(another_allows) => FixId::NsgOther,
        _ => FixId::NsgAllow,
    }
}

/// What shows more about a hop that may block: reading only.
fn doubt(hop: &Hop, track: Track) -> FixId {
    match hop.kind {
        HopKind::Vm => FixId::ResHealth,
        HopKind::WayIn if track == Track::Classic => FixId::ClassicEndpoint,
        HopKind::ReturnRoute => FixId::RouteDiag,
        HopKind::Guest if hop.code == Code::SecondaryInterface => FixId::RouteDiag,
        HopKind::Guest => FixId::BootDiag,
        _ => FixId::NsgDiag,
    }
}

/// What in the evidence rules a step out, which is known by the fix that gives it its title.
fn ruled_out(explanation: &Explanation, lead: FixId) -> Option<Because> {
    let (topology, judgement) = (&explanation.topology, &explanation.judgement);
    let hops = &judgement.hops;
    if judgement.question.direction == Direction::Outbound || topology.is_target_unclear {
        return None;
    }
    let open = |kind: HopKind| {
        let is = |hop: &Hop| hop.kind == kind && hop.answer == HopAnswer::Checked(Answer::Open);
        hops.iter().position(is)
    };
    match lead {
        // Both, and none whose place nobody knows; or Azure, which sees all of them, says the same as those that were pasted.
        FixId::NsgDiag => {
            let is_unplaced = |hop: &Hop| hop.kind == HopKind::Nsg;
            let agreements = [Agreement::Same, Agreement::OtherRule];
            open(HopKind::SubnetNsg)
                .and(open(HopKind::NicNsg))
                .filter(|_| !hops.iter().any(is_unplaced))
                .map(Because::Hop)
                .or_else(|| azure_said(explanation, Access::Allow, agreements).map(Because::Azure))
        }
        FixId::ClassicEndpoint => open(HopKind::WayIn).map(Because::Hop),
        // A route table shows the user's routes only.
        FixId::RouteDiag => open(HopKind::ReturnRoute)
            .filter(|at| {
                let reply = hops.get(*at).and_then(|hop| hop.reply.as_ref());
                reply.is_some_and(|reply| reply.table.is_effective)
            })
            .map(Because::Hop),
        FixId::ResHealth => match topology.machine.health {
            Some((HealthState::Available, _)) => Some(Because::Health),
            _ => None,
        },
        FixId::BootDiag => {
            let mut started = None;
            for (at, sign) in topology.machine.signs.iter().enumerate() {
                match sign.kind {
                    GuestSignKind::WaitsForLogon
                    | GuestSignKind::Started
                    | GuestSignKind::RemoteDesktopService(_) => started = Some(Because::Sign(at)),
                    GuestSignKind::DoesNotStart(_) | GuestSignKind::IsBusy => return None,
                    _ => {}
                }
            }
            started
        }
        _ => None,
    }
}

/// What to do next: what certainly blocks, then what may, then the rest by its risk, each once it need not wait: what costs
/// downtime or data for what only reads, what needs the agent for a restart.
fn advice(
    findings: &[Finding],
    steps: &[StepState],
    track: Track,
    ticks: Ticks,
    waits: &dyn Fn(FixId) -> bool,
) -> Advice {
    for finding in findings {
        let number = track.step_of(finding.fix).map(number);
        if !ticks.has(number.unwrap_or(0)) && !waits(finding.fix) {
            return Advice {
                step: number,
                fix: finding.fix,
                because: finding.because,
            };
        }
    }
    for lead in BY_RISK {
        let at = track.step_of(track.own(lead));
        if let Some(at) = at
            && let Some(step) = steps.get(at)
            && step.state != State::RuledOut
            && !step.is_ticked
            && !waits(step.fix)
        {
            return Advice {
                step: Some(number(at)),
                fix: step.fix,
                because: step.because,
            };
        }
    }
    Advice {
        step: None,
        fix: FixId::Support,
        because: Because::Nothing,
    }
}

/// The number of a step, from its place.
fn number(at: usize) -> u8 {
    u8::try_from(at + 1).unwrap_or(u8::MAX)
}
