//! The VM itself: whether it runs, what Azure says of its host, and what its Windows says.

use super::ResourceId;
use crate::origin::Origin;
use std::net::IpAddr;

/// What stands for the names of the VMs in rows that nobody could read.
pub const UNREAD: &str = "…";

/// A VM, with its instance view where that was pasted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VirtualMachine {
    /// Its name.
    pub name: String,
    /// Its resource group, which some outputs say without the id; empty where this one does not.
    pub resource_group: String,
    /// Its resource id; a classic VM has none.
    pub id: Option<ResourceId>,
    /// Whether it runs.
    pub power: PowerState,
    /// What became of the last operation on it; says nothing about power (fix-catalogue §6.1).
    pub provisioning: Option<Provisioning>,
    /// Whether its agent reports ready; without an agent, extensions do nothing.
    pub has_agent: Option<bool>,
    /// Its network interfaces, the primary first.
    pub network_interfaces: Vec<ResourceId>,
    /// Its private addresses, where the output lists them (`az vm show -d`).
    pub private_addresses: Vec<IpAddr>,
    /// Its public addresses; `None` where the output does not list them, empty where it lists none.
    pub public_addresses: Option<Vec<IpAddr>>,
    /// Whether it is a VM of the classic deployment model (azure-semantics §11).
    pub is_classic: bool,
    /// Where it stands.
    pub origin: Origin,
}

impl VirtualMachine {
    /// Whether they have one name, and nothing says that they are two.
    pub fn is_same_object(&self, other: &VirtualMachine) -> bool {
        let are_two = self.id.is_some() && other.id.is_some() && self.id != other.id;
        self.name == other.name && !self.name.is_empty() && !are_two
    }

    /// Takes over what only another output shows: some print the power state, others the addresses.
    pub fn learn(&mut self, other: &VirtualMachine) {
        if self.power == PowerState::Unsaid {
            self.power = other.power.clone();
        }
        if self.private_addresses.is_empty() {
            self.private_addresses = other.private_addresses.clone();
        }
        if self.public_addresses.is_none() {
            self.public_addresses = other.public_addresses.clone();
        }
    }

    /// Whether some public address is known to lead to it, or none.
    pub fn is_public(&self) -> Option<bool> {
        self.public_addresses.as_ref().map(|them| !them.is_empty())
    }
}

/// Whether a VM runs (fix-catalogue §6.1).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PowerState {
    /// The paste does not say.
    #[default]
    Unsaid,
    /// It runs.
    Running,
    /// On its way there or back: one has to wait.
    Changing,
    /// Shut down, its host still reserved.
    Stopped,
    /// Shut down and released: a dynamic public address is gone, too.
    Deallocated,
    /// A word that no document describes.
    Unknown(String),
}

/// What became of the last operation on a VM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Provisioning {
    /// It is done.
    Succeeded,
    /// It goes on.
    Changing,
    /// It failed.
    Failed,
}

/// What Azure says of the host that a VM runs on (fix-catalogue §6.2).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResourceHealth {
    /// The VM.
    pub of: Option<ResourceId>,
    /// How it is.
    pub state: HealthState,
    /// Why.
    pub reason: HealthReason,
    /// Azure's own sentence.
    pub summary: String,
    /// Where it stands.
    pub origin: Origin,
}

/// `availabilityState`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HealthState {
    /// The platform is fine.
    Available,
    /// It does not run, or cannot be reached.
    Unavailable,
    /// It runs, and something is wrong.
    Degraded,
    /// No signal for some minutes: nothing follows from that.
    #[default]
    Unknown,
}

/// `reasonType`, and for what nobody planned `reasonChronicity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HealthReason {
    /// Not said, or not understood.
    #[default]
    Unsaid,
    /// The user did it.
    User,
    /// Maintenance.
    Planned,
    /// A fault that passes.
    Transient,
    /// A fault that Azure could not mend by itself.
    Persistent,
}

/// What was seen of the Windows inside the VM: a boot log, a health report, the port RDP listens on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GuestReport {
    /// What it shows.
    pub signs: Vec<GuestSign>,
    /// Where it stands.
    pub origin: Origin,
}

/// One thing that a report shows about the guest (fix-catalogue §6.3).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GuestSign {
    /// What.
    pub kind: GuestSignKind,
    /// Where it stands.
    pub origin: Origin,
}

/// The kinds of [`GuestSign`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum GuestSignKind {
    /// Windows does not start: the stop code, or the words on the screen.
    DoesNotStart(String),
    /// It restarts, shuts down or installs updates: one has to wait.
    IsBusy,
    /// It waits for somebody to log on.
    WaitsForLogon,
    /// The serial console's prompt.
    SerialConsole,
    /// Whether the Remote Desktop service runs.
    RemoteDesktopService(bool),
    /// A network adapter that is not up.
    AdapterDown(String),
    /// The port that RDP listens on (`PortNumber`).
    ListensOn(u16),
    /// It started, and nothing is wrong that the report could show.
    #[default]
    Started,
}
