//! How an order is made: checked and reserved, made at TikTok, and then recorded.
//!
//! TikTok is asked between two transactions, so that none waits for it. The check of the second one counts: whatever was
//! recorded in the meantime stands in the way there. An order that TikTok made and that is not recorded, because of a
//! crash or because another one was first, is known to no client; nobody can pay it, and it costs nothing.

use core::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use purchasable::{Created, Item, MAX_PAYLOAD, OrderStatus};

use super::moves::Because;
use super::record::select_orders;
use super::{Book, BookError, CLOSE_AFTER, MAX_PENDING, OrderRecord, Refusal, status};
use crate::clock::{MINUTE, Millis, SECOND};
use crate::crash::may_crash;
use crate::database::Locked;
use crate::random;

/// When TikTok is first asked what became of an order: by then its webhook has had a chance.
const FIRST_QUESTION: Millis = 10 * SECOND;

/// What a client asks for. There is no price in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What to buy.
    pub sku: String,
    /// The [digest](Item::digest) of the item that the client was built with.
    pub digest: u64,
    /// Fresh for every attempt; a repeat gives the same order.
    pub key: String,
    /// Earlier orders that must not stand in the way.
    pub accepted: Vec<String>,
    /// Comes back with the order; at most [`MAX_PAYLOAD`] bytes.
    pub payload: Vec<u8>,
}

/// What comes of a wish before TikTok is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// TikTok need not be asked.
    Answered(Created),
    /// TikTok may be asked to make this order.
    Reserved(Reservation),
}

/// An order that TikTok may be asked to make, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// The id to give to TikTok; it takes none twice.
    pub own_id: String,
    /// What to make it for.
    pub item: &'static Item,
    player: String,
    wish: Wish,
}

impl Book {
    /// Checks a wish, and reserves an id of our own for one attempt to make the order at TikTok.
    ///
    /// # Errors
    ///
    /// When the wish cannot be met, or the database is in trouble.
    pub async fn begin(&self, player: &str, wish: Wish) -> Result<Begun, BookError> {
        let mut locked = self.database.lock(player, self.clock.now()).await?;
        let item = match self.check(&mut locked, &wish).await? {
            Check::Answer(answer) => return Ok(Begun::Answered(answer)),
            Check::Free(item) => item,
        };
        let reservation = Reservation { own_id: random::id(), item, player: player.to_owned(), wish };
        locked.reserve(&reservation).await?;
        locked.commit().await?;
        Ok(Begun::Reserved(reservation))
    }

    /// Records the order that TikTok has made, unless something has come between.
    ///
    /// # Errors
    ///
    /// When the database is in trouble.
    pub async fn finish(&self, reservation: Reservation, trade_order_id: &str) -> Result<Created, BookError> {
        let mut locked = self.database.lock(&reservation.player, self.clock.now()).await?;
        if let Check::Answer(answer) = self.check(&mut locked, &reservation.wish).await? {
            return Ok(answer);
        }
        let item = reservation.item;
        let order = self.pending(reservation, trade_order_id, locked.now);
        locked.insert(&order, item).await?;
        locked.commit().await?;
        may_crash!(OrderRecorded);
        Ok(Created::Order(order.to_order()))
    }

    async fn check(&self, locked: &mut Locked, wish: &Wish) -> Result<Check, BookError> {
        if locked.is_erased {
            return Err(Refusal::Erased.into());
        }
        if let Some(order) = locked.order_under(&wish.key).await? {
            return Ok(Check::Answer(Created::Order(order.to_order())));
        }
        if wish.payload.len() > MAX_PAYLOAD {
            return Err(Refusal::PayloadTooLarge(wish.payload.len()).into());
        }
        let item = self.catalog.get(&wish.sku).ok_or_else(|| Refusal::UnknownItem(wish.sku.clone()))?;
        if item.digest() != wish.digest {
            return Ok(Check::Answer(Created::PriceDrift(item.beans())));
        }
        let orders = locked.orders_for(item).await?;
        let earlier: Vec<_> = orders.iter().filter(|order| stands_in_the_way(order, wish)).collect();
        if !earlier.is_empty() {
            return Ok(Check::Answer(Created::EarlierOpen(earlier.into_iter().map(OrderRecord::to_order).collect())));
        }
        let is_owned = item.once() && orders.iter().any(is_kept);
        if is_owned {
            return Ok(Check::Answer(Created::Owned));
        }
        if let Some(wait) = locked.until_there_is_room().await? {
            return Err(Refusal::TooManyOrders(wait).into());
        }
        Ok(Check::Free(item))
    }

    fn pending(&self, reservation: Reservation, id: &str, now: Millis) -> OrderRecord {
        let Reservation { own_id, item, player, wish } = reservation;
        OrderRecord {
            id: id.to_owned(),
            own_id,
            player,
            key: wish.key,
            sku: wish.sku,
            beans: item.beans().0,
            quantity: item.quantity(),
            payload: wish.payload,
            environment: self.environment,
            status: OrderStatus::Pending,
            created: now,
            claimant: None,
            lease_until: 0,
            ask_after: now + FIRST_QUESTION,
            changes: 1,
        }
    }
}

enum Check {
    Answer(Created),
    Free(&'static Item),
}

fn stands_in_the_way(order: &OrderRecord, wish: &Wish) -> bool {
    matches!(order.status, OrderStatus::Pending | OrderStatus::Paid) && !wish.accepted.contains(&order.id)
}

/// Of an item that is bought once.
fn is_kept(order: &OrderRecord) -> bool {
    matches!(order.status, OrderStatus::Paid | OrderStatus::Granted)
}

impl Locked {
    async fn order_under(&mut self, key: &str) -> sqlx::Result<Option<OrderRecord>> {
        let query = sqlx::query_as(select_orders!("WHERE player = $1 AND order_key = $2"));
        query.bind(&self.player).bind(key).fetch_optional(&mut *self.tx).await
    }

    /// The orders for an item that may bear on the next: those that are granted only where it is bought once.
    async fn orders_for(&mut self, item: &Item) -> sqlx::Result<Vec<OrderRecord>> {
        let query = sqlx::query_as(select_orders!(
            "WHERE player = $1 AND sku = $2 AND (status IN ('pending', 'paid') OR (status = 'granted' AND $3 = 1)) \
             ORDER BY created, id"
        ));
        let query = query.bind(&self.player).bind(item.sku()).bind(i64::from(item.once()));
        query.fetch_all(&mut *self.tx).await
    }

    /// Nothing where there is room for one more pending order.
    async fn until_there_is_room(&mut self) -> sqlx::Result<Option<Duration>> {
        let query =
            sqlx::query_as("SELECT COUNT(*), MIN(created) FROM orders WHERE player = $1 AND status = 'pending'");
        let (pending, oldest): (i64, Option<Millis>) = query.bind(&self.player).fetch_one(&mut *self.tx).await?;
        let wait = oldest.unwrap_or(self.now) + CLOSE_AFTER - self.now;
        // One that should have been closed by now is asked about again and again.
        let wait = Duration::from_millis(wait.max(MINUTE).unsigned_abs());
        Ok((pending >= MAX_PENDING).then_some(wait))
    }

    async fn reserve(&mut self, reservation: &Reservation) -> sqlx::Result<()> {
        let query = "INSERT INTO attempts (own_id, player, order_key, sku, created) VALUES ($1, $2, $3, $4, $5)";
        let query = sqlx::query(query).bind(&reservation.own_id).bind(&self.player).bind(&reservation.wish.key);
        query.bind(reservation.item.sku()).bind(self.now).execute(&mut *self.tx).await.map(drop)
    }

    async fn insert(&mut self, order: &OrderRecord, item: &Item) -> sqlx::Result<()> {
        let query = "INSERT INTO orders (id, own_id, player, order_key, sku, beans, quantity, digest, payload, environment, \
                     status, told, lease_until, ask_after, created, changes) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, $12, $13, 1)";
        let query = sqlx::query(query).bind(&order.id).bind(&order.own_id).bind(&order.player).bind(&order.key);
        let query = query.bind(&order.sku).bind(i64::from(order.beans)).bind(i64::from(order.quantity));
        let query = query.bind(format!("{:016x}", item.digest())).bind(BASE64.encode(&order.payload));
        let query = query.bind(order.environment.word()).bind(status::word(order.status));
        query.bind(order.ask_after).bind(order.created).execute(&mut *self.tx).await?;
        self.put_on_record(&order.id, order.changes, order.status, Because::Created).await
    }
}
