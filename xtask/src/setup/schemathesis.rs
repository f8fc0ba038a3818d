//! Schemathesis, which asks a server everything that its OpenAPI document allows, and more. It is written in Python, and is
//! installed into an environment of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::apt;
use super::cargo_tool::has_version;
use crate::process;
use crate::step::{already_there, step};
use crate::workspace::Workspace;

/// What it asks is drawn from a seed, and is another thing in another version.
const VERSION: &str = "4.32.5";

pub(crate) fn schemathesis(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target().join("tools/schemathesis");
    let program = folder.join("bin/schemathesis");
    if has_version(&program, VERSION, &["--version"]) {
        already_there("schemathesis", VERSION);
    } else {
        step("schemathesis", &format!("{VERSION}, by pip"), || install(&folder))?;
    }
    Ok(program)
}

fn install(folder: &Path) -> Result<()> {
    // Debian has this part of Python in a package of its own.
    if process::read(Command::new("python3").args(["-c", "import ensurepip"])).is_err() {
        apt::install(&["python3-venv"])?;
    }
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
    let package = format!("schemathesis=={VERSION}");
    process::run(Command::new(folder.join("bin/pip")).args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        &package,
    ]))
}
