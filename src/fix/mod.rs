//! Documented fixes: which there are, in which order the article tries them, which one helps here, and the proof.

pub mod candidate;
pub mod change;
pub mod client;
mod commands;
pub mod placement;
pub mod proof;
pub mod proposal;

pub use change::Change;
pub use client::Client;
pub use commands::known_names;
pub use proof::{AlsoOpens, Opened, Where};
pub use proposal::{Proposal, Proposals, proposals};
pub mod catalogue;
pub mod checklist;
pub mod symptom;
pub mod track;

pub use catalogue::{Fix, FixId, Risk};
pub use checklist::{Checklist, Ticks, checklist};
pub use track::Track;
