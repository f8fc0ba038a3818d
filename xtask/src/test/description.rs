//! The order backend, running, and asked everything that its OpenAPI document allows, and more.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};

use super::suite;
use crate::process;
use crate::service::Service;
use crate::setup;
use crate::workspace::Workspace;

/// Nobody else has it for as long as the backend runs, on this machine alone.
const OPERATOR_KEY: &str = "key of the operator of these tests";

pub(super) struct Described {
    backend: Service,
    schemathesis: PathBuf,
    token: String,
}

impl Described {
    /// With a simulated TikTok, and a player who has logged in.
    pub(super) fn start(workspace: &Workspace) -> Result<Self> {
        let schemathesis = setup::schemathesis(workspace)?;
        process::run(suite::build_server().current_dir(workspace.root()))?;
        let mut backend = Command::new(workspace.target().join("debug/purchasable-server"));
        // Its log would drown what schemathesis says.
        backend.env("LISTEN", "127.0.0.1:0").env("OPERATOR_KEY", OPERATOR_KEY).env("RUST_LOG", "error");
        let backend = Service::start_until(&mut backend, "TOKEN=")?;
        let token = process::read(Command::new("sh").args(["-c", &format!("{}echo $TOKEN", backend.printed())]))?;
        ensure!(!token.is_empty(), "nobody could log in; what the server says to try is out of order");
        Ok(Self { backend, schemathesis, token })
    }

    /// What is asked, and how the answers are judged, is in `server/schemathesis.toml`.
    pub(super) fn asking_everything(&self) -> Command {
        let mut command = Command::new(&self.schemathesis);
        command
            .args(["--config-file", "server/schemathesis.toml", "run"])
            .arg(format!("{}/openapi.json", self.backend.address()))
            .env("TOKEN", &self.token)
            .env("OPERATOR_KEY", OPERATOR_KEY);
        command
    }
}
