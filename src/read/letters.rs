//! Kinds of letters, as what the standard library searches for. They are of two types in all, so that the page holds each
//! of its searches twice at most, and not once for every place that searches.

/// Whether a letter is of some kind.
pub type Letter = fn(char) -> bool;

/// A digit.
pub const DIGIT: Letter = |c| c.is_ascii_digit();
/// Anything but a digit.
pub const NO_DIGIT: Letter = |c| !c.is_ascii_digit();
/// A letter of the English alphabet.
pub const ENGLISH: Letter = |c| c.is_ascii_alphabetic();
/// A capital one.
pub const LARGE: Letter = |c| c.is_ascii_uppercase();
/// A small one.
pub const SMALL: Letter = |c| c.is_ascii_lowercase();
/// White space.
pub const BLANK: Letter = char::is_whitespace;
/// A letter or digit of any script.
pub const OF_A_WORD: Letter = is_of_a_word;

/// One of these letters.
pub fn one_of(letters: &'static str) -> impl Fn(char) -> bool + Copy {
    // Quicker than to search for one.
    move |c| letters.chars().any(|letter| letter == c)
}

/// Whether nothing in it is more than a byte.
#[inline(never)]
pub fn is_ascii(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii())
}

/// Whether it is a letter or digit of any script, near enough: the tables that know it exactly weigh more than all this.
pub fn is_of_a_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{1fff}' | '\u{3041}'..)
}
