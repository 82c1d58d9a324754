//! Links: they open to the same judgement, keep secrets, fit, last, and nothing hostile in them does harm.
//!
//! With `--nocapture` the tests say how much they compared, and how long links are.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "share/golden.rs"]
mod golden;
#[path = "share/hostile.rs"]
mod hostile;
#[path = "share/lengths.rs"]
pub mod lengths;
#[allow(dead_code, reason = "made for the judge's own tests")]
mod naive;
#[path = "share/outcome.rs"]
mod outcome;
#[path = "share/pastes.rs"]
mod pastes;
#[path = "share/redaction.rs"]
mod redaction;
#[path = "share/round_trip.rs"]
mod round_trip;
#[path = "share/stand_ins.rs"]
mod stand_ins;
