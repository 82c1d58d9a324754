//! scaffold
pub mod azure;
pub mod code;
pub mod net;
pub mod origin;
pub mod question;
pub mod read;
#[cfg(target_arch = "wasm32")]
pub mod ui;
