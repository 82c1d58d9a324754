//! What would settle an answer that depends.

use super::Language;
use super::template::Value;
use crate::judge::Need;

/// Two texts for every [`Need`], with their holes.
#[derive(Debug)]
pub struct NeedWords {
    /// `{name}` of the tag.
    pub service_tag: NeedText,
    /// No hole.
    pub virtual_network_prefixes: NeedText,
    /// `{name}` of the group.
    pub group_members: NeedText,
    /// No hole.
    pub target_address: NeedText,
    /// No hole.
    pub source_address: NeedText,
    /// No hole.
    pub source_port: NeedText,
    /// `{name}` of the rule, `{field}`.
    pub rule_field: NeedText,
    /// `{name}` of the rule.
    pub rule_state: NeedText,
    /// `{name}` of the rule.
    pub ipv6_match: NeedText,
    /// `{nsg}`.
    pub missing_rules: NeedText,
    /// `{number}`: the priority.
    pub priorities: NeedText,
    /// `{nsg}`.
    pub place: NeedText,
    /// `{nsg}`.
    pub version: NeedText,
    /// No hole.
    pub routes: NeedText,
    /// No hole.
    pub client_network: NeedText,
    /// No hole.
    pub appliance: NeedText,
    /// No hole.
    pub guest_route: NeedText,
    /// No hole.
    pub public_ip_sku: NeedText,
    /// No hole.
    pub target: NeedText,
    /// No hole.
    pub filter: NeedText,
}

/// How one need is said.
#[derive(Debug)]
pub struct NeedText {
    /// What is not known, and how to find out: a request to the reader.
    pub request: &'static str,
    /// What is not known, for the sentence "It depends on …".
    pub short: &'static str,
}

impl Language {
    /// What would settle it, as a request to the reader.
    pub fn need(self, need: &Need) -> String {
        let (text, value) = self.need_text(need);
        self.fill(text.request, &value)
    }

    /// What would settle it, as part of a sentence.
    pub fn short_need(self, need: &Need) -> String {
        let (text, value) = self.need_text(need);
        self.fill(text.short, &value)
    }

    fn need_text(self, need: &Need) -> (&'static NeedText, [Value<'_>; 2]) {
        use Value::{Field, Name, Nsg, Number};
        let words = &self.words().need;
        let nothing = Value::List("");
        let (text, value) = match need {
            Need::ServiceTag(tag) => (&words.service_tag, Name(tag)),
            Need::VirtualNetworkPrefixes => (&words.virtual_network_prefixes, nothing),
            Need::GroupMembers(group) => (&words.group_members, Name(group)),
            Need::TargetAddress => (&words.target_address, nothing),
            Need::SourceAddress => (&words.source_address, nothing),
            Need::SourcePort => (&words.source_port, nothing),
            Need::RuleField { rule, field } => {
                return (&words.rule_field, [Name(rule), Field(*field)]);
            }
            Need::RuleState { rule } => (&words.rule_state, Name(rule)),
            Need::Ipv6Match { rule } => (&words.ipv6_match, Name(rule)),
            Need::MissingRules { nsg } => (&words.missing_rules, Nsg(nsg)),
            Need::Priorities { priority } => (&words.priorities, Number(*priority)),
            Need::Place { nsg } => (&words.place, Nsg(nsg)),
            Need::Version { nsg } => (&words.version, Nsg(nsg)),
            Need::Routes => (&words.routes, nothing),
            Need::ClientNetwork => (&words.client_network, nothing),
            Need::Appliance => (&words.appliance, nothing),
            Need::GuestRoute => (&words.guest_route, nothing),
            Need::PublicIpSku => (&words.public_ip_sku, nothing),
            Need::Target => (&words.target, nothing),
            Need::Filter => (&words.filter, nothing),
        };
        (text, [value, nothing])
    }
}
