//! Problems in English: what, why, and what to do.

use crate::say::problem::ProblemText;

/// A sentence for every problem.
pub const PROBLEM: ProblemText = ProblemText {
    severities: ["error", "warning", "note"],
    nothing_readable: "There is no network security group in this text, or not in a form that can be read (tables cannot). Run one of the commands shown and paste everything it prints.",
    not_read_yet: "This part (with {list}) is something that is not read yet, and was not used.",
    json_cut: "The text ends here in the middle of JSON. Everything complete before it was read; copy the rest too.",
    json_broken: "This is not JSON here. What is complete around it was read.",
    json_too_deep: "This JSON is nested deeper than anything Azure prints, and was not read further.",
    list_truncated: "PowerShell cut {field} of rule {name} with “...”: the rest is lost. Run $FormatEnumerationLimit = -1 first, or print JSON, and paste again.",
    rules_not_shown: "Not all rules of {this_nsg} are here, and a missing one could decide. Paste the output of the NSG’s SecurityRules, too.",
    field_missing: "Rule {name} has no {field}. It is treated as unknown, not as “any”.",
    field_unreadable: "{field} of rule {name} says “{text}”, which Azure does not write there. It is treated as unknown.",
    priority_out_of_range: "Rule {name} has the priority {number}. Rules that people write have 100 to 4096, so its place in the order is unknown.",
    duplicate_priority: "Rules {name} and {other} both have the priority {number} ({direction}). Azure does not accept that; both orders were tried.",
    host_bits_set: "Rule {name}: {text} was read as {wanted}; the bits after the prefix length do not count.",
    unsaved_rule: "Rule {name} was never saved to Azure (Id and ProvisioningState are empty), so it is not in force. Save it with Set-AzNetworkSecurityGroup.",
    rule_updating: "{name} is being updated. It was judged as pasted; paste again in a minute.",
    rule_failed: "{name} is in the state Failed: Azure may enforce something else.",
    azure_error: "Azure answered with the error {text} here, not with output. If it says “not found”, check the names and the subscription; if it is about authorization, ask somebody who may read the network; if nobody is logged in, run az login or Connect-AzAccount first. Effective rules and routes exist only while the VM runs: otherwise start it, or paste the NSG itself.",
    empty_answer: "Azure’s answer is empty here. Effective rules and routes are empty while the VM does not run: start it, check the names in the command, and run it again.",
    table_slipped: "The columns of this line do not stand under their headings, so neither it nor what follows was read. Paste the output as it was printed, or print it as JSON.",
    several_route_lists: "These routes differ from others in the paste, which does not say whose they are, so none was used. Paste the effective routes of one network interface.",
    other_interface: "Network interface {name} seems to be another VM’s: it does not have the asked address, or none of the pasted NSGs is on it or its subnet. Paste the network interface of the VM you mean; az network nic list prints all.",
    two_subnets: "Subnet {text} lists network interface {name}, and so does {other}, or the network interface says so. It can be in one only: paste the network interface and that subnet anew.",
    route_destination: "A route is for {text}, and the paste does not say which addresses these are.",
    ports_swapped: "Rule {name} has {number} as its source port. Clients use a random source port: source and destination port are probably swapped.",
    duplicate_document: "NSG {name} stands here a second time, with different content. Both were judged.",
    later_counts: "{name} stands here a second time and is different. This one counts.",
    jit_bypassed: "Just-in-time access is bypassed: rule {name} comes before {other} and leaves the port open.",
    source_private: "{text} is a private address. Azure sees it only if you connect through a VPN, ExpressRoute, a peered network or Bastion. Over the Internet it sees your public address.",
    target_public: "{text} is a public address. NSGs see the VM’s private address: give that as the target.",
    target_not_found: "Nothing in the paste is called {name}.",
};
