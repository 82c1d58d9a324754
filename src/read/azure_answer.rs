//! Azure's own answers and refusals out of the common tree.

use super::problem::{Problem, ProblemKind};
use super::rule::span;
use super::value::{Node, Object};
use crate::azure::azure_answer::{AzureAnswer, AzureSaid};
use crate::azure::{Access, NextHop};
use crate::origin::Origin;

/// The answer that this object is, if it is one: of IP flow verify, NSG diagnostics or next hop.
pub fn read_answer(input: u32, node: &Node<'_>, object: &Object<'_>) -> Option<AzureAnswer> {
    let said = if let (Some(access), None) = (
        object
            .text("access")
            .or_else(|| object.text("securityRuleAccessResult")),
        object.member("priority"),
    ) {
        let rule = object.text("ruleName").unwrap_or("");
        AzureSaid::Access {
            access: Access::parse(access),
            rule: own_name(rule).to_owned(),
        }
    } else if object.member("routeTableId").is_some() {
        let next_hop = NextHop::parse(object.text("nextHopType")?);
        let address = object.text("nextHopIpAddress").unwrap_or("");
        AzureSaid::NextHop {
            // An appliance is reported as `None` with an address.
            next_hop: if next_hop == NextHop::None && !address.is_empty() {
                NextHop::Appliance
            } else {
                next_hop
            },
            address: address.to_owned(),
        }
    } else {
        return None;
    };
    Some(AzureAnswer {
        said,
        origin: Origin::Pasted(span(input, node.start, node.end)),
    })
}

/// The rule's name without what Azure's tools put before it: `securityRules/`, `UserRule_`, `DefaultRule_`
/// (azure-semantics §4).
fn own_name(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.strip_prefix("UserRule_")
        .or_else(|| name.strip_prefix("DefaultRule_"))
        .unwrap_or(name)
}

/// Azure's error text as az and PowerShell print it, in one of its lines: `Code: ResourceNotFound`,
/// `ErrorCode: ResourceNotFound`, or az's older `ERROR: (ResourceNotFound) The Resource …`.
pub fn error_code_in(line: &str) -> Option<&str> {
    let line = line.trim();
    let code = match line.strip_prefix("ERROR: (") {
        Some(rest) => rest.get(..rest.find(')')?)?,
        None => line
            .strip_prefix("Code: ")
            .or_else(|| line.strip_prefix("ErrorCode: "))?,
    };
    let is_code = code.len() > 3 && code.chars().all(|c| c.is_ascii_alphanumeric());
    is_code.then_some(code)
}

/// Azure's error text, pasted where output was meant to be.
pub fn report_error(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> bool {
    let error = object
        .member("error")
        .and_then(|member| member.node.object());
    let Some(code) = error.and_then(|error| error.text("code")) else {
        return false;
    };
    problems.push(Problem {
        kind: ProblemKind::AzureError {
            code: code.to_owned(),
        },
        at: Some(span(input, node.start, node.end)),
    });
    true
}
