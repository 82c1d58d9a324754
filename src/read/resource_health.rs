//! What Azure Resource Health says of a VM, out of the common tree (fix-catalogue §6.2).

use super::letters::DIGIT;
use super::problem::{Problem, ProblemKind, report};
use super::value::{Node, Object};
use crate::azure::{HealthReason, HealthState, Resource, ResourceHealth, ResourceId};
use crate::origin::Origin;

/// Whether this is an availability status, of whatever resource and time.
pub fn is_health(object: &Object<'_>) -> bool {
    object.has("availabilityState")
}

/// Reads the present status of a VM. A status of the past and an event, which has no state, say nothing about now.
pub fn read_health(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Resource> {
    let member = object.member("availabilityState")?;
    let word = object.text("availabilityState")?;
    let whole = node.span(input);
    let id = object.said("id");
    // Statuses of the past are called by their time, the present one `current`.
    let is_past = |name: &str| name.starts_with(DIGIT);
    if ResourceId::new(id)
        .segment("availabilityStatuses")
        .is_some_and(is_past)
    {
        return None;
    }
    let target = ResourceId::new(object.text("targetResourceId").unwrap_or(id));
    let of = target.up_to("virtualMachines");
    if of.is_none()
        && let Some(provider) = target.segment("providers")
        && !provider.eq_ignore_ascii_case("Microsoft.ResourceHealth")
    {
        report(ProblemKind::HealthOfOther, provider, whole, problems);
        return None;
    }
    let mut state = HealthState::Unknown;
    let mut is_known = false;
    for (known, is) in STATES {
        if known.eq_ignore_ascii_case(word) {
            (state, is_known) = (is, true);
        }
    }
    if !is_known {
        let at = member.node.span(input);
        report(ProblemKind::StateUnknown, word, at, problems);
    }
    Some(Resource::Health(ResourceHealth {
        of,
        state,
        reason: reason(object),
        summary: object.said("summary").to_owned(),
        origin: Origin::Pasted(whole),
    }))
}

const STATES: [(&str, HealthState); 4] = [
    ("Available", HealthState::Available),
    ("Unavailable", HealthState::Unavailable),
    ("Degraded", HealthState::Degraded),
    ("Unknown", HealthState::Unknown),
];

/// `UserInitiated` is "Customer Initiated" and "User Initiated" elsewhere, `Unplanned` "Platform Initiated".
fn reason(object: &Object<'_>) -> HealthReason {
    let kind = object.said("reasonType");
    let starts = |with: &str| {
        kind.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    if starts("Planned") {
        HealthReason::Planned
    } else if starts("User") || starts("Customer") {
        HealthReason::User
    } else if !starts("Unplanned") && !starts("Platform") {
        HealthReason::Unsaid
    } else if object.says("reasonChronicity", "Persistent") {
        HealthReason::Persistent
    } else if object.says("reasonChronicity", "Transient") {
        HealthReason::Transient
    } else {
        HealthReason::Unsaid
    }
}
