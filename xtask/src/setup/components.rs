//! Clippy and rustfmt.

use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::step::{already_there, step};

/// Makes sure that `cargo clippy` and `cargo fmt` work.
pub(crate) fn components() -> Result<()> {
    let missing: Vec<_> = [("clippy", "clippy"), ("fmt", "rustfmt")]
        .into_iter()
        .filter(|(subcommand, _)| process::read(process::cargo(subcommand).arg("--version")).is_err())
        .map(|(_, component)| component)
        .collect();
    if missing.is_empty() {
        already_there("components", "clippy, rustfmt");
        return Ok(());
    }
    step(&format!("rustup component add {}", missing.join(" ")), "lint needs it", || {
        process::run(Command::new("rustup").args(["component", "add"]).args(&missing))
            .context("without rustup, install clippy and rustfmt of the same compiler version by hand")
    })
}
