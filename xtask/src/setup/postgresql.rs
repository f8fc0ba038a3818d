//! The programs of a PostgreSQL server, of which tests start one of their own.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::apt;
use crate::step::{already_there, step};

/// Where Debian keeps them, by version.
const VERSIONS: &str = "/usr/lib/postgresql";

pub(crate) fn postgresql() -> Result<()> {
    if let Some(programs) = programs() {
        already_there("PostgreSQL", &programs.display().to_string());
        return Ok(());
    }
    step("PostgreSQL", "a database server for tests to start; nothing of it runs by itself", || {
        apt::install(&["postgresql"])?;
        programs().with_context(|| format!("no programs of PostgreSQL are below {VERSIONS}, although it is installed"))
    })?;
    Ok(())
}

fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    versions.map(|version| version.path().join("bin")).find(|programs| programs.join("initdb").exists())
}
