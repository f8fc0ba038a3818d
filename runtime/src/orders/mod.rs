//! The game's own backend, as the client sees it.

mod host_only;
#[cfg(feature = "http")]
mod http;
mod ids;
mod order;

use core::fmt;

use crate::{Beans, Item, Reply};

pub use host_only::HostOnly;
#[cfg(feature = "http")]
pub use http::HttpOrders;
pub use ids::{Claimant, OrderKey, PlayerTag, TradeOrderId};
pub use order::{Order, OrderStatus};

/// The largest payload that an order may carry, in bytes.
pub const MAX_PAYLOAD: usize = 1024;

/// The game's backend: it makes orders, knows which are paid, and hands each out once.
///
/// Object-safe and callback-first, like [`HostBridge`](crate::HostBridge). Everything is about one player, the one
/// whose session the implementation holds. A lost answer is always safe to ask for again. A reply that can never be
/// settled should be dropped, not kept: it keeps the shop in memory.
pub trait Orders {
    /// Where the player's inventory lives. A property of the backend, the same for its whole life.
    fn inventory(&self) -> Inventory {
        Inventory::Client
    }

    /// Who is playing: a tag by which another account's journal entries are left alone.
    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>);

    /// Makes an order, unless an earlier one stands in the way. The check happens inside, in the backend's
    /// transaction. A repeat of the same key gives the same order.
    fn create(&self, order: NewOrder, reply: Reply<OrdersAnswer<Created>>);

    /// What the backend knows of an order. Asked while a panel is open, after it has closed, and of an earlier order that stands in
    /// the way of a new one: a backend that asks TikTok now, instead of waiting for news, lets go of what is over.
    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>);

    /// Every order of this player that is not finished: pending, closed but still watched, paid and ungranted,
    /// refunded and not yet told.
    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>);

    /// Takes the lease under which one claimant grants an order; a repeat by the same claimant renews it. It expires,
    /// so a wiped browser loses nothing.
    fn claim(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<Claim>>);

    /// The claimant has granted the order, or has told the player of the refund.
    fn ack(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<()>>);

    /// What became of the panel. Best effort: nothing may depend on its arrival.
    fn report(&self, order: &TradeOrderId, outcome: PanelOutcome);
}

/// The backend's answer to a question.
pub type OrdersAnswer<T> = Result<T, OrdersError>;

/// Where the player's inventory lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Inventory {
    /// With the client: a paid order is claimed, granted by the game's closure, and acknowledged.
    #[default]
    Client,
    /// With the backend, which grants by itself: a receipt is the notice, and the closure refreshes what is shown.
    Backend,
}

/// A wish for an order: what to buy, never for how much.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NewOrder {
    /// What to buy.
    pub sku: &'static str,
    /// The [digest](crate::Item::digest) of the item, by which the backend notices other prices.
    pub digest: u64,
    /// Fresh for every attempt; a repeat gives the same order.
    pub key: OrderKey,
    /// Earlier orders that the player was told of, and that must not stand in the way.
    pub accepted: Vec<TradeOrderId>,
    /// Opaque bytes that come back with the order; at most [`MAX_PAYLOAD`].
    pub payload: Vec<u8>,
    /// For the simulated backend alone, which has no catalog compiled in. No other implementation can see a price here.
    pub(crate) item: &'static Item,
}

impl NewOrder {
    /// A wish for this item, under this key, with nothing accepted and nothing sent along: for tests of an [`Orders`].
    #[must_use]
    pub fn new(item: &'static Item, key: OrderKey) -> Self {
        Self { sku: item.sku(), digest: item.digest(), key, accepted: Vec::new(), payload: Vec::new(), item }
    }
}

/// The answer to [`Orders::create`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Created {
    /// A new order, or the one already made under this key.
    Order(Order),
    /// Earlier orders for this sku could still be paid or are not yet granted.
    EarlierOpen(Vec<Order>),
    /// The item is bought once, and the player has it.
    Owned,
    /// The backend was built from other prices; this is its own.
    PriceDrift(Beans),
}

/// The answer to [`Orders::claim`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    /// The lease is this claimant's.
    Mine,
    /// Another claimant holds the lease.
    Elsewhere,
    /// The order was granted before.
    Granted,
    /// The order was paid back.
    Refunded,
}

/// What became of the payment panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PanelOutcome {
    /// The panel was never opened for this order, and never will be.
    NeverPaid,
    /// The host says that the order is paid.
    Succeeded,
    /// The player closed the panel.
    Cancelled,
    /// The host says that the payment failed.
    Failed,
    /// The panel gave no answer that says anything.
    NoAnswer,
}

/// A question that the backend did not answer well.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct OrdersError {
    /// What it means for the purchase.
    pub kind: OrdersErrorKind,
    /// What the backend said, or what this crate saw.
    pub message: String,
}

/// What a failed question means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OrdersErrorKind {
    /// The session ended (HTTP 401). The player logs in again; the purchase has not failed.
    LoginRequired,
    /// The backend did not answer, or could not be reached, or was in trouble. It may have acted all the same.
    Unreachable,
    /// The backend understood and said no.
    Rejected,
    /// The answer had the wrong shape. The backend may have acted all the same.
    Malformed,
}

impl OrdersError {
    /// An error of this kind.
    #[must_use]
    pub fn new(kind: OrdersErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// Whether the question may have had its effect although no good answer came.
    #[must_use]
    pub fn may_have_acted(&self) -> bool {
        matches!(self.kind, OrdersErrorKind::Unreachable | OrdersErrorKind::Malformed)
    }

    pub(crate) fn is_login_required(&self) -> bool {
        self.kind == OrdersErrorKind::LoginRequired
    }

    pub(crate) fn no_answer() -> Self {
        Self::new(OrdersErrorKind::Unreachable, "no answer came in time")
    }
}

impl fmt::Display for OrdersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            OrdersErrorKind::LoginRequired => "the backend asks the player to log in again",
            OrdersErrorKind::Unreachable => "the backend could not be reached",
            OrdersErrorKind::Rejected => "the backend refused",
            OrdersErrorKind::Malformed => "the backend answered in an unknown shape",
        };
        f.write_str(what)?;
        if self.message.is_empty() { Ok(()) } else { write!(f, ": {}", self.message) }
    }
}

impl core::error::Error for OrdersError {}
