//! A compiler with the standard library for wasm32.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::debian::Debian;
use crate::process;
use crate::step::{already_there, step};
use crate::workspace::Workspace;

pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// Names the way to the compiler; unset means rustup, and what Debian packages only where rustup cannot download.
const CHOICE: &str = "PURCHASABLE_WASM";

pub(crate) enum WasmCompiler {
    /// The compiler that runs this task, with the library that rustup installs.
    Rustup,
    /// The compiler that Debian packages, with a library built from its source.
    Debian(Debian),
}

impl WasmCompiler {
    pub(crate) fn set_up(workspace: &Workspace) -> Result<Self> {
        match std::env::var(CHOICE).as_deref() {
            Ok("debian") => Debian::set_up(workspace).map(Self::Debian),
            Ok(other) => bail!("{CHOICE} is `{other}`; leave it unset, or set it to `debian`"),
            Err(_) => rustup_or_debian(workspace),
        }
    }

    /// A cargo command that builds for wasm32.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = match self {
            Self::Rustup => process::cargo(subcommand),
            Self::Debian(debian) => debian.cargo(subcommand),
        };
        command.args(["--target", TARGET]);
        command
    }

    /// Where its builds lie, in a folder for each profile.
    pub(crate) fn target_directory(&self, workspace: &Workspace) -> PathBuf {
        match self {
            Self::Rustup => workspace.target(),
            Self::Debian(debian) => debian.target_directory(),
        }
        .join(TARGET)
    }

    /// A command that checks for wasm32 and fails on a warning: clippy, or the compiler alone where Debian packages no clippy.
    pub(crate) fn lint(&self, arguments: &[&str]) -> Command {
        let (subcommand, deny) = match self {
            Self::Rustup => ("clippy", &["--", "-D", "warnings"][..]),
            Self::Debian(_) => ("check", &["-Zwarnings", "--config", "build.warnings='deny'"][..]),
        };
        let mut command = self.cargo(subcommand);
        command.args(arguments).args(deny);
        command
    }
}

fn rustup_or_debian(workspace: &Workspace) -> Result<WasmCompiler> {
    if installed()? {
        already_there("wasm library", TARGET);
        return Ok(WasmCompiler::Rustup);
    }
    let added = step("wasm library", "Rust's standard library for wasm32, by `rustup target add`", || {
        process::run(Command::new("rustup").args(["target", "add", TARGET]))
    });
    let Err(refused) = added else { return Ok(WasmCompiler::Rustup) };
    println!("    {refused:#}; trying the compiler that Debian packages");
    Debian::set_up(workspace).map(WasmCompiler::Debian).map_err(|error| {
        error.context(format!("Rust's wasm library cannot be had here; `rustup target add {TARGET}` has to work"))
    })
}

fn installed() -> Result<bool> {
    let library = process::read(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    Ok(PathBuf::from(library).is_dir())
}
