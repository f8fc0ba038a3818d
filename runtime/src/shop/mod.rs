//! The shop: a handle through which a game buys, recovers and opens the wallet.

mod alarm;
mod asking;
#[cfg(feature = "__test")]
mod fingerprint;
mod inquiry;
mod live;
mod purchase;
mod receipt;
mod recovery;
mod run;

use core::fmt;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::cell::look;
use crate::flow::{Moment, Timing};
use crate::journal;
use crate::text::push_hex;
use crate::{
    Answer, Call, Capabilities, Claimant, HostBridge, HostError, Inventory, Item, Journal, Method, Order, OrderKey,
    Orders, OrdersError, PlayerTag, Purchasable, TierId,
};

use alarm::Alarm;
use asking::Question;
use live::LiveOrders;
use run::Run;

pub use purchase::Purchase;
pub use receipt::{GrantError, Granted, Receipt};
pub use recovery::{Recovery, Refund};

/// Where a game buys: a cheap handle to one bridge, one backend and one journal. Clones are the same shop.
///
/// It is neither `Send` nor `Sync`, because the host is not: keep it on the thread that runs the game (in Bevy, as a
/// `NonSend` resource).
///
/// ```
/// # #[cfg(feature = "simulated")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use purchasable::{Shop, poll_now, purchasable};
///
/// #[purchasable(beans = 500)]
/// struct SteelSword;
///
/// let shop = Shop::simulated();
/// let mut purchase = SteelSword.purchase(&shop);
/// let receipt = loop {
///     if let Some(result) = purchase.poll_now() {
///         break result?;
///     }
/// };
/// assert_eq!(receipt.order().sku(), "steel_sword");
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "simulated"))]
/// # fn main() {}
/// ```
#[derive(Clone)]
pub struct Shop {
    inner: Rc<Inner>,
}

/// When to ask for a top-up, for items that declare a `tier`. Any other goes straight to `pay`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TopUpPolicy {
    /// Before paying, on hosts that have `checkBalance` and `recharge` and do not deprecate them; else inside `pay`.
    #[default]
    Auto,
    /// Before paying, always.
    Explicit,
    /// Inside `pay`, always.
    InPay,
}

impl Shop {
    /// A shop on this host, with this backend, that remembers in this journal.
    #[must_use]
    pub fn new(
        bridge: impl HostBridge + 'static,
        orders: impl Orders + 'static,
        journal: impl Journal + 'static,
    ) -> Self {
        let inner = Inner {
            claimant: random_id(&bridge).into(),
            bridge: Box::new(bridge),
            orders: Box::new(orders),
            journal: Box::new(journal),
            policy: Cell::default(),
            timing: Cell::default(),
            active: Cell::default(),
            orphans: Cell::default(),
            live: LiveOrders::default(),
            alarm: Alarm::default(),
        };
        Self { inner: Rc::new(inner) }
    }

    /// A shop on a simulated TikTok with a full wallet, for a first try. Everything is forgotten with the last handle.
    /// To make things go wrong, keep the world: [`SimulatedTikTok::new`](crate::SimulatedTikTok::new) and its `shop`.
    #[cfg(feature = "simulated")]
    #[must_use]
    pub fn simulated() -> Self {
        crate::SimulatedTikTok::new().shop()
    }

    /// Sets when to ask for a top-up, for every handle to this shop, from the next purchase on.
    pub fn set_top_up_policy(&self, policy: TopUpPolicy) {
        self.inner.policy.set(policy);
    }

    /// Sets how long to wait for what, for every handle to this shop, from the next purchase on.
    pub fn set_timing(&self, timing: Timing) {
        self.inner.timing.set(timing);
    }

    /// Buys `value`. Nothing happens until the purchase is polled.
    ///
    /// Where an earlier order for the item stands in the way, the purchase asks what became of it. If it is paid, the receipt is for
    /// that one, with its [payload](Order::payload), and nothing more is charged.
    pub fn purchase<T: Purchasable>(&self, value: T) -> Purchase<T> {
        Purchase::new(self.inner.clone(), value)
    }

    /// Frees the shop by hand while a panel is open, for a game whose player does not want to wait for it.
    ///
    /// The purchase, if it still exists, ends with [`Reason::Unsettled`](crate::Reason::Unsettled) where the order
    /// could be paid. A late answer of the panel is filed with the backend; [`recover`](Self::recover) finds the order.
    pub fn abandon(&self) {
        if let Some(run) = self.inner.active() {
            run.abandon();
        }
    }

    /// Every order left behind: by a reload, a dropped purchase, another device, or a panel that answered late.
    ///
    /// Call it at start, after a login, and whenever a [`PurchaseError`](crate::PurchaseError) advises it. An order
    /// that a living receipt or purchase holds is left out. Delivery is at least once, with the order id in hand, and
    /// exactly once where the game's inventory refuses a repeated order id.
    ///
    /// ```
    /// use purchasable::{OrdersError, Purchasable, Shop, purchasable};
    ///
    /// #[purchasable]
    /// #[derive(Debug)]
    /// enum Gems {
    ///     #[purchasable(beans = 100)]
    ///     Handful,
    /// }
    ///
    /// async fn at_start(shop: &Shop, inventory: &mut Vec<String>) -> Result<(), OrdersError> {
    ///     for receipt in shop.recover().await?.receipts {
    ///         // A struct with fields, and an item of another build, come as the order that paid for them.
    ///         let words = match Gems::restore(receipt.order()) {
    ///             Some(gems) => format!("{gems:?}"),
    ///             None => receipt.order().sku().to_owned(),
    ///         };
    ///         let granted = receipt.grant(async |_order, id| {
    ///             inventory.push(format!("{id}: {words}")); // save the game here
    ///             Ok::<_, std::io::Error>(())
    ///         });
    ///         if let Err(error) = granted.await {
    ///             println!("{error}"); // the order waits for the next time
    ///         }
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// When the backend could not be asked. Nothing is lost; call it again. A journal that could not be read or written
    /// is told in [`Recovery::journal`], beside what the backend knows.
    #[must_use = "nothing happens until the future is polled or awaited"]
    pub fn recover(&self) -> BoxFuture<Result<Recovery, OrdersError>> {
        Box::pin(recovery::recover(self.inner.clone()))
    }

    /// Opens the host's wallet page.
    ///
    /// # Errors
    ///
    /// When the host has no such page, or would not open it.
    #[must_use = "nothing happens until the future is polled or awaited"]
    pub fn open_balance(&self) -> BoxFuture<Result<(), HostError>> {
        let shop = self.inner.clone();
        Box::pin(async move {
            match asking::ask(&shop, Question::Host(Call::OpenBalance)).await.of_host()? {
                Answer::Done => Ok(()),
                _ => Err(HostError::unexpected()),
            }
        })
    }

    /// Asks the host for a silent login; gives the code that the backend exchanges for the player's tokens.
    ///
    /// # Errors
    ///
    /// When the host refused. Payment needs a login first (`/doc/silent-login`).
    #[must_use = "nothing happens until the future is polled or awaited"]
    pub fn login(&self) -> BoxFuture<Result<String, HostError>> {
        let shop = self.inner.clone();
        Box::pin(async move {
            match asking::ask(&shop, Question::Host(Call::Login)).await.of_host()? {
                Answer::LoginCode(code) => Ok(code),
                _ => Err(HostError::unexpected()),
            }
        })
    }

    /// What the host can do, for a bug report. What was called once is not looked for again; the rest is, each time.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        Capabilities::of(&*self.inner.bridge)
    }

    /// Whether a purchase is under way. A second one is refused until it ends.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.inner.active().is_some()
    }
}

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shop").field("busy", &self.is_busy()).finish_non_exhaustive()
    }
}

/// A future that a game can keep in a struct.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Polls a future once, for frame loops without an executor: `Some` when it is done.
///
/// A future that was done must not be polled again, and most panic; a [`Purchase`] may be. A game that keeps one in a struct
/// takes it out when it is done.
///
/// ```
/// # use purchasable::poll_now;
/// let mut answer = Box::pin(async { 42 });
/// assert_eq!(poll_now(&mut answer), Some(42));
/// ```
pub fn poll_now<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    match Pin::new(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

pub(crate) struct Inner {
    bridge: Box<dyn HostBridge>,
    orders: Box<dyn Orders>,
    journal: Box<dyn Journal>,
    policy: Cell<TopUpPolicy>,
    timing: Cell<Timing>,
    claimant: Claimant,
    active: Cell<Option<Rc<Run>>>,
    /// The keys under which an order may exist that no purchase from here ever heard of.
    orphans: Cell<Vec<OrderKey>>,
    live: LiveOrders,
    alarm: Alarm,
}

impl Inner {
    fn active(&self) -> Option<Rc<Run>> {
        look(&self.active)
    }

    fn is_active(&self, key: &str) -> bool {
        self.active().is_some_and(|run| run.key().as_str() == key)
    }

    fn now(&self) -> Moment {
        self.bridge.now().into()
    }

    fn client_grants(&self) -> bool {
        self.orders.inventory() == Inventory::Client
    }

    /// Takes the order out of the journal. What a refusing storage keeps, the next recovery takes out.
    fn forget(&self, player: &PlayerTag, order: &Order) {
        let start = journal::attempt_of(player.as_str(), order.key().as_str());
        let _ = journal::replace(&*self.journal, &[start], "");
    }

    /// The tier to ask for before paying, where that is the way.
    fn top_up(&self, item: &Item) -> Option<TierId> {
        let tier = item.tier()?;
        let offers = |method| self.bridge.offer(method).is_there();
        let before_paying = match self.policy.get() {
            TopUpPolicy::Auto => !self.bridge.pay_tops_up() && offers(Method::CheckBalance) && offers(Method::Recharge),
            TopUpPolicy::Explicit => true,
            TopUpPolicy::InPay => false,
        };
        before_paying.then_some(tier)
    }
}

/// 32 hexadecimal digits that do not repeat.
fn random_id(bridge: &dyn HostBridge) -> String {
    let mut id = String::with_capacity(32);
    push_hex(&mut id, bridge.random());
    push_hex(&mut id, bridge.random());
    id
}
