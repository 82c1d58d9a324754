//! Whether Azure has carried out what was pasted.

use super::problem::{Problem, ProblemKind, report};
use super::value::Object;
use crate::azure::RuleState;

/// Whether a rule, or a whole NSG, is enforced as it was pasted: a `Failed` one may differ (azure-semantics §2.7).
pub fn provisioning_state(
    input: u32,
    object: &Object<'_>,
    name: &str,
    problems: &mut Vec<Problem>,
) -> RuleState {
    let Some(member) = object.member("provisioningState") else {
        return RuleState::InForce;
    };
    let text = member.node.text().unwrap_or("");
    let (state, kind) = if text.eq_ignore_ascii_case("failed") {
        (RuleState::Failed, ProblemKind::RuleFailed)
    } else if ["updating", "deleting"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(text))
    {
        (RuleState::Updating, ProblemKind::RuleUpdating)
    } else {
        return RuleState::InForce;
    };
    let at = member.span(input);
    report(kind, name, at, problems);
    state
}
