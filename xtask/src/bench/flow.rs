//! `cargo xtask bench flow`: simulated purchases a second on one core, and heap allocations a purchase.

use anyhow::{Result, ensure};

use super::spread::Spread;
use super::verdict::at_least;
use crate::process::{self, cargo};
use crate::step::step;
use crate::workspace::Workspace;

const BAR: f64 = 200_000.0;
const GOAL: f64 = 1_000_000.0;

pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let measured = step("flow", "buy from the simulated TikTok, in a release build, on one thread", || {
        process::read(cargo("run").args(["--release", "--package", "bench-flow"]).current_dir(workspace.root()))
    })?;
    let rate = Spread::of(values(&measured, "purchases_a_second")?);
    let allocations = Spread::of(values(&measured, "allocations_a_purchase")?).median;
    let bytes = Spread::of(values(&measured, "bytes_a_purchase")?).median;

    println!("\npurchases a second on one core: {rate:.0}, median (lowest to highest)");
    println!("    bar {BAR:.0}, goal {GOAL:.0}, for the median: {}", at_least(rate.median, BAR, GOAL));
    println!("heap allocations a purchase: {allocations:.0}, {bytes:.0} bytes");
    Ok(())
}

/// The numbers on the lines that start with this name.
fn values(measured: &str, name: &str) -> Result<Vec<f64>> {
    let numbers = measured.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let values = numbers.map(str::parse).collect::<Result<Vec<f64>, _>>()?;
    ensure!(!values.is_empty(), "the benchmark printed no `{name}`, but:\n{measured}");
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEASURED: &str = "purchases_a_second 300000\npurchases_a_second 400000\nallocations_a_purchase 12";

    #[test]
    fn every_round_is_read() {
        assert_eq!(values(MEASURED, "purchases_a_second").unwrap(), [300_000.0, 400_000.0]);
    }

    #[test]
    fn a_number_that_was_not_printed_is_an_error() {
        let error = values(MEASURED, "bytes_a_purchase").unwrap_err().to_string();
        assert!(error.starts_with("the benchmark printed no `bytes_a_purchase`"));
    }
}
