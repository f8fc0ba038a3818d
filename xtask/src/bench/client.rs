//! One client, built as a game ships it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::setup::{WasmBuild, WasmOpt};
use crate::wasm;
use crate::workspace::Workspace;

/// What to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Client {
    pub(super) package: &'static str,
    pub(super) features: &'static str,
    /// How the build script of the package is told which items to sell, before their number.
    pub(super) items: &'static str,
}

/// The client built with this library, selling structs.
pub(super) const OURS: Client = Client { package: "bench-size-ours", features: "", items: "structs " };

/// The same by hand, selling all items through one function.
pub(super) const HAND: Client = Client { package: "bench-size-hand", features: "", items: "" };

/// What was built.
pub(super) struct Built {
    pub(super) wasm: PathBuf,
    /// The JavaScript around it, and what that imports.
    pub(super) scripts: Vec<PathBuf>,
}

/// All that it takes to build clients.
pub(super) struct Builder<'a> {
    workspace: &'a Workspace,
    tools: WasmBuild,
    optimizer: WasmOpt,
    folder: &'a Path,
}

impl<'a> Builder<'a> {
    /// Builds into this folder, in which each package has one of its own.
    pub(super) fn set_up(workspace: &'a Workspace, folder: &'a Path) -> Result<Self> {
        Ok(Self { workspace, tools: WasmBuild::set_up(workspace)?, optimizer: WasmOpt::set_up(workspace)?, folder })
    }

    /// Builds a client that sells so many items.
    pub(super) fn build(&self, client: Client, count: usize) -> Result<Built> {
        let compiled = wasm::compile(self.workspace, &self.tools, client.package, wasm::SHIPPED, |cargo| {
            cargo.args(["--quiet", "--features", client.features]);
            cargo.env("BENCH_SIZE_ITEMS", format!("{}{count}", client.items));
        })?;
        let folder = self.folder.join(client.package);
        // Snippets lie in folders that are named after the version of their crate, and earlier ones stay.
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let wasm = wasm::bind(&self.tools, &compiled, "client", &folder)?;
        wasm::optimize(&self.optimizer, &wasm)?;
        Ok(Built { wasm, scripts: scripts_below(&folder)? })
    }
}

fn scripts_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut scripts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            scripts.append(&mut scripts_below(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "js") {
            scripts.push(path);
        }
    }
    Ok(scripts)
}
