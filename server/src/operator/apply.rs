//! An event that came before its order was recorded, or before a setting was put right.

use super::operations::Deed;
use super::{EventRecord, OperatorError, Signed};
use crate::backend::Verdict;
use crate::{Backend, Because};

impl Backend {
    /// Judges the event once more, and applies it if that can be done now. One that was applied before stays so.
    pub(crate) async fn apply_event(&self, id: &str, signed: &Signed) -> Result<EventRecord, OperatorError> {
        let event = self.event(id).await?;
        if event.verdict == Verdict::Applied.word() {
            return Ok(event);
        }
        let judged = self.judge(event.body.as_bytes()).await?;
        let (order, status) =
            judged.map_err(|verdict| OperatorError::NotApplied { was: event.verdict, is: verdict.word() })?;
        let mut locked = self.book.database.lock(&order.player, self.book.clock.now()).await?;
        let order = locked.order(&order.id).await?.ok_or(sqlx::Error::RowNotFound)?;
        let has_moved = locked.advance(&order, status, Because::Webhook, self.book.inventory).await?;
        let query = "UPDATE events SET verdict = $1, order_id = $2, resolved = COALESCE(resolved, $3) WHERE id = $4";
        let query = sqlx::query(query).bind(Verdict::Applied.word()).bind(&order.id).bind(locked.now).bind(id);
        query.execute(&mut *locked.tx).await?;
        signed.put_on_record(&mut locked.tx, locked.now, Deed::ApplyEvent, id, Some(&order.id)).await?;
        locked.commit().await?;
        self.count_payment(has_moved, order.status, status);
        self.event(id).await
    }
}
