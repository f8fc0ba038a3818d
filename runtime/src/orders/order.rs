//! One order, as the backend tells it.

use core::fmt;
use std::sync::Arc;

use crate::{OrderKey, TradeOrderId};

/// One order, as the backend tells it. Cheap to clone.
///
/// ```
/// use purchasable::{Order, OrderStatus};
///
/// let order = Order::new("TOID1", "a key", "steel_sword", OrderStatus::Paid).with_payload([3]);
/// assert_eq!((order.sku(), order.payload()), ("steel_sword", &[3][..]));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Order(Arc<Parts>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Parts {
    id: TradeOrderId,
    key: OrderKey,
    sku: String,
    status: OrderStatus,
    payload: Vec<u8>,
}

/// What the backend knows of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderStatus {
    /// Not paid, as far as anybody knows.
    Pending,
    /// Paid, and not yet granted.
    Paid,
    /// Paid and granted.
    Granted,
    /// No longer waited for. Never proof that nothing was charged: a closed order may be paid after all.
    Closed,
    /// Paid, and paid back.
    Refunded,
}

impl Order {
    /// An order without a payload.
    #[must_use]
    pub fn new(
        id: impl Into<TradeOrderId>,
        key: impl Into<OrderKey>,
        sku: impl Into<String>,
        status: OrderStatus,
    ) -> Self {
        let (id, key, sku) = (id.into(), key.into(), sku.into());
        Self(Arc::new(Parts { id, key, sku, status, payload: Vec::new() }))
    }

    /// The same order, with what the client sent along when it made it.
    #[must_use]
    pub fn with_payload(&self, payload: impl Into<Vec<u8>>) -> Self {
        Self(Arc::new(Parts { payload: payload.into(), ..Parts::clone(&self.0) }))
    }

    /// The same order, of which the backend now knows this.
    #[must_use]
    pub fn with_status(&self, status: OrderStatus) -> Self {
        Self(Arc::new(Parts { status, ..Parts::clone(&self.0) }))
    }

    /// TikTok's id.
    #[must_use]
    pub fn id(&self) -> &TradeOrderId {
        &self.0.id
    }

    /// The key it was made under.
    #[must_use]
    pub fn key(&self) -> &OrderKey {
        &self.0.key
    }

    /// What was ordered. It may be unknown to this build of the game.
    #[must_use]
    pub fn sku(&self) -> &str {
        &self.0.sku
    }

    /// What the backend knows of it.
    #[must_use]
    pub fn status(&self) -> OrderStatus {
        self.0.status
    }

    /// What the client sent along when it made the order.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.0.payload
    }
}

impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { id, key, sku, status, payload } = &*self.0;
        let mut order = f.debug_struct("Order");
        order.field("id", id).field("key", key).field("sku", sku).field("status", status);
        order.field("payload", payload).finish()
    }
}
