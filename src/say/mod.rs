//! Every word a person reads. `en` and `ja` mirror each other file by file, and every message is a field of a struct, so
//! a missing translation does not compile (architecture, invariant 6). The page holds each language as one [`packed`] text.

pub mod azure_comparison;
pub mod catalogue;
pub mod changed;
pub mod checklist;
pub mod details;
pub mod en;
pub mod fate;
pub mod finding;
pub mod fix;
pub mod ja;
#[cfg(not(target_arch = "wasm32"))]
pub mod markup;
pub mod need;
pub mod packed;
pub mod page;
pub mod printable;
pub mod problem;
pub mod reached;
pub mod share;
pub mod symptom;
pub mod template;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
#[cfg(not(target_arch = "wasm32"))]
pub mod ticket;
pub mod verdict;
pub mod way_in;
pub mod words;

pub use catalogue::{CatalogueWords, SaidOfFix};
pub use fate::{fate, fill, first_of};
pub use fix::FixWords;
pub use need::NeedWords;
pub use page::PageWords;
pub use printable::printable;
pub use problem::ProblemWords;
pub use symptom::{ErrorWords, SymptomWords};
pub use template::{PhraseWords, Value, joined};
#[cfg(not(target_arch = "wasm32"))]
pub use terminal::TerminalWords;
pub use verdict::{Verdict, VerdictWords, verdict};
pub use way_in::WayInWords;
pub use words::Words;

use std::sync::LazyLock;

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

    /// Every word of it.
    pub fn words(self) -> &'static Words {
        static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::unpacked(en::PACKED));
        static JAPANESE: LazyLock<Words> = LazyLock::new(|| Words::unpacked(ja::PACKED));
        match self {
            Language::En => &ENGLISH,
            Language::Ja => &JAPANESE,
        }
    }

    /// The words of the page. Not inlined: every use would choose between the texts of both languages anew.
    #[inline(never)]
    pub fn page(self) -> &'static PageWords {
        &self.words().page
    }

    /// The words of the command line.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn terminal(self) -> &'static TerminalWords {
        &self.words().terminal
    }
}

#[cfg(test)]
mod tests {
    use super::packed::{END, Text};
    use super::words::Written;
    use super::{Language, en, ja};

    #[test]
    fn languages_are_known_by_any_tag() {
        for tag in ["ja", "ja-JP", "JA_jp.UTF-8"] {
            assert_eq!(Language::for_tag(tag), Language::Ja, "{tag}");
        }
        for tag in ["", "en-US", "jav", "C"] {
            assert_eq!(Language::for_tag(tag), Language::En, "{tag}");
        }
    }

    /// Every template, as its holes in the order of the alphabet.
    fn holes(language: Language) -> Vec<Vec<String>> {
        let packed = match language {
            Language::En => en::PACKED,
            Language::Ja => ja::PACKED,
        };
        packed
            .split(END)
            .map(|text| {
                let parts = text.split('{').skip(1);
                let mut holes: Vec<String> = parts
                    .filter_map(|part| part.split_once('}'))
                    .map(|(hole, _)| hole.to_owned())
                    .collect();
                holes.sort();
                holes
            })
            .collect()
    }

    #[test]
    fn every_word_is_unpacked_where_it_was_written() {
        let count = size_of::<Written>() / size_of::<Text>();
        for packed in [en::PACKED, ja::PACKED] {
            assert_eq!(packed.matches(END).count(), count, "one end a word");
        }
        let words = Language::Ja.words();
        assert_eq!(words.page.title(), ja::page::PAGE.title);
        assert_eq!(words.page.kinds(), &ja::page::PAGE.kinds);
        assert_eq!(words.page.footer(), ja::page::PAGE.footer);
        assert_eq!(words.phrase.and_also(), &ja::phrase::PHRASE.and_also);
    }

    #[test]
    fn every_template_has_the_same_holes_in_every_language() {
        let (english, japanese) = (holes(Language::En), holes(Language::Ja));
        assert!(english.len() > 100, "there are only {}", english.len());
        assert_eq!(english, japanese);
    }
}
