//! TikTok on a desk, the arcade's backend, and players in front of browsers.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use page_tests::{Player, Screen, Tampering, eventually};
use purchasable_simulator::{Admin, Delivery, OrderState, Settings, Simulator, WebhookSettings};
use tempfile::TempDir;

/// Who plays.
const USER: &str = "ada";

/// A TikTok and a backend with nobody's orders in them. They end when this is dropped.
pub struct Site {
    tiktok: Simulator,
    backend: Child,
    url: String,
    _folder: TempDir,
}

impl Site {
    pub fn open() -> Self {
        let settings = Settings::default();
        let tiktok = Simulator::start(settings.clone()).expect("there is a port");
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let mut backend = Command::new(env!("CARGO_BIN_EXE_arcade-backend"))
            .env("RUST_LOG", "error")
            .env("LISTEN", "127.0.0.1:0")
            .env("ALLOWED_ORIGINS", "*")
            .env("DATABASE_URL", format!("sqlite:{}?mode=rwc", folder.path().join("orders.db").display()))
            .env("TIKTOK_URL", tiktok.url())
            .env("TIKTOK_CLIENT_KEY", settings.client_key)
            .env("TIKTOK_CLIENT_SECRET", settings.client_secret)
            .env("ENVIRONMENT", "production")
            .env("TOKEN_KEYS", format!("desk:{}", "7".repeat(64)))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the backend starts");
        let mut first = String::new();
        BufReader::new(backend.stdout.take().expect("it is piped")).read_line(&mut first).expect("it is a text");
        let url = first.trim().trim_end_matches('.').rsplit(' ').next().unwrap_or_default().to_owned();
        tiktok.admin().set_callback(format!("{url}/webhooks/tiktok"));
        Self { tiktok, backend, url, _folder: folder }
    }

    /// Somebody who opens the game, with 1000 Beans.
    pub async fn player(&self, screen: Screen) -> Player {
        let query = format!("?stand-in&tiktok={}&backend={}&user={USER}", self.tiktok.url(), self.url);
        Player::at(&query, screen, Tampering::None).await
    }

    pub fn tiktok_url(&self) -> String {
        self.tiktok.url()
    }

    pub fn tiktok(&self) -> &Admin {
        self.tiktok.admin()
    }

    /// What happens to webhooks on their way, from now on.
    pub fn webhooks(&self, change: impl FnOnce(&mut WebhookSettings)) {
        let mut settings =
            WebhookSettings { callback: Some(format!("{}/webhooks/tiktok", self.url)), ..WebhookSettings::default() };
        change(&mut settings);
        self.tiktok().set_webhooks(settings);
    }

    /// The Beans in the player's wallet.
    pub fn balance(&self) -> u64 {
        let users = self.tiktok().users();
        users.iter().find(|user| user.user == USER).expect("the player has logged in").balance
    }

    /// What became of each order at TikTok.
    pub fn orders(&self) -> Vec<OrderState> {
        self.tiktok().orders().iter().map(|order| order.state).collect()
    }

    /// Every webhook so far, once all that are due have been answered.
    pub async fn told(&self) -> Vec<Delivery> {
        self.tiktok().settle().await;
        self.tiktok().deliveries()
    }

    /// Waits until the player has paid at TikTok.
    pub async fn paid(&self) {
        eventually("the order is paid", async || self.orders().contains(&OrderState::Paid)).await;
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // It has nothing to lose, and whether it has ended already is of no interest.
        let _ = self.backend.kill();
        let _ = self.backend.wait();
    }
}
