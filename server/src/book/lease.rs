//! Who grants an order, and what a client may say of one.

use purchasable::{Claim, Inventory, OrderStatus, PanelOutcome};

use super::moves::Because;
use super::{Book, BookError, LEASE, OrderRecord, Refusal};
use crate::crash::may_crash;
use crate::database::Locked;

impl Book {
    /// Takes the lease under which one claimant grants an order; a repeat renews it.
    ///
    /// # Errors
    ///
    /// When the order is not this player's or not paid, or the database is in trouble.
    pub async fn claim(&self, player: &str, order: &str, claimant: &str) -> Result<Claim, BookError> {
        let (mut locked, order) = self.locked_order(player, order).await?;
        match order.status {
            OrderStatus::Pending | OrderStatus::Closed => return Err(Refusal::NotPaid(order.id).into()),
            OrderStatus::Granted => return Ok(Claim::Granted),
            OrderStatus::Refunded => return Ok(Claim::Refunded),
            OrderStatus::Paid => {}
        }
        let is_anothers = order.claimant.as_deref() != Some(claimant) && order.lease_until > locked.now;
        if self.inventory == Inventory::Backend || is_anothers {
            return Ok(Claim::Elsewhere);
        }
        let query = sqlx::query("UPDATE orders SET claimant = $1, lease_until = $2 WHERE id = $3");
        let query = query.bind(claimant).bind(locked.now + LEASE).bind(&order.id);
        query.execute(&mut *locked.tx).await?;
        locked.commit().await?;
        may_crash!(OrderClaimed);
        Ok(Claim::Mine)
    }

    /// The order is granted, or its player knows of the refund.
    ///
    /// # Errors
    ///
    /// When the order is not this player's, not paid, or was never claimed, or the database is in trouble.
    pub async fn ack(&self, player: &str, order: &str) -> Result<(), BookError> {
        let (mut locked, order) = self.locked_order(player, order).await?;
        match order.status {
            OrderStatus::Pending | OrderStatus::Closed => return Err(Refusal::NotPaid(order.id).into()),
            OrderStatus::Paid if order.claimant.is_none() => return Err(Refusal::NeverClaimed(order.id).into()),
            // Whoever claimed it last, it is granted: a lease that has ended does not undo what was done under it.
            OrderStatus::Paid => {
                locked.advance(&order, OrderStatus::Granted, Because::Acknowledged, self.inventory).await?;
            }
            OrderStatus::Granted => return Ok(()),
            OrderStatus::Refunded => locked.tell(&order).await?,
        }
        locked.commit().await?;
        may_crash!(OrderAcknowledged);
        Ok(())
    }

    /// What a client says of the panel. Only "never paid" changes anything: no client makes an order paid, and one that
    /// was cancelled or has failed may be paid all the same.
    ///
    /// # Errors
    ///
    /// When the order is not this player's, or the database is in trouble.
    pub async fn report(&self, player: &str, order: &str, outcome: PanelOutcome) -> Result<(), BookError> {
        let (mut locked, order) = self.locked_order(player, order).await?;
        if outcome == PanelOutcome::NeverPaid {
            locked.advance(&order, OrderStatus::Closed, Because::NeverPaid, self.inventory).await?;
        }
        Ok(locked.commit().await?)
    }

    async fn locked_order(&self, player: &str, order: &str) -> Result<(Locked, OrderRecord), BookError> {
        let mut locked = self.database.lock(player, self.clock.now()).await?;
        let found = locked.order(order).await?;
        Ok((locked, found.ok_or_else(|| Refusal::UnknownOrder(order.to_owned()))?))
    }
}

impl Locked {
    async fn tell(&mut self, order: &OrderRecord) -> sqlx::Result<()> {
        let query = sqlx::query("UPDATE orders SET told = 1 WHERE id = $1").bind(&order.id);
        query.execute(&mut *self.tx).await.map(drop)
    }
}
