//! The web game as a folder of files, and a server for it.

mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::setup::WasmBuild;
use crate::workspace::Workspace;

pub(crate) use server::Server;

/// The package of the game.
pub(crate) const GAME: &str = "arcade";
const PAGE: &str = "examples/arcade/web";
const STAND_IN: &str = "simulator/stand-in.js";

/// How the game is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    /// Quickly, for somebody who changes it.
    Quick,
    /// As it is shipped.
    Shipped,
}

/// Compiles the game and puts it together with its page and the stand-in. Gives the folder.
pub(crate) fn build(workspace: &Workspace, tools: &WasmBuild, build: Build) -> Result<PathBuf> {
    let site = workspace.target().join("site");
    let wasm = compile(workspace, tools, build)?;
    fs::create_dir_all(&site)?;
    let mut bindgen = Command::new(&tools.bindgen);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", GAME, "--out-dir"]).arg(&site).arg(wasm);
    process::read(&mut bindgen)?;
    if build == Build::Shipped {
        let written = site.join(format!("{GAME}_bg.wasm"));
        process::read(tools.optimizer.command().arg(&written).arg("-o").arg(&written))?;
    }
    copy_all(&workspace.root().join(PAGE), &site)?;
    fs::copy(workspace.root().join(STAND_IN), site.join("stand-in.js"))?;
    Ok(site)
}

/// The folders whose changes make the site another.
pub(crate) fn sources(workspace: &Workspace) -> Vec<PathBuf> {
    ["examples/arcade", "macros/src", "runtime/src", "simulator"].map(|folder| workspace.root().join(folder)).to_vec()
}

fn compile(workspace: &Workspace, tools: &WasmBuild, build: Build) -> Result<PathBuf> {
    // The folder of the profile `dev` is called `debug`.
    let (profile, folder) = match build {
        Build::Quick => ("dev", "debug"),
        Build::Shipped => ("wasm", "wasm"),
    };
    let mut cargo = tools.compiler.cargo("build");
    cargo.args(["--profile", profile, "--package", GAME]).current_dir(workspace.root());
    process::run(&mut cargo)?;
    Ok(tools.compiler.target_directory(workspace).join(folder).join(format!("{GAME}.wasm")))
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}
