//! `cargo xtask test`: sets up, runs every suite, and fails when one failed, ignored a test or had none.

mod description;
mod stage;
mod suite;
mod tally;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use self::description::Described;
use self::stage::Stage;
use self::suite::Suite;
use self::tally::Tally;
use crate::process;
use crate::setup::{self, Browser};
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Leave out what needs wasm and a browser, and what takes minutes
    #[arg(long, conflicts_with = "suites")]
    native: bool,
    /// Run only these suites; all of them, unless some are named
    #[arg(value_enum, value_name = "SUITE")]
    suites: Vec<Suite>,
}

impl Args {
    fn chosen(&self) -> Vec<Suite> {
        let chosen = |suite: &Suite| self.suites.is_empty() || self.suites.contains(suite);
        Suite::ALL.into_iter().filter(chosen).filter(|suite| !self.native || suite.is_quick()).collect()
    }
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let workspace = Workspace::load()?;
    let suites = args.chosen();
    let needs_browser = suites.iter().any(|suite| suite.needs_browser());
    let browser = needs_browser
        .then(|| Browser::set_up(&workspace))
        .transpose()
        .context("the browser suites cannot run; `cargo xtask test --native` leaves them out")?;
    if suites.iter().any(|suite| suite.needs_postgresql()) {
        setup::postgresql()?;
    }

    let mut outcomes = Vec::new();
    for suite in suites {
        println!("==> suite {suite}: {}", suite.purpose());
        let outcome = Outcome::of(suite, &workspace, browser.as_ref());
        if let Some(fault) = &outcome.fault {
            println!("    suite {suite}: FAILED: {fault}");
        }
        outcomes.push(outcome);
    }
    report(&outcomes)
}

struct Outcome {
    suite: Suite,
    tally: Tally,
    took: Duration,
    fault: Option<String>,
}

impl Outcome {
    fn of(suite: Suite, workspace: &Workspace, browser: Option<&Browser>) -> Self {
        let start = Instant::now();
        let mut tally = Tally::default();
        let ran = run_suite(suite, workspace, browser, &mut tally);
        let fault = ran.err().map(|error| format!("{error:#}")).or_else(|| tally.fault());
        Self { suite, tally, took: start.elapsed(), fault }
    }

    fn line(&self) -> String {
        let name = self.suite.to_string();
        let verdict = if self.fault.is_some() { "FAILED" } else { "ok" };
        format!("{name:<10}{:>7}{:>8.1} s  {verdict}", self.tally.passed, self.took.as_secs_f64())
    }
}

/// Runs every command of a suite, even after one that failed: the failures of all are wanted.
fn run_suite(suite: Suite, workspace: &Workspace, browser: Option<&Browser>, tally: &mut Tally) -> Result<()> {
    let stage = match (suite, browser) {
        (Suite::Pages, Some(browser)) => Some(Stage::set_up(workspace, browser)?),
        _ => None,
    };
    let described = (suite == Suite::Server).then(|| Described::start(workspace)).transpose()?;
    let mut commands = suite.commands(workspace, browser, stage.as_ref())?;
    commands.extend(described.as_ref().map(Described::asking_everything));
    let mut failed = Vec::new();
    for mut command in commands {
        let line = process::command_line(&command);
        println!("    {line}");
        let status = process::watch(command.current_dir(workspace.root()), |line| tally.read_line(line))?;
        if !status.success() {
            failed.push(format!("`{line}` ended with {status}"));
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!(failed.join("; ")) }
}

fn report(outcomes: &[Outcome]) -> Result<()> {
    let passed: usize = outcomes.iter().map(|outcome| outcome.tally.passed).sum();
    println!("\nsuite      passed      time");
    for outcome in outcomes {
        println!("{}", outcome.line());
    }
    println!();
    let failed: Vec<_> = outcomes.iter().filter_map(|outcome| Some((outcome.suite, outcome.fault.as_ref()?))).collect();
    if failed.is_empty() {
        println!("{passed} tests passed in {} suites", outcomes.len());
        return Ok(());
    }
    let faults: Vec<_> = failed.iter().map(|(suite, fault)| format!("  {suite}: {fault}")).collect();
    bail!("{} of {} suites failed:\n{}", failed.len(), outcomes.len(), faults.join("\n"))
}

#[cfg(test)]
mod tests {
    use clap::{Args as _, FromArgMatches};

    use super::*;

    fn suites(arguments: &[&str]) -> Vec<Suite> {
        let command = Args::augment_args(clap::Command::new("test").no_binary_name(true));
        Args::from_arg_matches(&command.get_matches_from(arguments)).unwrap().chosen()
    }

    #[test]
    fn every_suite_runs_unless_told_otherwise() {
        assert_eq!(suites(&[]), Suite::ALL);
    }

    #[test]
    fn native_leaves_out_what_needs_a_browser_and_what_takes_minutes() {
        let native = [Suite::Native, Suite::Ui, Suite::Hygiene, Suite::Doc, Suite::Simulator];
        assert_eq!(suites(&["--native"]), native);
    }

    #[test]
    fn named_suites_run_in_the_usual_order() {
        assert_eq!(suites(&["doc", "ui"]), [Suite::Ui, Suite::Doc]);
    }
}
