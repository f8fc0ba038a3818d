//! Programs that cargo installs, in exactly one version, into the target directory.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::step::{already_there, step};
use crate::workspace::Workspace;

/// The path of a program of this package, which is installed when it is missing or of another version than it says when it is
/// asked.
pub(super) fn program(
    workspace: &Workspace,
    package: &str,
    name: &str,
    version: &str,
    ask: &[&str],
) -> Result<PathBuf> {
    let tools = workspace.target().join("tools");
    let program = tools.join("bin").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    if has_version(&program, version, ask) {
        already_there(name, version);
    } else {
        step(name, &format!("{version}; about 2 minutes"), || install(package, version, &tools))?;
    }
    Ok(program)
}

/// With the dependencies it was released with, or, where a registry mirror lacks one of them, with those it has.
fn install(package: &str, version: &str, tools: &Path) -> Result<()> {
    let Err(refused) = process::run(cargo_install(package, version, tools).arg("--locked")) else { return Ok(()) };
    println!("    {refused}; trying with other versions of its dependencies");
    process::run(&mut cargo_install(package, version, tools))
}

fn cargo_install(package: &str, version: &str, tools: &Path) -> Command {
    let mut install = process::cargo("install");
    install.args([package, "--version", version, "--root"]).arg(tools);
    // Its build is of no further use: let cargo put it into a temporary directory.
    install.env_remove("CARGO_TARGET_DIR");
    install
}

pub(super) fn has_version(program: &Path, version: &str, ask: &[&str]) -> bool {
    process::read(Command::new(program).args(ask)).is_ok_and(|told| told.split_whitespace().last() == Some(version))
}
