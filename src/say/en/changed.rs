//! What differs between two NSGs, in English.

use crate::say::changed::ChangedText;

/// The words.
pub const CHANGED: ChangedText = ChangedText {
    heading: "Compare two NSGs",
    sides: ["Before", "After"],
    ways: [
        "{wanted}: gets through now: {list}.",
        "{wanted}: no longer gets through: {list}.",
    ],
    nothing: "No connection fares otherwise.",
};
