//! What would settle an answer, in Japanese.

use crate::judge::Need;
use crate::say::printable;

/// What is not known, and how to find out.
pub fn need(need: &Need) -> String {
    match need {
        Need::ServiceTag(tag) => format!(
            "サービス タグ {} を使う規則がありますが、そのアドレスは貼り付けた内容に含まれていません。接続元のアドレスを Get-AzNetworkServiceTag または az network list-service-tags の一覧で確認してください。",
            printable(tag)
        ),
        Need::VirtualNetworkPrefixes => "VirtualNetwork を使う規則がありますが、このプライベート アドレスがそこに含まれるか (仮想ネットワーク自体、ピアリング、VPN) は示されていません。含まれる場合は、接続元に「仮想ネットワーク内」を選んでください。".to_owned(),
        Need::GroupMembers(group) => format!(
            "アプリケーション セキュリティ グループ {} を使う規則がありますが、そのメンバーは示されていません。ネットワーク インターフェイスの ApplicationSecurityGroups を確認してください。",
            printable(group)
        ),
        Need::TargetAddress => "宛先を限定した規則があります。VM のプライベート アドレスを入力してください。".to_owned(),
        Need::SourceAddress => "接続元のアドレスを入力してください。".to_owned(),
        Need::SourcePort => "送信元ポートを限定した規則がありますが、クライアントのポートは無作為に選ばれるため、おそらく一致しません。RDP の規則では送信元ポートを * にしてください。".to_owned(),
        Need::RuleField { rule, field } => format!(
            "規則 {} の {} を完全には読み取れません (省略、欠落、または Azure にない値)。この規則をもう一度、できれば JSON で貼り付けてください。",
            name(rule), field.name()
        ),
        Need::RuleState { rule } => format!(
            "規則 {} の状態が Failed のため、実際の動作が異なる可能性があります。ネットワーク インターフェイスの有効なセキュリティ規則を確認してください。",
            name(rule)
        ),
        Need::Ipv6Match { rule } => format!(
            "規則 {} は 0.0.0.0/0 ですが、IPv6 に一致するかどうかは文書化されていません。IP フロー検証で確認するか、* を使ってください。",
            name(rule)
        ),
        Need::MissingRules { nsg } => format!(
            "{}の規則は一部しか貼り付けられていません。含まれていない規則によって結果が変わる可能性があります。出力全体を貼り付けてください。",
            group(nsg)
        ),
        Need::Priorities { priority } => format!(
            "優先度 {priority} の規則が 2 つあり、結果が異なります。Azure では作成できないため、貼り付けた内容が不完全です。もう一度貼り付けてください。"
        ),
        Need::Place { nsg } => format!("{}がサブネットとネットワーク インターフェイスのどちらにあるかを選んでください。", group(nsg)),
        Need::Version { nsg } => format!("{}が異なる規則で 2 回貼り付けられています。どちらが正しいかを選んでください。", group(nsg)),
        Need::Routes => "ネットワーク インターフェイスの有効なルートを貼り付けてください。応答がどのルートを通るか示されていません。".to_owned(),
        Need::PublicIpSku => "パブリック IP アドレスを貼り付けてください。NSG がない場合は SKU で決まります。".to_owned(),
        Need::Target => "どのネットワーク インターフェイス、サブネット、または NSG かを選んでください。".to_owned(),
        Need::Filter => "VM のサブネットとネットワーク インターフェイスの NSG を貼り付けてください。".to_owned(),
    }
}

/// What is not known, as it stands before "によって異なります".
pub fn short(need: &Need) -> String {
    match need {
        Need::ServiceTag(tag) => format!(
            "接続元がサービス タグ {} に含まれるかどうか",
            printable(tag)
        ),
        Need::VirtualNetworkPrefixes => {
            "このプライベート アドレスが仮想ネットワークに含まれるかどうか".to_owned()
        }
        Need::GroupMembers(name) => format!(
            "アプリケーション セキュリティ グループ {} のメンバー",
            printable(name)
        ),
        Need::TargetAddress => "VM のプライベート アドレス".to_owned(),
        Need::SourceAddress => "接続元のアドレス".to_owned(),
        Need::SourcePort => "クライアントの送信元ポート".to_owned(),
        Need::RuleField { rule, field } => format!("規則 {} の {} ", name(rule), field.name()),
        Need::RuleState { rule } => format!("規則 {} の実際の動作", name(rule)),
        Need::Ipv6Match { rule } => format!(
            "規則 {} の 0.0.0.0/0 が IPv6 に一致するかどうか",
            name(rule)
        ),
        Need::MissingRules { nsg } => format!("{}の含まれていない規則", group(nsg)),
        Need::Priorities { priority } => format!("優先度 {priority} の規則の順序"),
        Need::Place { nsg } => format!("{}の場所", group(nsg)),
        Need::Version { nsg } => format!("{}のどちらの貼り付けが正しいか", group(nsg)),
        Need::Routes => "貼り付けた内容にないルート".to_owned(),
        Need::PublicIpSku => "パブリック IP アドレスの SKU".to_owned(),
        Need::Target => "どの VM か".to_owned(),
        Need::Filter => "貼り付けられていない NSG ".to_owned(),
    }
}

fn group(nsg: &str) -> String {
    if nsg.is_empty() {
        "NSG ".to_owned()
    } else {
        format!("NSG {} ", printable(nsg))
    }
}

fn name(rule: &str) -> String {
    if rule.is_empty() {
        "(名前なし)".to_owned()
    } else {
        printable(rule)
    }
}
