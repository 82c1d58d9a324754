//! What would settle an answer, in English.

use crate::say::need::NeedText;

/// Two texts for everything that may be unknown.
pub const NEED: NeedText = NeedText {
    service_tag: [
        "A rule names the service tag {name}, whose addresses are not in the paste. Look the client’s address up in the list that Get-AzNetworkServiceTag or az network list-service-tags prints.",
        "whether the client is in the service tag {name}",
    ],
    virtual_network_prefixes: [
        "A rule is for VirtualNetwork, and the paste does not show whether this address belongs to it (the network’s own prefixes, peered networks, VPN). If it does, choose “Inside the virtual network” as the source.",
        "whether this address is in the virtual network",
    ],
    group_members: [
        "A rule is for the application security group {name}, and the paste does not show its members. The network interface shows them: look for ApplicationSecurityGroups there.",
        "who is in the application security group {name}",
    ],
    target_address: [
        "A rule is for certain destinations only: give the VM’s private address.",
        "the VM’s private address",
    ],
    source_address: [
        "Give the address you connect from.",
        "the address you connect from",
    ],
    source_port: [
        "A rule is for certain source ports, and the client picks its port at random: very likely the rule does not match. Rules for RDP should have * as the source port.",
        "the client’s source port",
    ],
    rule_field: [
        "{field} of rule {name} cannot be read in full: it is cut off, missing, or nothing that Azure writes there. Paste that rule again, best as JSON.",
        "{field} of rule {name}",
    ],
    rules_field: "{field} of the rules {list} cannot be read in full: it is cut off, missing, or nothing that Azure writes there. Paste these rules again, best as JSON.",
    rule_state: [
        "Rule {name} is in the state Failed, or the paste shows two versions of it, so Azure may enforce something else. Look at the effective security rules of the network interface.",
        "what Azure enforces of rule {name}",
    ],
    ipv6_match: [
        "Rule {name} says 0.0.0.0/0, and no document says whether that matches IPv6. Test with IP flow verify, or write * instead.",
        "whether 0.0.0.0/0 in rule {name} matches IPv6",
    ],
    missing_rules: [
        "Rules of {nsg} are missing from the paste, and one of them could decide. Paste the whole output.",
        "rules of {nsg} that are missing from the paste",
    ],
    priorities: [
        "Two rules have the priority {number} and disagree. Azure does not accept that, so the paste cannot be complete: paste it anew.",
        "which of the rules with priority {number} comes first",
    ],
    place: [
        "Say where {nsg} sits: on the subnet or on the network interface.",
        "where {nsg} sits",
    ],
    version: [
        "{nsg} was pasted twice with different rules. Say which one counts.",
        "which of the two pastes of {nsg} counts",
    ],
    azure_rule_though: [
        "Azure itself answered otherwise, by a rule {name}, though the effective rules are here. It was asked about another connection, or something was changed in between. Run NSG diagnostics: they say which NSG or network manager decides about this connection.",
        "why Azure itself answered otherwise (rule {name})",
    ],
    azure_rule: [
        "Azure itself answered otherwise, by a rule {name}. If that was about this connection, the rule stands in an NSG that was not pasted (the subnet’s or the network interface’s) or is a network manager’s admin rule, or something was changed in between. Paste the network interface’s effective security rules: they hold those of both NSGs.",
        "why Azure itself answered otherwise (rule {name})",
    ],
    routes: [
        "Paste the routes that the network interface sees (its effective routes): the paste does not show which one carries the reply.",
        "routes that the paste does not show",
    ],
    client_network: [
        "The virtual network and a network behind its gateway both have the client’s address, and replies stay in the virtual network: a client behind the gateway never gets them.",
        "whether the client is in the virtual network or behind its gateway",
    ],
    appliance: [
        "The appliance that the reply goes to is listed without an address: look whether it runs.",
        "whether the appliance on the way back runs",
    ],
    guest_route: [
        "This is not the VM’s primary network interface, and only that one has a default gateway in Windows: look there (route print) for a route to the client.",
        "whether Windows has a route to the client on this secondary network interface",
    ],
    public_ip_sku: [
        "Without any NSG, the SKU of the public IP address decides. Standard, the only one since Basic was retired on 30 September 2025, lets nobody in; Basic lets everybody in. Paste the address: its Sku says which.",
        "the SKU of the public IP address (Standard: blocked, Basic: open)",
    ],
    admin_rule_alone: [
        "Without any NSG a Standard public IP address lets nobody in, and whether an admin rule is enough for it, no document says. Add an NSG.",
        "whether an admin rule is enough for a Standard public IP address without an NSG",
    ],
    public_address: [
        "The paste does not show that the public IP resource has an address now: a dynamic one is given back while the VM is deallocated. Paste the public IP again, as it is now.",
        "whether the public IP resource has an address now",
    ],
    vm_state: [
        "Wait a few minutes and print the VM’s state again.",
        "what state the VM is in",
    ],
    way_in: [
        "Say how you come in: over a public IP address of the VM’s own, a load balancer, a firewall, Bastion or VPN; and paste that.",
        "how the connection gets to the VM",
    ],
    back_end_port: [
        "The paste does not show which port of which VM {name} leads to. Paste that rule in full, or look at its port mapping.",
        "the port of the VM that {name} leads to",
    ],
    floating_ip: [
        "The load balancer’s rule has floating IP, and no document says which destination the NSG sees then. Ask IP flow verify, or turn floating IP off.",
        "which destination the NSG sees with floating IP",
    ],
    dnat_source: [
        "No document says whether the NSG sees your address or the firewall’s. Run NSG diagnostics, or allow both.",
        "whether the NSG sees your address or the firewall’s",
    ],
    reply_past_firewall: [
        "You come in through the firewall, and the route of the reply does not lead back to it: the reply arrives only if the firewall put its own address in place of yours, which no document says. Give the VM’s subnet a route 0.0.0.0/0 to the firewall.",
        "whether a reply that does not go back through the firewall arrives",
    ],
    endpoint_acl: [
        "Paste the endpoint’s access control list in full (Get-AzureAclConfig).",
        "the endpoint’s access control list",
    ],
    target: [
        "Say which network interface, subnet or NSG you mean.",
        "which VM or network interface you mean",
    ],
    filter: [
        "Paste the NSG of the VM’s subnet and of its network interface.",
        "NSGs that were not pasted",
    ],
};
