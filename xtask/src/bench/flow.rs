//! `cargo xtask bench flow`: simulated purchases a second on one core, and heap allocations a purchase.

use anyhow::Result;

use super::printed::values;
use super::spread::Spread;
use super::verdict::at_least;
use crate::process::{self, cargo};
use crate::step::step;
use crate::workspace::Workspace;

const BAR: f64 = 200_000.0;
const GOAL: f64 = 1_000_000.0;

pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let printed = step("flow", "buy from the simulated TikTok, in a release build, on one thread", || {
        process::read(cargo("run").args(["--release", "--package", "bench-flow"]).current_dir(workspace.root()))
    })?;
    let rate = Spread::of(values(&printed, "purchases_a_second")?);
    let allocations = Spread::of(values(&printed, "allocations_a_purchase")?).median;
    let bytes = Spread::of(values(&printed, "bytes_a_purchase")?).median;

    println!("\npurchases a second on one core: {rate:.0}, median (lowest to highest)");
    println!("    bar {BAR:.0}, goal {GOAL:.0}, for the median: {}", at_least(rate.median, BAR, GOAL));
    println!("heap allocations a purchase: {allocations:.0}, {bytes:.0} bytes");
    Ok(())
}
