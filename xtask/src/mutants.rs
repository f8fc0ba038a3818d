//! `cargo xtask mutants`: changes the flow and the journal in every small way, and lists the changes that no test notices.

use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::setup;
use crate::workspace::{RUNTIME, Workspace};

const FILES: [&str; 2] = ["runtime/src/flow/*.rs", "runtime/src/journal/*.rs"];

/// The storages of a browser, which these tests do not compile.
const ELSEWHERE: [&str; 2] = ["runtime/src/journal/web.rs", "runtime/src/journal/*_storage.rs"];

/// What a change of these files should break.
const TESTS: [&str; 8] =
    ["flow", "trace", "journal", "file_journal", "purchase", "recovery", "nothing_is_lost", "game_loop"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// List the changes, and try none
    #[arg(long)]
    list: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let workspace = Workspace::load()?;
    let mut command = Command::new(setup::cargo_mutants(&workspace)?);
    command.args(["mutants", "--package", RUNTIME, "--features", "simulated,trace,file", "--jobs", "2"]);
    for file in FILES {
        command.args(["--file", file]);
    }
    for file in ELSEWHERE {
        command.args(["--exclude", file]);
    }
    command.arg("--output").arg(workspace.target());
    if args.list {
        command.arg("--list");
    }
    command.args(["--", "--lib"]);
    for test in TESTS {
        command.args(["--test", test]);
    }
    process::run(command.current_dir(workspace.root()))
}
