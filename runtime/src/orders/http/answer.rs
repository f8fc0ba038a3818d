//! What comes back from the backend.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::{
    Beans, Claim, Created, Inventory, Order, OrderStatus, OrdersAnswer, OrdersError, OrdersErrorKind, PlayerTag,
};

/// The answer to one question.
pub(super) struct Answer {
    /// The HTTP status; 0 where nothing came back.
    pub(super) status: u16,
    /// Nothing where the body is no JSON object.
    pub(super) body: Option<Body>,
}

/// Everything that an answer may say. What it does not say is empty.
#[derive(Default)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize), serde(default))]
pub(super) struct Body {
    pub(super) created: String,
    pub(super) claim: String,
    pub(super) player: String,
    pub(super) token: String,
    pub(super) inventory: String,
    pub(super) status: String,
    pub(super) beans: u32,
    pub(super) error: Problem,
    pub(super) order: Option<Parts>,
    pub(super) orders: Vec<Parts>,
}

#[derive(Default)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize), serde(default))]
pub(super) struct Problem {
    pub(super) message: String,
}

/// An order, as it is written down.
#[derive(Default)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize), serde(default))]
pub(super) struct Parts {
    pub(super) id: String,
    pub(super) key: String,
    pub(super) sku: String,
    pub(super) status: String,
    /// In Base64.
    pub(super) payload: String,
}

impl Answer {
    /// What a good answer says.
    pub(super) fn good(self) -> OrdersAnswer<Body> {
        let kind = match self.status {
            200..=299 => return self.body.ok_or_else(|| malformed("its answer is no JSON object")),
            401 => OrdersErrorKind::LoginRequired,
            // Too early, too late, too often: the same question may be answered later.
            0 | 408 | 425 | 429 | 500.. => OrdersErrorKind::Unreachable,
            400..=499 => OrdersErrorKind::Rejected,
            _ => OrdersErrorKind::Malformed,
        };
        let message = self.body.map(|body| body.error.message).unwrap_or_default();
        Err(OrdersError::new(kind, if message.is_empty() { format!("HTTP {}", self.status) } else { message }))
    }
}

impl Body {
    pub(super) fn player(self) -> OrdersAnswer<PlayerTag> {
        if self.player.is_empty() { Err(malformed("its answer names no player")) } else { Ok(self.player.into()) }
    }

    /// Who grants.
    pub(super) fn inventory(&self) -> OrdersAnswer<Inventory> {
        match self.inventory.as_str() {
            "client" => Ok(Inventory::Client),
            "backend" => Ok(Inventory::Backend),
            other => Err(unknown("inventory", other)),
        }
    }

    pub(super) fn created(self) -> OrdersAnswer<Created> {
        match (self.created.as_str(), self.order) {
            ("order", Some(order)) => order.read().map(Created::Order),
            ("earlier_open", _) => read_all(self.orders).map(Created::EarlierOpen),
            ("owned", _) => Ok(Created::Owned),
            ("price_drift", _) => Ok(Created::PriceDrift(Beans(self.beans))),
            (other, _) => Err(unknown("created", other)),
        }
    }

    pub(super) fn status(self) -> OrdersAnswer<OrderStatus> {
        status(&self.status)
    }

    pub(super) fn open(self) -> OrdersAnswer<Vec<Order>> {
        read_all(self.orders)
    }

    pub(super) fn claim(self) -> OrdersAnswer<Claim> {
        match self.claim.as_str() {
            "mine" => Ok(Claim::Mine),
            "elsewhere" => Ok(Claim::Elsewhere),
            "granted" => Ok(Claim::Granted),
            "refunded" => Ok(Claim::Refunded),
            other => Err(unknown("claim", other)),
        }
    }
}

impl Parts {
    fn read(self) -> OrdersAnswer<Order> {
        let payload = BASE64.decode(&self.payload).map_err(|_| malformed("the payload of an order is no Base64"))?;
        let status = status(&self.status)?;
        if self.id.is_empty() {
            return Err(malformed("an order has no id"));
        }
        let order = Order::new(self.id, self.key, self.sku, status);
        Ok(if payload.is_empty() { order } else { order.with_payload(payload) })
    }
}

fn read_all(orders: Vec<Parts>) -> OrdersAnswer<Vec<Order>> {
    orders.into_iter().map(Parts::read).collect()
}

fn status(word: &str) -> OrdersAnswer<OrderStatus> {
    match word {
        "pending" => Ok(OrderStatus::Pending),
        "paid" => Ok(OrderStatus::Paid),
        "granted" => Ok(OrderStatus::Granted),
        "closed" => Ok(OrderStatus::Closed),
        "refunded" => Ok(OrderStatus::Refunded),
        other => Err(unknown("status", other)),
    }
}

fn unknown(name: &str, word: &str) -> OrdersError {
    malformed(&format!("its answer has `{word}` for `{name}`"))
}

fn malformed(message: &str) -> OrdersError {
    OrdersError::new(OrdersErrorKind::Malformed, message)
}
