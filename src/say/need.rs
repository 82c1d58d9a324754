//! What would settle an answer that depends.

use super::Language;
use super::packed::{Text, words};
use super::printable::printable;
use super::template::{Value, joined};
use crate::judge::Need;

words! {
    /// Two texts for every [`Need`], with their holes. First what is not known and how to find out: a request to the
    /// reader. Then what is not known, for the sentence "It depends on …".
    NeedWords from NeedText {
        /// `{name}` of the tag.
        service_tag: [Text; 2],
        /// No hole.
        virtual_network_prefixes: [Text; 2],
        /// `{name}` of the group.
        group_members: [Text; 2],
        /// No hole.
        target_address: [Text; 2],
        /// No hole.
        source_address: [Text; 2],
        /// No hole.
        source_port: [Text; 2],
        /// `{name}` of the rule, `{field}`.
        rule_field: [Text; 2],
        /// Of several rules, a `{list}`.
        rules_field: Text,
        /// `{name}` of the rule.
        rule_state: [Text; 2],
        /// `{name}` of the rule.
        ipv6_match: [Text; 2],
        /// `{nsg}`.
        missing_rules: [Text; 2],
        /// `{number}`: the priority.
        priorities: [Text; 2],
        /// `{nsg}`.
        place: [Text; 2],
        /// `{nsg}`.
        version: [Text; 2],
        /// `{name}` of the rule, where the effective rules are in the paste.
        azure_rule_though: [Text; 2],
        /// `{name}` of the rule.
        azure_rule: [Text; 2],
        /// No hole.
        routes: [Text; 2],
        /// No hole.
        client_network: [Text; 2],
        /// No hole.
        appliance: [Text; 2],
        /// No hole.
        guest_route: [Text; 2],
        /// No hole.
        public_ip_sku: [Text; 2],
        /// No hole.
        admin_rule_alone: [Text; 2],
        /// No hole.
        public_address: [Text; 2],
        /// No hole.
        vm_state: [Text; 2],
        /// No hole.
        way_in: [Text; 2],
        /// `{name}` of the rule.
        back_end_port: [Text; 2],
        /// No hole.
        floating_ip: [Text; 2],
        /// No hole.
        dnat_source: [Text; 2],
        /// No hole.
        reply_past_firewall: [Text; 2],
        /// No hole.
        endpoint_acl: [Text; 2],
        /// No hole.
        target: [Text; 2],
        /// No hole.
        filter: [Text; 2],
    }
}

impl Language {
    /// What would settle it, as a request to the reader; of a field that several rules lack, of all of these.
    pub fn need(self, need: &Need, all: &[Need]) -> String {
        const MOST_NAMED: usize = 5;
        if let Need::RuleField { field, .. } = need {
            let mut names = Vec::new();
            for other in all.iter().filter(|other| other.is_of_same_field(need)) {
                if let Need::RuleField { rule, .. } = other {
                    names.push(printable(rule));
                }
            }
            if names.len() > 1 {
                if names.len() > MOST_NAMED {
                    names.truncate(MOST_NAMED);
                    names.push("…".to_owned());
                }
                let list = joined(&names, self.words().phrase.comma());
                let values = [Value::Field(*field), Value::List(&list)];
                return self.fill(self.words().need.rules_field(), &values);
            }
        }
        let (text, value) = self.need_text(need);
        let [request, _] = text;
        self.fill(request, &value)
    }

    /// A sentence that says what it hangs on.
    pub fn depends_on(self, need: &Need) -> String {
        let short = self.short_need(need);
        self.fill(self.words().verdict.hangs_on(), &[Value::List(&short)])
    }

    /// What would settle it, as part of a sentence.
    pub fn short_need(self, need: &Need) -> String {
        let (text, value) = self.need_text(need);
        let [_, short] = text;
        self.fill(short, &value)
    }

    fn need_text(self, need: &Need) -> (&'static [Text; 2], [Value<'_>; 2]) {
        use Value::{Field, Name, Nsg, Number};
        let words = &self.words().need;
        let nothing = Value::List("");
        let (text, value) = match need {
            Need::ServiceTag(tag) => (words.service_tag(), Name(tag)),
            Need::VirtualNetworkPrefixes => (words.virtual_network_prefixes(), nothing),
            Need::GroupMembers(group) => (words.group_members(), Name(group)),
            Need::TargetAddress => (words.target_address(), nothing),
            Need::SourceAddress => (words.source_address(), nothing),
            Need::SourcePort => (words.source_port(), nothing),
            Need::RuleField { rule, field } => {
                return (words.rule_field(), [Name(rule), Field(*field)]);
            }
            Need::RuleState { rule } => (words.rule_state(), Name(rule)),
            Need::Ipv6Match { rule } => (words.ipv6_match(), Name(rule)),
            Need::MissingRules { nsg } => (words.missing_rules(), Nsg(nsg)),
            Need::Priorities { priority } => (words.priorities(), Number(*priority)),
            Need::Place { nsg } => (words.place(), Nsg(nsg)),
            Need::Version { nsg } => (words.version(), Nsg(nsg)),
            Need::AzureRule { rule, is_effective } => {
                let [effective, configured] = [words.azure_rule_though(), words.azure_rule()];
                let words = if *is_effective { effective } else { configured };
                (words, Name(rule))
            }
            Need::Routes => (words.routes(), nothing),
            Need::ClientNetwork => (words.client_network(), nothing),
            Need::Appliance => (words.appliance(), nothing),
            Need::GuestRoute => (words.guest_route(), nothing),
            Need::PublicIpSku => (words.public_ip_sku(), nothing),
            Need::AdminRuleAlone => (words.admin_rule_alone(), nothing),
            Need::PublicAddress => (words.public_address(), nothing),
            Need::VmState => (words.vm_state(), nothing),
            Need::WayIn => (words.way_in(), nothing),
            Need::BackEndPort { rule } => (words.back_end_port(), Name(rule)),
            Need::FloatingIp => (words.floating_ip(), nothing),
            Need::DnatSource => (words.dnat_source(), nothing),
            Need::ReplyPastFirewall => (words.reply_past_firewall(), nothing),
            Need::EndpointAcl => (words.endpoint_acl(), nothing),
            Need::Target => (words.target(), nothing),
            Need::Filter => (words.filter(), nothing),
        };
        (text, [value, nothing])
    }
}
