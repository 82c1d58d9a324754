//! What is wrong with the input: what, why, and what to do.

use super::Language;
use super::packed::{Text, words};
use super::template::Value;
use crate::command::instead::instead;
use crate::read::{Problem, Severity};

words! {
    /// A sentence for every [`crate::read::ProblemKind`] in their order, with its holes.
    ProblemWords from ProblemText {
        /// How serious: error, warning, note.
        severities: [Text; 3],
        /// No hole.
        nothing_readable: Text,
        /// `{name}`: its keys.
        not_read_yet: Text,
        /// No hole.
        json_cut: Text,
        /// No hole.
        json_broken: Text,
        /// No hole.
        json_too_deep: Text,
        /// No hole.
        too_long: Text,
        /// `{name}` of the rule, `{field}`, `{other}`: the command that prints it whole.
        list_truncated: Text,
        /// `{this_nsg}`.
        rules_not_shown: Text,
        /// `{number}`: how many.
        too_many_rules: Text,
        /// No hole.
        routes_not_shown: Text,
        /// `{name}` of the rule, `{field}`, `{other}`: what prints it whole.
        field_missing: Text,
        /// `{name}` of the rule, `{field}`, the `{text}` there, `{other}`: what prints it whole.
        field_unreadable: Text,
        /// `{name}` of the rule, its `{number}`, `{other}`: what prints it whole.
        priority_out_of_range: Text,
        /// `{name}` of one rule and `{other}`, their `{number}` and `{direction}`.
        duplicate_priority: Text,
        /// `{name}` of the rule, the `{text}` there, the `{other}` that is used.
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
        /// `{name}`: the field.
        acl_rule_unreadable: Text,
        /// No hole.
        classic_retired: Text,
        /// `{name}`: Azure's code for it.
        azure_error: Text,
        /// `{name}` of the command.
        command_missing: Text,
        /// `{name}`: the complaint.
        command_wrong: Text,
        /// `{other}`: the command that signs in.
        not_signed_in: Text,
        /// `{name}` of the permission.
        not_authorized: Text,
        /// `{name}`, `{other}`: the command that lists what there is.
        not_found: Text,
        /// `{other}`: the command that starts the VM.
        vm_not_running: Text,
        /// `{other}`: the command that enables it.
        no_network_watcher: Text,
        /// `{other}`: the command that installs it.
        no_agent: Text,
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
        /// `{name}` of the NSG.
        bastion_nsg: Text,
        /// `{name}` of the endpoint.
        endpoint_and_nsg: Text,
        /// `{name}`, `{other}`, `{number}`.
        endpoint_taken: Text,
        /// `{name}` of the network interface, `{text}` and `{other}` of the subnets.
        two_subnets: Text,
        /// `{name}`: what it is for.
        route_destination: Text,
        /// `{name}`: the state.
        state_unknown: Text,
        /// `{name}`: whose resource it is.
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
        /// `{name}` of the rule, `{text}` of the NSG.
        rule_added: Text,
        /// `{name}` of the rule that allows, `{other}` of the one behind it.
        jit_bypassed: Text,
        /// `{name}`: the source.
        source_private: Text,
        /// `{name}`: the target.
        target_public: Text,
        /// `{name}` that was given.
        target_not_found: Text,
        /// `{name}` of the rule, `{field}`.
        column_cut: Text,
        /// `{name}`: its headings, `{other}`: what prints it whole.
        table_of_names: Text,
        /// `{other}`: what prints output whole.
        not_azure: Text,
        /// `{name}`: the expression.
        expression_unknown: Text,
        /// `{name}`: what stands there.
        depth_too_small: Text,
        /// `{name}` of the rule.
        only_first: Text,
        /// How many, their `{number}`; `{field}`.
        column_missing: Text,
        /// No hole.
        what_if: Text,
        /// A plan of Terraform.
        planned: Text,
        /// `{name}` of the route table.
        route_table_unattached: Text,
        /// No hole.
        changed_since: Text,
        /// The port’s `{number}`.
        port_answers: Text,
        /// No hole.
        only_commands: Text,
    }
}

impl Language {
    /// What is wrong with the input, and what to do about it.
    pub fn problem(self, problem: &Problem) -> String {
        // The sentences stand behind the words for how serious it is, in the order of the kinds.
        let words = self.words().problem.all();
        let sentences = words.iter().skip(self.words().problem.severities().len());
        let template = sentences.copied().nth(problem.kind as usize);
        let command = instead(problem);
        let other = if command.is_empty() {
            problem.other()
        } else {
            &command
        };
        let mut values = vec![
            Value::Name(problem.name()),
            Value::ThisNsg(problem.name()),
            Value::Text(problem.text()),
            Value::Other(other),
            Value::Number(problem.number),
            Value::Direction(problem.direction),
        ];
        values.extend(problem.field.map(Value::Field));
        self.fill(template.unwrap_or_default(), &values)
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

#[cfg(test)]
mod tests {
    use super::{Language, ProblemWords};
    use crate::read::Problem;
    use crate::read::ProblemKind::{self, *};

    /// Every kind there is, in order.
    const KINDS: [ProblemKind; 66] = [
        NothingReadable,
        NotReadYet,
        JsonCut,
        JsonBroken,
        JsonTooDeep,
        TooLong,
        ListTruncated,
        RulesNotShown,
        TooManyRules,
        RoutesNotShown,
        FieldMissing,
        FieldUnreadable,
        PriorityOutOfRange,
        DuplicatePriority,
        HostBitsSet,
        UnsavedRule,
        RuleUpdating,
        RuleFailed,
        XmlBroken,
        EndpointIncomplete,
        AclRuleUnreadable,
        ClassicRetired,
        AzureError,
        CommandMissing,
        CommandWrong,
        NotSignedIn,
        NotAuthorized,
        NotFound,
        VmNotRunning,
        NoNetworkWatcher,
        NoAgent,
        EmptyAnswer,
        TableSlipped,
        SeveralRouteLists,
        OtherInterface,
        OtherVm,
        BastionNsg,
        EndpointAndNsg,
        EndpointTaken,
        TwoSubnets,
        RouteDestination,
        StateUnknown,
        HealthOfOther,
        GuestReportCut,
        NatRuleIncomplete,
        PortsSwapped,
        DuplicateDocument,
        LaterCounts,
        RuleAdded,
        JitBypassed,
        SourcePrivate,
        TargetPublic,
        TargetNotFound,
        ColumnCut,
        TableOfNames,
        NotAzure,
        ExpressionUnknown,
        DepthTooSmall,
        OnlyFirst,
        ColumnMissing,
        WhatIf,
        Planned,
        RouteTableUnattached,
        ChangedSince,
        PortAnswers,
        OnlyCommands,
    ];

    /// Whatever it is, its sentence says what to run, paste or write instead.
    #[test]
    fn there_is_always_something_to_do() {
        const VERBS: [&str; 10] = [
            "run ", "paste ", "copy ", "print ", "save ", "write ", "give ", "remove ", "install ",
            "allow ",
        ];
        for kind in KINDS {
            let problem = Problem::new(kind, "x", None);
            let said = Language::En.problem(&problem).to_lowercase();
            assert!(VERBS.iter().any(|verb| said.contains(verb)), "{said}");
            let said = Language::Ja.problem(&problem);
            assert!(said.contains("ください"), "{said}");
        }
    }

    #[test]
    fn every_kind_finds_its_own_sentence() {
        let names = ProblemWords::NAMES.iter().skip(1);
        assert_eq!(names.len(), KINDS.len());
        for (at, (name, kind)) in names.zip(KINDS).enumerate() {
            let called = format!("{kind:?}").to_lowercase();
            assert_eq!((at, called), (kind as usize, name.replace('_', "")));
        }
    }
}
