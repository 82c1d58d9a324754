//! What would settle an answer, in English.

use crate::say::need::{NeedText, NeedWords};

/// Two texts for everything that may be unknown.
pub const NEED: NeedWords = NeedWords {
    service_tag: NeedText {
        request: "A rule names the service tag {name}, whose addresses are not in the paste. Look the client’s address up in the list that Get-AzNetworkServiceTag or az network list-service-tags prints.",
        short: "whether the client is in the service tag {name}",
    },
    virtual_network_prefixes: NeedText {
        request: "A rule is for VirtualNetwork, and the paste does not show whether this private address belongs to it (the network’s own prefixes, peered networks, VPN). If it does, choose “Inside the virtual network” as the source.",
        short: "whether this private address is in the virtual network",
    },
    group_members: NeedText {
        request: "A rule is for the application security group {name}, and the paste does not show its members. The network interface shows them: look for ApplicationSecurityGroups there.",
        short: "who is in the application security group {name}",
    },
    target_address: NeedText {
        request: "A rule is for certain destinations only: give the VM’s private address.",
        short: "the VM’s private address",
    },
    source_address: NeedText {
        request: "Give the address you connect from.",
        short: "the address you connect from",
    },
    source_port: NeedText {
        request: "A rule is for certain source ports, and the client picks its port at random: very likely the rule does not match. Rules for RDP should have * as the source port.",
        short: "the client’s source port",
    },
    rule_field: NeedText {
        request: "{field} of rule {name} cannot be read in full: it is cut off, missing, or nothing that Azure writes there. Paste that rule again, best as JSON.",
        short: "{field} of rule {name}",
    },
    rule_state: NeedText {
        request: "Rule {name} is in the state Failed, so Azure may enforce something else. Look at the effective security rules of the network interface.",
        short: "what Azure enforces of rule {name}",
    },
    ipv6_match: NeedText {
        request: "Rule {name} says 0.0.0.0/0, and no document says whether that matches IPv6. Test with IP flow verify, or write * instead.",
        short: "whether 0.0.0.0/0 in rule {name} matches IPv6",
    },
    missing_rules: NeedText {
        request: "Rules of {nsg} are missing from the paste, and one of them could decide. Paste the whole output.",
        short: "rules of {nsg} that are missing from the paste",
    },
    priorities: NeedText {
        request: "Two rules have the priority {number} and disagree. Azure does not accept that, so the paste cannot be complete: paste it anew.",
        short: "which of the rules with priority {number} comes first",
    },
    place: NeedText {
        request: "Say where {nsg} sits: on the subnet or on the network interface.",
        short: "where {nsg} sits",
    },
    version: NeedText {
        request: "{nsg} was pasted twice with different rules. Say which one counts.",
        short: "which of the two pastes of {nsg} counts",
    },
    routes: NeedText {
        request: "Paste the routes that the network interface sees (its effective routes): the paste does not show which one carries the reply.",
        short: "routes that the paste does not show",
    },
    client_network: NeedText {
        request: "The virtual network and a network behind its gateway both have the client’s address, and replies stay in the virtual network: a client behind the gateway never gets them.",
        short: "whether the client is in the virtual network or behind its gateway",
    },
    appliance: NeedText {
        request: "The appliance that the reply goes to is listed without an address: look whether it runs.",
        short: "whether the appliance on the way back runs",
    },
    guest_route: NeedText {
        request: "This is not the VM’s primary network interface, and only that one has a default gateway in Windows: look there (route print) for a route to the client.",
        short: "whether Windows has a route to the client on this secondary network interface",
    },
    public_ip_sku: NeedText {
        request: "Paste the public IP address: without any NSG, its SKU decides.",
        short: "the SKU of the public IP address",
    },
    target: NeedText {
        request: "Say which network interface, subnet or NSG you mean.",
        short: "which VM you mean",
    },
    filter: NeedText {
        request: "Paste the NSG of the VM’s subnet and of its network interface.",
        short: "NSGs that were not pasted",
    },
};
