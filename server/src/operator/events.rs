//! Events that were kept for a person to look at.

use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use super::operations::Deed;
use super::{OperatorError, Signed};
use crate::{Backend, Millis};

/// What TikTok has told, and what became of it.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(crate) struct EventRecord {
    pub(super) id: String,
    /// When it first came.
    #[schema(value_type = i64)]
    received: Millis,
    /// How often it came.
    times: i64,
    pub(super) verdict: String,
    /// The order to which it was applied.
    #[sqlx(rename = "order_id")]
    #[schema(required)]
    order: Option<String>,
    /// When a person has looked at it.
    #[schema(value_type = Option<i64>, required)]
    resolved: Option<Millis>,
    /// As it came.
    pub(super) body: String,
}

/// A page of events.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Events {
    events: Vec<EventRecord>,
    /// The event after which the next page begins, if there is one.
    #[schema(required)]
    next: Option<String>,
}

/// A query for whole events.
macro_rules! select_events {
    ($rest:literal) => {
        concat!("SELECT id, received, times, verdict, order_id, resolved, body FROM events ", $rest)
    };
}
pub(super) use select_events;

impl Backend {
    /// Events that nobody has looked at, the oldest first.
    pub(crate) async fn events_for_a_person(&self, after: Option<&str>, limit: u16) -> Result<Events, OperatorError> {
        let received = match after {
            Some(after) => self.event(after).await?.received,
            None => Millis::MIN,
        };
        let query = sqlx::query_as(select_events!(
            "WHERE verdict <> 'applied' AND resolved IS NULL AND (received > $1 OR (received = $1 AND id > $2)) \
             ORDER BY received, id LIMIT $3"
        ));
        // One more, which says whether there is a next page.
        let query = query.bind(received).bind(after.unwrap_or_default()).bind(i64::from(limit) + 1);
        let mut events: Vec<EventRecord> = query.fetch_all(self.book.database.pool()).await?;
        let is_last = events.len() <= limit.into();
        events.truncate(limit.into());
        let next = events.last().filter(|_| !is_last).map(|event| event.id.clone());
        Ok(Events { events, next })
    }

    /// A person has looked at the event: it is kept, and listed no more.
    pub(crate) async fn resolve(&self, id: &str, signed: &Signed) -> Result<EventRecord, OperatorError> {
        let (mut tx, now) = (self.book.database.begin().await?, self.book.clock.now());
        let query = sqlx::query("UPDATE events SET resolved = COALESCE(resolved, $1) WHERE id = $2").bind(now).bind(id);
        if query.execute(&mut *tx).await?.rows_affected() == 0 {
            return Err(OperatorError::UnknownEvent(id.to_owned()));
        }
        signed.put_on_record(&mut tx, now, Deed::ResolveEvent, id, None).await?;
        tx.commit().await?;
        self.event(id).await
    }

    pub(super) async fn event(&self, id: &str) -> Result<EventRecord, OperatorError> {
        let query = sqlx::query_as(select_events!("WHERE id = $1")).bind(id);
        let event: Option<EventRecord> = query.fetch_optional(self.book.database.pool()).await?;
        event.ok_or_else(|| OperatorError::UnknownEvent(id.to_owned()))
    }
}
