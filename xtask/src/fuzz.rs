//! `cargo xtask fuzz`: looks for bytes that break what must hold for any bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::process;
use crate::setup;
use crate::site::copy_all;
use crate::step::step;
use crate::workspace::Workspace;

const TARGETS: &str = "tests/fuzz/targets";
const CORPUS: &str = "tests/fuzz/corpus";
const DICTIONARY: &str = "tests/fuzz/macro_arguments.dict";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only this; all of them, unless it is said
    #[arg(value_enum)]
    target: Option<Target>,
    /// How long to look, for each
    #[arg(long, default_value_t = 600)]
    seconds: u32,
    /// Keep of the corpus only what the rest does not cover
    #[arg(long)]
    minimize: bool,
}

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Target {
    #[value(name = "host_answers")]
    HostAnswers,
    #[value(name = "journal_bytes")]
    JournalBytes,
    #[value(name = "macro_arguments")]
    MacroArguments,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let workspace = Workspace::load()?;
    let fuzzer = setup::cargo_fuzz(&workspace)?;
    let targets = args.target.map_or_else(|| Target::value_variants().to_vec(), |target| vec![target]);
    for target in targets {
        let name = target.to_possible_value().context("every target has a name")?.get_name().to_owned();
        let fuzz = Fuzz { workspace: &workspace, fuzzer: &fuzzer, target, name: &name };
        step("fuzz", &format!("{name}, for {} s", args.seconds), || process::run(&mut fuzz.look(args.seconds)))?;
        if args.minimize {
            step("corpus", &format!("what {name} needs of it"), || fuzz.minimize())?;
        }
    }
    Ok(())
}

struct Fuzz<'a> {
    workspace: &'a Workspace,
    fuzzer: &'a Path,
    target: Target,
    name: &'a str,
}

impl Fuzz<'_> {
    /// Ends with an error when something was found, and says how to see it again.
    fn look(&self, seconds: u32) -> Command {
        let mut command = self.command(&[&self.corpus()]);
        command.args(["--", &format!("-max_total_time={seconds}"), "-max_len=2048", "-print_final_stats=1"]);
        if self.target == Target::MacroArguments {
            command.arg(format!("-dict={DICTIONARY}"));
        }
        command
    }

    /// The fewest inputs that cover what all of them do.
    fn minimize(&self) -> Result<()> {
        let (all, few) = (self.corpus(), self.workspace.target().join("fuzz").join(self.name));
        if few.exists() {
            fs::remove_dir_all(&few)?;
        }
        fs::create_dir_all(&few)?;
        process::run(self.command(&[&few, &all]).args(["--", "-set_cover_merge=1"]))?;
        fs::remove_dir_all(&all)?;
        fs::create_dir_all(&all)?;
        copy_all(&few, &all)
    }

    fn corpus(&self) -> PathBuf {
        self.workspace.root().join(CORPUS).join(self.name)
    }

    fn command(&self, corpora: &[&Path]) -> Command {
        let mut command = Command::new(self.fuzzer);
        // The compiler has the sanitizer, once it is told that it may use it.
        command.env("RUSTC_BOOTSTRAP", "1");
        command.env("CARGO_TARGET_DIR", self.workspace.target().join("fuzz"));
        command.args(["run", "--fuzz-dir", TARGETS, self.name]).args(corpora);
        command.current_dir(self.workspace.root());
        command
    }
}
