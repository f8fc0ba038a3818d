//! A copy of the backend, as a process.

use std::ffi::OsStr;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use purchasable_simulator::Settings;
use reqwest::Client;
use tokio::net::TcpSocket;
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// Of somebody who waits for a crash. Long, because a busy machine is no failure.
const PATIENCE: Duration = Duration::from_mins(2);
/// How a process ends that aborts.
const SIGABRT: i32 = 6;

/// A copy of the backend, which can be killed at any time. It ends with its handle.
#[derive(Debug)]
pub struct Copy {
    url: String,
    command: Command,
    child: Child,
    _port: TcpSocket,
}

impl Copy {
    /// Starts this program, a backend of the app that the simulator has unless it is told otherwise.
    ///
    /// # Errors
    ///
    /// When it does not start.
    pub async fn start(program: &Path, database: &str, tiktok: &str, more: &[(&str, &OsStr)]) -> Result<Self> {
        let (port, listen) = reserve_port()?;
        let app = Settings::default();
        let mut command = Command::new(program);
        command
            .env("LISTEN", listen.to_string())
            .env("DATABASE_URL", database)
            .env("TIKTOK_URL", tiktok)
            .env("TIKTOK_CLIENT_KEY", app.client_key)
            .env("TIKTOK_CLIENT_SECRET", app.client_secret)
            .env("ENVIRONMENT", "production")
            .env("TOKEN_KEYS", format!("k1:{}", "7".repeat(64)))
            .env("RUST_LOG", "error")
            // Each player has an address, as behind a proxy: the backend counts how often one of them logs in.
            .env("PROXIES", "1")
            .envs(more.iter().copied())
            .stdout(Stdio::null())
            .kill_on_drop(true);
        let child = command.spawn().with_context(|| format!("{} does not start; build it first", program.display()))?;
        let mut copy = Self { url: format!("http://{listen}"), command, child, _port: port };
        copy.wait_until_ready().await?;
        Ok(copy)
    }

    /// Where it listens, the same after each start.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The number of the process, unless it has ended.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Ends the process without a word to it, and starts it once more.
    ///
    /// # Errors
    ///
    /// When it does not start.
    pub async fn kill_and_start(&mut self) -> Result<()> {
        self.kill().await?;
        self.start_again().await
    }

    /// Ends the process without a word to it.
    ///
    /// # Errors
    ///
    /// When it cannot be ended.
    pub async fn kill(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Waits until the process has died at the place that `CRASH_AT` names.
    ///
    /// # Errors
    ///
    /// When it does not come there, or ends in another way.
    pub async fn crash(&mut self) -> Result<()> {
        let end = timeout(PATIENCE, self.child.wait()).await.context("the backend does not come to the place")??;
        ensure!(end.signal() == Some(SIGABRT), "the backend ended with {end}; what it said is above");
        Ok(())
    }

    /// Starts a process that has ended once more, in the same place. It does not die where the first one did.
    ///
    /// # Errors
    ///
    /// When it does not start.
    pub async fn start_again(&mut self) -> Result<()> {
        self.child = self.command.env_remove("CRASH_AT").spawn()?;
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

/// A port that the backend finds again after each start. Nobody else is given it while the backend is away, since it is bound
/// here; nobody listens here, so that the backend may.
fn reserve_port() -> Result<(TcpSocket, SocketAddr)> {
    let port = TcpSocket::new_v4()?;
    port.set_reuseaddr(true)?;
    port.bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = port.local_addr()?;
    Ok((port, address))
}

/// The address of a player, of which there are 16 million.
#[must_use]
pub fn address_of(player: usize) -> String {
    format!("10.{}.{}.{}", player >> 16 & 255, player >> 8 & 255, player & 255)
}
