//! `cargo xtask bench`: measurements, each beside a rival or a bar. A bar that is missed is printed and is no failure: on
//! a shared machine it may be the neighbours'.

mod browser;
mod client;
mod compile;
mod cost;
mod flow;
mod printed;
mod server;
mod size;
mod spread;
mod verdict;

use anyhow::Result;
use clap::Subcommand;

use crate::workspace::Workspace;

#[derive(Subcommand)]
pub(crate) enum Bench {
    /// How long a purchase takes in Chromium, beside the same flow by hand in JavaScript and in wasm-bindgen.
    Browser,
    /// How long the compiler takes, for 1,000 items and for the library itself, beside thiserror and serde.
    ///
    /// Everything is generated and built below the target directory's `bench` folder.
    Compile,
    /// Simulated purchases a second on one core, and heap allocations a purchase.
    Flow,
    /// Orders and webhooks a second through the order backend, beside the same transactions by hand.
    Server(server::Args),
    /// The bytes of a client with 1, 10 and 100 items, beside clients written by hand.
    ///
    /// Fails when the client with one item has grown by more than 3 % over the figure in `benches/size/committed`.
    Size(size::Args),
}

pub(crate) fn run(bench: &Bench) -> Result<()> {
    let workspace = Workspace::load()?;
    match bench {
        Bench::Browser => browser::run(&workspace),
        Bench::Compile => compile::run(&workspace),
        Bench::Flow => flow::run(&workspace),
        Bench::Server(args) => server::run(&workspace, args),
        Bench::Size(args) => size::run(&workspace, args),
    }
}
