//! Trade orders. An order is made by the backend, and is single use: paid once, or lost with a cancel or a decline
//! (`/doc/tiktok-minis-in-app-purchases`).

use std::time::Duration;

use indexmap::IndexMap;
use serde::Serialize;

/// A trade order, as TikTok has it.
#[derive(Clone, Debug, Serialize)]
pub struct Order {
    /// TikTok's id, which starts with `TOID`.
    pub trade_order_id: String,
    /// The backend's own id.
    pub order_id: String,
    /// The name of the user who pays.
    pub user: String,
    /// The price in Beans.
    pub beans: u64,
    /// What the user's list of orders calls it.
    pub product_name: String,
    /// The picture beside it there.
    pub image_url: Option<String>,
    /// When it was made, since the Unix epoch.
    #[serde(serialize_with = "crate::world::clock::milliseconds")]
    pub created: Duration,
    /// What has become of it.
    pub state: OrderState,
    /// How many of its Beans have been refunded.
    pub refunded: u64,
}

/// What has become of an order. Only `Paid` shows in TikTok's query, as `SUCCESS`: all else is `PENDING`
/// (`/doc/minis-payment-apis`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// It can be paid.
    Open,
    /// The user closed the panel.
    Cancelled,
    /// The payment failed.
    Declined,
    /// It is paid.
    Paid,
}

impl OrderState {
    /// The same in TikTok's words.
    #[must_use]
    pub fn status(self) -> &'static str {
        if self == Self::Paid { "SUCCESS" } else { "PENDING" }
    }
}

#[derive(Debug, Default)]
pub struct Orders {
    by_trade_order_id: IndexMap<String, Order>,
    /// The trade order for each of the backend's own ids.
    by_order_id: IndexMap<String, String>,
}

impl Orders {
    pub fn add(&mut self, order: Order) {
        self.by_order_id.insert(order.order_id.clone(), order.trade_order_id.clone());
        self.by_trade_order_id.insert(order.trade_order_id.clone(), order);
    }

    pub fn is_used(&self, order_id: &str) -> bool {
        self.by_order_id.contains_key(order_id)
    }

    pub fn find(&self, trade_order_id: &str) -> Option<&Order> {
        self.by_trade_order_id.get(trade_order_id)
    }

    pub fn find_mut(&mut self, trade_order_id: &str) -> Option<&mut Order> {
        self.by_trade_order_id.get_mut(trade_order_id)
    }

    /// All of them, in the order in which they were made.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Order> {
        self.by_trade_order_id.values()
    }
}
