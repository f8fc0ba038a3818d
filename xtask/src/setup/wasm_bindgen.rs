//! wasm-bindgen's test runner, in exactly the version that the tests are compiled against.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::step::{already_there, step};
use crate::workspace::Workspace;

/// The runner's path; it is installed into the target directory when it is missing or of another version.
pub(super) fn test_runner(workspace: &Workspace) -> Result<PathBuf> {
    let version = workspace.locked_version("wasm-bindgen")?;
    let tools = workspace.target().join("tools");
    let runner = tools.join("bin/wasm-bindgen-test-runner").with_extension(std::env::consts::EXE_EXTENSION);
    if has_version(&runner, &version) {
        already_there("wasm-bindgen's test runner", &version);
    } else {
        step("wasm-bindgen's test runner", &format!("{version}, as in Cargo.lock; about 2 minutes"), || {
            install(&version, &tools)
        })?;
    }
    Ok(runner)
}

/// With the dependencies it was released with, or, where a registry mirror lacks one of them, with those it has.
fn install(version: &str, tools: &Path) -> Result<()> {
    let Err(refused) = process::run(cargo_install(version, tools).arg("--locked")) else { return Ok(()) };
    println!("    {refused}; trying with other versions of its dependencies");
    process::run(&mut cargo_install(version, tools))
}

fn cargo_install(version: &str, tools: &Path) -> Command {
    let mut install = process::cargo("install");
    install.args(["wasm-bindgen-cli", "--version", version, "--root"]).arg(tools);
    // Its build is of no further use: let cargo put it into a temporary directory.
    install.env_remove("CARGO_TARGET_DIR");
    install
}

fn has_version(runner: &Path, version: &str) -> bool {
    process::read(Command::new(runner).arg("--version"))
        .is_ok_and(|told| told.split_whitespace().last() == Some(version))
}
