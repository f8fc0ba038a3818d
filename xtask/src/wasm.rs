//! From a package to wasm and the JavaScript around it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::setup::{WasmBuild, WasmOpt};
use crate::workspace::Workspace;

/// The profile of what is shipped: as small as it gets.
pub(crate) const SHIPPED: &str = "wasm";

/// Compiles a package in this profile, with whatever else the command is given. Gives the file.
pub(crate) fn compile(
    workspace: &Workspace,
    tools: &WasmBuild,
    package: &str,
    profile: &str,
    complete: impl FnOnce(&mut Command),
) -> Result<PathBuf> {
    let mut cargo = tools.compiler.cargo("rustc");
    // Where a package is a Rust library as well, cargo does without link-time optimization, unless it is told that nobody
    // wants the library: a tenth of the game.
    cargo.args(["--lib", "--crate-type", "cdylib", "--profile", profile, "--package", package]);
    cargo.current_dir(workspace.root());
    complete(&mut cargo);
    process::run(&mut cargo)?;
    // The one profile whose folder is called otherwise.
    let folder = if profile == "dev" { "debug" } else { profile };
    let file = package.replace('-', "_") + ".wasm";
    Ok(tools.compiler.target_directory(workspace).join(folder).join(file))
}

/// Writes `NAME_bg.wasm` and the `NAME.js` that loads it. Gives the wasm.
pub(crate) fn bind(tools: &WasmBuild, compiled: &Path, name: &str, folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let mut bindgen = Command::new(&tools.bindgen);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]).arg(folder);
    process::read(bindgen.arg(compiled))?;
    Ok(folder.join(format!("{name}_bg.wasm")))
}

/// Makes a wasm file smaller, in its place.
pub(crate) fn optimize(optimizer: &WasmOpt, wasm: &Path) -> Result<()> {
    let mut command = optimizer.command();
    command.args(["-Oz", "--strip-debug", "--strip-producers"]);
    process::read(command.arg(wasm).arg("-o").arg(wasm)).map(drop)
}

/// Has a package compiled without the features that came after the first wasm. The standard library, which is compiled
/// already, has them all the same: see [`lower`].
pub(crate) fn leave_features_out(cargo: &mut Command) {
    // Without reference types, wasm-bindgen holds JavaScript values in an array. Where it sees that the standard library may
    // use them it looks for a table in vain, so the list of features goes, and the symbols with it.
    cargo.env("RUSTFLAGS", "-C target-cpu=mvp -C strip=symbols");
}

/// Takes out of a wasm file, in its place, what the standard library has brought in: all but non-trapping float-to-int, of
/// which binaryen makes something else than Rust means.
pub(crate) fn lower(optimizer: &WasmOpt, wasm: &Path) -> Result<()> {
    let mut command = optimizer.command();
    command.args(["--enable-bulk-memory", "--enable-sign-ext", "--enable-nontrapping-float-to-int"]);
    command.args(["--llvm-memory-copy-fill-lowering", "--signext-lowering", "--emit-target-features"]);
    process::read(command.arg(wasm).arg("-o").arg(wasm)).map(drop)
}
