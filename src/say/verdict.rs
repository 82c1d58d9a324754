//! Which sentences make up a verdict, in which order. The words themselves are in `en` and `ja`.

use super::Language;
use super::sentence::{Sentence, Verb};
use crate::azure::security_rule::RuleField;
use crate::code::Code;
use crate::explain::{Explanation, NamedRule, rule_table};
use crate::judge::{Answer, Hop, HopAnswer, HopKind, Need};

/// The answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// One sentence that says it all: which rule, priority, NSG and place.
    pub headline: String,
    /// Why, what came close, what is left out.
    pub details: Vec<String>,
    /// What would settle an answer that depends.
    pub needs: Vec<String>,
}

/// Says what came out.
pub fn verdict(language: Language, explanation: &Explanation) -> Verdict {
    let judgement = &explanation.judgement;
    let mut details = Vec::new();
    let mut add = |sentence: &Sentence<'_>| details.push(language.sentence(sentence));
    let hop = explanation.deciding_hop();
    let verb = hop.map(|hop| verb(explanation, hop));
    let headline = language.sentence(&headline(explanation, verb.as_ref()));
    match judgement.code {
        Code::NsgDenyJit => add(&Sentence::RequestAccess),
        Code::NsgDenyRule => add_rule(explanation, &mut add),
        Code::SourceMatters => {
            add_who_gets_in(explanation, &mut add);
            if let Some(verb) = verb.clone() {
                add(&Sentence::OthersStoppedBy(verb));
            }
        }
        Code::TargetUnknown => add(&Sentence::Choose(&explanation.topology.choices)),
        _ => {}
    }
    if !explanation.shadowed.is_empty() {
        add(&Sentence::Shadowed(&explanation.shadowed));
    }
    if matches!(judgement.code, Code::NsgDenyDefault | Code::SourceMatters) {
        for near in &explanation.near_misses {
            add(&Sentence::NearMiss(near));
        }
    }
    for at in &explanation.also_blocking {
        if let Some(other) = judgement.hops.get(*at) {
            add(&Sentence::AlsoBlocks(self::verb(explanation, other)));
        }
    }
    if let Some(hop) = hop.filter(|hop| hop.kind == HopKind::Nsg) {
        add(&Sentence::PlaceAssumed { nsg: &hop.name });
    }
    if judgement.answer == Answer::Open {
        let not_checked: Vec<HopKind> = explanation.not_checked().collect();
        add(&Sentence::NotChecked(&not_checked));
    }
    Verdict {
        headline,
        details,
        needs: judgement
            .needs
            .iter()
            .map(|need| language.need(need))
            .collect(),
    }
}

fn headline<'a>(explanation: &'a Explanation, verb: Option<&Verb<'a>>) -> Sentence<'a> {
    let judgement = &explanation.judgement;
    let first_need = judgement.needs.first();
    match (judgement.code, verb) {
        (Code::IpFamily, _) if judgement.answer == Answer::Blocked => Sentence::BlockedByFamily,
        (Code::SourceMatters, _) => Sentence::SourceMatters,
        (Code::TargetUnknown, _) => Sentence::TargetUnknown,
        (Code::PlaceUnknown, _) => Sentence::PlaceUnknown,
        (Code::NsgNotAttached, _) => Sentence::NotAttached {
            nsg: explanation
                .topology
                .not_attached
                .first()
                .map_or("", |group| group.name.as_str()),
        },
        (Code::NsgDenyJit, Some(verb)) => Sentence::BlockedByJit(verb.clone()),
        (Code::NsgDenyRule, Some(verb)) => Sentence::BlockedByRule(verb.clone()),
        (Code::NsgDenyDefault, Some(verb)) => Sentence::BlockedByDefault(verb.clone()),
        (_, Some(verb)) if judgement.answer == Answer::Open => Sentence::OpenByRule(verb.clone()),
        _ => match first_need {
            Some(need) if *need != Need::Filter => Sentence::HangsOn {
                need,
                verb: verb.filter(|verb| verb.rule.is_some()).cloned(),
            },
            _ => Sentence::NothingFilters,
        },
    }
}

fn verb<'a>(explanation: &'a Explanation, hop: &'a Hop) -> Verb<'a> {
    Verb {
        rule: hop.deciding_rule().map(NamedRule::from),
        nsg: &hop.name,
        place: hop.kind,
        question: &explanation.judgement.question,
    }
}

fn add_rule(explanation: &Explanation, add: &mut impl FnMut(&Sentence<'_>)) {
    let Some(rule) = explanation.deciding_rule() else {
        return;
    };
    if let Some(access) = rule.access.get() {
        add(&Sentence::RuleSays {
            access: *access,
            protocol: &rule_table::field_text(rule, RuleField::Protocol),
            ports: &rule_table::field_text(rule, RuleField::DestinationPorts),
            source: &rule_table::field_text(rule, RuleField::Source),
        });
    }
}

fn add_who_gets_in(explanation: &Explanation, add: &mut impl FnMut(&Sentence<'_>)) {
    const MOST_SHOWN: usize = 4;
    let open = explanation.asked_open().prefixes();
    let prefixes: Vec<String> = open
        .iter()
        .take(MOST_SHOWN)
        .map(ToString::to_string)
        .collect();
    if !prefixes.is_empty() {
        add(&Sentence::GetsIn {
            more: open.len() - prefixes.len(),
            prefixes: &prefixes,
        });
    }
}

/// What one hop says, in a few words: for the list of hops.
pub fn hop_answer(language: Language, answer: HopAnswer) -> &'static str {
    match answer {
        HopAnswer::Checked(answer) => language.answer(answer),
        HopAnswer::NotChecked => language.page().not_checked,
    }
}
