//! Progress: each step says what it does, why, and how long it took.

use std::time::Instant;

use anyhow::{Context, Result};

/// Does one step, with its name and purpose printed before and its duration after.
pub(crate) fn step<T>(what: &str, why: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {what}: {why}");
    let start = Instant::now();
    let result = work().with_context(|| format!("{what} failed"))?;
    println!("    {what}: done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(result)
}

/// Says that a step has nothing to do.
pub(crate) fn already_there(what: &str, found: &str) {
    println!("==> {what}: already there ({found})");
}
