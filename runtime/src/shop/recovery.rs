//! Finding the orders that were left behind, at the backend and in the journal.

use core::fmt;
use std::rc::Rc;

use super::live::Hold;
use super::receipt::{Paid, acknowledge, claim, forget};
use super::{Inner, Receipt, asking};
use crate::journal::{self, Attempt, Progress};
use crate::{Claim, Inventory, JournalError, Order, OrderKey, OrderStatus, OrdersError, PlayerTag};

/// What [`Shop::recover`](crate::Shop::recover) found.
#[derive(Debug, Default)]
#[must_use = "the receipts in it are paid; grant them"]
pub struct Recovery {
    /// Paid and not granted. An order whose sku this build does not know is among them.
    pub receipts: Vec<Receipt<Order>>,
    /// Paid back, and the player not yet told.
    pub refunds: Vec<Refund>,
    /// May still be paid: something to show, nothing to do.
    pub pending: Vec<Order>,
}

/// An order that was paid back.
#[must_use = "the backend tells of the refund until it is settled"]
pub struct Refund {
    shop: Rc<Inner>,
    order: Order,
    hold: Hold,
}

/// The orders that were left behind could not be looked for. Nothing is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecoverError {
    /// The backend could not be asked.
    Orders(OrdersError),
    /// The journal could not be read or written.
    Journal(JournalError),
}

impl Refund {
    /// The order that was paid back.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Tells the player, or takes the item back: runs the closure, and then lets the backend know.
    ///
    /// # Errors
    ///
    /// When the closure failed. The refund is found by the next recovery.
    pub async fn settle<F, E>(self, take_back: F) -> Result<(), E>
    where
        F: AsyncFnOnce(Order) -> Result<(), E>,
    {
        let Self { shop, order, hold } = self;
        take_back(order.clone()).await?;
        // A backend that does not hear of it tells of the refund again.
        if acknowledge(&shop, &order.id).await {
            forget(&shop, &order);
        }
        drop(hold);
        Ok(())
    }
}

pub(super) async fn recover(shop: Rc<Inner>) -> Result<Recovery, RecoverError> {
    let player = asking::orders(&shop, |orders, reply| orders.player(reply)).await?;
    let open = asking::orders(&shop, |orders, reply| orders.open(reply)).await?;
    let mut search = Search { found: open, ..Search::default() };
    for attempt in journal::read(&*shop.journal)?.attempts()? {
        if attempt.player == player {
            search.look_into(&shop, attempt).await;
        }
    }
    journal::update(&*shop.journal, |entries| search.finished.iter().for_each(|key| entries.forget(*key)))?;
    let mut recovery = Recovery::default();
    for order in search.found {
        recovery.add(&shop, &player, order);
    }
    for order in search.delivered {
        acknowledge_late(&shop, &order).await;
    }
    Ok(recovery)
}

/// What the backend and the journal know between them.
#[derive(Default)]
struct Search {
    found: Vec<Order>,
    /// Granted by this client, which the backend has not heard yet.
    delivered: Vec<Order>,
    /// Journal entries that have done their duty.
    finished: Vec<OrderKey>,
}

impl Search {
    async fn look_into(&mut self, shop: &Rc<Inner>, attempt: Attempt) {
        let Attempt { key, sku, progress, .. } = attempt;
        let (id, delivered) = match progress {
            // Its order's id was never learned, so it was never paid from here.
            Progress::Keyed if shop.active().is_none_or(|run| run.key() != key) => return self.finished.push(key),
            Progress::Keyed => return,
            Progress::Ordered(id) => (id, false),
            Progress::Delivered(id) => (id, true),
        };
        if shop.live.contains(&id) {
            return;
        }
        match self.found.iter().position(|order| order.id == id) {
            Some(at) if delivered && self.found[at].status == OrderStatus::Paid => {
                self.delivered.push(self.found.swap_remove(at));
            }
            Some(_) => self.finished.push(key),
            None => {
                let order = Order { id, key, sku, status: OrderStatus::Pending, payload: Vec::new() };
                self.ask_about(shop, order).await;
            }
        }
    }

    /// The backend does not list the order: it is finished, or the backend has lost it.
    async fn ask_about(&mut self, shop: &Rc<Inner>, mut order: Order) {
        let answer = asking::orders(shop, |orders, reply| orders.status(&order.id, reply)).await;
        // Without an answer the entry stays for the next recovery.
        let Ok(status) = answer else { return };
        if matches!(status, OrderStatus::Granted | OrderStatus::Closed | OrderStatus::Refunded) {
            self.finished.push(order.key);
        }
        if status != OrderStatus::Refunded {
            order.status = status;
            self.found.push(order);
        }
    }
}

impl Recovery {
    fn add(&mut self, shop: &Rc<Inner>, player: &PlayerTag, order: Order) {
        let Some(hold) = shop.live.hold(&order.id) else { return };
        match (order.status, shop.orders.inventory()) {
            (OrderStatus::Paid, Inventory::Client) | (OrderStatus::Granted, Inventory::Backend) => {
                let value = order.clone();
                let paid = Paid { player: player.clone(), order, _hold: Some(hold) };
                self.receipts.push(Receipt::new(shop.clone(), value, paid));
            }
            (OrderStatus::Refunded, _) => self.refunds.push(Refund { shop: shop.clone(), order, hold }),
            (OrderStatus::Pending, _) | (OrderStatus::Paid, Inventory::Backend) => self.pending.push(order),
            (OrderStatus::Granted, Inventory::Client) | (OrderStatus::Closed, _) => {}
        }
    }
}

/// The value was saved before a crash or a lost answer; only the backend's record is behind.
async fn acknowledge_late(shop: &Rc<Inner>, order: &Order) {
    let settled = match claim(shop, &order.id).await {
        Ok(Claim::Mine) => acknowledge(shop, &order.id).await,
        Ok(Claim::Granted) => true,
        Ok(Claim::Elsewhere | Claim::Refunded) | Err(_) => false,
    };
    if settled {
        forget(shop, order);
    }
}

impl From<OrdersError> for RecoverError {
    fn from(error: OrdersError) -> Self {
        Self::Orders(error)
    }
}

impl From<JournalError> for RecoverError {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl fmt::Display for RecoverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the orders left behind could not be looked for, and are kept: ")?;
        match self {
            Self::Orders(error) => error.fmt(f),
            Self::Journal(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for RecoverError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Orders(error) => Some(error),
            Self::Journal(error) => Some(error),
        }
    }
}

impl fmt::Debug for Refund {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refund").field("order", &self.order).finish_non_exhaustive()
    }
}
