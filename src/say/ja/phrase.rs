//! The parts of sentences in Japanese.

use crate::say::template::PhraseText;

/// Rules, NSGs, and the little words between them.
pub const PHRASE: PhraseText = PhraseText {
    rule: "規則 {named} ",
    default_rule: "既定の規則 {named} ",
    end_of_list: "規則の一覧の末尾",
    either_rule: "{rule}または{list}",
    already_rule: "{rule}またはその前の{list}",
    with_priority: "{name} (優先度 {number})",
    route: "ルート {text} (次ホップ {wanted}) ",
    named_route: "ルート {name} ({text}、次ホップ {wanted}) ",
    no_route: "ルートなし",
    nsg: "NSG {name} ",
    the_nsg: "NSG ",
    this_nsg: "この NSG ",
    on_subnet: "サブネットの {nsg}",
    on_nic: "ネットワーク インターフェイスの {nsg}",
    somewhere: "{nsg}",
    in_admin_rules: "ネットワーク マネージャー",
    ways: ["受信", "送信"],
    directions: ["受信", "送信"],
    protocols: ["すべてのプロトコル", " {text} "],
    ports: ["すべてのポート", "ポート {text} "],
    sources: ["すべての送信元", " {text} "],
    comma: ["、", "、"],
    and: ["、", "、"],
    or: ["、", "、"],
    direction_above: "または、上に「受信セキュリティ規則」と書き足してください。",
    and_also: ["。また、", "。また、"],
};
