//! One order, as it is in the database.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use purchasable::{Order, OrderStatus};
use sqlx::any::AnyRow;
use sqlx::{FromRow, Row};

use super::status;
use crate::clock::Millis;

/// One order, with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRecord {
    /// TikTok's id.
    pub id: String,
    /// The id that TikTok was given; another one for each time it is asked to make an order.
    pub own_id: String,
    /// Whose it is: the tag that the player's client has, too.
    pub player: String,
    /// The key it was made under.
    pub key: String,
    /// What was ordered.
    pub sku: String,
    /// What it costs.
    pub beans: u32,
    /// How many units the pack holds.
    pub quantity: u32,
    /// What the client sent along. Never to be trusted.
    pub payload: Vec<u8>,
    /// Whether the money is real.
    pub environment: Environment,
    /// What is known of it.
    pub status: OrderStatus,
    /// When it was made, in milliseconds since 1970.
    pub created: Millis,
    pub(super) claimant: Option<String>,
    pub(super) lease_until: Millis,
    pub(crate) ask_after: Millis,
    pub(super) changes: i64,
}

/// Whether the money is real. It is bound to the client key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    /// Real money.
    Production,
    /// An app of the sandbox, in which nothing is charged (`/doc/mini-games-monetization`).
    Sandbox,
}

impl Environment {
    /// In the database and in the settings: `production` or `sandbox`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Sandbox => "sandbox",
        }
    }

    /// The environment of this name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Production, Self::Sandbox].into_iter().find(|environment| environment.word() == word)
    }
}

/// A query for whole orders.
macro_rules! select_orders {
    ($rest:literal) => {
        concat!(
            "SELECT id, own_id, player, order_key, sku, beans, quantity, payload, environment, status, claimant, ",
            "lease_until, ask_after, created, changes FROM orders ",
            $rest
        )
    };
}
pub(crate) use select_orders;

impl OrderRecord {
    /// The order as the client is told of it.
    pub(crate) fn to_order(&self) -> Order {
        Order::new(self.id.as_str(), self.key.as_str(), self.sku.as_str(), self.status).with_payload(&*self.payload)
    }
}

impl FromRow<'_, AnyRow> for OrderRecord {
    fn from_row(row: &AnyRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            own_id: row.try_get("own_id")?,
            player: row.try_get("player")?,
            key: row.try_get("order_key")?,
            sku: row.try_get("sku")?,
            beans: number(row, "beans")?,
            quantity: number(row, "quantity")?,
            payload: read(row, "payload", |text| BASE64.decode(text).ok())?,
            environment: read(row, "environment", Environment::parse)?,
            status: read(row, "status", status::parse)?,
            created: row.try_get("created")?,
            claimant: row.try_get("claimant")?,
            lease_until: row.try_get("lease_until")?,
            ask_after: row.try_get("ask_after")?,
            changes: row.try_get("changes")?,
        })
    }
}

fn number(row: &AnyRow, column: &str) -> sqlx::Result<u32> {
    let number: i64 = row.try_get(column)?;
    u32::try_from(number)
        .map_err(|source| sqlx::Error::ColumnDecode { index: column.to_owned(), source: source.into() })
}

fn read<T>(row: &AnyRow, column: &str, parse: impl FnOnce(&str) -> Option<T>) -> sqlx::Result<T> {
    let text: String = row.try_get(column)?;
    parse(&text).ok_or_else(|| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: format!("`{text}` was written by another version of this server").into(),
    })
}
