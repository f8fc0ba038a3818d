//! `cargo xtask bench server`: orders and webhooks a second through the order backend, beside the same transactions by hand.

use anyhow::Result;

use super::printed::values;
use super::spread::Spread;
use super::verdict::at_least;
use crate::process::{self, cargo};
use crate::setup;
use crate::step::step;
use crate::workspace::Workspace;

const BAR: f64 = 0.5;
const GOAL: f64 = 0.8;

const HOW: &str = "\
An order is two transactions and four reads, a webhook one transaction and one read. Commits are durable on both sides,
and TikTok answers at once. By hand, a database of its own is given the same statements by as many tasks, over a pool
that is as large as is best for it: 1 connection for SQLite, 10 for PostgreSQL.";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many orders each measurement makes
    #[arg(long, default_value_t = 1000)]
    orders: usize,
    /// How often each is repeated
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

pub(super) fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    setup::postgresql()?;
    step("server", "the order backend and its rival, in a release build", || {
        let mut build = cargo("build");
        build.args(["--release", "--package", "purchasable-server", "--package", "bench-server"]);
        process::run(build.current_dir(workspace.root()))
    })?;
    let printed = step("measure", "on SQLite and PostgreSQL, with 1, 8 and 64 connections; some minutes", || {
        let mut measure = cargo("run");
        measure.args(["--release", "--package", "bench-server", "--"]);
        measure.args(["--orders", &args.orders.to_string(), "--rounds", &args.rounds.to_string()]);
        process::read(measure.current_dir(workspace.root()))
    })?;

    println!("\n{HOW}");
    for database in ["sqlite", "postgresql"] {
        for connections in [1, 8, 64] {
            for what in ["orders", "webhooks"] {
                line(&printed, &format!("{database}.{connections}"), what)?;
            }
        }
    }
    for what in ["orders", "webhooks"] {
        let one = values(&printed, &format!("postgresql.64.{what}.ours"))?;
        let two = Spread::of(ratios(&values(&printed, &format!("two-copies.64.{what}.ours"))?, &one));
        println!("{what}, two copies on one PostgreSQL over one copy, 64 connections: {two} ×");
    }
    let memory = Spread::of(values(&printed, "sqlite.64.memory")?);
    println!("memory at most, SQLite, 64 connections: {memory:.0} MiB");
    Ok(())
}

fn line(printed: &str, name: &str, what: &str) -> Result<()> {
    let ours = values(printed, &format!("{name}.{what}.ours"))?;
    let ratio = Spread::of(ratios(&ours, &values(printed, &format!("{name}.{what}.direct"))?));
    let at = |part| -> Result<f64> { Ok(Spread::of(values(printed, &format!("{name}.{what}.ours.{part}"))?).median) };
    let verdict = at_least(ratio.median, BAR, GOAL);
    println!(
        "{name} connections, {what}: {:.0} a second, {ratio} × by hand: {verdict}; p50 {:.1} ms, p99 {:.1} ms",
        Spread::of(ours).median,
        at("p50")?,
        at("p99")?,
    );
    Ok(())
}

/// Round by round, since both met the same neighbours then.
fn ratios(ours: &[f64], theirs: &[f64]) -> Vec<f64> {
    ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect()
}

#[cfg(test)]
mod tests {
    use super::ratios;

    #[test]
    fn a_round_is_set_beside_the_same_round_of_the_rival() {
        assert_eq!(ratios(&[5.0, 9.0], &[10.0, 3.0]), [0.5, 3.0]);
    }
}
