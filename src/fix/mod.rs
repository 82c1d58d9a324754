//! Documented fixes: which there are, in which order the article tries them, which one helps here, and the proof.

pub mod apply;
pub mod candidate;
pub mod change;
pub mod client;
pub mod commands;
pub mod comparison;
pub mod id;
pub mod placement;
pub mod proof;
pub mod proposal;

pub use apply::apply;
pub use change::{Change, Step};
pub use client::Client;
pub use id::FixId;
pub use proof::{AlsoOpens, Opened, Where};
pub use proposal::{Proposal, Proposals, proposals};
