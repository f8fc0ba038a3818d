//! What becomes of an event that TikTok has signed: it is kept, and applied to the order that it is about.

use purchasable::OrderStatus;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use super::Backend;
use crate::crash::may_crash;
use crate::tiktok::{Event, EventKind};
use crate::{Because, Environment, Millis, OrderRecord};

/// What was done with an event. All but the first are for a person to look at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Verdict {
    Applied,
    /// Not what TikTok's pages describe.
    Unreadable,
    /// For the app with another client key.
    OtherClient,
    /// Of a kind that means nothing here.
    UnknownEvent,
    /// About no order of this backend.
    Unmatched,
    /// About sandbox money in production, or the other way round.
    OtherEnvironment,
}

impl Verdict {
    pub(crate) const ALL: [Self; 6] = [
        Self::Applied,
        Self::Unreadable,
        Self::OtherClient,
        Self::UnknownEvent,
        Self::Unmatched,
        Self::OtherEnvironment,
    ];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Unreadable => "unreadable",
            Self::OtherClient => "other client",
            Self::UnknownEvent => "unknown event",
            Self::Unmatched => "unmatched",
            Self::OtherEnvironment => "other environment",
        }
    }
}

impl Backend {
    /// Keeps and applies an event whose signature is good, however old it is: a repeat changes nothing.
    pub(crate) async fn hear(&self, body: &[u8]) -> sqlx::Result<()> {
        match self.judge(body).await? {
            Ok((order, status)) => self.apply(body, &order, status).await,
            Err(verdict) => {
                tracing::warn!(verdict = verdict.word(), "an event is kept for a person to look at");
                let mut tx = self.book.database.begin().await?;
                keep(&mut tx, self.book.clock.now(), body, None, verdict).await?;
                tx.commit().await?;
                self.metrics.webhook(verdict);
                Ok(())
            }
        }
    }

    /// The order and what it becomes, or what is wrong with the event.
    pub(crate) async fn judge(&self, body: &[u8]) -> sqlx::Result<Result<(OrderRecord, OrderStatus), Verdict>> {
        let Some(event) = Event::parse(body) else { return Ok(Err(Verdict::Unreadable)) };
        if event.client_key != self.tiktok.client_key() {
            return Ok(Err(Verdict::OtherClient));
        }
        let status = match event.kind {
            EventKind::Paid => OrderStatus::Paid,
            EventKind::Refunded => OrderStatus::Refunded,
            EventKind::Unknown => return Ok(Err(Verdict::UnknownEvent)),
        };
        let (id, own_id) = (event.trade_order_id.as_deref(), event.own_id.as_deref());
        // PostgreSQL takes no NUL, and no id has one.
        if [id, own_id].into_iter().flatten().any(|id| id.contains('\0')) {
            return Ok(Err(Verdict::Unmatched));
        }
        let Some(order) = self.book.order_by_ids(id, own_id).await? else { return Ok(Err(Verdict::Unmatched)) };
        if event.is_sandbox.is_some_and(|is_sandbox| is_sandbox != (order.environment == Environment::Sandbox)) {
            return Ok(Err(Verdict::OtherEnvironment));
        }
        Ok(Ok((order, status)))
    }

    /// The event and what follows from it, or neither.
    async fn apply(&self, body: &[u8], order: &OrderRecord, status: OrderStatus) -> sqlx::Result<()> {
        let mut locked = self.book.database.lock(&order.player, self.book.clock.now()).await?;
        let order = locked.order(&order.id).await?.ok_or(sqlx::Error::RowNotFound)?;
        let has_moved = locked.advance(&order, status, Because::Webhook, self.book.inventory).await?;
        keep(&mut locked.tx, locked.now, body, Some(&order.id), Verdict::Applied).await?;
        may_crash!(WebhookHeard);
        locked.commit().await?;
        may_crash!(WebhookApplied);
        self.metrics.webhook(Verdict::Applied);
        self.count_payment(has_moved, order.status, status);
        Ok(())
    }

    pub(crate) fn count_payment(&self, has_moved: bool, was: OrderStatus, is: OrderStatus) {
        if has_moved && is == OrderStatus::Paid {
            self.metrics.payment(was, Because::Webhook);
        }
    }
}

/// What TikTok calls the person whom an event is about.
const PERSON: &str = "user_openid";

async fn keep(
    connection: &mut AnyConnection,
    now: Millis,
    body: &[u8],
    order: Option<&str>,
    verdict: Verdict,
) -> sqlx::Result<()> {
    let readable = readable(connection, body).await?;
    let query = "INSERT INTO events (id, received, times, body, order_id, verdict) VALUES ($1, $2, 1, $3, $4, $5) \
                 ON CONFLICT (id) DO UPDATE SET times = events.times + 1, order_id = $4, verdict = $5";
    let query = sqlx::query(query).bind(hex::encode(Sha256::digest(body))).bind(now).bind(readable);
    query.bind(order).bind(verdict.word()).execute(connection).await.map(drop)
}

/// The text of an event, which names nobody who is no player: one who was erased stays so, whatever TikTok tells later.
async fn readable(connection: &mut AnyConnection, body: &[u8]) -> sqlx::Result<String> {
    // PostgreSQL takes no NUL, and JSON has none.
    let text = String::from_utf8_lossy(body).replace('\0', "\u{fffd}");
    let Ok(Value::Object(mut fields)) = serde_json::from_str(&text) else { return Ok(text) };
    let Some(person) = fields.get(PERSON).and_then(Value::as_str).filter(|person| !person.is_empty()) else {
        return Ok(text);
    };
    let query = sqlx::query_scalar("SELECT COUNT(*) FROM players WHERE open_id = $1").bind(person);
    let known: i64 = query.fetch_one(connection).await?;
    if known > 0 {
        return Ok(text);
    }
    fields.remove(PERSON);
    Ok(Value::Object(fields).to_string())
}
