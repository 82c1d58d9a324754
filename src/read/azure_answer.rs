//! Azure's own answers and refusals out of the common tree.

use super::command_line::asked_flow;
use super::console_error::explained;
use super::problem::{Problem, ProblemKind};
use super::resource::{nodes, objects};
use super::value::{Node, Object};
use crate::azure::{Access, AskedFlow, AzureAnswer, AzureSaid, Direction, NextHop};
use crate::net::Protocol;

/// The answer that this object is, if it is one: of IP flow verify, NSG diagnostics, the connection check or next hop.
pub fn read_answer(input: u32, node: &Node<'_>, object: &Object<'_>) -> Option<AzureAnswer> {
    let mut asked = None;
    let said = if let Some(result) = object.inner("networkSecurityGroupResult") {
        // PowerShell and the REST API of today call it one thing, REST of 2018 the other.
        let flow = object.inner("profile").or(object.inner("trafficQuery"));
        asked = flow.map(read_flow);
        let access = result.text("securityRuleAccessResult")?;
        access_by(access, matched_rule(result, access))
    } else if let (Some(access), None) = (object.text("access"), object.member("priority"))
        && (object.has("ruleName") || access == "Unknown")
    {
        // What somebody notes says what was asked, too.
        let end = |address, port| (object.said(address), object.said(port));
        asked = asked_flow(
            Direction::parse(object.said("flowDirection")),
            object.said("flowProtocol"),
            end("localIPAddress", "localPort"),
            end("remoteIPAddress", "remotePort"),
        );
        access_by(access, object.text("ruleName"))
    } else if let Some(status) = object.text("connectionStatus") {
        let (said, flow) = read_connection(status, &objects(object, "hops"));
        asked = Some(flow);
        said
    } else if object.has("routeTableId") {
        let next_hop = NextHop::parse(object.text("nextHopType")?);
        let address = object.said("nextHopIpAddress");
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
        asked,
        origin: node.origin(input),
    })
}

/// What the connection check found on the way, hop by hop.
fn read_connection(status: &str, hops: &[&Object<'_>]) -> (AzureSaid, AskedFlow) {
    let (mut issues, mut rule) = (String::new(), "");
    let mut flow = AskedFlow {
        direction: Some(Direction::Inbound),
        protocol: Some(Protocol::Tcp),
        ..AskedFlow::default()
    };
    for (at, hop) in hops.iter().enumerate() {
        let address = hop.said("address");
        let (is_first, is_last) = (at == 0, at + 1 == hops.len());
        if is_first {
            address.clone_into(&mut flow.source);
        }
        if is_last {
            address.clone_into(&mut flow.destination);
        }
        let mut found = objects(hop, "issues");
        for link in objects(hop, "links") {
            found.append(&mut objects(link, "issues"));
        }
        for issue in found {
            let kind = issue.text("type").unwrap_or("?");
            if !issues.is_empty() {
                issues.push_str(", ");
            }
            issues.push_str(kind);
            for said in objects(issue, "context") {
                let is_rule = said.text("key").is_some_and(|key| key == "RuleName");
                let name = said.text(if is_rule { "value" } else { "ruleName" });
                if let (Some(name), "") = (name, rule) {
                    rule = own_name(name);
                    // Only of its two ends it is known which way the connection goes there.
                    let direction = Direction::parse(issue.said("origin"));
                    flow.direction = direction.filter(|direction| match direction {
                        Direction::Inbound => is_last,
                        Direction::Outbound => is_first,
                    });
                }
            }
        }
    }
    let said = AzureSaid::Connection {
        is_reached: match status {
            "Reachable" | "Connected" => Some(true),
            "Unreachable" | "Disconnected" => Some(false),
            _ => None,
        },
        issues,
        rule: rule.to_owned(),
    };
    (said, flow)
}

fn read_flow(flow: &Object<'_>) -> AskedFlow {
    let text = |key| flow.said(key);
    AskedFlow {
        direction: Direction::parse(text("direction")),
        protocol: Protocol::parse(text("protocol")),
        source: text("source").to_owned(),
        destination: text("destination").to_owned(),
        port: text("destinationPort").parse().ok(),
    }
}

/// The rule that decided: of the NSGs in the path, that of the last one with the same outcome as the whole.
fn matched_rule<'a>(result: &'a Object<'_>, access: &str) -> Option<&'a str> {
    let mut name = None;
    for group in nodes(result, "evaluatedNetworkSecurityGroups") {
        if let Some(rule) = group.object().and_then(|group| group.inner("matchedRule"))
            && rule.text("action") == Some(access)
        {
            name = rule.text("ruleName");
        }
    }
    name
}

fn access_by(access: &str, rule: Option<&str>) -> AzureSaid {
    AzureSaid::Access {
        access: Access::parse(access),
        rule: own_name(rule.unwrap_or("")).to_owned(),
    }
}

/// The rule's name without what Azure's tools put before it: `securityRules/`, `UserRule_`, `DefaultRule_`, and under
/// the name that it has in the NSG (azure-semantics §4).
fn own_name(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    let name = name
        .strip_prefix("UserRule_")
        .or_else(|| name.strip_prefix("DefaultRule_"))
        .unwrap_or(name);
    match name {
        "DefaultInboundDenyAll" => "DenyAllInBound",
        "DefaultOutboundDenyAll" => "DenyAllOutBound",
        name => name,
    }
}

/// Azure's error text, pasted where output was meant to be.
pub fn report_error(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> bool {
    let error = object.inner("error");
    let Some(code) = error.and_then(|error| error.text("code")) else {
        return false;
    };
    let message = error.and_then(|error| error.text("message"));
    let unknown = || Problem::new(ProblemKind::AzureError, code, None);
    let mut problem = explained(code, message.unwrap_or("")).unwrap_or_else(unknown);
    problem.at = Some(node.span(input));
    problems.push(problem);
    true
}
