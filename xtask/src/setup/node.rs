//! Node, which runs the tests of the stand-in, and `wasm-opt`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::apt;
use crate::process;
use crate::step::{already_there, step};

/// The first with a test runner that is not an experiment.
const OLDEST: u32 = 18;

/// Node's path, once it is there and new enough.
pub(crate) fn node() -> Result<PathBuf> {
    match on_path() {
        Ok((node, version)) => {
            already_there("node", &version);
            Ok(node)
        }
        Err(missing) => step("node", &format!("{missing:#}; installing it and npm"), || {
            apt::install(&["nodejs", "npm"])?;
            Ok(on_path()?.0)
        }),
    }
}

fn on_path() -> Result<(PathBuf, String)> {
    let node = which::which("node").context("there is no node on the PATH")?;
    let version = process::read(Command::new(&node).arg("--version"))?;
    let major = major(&version).with_context(|| format!("node told no version, but `{version}`"))?;
    ensure!(major >= OLDEST, "{} is {version}; it has to be {OLDEST} or newer", node.display());
    Ok((node, version))
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_found_in_what_node_tells() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("command not found"), None);
    }
}
