//! What is remarkable about rules, in English.

use crate::say::finding::FindingText;

/// The words.
pub const FINDING: FindingText = FindingText {
    heading: "Rules worth a look",
    sentences: [
        "{named} in {nsg} lets anybody on the Internet try to log on. Name the addresses that need it instead.",
        "{named} in {nsg} is never reached, and its opposite happens: {list} takes all that it is for.",
        "{named} in {nsg} is never reached: {list} takes all that it is for.",
        "{named} in {nsg} changes nothing: without it, {list} would do the same.",
    ],
};
