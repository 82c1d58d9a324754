//! What differs between two NSGs, in English.

use crate::say::changed::ChangedText;

/// The words.
pub const CHANGED: ChangedText = ChangedText {
    heading: "Compare two NSGs",
    sides: ["Before", "After"],
    ways: [
        "{wanted}: let through now: {list}.",
        "{wanted}: no longer let through: {list}.",
        "{wanted}: the paste does not show whether anything changes: {list}.",
    ],
    nothing: "Both NSGs let the same connections through.",
};
