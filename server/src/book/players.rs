//! Who plays.

use super::Book;
use crate::random;

impl Book {
    /// The tag of the player whom TikTok calls `open_id`; a new one at the first login.
    ///
    /// # Errors
    ///
    /// When the database is in trouble.
    pub async fn player(&self, open_id: &str) -> sqlx::Result<String> {
        let query = "INSERT INTO players (id, open_id, touched) VALUES ($1, $2, $3) \
                     ON CONFLICT (open_id) DO UPDATE SET touched = $3 RETURNING id";
        let query = sqlx::query_scalar(query).bind(random::id()).bind(open_id).bind(self.clock.now());
        query.fetch_one(self.database.pool()).await
    }
}
