//! wasm-bindgen's programs, in exactly the version that everything is compiled against.

use std::path::PathBuf;

use anyhow::Result;

use super::cargo_tool;
use crate::workspace::Workspace;

/// The path of the program that runs tests in a browser.
pub(super) fn test_runner(workspace: &Workspace) -> Result<PathBuf> {
    program(workspace, "wasm-bindgen-test-runner")
}

/// The path of the program that writes the JavaScript around a wasm file.
pub(super) fn bindgen(workspace: &Workspace) -> Result<PathBuf> {
    program(workspace, "wasm-bindgen")
}

fn program(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    cargo_tool::program(workspace, "wasm-bindgen-cli", name, &workspace.locked_version("wasm-bindgen")?, &["--version"])
}
