//! A backend and its TikTok, each on a port of its own.

use std::sync::Arc;
use std::time::Duration;

use purchasable::{
    Catalog, HttpOrders, Inventory, Item, OrdersAnswer, PlayerTag, TradeOrderId, catalog, poll_now, purchasable,
};
use purchasable_server::{Backend, Book, Database, Environment, Origins, Outbox, TikTok, Vault, router};
use purchasable_simulator::{Settings, Simulator, WalletError};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::clock::DeskClock;
use crate::inventory::Shelf;

#[purchasable(beans = 99, quantity = 10, unit = "gems")]
struct Gems;

#[purchasable(beans = 500, once)]
struct GoldenSkin;

static SHOP: Catalog = catalog![Gems, GoldenSkin];

/// Sold as often as the player likes.
pub static GEMS: &Item = Gems::ITEM;
/// Sold once.
pub static GOLDEN_SKIN: &Item = GoldenSkin::ITEM;

/// A backend and its TikTok.
#[derive(Debug)]
pub struct Site {
    tiktok: Simulator,
    inventory: Inventory,
    url: String,
    outbox: Outbox,
    // Those who call from a test are on its thread, and wait there.
    runtime: Runtime,
    _folder: TempDir,
}

impl Site {
    /// With nobody's orders in it.
    ///
    /// # Panics
    ///
    /// When the machine has no port or no room left.
    #[must_use]
    pub fn new(inventory: Inventory) -> Self {
        let runtime = Runtime::new().expect("threads");
        let tiktok = Simulator::start(Settings { balance: 100_000, ..Settings::default() }).expect("a port");
        tiktok.admin().hold_clock();
        let folder = tempfile::tempdir().expect("a folder");
        let database = format!("sqlite:{}?mode=rwc", folder.path().join("orders.db").display());
        let (url, outbox) = runtime.block_on(serve(&tiktok, &database, inventory));
        tiktok.admin().set_callback(format!("{url}/webhooks/tiktok"));
        Self { tiktok, inventory, url, outbox, runtime, _folder: folder }
    }

    /// A session of this player.
    ///
    /// # Errors
    ///
    /// When the backend says so.
    ///
    /// # Panics
    ///
    /// When the backend has not answered when the call returns.
    pub fn log_in(&self, user: &str) -> OrdersAnswer<(HttpOrders, PlayerTag)> {
        let orders = HttpOrders::new(&*self.url);
        let orders = if self.inventory == Inventory::Backend { orders.granting_at_backend() } else { orders };
        let code = self.tiktok.desk().log_in(user).code;
        let player = poll_now(&mut orders.log_in(&code)).expect("it waits inside the call")?;
        Ok((orders, player))
    }

    /// The player pays. Ends when the backend has heard of it.
    ///
    /// # Errors
    ///
    /// When the wallet says so.
    pub fn pay(&self, order: &TradeOrderId) -> Result<(), WalletError> {
        let user = self.owner(order);
        self.tiktok.desk().pay(&user, order.as_str())?;
        self.settle();
        Ok(())
    }

    /// TikTok tells the backend once more what it has told of this order.
    ///
    /// # Panics
    ///
    /// When TikTok cannot.
    pub fn tell_again(&self, order: &TradeOrderId) {
        for delivery in self.tiktok.admin().deliveries() {
            if delivery.trade_order_id == order.as_str() {
                self.tiktok.admin().redeliver(delivery.id).expect("it was delivered before");
            }
        }
        self.settle();
    }

    /// TikTok pays back. Ends when the backend has heard of it. Says whether there was anything to pay back.
    pub fn refund(&self, order: &TradeOrderId) -> bool {
        let is_refunded = self.tiktok.admin().refund(order.as_str(), None).is_ok();
        self.settle();
        is_refunded
    }

    /// Time goes by, for TikTok and for the backend.
    pub fn pass(&self, time: Duration) {
        self.runtime.block_on(self.tiktok.admin().advance(time));
        self.settle();
    }

    /// Everything that is due is done.
    ///
    /// # Panics
    ///
    /// When the database fails.
    pub fn settle(&self) {
        self.runtime.block_on(async {
            self.tiktok.admin().settle().await;
            while self.outbox.work().await.expect("the database works") > 0 {}
        });
    }

    fn owner(&self, order: &TradeOrderId) -> String {
        self.tiktok.admin().order(order.as_str()).map(|order| order.user).unwrap_or_default()
    }
}

async fn serve(tiktok: &Simulator, database: &str, inventory: Inventory) -> (String, Outbox) {
    let database = Database::open(database).await.expect("a database");
    let clock = Arc::new(DeskClock(tiktok.admin().clone()));
    let book = Book::new(database, &SHOP, inventory, Environment::Production, clock);
    let outbox = Outbox::new(book.clone(), Arc::new(Shelf));
    let settings = Settings::default();
    let app = TikTok::new(&tiktok.url(), settings.client_key, settings.client_secret.into());
    let vault = Vault::parse(&format!("k1:{}", "7".repeat(64)).into()).expect("a key");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("it listens"));
    let router = router(Backend::new(book, app, vault), Origins::Any);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, outbox)
}
