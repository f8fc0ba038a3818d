//! `cargo xtask bench compile`: what the attribute and the library cost a compiler, beside what others cost it.
//!
//! Everything is compiled without incremental caches, so that each check does all of its work, and judged by processor time,
//! which other programs on the machine disturb least.

mod clean;
mod items;
mod ratio;
mod sources;
mod user_crate;

use anyhow::Result;

use super::cost::Cost;
use super::spread::Spread;
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let folder = workspace.target().join("bench/compile");
    let items = items::run(workspace, &folder)?;
    let clean = clean::run(workspace, &folder)?;
    if !(items && clean) {
        println!("\nA BAR WAS MISSED; see the ratios above.");
    }
    Ok(())
}

/// Prints a line for each row: its name, then the median, lowest and highest of its costs in the given unit.
fn print_costs<'a>(unit: &str, of_seconds: f64, rows: impl IntoIterator<Item = (&'a str, &'a [Cost])>) {
    println!("{:<30}{:>30}{:>30}", "", format!("processor {unit}"), format!("wall {unit}"));
    for (name, costs) in rows {
        let spread = |part: fn(&Cost) -> f64| Spread::of(costs.iter().map(|cost| part(cost) * of_seconds)).to_string();
        println!("{name:<30}{:>30}{:>30}", spread(|cost| cost.processor), spread(|cost| cost.wall));
    }
    println!();
}
