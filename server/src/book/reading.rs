//! What there is.

use super::record::select_orders;
use super::{Book, BookError, OrderRecord, Refusal, WATCH_FOR};
use crate::clock::Millis;
use crate::database::Locked;

/// Of a player, with the time before which a closed order is watched no more.
const OPEN: &str = select_orders!(
    "WHERE player = $1 AND (status IN ('pending', 'paid') OR (status = 'closed' AND created > $2) \
     OR (status = 'refunded' AND told = 0)) ORDER BY created, id"
);

impl Book {
    /// One order of this player.
    ///
    /// # Errors
    ///
    /// When the player has no such order, or the database is in trouble.
    pub async fn order(&self, player: &str, order: &str) -> Result<OrderRecord, BookError> {
        let query = sqlx::query_as(select_orders!("WHERE id = $1 AND player = $2")).bind(order).bind(player);
        let found = query.fetch_optional(self.database.pool()).await?;
        Ok(found.ok_or_else(|| Refusal::UnknownOrder(order.to_owned()))?)
    }

    /// Every order of this player that is not finished, the oldest first: pending, closed but still watched, paid and not
    /// yet granted, refunded and not yet told.
    ///
    /// # Errors
    ///
    /// When the database is in trouble.
    pub async fn open(&self, player: &str) -> Result<Vec<OrderRecord>, BookError> {
        let query = sqlx::query_as(OPEN).bind(player).bind(self.clock.now() - WATCH_FOR);
        Ok(query.fetch_all(self.database.pool()).await?)
    }

    /// The order that both of these mean, or the one of them that is known.
    pub(crate) async fn order_by_ids(
        &self,
        id: Option<&str>,
        own_id: Option<&str>,
    ) -> sqlx::Result<Option<OrderRecord>> {
        let query = sqlx::query_as(select_orders!("WHERE id = $1 OR (own_id = $2 AND $1 = '')"));
        let query = query.bind(id.unwrap_or_default()).bind(own_id.unwrap_or_default());
        let order: Option<OrderRecord> = query.fetch_optional(self.database.pool()).await?;
        Ok(order.filter(|order| own_id.is_none_or(|own_id| own_id == order.own_id)))
    }

    /// Orders about which TikTok should be asked, the longest waiting first.
    pub(crate) async fn to_ask_about(&self, now: Millis, made_after: Millis) -> sqlx::Result<Vec<OrderRecord>> {
        let query = sqlx::query_as(select_orders!(
            "WHERE status IN ('pending', 'closed') AND ask_after <= $1 AND created > $2 ORDER BY ask_after LIMIT 32"
        ));
        query.bind(now).bind(made_after).fetch_all(self.database.pool()).await
    }

    /// Puts down when TikTok is asked about an order next, and says whether it is for this caller to ask now.
    pub(crate) async fn put_off_asking(&self, order: &OrderRecord, until: Millis) -> sqlx::Result<bool> {
        let query = sqlx::query("UPDATE orders SET ask_after = $1 WHERE id = $2 AND ask_after = $3");
        let query = query.bind(until).bind(&order.id).bind(order.ask_after);
        Ok(query.execute(self.database.pool()).await?.rows_affected() == 1)
    }
}

impl Locked {
    /// Every order of the locked player that is not finished.
    pub(crate) async fn open(&mut self) -> sqlx::Result<Vec<OrderRecord>> {
        let query = sqlx::query_as(OPEN).bind(&self.player).bind(self.now - WATCH_FOR);
        query.fetch_all(&mut *self.tx).await
    }
}
