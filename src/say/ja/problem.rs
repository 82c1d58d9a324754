//! Problems in Japanese: what, why, and what to do.

use crate::say::problem::ProblemText;

/// A sentence for every problem.
pub const PROBLEM: ProblemText = ProblemText {
    severities: ["エラー", "警告", "注意"],
    nothing_readable: "このテキストには、読み取れる形のネットワーク セキュリティ グループがありません (表形式は読み取れません)。表示されているコマンドを実行し、出力をすべて貼り付けてください。",
    not_read_yet: "この部分 ({list}) はまだ読み取れない種類の出力のため、使っていません。",
    json_cut: "テキストがここで JSON の途中で終わっています。ここまでの完全な部分は読み取りました。残りもコピーしてください。",
    json_broken: "ここは JSON として正しくありません。前後の完全な部分は読み取りました。",
    json_too_deep: "この JSON は Azure の出力にはない深さのため、これ以上読み取っていません。",
    list_truncated: "PowerShell が規則 {name} の {field} を「...」で省略したため、残りは失われています。先に $FormatEnumerationLimit = -1 を実行するか、JSON で出力して、もう一度貼り付けてください。",
    rules_not_shown: "{this_nsg}の規則は一部しか含まれていません。含まれていない規則によって結果が変わる可能性があります。NSG の SecurityRules の出力も貼り付けてください。",
    field_missing: "規則 {name} に {field} がありません。「任意」ではなく不明として扱います。",
    field_unreadable: "規則 {name} の {field} が「{text}」です。Azure の値ではないため、不明として扱います。",
    priority_out_of_range: "規則 {name} の優先度が {number} です。ユーザーの規則の優先度は 100 から 4096 のため、順序は不明です。",
    duplicate_priority: "規則 {name} と {other} の優先度がどちらも {number} ({direction}) です。Azure では作成できないため、両方の順序を試しました。",
    host_bits_set: "規則 {name}: {text} は {wanted} として読み取りました。プレフィックス長より後のビットは無視されます。",
    unsaved_rule: "規則 {name} は Azure に保存されていません (Id と ProvisioningState が空です)。有効ではありません。Set-AzNetworkSecurityGroup で保存してください。",
    rule_updating: "{name} は更新中です。貼り付けた内容で判断しました。しばらくしてからもう一度貼り付けてください。",
    rule_failed: "{name} の状態が Failed です。実際の動作が異なる可能性があります。",
    azure_error: "ここでは Azure が出力ではなくエラー {text} を返しています。「見つからない」というエラーなら名前とサブスクリプションを、権限のエラーならネットワークの閲覧権限を確認してください。サインインしていない場合は、先に az login または Connect-AzAccount を実行してください。有効な規則とルートは VM の実行中にのみ取得できます。それ以外の場合は VM を起動するか、NSG 自体を貼り付けてください。",
    empty_answer: "ここでは Azure の応答が空です。VM が実行されていない間、有効な規則とルートは空になります。VM を起動し、コマンドの名前を確認して再実行してください。",
    table_slipped: "この行の列が見出しの下に揃っていないため、この行以降を読み取れませんでした。出力をそのまま貼り付けるか、JSON で出力してください。",
    several_route_lists: "これらのルートは貼り付けた他のルートと異なり、どの VM のものか示されていないため、どちらも使っていません。1 つのネットワーク インターフェイスの有効なルートを貼り付けてください。",
    other_interface: "ネットワーク インターフェイス {name} は別の VM のもののようです。指定したアドレスがないか、貼り付けた NSG がこれにもサブネットにも関連付けられていません。対象の VM のものを貼り付けてください (az network nic list ですべて表示されます)。",
    two_subnets: "サブネット {text} にネットワーク インターフェイス {name} が含まれていますが、{other} にも含まれています。どちらか一方にしか属せないため、ネットワーク インターフェイスとそのサブネットをもう一度貼り付けてください。",
    route_destination: "{text} 宛てのルートがありますが、そのアドレスは示されていません。",
    ports_swapped: "規則 {name} の送信元ポートが {number} です。クライアントの送信元ポートは無作為なので、送信元と宛先のポートが逆の可能性があります。",
    duplicate_document: "NSG {name} が異なる内容で 2 回貼り付けられています。両方を判断しました。",
    later_counts: "{name} がここで再び、異なる内容で貼り付けられています。こちらを使います。",
    jit_bypassed: "Just-In-Time アクセスが迂回されています: 規則 {name} が {other} より先に評価され、ポートを開いています。",
    source_private: "{text} はプライベート アドレスです。VPN、ExpressRoute、ピアリング、Bastion を経由する場合にのみ Azure から見えます。インターネット経由では、パブリック アドレスが見えます。",
    target_public: "{text} はパブリック アドレスです。NSG から見えるのは VM のプライベート アドレスなので、そちらを入力してください。",
    target_not_found: "貼り付けた内容に {name} という名前のものはありません。",
};
