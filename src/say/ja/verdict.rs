//! The verdict in Japanese.

use crate::azure::security_rule::RuleField;
use crate::azure::{Access, Direction};
use crate::explain::{NamedRule, NearMiss};
use crate::judge::{Answer, HopKind};
use crate::say::printable;
use crate::say::sentence::{Sentence, Verb};

/// One sentence of a verdict.
pub fn sentence(sentence: &Sentence<'_>) -> String {
    match sentence {
        Sentence::OpenByRule(verb) => format!(
            "許可されています: {}の{}が {} の{}を許可します。",
            place(verb), rule(verb), flow(verb), way(verb)
        ),
        Sentence::BlockedByRule(verb) => {
            format!("{}の{}がブロックしています。", place(verb), rule(verb))
        }
        Sentence::BlockedByDefault(verb) => format!(
            "ブロックされています: {}に {} の{}を許可する規則がないため、{}が破棄します。",
            place(verb), flow(verb), way(verb), rule(verb)
        ),
        Sentence::BlockedByJit(verb) => format!(
            "Just-In-Time アクセスがブロックしています: {}の{}がポートを閉じています。",
            place(verb), rule(verb)
        ),
        Sentence::BlockedByFamily => "ブロックされています: 一方が IPv4、もう一方が IPv6 のアドレスのため、経路がありません。".to_owned(),
        Sentence::SourceMatters => "接続元によって異なります: 許可されるアドレスと許可されないアドレスがあります。".to_owned(),
        Sentence::TargetUnknown => "どの VM かによって異なります: 貼り付けた内容に複数の VM の NSG が含まれています。".to_owned(),
        Sentence::NothingFilters => "この内容からは判断できません: 接続をフィルターするものが含まれていません。".to_owned(),
        Sentence::NotAttached { nsg } => format!(
            "{}は何も決めていません: どのサブネットにもネットワーク インターフェイスにも関連付けられていません。",
            group(nsg)
        ),
        Sentence::PlaceUnknown => "それぞれの NSG がどこにあるかによって異なります: 一方は許可し、もう一方は許可しません。".to_owned(),
        Sentence::HangsOn { need, verb } => match verb {
            Some(verb) => format!(
                "{}によって異なります: {}の{}が決める可能性があります。",
                super::need::short(need), place(verb), rule(verb)
            ),
            None => format!("{}によって異なります。", super::need::short(need)),
        },
        Sentence::RuleSays { access, protocol, ports, source } => format!(
            "この規則は、{}から{}への{}を{}します。",
            anything(source, "すべての送信元"),
            match *ports { "*" => "すべてのポート".to_owned(), ports => format!("ポート {} ", printable(ports)) },
            if *protocol == "Any" { "すべてのプロトコル".to_owned() } else { format!(" {protocol} ") },
            match access { Access::Allow => "許可", Access::Deny => "拒否" },
        ),
        Sentence::RequestAccess => "ご自分のアドレスへのアクセスを要求してください (ポータルの [接続]、または Defender for Cloud の [Just-In-Time VM アクセス])。このポートは Just-In-Time アクセスが管理しているため、許可規則は追加しないでください。".to_owned(),
        Sentence::Shadowed(rules) => format!(
            "{} は接続を許可する規則ですが、評価されません。",
            joined(rules.iter().map(named).collect())
        ),
        Sentence::NearMiss(near) => near_miss(near),
        Sentence::GetsIn { prefixes, more } => format!(
            "許可されるアドレス: {}{}。",
            prefixes.join("、"),
            if *more > 0 { format!(" ほか {more} 範囲") } else { String::new() }
        ),
        Sentence::OthersStoppedBy(verb) => format!("それ以外は{}の{}が止めます。", place(verb), rule(verb)),
        Sentence::AlsoBlocks(verb) => format!("その先でも{}の{}がブロックします。", place(verb), rule(verb)),
        Sentence::PlaceAssumed { nsg } => format!(
            "{}がサブネットとネットワーク インターフェイスのどちらにあるかは示されていないため、接続が通過するものとして判断しています。",
            group(nsg)
        ),
        Sentence::NotChecked(hops) => format!(
            "次は貼り付けた内容に含まれていないため、確認していません: {}。",
            joined(hops.iter().map(|kind| hop(*kind).to_owned()).collect())
        ),
        Sentence::Choose(names) => format!(
            "次のいずれかを選んでください: {}。",
            joined(names.iter().map(|name| printable(name)).collect())
        ),
    }
}

fn near_miss(near: &NearMiss) -> String {
    let misses: Vec<String> = near
        .misses
        .iter()
        .map(|miss| match miss.field {
            RuleField::Direction => format!("方向が {} です", miss.has),
            field => format!(
                "{} が {} ですが、{} なら一致します",
                field.name(),
                printable(&miss.has),
                miss.wants
            ),
        })
        .collect();
    format!(
        "あと少しで一致する規則: {} は、{}。",
        named(&near.rule),
        misses.join("。また、")
    )
}

/// One of the three answers, in a word.
pub fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Open => "許可",
        Answer::Blocked => "ブロック",
        Answer::Depends => "条件による",
    }
}

/// A station on the way.
pub fn hop(kind: HopKind) -> &'static str {
    match kind {
        HopKind::Vm => "VM の状態",
        HopKind::WayIn => "入口 (パブリック IP、ロード バランサー、VPN)",
        HopKind::AdminRules => "ネットワーク マネージャーの管理規則",
        HopKind::SubnetNsg => "サブネットの NSG",
        HopKind::NicNsg => "ネットワーク インターフェイスの NSG",
        HopKind::Nsg => "NSG",
        HopKind::ReturnRoute => "応答のルート",
        HopKind::Guest => "VM 内の Windows",
    }
}

fn rule(verb: &Verb<'_>) -> String {
    match &verb.rule {
        Some(rule) if rule.default => format!("既定の規則 {} ", named(rule)),
        Some(rule) => format!("規則 {} ", named(rule)),
        None => "規則の一覧の末尾".to_owned(),
    }
}

fn named(rule: &NamedRule) -> String {
    let name = if rule.name.is_empty() {
        "(名前なし)".to_owned()
    } else {
        printable(&rule.name)
    };
    match rule.priority {
        Some(priority) => format!("{name} (優先度 {priority})"),
        None => name,
    }
}

fn group(nsg: &str) -> String {
    if nsg.is_empty() {
        "NSG ".to_owned()
    } else {
        format!("NSG {} ", printable(nsg))
    }
}

fn place(verb: &Verb<'_>) -> String {
    let group = group(verb.nsg);
    match verb.place {
        HopKind::SubnetNsg => format!("サブネットの {group}"),
        HopKind::NicNsg => format!("ネットワーク インターフェイスの {group}"),
        _ => group,
    }
}

fn flow(verb: &Verb<'_>) -> String {
    format!("{} {}", verb.question.protocol.name(), verb.question.port)
}

fn way(verb: &Verb<'_>) -> &'static str {
    match verb.question.direction {
        Direction::Inbound => "受信",
        Direction::Outbound => "送信",
    }
}

fn anything(text: &str, word: &str) -> String {
    if text == "*" {
        word.to_owned()
    } else {
        format!(" {} ", printable(text))
    }
}

fn joined(parts: Vec<String>) -> String {
    parts.join("、")
}
