//! What a client weighs.

use std::fs;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::read::GzEncoder;

use crate::bench::client::Built;

/// Bytes, as they lie on a disk and as they go over a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) raw: u32,
    pub(super) gzip: u32,
    /// The JavaScript around it.
    pub(super) script: u32,
}

impl Weight {
    pub(super) fn of(built: &Built) -> Result<Self> {
        let Built { wasm, scripts } = built;
        let bytes = fs::read(wasm).with_context(|| format!("{} was not written", wasm.display()))?;
        let mut packed = Vec::new();
        std::io::copy(&mut GzEncoder::new(&bytes[..], Compression::best()), &mut packed)?;
        let script = scripts.iter().map(|script| count(&fs::read(script)?)).sum::<Result<u32>>()?;
        Ok(Self { raw: count(&bytes)?, gzip: count(&packed)?, script })
    }
}

fn count(bytes: &[u8]) -> Result<u32> {
    u32::try_from(bytes.len()).context("no client is that large")
}
