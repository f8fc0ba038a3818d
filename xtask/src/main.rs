//! The project's tasks, run as `cargo xtask <task>`.

mod bench;
mod driver;
mod fuzz;
mod lint;
mod mutants;
mod play;
mod process;
mod service;
mod setup;
mod site;
mod step;
mod test;
mod wasm;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The tasks that CI and the README run.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Set up what is missing, then run every test suite.
    ///
    /// The browser suite needs Rust's wasm library, wasm-bindgen's test runner and Chromium with its driver. Each is looked
    /// for first and installed where it is missing; the runner goes into the target directory, never into ~/.cargo/bin.
    /// One that cannot be installed ends the task with what to do about it.
    Test(test::Args),
    /// Build the web game, serve it together with the stand-in for TikTok, and build it anew whenever it changes.
    Play(play::Args),
    /// Check formatting, clippy for every package and feature set, and the documentation, with warnings denied.
    Lint,
    /// Look for bytes that break what must hold for any bytes: answers of the host, a journal, the arguments of the attribute.
    Fuzz(fuzz::Args),
    /// Change the flow and the journal in every small way, and list the changes that no test notices.
    Mutants(mutants::Args),
    /// Measure, and compare with the bars that the project holds itself to.
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Test(args) => test::run(&args),
        Task::Play(args) => play::run(&args),
        Task::Lint => lint::run(),
        Task::Fuzz(args) => fuzz::run(&args),
        Task::Mutants(args) => mutants::run(&args),
        Task::Bench(bench) => bench::run(&bench),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
