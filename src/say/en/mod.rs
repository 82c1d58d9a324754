//! English.

pub mod need;
pub mod page;
pub mod phrase;
pub mod problem;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
pub mod verdict;

use super::Words;

/// All of it.
pub static WORDS: Words = Words {
    page: page::PAGE,
    verdict: verdict::VERDICT,
    problem: problem::PROBLEM,
    need: need::NEED,
    phrase: phrase::PHRASE,
    #[cfg(not(target_arch = "wasm32"))]
    terminal: terminal::TERMINAL,
};
