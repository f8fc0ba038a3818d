//! Every change of an order: forward only, and each on record.

use purchasable::{Inventory, OrderStatus};

use super::{Book, OrderRecord, record::select_orders, status};
use crate::database::Locked;
use crate::outbox::Job;

/// Why an order changed, as it stands in the table of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// It was made.
    Created,
    /// TikTok told of it.
    Webhook,
    /// TikTok was asked.
    Query,
    /// The client has granted it.
    Acknowledged,
    /// The client says that no panel was ever opened for it.
    NeverPaid,
    /// TikTok was asked about an old order, and says that it is not paid.
    Age,
    /// The inventory at the backend has it.
    GrantedHere,
}

impl Because {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Webhook => "webhook",
            Self::Query => "query",
            Self::Acknowledged => "acknowledged",
            Self::NeverPaid => "never paid",
            Self::Age => "age",
            Self::GrantedHere => "granted here",
        }
    }
}

impl Book {
    /// Moves an order forward, if that is forward, and says whether it moved.
    ///
    /// # Errors
    ///
    /// When there is no such order, or the database is in trouble.
    pub async fn advance(&self, order: &str, to: OrderStatus, because: Because) -> sqlx::Result<bool> {
        let player = self.player_of(order).await?.ok_or(sqlx::Error::RowNotFound)?;
        let mut locked = self.database.lock(&player, self.clock.now()).await?;
        let record = locked.order(order).await?.ok_or(sqlx::Error::RowNotFound)?;
        let moved = locked.advance(&record, to, because, self.inventory).await?;
        locked.commit().await?;
        Ok(moved)
    }

    /// Whose an order is, which never changes.
    pub(crate) async fn player_of(&self, order: &str) -> sqlx::Result<Option<String>> {
        let query = sqlx::query_scalar("SELECT player FROM orders WHERE id = $1").bind(order);
        query.fetch_optional(self.database.pool()).await
    }
}

impl Locked {
    /// An order of the locked player.
    pub(crate) async fn order(&mut self, id: &str) -> sqlx::Result<Option<OrderRecord>> {
        let query = sqlx::query_as(select_orders!("WHERE id = $1 AND player = $2")).bind(id).bind(&self.player);
        query.fetch_optional(&mut *self.tx).await
    }

    /// Moves an order of the locked player forward, never back, and says whether it moved.
    pub(crate) async fn advance(
        &mut self,
        order: &OrderRecord,
        to: OrderStatus,
        because: Because,
        inventory: Inventory,
    ) -> sqlx::Result<bool> {
        if !status::is_forward(order.status, to) {
            return Ok(false);
        }
        let query = sqlx::query("UPDATE orders SET status = $1, changes = changes + 1 WHERE id = $2");
        query.bind(status::word(to)).bind(&order.id).execute(&mut *self.tx).await?;
        self.put_on_record(&order.id, order.changes + 1, to, because).await?;
        if inventory == Inventory::Backend {
            self.post_what_follows(order, to).await?;
        }
        let (was, is) = (status::word(order.status), status::word(to));
        tracing::info!(order = order.id, was, is, because = because.word(), "an order has moved");
        Ok(true)
    }

    pub(super) async fn put_on_record(
        &mut self,
        order: &str,
        number: i64,
        status: OrderStatus,
        because: Because,
    ) -> sqlx::Result<()> {
        let query = "INSERT INTO changes (order_id, number, at, status, because) VALUES ($1, $2, $3, $4, $5)";
        let query = sqlx::query(query).bind(order).bind(number).bind(self.now).bind(status::word(status));
        query.bind(because.word()).execute(&mut *self.tx).await.map(drop)
    }

    /// Tells the game's inventory of a payment, and of a refund of what it was granted.
    async fn post_what_follows(&mut self, order: &OrderRecord, to: OrderStatus) -> sqlx::Result<()> {
        match (order.status, to) {
            (_, OrderStatus::Paid) => self.post(&order.id, Job::Grant).await,
            (OrderStatus::Granted, OrderStatus::Refunded) => self.post(&order.id, Job::Revoke).await,
            _ => Ok(()),
        }
    }
}
