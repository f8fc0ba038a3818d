//! What the game's inventory has yet to hear, where the backend holds it.

use crate::database::Locked;

/// What the inventory is to do about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    Grant,
    Revoke,
}

impl Job {
    const fn word(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Revoke => "revoke",
        }
    }
}

impl Locked {
    /// Leaves a job for whoever works through the outbox. One order has each job once.
    pub(crate) async fn post(&mut self, order: &str, job: Job) -> sqlx::Result<()> {
        let query = "INSERT INTO outbox (order_id, job, state, tries, due) VALUES ($1, $2, 'waiting', 0, $3) \
                     ON CONFLICT (order_id, job) DO NOTHING";
        let query = sqlx::query(query).bind(order).bind(job.word()).bind(self.now);
        query.execute(&mut *self.tx).await.map(drop)
    }
}
