//! Asking TikTok what became of an order, when no webhook has told.
//!
//! TikTok knows of pending and paid, and never says that an order is dead. An order is closed when it is older than any
//! panel, and TikTok says even then that it is pending. It is asked about for as long as TikTok repeats its webhooks, less
//! and less often.

use purchasable::OrderStatus;

use super::{Backend, BackendError};
use crate::book::{CLOSE_AFTER, WATCH_FOR};
use crate::clock::{HOUR, Millis, SECOND};
use crate::crash::may_crash;
use crate::{Because, OrderRecord, TradeOrderStatus};

impl Backend {
    /// One order of this player. TikTok is asked about it if that is due.
    ///
    /// # Errors
    ///
    /// When the player has no such order, or the database is in trouble.
    pub async fn order(&self, player: &str, order: &str) -> Result<OrderRecord, BackendError> {
        let known = self.book.order(player, order).await?;
        if !self.is_due(&known) {
            return Ok(known);
        }
        self.ask_about(&known).await?;
        Ok(self.book.order(player, order).await?)
    }

    /// Every order of this player that is not finished. TikTok is asked about those for which that is due.
    ///
    /// # Errors
    ///
    /// When the database is in trouble.
    pub async fn open(&self, player: &str) -> Result<Vec<OrderRecord>, BackendError> {
        let known = self.book.open(player).await?;
        if !self.ask_about_all(known.iter()).await? {
            return Ok(known);
        }
        Ok(self.book.open(player).await?)
    }

    /// Before an order that may be closed by now stands in the way of another.
    pub(super) async fn ask_about_old_orders(&self, player: &str, sku: &str) -> Result<(), BackendError> {
        let known = self.book.open(player).await?;
        let now = self.book.clock.now();
        let is_old =
            |order: &&OrderRecord| order.sku == sku && order.status == OrderStatus::Pending && may_close(order, now);
        self.ask_about_all(known.iter().filter(is_old)).await.map(drop)
    }

    /// Says whether any was due.
    async fn ask_about_all(&self, orders: impl Iterator<Item = &OrderRecord>) -> Result<bool, BackendError> {
        let mut any = false;
        for order in orders.filter(|order| self.is_due(order)) {
            self.ask_about(order).await?;
            any = true;
        }
        Ok(any)
    }

    fn is_due(&self, order: &OrderRecord) -> bool {
        let now = self.book.clock.now();
        let is_watched = match order.status {
            OrderStatus::Pending => true,
            OrderStatus::Closed => now - order.created < WATCH_FOR,
            OrderStatus::Paid | OrderStatus::Granted | OrderStatus::Refunded => false,
        };
        is_watched && order.ask_after <= now
    }

    /// Asks TikTok, unless somebody else is about to. That TikTok does not answer is no error: what is known stays true.
    pub(crate) async fn ask_about(&self, order: &OrderRecord) -> Result<(), BackendError> {
        let now = self.book.clock.now();
        if !self.book.put_off_asking(order, next_time(order, now)).await? {
            return Ok(());
        }
        match self.query(order).await {
            Ok(TradeOrderStatus::Success) => {
                may_crash!(PaymentAsked);
                if self.book.advance(&order.id, OrderStatus::Paid, Because::Query).await? {
                    self.metrics.payment(order.status, Because::Query);
                }
            }
            Ok(TradeOrderStatus::Pending) if may_close(order, now) => {
                self.book.advance(&order.id, OrderStatus::Closed, Because::Age).await?;
            }
            Ok(TradeOrderStatus::Pending) => {}
            Err(BackendError::Database(error)) => return Err(error.into()),
            Err(error) => tracing::warn!(order = order.id, %error, "TikTok could not be asked about an order"),
        }
        Ok(())
    }

    async fn query(&self, order: &OrderRecord) -> Result<TradeOrderStatus, BackendError> {
        let question = move |token| async move { self.tiktok.query(&token, &order.id).await };
        self.in_the_name_of(&order.player, question).await
    }
}

fn may_close(order: &OrderRecord, now: Millis) -> bool {
    now - order.created >= CLOSE_AFTER
}

/// The older the order, the less is to be heard.
fn next_time(order: &OrderRecord, now: Millis) -> Millis {
    now + ((now - order.created) / 4).clamp(10 * SECOND, 6 * HOUR)
}
