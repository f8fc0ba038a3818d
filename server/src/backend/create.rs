//! How a wish becomes an order at TikTok.

use core::time::Duration;

use purchasable::Created;

use super::{Backend, BackendError};
use crate::crash::may_crash;
use crate::{Begun, Code, NewTradeOrder, Reservation, TikTokError, Wish};

const TRIES: u32 = 3;
/// Before the second try; twice as long before the third.
const PAUSE: Duration = Duration::from_millis(200);

impl Backend {
    /// Makes an order, unless an earlier one stands in the way. A repeat of the key gives the same order.
    ///
    /// # Errors
    ///
    /// When the wish cannot be met, TikTok makes no order, the player has to log in, or the database is in trouble.
    pub async fn create(&self, player: &str, wish: Wish) -> Result<Created, BackendError> {
        self.ask_about_old_orders(player, &wish.sku).await?;
        let mut tries = 0;
        let mut stale = None;
        loop {
            let reservation = match self.book.begin(player, wish.clone()).await? {
                Begun::Answered(answer) => return Ok(answer),
                Begun::Reserved(reservation) => reservation,
            };
            may_crash!(OrderReserved);
            let token = self.access(player, stale.as_ref()).await?;
            let order = NewTradeOrder { own_id: &reservation.own_id, item: reservation.item };
            let error = match self.tiktok.create(&token, order).await {
                Ok(trade_order_id) => {
                    may_crash!(OrderMade);
                    return self.record(reservation, &trade_order_id).await;
                }
                Err(error) => error,
            };
            tries += 1;
            if tries == TRIES || !may_be_tried_again(&error) {
                tracing::warn!(%error, tries, "TikTok made no order");
                return Err(error.into());
            }
            tracing::warn!(%error, tries, "TikTok made no order; trying again");
            if error.is_token_invalid() {
                stale = Some(token);
            } else {
                tokio::time::sleep(PAUSE * tries).await;
            }
        }
    }

    async fn record(&self, reservation: Reservation, trade_order_id: &str) -> Result<Created, BackendError> {
        let answer = self.book.finish(reservation, trade_order_id).await?;
        // Another question with the same key may have been faster, with an order of its own.
        if matches!(&answer, Created::Order(order) if order.id().as_str() == trade_order_id) {
            self.metrics.order_created();
        }
        Ok(answer)
    }
}

/// Each try has an own id of its own, so one that was used is no reason to give up.
fn may_be_tried_again(error: &TikTokError) -> bool {
    let is_used = matches!(error, TikTokError::Refused { code: Code::OrderIdUsed, .. });
    is_used || error.is_token_invalid() || error.is_worth_another_try()
}
