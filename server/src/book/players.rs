//! Who plays.

use sqlx::AnyConnection;

use super::Book;
use crate::{Millis, random};

impl Book {
    /// The tag of the player whom TikTok calls `open_id`; a new one at the first login.
    ///
    /// # Errors
    ///
    /// When the database is in trouble.
    pub async fn player(&self, open_id: &str) -> sqlx::Result<String> {
        enter(&mut *self.database.pool().acquire().await?, open_id, self.clock.now()).await
    }
}

/// In a transaction, it begins one about this player.
pub(crate) async fn enter(connection: &mut AnyConnection, open_id: &str, now: Millis) -> sqlx::Result<String> {
    let query = "INSERT INTO players (id, open_id, touched) VALUES ($1, $2, $3) \
                 ON CONFLICT (open_id) DO UPDATE SET touched = $3 RETURNING id";
    sqlx::query_scalar(query).bind(random::id()).bind(open_id).bind(now).fetch_one(connection).await
}
