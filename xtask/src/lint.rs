//! `cargo xtask lint`: formatting, clippy and documentation, with warnings denied.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{self, cargo};
use crate::setup::{self, WasmCompiler};
use crate::site::GAME;
use crate::step::step;
use crate::workspace::{BROWSER, RUNTIME, Workspace};

struct Check {
    what: String,
    why: &'static str,
    command: Command,
}

pub(crate) fn run() -> Result<()> {
    let workspace = Workspace::load()?;
    setup::components()?;
    let wasm = WasmCompiler::set_up(&workspace)?;

    let checks = [vec![formatting()], clippy(&workspace)?, lint_for_wasm(&wasm), documentation(&workspace, &wasm)];
    let mut failed = Vec::new();
    for Check { what, why, mut command } in checks.into_iter().flatten() {
        let run = || process::run(command.current_dir(workspace.root()));
        if let Err(error) = step(&what, why, run) {
            println!("    {error:#}");
            failed.push(what);
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("not clean: {}", failed.join("; ")) }
}

fn formatting() -> Check {
    let mut command = cargo("fmt");
    command.args(["--all", "--check"]);
    Check { what: "formatting".to_owned(), why: "one style; `cargo fmt` applies it", command }
}

/// Every package with all features, then the runtime with each feature set that a user can pick.
fn clippy(workspace: &Workspace) -> Result<Vec<Check>> {
    let mut all = cargo("clippy");
    all.args(["--workspace", "--exclude", BROWSER, "--all-targets", "--all-features"]);
    let everything =
        Check { what: "clippy".to_owned(), why: "every package, all features", command: deny_warnings(all) };

    let sets = feature_sets(&workspace.features(RUNTIME)?);
    let runtime = sets.into_iter().map(|features| {
        let mut command = cargo("clippy");
        command.args(["--package", RUNTIME, "--all-targets", "--features", &features]);
        let what = if features.is_empty() { "no features".to_owned() } else { format!("only {features}") };
        Check { what: format!("clippy, {what}"), why: "the runtime as users pick it", command: deny_warnings(command) }
    });
    Ok([everything].into_iter().chain(runtime).collect())
}

/// None, and each alone. All together is what the workspace as a whole is checked with.
fn feature_sets(features: &[&str]) -> Vec<String> {
    let alone = features.iter().filter(|_| features.len() > 1);
    [""].iter().chain(alone).map(ToString::to_string).collect()
}

fn lint_for_wasm(wasm: &WasmCompiler) -> Vec<Check> {
    [
        ["--package", RUNTIME, "--lib"].to_vec(),
        ["--package", RUNTIME, "--lib", "--all-features"].to_vec(),
        ["--package", BROWSER, "--all-targets", "--all-features"].to_vec(),
        ["--package", GAME].to_vec(),
        ["--package", "bench-size-ours", "--package", "bench-size-hand"].to_vec(),
        ["--package", "bench-size-hand", "--all-features"].to_vec(),
    ]
    .into_iter()
    .map(|arguments| {
        let what = format!("lint for wasm32, {}", arguments[1..].join(" "));
        Check { what, why: "what only a browser runs", command: wasm.lint(&arguments) }
    })
    .collect()
}

/// For this machine and for wasm32, because the bridge is documented where it exists.
fn documentation(workspace: &Workspace, wasm: &WasmCompiler) -> Vec<Check> {
    let mut native = cargo("doc");
    native.args(["--workspace", "--no-deps", "--all-features"]);
    for package in workspace.packages_under("tests") {
        native.args(["--exclude", package]);
    }
    let mut bridge = wasm.cargo("doc");
    bridge.args(["--package", RUNTIME, "--no-deps", "--all-features"]);
    [("documentation", native), ("documentation for wasm32", bridge)]
        .into_iter()
        .map(|(what, mut command)| {
            command.env("RUSTDOCFLAGS", "-D warnings");
            Check { what: what.to_owned(), why: "links resolve, nothing public is undocumented", command }
        })
        .collect()
}

fn deny_warnings(mut command: Command) -> Command {
    command.args(["--", "-D", "warnings"]);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_is_also_checked_alone() {
        assert_eq!(feature_sets(&["serde", "simulated"]), ["", "serde", "simulated"]);
    }

    #[test]
    fn a_lone_feature_is_checked_once_as_all_of_them() {
        assert_eq!(feature_sets(&["simulated"]), [""]);
    }
}
