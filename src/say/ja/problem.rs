//! Problems in Japanese: what, why, and what to do.

use crate::azure::Direction;
use crate::read::{ProblemKind, Severity};
use crate::say::printable;

/// What is wrong with the input.
pub fn problem(problem: &ProblemKind) -> String {
    match problem {
        ProblemKind::NothingReadable => "このテキストにはネットワーク セキュリティ グループがありません。表示されているコマンドを実行し、出力をすべて貼り付けてください。".to_owned(),
        ProblemKind::NotReadYet { keys } => format!(
            "この部分 ({}) はまだ読み取れない種類の出力のため、使っていません。",
            keys.iter().map(|key| printable(key)).collect::<Vec<_>>().join("、")
        ),
        ProblemKind::JsonCut => "テキストがここで JSON の途中で終わっています。ここまでの完全な部分は読み取りました。残りもコピーしてください。".to_owned(),
        ProblemKind::JsonBroken => "ここは JSON として正しくありません。前後の完全な部分は読み取りました。".to_owned(),
        ProblemKind::JsonTooDeep => "この JSON は Azure の出力にはない深さのため、これ以上読み取っていません。".to_owned(),
        ProblemKind::ListTruncated { rule, field } => format!(
            "PowerShell が規則 {} の {} を「...」で省略したため、残りは失われています。先に $FormatEnumerationLimit = -1 を実行するか、JSON で出力して、もう一度貼り付けてください。",
            name(rule), field.name()
        ),
        ProblemKind::RulesNotShown { nsg } => format!(
            "{}の規則は一部しか含まれていません。含まれていない規則によって結果が変わる可能性があります。NSG の SecurityRules の出力も貼り付けてください。",
            if nsg.is_empty() { "この NSG ".to_owned() } else { format!("NSG {} ", printable(nsg)) }
        ),
        ProblemKind::FieldMissing { rule, field } => format!(
            "規則 {} に {} がありません。「任意」ではなく不明として扱います。",
            name(rule), field.name()
        ),
        ProblemKind::FieldUnreadable { rule, field, text } => format!(
            "規則 {} の {} が「{}」です。Azure の値ではないため、不明として扱います。",
            name(rule), field.name(), printable(text)
        ),
        ProblemKind::PriorityOutOfRange { rule, priority } => format!(
            "規則 {} の優先度が {priority} です。ユーザーの規則の優先度は 100 から 4096 のため、順序は不明です。",
            name(rule)
        ),
        ProblemKind::DuplicatePriority { rules: (first, second), priority, direction } => format!(
            "規則 {} と {} の優先度がどちらも {priority} ({}) です。Azure では作成できないため、両方の順序を試しました。",
            name(first), name(second),
            match direction { Direction::Inbound => "受信", Direction::Outbound => "送信" }
        ),
        ProblemKind::HostBitsSet { rule, written, network } => format!("規則 {}: {written} は {network} として読み取りました。プレフィックス長より後のビットは無視されます。", name(rule)),
        ProblemKind::UnsavedRule { rule } => format!(
            "規則 {} は Azure に保存されていません (Id と ProvisioningState が空です)。有効ではありません。Set-AzNetworkSecurityGroup で保存してください。",
            name(rule)
        ),
        ProblemKind::RuleUpdating { name: who } => format!("{} は更新中です。貼り付けた内容で判断しました。しばらくしてからもう一度貼り付けてください。", name(who)),
        ProblemKind::RuleFailed { name: who } => format!("{} の状態が Failed です。実際の動作が異なる可能性があります。", name(who)),
        ProblemKind::AzureError { code } => format!("ここでは Azure がエラー {} を返しています。有効な規則とルートは VM の実行中にのみ取得できます。VM を起動して再実行するか、NSG を貼り付けてください。", printable(code)),
        ProblemKind::RouteDestination { text } => format!("{} 宛てのルートがありますが、そのアドレスは示されていません。", printable(text)),
        ProblemKind::PortsSwapped { rule, port } => format!(
            "規則 {} の送信元ポートが {port} です。クライアントの送信元ポートは無作為なので、送信元と宛先のポートが逆の可能性があります。",
            name(rule)
        ),
        ProblemKind::DuplicateDocument { name: who } => format!("NSG {} が異なる内容で 2 回貼り付けられています。両方を判断しました。", name(who)),
        ProblemKind::JitBypassed { rule, jit } => format!(
            "Just-In-Time アクセスが迂回されています: 規則 {} が {} より先に評価され、ポートを開いています。",
            name(rule), name(jit)
        ),
        ProblemKind::SourcePrivate { source } => format!(
            "{source} はプライベート アドレスです。VPN、ExpressRoute、ピアリング、Bastion を経由する場合にのみ Azure から見えます。インターネット経由では、パブリック アドレスが見えます。"
        ),
        ProblemKind::TargetPublic { target } => format!(
            "{target} はパブリック アドレスです。NSG から見えるのは VM のプライベート アドレスなので、そちらを入力してください。"
        ),
        ProblemKind::TargetNotFound { name: who } => format!("貼り付けた内容に {} という名前のものはありません。", name(who)),
    }
}

/// How serious.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "エラー",
        Severity::Warning => "警告",
        Severity::Info => "注意",
    }
}

fn name(name: &str) -> String {
    if name.is_empty() {
        "(名前なし)".to_owned()
    } else {
        printable(name)
    }
}
