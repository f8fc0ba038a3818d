//! Finding what a task needs on this machine, and installing what is missing.

mod analysis;
mod apt;
mod cargo_tool;
mod chromium;
mod components;
mod debian;
mod node;
mod postgresql;
mod schemathesis;
mod wasm;
mod wasm_bindgen;
mod wasm_opt;

use std::path::PathBuf;

use anyhow::Result;

pub(crate) use analysis::{cargo_fuzz, cargo_mutants};
pub(crate) use chromium::driver;
pub(crate) use components::components;
pub(crate) use node::node;
pub(crate) use postgresql::postgresql;
pub(crate) use schemathesis::schemathesis;
pub(crate) use wasm::WasmCompiler;
pub(crate) use wasm_opt::WasmOpt;

use crate::workspace::Workspace;

/// What tests in a browser need.
pub(crate) struct Browser {
    pub(crate) compiler: WasmCompiler,
    pub(crate) test_runner: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    pub(crate) fn set_up(workspace: &Workspace) -> Result<Self> {
        Ok(Self {
            compiler: WasmCompiler::set_up(workspace)?,
            test_runner: wasm_bindgen::test_runner(workspace)?,
            driver: driver()?,
        })
    }
}

/// What it takes to build wasm for a page.
pub(crate) struct WasmBuild {
    pub(crate) compiler: WasmCompiler,
    pub(crate) bindgen: PathBuf,
}

impl WasmBuild {
    pub(crate) fn set_up(workspace: &Workspace) -> Result<Self> {
        Ok(Self { compiler: WasmCompiler::set_up(workspace)?, bindgen: wasm_bindgen::bindgen(workspace)? })
    }
}
