//! Which sentences make up a verdict, in which order. The words themselves are in `en` and `ja`.

use super::details::details;
use super::packed::{Text, words};
use super::template::Value;
use super::{Language, azure_comparison, way_in};
use crate::azure::{Access, Direction, Unknown};
use crate::code::Code;
use crate::explain::Explanation;
use crate::explain::rule_table::lost;
use crate::judge::{Answer, Hop, HopAnswer, HopKind, Need};

/// The answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// One sentence that says it all: which rule, priority, NSG and place.
    pub headline: String,
    /// Why, what came close, what is left out.
    pub details: Vec<String>,
    /// What would settle an answer that depends, each with the first need that it is about.
    pub needs: Vec<(Need, String)>,
}

words! {
    /// Every sentence of a verdict. Those about a rule that does something have `{rule}`, `{place}`, `{flow}` and `{way}`.
    VerdictWords from VerdictText {
        /// The three answers in a word: open, blocked, depends.
        answers: [Text; 3],
        /// The stations on the way, in the order of [`HopKind`].
        hops: [Text; 8],
        /// Where the VM opens the connection, what is [`HopKind::ReturnRoute`] otherwise.
        route_out: Text,
        /// Open, by this rule; and the same as long as something that the paste names was not seen.
        open_by_rule: [Text; 2],
        /// Blocked, by a rule that the user wrote.
        blocked_by_rule: Text,
        /// Blocked, because nothing allows it.
        blocked_by_default: Text,
        /// Blocked, by a just-in-time rule.
        blocked_by_jit: Text,
        /// Blocked: source and VM are of different address families.
        blocked_by_family: Text,
        /// Some of the asked sources get in.
        source_matters: Text,
        /// None of the asked addresses gets in, and no hop stops them all.
        blocked_in_parts: Text,
        /// Several VMs or NSGs, and no target.
        target_unknown: Text,
        /// No filter in the paste.
        nothing_filters: Text,
        /// The same, though some are blocked in any case.
        nothing_filters_others: Text,
        /// The only NSG is attached to nothing; `{nsg}`.
        not_attached: Text,
        /// The reader took the only NSG out of the path; `{nsg}`.
        taken_out: Text,
        /// Two NSGs that disagree, places unknown.
        place_unknown: Text,
        /// The rule that may decide has a list that PowerShell cut; `{field}`.
        field_cut: Text,
        /// The rule that may decide lacks a `{field}`.
        field_missing: Text,
        /// The rule that may decide has a `{field}` that makes no sense.
        field_unreadable: Text,
        /// How it is if source ports that the paste leaves out are any, and if rules that do not say it have the
        /// `{direction}`: `{wanted}`, in whole sentences.
        with_usual_values: [Text; 2],
        /// Anything else unknown; `{list}` is what.
        hangs_on: Text,
        /// The same, with the rule that may decide.
        hangs_on_rule: Text,
        /// The same, where that rule opens the path if it applies, and where it closes it.
        hangs_on_rule_that: [Text; 2],
        /// What the deciding rule says: `{protocol}`, `{ports}`, `{source}`.
        rule_allows: Text,
        /// The same of a rule that denies.
        rule_denies: Text,
        /// What to do about a just-in-time rule.
        request_access: Text,
        /// An Allow rule that is never reached: a `{list}` of one.
        shadowed: Text,
        /// The same of several.
        shadowed_several: Text,
        /// Some that are for a part of those who ask: a `{list}`.
        shadowed_some: Text,
        /// An Allow rule that nearly matched: `{named}`, with a `{list}` of what did not match.
        near_miss: Text,
        /// One field that did not: `{field}`, its `{text}`, what is `{wanted}`.
        miss: Text,
        /// Its destination, `{text}`, is a public address, and NSGs see the private one, `{wanted}` (T05).
        miss_public: Text,
        /// The same of the rule `{named}`, where nobody knows the VM's private address.
        for_public: Text,
        /// Its destination is the application security group `{text}`, which the VM is not in (T56).
        miss_group: Text,
        /// The rule is for the other direction, `{text}`.
        miss_direction: Text,
        /// Who gets in: a `{list}` of prefixes.
        gets_in: Text,
        /// In the place of such a list, where the `{list}` of the others is shorter.
        all_but: Text,
        /// The reply goes to an appliance; `{route}`.
        blocked_by_appliance: Text,
        /// The reply goes into a gateway; `{route}`.
        blocked_by_gateway: Text,
        /// The reply to a private address goes to the Internet; `{route}`.
        blocked_by_internet: Text,
        /// The reply is dropped; `{route}`.
        blocked_by_none: Text,
        /// The reply goes to an appliance that does not forward; `{route}`.
        blocked_by_no_forwarding: Text,
        /// No route leads back.
        blocked_without_route: Text,
        /// No NSG, and a Standard public address.
        blocked_without_nsg: Text,
        /// No NSG, and nothing that needs one; `{flow}`, `{way}`.
        open_without_nsg: Text,
        /// The `{route}` of the reply.
        reply_goes_by: Text,
        /// The reply would be lost, too; `{route}`.
        reply_also_lost: Text,
        /// The rule that stops some, a `{list}`.
        some_stopped_by: Text,
        /// The replies to some, a `{list}`, are lost; `{route}`.
        replies_of_some_lost: Text,
        /// The replies to the others are lost; `{route}`.
        replies_of_others_lost: Text,
        /// The rule that stops the others.
        others_stopped_by: Text,
        /// A further NSG that blocks.
        also_blocks: Text,
        /// The routes are a route table's, with Azure's own.
        routes_assumed: Text,
        /// Effective rules were pasted beside configured ones.
        effective_rules_win: Text,
        /// The place of the `{nsg}` is assumed.
        place_assumed: Text,
        /// That the network interface of one NSG is in the subnet of another is assumed.
        pair_assumed: Text,
        /// What is judged as the VM's, though the paste does not show that it is: the route table `{name}`, effective routes.
        routes_are_assumed: [Text; 2],
        /// A `{list}` of stations that nothing was pasted about.
        not_checked: Text,
        /// A `{list}` of names to choose a target from.
        choose: Text,
        /// Azure's own answer, the same, the same by another rule, another, and one that nothing here can be held against: `{list}` is it.
        azure_said: [Text; 4],
        /// What IP flow verify or NSG diagnostics say: `{wanted}`, by the rule `{text}`.
        azure_access: Text,
        /// What the connection check says: `{wanted}`, and what stopped it, `{text}`.
        azure_connection: Text,
        /// What next hop says: `{wanted}` and an address, `{text}`.
        azure_next_hop: Text,
        /// The headline where Azure's own answer is all that was pasted: a `{list}` is it.
        azure_alone: Text,
        /// What could explain another answer to the same question.
        azure_perhaps: Text,
        /// The same, where it may have been asked something else.
        azure_perhaps_asked: Text,
    }
}

/// Says what came out.
pub fn verdict(language: Language, explanation: &Explanation) -> Verdict {
    let judgement = &explanation.judgement;
    let mut needs = Vec::new();
    for (at, need) in judgement.needs.iter().enumerate() {
        let (before, rest) = judgement.needs.split_at_checked(at).unwrap_or_default();
        if !before.iter().any(|other| other.is_of_same_field(need)) {
            needs.push((need.clone(), language.need(need, rest)));
        }
    }
    Verdict {
        headline: headline(language, explanation),
        details: details(language, explanation),
        needs,
    }
}

/// One sentence that says it all.
pub(super) fn headline(language: Language, explanation: &Explanation) -> String {
    let words = &language.words().verdict;
    let judgement = &explanation.judgement;
    if let Some(headline) = way_in::headline(language, explanation) {
        return headline;
    }
    if let Some(headline) = azure_comparison::alone(language, explanation) {
        return headline;
    }
    let mut group = "";
    let template = match judgement.code {
        Code::IpFamily if judgement.answer == Answer::Blocked => words.blocked_by_family(),
        Code::SourceMatters if judgement.answer == Answer::Blocked => words.blocked_in_parts(),
        Code::SourceMatters if judgement.stops_some() => words.source_matters(),
        Code::TargetUnknown => words.target_unknown(),
        Code::PlaceUnknown => words.place_unknown(),
        Code::NsgNotAttached => {
            let mut template = words.taken_out();
            for nsg in explanation.topology.not_attached.iter().take(1) {
                group = &nsg.name;
                if nsg.attachment.is_shown_nowhere() {
                    template = words.not_attached();
                }
            }
            template
        }
        Code::RouteAppliance => words.blocked_by_appliance(),
        Code::RouteForcedTunnelling => words.blocked_by_gateway(),
        Code::RouteInternet => words.blocked_by_internet(),
        Code::RouteNone => words.blocked_by_none(),
        Code::RouteNotForwarded => words.blocked_by_no_forwarding(),
        Code::RouteMissing => words.blocked_without_route(),
        Code::StandardNeedsNsg => words.blocked_without_nsg(),
        Code::NoNsg => words.open_without_nsg(),
        Code::NsgDenyJit => words.blocked_by_jit(),
        Code::NsgDenyRule | Code::AdminDeny => words.blocked_by_rule(),
        Code::NsgDenyDefault => words.blocked_by_default(),
        _ if judgement.answer == Answer::Open => {
            let [open, so_far] = words.open_by_rule();
            if judgement.needs.is_empty() {
                open
            } else {
                so_far
            }
        }
        _ => match judgement.needs.first() {
            Some(need) if *need != Need::Filter => return hangs_on(language, explanation, need),
            _ if judgement.stops_most() => words.nothing_filters_others(),
            _ => words.nothing_filters(),
        },
    };
    match explanation.deciding_hop() {
        Some(hop) => language.fill(template, &doing(explanation, hop)),
        None => language.fill(template, &[Value::Nsg(group)]),
    }
}

/// What may decide, and what is not known. Where that is a field of the very rule, it is said in half the words.
fn hangs_on(language: Language, explanation: &Explanation, need: &Need) -> String {
    let words = &language.words().verdict;
    let short = language.short_need(need);
    let unknown = Value::List(&short);
    let (Some(hop), Some(rule)) = (explanation.deciding_hop(), explanation.deciding_rule()) else {
        return language.fill(words.hangs_on(), &[unknown]);
    };
    let (template, unknown) = match need {
        Need::RuleField { rule: name, field } if *name == rule.name => {
            let template = match lost(rule, *field) {
                Some(Unknown::Truncated) => words.field_cut(),
                Some(Unknown::Missing) => words.field_missing(),
                _ => words.field_unreadable(),
            };
            (template, Value::Field(*field))
        }
        _ => {
            let [opens, blocks] = words.hangs_on_rule_that();
            let template = match rule.access.get() {
                Some(Access::Deny) => blocks,
                Some(Access::Allow) if is_all_that_depends(explanation) => opens,
                _ => words.hangs_on_rule(),
            };
            (template, unknown)
        }
    };
    language.fill(
        template,
        &[Value::Rule(Some(rule)), Value::Place(hop), unknown],
    )
}

/// Whether all other hops are certain.
fn is_all_that_depends(explanation: &Explanation) -> bool {
    let mut count = 0;
    for hop in &explanation.judgement.hops {
        count += u32::from(hop.answer == HopAnswer::Checked(Answer::Depends));
    }
    count < 2
}

/// A hop with its deciding rule, which does something to the connection.
pub fn doing<'a>(explanation: &'a Explanation, hop: &'a Hop) -> [Value<'a>; 5] {
    let question = &explanation.judgement.question;
    let rule = hop.deciding_rule();
    let otherwise = hop.otherwise(&question.from.set());
    [
        match (rule, otherwise) {
            (Some(rule), Some(other)) => Value::EitherRule(rule, other),
            _ => Value::Rule(rule),
        },
        Value::Route(hop.deciding_route()),
        Value::Place(hop),
        Value::Flow(question),
        Value::Way(question.direction),
    ]
}

impl Language {
    /// One of the three answers, in a word.
    pub fn answer(self, answer: Answer) -> &'static str {
        let [open, blocked, depends] = self.words().verdict.answers();
        match answer {
            Answer::Open => open,
            Answer::Blocked => blocked,
            Answer::Depends => depends,
        }
    }

    /// Who can connect, or what the VM can reach; and the words for those that get through, do not, and nobody knows.
    pub fn who(self, direction: Direction) -> (&'static str, [&'static str; 3]) {
        let words = self.page();
        let [inbound, outbound] = words.who();
        let [gets_in, blocked, unknown, reached] = words.who_parts();
        match direction {
            Direction::Inbound => (inbound, [gets_in, blocked, unknown]),
            Direction::Outbound => (outbound, [reached, blocked, unknown]),
        }
    }

    /// A station on the way.
    pub fn hop(self, kind: HopKind, direction: Direction) -> &'static str {
        let words = &self.words().verdict;
        let [
            vm,
            way_in,
            admin_rules,
            subnet_nsg,
            nic_nsg,
            nsg,
            return_route,
            guest,
        ] = words.hops();
        match kind {
            HopKind::ReturnRoute if direction == Direction::Outbound => words.route_out(),
            HopKind::Vm => vm,
            HopKind::WayIn => way_in,
            HopKind::AdminRules => admin_rules,
            HopKind::SubnetNsg => subnet_nsg,
            HopKind::NicNsg => nic_nsg,
            HopKind::Nsg => nsg,
            HopKind::ReturnRoute => return_route,
            HopKind::Guest => guest,
        }
    }
}

/// What one hop says, in a few words: for the list of hops.
pub fn hop_answer(language: Language, answer: HopAnswer) -> &'static str {
    match answer {
        HopAnswer::Checked(answer) => language.answer(answer),
        HopAnswer::NotChecked => language.page().not_checked(),
    }
}
