//! The article's three tracks and its quick steps, in the documented order and numbering, which never change.

use super::FixId;
use super::FixId::{
    Avnm, BootDiag, ClassicAcl, ClassicBootDiag, ClassicCredReset, ClassicEndpoint,
    ClassicEndpointRecreate, ClassicLocalFw, ClassicRdpReset, ClassicResHealth, ClassicRestart,
    CredReset, JitRequest, LocalFw, NicCleanup, NicReset, NsgAllow, NsgDiag, NsgEdit, NsgOther,
    NsgReorder, PipAssign, RdpReset, ResHealth, RouteDiag, RouteFix, Support, VmReapply,
    VmRedeploy, VmRestart, VmStart,
};

/// One way through the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Track {
    /// In the Azure portal: ten steps.
    Portal,
    /// With Azure PowerShell: seven.
    PowerShell,
    /// For VMs of the classic deployment model: seven.
    Classic,
}

/// The fixes that one step is about: first the one that gives it its title.
pub type Step = &'static [FixId];

const NSG: Step = &[
    NsgDiag, NsgAllow, NsgReorder, NsgEdit, NsgOther, JitRequest, Avnm,
];
const ROUTING: Step = &[RouteDiag, RouteFix];
const REDEPLOY: Step = &[VmRedeploy, VmReapply];

/// The eight quick steps at the head of the article.
pub const QUICK_STEPS: [Step; 8] = [
    &[RdpReset, ClassicRdpReset],
    &[NsgDiag, ClassicEndpoint],
    &[BootDiag],
    &[NicReset],
    &[ResHealth],
    &[CredReset],
    &[VmRestart],
    &[VmRedeploy],
];

impl Track {
    /// Every one, in the order of the article.
    pub const ALL: [Track; 3] = [Track::Portal, Track::PowerShell, Track::Classic];

    /// Its steps; the number of a step is its place, from 1 on. A stopped VM is found where the track looks at the VM's state
    /// (fix-catalogue VM-START), though starting it is no step of the article.
    pub fn steps(self) -> &'static [Step] {
        match self {
            Track::Portal => &[
                &[RdpReset],
                NSG,
                &[BootDiag],
                &[NicReset, NicCleanup],
                &[ResHealth, VmStart],
                &[CredReset],
                &[VmRestart],
                REDEPLOY,
                ROUTING,
                &[LocalFw],
            ],
            Track::PowerShell => &[
                &[RdpReset],
                NSG,
                &[CredReset],
                &[VmRestart, VmStart],
                REDEPLOY,
                ROUTING,
                &[LocalFw],
            ],
            Track::Classic => &[
                &[ClassicRdpReset],
                &[ClassicEndpoint, ClassicEndpointRecreate, ClassicAcl],
                &[ClassicBootDiag],
                &[ClassicResHealth, VmStart],
                &[ClassicCredReset],
                &[ClassicRestart],
                &[ClassicLocalFw],
            ],
        }
    }

    /// The fix of the article's tip before the steps, where the track has it: the Connect button is greyed out.
    pub fn tip(self) -> Option<FixId> {
        match self {
            Track::Portal | Track::PowerShell => Some(PipAssign),
            Track::Classic => None,
        }
    }

    /// The fix that gives the step with this number its title.
    pub fn title(self, number: u8) -> FixId {
        self.fixes(number).first().copied().unwrap_or(Support)
    }

    /// The fixes of the step with this number.
    pub fn fixes(self, number: u8) -> &'static [FixId] {
        let step = self.steps().get(usize::from(number.saturating_sub(1)));
        step.copied().unwrap_or_default()
    }

    /// The place of the step that holds a fix; `None` where the track has none.
    pub fn step_of(self, fix: FixId) -> Option<usize> {
        self.steps().iter().position(|step| step.contains(&fix))
    }

    /// This track's form of a fix: the classic one, where there is one. A classic VM cannot be redeployed (fix-catalogue §3).
    pub fn own(self, fix: FixId) -> FixId {
        if self == Track::Classic {
            if fix == VmRedeploy {
                return Support;
            }
            for id in FixId::ALL {
                if id.is_classic() && id.resource_managers() == fix {
                    return *id;
                }
            }
        }
        fix
    }

    /// The word in links and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Track::Portal => "portal",
            Track::PowerShell => "powershell",
            Track::Classic => "classic",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        let mut all = Track::ALL.into_iter();
        all.find(|track| track.word().eq_ignore_ascii_case(word))
    }
}
