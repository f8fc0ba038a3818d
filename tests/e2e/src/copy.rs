//! A copy of the backend, as a process.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use purchasable_simulator::{Settings, Simulator};
use reqwest::Client;
use tokio::process::{Child, Command};

/// A copy of the backend, which can be killed at any time.
pub(crate) struct Copy {
    pub(crate) url: String,
    command: Command,
    child: Child,
}

impl Copy {
    /// A copy at this database, which ends with its handle.
    pub(crate) async fn start(program: &Path, database: &str, tiktok: &Simulator, shelf: &Path) -> Result<Self> {
        // It has to be found again at the same address after each start.
        let listen = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let app = Settings::default();
        let mut command = Command::new(program);
        command
            .env("LISTEN", &listen)
            .env("DATABASE_URL", database)
            .env("TIKTOK_URL", tiktok.url())
            .env("TIKTOK_CLIENT_KEY", app.client_key)
            .env("TIKTOK_CLIENT_SECRET", app.client_secret)
            .env("ENVIRONMENT", "production")
            .env("TOKEN_KEYS", format!("k1:{}", "7".repeat(64)))
            .env("SHELF", shelf)
            .env("RUST_LOG", "warn")
            // Each player has an address, as behind a proxy: the backend counts how often one of them logs in.
            .env("PROXIES", "1")
            .stdout(Stdio::null())
            .kill_on_drop(true);
        let child = command.spawn().with_context(|| format!("{} does not start", program.display()))?;
        let mut copy = Self { url: format!("http://{listen}"), command, child };
        copy.wait_until_ready().await?;
        Ok(copy)
    }

    /// Ends the process without a word to it, and starts it once more.
    pub(crate) async fn kill_and_start(&mut self) -> Result<()> {
        self.child.kill().await?;
        self.child = self.command.spawn()?;
        self.wait_until_ready().await
    }

    async fn wait_until_ready(&mut self) -> Result<()> {
        let http = Client::new();
        loop {
            if let Some(status) = self.child.try_wait()? {
                bail!("the backend ended with {status}; what it said is above");
            }
            let ready = http.get(format!("{}/readyz", self.url)).send().await;
            if ready.is_ok_and(|ready| ready.status().is_success()) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// The program beside this one.
pub(crate) fn program() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let folder = own.parent().context("a program is in a folder")?;
    // Tests are one folder deeper.
    let folder = if folder.ends_with("deps") { folder.parent().unwrap_or(folder) } else { folder };
    Ok(folder.join("backend-copy"))
}
