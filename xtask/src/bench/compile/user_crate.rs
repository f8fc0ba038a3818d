//! A crate as a user of some library has it, generated below the target directory.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{self, cargo};
use crate::workspace::Workspace;

pub(super) struct UserCrate {
    pub(super) folder: PathBuf,
}

impl UserCrate {
    /// Writes a crate with the given lines under `[dependencies]`, and downloads what it needs.
    pub(super) fn generate(workspace: &Workspace, folder: PathBuf, dependencies: &str) -> Result<Self> {
        fs::create_dir_all(folder.join("src"))?;
        // `[workspace]`, because the project's own lies above.
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        // The versions that the project itself is built with; cargo drops what this crate does not need.
        fs::copy(workspace.root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let user = Self { folder };
        user.write("")?;
        process::run(cargo("fetch").arg("--quiet").current_dir(&user.folder)).context("the dependencies are needed")?;
        Ok(user)
    }

    /// Makes this the source of the crate.
    pub(super) fn write(&self, source: &str) -> Result<()> {
        Ok(fs::write(self.folder.join("src/lib.rs"), source)?)
    }

    /// `cargo check` of the crate into its own target directory.
    pub(super) fn check(&self) -> Command {
        let mut command = cargo("check");
        command
            .args(["--offline", "--target-dir"])
            .arg(self.target())
            .env("CARGO_INCREMENTAL", "0")
            .current_dir(&self.folder);
        command
    }

    pub(super) fn target(&self) -> PathBuf {
        self.folder.join("target")
    }
}

/// The dependency on this project's own library, as it lies here.
pub(super) fn purchasable(workspace: &Workspace) -> String {
    // Single quotes: a path may hold backslashes.
    format!("purchasable = {{ path = '{}' }}\n", workspace.root().join("runtime").display())
}

/// The dependency on another library, in the newest version of Cargo.lock.
pub(super) fn rival(workspace: &Workspace, name: &str, features: &[&str]) -> Result<String> {
    let version =
        workspace.newest_locked_version(name).context("the rival has to be among the project's own dependencies")?;
    Ok(format!("{name} = {{ version = \"={version}\", features = {features:?} }}\n"))
}
