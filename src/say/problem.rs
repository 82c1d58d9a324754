//! What is wrong with the input: what, why, and what to do.

use super::packed::{Text, words};
use super::template::{Value, joined};
use super::{Language, printable};
use crate::read::{ProblemKind, Severity};

words! {
    /// A sentence for every [`ProblemKind`], with its holes.
    ProblemWords from ProblemText {
        /// How serious: error, warning, note.
        severities: [Text; 3],
        /// No hole.
        nothing_readable: Text,
        /// `{list}`: its keys.
        not_read_yet: Text,
        /// No hole.
        json_cut: Text,
        /// No hole.
        json_broken: Text,
        /// No hole.
        json_too_deep: Text,
        /// `{name}` of the rule, `{field}`.
        list_truncated: Text,
        /// `{this_nsg}`.
        rules_not_shown: Text,
        /// `{name}` of the rule, `{field}`.
        field_missing: Text,
        /// `{name}` of the rule, `{field}`, the `{text}` there.
        field_unreadable: Text,
        /// `{name}` of the rule, its `{number}`.
        priority_out_of_range: Text,
        /// `{name}` of one rule and `{other}`, their `{number}` and `{direction}`.
        duplicate_priority: Text,
        /// `{name}` of the rule, the `{text}` there, what is `{wanted}`.
        host_bits_set: Text,
        /// `{name}` of the rule.
        unsaved_rule: Text,
        /// `{name}` of the rule or NSG.
        rule_updating: Text,
        /// `{name}` of the rule or NSG.
        rule_failed: Text,
        /// No hole.
        xml_broken: Text,
        /// `{name}` of the endpoint, `{text}`: the field.
        endpoint_incomplete: Text,
        /// `{text}`: the field.
        acl_rule_unreadable: Text,
        /// No hole.
        classic_retired: Text,
        /// `{text}`: Azure's code for it.
        azure_error: Text,
        /// No hole.
        empty_answer: Text,
        /// No hole.
        table_slipped: Text,
        /// No hole.
        several_route_lists: Text,
        /// `{name}` of the network interface.
        other_interface: Text,
        /// `{name}` of the VM or rule.
        other_vm: Text,
        /// `{name}` of the endpoint.
        endpoint_and_nsg: Text,
        /// `{name}`, `{other}`, `{number}`.
        endpoint_taken: Text,
        /// `{name}` of the network interface, `{text}` and `{other}` of the subnets.
        two_subnets: Text,
        /// `{text}`: what it is for.
        route_destination: Text,
        /// `{text}`: the state.
        state_unknown: Text,
        /// `{text}`: whose resource it is.
        health_of_other: Text,
        /// No hole.
        guest_report_cut: Text,
        /// `{name}` of the rule.
        nat_rule_incomplete: Text,
        /// `{name}` of the rule, the port's `{number}`.
        ports_swapped: Text,
        /// `{name}` of the NSG.
        duplicate_document: Text,
        /// `{name}` of the object.
        later_counts: Text,
        /// `{name}` of the rule that allows, `{other}` of the one behind it.
        jit_bypassed: Text,
        /// `{text}`: the source.
        source_private: Text,
        /// `{text}`: the target.
        target_public: Text,
        /// `{name}` that was given.
        target_not_found: Text,
    }
}

impl Language {
    /// What is wrong with the input, and what to do about it.
    pub fn problem(self, problem: &ProblemKind) -> String {
        use Value::{Direction, Field, List, Name, Number, Other, Text, ThisNsg, Wanted};
        let words = &self.words().problem;
        let listed;
        let (template, values): (&str, &[Value<'_>]) = match problem {
            ProblemKind::NothingReadable => (words.nothing_readable(), &[]),
            ProblemKind::NotReadYet { keys } => {
                let mut shown = Vec::new();
                for key in keys {
                    shown.push(printable(key));
                }
                listed = joined(&shown, self.words().phrase.comma());
                (words.not_read_yet(), &[List(&listed)])
            }
            ProblemKind::JsonCut => (words.json_cut(), &[]),
            ProblemKind::JsonBroken => (words.json_broken(), &[]),
            ProblemKind::JsonTooDeep => (words.json_too_deep(), &[]),
            ProblemKind::ListTruncated { rule, field } => {
                (words.list_truncated(), &[Name(rule), Field(*field)])
            }
            ProblemKind::RulesNotShown { nsg } => (words.rules_not_shown(), &[ThisNsg(nsg)]),
            ProblemKind::FieldMissing { rule, field } => {
                (words.field_missing(), &[Name(rule), Field(*field)])
            }
            ProblemKind::FieldUnreadable { rule, field, text } => (
                words.field_unreadable(),
                &[Name(rule), Field(*field), Text(text)],
            ),
            ProblemKind::PriorityOutOfRange { rule, priority } => (
                words.priority_out_of_range(),
                &[Name(rule), Number(*priority)],
            ),
            ProblemKind::DuplicatePriority {
                rules: (first, second),
                priority,
                direction,
            } => (
                words.duplicate_priority(),
                &[
                    Name(first),
                    Other(second),
                    Number(*priority),
                    Direction(*direction),
                ],
            ),
            ProblemKind::HostBitsSet {
                rule,
                written,
                network,
            } => (
                words.host_bits_set(),
                &[Name(rule), Text(written), Wanted(network)],
            ),
            ProblemKind::UnsavedRule { rule } => (words.unsaved_rule(), &[Name(rule)]),
            ProblemKind::RuleUpdating { name } => (words.rule_updating(), &[Name(name)]),
            ProblemKind::RuleFailed { name } => (words.rule_failed(), &[Name(name)]),
            ProblemKind::XmlBroken => (words.xml_broken(), &[]),
            ProblemKind::EndpointIncomplete { name, field } => {
                (words.endpoint_incomplete(), &[Name(name), Text(field)])
            }
            ProblemKind::AclRuleUnreadable { field } => {
                (words.acl_rule_unreadable(), &[Text(field)])
            }
            ProblemKind::ClassicRetired => (words.classic_retired(), &[]),
            ProblemKind::AzureError { code } => (words.azure_error(), &[Text(code)]),
            ProblemKind::EmptyAnswer => (words.empty_answer(), &[]),
            ProblemKind::TableSlipped => (words.table_slipped(), &[]),
            ProblemKind::SeveralRouteLists => (words.several_route_lists(), &[]),
            ProblemKind::OtherInterface { name } => (words.other_interface(), &[Name(name)]),
            ProblemKind::OtherVm { name } => (words.other_vm(), &[Name(name)]),
            ProblemKind::EndpointAndNsg { name } => (words.endpoint_and_nsg(), &[Name(name)]),
            ProblemKind::EndpointTaken {
                names: (name, other),
                port,
            } => (
                words.endpoint_taken(),
                &[Name(name), Other(other), Number((*port).into())],
            ),
            ProblemKind::TwoSubnets {
                nic,
                subnets: (subnet, other),
            } => (
                words.two_subnets(),
                &[Name(nic), Text(subnet), Other(other)],
            ),
            ProblemKind::RouteDestination { text } => (words.route_destination(), &[Text(text)]),
            ProblemKind::StateUnknown { text } => (words.state_unknown(), &[Text(text)]),
            ProblemKind::HealthOfOther { provider } => (words.health_of_other(), &[Text(provider)]),
            ProblemKind::GuestReportCut => (words.guest_report_cut(), &[]),
            ProblemKind::NatRuleIncomplete { rule } => (words.nat_rule_incomplete(), &[Name(rule)]),
            ProblemKind::PortsSwapped { rule, port } => {
                (words.ports_swapped(), &[Name(rule), Number((*port).into())])
            }
            ProblemKind::DuplicateDocument { name } => (words.duplicate_document(), &[Name(name)]),
            ProblemKind::LaterCounts { name } => (words.later_counts(), &[Name(name)]),
            ProblemKind::JitBypassed { rule, jit } => {
                (words.jit_bypassed(), &[Name(rule), Other(jit)])
            }
            ProblemKind::SourcePrivate { source } => (words.source_private(), &[Text(source)]),
            ProblemKind::TargetPublic { target } => (words.target_public(), &[Text(target)]),
            ProblemKind::TargetNotFound { name } => (words.target_not_found(), &[Name(name)]),
        };
        self.fill(template, values)
    }

    /// How serious.
    pub fn severity(self, severity: Severity) -> &'static str {
        let [error, warning, note] = self.words().problem.severities();
        match severity {
            Severity::Error => error,
            Severity::Warning => warning,
            Severity::Info => note,
        }
    }
}
