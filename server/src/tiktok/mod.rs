//! TikTok's Open API, as far as a game that sells for Beans needs it (`/doc/minis-payment-apis`, `/doc/minis-oauth`).

mod code;
mod envelope;
mod error;
mod oauth;
mod payments;
mod webhook;

use core::time::Duration;

use secrecy::SecretString;

pub use code::Code;
pub use error::TikTokError;
pub use oauth::Tokens;
pub use payments::{NewTradeOrder, TierInfo, TradeOrderStatus};
pub(crate) use webhook::{Event, EventKind, SIGNATURE};

/// Where TikTok's Open API is.
pub const OPEN_API: &str = "https://open.tiktokapis.com";

/// One app at TikTok's Open API. Clones share the connections.
#[derive(Clone, Debug)]
pub struct TikTok {
    http: reqwest::Client,
    base: String,
    client_key: String,
    client_secret: SecretString,
    old_secrets: Vec<SecretString>,
}

impl TikTok {
    /// The app with this client key. `base` is [`OPEN_API`], or a stand-in for it.
    ///
    /// # Panics
    ///
    /// When the machine has no certificates to trust.
    #[must_use]
    pub fn new(base: &str, client_key: impl Into<String>, client_secret: SecretString) -> Self {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(10))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("the machine has certificates to trust");
        let base = base.trim_end_matches('/').to_owned();
        Self { http, base, client_key: client_key.into(), client_secret, old_secrets: Vec::new() }
    }

    /// The app's public name.
    #[must_use]
    pub fn client_key(&self) -> &str {
        &self.client_key
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}
