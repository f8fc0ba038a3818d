//! The order backend as its users run it: a process of its own, asked over HTTP.

use anyhow::{Context, Result, ensure};
use e2e_tests::{Copy, address_of, good, paid_event};
use purchasable_simulator::{Settings, signature};
use reqwest::Client;
use serde_json::{Value, json};

/// One copy of it, which ends with its handle.
pub(crate) struct Ours {
    url: String,
    http: Client,
    copy: Copy,
}

impl Ours {
    pub(crate) async fn start(database: &str, tiktok: &str) -> Result<Self> {
        let program = std::env::current_exe()?.with_file_name("purchasable-server");
        let copy = Copy::start(&program, database, tiktok, &[]).await?;
        Ok(Self { url: copy.url().to_owned(), http: Client::new(), copy })
    }

    /// The token of a session.
    pub(crate) async fn log_in(&self, player: usize) -> Result<String> {
        let question = self.http.post(format!("{}/session", self.url)).header("X-Forwarded-For", address_of(player));
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
        let (app, body) = (Settings::default(), paid_event(order));
        let signed = signature::header(&app.client_secret, 1_800_000_000, &body);
        let question = self.http.post(format!("{}/webhooks/tiktok", self.url)).header(signature::HEADER, signed);
        let answer = question.body(body).send().await?;
        ensure!(answer.status().is_success(), "a webhook was answered with {}", answer.status());
        Ok(())
    }

    /// The most memory it has had so far, in MiB.
    pub(crate) fn memory(&self) -> Result<u64> {
        let id = self.copy.id().context("it has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("Linux tells it")?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024)
    }
}
