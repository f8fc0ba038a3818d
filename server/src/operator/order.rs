//! All that is known of one order.

use serde::{Serialize, Serializer};
use sqlx::{AnyPool, FromRow};
use utoipa::ToSchema;

use super::events::select_events;
use super::operations::operations;
use super::outbox::jobs_of;
use super::{EventRecord, JobRecord, Operation, OperatorError};
use crate::{Backend, Millis};

/// All that is known of one order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderFile {
    order: OrderSheet,
    changes: Vec<Change>,
    /// Each time that TikTok was asked to make an order under this key.
    attempts: Vec<Attempt>,
    events: Vec<EventRecord>,
    /// What the inventory has to hear, where the backend holds it.
    jobs: Vec<JobRecord>,
    operations: Vec<Operation>,
}

/// An order, as it is in the database.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(crate) struct OrderSheet {
    id: String,
    /// The id that TikTok was given.
    own_id: String,
    player: String,
    #[sqlx(rename = "order_key")]
    key: String,
    sku: String,
    beans: i64,
    quantity: i64,
    digest: String,
    /// Base64 with padding.
    payload: String,
    environment: String,
    status: String,
    /// Whether the player knows of the refund.
    #[schema(value_type = bool)]
    #[serde(serialize_with = "flag")]
    told: i64,
    #[schema(required)]
    claimant: Option<String>,
    #[schema(value_type = Option<i64>, required)]
    lease_until: Option<Millis>,
    /// TikTok is not asked about the order before this.
    #[schema(value_type = i64)]
    ask_after: Millis,
    #[schema(value_type = i64)]
    created: Millis,
}

/// What happened to an order.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Change {
    #[schema(value_type = i64)]
    at: Millis,
    status: String,
    because: String,
}

/// A time that TikTok was asked to make an order.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(crate) struct Attempt {
    own_id: String,
    #[sqlx(rename = "order_key")]
    key: String,
    sku: String,
    #[schema(value_type = i64)]
    created: Millis,
}

/// A query for all of an order.
macro_rules! select_sheets {
    ($rest:literal) => {
        concat!(
            "SELECT id, own_id, player, order_key, sku, beans, quantity, digest, payload, environment, status, told, ",
            "claimant, NULLIF(lease_until, 0) AS lease_until, ask_after, created FROM orders ",
            $rest
        )
    };
}
pub(super) use select_sheets;

/// A query for whole attempts, in their order.
macro_rules! select_attempts {
    ($which:literal) => {
        concat!("SELECT own_id, order_key, sku, created FROM attempts ", $which, " ORDER BY created, own_id")
    };
}
pub(super) use select_attempts;

impl Backend {
    /// All that is known of an order, whoever has it.
    pub(crate) async fn order_file(&self, id: &str) -> Result<OrderFile, OperatorError> {
        let pool = self.book.database.pool();
        let query = sqlx::query_as(select_sheets!("WHERE id = $1")).bind(id);
        let order: Option<OrderSheet> = query.fetch_optional(pool).await?;
        let order = order.ok_or_else(|| OperatorError::UnknownOrder(id.to_owned()))?;
        Ok(OrderFile {
            changes: changes(pool, id).await?,
            attempts: attempts(pool, &order).await?,
            events: events(pool, id).await?,
            jobs: jobs_of(pool, id).await?,
            operations: operations(pool, id).await?,
            order,
        })
    }
}

async fn changes(pool: &AnyPool, order: &str) -> sqlx::Result<Vec<Change>> {
    let query = "SELECT at, status, because FROM changes WHERE order_id = $1 ORDER BY number";
    sqlx::query_as(query).bind(order).fetch_all(pool).await
}

async fn attempts(pool: &AnyPool, order: &OrderSheet) -> sqlx::Result<Vec<Attempt>> {
    let query = sqlx::query_as(select_attempts!("WHERE player = $1 AND order_key = $2"));
    query.bind(&order.player).bind(&order.key).fetch_all(pool).await
}

async fn events(pool: &AnyPool, order: &str) -> sqlx::Result<Vec<EventRecord>> {
    sqlx::query_as(select_events!("WHERE order_id = $1 ORDER BY received, id")).bind(order).fetch_all(pool).await
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn flag<S: Serializer>(value: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(*value != 0)
}
