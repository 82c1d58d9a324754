//! What is remarkable about rules, in Japanese.

use crate::say::finding::FindingText;

/// The words.
pub const FINDING: FindingText = FindingText {
    heading: "見直したい規則",
    sentences: [
        "{nsg} の {named} は、インターネットのだれでもサインインを試せるようにしています。必要なアドレスだけを指定してください。",
        "{nsg} の {named} は評価されず、逆の結果になります。対象のすべてが先に {list} に一致します。",
        "{nsg} の {named} は評価されません。対象のすべてが先に {list} に一致します。",
        "{nsg} の {named} は何も変えません。なくても {list} が同じことをします。",
    ],
};
