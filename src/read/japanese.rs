//! What the portal calls columns and values in Japanese, each as Azure's tools write it (the fix catalogue has these words).

use super::letters::is_ascii;

/// Japanese and English, without blanks.
const WORDS: &str = "名前=name 優先度=priority 優先順位=priority ソース=source 送信元=source ソースポート=sourceports ソースポート範囲=sourceports \
    送信元ポート=sourceports 宛先=destination 宛先ポート=destinationports 宛先ポート範囲=destinationports ポート=port \
    プロトコル=protocol アクション=action 操作=action 動作=action アクセス=access 方向=direction 状態=state アドレスプレフィックス=addressPrefixes \
    次ホップの種類=nextHopType ネクストホップの種類=nextHopType 次ホップIPアドレス=nextHopIpAddress \
    次ホップのIPアドレス=nextHopIpAddress ネクストホップIPアドレス=nextHopIpAddress ネクストホップのIPアドレス=nextHopIpAddress \
    ソースIPアドレスCIDR範囲=sourceservicetag ソースサービスタグ=sourceservicetag 宛先IPアドレスCIDR範囲=destinationservicetag \
    宛先サービスタグ=destinationservicetag サービス=service 説明=description ユーザー定義ルート名=userdefinedroutename 許可=Allow 拒否=Deny 許可する=Allow 拒否する=Deny 任意=Any すべて=Any 受信=Inbound 送信=Outbound 既定=Default \
    ユーザー=User 仮想ネットワークゲートウェイ=VirtualNetworkGateway アクティブ=Active 無効=Invalid 仮想ネットワーク=VnetLocal \
    インターネット=Internet 仮想アプライアンス=VirtualAppliance なし=None";

/// The word that Azure's tools write for this one.
pub fn in_english(text: &str) -> Option<&'static str> {
    if is_ascii(text) {
        return None;
    }
    let letters = |text: &str, other: &str| {
        let letter = |c: &char| !c.is_whitespace();
        let (one, two) = (text.chars().filter(letter), other.chars());
        one.map(|c| c.to_ascii_lowercase())
            .eq(two.map(|c| c.to_ascii_lowercase()))
    };
    let mut words = WORDS.split(' ');
    words.find_map(|word| {
        let (japanese, english) = word.split_once('=')?;
        letters(text, japanese).then_some(english)
    })
}
