//! The answer as a document, in English.

use crate::say::ticket::TicketText;

/// The words.
pub const TICKET: TicketText = TicketText {
    fixes: "What opens it, each checked by judging again",
    no_match: "does not match: ",
    would_match: "{} is {}, which does not include {}",
    some_vm: "the VM",
    asked: "{} {}, from: {}, to: {}",
    outbound: "opened by the VM",
};
