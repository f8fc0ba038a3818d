//! One client, built as a game ships it, and weighed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::read::GzEncoder;

use crate::process;
use crate::setup::WasmBuild;
use crate::workspace::Workspace;

/// What to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Client {
    pub(super) package: &'static str,
    pub(super) features: &'static str,
    /// How the build script of the package is told which items to sell, before their number.
    pub(super) items: &'static str,
}

/// Bytes, as they lie on a disk and as they go over a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) raw: u32,
    pub(super) gzip: u32,
    /// The JavaScript around it.
    pub(super) script: u32,
}

impl Client {
    pub(super) fn weigh(self, count: usize, build: &WasmBuild, workspace: &Workspace) -> Result<Weight> {
        let compiled = self.compile(count, build, workspace)?;
        let folder = workspace.target().join("bench/size").join(self.package);
        fs::create_dir_all(&folder)?;
        let mut bindgen = std::process::Command::new(&build.bindgen);
        bindgen.args(["--target", "web", "--no-typescript", "--out-name", "client", "--out-dir"]).arg(&folder);
        process::read(bindgen.arg(compiled))?;
        let optimized = folder.join("client.wasm");
        let mut optimize = build.optimizer.command();
        process::read(optimize.arg(folder.join("client_bg.wasm")).arg("-o").arg(&optimized))?;
        Weight::of(&optimized, &folder.join("client.js"))
    }

    fn compile(self, count: usize, build: &WasmBuild, workspace: &Workspace) -> Result<PathBuf> {
        let mut cargo = build.compiler.cargo("build");
        cargo.args(["--quiet", "--profile", "wasm", "--package", self.package, "--features", self.features]);
        cargo.env("BENCH_SIZE_ITEMS", format!("{}{count}", self.items)).current_dir(workspace.root());
        process::run(&mut cargo)?;
        let file = self.package.replace('-', "_") + ".wasm";
        Ok(build.compiler.target_directory(workspace).join("wasm").join(file))
    }
}

impl Weight {
    fn of(wasm: &Path, script: &Path) -> Result<Self> {
        let bytes = fs::read(wasm).with_context(|| format!("{} was not written", wasm.display()))?;
        let mut packed = Vec::new();
        std::io::copy(&mut GzEncoder::new(&bytes[..], Compression::best()), &mut packed)?;
        Ok(Self { raw: count(&bytes)?, gzip: count(&packed)?, script: count(&fs::read(script)?)? })
    }
}

fn count(bytes: &[u8]) -> Result<u32> {
    u32::try_from(bytes.len()).context("no client is that large")
}
