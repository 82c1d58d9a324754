//! English.

pub mod catalogue;
pub mod changed;
pub mod finding;
pub mod fix;
pub mod need;
pub mod page;
pub mod phrase;
pub mod problem;
pub mod share;
pub mod symptom;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
#[cfg(not(target_arch = "wasm32"))]
pub mod ticket;
pub mod verdict;
pub mod way_in;

use super::packed::{Text, text};
use super::words::Written;

/// All of it, joined.
pub static PACKED: Text = text(&BYTES);

static BYTES: [u8; WORDS.length()] = WORDS.packed();

const WORDS: Written = Written {
    page: page::PAGE,
    verdict: verdict::VERDICT,
    problem: problem::PROBLEM,
    need: need::NEED,
    phrase: phrase::PHRASE,
    way_in: way_in::WAY_IN,
    changed: changed::CHANGED,
    finding: finding::FINDING,
    fix: fix::FIX,
    catalogue: catalogue::CATALOGUE,
    symptom: symptom::SYMPTOM,
    share: share::SHARE,
    #[cfg(not(target_arch = "wasm32"))]
    ticket: ticket::TICKET,
    #[cfg(not(target_arch = "wasm32"))]
    terminal: terminal::TERMINAL,
};
