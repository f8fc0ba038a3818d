//! Installing packages of a Debian system.

use std::process::Command;

use anyhow::{Result, anyhow, bail};

use crate::process;

/// Installs packages, as root or through sudo.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    let installed = apt_get(&["update"]).and_then(|()| apt_get(&[&["install", "-y"], packages].concat()));
    installed.map_err(|refused| anyhow!("{refused}; install {} yourself and run this again", packages.join(", ")))
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    process::run(as_root()?.args(arguments))
}

fn as_root() -> Result<Command> {
    if which::which("apt-get").is_err() {
        bail!("there is no apt-get on this machine");
    }
    if process::read(Command::new("id").arg("-u"))? == "0" {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        return Ok(command);
    }
    if which::which("sudo").is_err() {
        bail!("apt-get needs root, and there is no sudo");
    }
    let mut command = Command::new("sudo");
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Ok(command)
}
