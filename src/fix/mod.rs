//! Documented fixes: which there are, in which order the article tries them, which one helps here, and the proof.

pub mod catalogue;
pub mod checklist;
pub mod symptom;
pub mod track;

pub use catalogue::{Fix, FixId, Risk};
pub use checklist::{Checklist, Ticks, checklist};
pub use track::Track;
