//! Every word a person reads. `en` and `ja` mirror each other file by file, and every message is a field of a struct, so
//! a missing translation does not compile (architecture, invariant 6).

pub mod en;
pub mod fate;
pub mod ja;
pub mod need;
pub mod page;
pub mod printable;
pub mod problem;
pub mod template;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
pub mod verdict;

pub use fate::{fate, fill, first_of};
pub use need::NeedWords;
pub use page::PageWords;
pub use printable::printable;
pub use problem::ProblemWords;
pub use template::{PhraseWords, Value, joined};
#[cfg(not(target_arch = "wasm32"))]
pub use terminal::TerminalWords;
pub use verdict::{Verdict, VerdictWords, verdict};

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
        match self {
            Language::En => &en::WORDS,
            Language::Ja => &ja::WORDS,
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

/// A language is data and nothing else: templates, and one way to fill them for all.
#[derive(Debug)]
pub struct Words {
    /// The page.
    pub page: PageWords,
    /// The answer.
    pub verdict: VerdictWords,
    /// What is wrong with the input.
    pub problem: ProblemWords,
    /// What would settle an answer.
    pub need: NeedWords,
    /// The parts of sentences.
    pub phrase: PhraseWords,
    /// The command line.
    #[cfg(not(target_arch = "wasm32"))]
    pub terminal: TerminalWords,
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

    /// A template per line, as its holes in the order of the alphabet.
    fn holes(language: Language) -> Vec<Vec<String>> {
        let words = format!("{:#?}", language.words());
        let texts = words.lines().filter(|line| line.ends_with("\","));
        texts
            .map(|line| {
                let parts = line.split('{').skip(1);
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
    fn every_template_has_the_same_holes_in_every_language() {
        let (english, japanese) = (holes(Language::En), holes(Language::Ja));
        assert!(english.len() > 100, "there are only {}", english.len());
        assert_eq!(english, japanese);
    }
}
