//! Programs that look for what the tests have missed.

use std::path::PathBuf;

use anyhow::Result;

use super::{apt, cargo_tool};
use crate::step::step;
use crate::workspace::Workspace;

/// The path of cargo-fuzz, and a compiler for the fuzzer's own C++.
pub(crate) fn cargo_fuzz(workspace: &Workspace) -> Result<PathBuf> {
    if which::which("c++").is_err() {
        step("c++", "from Debian", || apt::install(&["g++"]))?;
    }
    cargo_tool::program(workspace, "cargo-fuzz", "cargo-fuzz", "0.13.2", &["--version"])
}

/// The path of cargo-mutants.
pub(crate) fn cargo_mutants(workspace: &Workspace) -> Result<PathBuf> {
    cargo_tool::program(workspace, "cargo-mutants", "cargo-mutants", "27.1.0", &["mutants", "--version"])
}
