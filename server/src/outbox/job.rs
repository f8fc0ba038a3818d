//! One thing that the inventory has to do about an order, in the database.

use sqlx::FromRow;
use sqlx::any::AnyRow;
use sqlx::{AnyPool, Row};

use crate::clock::{HOUR, Millis, SECOND};
use crate::database::Locked;

/// What the inventory is to do about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    Grant,
    Revoke,
}

/// A job that waits to be done.
pub(super) struct Waiting {
    pub(super) order: String,
    pub(super) player: String,
    pub(super) job: Job,
    /// How often it was taken, this time included once it is [taken](Self::take).
    pub(super) tries: i64,
    due: Millis,
    /// Before an operator had it tried once more, perhaps.
    has_failed: bool,
}

/// Longer than a grant may take.
const TAKEN_FOR: Millis = 60 * SECOND;
/// About half a day, by when a person has to look at it.
const MOST_TRIES: i64 = 20;

impl Job {
    const fn word(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Revoke => "revoke",
        }
    }
}

impl Waiting {
    /// Jobs that are due, the longest waiting first.
    pub(super) async fn due(pool: &AnyPool, now: Millis) -> sqlx::Result<Vec<Self>> {
        let query = "SELECT outbox.order_id, orders.player, outbox.job, outbox.tries, outbox.due, outbox.error \
                     FROM outbox JOIN orders ON orders.id = outbox.order_id \
                     WHERE outbox.state = 'waiting' AND outbox.due <= $1 ORDER BY outbox.due LIMIT 32";
        sqlx::query_as(query).bind(now).fetch_all(pool).await
    }

    /// Takes the job, unless somebody else was faster.
    pub(super) async fn take(&mut self, pool: &AnyPool, now: Millis) -> sqlx::Result<bool> {
        let query = "UPDATE outbox SET due = $1, tries = tries + 1 \
                     WHERE order_id = $2 AND job = $3 AND state = 'waiting' AND due = $4";
        let query = sqlx::query(query).bind(now + TAKEN_FOR).bind(&self.order).bind(self.job.word()).bind(self.due);
        let is_taken = query.execute(pool).await?.rows_affected() == 1;
        self.tries += i64::from(is_taken);
        Ok(is_taken)
    }

    /// Whether it was tried before: the inventory may have it, whatever it said.
    pub(super) fn may_be_done(&self) -> bool {
        self.tries > 1 || self.has_failed
    }

    pub(super) async fn done(&self, locked: &mut Locked) -> sqlx::Result<()> {
        let query = "UPDATE outbox SET state = 'done', error = NULL WHERE order_id = $1 AND job = $2";
        let query = sqlx::query(query).bind(&self.order).bind(self.job.word());
        query.execute(&mut *locked.tx).await.map(drop)
    }

    /// Leaves the job for later, or for a person. Says whether for later.
    pub(super) async fn failed(&self, pool: &AnyPool, now: Millis, error: &str) -> sqlx::Result<bool> {
        let is_tried_again = self.tries < MOST_TRIES;
        let state = if is_tried_again { "waiting" } else { "dead" };
        let query = "UPDATE outbox SET state = $1, due = $2, error = $3 \
                     WHERE order_id = $4 AND job = $5 AND state = 'waiting'";
        let query = sqlx::query(query).bind(state).bind(now + pause(self.tries)).bind(error);
        query.bind(&self.order).bind(self.job.word()).execute(pool).await?;
        Ok(is_tried_again)
    }
}

impl FromRow<'_, AnyRow> for Waiting {
    fn from_row(row: &AnyRow) -> sqlx::Result<Self> {
        let job = if row.try_get::<String, _>("job")? == Job::Grant.word() { Job::Grant } else { Job::Revoke };
        let (order, player) = (row.try_get("order_id")?, row.try_get("player")?);
        let has_failed = row.try_get::<Option<String>, _>("error")?.is_some();
        Ok(Self { order, player, job, tries: row.try_get("tries")?, due: row.try_get("due")?, has_failed })
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

/// 2 seconds after the first failure, twice as long after each, at most an hour.
fn pause(tries: i64) -> Millis {
    let doublings = tries.clamp(0, 20);
    (SECOND << doublings).min(HOUR)
}
