//! Finding the orders that were left behind, at the backend and in the journal.

use core::{fmt, mem};
use std::rc::Rc;

use super::live::Hold;
use super::receipt::{Paid, acknowledge, acknowledge_once, claim, forget};
use super::{Inner, Receipt, asking};
use crate::journal::{self, Attempt};
use crate::{Claim, Inventory, JournalError, Order, OrderStatus, OrdersError, PlayerTag};

/// What [`Shop::recover`](crate::Shop::recover) found.
#[derive(Debug, Default)]
#[must_use = "the receipts in it are paid; grant them"]
pub struct Recovery {
    /// Paid and not granted; or, where the backend grants, granted and not yet told. An order whose sku this build does
    /// not know is among them.
    pub receipts: Vec<Receipt<Order>>,
    /// Paid back, and the player not yet told.
    pub refunds: Vec<Refund>,
    /// May still be paid: something to show, nothing to do.
    pub pending: Vec<Order>,
    /// Why the journal could not be searched or tidied up, if so. What the backend knows was found all the same.
    pub journal: Option<JournalError>,
}

/// An order that was paid back.
#[must_use = "the backend tells of the refund until it is settled"]
pub struct Refund {
    shop: Rc<Inner>,
    order: Order,
    hold: Hold,
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

pub(super) async fn recover(shop: Rc<Inner>) -> Result<Recovery, OrdersError> {
    let player = asking::orders(&shop, |orders, reply| orders.player(reply)).await?;
    let open = asking::orders(&shop, |orders, reply| orders.open(reply)).await?;
    let mut search = Box::new(Search::begin(shop, player, open));
    for attempt in mem::take(&mut search.unlisted) {
        let Some(id) = attempt.progress.order() else { continue };
        let answer = asking::orders(&search.shop, |orders, reply| orders.status(id, reply)).await;
        // Without an answer the entry stays for the next recovery.
        if let Ok(status) = answer {
            search.unlisted_is(attempt, status);
        }
    }
    search.tidy_up();
    // Before anything is handed out: nobody's receipt should wait for a backend that does not hear.
    for order in mem::take(&mut search.delivered) {
        acknowledge_late(search.shop.clone(), order).await;
    }
    Ok(search.end())
}

/// What the backend and the journal know between them.
struct Search {
    shop: Rc<Inner>,
    player: PlayerTag,
    found: Vec<Order>,
    /// Journal entries whose orders the backend does not list: they are finished, or the backend has lost them.
    unlisted: Vec<Attempt>,
    /// Granted by this client, which the backend has not heard yet.
    delivered: Vec<Order>,
    /// Journal entries that have done their duty.
    finished: Vec<Attempt>,
    journal: Option<JournalError>,
}

impl Search {
    fn begin(shop: Rc<Inner>, player: PlayerTag, found: Vec<Order>) -> Self {
        let (unlisted, delivered, finished) = Default::default();
        let mut search = Self { shop, player, found, unlisted, delivered, finished, journal: None };
        match journal::read(&*search.shop.journal).and_then(|entries| entries.attempts()) {
            Ok(attempts) => attempts.into_iter().for_each(|attempt| search.look_into(attempt)),
            Err(error) => search.journal = Some(error),
        }
        search
    }

    fn look_into(&mut self, attempt: Attempt) {
        if attempt.player != self.player {
            return;
        }
        match attempt.progress.order() {
            // Its order's id was never learned, so it was never paid from here.
            None if !self.shop.is_active(attempt.key) => self.finished.push(attempt),
            None => {}
            Some(id) if self.shop.live.contains(id) => {}
            Some(id) => match self.found.iter().position(|order| order.id == *id) {
                Some(at) => self.listed_at(attempt, at),
                None => self.unlisted.push(attempt),
            },
        }
    }

    /// What the backend lists, it holds. Only where it also grants does it stop listing an order that the player has
    /// not been told of.
    fn listed_at(&mut self, attempt: Attempt, at: usize) {
        let is_paid_or_pending = matches!(self.found[at].status, OrderStatus::Paid | OrderStatus::Pending);
        if attempt.progress.is_delivered() && is_paid_or_pending {
            self.delivered.push(self.found.swap_remove(at));
        } else if self.client_grants() || !is_paid_or_pending {
            self.finished.push(attempt);
        }
    }

    fn unlisted_is(&mut self, attempt: Attempt, status: OrderStatus) {
        let open = match status {
            OrderStatus::Pending | OrderStatus::Paid if attempt.progress.is_delivered() => &mut self.delivered,
            OrderStatus::Pending | OrderStatus::Paid => &mut self.found,
            OrderStatus::Granted if !self.client_grants() => &mut self.found,
            OrderStatus::Granted | OrderStatus::Closed | OrderStatus::Refunded => {
                return self.finished.push(attempt);
            }
        };
        let Attempt { key, sku, progress, .. } = attempt;
        open.extend(progress.into_order().map(|id| Order { id, key, sku, status, payload: Vec::new() }));
    }

    fn client_grants(&self) -> bool {
        self.shop.orders.inventory() == Inventory::Client
    }

    /// What has gone on since it was read is somebody's purchase, and stays.
    fn tidy_up(&mut self) {
        if self.journal.is_some() {
            return;
        }
        let tidied = journal::update(&*self.shop.journal, |entries| {
            for attempt in &self.finished {
                entries.forget_unchanged(attempt);
            }
        });
        self.journal = tidied.err();
    }

    fn end(self) -> Recovery {
        let Self { shop, player, found, journal, .. } = self;
        let mut recovery = Recovery { journal, ..Recovery::default() };
        for order in found {
            recovery.add(&shop, &player, order);
        }
        recovery
    }
}

impl Recovery {
    fn add(&mut self, shop: &Rc<Inner>, player: &PlayerTag, order: Order) {
        if shop.is_active(order.key) {
            return;
        }
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
async fn acknowledge_late(shop: Rc<Inner>, order: Order) {
    let settled = match claim(&shop, &order.id).await {
        Ok(Claim::Mine) => acknowledge_once(&shop, &order.id).await.is_ok(),
        Ok(Claim::Granted) => true,
        Ok(Claim::Elsewhere | Claim::Refunded) | Err(_) => false,
    };
    if settled {
        forget(&shop, &order);
    }
}

impl fmt::Debug for Refund {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refund").field("order", &self.order).finish_non_exhaustive()
    }
}
