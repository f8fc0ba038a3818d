//! What the program is told on the command line.

use std::net::SocketAddr;

use clap::Parser;
use purchasable_simulator::{Settings, Tier, WebhookSettings};

/// TikTok on a desk: its Open API, its wallet and its signed webhooks. No money moves.
#[derive(Debug, Parser)]
#[command(name = "purchasable-simulator", version)]
pub struct Options {
    /// Where to listen [default: 127.0.0.1:4180, or the next port that is free]
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// The callback of webhooks; it can be set on the page, too
    #[arg(long, value_name = "URL")]
    callback: Option<String>,
    /// Certificate authorities, in PEM, to trust with a callback that has https, beside those of the system
    #[arg(long, value_name = "FILE", value_parser = text_of)]
    callback_ca: Option<String>,
    /// The app's public name
    #[arg(long, value_name = "TEXT", default_value = "desk-client-key")]
    client_key: String,
    /// The app's secret, which signs the webhooks
    #[arg(long, value_name = "TEXT", default_value = "desk-client-secret")]
    client_secret: String,
    /// Beans in the wallet of a new user
    #[arg(long, value_name = "BEANS", default_value_t = 1000)]
    balance: u32,
    /// A package of Beans more, like 1731381720002500=2500; once for each
    #[arg(long = "tier", value_name = "ID=BEANS", value_parser = tier)]
    tiers: Vec<Tier>,
    /// What ids, tokens and chances are drawn from; the same seed draws the same
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
}

impl Options {
    /// Where it listens is for the caller to decide.
    pub fn settings(self) -> Settings {
        let mut settings = Settings {
            client_key: self.client_key,
            client_secret: self.client_secret,
            balance: self.balance.into(),
            seed: self.seed,
            webhooks: WebhookSettings { callback: self.callback, ..WebhookSettings::default() },
            callback_ca: self.callback_ca,
            ..Settings::default()
        };
        settings.tiers.extend(self.tiers);
        settings
    }
}

fn text_of(file: &str) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("it cannot be read: {error}"))
}

fn tier(text: &str) -> Result<Tier, String> {
    let parts = text.split_once('=').and_then(|(id, beans)| Some((id, beans.parse::<u32>().ok()?)));
    match parts {
        Some((id, beans)) if !id.is_empty() && beans > 0 => Ok(Tier::new(id, beans.into())),
        _ => Err("expected an id, `=`, and a whole number of Beans above 0".into()),
    }
}
