//! Whether the VM runs, and on a sound host. While it does not, nothing else matters (azure-semantics §1, fix-catalogue §6.1, §6.2).

use super::Answer;
use super::hop::{Hop, HopKind};
use super::need::Need;
use crate::azure::{HealthReason, HealthState, PowerState};
use crate::code::Code;
use crate::join::Machine;

/// The VM, as far as the paste shows it.
pub fn hop(machine: &Machine) -> Hop {
    let mut hop = Hop::not_checked(HopKind::Vm);
    hop.name.clone_from(&machine.name);
    let code = match (&machine.power, machine.health) {
        // One of the two is older; and what a user did may have been a restart.
        (PowerState::Running, Some((HealthState::Unavailable, HealthReason::User))) => {
            Code::VmStateUnknown
        }
        (PowerState::Deallocated, _) => Code::VmDeallocated,
        (PowerState::Stopped, _) | (_, Some((HealthState::Unavailable, HealthReason::User))) => {
            Code::VmStopped
        }
        (_, Some((HealthState::Unavailable, _))) => Code::HostUnavailable,
        (PowerState::Changing, _) => Code::VmChanging,
        (PowerState::Unknown(_), _) => Code::VmStateUnknown,
        (PowerState::Running, _) => Code::VmRunning,
        (PowerState::Unsaid, Some((HealthState::Available | HealthState::Degraded, _))) => {
            Code::VmRunning
        }
        (PowerState::Unsaid, _) => return hop,
    };
    match code {
        Code::VmRunning => hop.decide(Answer::Open, code),
        Code::VmChanging | Code::VmStateUnknown => {
            hop.decide(Answer::Depends, code);
            hop.needs.push(Need::VmState);
        }
        _ => hop.decide(Answer::Blocked, code),
    }
    hop
}
