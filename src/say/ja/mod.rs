//! Japanese.

pub mod need;
pub mod page;
pub mod problem;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
pub mod verdict;
