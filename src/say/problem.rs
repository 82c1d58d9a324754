//! What is wrong with the input: what, why, and what to do.

use super::template::{Value, joined};
use super::{Language, printable};
use crate::read::{ProblemKind, Severity};

/// A sentence for every [`ProblemKind`], with its holes.
#[derive(Debug)]
pub struct ProblemWords {
    /// How serious: error, warning, note.
    pub severities: [&'static str; 3],
    /// No hole.
    pub nothing_readable: &'static str,
    /// `{list}`: its keys.
    pub not_read_yet: &'static str,
    /// No hole.
    pub json_cut: &'static str,
    /// No hole.
    pub json_broken: &'static str,
    /// No hole.
    pub json_too_deep: &'static str,
    /// `{name}` of the rule, `{field}`.
    pub list_truncated: &'static str,
    /// `{this_nsg}`.
    pub rules_not_shown: &'static str,
    /// `{name}` of the rule, `{field}`.
    pub field_missing: &'static str,
    /// `{name}` of the rule, `{field}`, the `{text}` there.
    pub field_unreadable: &'static str,
    /// `{name}` of the rule, its `{number}`.
    pub priority_out_of_range: &'static str,
    /// `{name}` of one rule and `{other}`, their `{number}` and `{direction}`.
    pub duplicate_priority: &'static str,
    /// `{name}` of the rule, the `{text}` there, what is `{wanted}`.
    pub host_bits_set: &'static str,
    /// `{name}` of the rule.
    pub unsaved_rule: &'static str,
    /// `{name}` of the rule or NSG.
    pub rule_updating: &'static str,
    /// `{name}` of the rule or NSG.
    pub rule_failed: &'static str,
    /// `{text}`: Azure's code for it.
    pub azure_error: &'static str,
    /// No hole.
    pub empty_answer: &'static str,
    /// No hole.
    pub several_route_lists: &'static str,
    /// `{name}` of the network interface.
    pub other_interface: &'static str,
    /// `{name}` of the network interface, `{text}` and `{other}` of the subnets.
    pub two_subnets: &'static str,
    /// `{text}`: what it is for.
    pub route_destination: &'static str,
    /// `{name}` of the rule, the port's `{number}`.
    pub ports_swapped: &'static str,
    /// `{name}` of the NSG.
    pub duplicate_document: &'static str,
    /// `{name}` of the rule that allows, `{other}` of the one behind it.
    pub jit_bypassed: &'static str,
    /// `{text}`: the source.
    pub source_private: &'static str,
    /// `{text}`: the target.
    pub target_public: &'static str,
    /// `{name}` that was given.
    pub target_not_found: &'static str,
}

impl Language {
    /// What is wrong with the input, and what to do about it.
    pub fn problem(self, problem: &ProblemKind) -> String {
        use Value::{Direction, Field, List, Name, Number, Other, Text, ThisNsg, Wanted};
        let words = &self.words().problem;
        let listed;
        let (template, values): (&str, &[Value<'_>]) = match problem {
            ProblemKind::NothingReadable => (words.nothing_readable, &[]),
            ProblemKind::NotReadYet { keys } => {
                let mut shown = Vec::new();
                for key in keys {
                    shown.push(printable(key));
                }
                listed = joined(&shown, self.words().phrase.comma);
                (words.not_read_yet, &[List(&listed)])
            }
            ProblemKind::JsonCut => (words.json_cut, &[]),
            ProblemKind::JsonBroken => (words.json_broken, &[]),
            ProblemKind::JsonTooDeep => (words.json_too_deep, &[]),
            ProblemKind::ListTruncated { rule, field } => {
                (words.list_truncated, &[Name(rule), Field(*field)])
            }
            ProblemKind::RulesNotShown { nsg } => (words.rules_not_shown, &[ThisNsg(nsg)]),
            ProblemKind::FieldMissing { rule, field } => {
                (words.field_missing, &[Name(rule), Field(*field)])
            }
            ProblemKind::FieldUnreadable { rule, field, text } => (
                words.field_unreadable,
                &[Name(rule), Field(*field), Text(text)],
            ),
            ProblemKind::PriorityOutOfRange { rule, priority } => (
                words.priority_out_of_range,
                &[Name(rule), Number(*priority)],
            ),
            ProblemKind::DuplicatePriority {
                rules: (first, second),
                priority,
                direction,
            } => (
                words.duplicate_priority,
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
                words.host_bits_set,
                &[Name(rule), Text(written), Wanted(network)],
            ),
            ProblemKind::UnsavedRule { rule } => (words.unsaved_rule, &[Name(rule)]),
            ProblemKind::RuleUpdating { name } => (words.rule_updating, &[Name(name)]),
            ProblemKind::RuleFailed { name } => (words.rule_failed, &[Name(name)]),
            ProblemKind::AzureError { code } => (words.azure_error, &[Text(code)]),
            ProblemKind::EmptyAnswer => (words.empty_answer, &[]),
            ProblemKind::SeveralRouteLists => (words.several_route_lists, &[]),
            ProblemKind::OtherInterface { name } => (words.other_interface, &[Name(name)]),
            ProblemKind::TwoSubnets {
                nic,
                subnets: (subnet, other),
            } => (words.two_subnets, &[Name(nic), Text(subnet), Other(other)]),
            ProblemKind::RouteDestination { text } => (words.route_destination, &[Text(text)]),
            ProblemKind::PortsSwapped { rule, port } => {
                (words.ports_swapped, &[Name(rule), Number((*port).into())])
            }
            ProblemKind::DuplicateDocument { name } => (words.duplicate_document, &[Name(name)]),
            ProblemKind::JitBypassed { rule, jit } => {
                (words.jit_bypassed, &[Name(rule), Other(jit)])
            }
            ProblemKind::SourcePrivate { source } => (words.source_private, &[Text(source)]),
            ProblemKind::TargetPublic { target } => (words.target_public, &[Text(target)]),
            ProblemKind::TargetNotFound { name } => (words.target_not_found, &[Name(name)]),
        };
        self.fill(template, values)
    }

    /// How serious.
    pub fn severity(self, severity: Severity) -> &'static str {
        let [error, warning, note] = self.words().problem.severities;
        match severity {
            Severity::Error => error,
            Severity::Warning => warning,
            Severity::Info => note,
        }
    }
}
