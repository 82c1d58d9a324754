//! Fixes, in English.

use crate::say::fix::FixText;

/// The words.
pub const FIX: FixText = FixText {
    add_rule: [
        "Create rule {named} in {nsg}: allow {flow} from {list} to every address behind it.",
        "Create rule {named} in {nsg}: allow {flow} from {list} to {wanted}.",
    ],
    move_rule: "Change the priority of rule {name} in {nsg} from {text} to {wanted}.",
    edit_rule: "In rule {name} of {nsg}, change {field} from {text} to {wanted}.",
    delete_rule: "Delete rule {named} from {nsg}.",
    renumber: "No priority is free there, so give these rules of {nsg} other priorities in the same order: {list}.",
    request: "Request just-in-time access for {list} to {flow}; Defender for Cloud then adds a rule to {nsg} for some hours.",
    new_group: "Create NSG {other} on the VM's network interface, with rule {named}: allow {flow} from {list}.",
    join_group: "Add network interface {name} to application security group {other}, which the rule is for.",
    start: "Start VM {name}.",
    public_ip: "Assign a public IP address (Standard, static) to network interface {name}.",
    bastion: "Connect through Azure Bastion, from a subnet AzureBastionSubnet of the virtual network.",
    routes: [
        "Add route {name} to the subnet's route table: {text} to the Internet.",
        "Change route {name}: send {text} to the Internet.",
        "Delete route {name} ({text}).",
        "If the subnet has no route table, create one and associate it; add route {name} to it: {text} to the Internet.",
    ],
    forward: "Let the appliance {wanted} forward what is not for itself (IP forwarding), in Azure and in its own system.",
    endpoints: [
        "Add endpoint {name}: public port {text} to private port {number}.",
        "Change endpoint {name} (public port {text}): it leads to {flow} of the VM (private port {number}).",
    ],
    permit: "In the access control list of endpoint {name}, permit {list} at order {number}; where that is taken, the others move up by one.",
    opens: "Lets in {list}.",
    part: "This takes away what blocks it now. Whether the connection is open then, the paste does not show.",
    count: " ({list} IPv4 addresses)",
    client: "your address <client>",
    you: "you",
    internet: "anybody on the Internet",
    internet_but: "anybody on the Internet but {list}",
    in_network: "the virtual network",
    also: "Also lets in {list} to {wanted}, {text}.",
    all_ports: "all ports",
    machines: [
        "this VM",
        "the other VMs of subnet {name}",
        "the VM of network interface {name}",
        "whatever else {nsg} is attached to",
    ],
    anybody: "Anybody on the Internet can then try to log on: fit for a short test only. Name your own address instead.",
    closes: "Whoever gets in now, on another port or protocol, no longer does afterwards.",
    whole_subnet: "The route holds for the whole subnet, and may go against your organisation's security policy.",
    portal: "Network security groups > {other} > Inbound security rules. {list}",
    inside: "Where the rules of this NSG stand inside it (security_rule, securityRules), write this one there, too: one beside them gets lost.",
    stuck: [
        "What stops the connection is {wanted}. The paste does not show that a documented change opens it: go through the documented steps.",
        "No change of yours opens this: ask the administrators of Virtual Network Manager for an exception.",
    ],
};
