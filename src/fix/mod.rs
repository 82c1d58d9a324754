//! Documented fixes: which there are, in which order the article tries them, which one helps here, and the proof.

pub mod also_opens;
pub mod apply;
pub mod candidate;
pub mod catalogue;
pub mod change;
pub mod checklist;
pub mod client;
mod commands;
pub mod comparison;
pub mod placement;
pub mod proof;
pub mod proposal;
pub mod symptom;
pub mod track;

pub use apply::apply;
pub use catalogue::{Fix, FixId, Risk};
pub use change::{Change, Step};
pub use checklist::{Checklist, Ticks, checklist};
pub use client::Client;
pub use commands::{known_names, names_for};
pub use proof::{AlsoOpens, Opened, Where};
pub use proposal::{FixSearch, Proposal, Proposals, proposals};
pub use track::Track;
