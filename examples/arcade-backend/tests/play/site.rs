//! TikTok on a desk, the arcade's backend, and players in front of browsers.

use std::ffi::OsStr;
use std::path::Path;

use e2e_tests::Copy;
use page_tests::{Player, Screen, Tampering, eventually};
use purchasable_server::CrashPoint;
use purchasable_simulator::{Admin, Delivery, OrderState, Settings, Simulator, WebhookSettings};

/// Who plays.
const USER: &str = "ada";

/// A TikTok and a backend with nobody's orders in them. They end when this is dropped.
pub struct Site {
    tiktok: Simulator,
    backend: Copy,
}

impl Site {
    pub async fn open(database: &str) -> Self {
        Self::open_with(database, &[]).await
    }

    /// With a backend that dies as soon as it comes to this point, and that has a normal life when it is started again.
    pub async fn that_crashes(point: CrashPoint, database: &str) -> Self {
        Self::open_with(database, &[("CRASH_AT", OsStr::new(point.name()))]).await
    }

    async fn open_with(database: &str, more: &[(&str, &OsStr)]) -> Self {
        let tiktok = Simulator::start(Settings::default()).expect("there is a port");
        let program = Path::new(env!("CARGO_BIN_EXE_arcade-backend"));
        let settings = [more, &[("ALLOWED_ORIGINS", OsStr::new("*"))]].concat();
        let backend = Copy::start(program, database, &tiktok.url(), &settings).await.expect("the backend starts");
        let site = Self { tiktok, backend };
        site.webhooks(|_| {});
        site
    }

    /// Waits until the backend has died at the point that was asked for.
    pub async fn crash(&mut self) {
        self.backend.crash().await.expect("the backend dies there, and of nothing else");
    }

    /// Ends the backend, wherever it is.
    pub async fn stop(&mut self) {
        self.backend.kill().await.expect("the backend ends");
    }

    /// Starts the backend once more, in the same place and with the same database.
    pub async fn start_again(&mut self) {
        self.backend.start_again().await.expect("the backend starts again");
    }

    /// Somebody who opens the game, with 1000 Beans.
    pub async fn player(&self, screen: Screen) -> Player {
        let query = format!("?stand-in&tiktok={}&backend={}&user={USER}", self.tiktok.url(), self.backend.url());
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
        let callback = Some(format!("{}/webhooks/tiktok", self.backend.url()));
        let mut settings = WebhookSettings { callback, ..WebhookSettings::default() };
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
