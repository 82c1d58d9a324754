//! What would settle an answer, in Japanese.

use crate::say::need::{NeedText, NeedWords};

/// Two texts for everything that may be unknown.
pub const NEED: NeedWords = NeedWords {
    service_tag: NeedText {
        request: "サービス タグ {name} を使う規則がありますが、そのアドレスは貼り付けた内容に含まれていません。接続元のアドレスを Get-AzNetworkServiceTag または az network list-service-tags の一覧で確認してください。",
        short: "接続元がサービス タグ {name} に含まれるかどうか",
    },
    virtual_network_prefixes: NeedText {
        request: "VirtualNetwork を使う規則がありますが、このプライベート アドレスがそこに含まれるか (仮想ネットワーク自体、ピアリング、VPN) は示されていません。含まれる場合は、接続元に「仮想ネットワーク内」を選んでください。",
        short: "このプライベート アドレスが仮想ネットワークに含まれるかどうか",
    },
    group_members: NeedText {
        request: "アプリケーション セキュリティ グループ {name} を使う規則がありますが、そのメンバーは示されていません。ネットワーク インターフェイスの ApplicationSecurityGroups を確認してください。",
        short: "アプリケーション セキュリティ グループ {name} のメンバー",
    },
    target_address: NeedText {
        request: "宛先を限定した規則があります。VM のプライベート アドレスを入力してください。",
        short: "VM のプライベート アドレス",
    },
    source_address: NeedText {
        request: "接続元のアドレスを入力してください。",
        short: "接続元のアドレス",
    },
    source_port: NeedText {
        request: "送信元ポートを限定した規則がありますが、クライアントのポートは無作為に選ばれるため、おそらく一致しません。RDP の規則では送信元ポートを * にしてください。",
        short: "クライアントの送信元ポート",
    },
    rule_field: NeedText {
        request: "規則 {name} の {field} を完全には読み取れません (省略、欠落、または Azure にない値)。この規則をもう一度、できれば JSON で貼り付けてください。",
        short: "規則 {name} の {field} ",
    },
    rule_state: NeedText {
        request: "規則 {name} の状態が Failed のため、実際の動作が異なる可能性があります。ネットワーク インターフェイスの有効なセキュリティ規則を確認してください。",
        short: "規則 {name} の実際の動作",
    },
    ipv6_match: NeedText {
        request: "規則 {name} は 0.0.0.0/0 ですが、IPv6 に一致するかどうかは文書化されていません。IP フロー検証で確認するか、* を使ってください。",
        short: "規則 {name} の 0.0.0.0/0 が IPv6 に一致するかどうか",
    },
    missing_rules: NeedText {
        request: "{nsg}の規則は一部しか貼り付けられていません。含まれていない規則によって結果が変わる可能性があります。出力全体を貼り付けてください。",
        short: "{nsg}の含まれていない規則",
    },
    priorities: NeedText {
        request: "優先度 {number} の規則が 2 つあり、結果が異なります。Azure では作成できないため、貼り付けた内容が不完全です。もう一度貼り付けてください。",
        short: "優先度 {number} の規則の順序",
    },
    place: NeedText {
        request: "{nsg}がサブネットとネットワーク インターフェイスのどちらにあるかを選んでください。",
        short: "{nsg}の場所",
    },
    version: NeedText {
        request: "{nsg}が異なる規則で 2 回貼り付けられています。どちらが正しいかを選んでください。",
        short: "{nsg}のどちらの貼り付けが正しいか",
    },
    routes: NeedText {
        request: "ネットワーク インターフェイスの有効なルートを貼り付けてください。応答がどのルートを通るかは示されていません。",
        short: "貼り付けた内容にないルート",
    },
    client_network: NeedText {
        request: "仮想ネットワークとゲートウェイの先のネットワークの両方に、接続元のアドレスがあります。応答は仮想ネットワーク内に送られるため、ゲートウェイの先のクライアントには届きません。",
        short: "接続元が仮想ネットワーク内とゲートウェイの先のどちらにあるか",
    },
    appliance: NeedText {
        request: "応答の送り先のアプライアンスにアドレスがありません。実行中かどうかを確認してください。",
        short: "応答の経路のアプライアンスが実行中かどうか",
    },
    guest_route: NeedText {
        request: "これは VM のプライマリ ネットワーク インターフェイスではありません。Windows の既定ゲートウェイはプライマリにしかないため、クライアントへのルートを route print で確認してください。",
        short: "このセカンダリ ネットワーク インターフェイスにクライアントへのルートが Windows 内にあるかどうか",
    },
    public_ip_sku: NeedText {
        request: "パブリック IP アドレスを貼り付けてください。NSG がない場合は SKU で決まります。",
        short: "パブリック IP アドレスの SKU",
    },
    target: NeedText {
        request: "どのネットワーク インターフェイス、サブネット、または NSG かを選んでください。",
        short: "どの VM か",
    },
    filter: NeedText {
        request: "VM のサブネットとネットワーク インターフェイスの NSG を貼り付けてください。",
        short: "貼り付けられていない NSG ",
    },
};
