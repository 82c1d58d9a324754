//! The sentences below the headline of a verdict: why, what came close, what is left out.

use super::azure_comparison::{alone, compared};
use super::template::{Value, joined};
use super::verdict::{doing, headline};
use super::{Language, first_of, printable, way_in};
use crate::azure::security_rule::RuleField;
use crate::azure::{Access, AddressTerm, Direction, SecurityRule};
use crate::code::Code;
use crate::explain::near_miss::is_for_public_addresses;
use crate::explain::rule_table::{field_text, wanted};
use crate::explain::{Explanation, NearMiss, Piece, UsualAnswer, ipv4_count, pieces};
use crate::judge::{Answer, Hop, HopAnswer, HopKind, Need};
use crate::net::{AddressSet, text};

/// Of a list no more is said.
const MOST_SHOWN: usize = 4;

/// All of them, in order.
pub fn details(language: Language, explanation: &Explanation) -> Vec<String> {
    Details::of(language, explanation)
}

struct Details<'a> {
    language: Language,
    explanation: &'a Explanation,
    said: Vec<String>,
}

impl Details<'_> {
    fn of(language: Language, explanation: &Explanation) -> Vec<String> {
        let words = &language.words().verdict;
        let code = explanation.judgement.code;
        let mut details = Details {
            language,
            explanation,
            said: Vec::new(),
        };
        details.add_shadowed();
        if let Some(usual) = &explanation.with_usual_values {
            details.add_usual(usual);
        }
        match code {
            Code::NsgDenyJit => details.add(words.request_access(), &[]),
            Code::NsgDenyRule => details.add_rule(),
            Code::TargetUnknown => {}
            // With the usual values that is said already.
            _ if explanation.with_usual_values.is_some() => {}
            _ => details.add_who(),
        }
        let topology = &explanation.topology;
        if code == Code::TargetUnknown || topology.are_routes_unclear && topology.choices.len() > 1
        {
            details.add_choices();
        }
        if matches!(code, Code::NsgDenyDefault | Code::SourceMatters) {
            for near in explanation.near_misses() {
                details.add_near_miss(&near);
            }
        }
        if code == Code::TargetAddressUnknown
            && let Some(rule) = explanation.deciding_rule()
            && is_for_public_addresses(rule)
        {
            let destination = field_text(rule, RuleField::Destination);
            details.add(
                words.for_public(),
                &[Value::Named(rule), Value::Text(&destination)],
            );
        }
        way_in::details(language, explanation, &mut details.said);
        details.add_hops();
        let is_azure_rule = |need: &Need| matches!(need, Need::AzureRule { .. });
        let is_said = usize::from(alone(language, explanation).is_some());
        for comparison in explanation.comparisons.iter().skip(is_said) {
            let is_asked_for = explanation.judgement.needs.iter().any(is_azure_rule);
            let said = compared(language, comparison, is_asked_for);
            details.said.extend(said);
        }
        details.said
    }

    fn add(&mut self, template: &str, values: &[Value<'_>]) {
        self.said.push(self.language.fill(template, values));
    }

    /// How it is if what the paste leaves out is as it mostly is.
    fn add_usual(&mut self, usual: &UsualAnswer) {
        let words = &self.language.words().verdict;
        let mut how = Details {
            language: self.language,
            explanation: &usual.explanation,
            said: Vec::new(),
        };
        how.add_who();
        if how.said.is_empty() {
            how.said.push(headline(self.language, &usual.explanation));
        }
        let how = how.said.join(" ");
        let [any_port, any_port_and_direction] = words.with_usual_values();
        match usual.direction {
            None => self.add(any_port, &[Value::Wanted(&how)]),
            Some(direction) => {
                let values = [Value::Wanted(&how), Value::Direction(direction)];
                self.add(any_port_and_direction, &values);
            }
        }
    }

    /// The names to choose a target from.
    fn add_choices(&mut self) {
        const MOST: usize = 12;
        let words = self.language.words();
        let mut names = Vec::new();
        for name in &self.explanation.topology.choices {
            names.push(printable(name));
        }
        let list = match names.len() {
            ..=MOST => joined(&names, words.phrase.or()),
            _ => first_of(names, self.language.page().and_more(), MOST),
        };
        self.add_list(words.verdict.choose(), &list);
    }

    /// Who gets in, and what stops the others, where it is not the same for all.
    fn add_who(&mut self) {
        let judgement = &self.explanation.judgement;
        // Of the few that a route of Azure's own drops nothing is said while nobody knows about the others.
        let is_worth_saying = match judgement.code {
            Code::SourceMatters => judgement.stops_some(),
            _ => judgement.answer == Answer::Depends && judgement.stops_most(),
        };
        if !is_worth_saying {
            return;
        }
        let open = self.explanation.asked_open();
        if !open.is_empty() {
            let list = self.list_of(&open);
            self.add_list(self.language.words().verdict.gets_in(), &list);
        }
        self.add_who_stops();
    }

    /// The shorter of two lists: the asked addresses that are among these, or that are not.
    fn list_of(&self, addresses: &AddressSet) -> String {
        let and_more = self.language.page().and_more();
        let asked = self.explanation.judgement.question.from.set().addresses;
        let these = text::blocks(&addresses.intersect(&asked));
        let others = text::blocks(&asked.minus(addresses));
        if these.len() <= MOST_SHOWN || others.len() >= these.len() {
            return first_of(these, and_more, MOST_SHOWN);
        }
        let list = first_of(others, and_more, MOST_SHOWN);
        let words = &self.language.words().verdict;
        self.language.fill(words.all_but(), &[Value::List(&list)])
    }

    /// What stops those of the asked that do not get in: most of them, and where nobody gets in, the others as well.
    fn add_who_stops(&mut self) {
        let words = &self.language.words().verdict;
        let explanation = self.explanation;
        let judgement = &explanation.judgement;
        let asked = judgement.question.from.set();
        // Otherwise nobody knows what comes of some.
        let is_known = asked.is_disjoint(&judgement.sources.depends);
        let mut stopped = Vec::new();
        for mut piece in pieces(judgement) {
            piece.addresses = piece.addresses.intersect(&asked.addresses);
            if let (Answer::Blocked, Some(hop)) = (piece.answer, piece.hop)
                && !piece.addresses.is_empty()
            {
                stopped.push((ipv4_count(&piece.addresses), hop, piece));
            }
        }
        stopped.sort_by_key(|(count, ..)| *count);
        let most = stopped.pop_if(|_| is_known);
        if !is_known || explanation.asked_open().is_empty() {
            let templates = [words.some_stopped_by(), words.replies_of_some_lost()];
            for (_, hop, piece) in stopped.iter().rev().take(MOST_SHOWN) {
                let list = self.list_of(&piece.addresses);
                self.add_stopped(templates, hop, piece, &list);
            }
        }
        let Some((_, hop, most)) = most else {
            return;
        };
        let templates = [words.others_stopped_by(), words.replies_of_others_lost()];
        self.add_stopped(templates, hop, &most, "");
    }

    /// What stops a piece, in a sentence that may name its addresses: by the first of the templates a rule, by the second a
    /// route. What is neither has words of its own.
    fn add_stopped(
        &mut self,
        [by_rule, by_route]: [&str; 2],
        hop: &Hop,
        piece: &Piece<'_>,
        list: &str,
    ) {
        if let Some(sentence) = way_in::blocked(self.language, self.explanation, hop) {
            self.said.push(sentence);
            return;
        }
        let template = match hop.reply {
            Some(_) => by_route,
            None if piece.rule.is_some() || !hop.versions.is_empty() => by_rule,
            None => return,
        };
        let [.., place, flow, way] = doing(self.explanation, hop);
        let (rule, route) = (Value::Rule(piece.rule), Value::Route(piece.route));
        let values = [Value::List(list), rule, route, place, flow, way];
        self.add(template, &values);
    }

    /// What stops others, or would stop it as well: a rule or a route, or what is no matter of either.
    fn add_stop(&mut self, template: &str, hop: &Hop) {
        match way_in::blocked(self.language, self.explanation, hop) {
            Some(sentence) => self.said.push(sentence),
            None => self.add(template, &doing(self.explanation, hop)),
        }
    }

    fn add_list(&mut self, template: &str, list: &str) {
        self.add(template, &[Value::List(list)]);
    }

    fn add_rule(&mut self) {
        let words = &self.language.words().verdict;
        let Some(rule) = self.explanation.deciding_rule() else {
            return;
        };
        let template = match rule.access.get() {
            Some(Access::Allow | Access::AlwaysAllow) => words.rule_allows(),
            Some(Access::Deny) => words.rule_denies(),
            None => return,
        };
        let values = [
            Value::Protocol(&field_text(rule, RuleField::Protocol)),
            Value::Ports(&field_text(rule, RuleField::DestinationPorts)),
            Value::Source(&field_text(rule, RuleField::Source)),
        ];
        self.add(template, &values);
    }

    fn add_shadowed(&mut self) {
        let words = &self.language.words().verdict;
        let [all, some] = self.explanation.shadowed();
        let of_all = match all.len() {
            1 => words.shadowed(),
            _ => words.shadowed_several(),
        };
        for (rules, template) in [(all, of_all), (some, words.shadowed_some())] {
            if !rules.is_empty() {
                let list = self.language.named(&rules);
                self.add_list(template, &list);
            }
        }
    }

    fn add_near_miss(&mut self, near: &NearMiss<'_>) {
        let words = &self.language.words().verdict;
        let question = &self.explanation.judgement.question;
        let mut misses = Vec::new();
        for field in &near.fields {
            let template = match field {
                RuleField::Direction => words.miss_direction(),
                RuleField::Destination if question.direction == Direction::Inbound => {
                    self.missed_destination(near.rule)
                }
                _ => words.miss(),
            };
            let mut wanted = wanted(question, *field);
            if let (RuleField::Destination, Direction::Inbound, Some(vm)) = (
                field,
                question.direction,
                self.explanation.topology.target.address,
            ) {
                wanted = text::address(vm);
            }
            let values = [
                Value::Field(*field),
                Value::Text(&field_text(near.rule, *field)),
                Value::Wanted(&wanted),
            ];
            misses.push(self.language.fill(template, &values));
        }
        let list = joined(&misses, self.language.words().phrase.and_also());
        let values = [Value::Named(near.rule), Value::List(&list)];
        self.add(words.near_miss(), &values);
    }

    /// Why a rule's destination is not the VM.
    fn missed_destination(&self, rule: &SecurityRule) -> &'static str {
        let words = &self.language.words().verdict;
        match &*rule.destination.terms {
            [AddressTerm::Group(_)] => words.miss_group(),
            _ if is_for_public_addresses(rule) => words.miss_public(),
            _ => words.miss(),
        }
    }

    /// What the other hops do, and what nobody can say about any.
    fn add_hops(&mut self) {
        let words = &self.language.words().verdict;
        let explanation = self.explanation;
        for hop in explanation.also_blocking() {
            let template = match hop.reply {
                Some(_) => words.reply_also_lost(),
                None => words.also_blocks(),
            };
            self.add_stop(template, hop);
        }
        for hop in &explanation.judgement.hops {
            let Some(reply) = &hop.reply else { continue };
            if hop.answer == HopAnswer::Checked(Answer::Open) && hop.deciding_route().is_some() {
                self.add(words.reply_goes_by(), &doing(explanation, hop));
            }
            if explanation.topology.are_routes_assumed {
                let [table, effective] = *words.routes_are_assumed();
                let template = if reply.table.is_effective {
                    effective
                } else {
                    table
                };
                self.add(template, &[Value::Name(&reply.table.name)]);
            }
            if !reply.table.is_effective {
                self.add(words.routes_assumed(), &[]);
            }
        }
        if !explanation.topology.overridden.is_empty() {
            self.add(words.effective_rules_win(), &[]);
        }
        if let Some(hop) = explanation.deciding_hop()
            && hop.kind == HopKind::Nsg
        {
            self.add(words.place_assumed(), &[Value::Nsg(&hop.name)]);
        }
        if explanation.topology.is_pair_assumed {
            self.add(words.pair_assumed(), &[]);
        }
        if explanation.judgement.answer == Answer::Open {
            let direction = explanation.judgement.question.direction;
            let mut stations = Vec::new();
            let always = |hop: &Hop| hop.code == Code::AdminAlwaysAllow;
            let is_past_nsgs = explanation.judgement.hops.iter().any(always);
            for hop in &explanation.judgement.hops {
                // Behind an admin rule that always allows, no NSG is asked.
                let is_skipped = is_past_nsgs
                    && matches!(
                        hop.kind,
                        HopKind::SubnetNsg | HopKind::NicNsg | HopKind::Nsg
                    );
                if hop.answer == HopAnswer::NotChecked && !is_skipped {
                    let mut station = self.language.hop(hop.kind, direction).to_owned();
                    if !hop.name.is_empty() {
                        station.push(' ');
                        station.push_str(&printable(&hop.name));
                    }
                    stations.push(station);
                }
            }
            let list = joined(&stations, self.language.words().phrase.and());
            self.add_list(words.not_checked(), &list);
        }
    }
}
