//! How long each table keeps what; README.md has the reasons. Orders, their changes and their players stay for ever.
//!
//! A sweep forgets a hundred rows under each rule at most, so that nobody else waits long. The condition stands twice in a
//! query: on PostgreSQL, a row that has changed since it was chosen is judged by the outer one again.

use crate::Backend;
use crate::book::WATCH_FOR;
use crate::clock::{DAY, Millis};

const DEAD_TOKENS: Millis = WATCH_FOR;
/// As long as a refresh token lasts (`/doc/minis-oauth`).
const TOKENS: Millis = 365 * DAY;
const ATTEMPTS: Millis = 90 * DAY;
const APPLIED_EVENTS: Millis = 90 * DAY;
const RESOLVED_EVENTS: Millis = 90 * DAY;
const DONE_JOBS: Millis = 90 * DAY;

macro_rules! forget {
    ($table:literal, $id:literal, $is_over:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE ",
            $is_over,
            " AND ",
            $id,
            " IN ",
            "(SELECT ",
            $id,
            " FROM ",
            $table,
            " WHERE ",
            $is_over,
            " LIMIT 100)"
        )
    };
}

/// Attempts that no order keeps, or those that one does, among the next that are not judged yet.
macro_rules! judge_attempts {
    ($verdict:literal, $is_kept:literal) => {
        concat!(
            $verdict,
            " WHERE own_id IN ",
            "(SELECT own_id FROM attempts WHERE kept = 0 AND created <= $1 ORDER BY created LIMIT 100) AND ",
            $is_kept,
            " (SELECT 1 FROM orders WHERE orders.own_id = attempts.own_id)"
        )
    };
}

/// Each with how long before now that is over which it is about. Sessions have their end in themselves.
const RULES: [(&str, Millis); 8] = [
    (forget!("sessions", "token_hash", "expires <= $1"), 0),
    (forget!("tokens", "player", "refresh = '' AND access_expires <= $1"), DEAD_TOKENS),
    (forget!("tokens", "player", "access_expires <= $1"), TOKENS),
    (judge_attempts!("UPDATE attempts SET kept = 1", "EXISTS"), ATTEMPTS),
    (judge_attempts!("DELETE FROM attempts", "NOT EXISTS"), ATTEMPTS),
    (forget!("events", "id", "verdict = 'applied' AND COALESCE(resolved, received) <= $1"), APPLIED_EVENTS),
    (forget!("events", "id", "verdict <> 'applied' AND resolved <= $1"), RESOLVED_EVENTS),
    (forget!("outbox", "order_id", "state = 'done' AND due <= $1"), DONE_JOBS),
];

impl Backend {
    /// Forgets some of what is over, and says how much it dealt with.
    pub(crate) async fn forget_what_is_over(&self) -> sqlx::Result<usize> {
        let (pool, now) = (self.book.database.pool(), self.book.clock.now());
        let mut rows = 0;
        for (query, kept_for) in RULES {
            rows += sqlx::query(query).bind(now - kept_for).execute(pool).await?.rows_affected();
        }
        Ok(usize::try_from(rows).unwrap_or(usize::MAX))
    }
}
