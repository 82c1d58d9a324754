//! Documented fixes: which there are, in which order the article tries them, which one helps here, and the proof.

pub mod catalogue;
pub mod symptom;

pub use catalogue::{Fix, FixId, Risk};
