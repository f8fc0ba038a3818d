//! All that is kept about one player.

use serde::Serialize;
use sqlx::{AnyPool, FromRow};
use utoipa::ToSchema;

use super::events::select_events;
use super::operations::operations;
use super::order::{select_attempts, select_sheets};
use super::{Attempt, EventRecord, Operation, OperatorError, OrderSheet};
use crate::{Backend, Millis};

/// All that is kept about one player, without any token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlayerFile {
    player: String,
    /// What TikTok calls the player; `null` when that is erased.
    #[schema(required)]
    open_id: Option<String>,
    /// When the player was erased.
    #[schema(value_type = Option<i64>, required)]
    erased: Option<Millis>,
    /// When something about the player was last written.
    #[schema(value_type = i64)]
    touched: Millis,
    /// The ends of the sessions that last.
    #[schema(value_type = Vec<i64>)]
    sessions: Vec<Millis>,
    /// When TikTok's access token ends, where there is one.
    #[schema(value_type = Option<i64>, required)]
    token_expires: Option<Millis>,
    orders: Vec<OrderSheet>,
    /// Each time that TikTok was asked to make an order.
    attempts: Vec<Attempt>,
    /// Those about an order of the player, and those that name the player.
    events: Vec<EventRecord>,
    operations: Vec<Operation>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    open_id: String,
    erased: Option<Millis>,
    touched: Millis,
}

impl Backend {
    /// All that is kept about the player with this id.
    pub(crate) async fn player_file(&self, id: &str) -> Result<PlayerFile, OperatorError> {
        let query = sqlx::query_as("SELECT id, open_id, erased, touched FROM players WHERE id = $1").bind(id);
        let row = query.fetch_optional(self.book.database.pool()).await?;
        Ok(fill(self.book.database.pool(), row.ok_or(OperatorError::UnknownPlayer)?).await?)
    }

    /// All that is kept about the player whom TikTok calls this.
    pub(crate) async fn player_file_by_open_id(&self, open_id: &str) -> Result<PlayerFile, OperatorError> {
        let query = sqlx::query_scalar("SELECT id FROM players WHERE open_id = $1").bind(open_id);
        let id: Option<String> = query.fetch_optional(self.book.database.pool()).await?;
        self.player_file(&id.ok_or(OperatorError::UnknownPlayer)?).await
    }
}

async fn fill(pool: &AnyPool, row: Row) -> sqlx::Result<PlayerFile> {
    let Row { id, open_id, erased, touched } = row;
    let sessions = sqlx::query_scalar("SELECT expires FROM sessions WHERE player = $1 ORDER BY expires");
    let token = sqlx::query_scalar("SELECT access_expires FROM tokens WHERE player = $1");
    let orders = sqlx::query_as(select_sheets!("WHERE player = $1 ORDER BY created, id"));
    let attempts = sqlx::query_as(select_attempts!("WHERE player = $1"));
    let events = sqlx::query_as(select_events!(
        "WHERE order_id IN (SELECT id FROM orders WHERE player = $1) OR REPLACE(body, $2, '') <> body \
         ORDER BY received, id"
    ));
    Ok(PlayerFile {
        sessions: sessions.bind(&id).fetch_all(pool).await?,
        token_expires: token.bind(&id).fetch_optional(pool).await?,
        orders: orders.bind(&id).fetch_all(pool).await?,
        attempts: attempts.bind(&id).fetch_all(pool).await?,
        events: events.bind(&id).bind(&open_id).fetch_all(pool).await?,
        operations: operations(pool, &id).await?,
        player: id,
        open_id: Some(open_id).filter(|_| erased.is_none()),
        erased,
        touched,
    })
}
