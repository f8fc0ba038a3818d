//! The web game as a folder of files, and a server for it.

mod server;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::setup::{WasmBuild, WasmOpt};
use crate::wasm;
use crate::workspace::Workspace;

pub(crate) use server::Server;

/// The package of the game.
pub(crate) const GAME: &str = "arcade";
const PAGE: &str = "examples/arcade/web";
const STAND_IN: &str = "simulator/stand-in.js";

/// How the game is built: quickly, for somebody who changes it, unless it is said otherwise.
#[derive(Clone, Copy)]
pub(crate) struct Build<'a> {
    /// Makes it small, as it is shipped.
    pub(crate) shrink: Option<&'a WasmOpt>,
    /// Leaves bulk memory and reference types out, for a runtime that lacks them.
    pub(crate) lower: Option<&'a WasmOpt>,
}

/// Compiles the game and puts it together with its page and the stand-in. Gives the folder.
pub(crate) fn build(workspace: &Workspace, tools: &WasmBuild, build: Build) -> Result<PathBuf> {
    let site = workspace.target().join(if build.lower.is_some() { "site-lowered" } else { "site" });
    let profile = if build.shrink.is_some() { wasm::SHIPPED } else { "dev" };
    let compiled = wasm::compile(workspace, tools, GAME, profile, |cargo| {
        if build.lower.is_some() {
            wasm::leave_features_out(cargo);
        }
    })?;
    // The folders in it are named after versions of crates, and earlier ones would be shipped with the game.
    let snippets = site.join("snippets");
    if snippets.exists() {
        fs::remove_dir_all(&snippets)?;
    }
    let bound = wasm::bind(tools, &compiled, GAME, &site)?;
    if let Some(optimizer) = build.lower {
        wasm::lower(optimizer, &bound)?;
    }
    if let Some(optimizer) = build.shrink {
        wasm::optimize(optimizer, &bound)?;
    }
    copy_all(&workspace.root().join(PAGE), &site)?;
    fs::copy(workspace.root().join(STAND_IN), site.join("stand-in.js"))?;
    Ok(site)
}

/// The folders whose changes make the site another.
pub(crate) fn sources(workspace: &Workspace) -> Vec<PathBuf> {
    ["examples/arcade", "macros/src", "runtime/src", "server/src", "simulator"]
        .map(|folder| workspace.root().join(folder))
        .to_vec()
}

/// Copies every file of a folder into another.
pub(crate) fn copy_all(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}
