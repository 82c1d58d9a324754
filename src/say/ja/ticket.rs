//! The answer as a document, in Japanese.

use crate::say::ticket::TicketText;

/// The words.
pub const TICKET: TicketText = TicketText {
    fixes: "解決方法 (それぞれ、変更後にもう一度判断して確認済み)",
    no_match: "不一致: ",
    would_match: "{} が {} で、{} を含みません",
    some_vm: "VM",
    asked: "{} {}、接続元: {}、接続先: {}",
    outbound: "VM からの接続",
};
