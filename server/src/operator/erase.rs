//! Forgetting a person. What was sold stays on the books, under an id that leads to nobody.

use sqlx::AnyConnection;

use super::operations::Deed;
use super::{OperatorError, Signed};
use crate::{Backend, random};

/// In the place of an `open_id` in what TikTok has told.
const ERASED: &str = "erased";

impl Backend {
    /// Erases what leads back to the person: tokens, sessions, TikTok's name for them wherever it stands, and what the client
    /// has sent along with orders. Orders and their changes stay. Whoever logs in again later is a new player.
    pub(crate) async fn erase(&self, player: &str, even_unsettled: bool, signed: &Signed) -> Result<(), OperatorError> {
        let locked = self.book.database.lock(player, self.book.clock.now()).await;
        let mut locked = locked.map_err(|error| match error {
            sqlx::Error::RowNotFound => OperatorError::UnknownPlayer,
            error => error.into(),
        })?;
        let open = locked.open().await?;
        if !open.is_empty() && !even_unsettled {
            return Err(OperatorError::Unsettled(open.into_iter().map(|order| order.id).collect()));
        }
        forget_open_id(&mut locked.tx, player).await?;
        for query in [
            "DELETE FROM tokens WHERE player = $1",
            "DELETE FROM sessions WHERE player = $1",
            "UPDATE orders SET payload = '' WHERE player = $1",
        ] {
            sqlx::query(query).bind(player).execute(&mut *locked.tx).await?;
        }
        let query = sqlx::query("UPDATE players SET erased = COALESCE(erased, $1) WHERE id = $2");
        query.bind(locked.now).bind(player).execute(&mut *locked.tx).await?;
        signed.put_on_record(&mut locked.tx, locked.now, Deed::ErasePlayer, player, None).await?;
        Ok(locked.commit().await?)
    }
}

async fn forget_open_id(connection: &mut AnyConnection, player: &str) -> sqlx::Result<()> {
    let query = sqlx::query_scalar("SELECT open_id FROM players WHERE id = $1").bind(player);
    let open_id: String = query.fetch_one(&mut *connection).await?;
    let query = sqlx::query("UPDATE events SET body = REPLACE(body, $1, $2) WHERE REPLACE(body, $1, '') <> body");
    query.bind(open_id).bind(ERASED).execute(&mut *connection).await?;
    // No two players have the same.
    let query = sqlx::query("UPDATE players SET open_id = $1 WHERE id = $2");
    query.bind(format!("{ERASED} {}", random::id())).bind(player).execute(connection).await.map(drop)
}
