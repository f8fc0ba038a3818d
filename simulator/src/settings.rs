//! What a simulator is told when it starts, and what can be changed while it runs.

use std::net::{Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};

use crate::world::tiers::{self, Tier};

/// How a simulator starts. `Settings::default()` is right for a test.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen. Unless given: 127.0.0.1, on any free port.
    pub listen: SocketAddr,
    /// The app's public name at TikTok. Unless given: `desk-client-key`.
    pub client_key: String,
    /// The app's secret, which also signs the webhooks. Unless given: `desk-client-secret`.
    pub client_secret: String,
    /// Beans in the wallet of a new user. Unless given: 1000.
    pub balance: u64,
    /// Beans that can be bought, by tier id.
    pub tiers: Vec<Tier>,
    /// What ids, tokens and chances are drawn from. Without a seed they differ from start to start, so that a database
    /// which outlives the simulator never meets an id twice.
    pub seed: Option<u64>,
    /// Where webhooks go, and what happens to them on the way.
    pub webhooks: WebhookSettings,
    /// Certificate authorities, in PEM, whose word is taken for a callback with https, beside those of the system. Unless
    /// given: none.
    pub callback_ca: Option<String>,
    /// In which of the documented ways the Open API is odd.
    pub quirks: Quirks,
    /// The chance, 0 to 1, that a call of the Open API meets a [`Fault`](crate::Fault) that is drawn. Unless given: 0.
    pub fault_rate: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            client_key: "desk-client-key".into(),
            client_secret: "desk-client-secret".into(),
            balance: 1000,
            tiers: tiers::packages(),
            seed: None,
            webhooks: WebhookSettings::default(),
            callback_ca: None,
            quirks: Quirks::default(),
            fault_rate: 0.0,
        }
    }
}

/// Where webhooks go, and what happens to them on the way. By default each comes once, and at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookSettings {
    /// The callback URL. Without one nothing is sent, as with an app that has none (`/doc/webhooks-events/`).
    pub callback: Option<String>,
    /// `is_sandbox` in an event's content; left out when `None`. TikTok's pages show it both ways
    /// (`/doc/mini-games-monetization`, `/doc/in-app-purchases`).
    pub is_sandbox: Option<bool>,
    /// What a retry is signed with, which no page says.
    pub retry_signature: RetrySignature,
    /// Seconds between an event and its first delivery.
    pub delay_seconds: u32,
    /// Up to this many seconds more, drawn for each delivery, so that they overtake each other.
    pub spread_seconds: u32,
    /// The chance, 0 to 1, that a delivery comes twice.
    pub duplicate: f64,
    /// The chance, 0 to 1, that a delivery is never sent.
    pub lose: f64,
}

impl WebhookSettings {
    /// Whether webhooks can go there.
    ///
    /// # Errors
    /// In a sentence, what is wrong.
    pub(crate) fn check(&self) -> Result<(), String> {
        let Some(callback) = &self.callback else { return Ok(()) };
        if reqwest::Url::parse(callback).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
            return Ok(());
        }
        Err(format!("`callback` must be a URL with http:// or https://; found {callback:?}"))
    }
}

/// What the second and later attempts of a delivery are signed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetrySignature {
    /// The time of the attempt, and a signature over it.
    #[default]
    Fresh,
    /// The time and signature of the first attempt.
    First,
}

/// The oddities of TikTok's answers that are on record. By default there are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quirks {
    /// Spell `log_id` as `log_od`, as some samples do (`/doc/minis-payment-apis`).
    pub log_od: bool,
    /// Give numbered codes as JSON numbers (`/doc/minis-error-codes`) instead of text (`/doc/tiktok-api-v2-error-handling`).
    pub numeric_codes: bool,
}
