//! One client, built as a game ships it, and weighed.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::read::GzEncoder;

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

/// Bytes, as they lie on a disk and as they go over a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) raw: u32,
    pub(super) gzip: u32,
    /// The JavaScript around it.
    pub(super) script: u32,
}

impl Client {
    pub(super) fn weigh(
        self,
        count: usize,
        workspace: &Workspace,
        tools: &WasmBuild,
        optimizer: &WasmOpt,
    ) -> Result<Weight> {
        let compiled = wasm::compile(workspace, tools, self.package, wasm::SHIPPED, |cargo| {
            cargo.args(["--quiet", "--features", self.features]);
            cargo.env("BENCH_SIZE_ITEMS", format!("{}{count}", self.items));
        })?;
        let folder = workspace.target().join("bench/size").join(self.package);
        let bound = wasm::bind(tools, &compiled, "client", &folder)?;
        wasm::optimize(optimizer, &bound)?;
        Weight::of(&bound, &folder.join("client.js"))
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
