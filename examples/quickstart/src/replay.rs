//! A purchase that was written down, as in a bug report, and played again.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use purchasable::Trace;

use crate::timeline::{print_line, say};

pub fn write(trace: Option<&Trace>, file: &Path) -> Result<()> {
    let trace = trace.context("nothing was bought that could be written down")?;
    fs::write(file, trace.to_string()).with_context(|| format!("{} cannot be written", file.display()))
}

/// Prints every step, and how it ends.
pub fn play(file: &Path) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let trace: Trace = text.parse().with_context(|| file.display().to_string())?;
    let mut replay = trace.replay();
    for step in replay.by_ref() {
        print_line(step);
    }
    match replay.outcome() {
        Some(Ok(order)) => say(&format!("{} is paid", order.sku())),
        Some(Err(error)) => say(&error.to_string()),
        None => say("the purchase was still under way"),
    }
    Ok(replay.check()?)
}
