//! Saying what a long step does before it starts, and how long it took after.

use std::time::Instant;

use anyhow::Result;

/// Does one long step. `what` starts a sentence: "Installing Chromium".
///
/// Steps may run at the same time, so the closing line names its step again.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("{what} ...");
    let start = Instant::now();
    let result = work();
    let seconds = start.elapsed().as_secs_f64();
    match &result {
        Ok(_) => println!("{what}: {seconds:.1} s"),
        Err(_) => println!("{what}: failed after {seconds:.1} s"),
    }
    result
}
