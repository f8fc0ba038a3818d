//! `cargo xtask bench size`: release wasm after `wasm-opt -Oz`, beside clients written by hand for the same items.

mod weight;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use self::weight::Weight;
use super::client::{Builder, Client, HAND, OURS};
use super::verdict::at_most;
use crate::step::step;
use crate::workspace::Workspace;

const COUNTS: [usize; 3] = [1, 10, 100];

/// Every client speaks the same three dialects: `TTMinis.game`, `TTMinis` and `Minis`.
const CLIENTS: [(&str, Client); 6] = [
    ("purchasable, variants of a catalog", Client { items: "variants ", ..OURS }),
    ("purchasable, structs", OURS),
    ("by hand, one function", HAND),
    ("by hand, a copy for each item", Client { features: "copies", ..HAND }),
    ("by hand, three bare calls", Client { features: "bare", ..HAND }),
    ("by hand, bare, a copy for each", Client { features: "bare,copies", ..HAND }),
];

/// By how much the client may grow before somebody has to say that it should.
const MOST_GROWTH: f64 = 1.03;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write the figures that later runs are compared with
    #[arg(long)]
    commit: bool,
}

pub(super) fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let folder = workspace.target().join("bench/size");
    let builder = Builder::set_up(workspace, &folder)?;
    let weights = step("size", "build and weigh each client with 1, 10 and 100 items", || {
        let weigh_all = |client: Client| COUNTS.map(|count| Weight::of(&builder.build(client, count)?));
        CLIENTS.iter().map(|(_, client)| all_or_first_error(weigh_all(*client))).collect::<Result<Vec<_>>>()
    })?;
    print(&weights);
    let [variants, structs, function, copies, bare, _] = weights[..] else { bail!("a client is missing") };
    judge(variants, structs, function, copies, bare);
    gate(workspace, structs[0], args.commit)
}

fn all_or_first_error([one, ten, hundred]: [Result<Weight>; 3]) -> Result<[Weight; 3]> {
    Ok([one?, ten?, hundred?])
}

fn print(weights: &[[Weight; 3]]) {
    println!("\nwasm after wasm-opt -Oz, in bytes (packed by gzip); three dialects each");
    println!("{:<36}{:>18}{:>18}{:>18}{:>12}", "", "1 item", "10 items", "100 items", "JavaScript");
    for ((name, _), weights) in CLIENTS.iter().zip(weights) {
        let cell = |weight: Weight| format!("{} ({})", weight.raw, weight.gzip);
        let [one, ten, hundred] = weights.map(cell);
        println!("{name:<36}{one:>18}{ten:>18}{hundred:>18}{:>12}", weights[0].script);
    }
}

/// Prints how each figure stands to its bar and its goal.
fn judge(variants: [Weight; 3], structs: [Weight; 3], function: [Weight; 3], copies: [Weight; 3], bare: [Weight; 3]) {
    let against = |rival: [Weight; 3]| f64::from(structs[0].raw) / f64::from(rival[0].raw);
    let one = against(function);
    println!("\n1 item against the same steps by hand: {one:.2} x; bar 1.25, goal 1.00: {}", at_most(one, 1.25, 1.0));
    println!("1 item against the three bare calls: {:.2} x", against(bare));
    let variant = each_further(variants);
    println!(
        "each further variant: {variant:.0} bytes, by hand {:.0}; bar 96, goal 64: {}",
        each_further(function),
        at_most(variant, 96.0, 64.0)
    );
    let of_copy = each_further(structs) / each_further(copies);
    println!(
        "each further struct: {:.0} bytes, {of_copy:.2} x a copy by hand ({:.0}); bar 0.85, goal 0.40: {}",
        each_further(structs),
        each_further(copies),
        at_most(of_copy, 0.85, 0.4)
    );
}

/// What one item more costs, once there are some.
fn each_further([_, ten, hundred]: [Weight; 3]) -> f64 {
    (f64::from(hundred.raw) - f64::from(ten.raw)) / 90.0
}

/// Fails when the client has grown by more than it may, or the JavaScript around it.
fn gate(workspace: &Workspace, client: Weight, commit: bool) -> Result<()> {
    let file = committed(workspace);
    if commit {
        return Ok(fs::write(file, format!("{} {}\n", client.raw, client.script))?);
    }
    let text = fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?;
    let (wasm, script) = parse(&text).with_context(|| format!("{} does not hold two numbers", file.display()))?;
    println!("1 item: {} bytes and {} of JavaScript, committed {wasm} and {script}", client.raw, client.script);
    if has_outgrown(client.raw, wasm) || has_outgrown(client.script, script) {
        bail!(
            "the client has grown by more than 3 %; make it smaller, or commit the new figures with \
             `cargo xtask bench size --commit` and say why"
        );
    }
    Ok(())
}

/// The bytes of the wasm, and of the JavaScript around it.
fn parse(committed: &str) -> Option<(u32, u32)> {
    let (wasm, script) = committed.trim().split_once(' ')?;
    Some((wasm.parse().ok()?, script.parse().ok()?))
}

fn has_outgrown(bytes: u32, figure: u32) -> bool {
    f64::from(bytes) > f64::from(figure) * MOST_GROWTH
}

fn committed(workspace: &Workspace) -> PathBuf {
    workspace.root().join("benches/size/committed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_percent_are_allowed_and_no_more() {
        assert!(!has_outgrown(103_000, 100_000) && !has_outgrown(50_000, 100_000));
        assert!(has_outgrown(103_001, 100_000));
    }

    #[test]
    fn what_one_item_more_costs_is_told_apart_from_the_first() {
        let weight = |raw| Weight { raw, gzip: 0, script: 0 };
        assert!((each_further([weight(5_000), weight(6_000), weight(15_000)]) - 100.0).abs() < f64::EPSILON);
    }

    #[test]
    fn there_are_committed_figures() {
        let figures = fs::read_to_string(committed(&Workspace::load().unwrap())).unwrap();
        assert!(parse(&figures).is_some());
    }
}
