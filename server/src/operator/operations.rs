//! What operators have done, on record.

use serde::Serialize;
use sqlx::{AnyConnection, AnyPool, FromRow};
use utoipa::ToSchema;

use crate::Millis;
use crate::random;

/// Who does something, and why.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    pub(crate) by: String,
    pub(crate) note: String,
}

/// What an operator may do.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    ResolveEvent,
    ApplyEvent,
    RetryJob,
    ErasePlayer,
}

/// Something that an operator has done.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(crate) struct Operation {
    #[schema(value_type = i64)]
    at: Millis,
    what: String,
    /// The id of an event, an order or a player.
    about: String,
    #[sqlx(rename = "by_whom")]
    by: String,
    note: String,
}

impl Deed {
    const fn word(self) -> &'static str {
        match self {
            Self::ResolveEvent => "resolve event",
            Self::ApplyEvent => "apply event",
            Self::RetryJob => "retry job",
            Self::ErasePlayer => "erase player",
        }
    }
}

impl Signed {
    /// In the transaction of the deed.
    pub(super) async fn put_on_record(
        &self,
        connection: &mut AnyConnection,
        at: Millis,
        deed: Deed,
        about: &str,
        order: Option<&str>,
    ) -> sqlx::Result<()> {
        let query = "INSERT INTO operations (id, at, what, about, order_id, by_whom, note) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let query = sqlx::query(query).bind(random::id()).bind(at).bind(deed.word()).bind(about).bind(order);
        query.bind(&self.by).bind(&self.note).execute(connection).await?;
        tracing::info!(
            what = deed.word(),
            about,
            order,
            by = self.by,
            note = self.note,
            "an operator has done something"
        );
        Ok(())
    }
}

/// Those on an order, or about something else, in their order.
pub(super) async fn operations(pool: &AnyPool, about: &str) -> sqlx::Result<Vec<Operation>> {
    let query =
        "SELECT at, what, about, by_whom, note FROM operations WHERE order_id = $1 OR about = $1 ORDER BY at, id";
    sqlx::query_as(query).bind(about).fetch_all(pool).await
}
