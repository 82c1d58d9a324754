//! rdpcheck: which rule blocks Remote Desktop to an Azure VM, from pasted output.
//!
//! Rooms, from the ground up; a room uses only rooms above it: [`origin`], [`code`], [`net`], [`azure`],
//! [`question`], [`case`], [`read`], [`join`], [`judge`], [`explain`], [`command`], [`fix`], [`share`], [`say`], [`report`], then the two
//! front doors, `ui` and `cli`.
//!
//! # Invariants
//!
//! 1. Everything but `ui` and `cli` is pure: no clock, no I/O, no browser.
//! 2. Reading never fails: what is not understood is a problem with a place, and everything else is used. Nothing in
//!    the library panics on any input.
//! 3. Unknown is a value. It is never "no match", "any" or "allow". A hop that nobody gave evidence for is *not
//!    checked*, and never counts as allowed.
//! 4. Every value that can decide keeps its [`origin::Origin`].
//! 5. A question's source is a set of addresses; one address is a set of one.
//! 6. Words live only in [`say`]; a missing translation does not compile.
//! 7. Once the page is ready it makes no request, but for a service worker's of its own files; in a frame of another page and
//!    from disk none at all.

pub mod origin;

pub mod code;

pub mod net;

pub mod azure;

pub mod question;

pub mod case;

pub mod read;

pub mod join;

pub mod judge;

pub mod explain;

pub mod command;

pub mod fix;

pub mod share;

pub mod say;

#[cfg(not(target_arch = "wasm32"))]
pub mod report;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;

#[cfg(target_arch = "wasm32")]
pub mod ui;
