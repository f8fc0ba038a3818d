//! The game's backend, in the page.
//!
//! A real game has this on a server, which asks TikTok's server for orders and hears of payments from it. A client that
//! keeps its own books can be cheated: whoever can edit the storage of a page can write "paid" into it. What the
//! backend promises is the same in both places, and stands here in one piece.

mod record;
#[cfg(test)]
mod tests;

use core::time::Duration;
use std::rc::Rc;

use purchasable::{
    Beans, Catalog, Claim, Claimant, Created, Item, NewOrder, Order, OrderStatus, Orders, OrdersAnswer, OrdersError,
    OrdersErrorKind, PanelOutcome, PlayerTag, Reply, TradeOrderId,
};

use crate::storage::{Storage, StorageError};
use record::{Lease, Record};

const NAME: &str = "arcade.orders";

/// An order that is unpaid at this age is no longer waited for. A client pays none that is older than 15 minutes, and
/// leaves its panel open for 10 at most.
const CLOSE_AFTER: Duration = Duration::from_secs(30 * 60);
/// How long after its making a closed order is still watched, since it may be paid after all.
const WATCH_FOR: Duration = Duration::from_secs(72 * 3600);
/// How long one running game may take to grant an order.
const LEASE: Duration = Duration::from_secs(120);

/// What a backend asks of TikTok's server.
pub trait TikTokServer {
    /// Makes an order and gives its id.
    fn create_order(&self, price: Beans, name: &str) -> Result<String, String>;

    fn is_paid(&self, order: &str) -> Result<bool, String>;

    /// The time since the Unix epoch.
    fn now(&self) -> Duration;
}

/// The backend: one player's orders, in a storage that tabs and reloads share. Clones are the same backend.
#[derive(Clone)]
pub struct Backend {
    storage: Rc<dyn Storage>,
    tiktok: Rc<dyn TikTokServer>,
    sells: &'static Catalog,
}

impl Backend {
    pub fn new(storage: Rc<dyn Storage>, tiktok: Rc<dyn TikTokServer>, sells: &'static Catalog) -> Self {
        Self { storage, tiktok, sells }
    }

    fn make(&self, wish: NewOrder) -> OrdersAnswer<Created> {
        let item = self.sells.get(wish.sku).ok_or_else(|| refused("this is not on sale"))?;
        self.with_books(|books| {
            if let Some(made) = books.iter().find(|record| record.key == wish.key) {
                return Ok(Created::Order(made.to_order()));
            }
            if wish.digest != item.digest() {
                return Ok(Created::PriceDrift(item.beans()));
            }
            match in_the_way(books, item, &wish.accepted) {
                Some(answer) => Ok(answer),
                None => self.add(books, item, wish),
            }
        })
    }

    fn add(&self, books: &mut Vec<Record>, item: &Item, wish: NewOrder) -> OrdersAnswer<Created> {
        let id = self.tiktok.create_order(item.beans(), item.name()).map_err(refused)?;
        let record = Record {
            id: TradeOrderId::from(id),
            key: wish.key,
            sku: item.sku().to_owned(),
            status: OrderStatus::Pending,
            payload: wish.payload,
            created: self.tiktok.now(),
            lease: None,
        };
        let order = record.to_order();
        books.push(record);
        Ok(Created::Order(order))
    }

    fn lease(&self, id: &TradeOrderId, claimant: &Claimant) -> OrdersAnswer<Claim> {
        let now = self.tiktok.now();
        self.with_order(id, |record| match (record.status, &record.lease) {
            (OrderStatus::Granted, _) => Ok(Claim::Granted),
            (OrderStatus::Refunded, _) => Ok(Claim::Refunded),
            (OrderStatus::Pending | OrderStatus::Closed, _) => Err(refused("this order is not paid")),
            (OrderStatus::Paid, Some(lease)) if lease.claimant != *claimant && lease.until > now => {
                Ok(Claim::Elsewhere)
            }
            (OrderStatus::Paid, _) => {
                record.lease = Some(Lease { claimant: claimant.clone(), until: now + LEASE });
                Ok(Claim::Mine)
            }
        })
    }

    fn acknowledge(&self, id: &TradeOrderId) -> OrdersAnswer<()> {
        self.with_order(id, |record| match (record.status, &record.lease) {
            (OrderStatus::Granted | OrderStatus::Refunded, _) => Ok(()),
            (OrderStatus::Paid, Some(_)) => {
                record.status = OrderStatus::Granted;
                Ok(())
            }
            (OrderStatus::Paid, None) => Err(refused("this order was never claimed")),
            (OrderStatus::Pending | OrderStatus::Closed, _) => Err(refused("this order is not paid")),
        })
    }

    /// Only what was never paid, and never will be, is dead. Everything else, a cancel too, may still be paid: the
    /// client's word for it is no proof.
    fn hear(&self, id: &TradeOrderId, outcome: PanelOutcome) -> OrdersAnswer<()> {
        self.with_order(id, |record| {
            if outcome == PanelOutcome::NeverPaid && record.status == OrderStatus::Pending {
                record.status = OrderStatus::Closed;
            }
            Ok(())
        })
    }

    fn unfinished(&self) -> OrdersAnswer<Vec<Order>> {
        let now = self.tiktok.now();
        self.with_books(|books| {
            let open = books.iter().filter(|record| match record.status {
                OrderStatus::Pending | OrderStatus::Paid => true,
                OrderStatus::Closed => now < record.created + WATCH_FOR,
                OrderStatus::Granted | OrderStatus::Refunded => false,
            });
            Ok(open.map(Record::to_order).collect())
        })
    }

    fn with_order<R>(&self, id: &TradeOrderId, act: impl FnOnce(&mut Record) -> OrdersAnswer<R>) -> OrdersAnswer<R> {
        self.with_books(|books| match books.iter_mut().find(|record| record.id == *id) {
            Some(record) => act(record),
            None => Err(refused("there is no such order")),
        })
    }

    /// One transaction: read, bring up to date, act, and write before anybody hears of it.
    fn with_books<R>(&self, act: impl FnOnce(&mut Vec<Record>) -> OrdersAnswer<R>) -> OrdersAnswer<R> {
        let text = self.storage.read(NAME).map_err(unreachable)?;
        let mut books = record::parse(&text).map_err(|line| refused(format!("the books are damaged: {line}")))?;
        for record in &mut books {
            self.look_after(record);
        }
        let answer = act(&mut books)?;
        let written = record::to_text(&books);
        if written != text {
            self.storage.write(NAME, &written).map_err(unreachable)?;
        }
        Ok(answer)
    }

    /// Asks TikTok whether an unpaid order is paid; then, and not before, closes one that is too old.
    fn look_after(&self, record: &mut Record) {
        let age = self.tiktok.now().saturating_sub(record.created);
        match record.status {
            OrderStatus::Pending => {}
            OrderStatus::Closed if age < WATCH_FOR => {}
            OrderStatus::Closed | OrderStatus::Paid | OrderStatus::Granted | OrderStatus::Refunded => return,
        }
        // No answer is no news.
        if self.tiktok.is_paid(record.id.as_str()) == Ok(true) {
            record.status = OrderStatus::Paid;
        } else if age >= CLOSE_AFTER {
            record.status = OrderStatus::Closed;
        }
    }
}

/// What keeps an item from being ordered again: earlier orders that nobody has accepted, or that the player has it.
fn in_the_way(books: &[Record], item: &Item, accepted: &[TradeOrderId]) -> Option<Created> {
    let orders = || books.iter().filter(|record| record.sku == item.sku());
    let is_in_the_way = |record: &&Record| {
        matches!(record.status, OrderStatus::Pending | OrderStatus::Paid) && !accepted.contains(&record.id)
    };
    let earlier: Vec<_> = orders().filter(is_in_the_way).map(Record::to_order).collect();
    if !earlier.is_empty() {
        return Some(Created::EarlierOpen(earlier));
    }
    let is_owned = |record: &Record| matches!(record.status, OrderStatus::Paid | OrderStatus::Granted);
    (item.once() && orders().any(is_owned)).then_some(Created::Owned)
}

impl Orders for Backend {
    fn player(&self, reply: Reply<OrdersAnswer<PlayerTag>>) {
        reply.settle(Ok(PlayerTag::from("this-browser")));
    }

    fn create(&self, wish: NewOrder, reply: Reply<OrdersAnswer<Created>>) {
        reply.settle(self.make(wish));
    }

    fn status(&self, order: &TradeOrderId, reply: Reply<OrdersAnswer<OrderStatus>>) {
        reply.settle(self.with_order(order, |record| Ok(record.status)));
    }

    fn open(&self, reply: Reply<OrdersAnswer<Vec<Order>>>) {
        reply.settle(self.unfinished());
    }

    fn claim(&self, order: &TradeOrderId, claimant: &Claimant, reply: Reply<OrdersAnswer<Claim>>) {
        reply.settle(self.lease(order, claimant));
    }

    fn ack(&self, order: &TradeOrderId, _: &Claimant, reply: Reply<OrdersAnswer<()>>) {
        reply.settle(self.acknowledge(order));
    }

    fn report(&self, order: &TradeOrderId, outcome: PanelOutcome) {
        // Best effort: what is not heard here is found out by asking TikTok.
        let _ = self.hear(order, outcome);
    }
}

fn refused(why: impl Into<String>) -> OrdersError {
    OrdersError::new(OrdersErrorKind::Rejected, why)
}

fn unreachable(StorageError(why): StorageError) -> OrdersError {
    OrdersError::new(OrdersErrorKind::Unreachable, why)
}
