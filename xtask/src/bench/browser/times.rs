//! How long a purchase takes, beside the others.

use anyhow::Result;

use super::CLIENTS;
use crate::bench::printed::values;
use crate::bench::spread::Spread;
use crate::bench::verdict::at_most;

const BAR: f64 = 1.25;
const GOAL: f64 = 1.05;

pub(super) fn print(printed: &str) -> Result<()> {
    let [ours, javascript, wasm] = CLIENTS.map(|(client, _)| values(printed, &format!("{client} microseconds")));
    let (ours, javascript, wasm) = (ours?, javascript?, wasm?);
    let against_javascript = ratio(&ours, &javascript);
    println!(
        "\na purchase against JavaScript by hand: {against_javascript} x, median (lowest to highest) of {} rounds",
        ours.len()
    );
    println!("    bar {BAR:.2} x, goal {GOAL:.2} x, for the median: {}", at_most(against_javascript.median, BAR, GOAL));
    println!("a purchase against wasm-bindgen by hand: {} x", ratio(&ours, &wasm));
    println!("the time itself, which is this machine's and only tells the scale:");
    for ((_, name), microseconds) in CLIENTS.into_iter().zip([ours, javascript, wasm]) {
        println!("    {name:<24}{:.0} µs", Spread::of(microseconds));
    }
    Ok(())
}

/// Within each round, so that a slow moment of the machine hits both sides.
fn ratio(ours: &[f64], rival: &[f64]) -> Spread {
    Spread::of(ours.iter().zip(rival).map(|(ours, rival)| ours / rival))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_round_hits_both_sides() {
        assert_eq!(ratio(&[1.0, 10.0, 1.0], &[2.0, 20.0, 2.0]), Spread::of([0.5]));
    }
}
