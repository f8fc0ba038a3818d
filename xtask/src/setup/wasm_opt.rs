//! `wasm-opt`, which makes wasm smaller; it is itself wasm, in a package of npm's, and runs in node.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::node;
use crate::process;
use crate::step::{already_there, step};
use crate::workspace::Workspace;

/// Figures are compared over months, so the version is fixed. What Debian packages is too old for today's compiler.
const VERSION: &str = "132.0.0";

pub(crate) struct WasmOpt {
    node: PathBuf,
    script: PathBuf,
}

impl WasmOpt {
    pub(crate) fn set_up(workspace: &Workspace) -> Result<Self> {
        let node = node()?;
        let folder = workspace.target().join("tools/wasm-opt");
        let script = folder.join("node_modules/binaryen/bin/wasm-opt");
        let stamp = folder.join("version");
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == VERSION) && script.exists() {
            already_there("wasm-opt", VERSION);
        } else {
            step("wasm-opt", &format!("binaryen {VERSION}, by npm"), || {
                let package = format!("binaryen@{VERSION}");
                process::run(
                    Command::new("npm")
                        .args(["install", "--no-fund", "--no-audit", "--prefix"])
                        .arg(&folder)
                        .arg(package),
                )?;
                Ok(fs::write(&stamp, VERSION)?)
            })?;
        }
        Ok(Self { node, script })
    }

    /// A command to be given an input, `-o`, an output, and what to do. It allows the features that the input says it uses.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.node);
        command.arg(&self.script).arg("--mvp-features");
        command
    }
}
