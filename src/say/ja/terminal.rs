//! The command line in Japanese.

use crate::say::terminal::TerminalText;

/// Every fixed text of the command line.
pub const TERMINAL: TerminalText = TerminalText {
    help: "\
rdpcheck: 貼り付けた出力から、Azure VM へのリモート デスクトップをブロックする規則を示します

使い方: rdpcheck [オプション] [ファイル...]
  ファイル...         対応する形式のテキスト。省略または - で標準入力を読み取ります
  --from WHERE        アドレス、プレフィックス、internet (既定)、または vnet (仮想ネットワーク内の
                      不明なアドレス)
  --from-port N       クライアントの送信元ポート (既定: 任意の一時ポート)
  --to IP             VM のプライベート アドレス (既定: 不明)
  --target NAME       複数ある場合に対象の NIC、サブネット、NSG、またはプライベート アドレス
  --port N            VM が待ち受けるポート (既定: 3389)
  --protocol P        tcp (既定) または udp
  --through WAY       接続の経路: public-ip、load-balancer、firewall、bastion、gateway、peering、endpoint
                      (既定: 貼り付けた内容で VM につながるもの)
  --dial N            クライアントが接続するポート (途中で変換される場合。既定: 正しいポート)
  --outbound          VM から接続します。--from と --port は相手側を表します
  --attach NSG=WHERE  貼り付けた NSG の場所: subnet、nic、both、none
  --compare A=B       NSG A の代わりに B を使うと結果が変わる接続だけを答えます (名前、または入力内の番号)
  --next-hop IP       IP 宛てのパケットを運ぶルートだけを答えます
  --lang L            en または ja (既定: ロケールによる)
  --format F          text (既定)、json、markdown
  --help, --version

終了ステータス: 0 許可、1 ブロック、2 条件による、64 使い方の誤り、65 読み取れる内容なし
例: az network nsg show -g RG -n NSG | rdpcheck --from 203.0.113.7
",
    no_route: "貼り付けた内容に {} へのルートはありません。",
    unknown_option: "不明なオプション {}",
    bad_value: "{} に {} は指定できません",
    missing_value: "{} には値が必要です",
    cannot_read: "{} を読み取れません: {}",
    see_help: "rdpcheck --help でオプションを確認できます。",
    line: "{} 行目",
    lines: "{}-{} 行目",
    input: "入力 {}",
    run_this: "次のいずれかを実行し、出力を貼り付けてください:",
};
