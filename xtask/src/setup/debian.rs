//! The fallback for a machine where rustup cannot download: Debian's compiler, which has the source of the standard
//! library but no wasm32 build of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::apt;
use crate::process;
use crate::step::{already_there, step};
use crate::workspace::Workspace;

const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

pub(crate) struct Debian {
    linker: PathBuf,
    target_directory: PathBuf,
}

impl Debian {
    pub(super) fn set_up(workspace: &Workspace) -> Result<Self> {
        let linker = rustup_linker()?;
        ensure!(linker.is_file(), "there is no wasm linker at {}", linker.display());
        if process::read(Command::new("dpkg-query").arg("--status").args(PACKAGES)).is_ok() {
            already_there("wasm compiler", "Debian's");
        } else {
            step("wasm compiler", "Debian's, which can build the wasm library from source", || {
                apt::install(&PACKAGES)
            })?;
        }
        Ok(Self { linker, target_directory: workspace.target().join("debian") })
    }

    pub(super) fn target_directory(&self) -> &Path {
        &self.target_directory
    }

    pub(super) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = Command::new("/usr/bin/cargo");
        command
            .arg(subcommand)
            .arg("-Zbuild-std=std,panic_abort")
            // Another compiler must not share the directory of rustup's.
            .arg("--target-dir")
            .arg(&self.target_directory)
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTDOC", "/usr/bin/rustdoc")
            // Building the standard library from source is open to nightly compilers only; this lifts that.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &self.linker);
        command
    }
}

/// Debian's compiler has no linker for wasm; the one that rustup installs with every compiler serves.
fn rustup_linker() -> Result<PathBuf> {
    let libraries = process::read(Command::new("rustc").args(["--print", "target-libdir"]))?;
    Ok(PathBuf::from(libraries).with_file_name("bin").join("rust-lld"))
}
