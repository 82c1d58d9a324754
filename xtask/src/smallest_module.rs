//! The module as brotli makes least of it: its functions in several orders, each sorted and compressed.

use std::num::NonZero;
use std::thread;

use anyhow::{Context, Result, anyhow};

use crate::function_order::{LIKENESSES, Likeness, reordered};
use crate::sizes::brotli_length;
use crate::sorted_code::{Sorted, Spelling};
use crate::step::step;

/// The smallest of them. The same module gives the same one.
pub fn smallest(module: &[u8]) -> Result<Vec<u8>> {
    step("Putting functions in order", || {
        let spelling = Sorted::of(module)?.spelling();
        let at_once = thread::available_parallelism().map_or(1, NonZero::get);
        let share = LIKENESSES.len().div_ceil(at_once);
        let all = thread::scope(|scope| {
            let spelling = &spelling;
            let find = |some| scope.spawn(move || smallest_of(some, module, spelling));
            let threads: Vec<_> = LIKENESSES.chunks(share).map(find).collect();
            let all = threads.into_iter().map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|_| Err(anyhow!("putting functions in order broke off")))
            });
            all.collect::<Result<Vec<_>>>()
        })?;
        let smallest = all.into_iter().min_by_key(|(length, _)| *length);
        Ok(smallest.context("there is no order")?.1)
    })
}

/// The first of the smallest of some, and how long it is compressed.
fn smallest_of(some: &[Likeness], module: &[u8], spelling: &Spelling) -> Result<(usize, Vec<u8>)> {
    let mut all = Vec::new();
    for likeness in some {
        let sorted = Sorted::of(&reordered(module, likeness)?)?.written(spelling)?;
        all.push((brotli_length(&sorted)?, sorted));
    }
    let smallest = all.into_iter().min_by_key(|(length, _)| *length);
    smallest.context("there is no order")
}
