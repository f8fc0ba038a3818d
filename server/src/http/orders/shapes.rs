//! What is said about orders, in both directions.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use purchasable::{OrderStatus, PanelOutcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::body::{base64, digest, name};

/// Whatever else is in the body, a price above all, is ignored.
#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct NewOrder {
    pub(super) sku: String,
    /// Of the item that the client was built with.
    #[schema(value_type = String, pattern = "^[0-9a-fA-F]{16}$")]
    #[serde(deserialize_with = "digest")]
    pub(super) digest: u64,
    /// Fresh for every attempt; a repeat gives the same order.
    #[schema(pattern = "^[a-zA-Z0-9_-]{1,64}$")]
    #[serde(deserialize_with = "name")]
    pub(super) key: String,
    /// Ids of orders that are not to stand in the way.
    #[serde(default)]
    pub(super) accepted: Vec<String>,
    /// Base64 with padding, of at most 1024 bytes.
    #[schema(value_type = String, content_encoding = "base64", pattern = "^([A-Za-z0-9+/]{4}){0,341}([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$")]
    #[serde(default, deserialize_with = "base64")]
    pub(super) payload: Vec<u8>,
}

#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct Claimed {
    /// A name that the client has made up for itself.
    #[schema(pattern = "^[a-zA-Z0-9_-]{1,64}$")]
    #[serde(deserialize_with = "name")]
    pub(super) claimant: String,
}

#[derive(Deserialize, ToSchema)]
pub(in crate::http) struct Report {
    pub(super) outcome: Outcome,
}

/// What became of the panel.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::http) enum Outcome {
    NeverPaid,
    Succeeded,
    Cancelled,
    Failed,
    NoAnswer,
}

/// What came of the wish for an order.
#[derive(Serialize, ToSchema)]
#[serde(tag = "created", rename_all = "snake_case")]
pub(in crate::http) enum Created {
    /// A new order, or the one that was made under this key before.
    Order { order: Order },
    /// These could still be paid or are not yet granted, and were not accepted.
    EarlierOpen { orders: Vec<Order> },
    /// The item is bought once, and the player has it.
    Owned,
    /// The client was built with another price or quantity; this is the price.
    PriceDrift { beans: u32 },
}

#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Orders {
    pub(super) orders: Vec<Order>,
}

#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Order {
    /// TikTok's `trade_order_id`.
    id: String,
    key: String,
    sku: String,
    status: Status,
    /// Base64 with padding.
    payload: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::http) enum Status {
    Pending,
    Closed,
    Paid,
    Granted,
    Refunded,
}

#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Claim {
    pub(super) claim: Holder,
}

/// Who may grant the order, or what became of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::http) enum Holder {
    Mine,
    Elsewhere,
    Granted,
    Refunded,
}

impl From<purchasable::Created> for Created {
    fn from(created: purchasable::Created) -> Self {
        match created {
            purchasable::Created::Order(order) => Self::Order { order: order.into() },
            purchasable::Created::EarlierOpen(orders) => {
                Self::EarlierOpen { orders: orders.into_iter().map(Order::from).collect() }
            }
            purchasable::Created::Owned => Self::Owned,
            purchasable::Created::PriceDrift(beans) => Self::PriceDrift { beans: beans.0 },
        }
    }
}

impl From<Outcome> for PanelOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::NeverPaid => Self::NeverPaid,
            Outcome::Succeeded => Self::Succeeded,
            Outcome::Cancelled => Self::Cancelled,
            Outcome::Failed => Self::Failed,
            Outcome::NoAnswer => Self::NoAnswer,
        }
    }
}

impl From<purchasable::Order> for Order {
    fn from(order: purchasable::Order) -> Self {
        Self {
            id: order.id().as_str().to_owned(),
            key: order.key().as_str().to_owned(),
            sku: order.sku().to_owned(),
            status: order.status().into(),
            payload: BASE64.encode(order.payload()),
        }
    }
}

impl From<OrderStatus> for Status {
    fn from(status: OrderStatus) -> Self {
        match status {
            OrderStatus::Pending => Self::Pending,
            OrderStatus::Closed => Self::Closed,
            OrderStatus::Paid => Self::Paid,
            OrderStatus::Granted => Self::Granted,
            OrderStatus::Refunded => Self::Refunded,
        }
    }
}

impl From<purchasable::Claim> for Holder {
    fn from(claim: purchasable::Claim) -> Self {
        match claim {
            purchasable::Claim::Mine => Self::Mine,
            purchasable::Claim::Elsewhere => Self::Elsewhere,
            purchasable::Claim::Granted => Self::Granted,
            purchasable::Claim::Refunded => Self::Refunded,
        }
    }
}
