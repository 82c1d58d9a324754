//! Every word a person reads. `en` and `ja` mirror each other file by file, and every message is an exhaustive match
//! or a field of a struct, so a missing translation does not compile (architecture, invariant 6).

pub mod en;
pub mod fate;
pub mod ja;
pub mod page;
pub mod printable;
pub mod sentence;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
pub mod verdict;

pub use fate::{fate, fill, first_of};
pub use page::PageWords;
pub use printable::printable;
pub use sentence::Sentence;
#[cfg(not(target_arch = "wasm32"))]
pub use terminal::TerminalWords;
pub use verdict::{Verdict, verdict};

use crate::judge::{Answer, HopKind, Need};
use crate::read::{ProblemKind, Severity};

/// A language that everything can be said in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// Both.
    pub const ALL: [Language; 2] = [Language::En, Language::Ja];

    /// The language for a tag such as `ja`, `ja-JP` or `ja_JP.UTF-8`; English for all others.
    pub fn for_tag(tag: &str) -> Self {
        let is_japanese = tag
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("ja"))
            && tag
                .get(2..3)
                .is_none_or(|next| matches!(next, "-" | "_" | "."));
        if is_japanese {
            Language::Ja
        } else {
            Language::En
        }
    }

    /// The tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ja => "ja",
        }
    }

    /// One sentence.
    pub fn sentence(self, sentence: &Sentence<'_>) -> String {
        match self {
            Language::En => en::verdict::sentence(sentence),
            Language::Ja => ja::verdict::sentence(sentence),
        }
    }

    /// What is wrong with the input, and what to do about it.
    pub fn problem(self, problem: &ProblemKind) -> String {
        match self {
            Language::En => en::problem::problem(problem),
            Language::Ja => ja::problem::problem(problem),
        }
    }

    /// How serious.
    pub fn severity(self, severity: Severity) -> &'static str {
        match self {
            Language::En => en::problem::severity(severity),
            Language::Ja => ja::problem::severity(severity),
        }
    }

    /// What would settle it, as a request to the reader.
    pub fn need(self, need: &Need) -> String {
        match self {
            Language::En => en::need::need(need),
            Language::Ja => ja::need::need(need),
        }
    }

    /// One of the three answers, in a word.
    pub fn answer(self, answer: Answer) -> &'static str {
        match self {
            Language::En => en::verdict::answer(answer),
            Language::Ja => ja::verdict::answer(answer),
        }
    }

    /// A station on the way.
    pub fn hop(self, kind: HopKind) -> &'static str {
        match self {
            Language::En => en::verdict::hop(kind),
            Language::Ja => ja::verdict::hop(kind),
        }
    }

    /// The words of the page. Not inlined: every use would choose between the texts of both languages anew.
    #[inline(never)]
    pub fn page(self) -> &'static PageWords {
        match self {
            Language::En => &en::page::PAGE,
            Language::Ja => &ja::page::PAGE,
        }
    }

    /// The words of the command line.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn terminal(self) -> &'static TerminalWords {
        match self {
            Language::En => &en::terminal::TERMINAL,
            Language::Ja => &ja::terminal::TERMINAL,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn languages_are_known_by_any_tag() {
        for tag in ["ja", "ja-JP", "JA_jp.UTF-8"] {
            assert_eq!(Language::for_tag(tag), Language::Ja, "{tag}");
        }
        for tag in ["", "en-US", "jav", "C"] {
            assert_eq!(Language::for_tag(tag), Language::En, "{tag}");
        }
    }
}
