//! Fixes, in Japanese.

use crate::say::fix::FixText;

/// The words.
pub const FIX: FixText = FixText {
    add_rule: [
        "{nsg}に規則 {named} を作成します: {list} から {flow} を許可 (宛先は NSG の対象すべて)。",
        "{nsg}に規則 {named} を作成します: {list} から {wanted} への {flow} を許可。",
    ],
    move_rule: "{nsg}の規則 {name} の優先度を {text} から {wanted} に変更します。",
    edit_rule: "{nsg}の規則 {name} の {field} を {text} から {wanted} に変更します。",
    delete_rule: "{nsg}から規則 {named} を削除します。",
    renumber: "そこに空いている優先度がないため、{nsg}の次の規則の優先度を順序を変えずに付け直します: {list}。",
    request: "{list} から {flow} への Just-In-Time アクセスを要求します。Defender for Cloud が {nsg}に数時間だけ規則を追加します。",
    new_group: "VM のネットワーク インターフェイスに NSG {other} を作成し、規則 {named} を追加します: {list} から {flow} を許可。",
    join_group: "ネットワーク インターフェイス {name} を、規則の対象であるアプリケーション セキュリティ グループ {other} に追加します。",
    start: "VM {name} を起動します。",
    public_ip: "ネットワーク インターフェイス {name} にパブリック IP アドレス (Standard、静的) を割り当てます。",
    bastion: "仮想ネットワークのサブネット AzureBastionSubnet から Azure Bastion 経由で接続します。",
    routes: [
        "サブネットのルート テーブルにルート {name} を追加します: {text} をインターネットへ。",
        "ルート {name} を変更します: {text} をインターネットへ。",
        "ルート {name} ({text}) を削除します。",
        "サブネットにルート テーブルがない場合は作成して関連付け、そこにルート {name} を追加します: {text} をインターネットへ。",
    ],
    forward: "アプライアンス {wanted} の IP 転送を、Azure とその OS の両方で有効にします。",
    endpoints: [
        "エンドポイント {name} を追加します: パブリック ポート {text}、プライベート ポート {number}。",
        "エンドポイント {name} (パブリック ポート {text}) を VM の {flow} につながるよう変更します (プライベート ポート {number})。",
    ],
    permit: "エンドポイント {name} のアクセス制御リストの順序 {number} に、{list} の許可を追加します (その番号が使われていれば、以降の規則を 1 つずつ繰り下げます)。",
    opens: "接続できるようになる接続元: {list}。",
    part: "現在ブロックしている原因がなくなります。その後に接続できるかどうかは、貼り付けた内容からはわかりません。",
    count: " ({list} 個の IPv4 アドレス)",
    client: "あなたのアドレス <client>",
    you: "あなた",
    internet: "インターネットの誰でも",
    internet_but: "{list} 以外のインターネットの誰でも",
    in_network: "仮想ネットワーク",
    also: "ほかに {list} から {wanted} への {text} も許可されます。",
    all_ports: "すべてのポート",
    machines: [
        "この VM",
        "サブネット {name} のほかの VM",
        "ネットワーク インターフェイス {name} の VM",
        "{nsg}のほかの関連付け先",
    ],
    anybody: "インターネットの誰でもサインインを試せるようになるため、短時間のテストにのみ適しています。自分のアドレスを指定してください。",
    closes: "現在、別のポートまたはプロトコルで接続できている接続元は、変更後は接続できなくなります。",
    whole_subnet: "このルートはサブネット全体に適用され、組織のセキュリティ ポリシーに反する場合があります。",
    portal: "ネットワーク セキュリティ グループ > {other} > 受信セキュリティ規則。{list}",
    inside: "この NSG の規則を NSG の中 (security_rule、securityRules) に記述している場合は、この規則も中に書いてください。外に書いた規則は失われます。",
    stuck: [
        "接続を止めているのは次のものです: {wanted}。ドキュメントにある変更で解決できるとは貼り付けた内容から確認できないため、ドキュメントの手順に従ってください。",
        "利用者の変更では解決できません。Virtual Network Manager の管理者に例外を依頼してください。",
    ],
};
