//! `cargo run --release -p faults`: every search, and every bug that a search has to find.

use std::num::NonZero;
use std::process::ExitCode;
use std::thread::available_parallelism;
use std::time::Instant;

use anyhow::{Result, ensure};
use clap::Parser;
use faults::bug::Bug;
use faults::plan::{Rules, bugs, further, searches};
use faults::search::{Outcome, search};
use faults::trace::Trace;
use mimalloc::MiMalloc;

/// States are cloned and thrown away by the million: with this one it takes less than half of the time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Searches everything that can happen to a purchase, and everything that can go wrong with it.
#[derive(Parser)]
struct Cli {
    /// Threads to work with; as many as there are cores, unless said otherwise
    #[arg(long)]
    jobs: Option<usize>,
    /// Only names the searches and the bugs
    #[arg(long, conflicts_with_all = ["bug", "search", "replay"])]
    list: bool,
    /// Searches further: twice as long
    #[arg(long, conflicts_with_all = ["bug", "search", "replay"])]
    all: bool,
    /// Only this bug
    #[arg(long, value_name = "NAME")]
    bug: Option<Bug>,
    /// Only the search within these bounds, which may be others than those of the list
    #[arg(long, value_name = "BOUNDS", conflicts_with = "bug")]
    search: Option<Rules>,
    /// Lives through what was found once more, step by step
    #[arg(long, value_name = "LINE", conflicts_with_all = ["bug", "search"])]
    replay: Option<String>,
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<()> {
    if let Some(line) = &cli.replay {
        print!("{}", Trace::parse(line)?.story(true)?);
        return Ok(());
    }
    let (searches, bugs) = chosen(cli);
    if cli.list {
        searches.iter().chain(&bugs).for_each(|rules| println!("{rules}"));
        return Ok(());
    }
    let jobs = cli.jobs.unwrap_or_else(|| available_parallelism().map_or(1, NonZero::get));
    let broken = searches.iter().filter(|rules| !holds(rules, jobs)).count();
    let missed = bugs.iter().filter(|rules| !is_caught(rules, jobs)).count();
    let failed = broken + missed;
    let passed = searches.len() + bugs.len() - failed;
    // In the words of Rust's own tests, so that whoever counts those counts these.
    println!(
        "\ntest result: {}. {passed} passed; {failed} failed; 0 ignored",
        if failed == 0 { "ok" } else { "FAILED" }
    );
    ensure!(broken == 0, "{broken} of {} searches have found something", searches.len());
    ensure!(missed == 0, "{missed} of {} bugs were not caught", bugs.len());
    Ok(())
}

fn chosen(cli: &Cli) -> (Vec<Rules>, Vec<Rules>) {
    match (cli.search, cli.bug) {
        (Some(rules), _) => (vec![rules], Vec::new()),
        (None, Some(bug)) => (Vec::new(), bugs().into_iter().filter(|rules| rules.bug == Some(bug)).collect()),
        (None, None) if cli.all => ([searches(), further()].concat(), bugs()),
        (None, None) => (searches(), bugs()),
    }
}

fn holds(rules: &Rules, jobs: usize) -> bool {
    let outcome = timed(rules, jobs);
    println!("violations {}", u8::from(outcome.found.is_some()));
    tell(rules, &outcome);
    outcome.found.is_none()
}

fn is_caught(rules: &Rules, jobs: usize) -> bool {
    let outcome = timed(rules, jobs);
    println!(
        "{}",
        outcome
            .found
            .as_ref()
            .map_or("NOT CAUGHT".to_owned(), |found| format!("caught in {} steps", found.steps.len()))
    );
    tell(rules, &outcome);
    outcome.found.is_some()
}

fn timed(rules: &Rules, jobs: usize) -> Outcome {
    print!("{:<70}", rules.to_string());
    let start = Instant::now();
    let outcome = search(rules, jobs);
    let Outcome { states, steps, depth, frontier, .. } = outcome;
    let took = start.elapsed().as_secs_f64();
    print!("states {states:>9}  steps {steps:>10}  depth {depth:>3}  frontier {frontier:>6}  {took:>7.1} s  ");
    outcome
}

fn tell(rules: &Rules, outcome: &Outcome) {
    let Some(found) = &outcome.found else { return };
    let trace = Trace { rules: *rules, steps: found.steps.clone() };
    println!("  {}", found.violation);
    print!("{}", trace.story(false).unwrap_or_else(|error| format!("  {error:#}\n")));
    println!("  cargo run --release -p faults -- --replay '{}'", trace.line());
}
