//! The parts of sentences in English.

use crate::say::template::PhraseText;

/// Rules, NSGs, and the little words between them.
pub const PHRASE: PhraseText = PhraseText {
    rule: "rule {named}",
    default_rule: "the default rule {named}",
    end_of_list: "the end of the list",
    either_rule: "{rule}, or else by {list},",
    already_rule: "{rule}, or already {list},",
    with_priority: "{name} (priority {number})",
    route: "the route {text} to {wanted}",
    named_route: "route {name} ({text} to {wanted})",
    no_route: "no route",
    nsg: "NSG {name}",
    the_nsg: "the NSG",
    this_nsg: "this NSG",
    on_subnet: "in {nsg} on the subnet",
    on_nic: "in {nsg} on the network interface",
    somewhere: "in {nsg}",
    in_admin_rules: "among the network manager’s admin rules",
    ways: ["in", "out"],
    directions: ["Inbound", "Outbound"],
    protocols: ["every protocol", "{text}"],
    ports: ["any port", "port {text}"],
    sources: ["any source", "{text}"],
    comma: [", ", ", "],
    and: [", ", " and "],
    or: [", ", " or "],
    direction_above: " Or write the direction above them: Inbound security rules.",
    and_also: [", ", " and "],
};
