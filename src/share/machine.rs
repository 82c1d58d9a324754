//! The VM itself, field by field.

use super::archive::{Archive, Place};
use super::names::NameKind;
use crate::azure::{
    GuestReport, GuestSign, GuestSignKind, HealthReason, HealthState, PowerState, Provisioning,
    ResourceHealth, VirtualMachine,
};

/// The order of these is part of the format.
mod at {
    use super::Place;
    pub const ID: Place = 161;
    pub const NICS: Place = 165;
    pub const VM: Place = 170;
    pub const POWER: Place = 190;
    pub const PROVISIONING: Place = 191;
    pub const HAS_AGENT: Place = 192;
    pub const PRIVATE_ADDRESSES: Place = 193;
    pub const ARE_PUBLIC: Place = 194;
    pub const PUBLIC_ADDRESSES: Place = 195;
    pub const IS_CLASSIC: Place = 196;
    pub const HEALTH: Place = 197;
    pub const REASON: Place = 198;
    pub const SIGNS: Place = 199;
    pub const SIGN: Place = 200;
    pub const RUNS: Place = 201;
    pub const LISTENS: Place = 202;
}

/// Visits one.
pub fn virtual_machine(machine: &mut VirtualMachine, archive: &mut Archive) {
    let VirtualMachine {
        name,
        // Like ids, it is left out.
        resource_group: _,
        id,
        power,
        provisioning,
        has_agent,
        network_interfaces,
        private_addresses,
        public_addresses,
        is_classic,
        origin,
    } = machine;
    archive.name(NameKind::Vm, name);
    archive.maybe_id(at::ID, id);
    archive.origin(origin);
    power_state(power, archive);
    const PROVISIONINGS: [Option<Provisioning>; 4] = [
        None,
        Some(Provisioning::Succeeded),
        Some(Provisioning::Changing),
        Some(Provisioning::Failed),
    ];
    archive.one_of(at::PROVISIONING, &PROVISIONINGS, provisioning);
    archive.maybe(at::HAS_AGENT, has_agent);
    archive.ids(at::NICS, network_interfaces);
    archive.addresses(at::PRIVATE_ADDRESSES, private_addresses);
    archive.option(
        at::ARE_PUBLIC,
        public_addresses,
        Vec::new,
        |addresses, archive| archive.addresses(at::PUBLIC_ADDRESSES, addresses),
    );
    *is_classic = archive.flag(at::IS_CLASSIC, *is_classic);
}

fn power_state(power: &mut PowerState, archive: &mut Archive) {
    let kind = match power {
        PowerState::Unsaid => 0,
        PowerState::Running => 1,
        PowerState::Changing => 2,
        PowerState::Stopped => 3,
        PowerState::Deallocated => 4,
        PowerState::Unknown(_) => 5,
    };
    let kind = archive.small(at::POWER, 3, kind);
    if archive.is_reading() {
        *power = match kind {
            0 => PowerState::Unsaid,
            1 => PowerState::Running,
            2 => PowerState::Changing,
            3 => PowerState::Stopped,
            4 => PowerState::Deallocated,
            _ => PowerState::Unknown(String::new()),
        };
    }
    if let PowerState::Unknown(said) = power {
        archive.unreadable(said);
    }
}

/// Azure's own sentence is about more than this VM, and nothing rests on it: it stays behind.
/// Visits one.
pub fn resource_health(health: &mut ResourceHealth, archive: &mut Archive) {
    let ResourceHealth {
        of,
        state,
        reason,
        summary: _,
        origin,
    } = health;
    const STATES: [HealthState; 4] = [
        HealthState::Available,
        HealthState::Unavailable,
        HealthState::Degraded,
        HealthState::Unknown,
    ];
    const REASONS: [HealthReason; 5] = [
        HealthReason::Unsaid,
        HealthReason::User,
        HealthReason::Planned,
        HealthReason::Transient,
        HealthReason::Persistent,
    ];
    archive.maybe_id(at::VM, of);
    archive.one_of(at::HEALTH, &STATES, state);
    archive.one_of(at::REASON, &REASONS, reason);
    archive.origin(origin);
}

/// Visits one.
pub fn guest_report(report: &mut GuestReport, archive: &mut Archive) {
    let GuestReport { signs, origin } = report;
    archive.list(at::SIGNS, signs, GuestSign::default, |sign, archive| {
        let GuestSign { kind, origin } = sign;
        guest_sign(kind, archive);
        archive.origin(origin);
    });
    archive.origin(origin);
}

fn guest_sign(sign: &mut GuestSignKind, archive: &mut Archive) {
    let kind = match sign {
        GuestSignKind::DoesNotStart(_) => 0,
        GuestSignKind::IsBusy => 1,
        GuestSignKind::WaitsForLogon => 2,
        GuestSignKind::SerialConsole => 3,
        GuestSignKind::RemoteDesktopService(_) => 4,
        GuestSignKind::AdapterDown(_) => 5,
        GuestSignKind::ListensOn(_) => 6,
        GuestSignKind::Started => 7,
    };
    let kind = archive.small(at::SIGN, 3, kind);
    if archive.is_reading() {
        *sign = match kind {
            0 => GuestSignKind::DoesNotStart(String::new()),
            1 => GuestSignKind::IsBusy,
            2 => GuestSignKind::WaitsForLogon,
            3 => GuestSignKind::SerialConsole,
            4 => GuestSignKind::RemoteDesktopService(false),
            5 => GuestSignKind::AdapterDown(String::new()),
            6 => GuestSignKind::ListensOn(0),
            _ => GuestSignKind::Started,
        };
    }
    match sign {
        GuestSignKind::DoesNotStart(code) => archive.code(code),
        GuestSignKind::AdapterDown(name) => archive.name(NameKind::Part, name),
        GuestSignKind::RemoteDesktopService(runs) => *runs = archive.flag(at::RUNS, *runs),
        GuestSignKind::ListensOn(port) => *port = archive.port(at::LISTENS, *port),
        GuestSignKind::IsBusy
        | GuestSignKind::WaitsForLogon
        | GuestSignKind::SerialConsole
        | GuestSignKind::Started => {}
    }
}
