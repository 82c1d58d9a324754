//! Problems in English: what, why, and what to do.

use crate::read::{ProblemKind, Severity};
use crate::say::printable;

/// What is wrong with the input.
pub fn problem(problem: &ProblemKind) -> String {
    match problem {
        ProblemKind::NothingReadable => "There is no network security group in this text. Run one of the commands shown and paste everything it prints.".to_owned(),
        ProblemKind::NotReadYet { keys } => format!(
            "This part (with {}) is something that is not read yet, and was not used.",
            keys.iter().map(|key| printable(key)).collect::<Vec<_>>().join(", ")
        ),
        ProblemKind::JsonCut => "The text ends here in the middle of JSON. Everything complete before it was read; copy the rest too.".to_owned(),
        ProblemKind::JsonBroken => "This is not JSON here. What is complete around it was read.".to_owned(),
        ProblemKind::JsonTooDeep => "This JSON is nested deeper than anything Azure prints, and was not read further.".to_owned(),
        ProblemKind::ListTruncated { rule, field } => format!(
            "PowerShell cut {} of rule {} with “...”: the rest is lost. Run $FormatEnumerationLimit = -1 first, or print JSON, and paste again.",
            field.name(), name(rule)
        ),
        ProblemKind::RulesNotShown { nsg } => format!(
            "Not all rules of {} are here, and a missing one could decide. Paste the output of the NSG's SecurityRules, too.",
            if nsg.is_empty() { "this NSG".to_owned() } else { format!("NSG {}", printable(nsg)) }
        ),
        ProblemKind::FieldMissing { rule, field } => format!(
            "Rule {} has no {}. It is treated as unknown, not as “any”.",
            name(rule), field.name()
        ),
        ProblemKind::FieldUnreadable { rule, field, text } => format!(
            "{} of rule {} says “{}”, which Azure does not write there. It is treated as unknown.",
            field.name(), name(rule), printable(text)
        ),
        ProblemKind::PriorityOutOfRange { rule, priority } => format!(
            "Rule {} has the priority {priority}. Rules that people write have 100 to 4096, so its place in the order is unknown.",
            name(rule)
        ),
        ProblemKind::DuplicatePriority { rules: (first, second), priority, direction } => format!(
            "Rules {} and {} both have the priority {priority} ({}). Azure does not accept that; both orders were tried.",
            name(first), name(second), direction.name()
        ),
        ProblemKind::HostBitsSet { rule, written, network } => format!("Rule {}: {written} was read as {network}; the bits after the prefix length do not count.", name(rule)),
        ProblemKind::UnsavedRule { rule } => format!(
            "Rule {} was never saved to Azure (Id and ProvisioningState are empty), so it is not in force. Save it with Set-AzNetworkSecurityGroup.",
            name(rule)
        ),
        ProblemKind::RuleUpdating { name: who } => format!("{} is being updated. It was judged as pasted; paste again in a minute.", name(who)),
        ProblemKind::RuleFailed { name: who } => format!("{} is in the state Failed: Azure may enforce something else.", name(who)),
        ProblemKind::AzureError { code } => format!("Azure answered with the error {} here. Effective rules and routes exist only while the VM runs: start it and run the command again, or paste the NSG itself.", printable(code)),
        ProblemKind::RouteDestination { text } => format!("A route is for {}, and the paste does not say which addresses these are.", printable(text)),
        ProblemKind::PortsSwapped { rule, port } => format!(
            "Rule {} has {port} as its source port. Clients use a random source port: source and destination port are probably swapped.",
            name(rule)
        ),
        ProblemKind::DuplicateDocument { name: who } => format!("NSG {} stands here a second time, with different content. Both were judged.", name(who)),
        ProblemKind::JitBypassed { rule, jit } => format!(
            "Just-in-time access is bypassed: rule {} comes before {} and leaves the port open.",
            name(rule), name(jit)
        ),
        ProblemKind::SourcePrivate { source } => format!(
            "{source} is a private address. Azure sees it only if you connect through a VPN, ExpressRoute, a peered network or Bastion. Over the Internet it sees your public address."
        ),
        ProblemKind::TargetPublic { target } => format!(
            "{target} is a public address. NSGs see the VM's private address: give that as the target."
        ),
        ProblemKind::TargetNotFound { name: who } => format!("Nothing in the paste is called {}.", name(who)),
    }
}

/// How serious.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn name(name: &str) -> String {
    if name.is_empty() {
        "(unnamed)".to_owned()
    } else {
        printable(name)
    }
}
