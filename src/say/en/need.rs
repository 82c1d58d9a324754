//! What would settle an answer, in English.

use crate::judge::Need;
use crate::say::printable;

/// What is not known, and how to find out.
pub fn need(need: &Need) -> String {
    match need {
        Need::ServiceTag(tag) => format!(
            "A rule names the service tag {}, whose addresses are not in the paste. Look the client's address up in the list that Get-AzNetworkServiceTag or az network list-service-tags prints.",
            printable(tag)
        ),
        Need::VirtualNetworkPrefixes => "A rule is for VirtualNetwork, and the paste does not show whether this private address belongs to it (the network's own prefixes, peered networks, VPN). If it does, choose “Inside the virtual network” as the source.".to_owned(),
        Need::GroupMembers(group) => format!(
            "A rule is for the application security group {}, and the paste does not show its members. The network interface shows them: look for ApplicationSecurityGroups there.",
            printable(group)
        ),
        Need::TargetAddress => "A rule is for certain destinations only: give the VM's private address.".to_owned(),
        Need::SourceAddress => "Give the address you connect from.".to_owned(),
        Need::SourcePort => "A rule is for certain source ports, and the client picks its port at random: very likely the rule does not match. Rules for RDP should have * as the source port.".to_owned(),
        Need::RuleField { rule, field } => format!(
            "{} of rule {} cannot be read in full: it is cut off, missing, or nothing that Azure writes there. Paste that rule again, best as JSON.",
            field.name(), name(rule)
        ),
        Need::RuleState { rule } => format!(
            "Rule {} is in the state Failed, so Azure may enforce something else. Look at the effective security rules of the network interface.",
            name(rule)
        ),
        Need::Ipv6Match { rule } => format!(
            "Rule {} says 0.0.0.0/0, and no document says whether that matches IPv6. Test with IP flow verify, or write * instead.",
            name(rule)
        ),
        Need::MissingRules { nsg } => format!(
            "Rules of {} are missing from the paste, and one of them could decide. Paste the whole output.",
            group(nsg)
        ),
        Need::Priorities { priority } => format!(
            "Two rules have the priority {priority} and disagree. Azure does not accept that, so the paste cannot be complete: paste it anew."
        ),
        Need::Place { nsg } => format!("Say where {} sits: on the subnet or on the network interface.", group(nsg)),
        Need::Version { nsg } => format!("{} was pasted twice with different rules. Say which one counts.", group(nsg)),
        Need::Routes => "Paste the routes that the network interface sees (effective routes): the paste does not show which one carries the reply.".to_owned(),
        Need::PublicIpSku => "Paste the public IP address: without any NSG, its SKU decides.".to_owned(),
        Need::Target => "Say which network interface, subnet or NSG you mean.".to_owned(),
        Need::Filter => "Paste the NSG of the VM's subnet and of its network interface.".to_owned(),
    }
}

/// What is not known, as it follows "It depends on".
pub fn short(need: &Need) -> String {
    match need {
        Need::ServiceTag(tag) => format!(
            "whether the client is in the service tag {}",
            printable(tag)
        ),
        Need::VirtualNetworkPrefixes => {
            "whether this private address is in the virtual network".to_owned()
        }
        Need::GroupMembers(name) => format!(
            "who is in the application security group {}",
            printable(name)
        ),
        Need::TargetAddress => "the VM's private address".to_owned(),
        Need::SourceAddress => "the address you connect from".to_owned(),
        Need::SourcePort => "the client's source port".to_owned(),
        Need::RuleField { rule, field } => format!("{} of rule {}", field.name(), name(rule)),
        Need::RuleState { rule } => format!("what Azure enforces of rule {}", name(rule)),
        Need::Ipv6Match { rule } => {
            format!("whether 0.0.0.0/0 in rule {} matches IPv6", name(rule))
        }
        Need::MissingRules { nsg } => {
            format!("rules of {} that are missing from the paste", group(nsg))
        }
        Need::Priorities { priority } => {
            format!("which of the rules with priority {priority} comes first")
        }
        Need::Place { nsg } => format!("where {} sits", group(nsg)),
        Need::Version { nsg } => format!("which of the two pastes of {} counts", group(nsg)),
        Need::Routes => "routes that the paste does not show".to_owned(),
        Need::PublicIpSku => "the SKU of the public IP address".to_owned(),
        Need::Target => "which VM you mean".to_owned(),
        Need::Filter => "NSGs that were not pasted".to_owned(),
    }
}

fn group(nsg: &str) -> String {
    if nsg.is_empty() {
        "the NSG".to_owned()
    } else {
        format!("NSG {}", printable(nsg))
    }
}

fn name(rule: &str) -> String {
    if rule.is_empty() {
        "(unnamed)".to_owned()
    } else {
        printable(rule)
    }
}
