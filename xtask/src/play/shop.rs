//! What the game buys from: its backend, and TikTok on a desk, each a program of its own.

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::process::{self, cargo};
use crate::service::Service;
use crate::step::step;
use crate::workspace::Workspace;

const TIKTOK: &str = "purchasable-simulator";
const BACKEND: &str = "arcade-backend";

pub(super) struct Shop {
    tiktok: Service,
    backend: Service,
    program: Program,
    database: TempDir,
}

/// The backend as it was built.
struct Program {
    path: PathBuf,
    built: SystemTime,
}

impl Shop {
    /// Compiles both, and starts them.
    pub(super) fn open(workspace: &Workspace) -> Result<Self> {
        step("shop", "compile the backend and TikTok on a desk", || compile(workspace, &[TIKTOK, BACKEND]))?;
        let place = free_place()?;
        let tiktok = Service::start(
            Command::new(path(workspace, TIKTOK)).args(["--callback", &format!("http://{place}/webhooks/tiktok")]),
        )?;
        let (program, database) = (Program::find(workspace)?, tempfile::tempdir()?);
        let backend = Service::start(&mut command(&program, &database, &place, tiktok.address()))?;
        Ok(Self { tiktok, backend, program, database })
    }

    /// Where TikTok is.
    pub(super) fn tiktok(&self) -> &str {
        self.tiktok.address()
    }

    /// Where the backend is.
    pub(super) fn backend(&self) -> &str {
        self.backend.address()
    }

    /// Compiles the backend anew, and starts it again in the same place, with the same orders, where it is another.
    pub(super) fn renew(&mut self, workspace: &Workspace) -> Result<()> {
        step("shop", "compile the backend", || compile(workspace, &[BACKEND]))?;
        let program = Program::find(workspace)?;
        if program.built == self.program.built {
            return Ok(());
        }
        let place = self.backend.address().trim_start_matches("http://").to_owned();
        self.backend.end();
        self.backend = Service::start(&mut command(&program, &self.database, &place, self.tiktok.address()))?;
        self.program = program;
        Ok(())
    }
}

impl Program {
    fn find(workspace: &Workspace) -> Result<Self> {
        let path = path(workspace, BACKEND);
        let built = path.metadata().and_then(|file| file.modified());
        let built = built.with_context(|| format!("{} was not built", path.display()))?;
        Ok(Self { path, built })
    }
}

fn compile(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let mut build = cargo("build");
    for package in packages {
        build.args(["--package", package]);
    }
    process::run(build.current_dir(workspace.root()))
}

fn path(workspace: &Workspace, package: &str) -> PathBuf {
    workspace.target().join("debug").join(format!("{package}{}", std::env::consts::EXE_SUFFIX))
}

/// The simulator's own key and secret. What encrypts its tokens guards nothing.
fn command(program: &Program, database: &TempDir, place: &str, tiktok: &str) -> Command {
    let mut command = Command::new(&program.path);
    command
        .env("LISTEN", place)
        .env("ALLOWED_ORIGINS", "*")
        .env("DATABASE_URL", format!("sqlite:{}", database.path().join("orders.db").display()))
        .env("TIKTOK_URL", tiktok)
        .env("TIKTOK_CLIENT_KEY", "desk-client-key")
        .env("TIKTOK_CLIENT_SECRET", "desk-client-secret")
        .env("ENVIRONMENT", "production")
        .env("TOKEN_KEYS", format!("desk:{}", "0".repeat(64)));
    command
}

/// TikTok has to be told where the backend is before the backend is there.
fn free_place() -> Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("there is no free port")?;
    Ok(listener.local_addr()?.to_string())
}
