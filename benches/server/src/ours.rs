//! The order backend as its users run it: a process of its own, asked over HTTP.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use purchasable_simulator::signature;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use tokio::process::{Child, Command};

const SECRET: &str = "secret";
const CLIENT_KEY: &str = "key";

/// One copy of it, which ends with its handle.
pub(crate) struct Copy {
    url: String,
    http: Client,
    child: Child,
}

impl Copy {
    pub(crate) async fn start(database: &str, tiktok: &str) -> Result<Self> {
        let program = std::env::current_exe()?.with_file_name("purchasable-server");
        Self::start_program(&program, database, tiktok).await
    }

    async fn start_program(program: &Path, database: &str, tiktok: &str) -> Result<Self> {
        let listen = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let child = Command::new(program)
            .env("LISTEN", &listen)
            .env("DATABASE_URL", database)
            .env("TIKTOK_URL", tiktok)
            .env("TIKTOK_CLIENT_KEY", CLIENT_KEY)
            .env("TIKTOK_CLIENT_SECRET", SECRET)
            .env("ENVIRONMENT", "production")
            .env("TOKEN_KEYS", format!("k1:{}", "7".repeat(64)))
            .env("RUST_LOG", "error")
            // Each player has an address, as behind a proxy: the backend counts how often one of them logs in.
            .env("PROXIES", "1")
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} does not start; build it first", program.display()))?;
        let copy = Self { url: format!("http://{listen}"), http: Client::new(), child };
        while copy.http.get(format!("{}/readyz", copy.url)).send().await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(copy)
    }

    /// The token of a session.
    pub(crate) async fn log_in(&self, player: usize) -> Result<String> {
        let address = format!("10.{}.{}.{}", player >> 16 & 255, player >> 8 & 255, player & 255);
        let question = self.http.post(format!("{}/session", self.url)).header("X-Forwarded-For", address);
        let session = good(question.json(&json!({"code": format!("player-{player}")}))).await?;
        Ok(session["token"].as_str().context("a session has a token")?.to_owned())
    }

    /// Its price and all else that a client has to know.
    pub(crate) async fn item(&self) -> Result<Value> {
        let catalog: Value = self.http.get(format!("{}/catalog", self.url)).send().await?.json().await?;
        Ok(catalog["items"][0].clone())
    }

    /// The id of a new order.
    pub(crate) async fn order(&self, token: &str, item: &Value, key: &str) -> Result<String> {
        let wish = json!({"sku": item["sku"], "digest": item["digest"], "key": key});
        let made = good(self.http.post(format!("{}/orders", self.url)).bearer_auth(token).json(&wish)).await?;
        Ok(made["order"]["id"].as_str().with_context(|| format!("an order has an id: {made}"))?.to_owned())
    }

    /// TikTok tells that an order is paid.
    pub(crate) async fn tell(&self, order: &str) -> Result<()> {
        let content = json!({"trade_order_id": order}).to_string();
        let event = json!({
            "client_key": CLIENT_KEY, "event": "minis.trade_order.redeem.success", "create_time": 1_800_000_000,
            "user_openid": "", "content": content,
        });
        let body = event.to_string();
        let signed = signature::header(SECRET, 1_800_000_000, &body);
        let question = self.http.post(format!("{}/webhooks/tiktok", self.url)).header(signature::HEADER, signed);
        let answer = question.body(body).send().await?;
        ensure!(answer.status().is_success(), "a webhook was answered with {}", answer.status());
        Ok(())
    }

    /// The most memory it has had so far, in MiB.
    pub(crate) fn memory(&self) -> Result<u64> {
        let id = self.child.id().context("it has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("Linux tells it")?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024)
    }
}

/// What a good answer says.
async fn good(question: RequestBuilder) -> Result<Value> {
    let answer = question.send().await?;
    let (status, url) = (answer.status(), answer.url().clone());
    let body: Value = answer.json().await?;
    ensure!(status.is_success(), "{url}: {status}, {body}");
    Ok(body)
}
