use std::{panic, time::Duration};

use tokio::runtime::Handle;

use crate::{
    faults::{Endpoint, Fault, Faults},
    host::Host,
    settings::{Quirks, WebhookSettings},
    webhooks::{
        courier::Courier,
        delivery::{Attempt, Delivery},
    },
    world::{World, errors::AdminError, orders::Order, users::User},
};

/// Looks at everything on the desk, and pushes the buttons. The same over HTTP is under `/admin/`.
#[derive(Clone, Debug)]
pub struct Admin {
    pub(super) host: Host,
    courier: Courier,
    /// Where the courier works, so that the caller may be in any executor.
    runtime: Handle,
}

impl Admin {
    pub(crate) fn new(host: Host, courier: Courier, runtime: Handle) -> Self {
        Self { host, courier, runtime }
    }

    /// Every user who has logged in, the first one first.
    #[must_use]
    pub fn users(&self) -> Vec<User> {
        self.host.world().users.iter().cloned().collect()
    }

    /// Every order, the first one first.
    #[must_use]
    pub fn orders(&self) -> Vec<Order> {
        self.host.world().orders.iter().cloned().collect()
    }

    /// An order by TikTok's id.
    #[must_use]
    pub fn order(&self, trade_order_id: &str) -> Option<Order> {
        self.host.world().orders.find(trade_order_id).cloned()
    }

    /// Every webhook, the first one first.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.host.world().outbox.iter().cloned().collect()
    }

    /// Puts so many Beans into a wallet, and takes out what was there. Whoever is new gets a wallet.
    pub fn set_balance(&self, user: &str, beans: u64) {
        let world = &mut *self.host.world();
        world.users.enter(user, beans, &mut world.ids).balance = beans;
    }

    /// Where webhooks go from now on, and what happens to them on the way. What is waiting goes there too.
    pub fn set_webhooks(&self, webhooks: WebhookSettings) {
        self.host.change(|world| world.settings.webhooks = webhooks);
    }

    /// Where webhooks go from now on, for a backend that is started after the simulator.
    pub fn set_callback(&self, url: impl Into<String>) {
        self.host.change(|world| world.settings.webhooks.callback = Some(url.into()));
    }

    /// In which ways the Open API is odd from now on.
    pub fn set_quirks(&self, quirks: Quirks) {
        self.host.change(|world| world.settings.quirks = quirks);
    }

    /// The virtual time, since the Unix epoch.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.host.world().now()
    }

    /// Stops the clock. It can be put forward still.
    pub fn hold_clock(&self) {
        self.host.change(|world| world.clock.hold());
    }

    /// Lets the clock run with real time again.
    pub fn run_clock(&self) {
        self.host.change(|world| world.clock.run());
    }

    /// Puts the clock forward. On the way every webhook that falls due is delivered, in order of time, each at its time;
    /// nothing is under way when this gives back.
    pub async fn advance(&self, by: Duration) {
        let courier = self.courier.clone();
        let task = self.runtime.spawn(async move { courier.advance(by).await });
        // It was ended from outside when it is no panic, because the simulator has been dropped.
        if let Err(Ok(panic)) = task.await.map_err(tokio::task::JoinError::try_into_panic) {
            panic::resume_unwind(panic);
        }
    }

    /// Waits until every webhook that is due has been delivered, or has failed and waits for its retry.
    pub async fn settle(&self) {
        self.advance(Duration::ZERO).await;
    }

    /// Refunds part of a payment, or all that is left of it, and sends the webhook that says so. Gives the Beans refunded.
    ///
    /// # Errors
    /// There is no such order, it is not paid, or less than that is left of it.
    pub fn refund(&self, trade_order_id: &str, beans: Option<u64>) -> Result<u64, AdminError> {
        self.host.change(|world| world.refund(trade_order_id, beans))
    }

    /// Pays an order whatever has become of it, as when money moves after a cancel. The wallet pays what it can.
    ///
    /// # Errors
    /// There is no such order, or it is paid already.
    pub fn pay_after_all(&self, trade_order_id: &str) -> Result<(), AdminError> {
        self.host.change(|world| world.pay_after_all(trade_order_id))
    }

    /// Sends a webhook once more, whatever has become of it.
    ///
    /// # Errors
    /// There is no webhook with this id.
    pub fn redeliver(&self, delivery: u64) -> Result<(), AdminError> {
        self.host.change(|world| world.redeliver(delivery))
    }

    /// Sends a webhook that says an order is paid, with a signature that is not TikTok's. Gives its id.
    ///
    /// # Errors
    /// There is no such order.
    pub fn forge(&self, trade_order_id: &str) -> Result<u64, AdminError> {
        self.host.change(|world| world.forge(trade_order_id))
    }

    /// Sends a test event to the callback, as the portal's button “Test URL” does (`/doc/set-up-development-configuration`),
    /// and gives how that went. It is signed, and about no order.
    ///
    /// # Errors
    /// There is no callback URL.
    ///
    /// # Panics
    /// When the simulator has been dropped.
    pub async fn test_callback(&self) -> Result<Attempt, AdminError> {
        let letter = self.host.world().test_letter().ok_or(AdminError::NoCallback)?;
        let courier = self.courier.clone();
        let sent = self.runtime.spawn(async move { courier.send(letter).await }).await;
        Ok(sent.expect("the simulator runs, and sending does not panic"))
    }

    /// Lets the next call of an endpoint meet a fault. Several for one endpoint wait in line.
    pub fn arm(&self, endpoint: Endpoint, fault: Fault) {
        self.host.world().faults.arm(endpoint, fault);
    }

    /// The faults that are armed and not met yet.
    #[must_use]
    pub fn armed(&self) -> Vec<(Endpoint, Fault)> {
        self.host.world().faults.armed().collect()
    }

    /// The chance, 0 to 1, that a call of the Open API meets a fault that is drawn.
    pub fn set_fault_rate(&self, rate: f64) {
        self.host.world().faults.set_rate(rate);
    }

    /// No call meets a fault any more, neither armed nor by chance.
    pub fn clear_faults(&self) {
        self.host.world().faults = Faults::default();
    }

    /// Forgets users, orders, webhooks and faults. Settings and the clock stay as they are, and no id comes back.
    pub fn reset(&self) {
        self.host.change(World::reset);
    }

    /// Every access token expires. What refreshes them still does.
    pub fn expire_access_tokens(&self) {
        self.host.change(|world| world.sessions.expire_access());
    }

    /// Every refresh token expires, so that users have to log in again.
    pub fn expire_refresh_tokens(&self) {
        self.host.change(|world| world.sessions.expire_refresh());
    }
}
