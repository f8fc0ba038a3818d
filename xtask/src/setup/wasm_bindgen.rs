//! wasm-bindgen's programs, in exactly the version that everything is compiled against.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::step::{already_there, step};
use crate::workspace::Workspace;

/// The path of the program that runs tests in a browser.
pub(super) fn test_runner(workspace: &Workspace) -> Result<PathBuf> {
    program(workspace, "wasm-bindgen-test-runner")
}

/// The path of the program that writes the JavaScript around a wasm file.
pub(super) fn bindgen(workspace: &Workspace) -> Result<PathBuf> {
    program(workspace, "wasm-bindgen")
}

/// Both are installed into the target directory when one is missing or of another version.
fn program(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let version = workspace.locked_version("wasm-bindgen")?;
    let tools = workspace.target().join("tools");
    let program = tools.join("bin").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    if has_version(&program, &version) {
        already_there(name, &version);
    } else {
        step(name, &format!("{version}, as in Cargo.lock; about 2 minutes"), || install(&version, &tools))?;
    }
    Ok(program)
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

fn has_version(program: &Path, version: &str) -> bool {
    process::read(Command::new(program).arg("--version"))
        .is_ok_and(|told| told.split_whitespace().last() == Some(version))
}
