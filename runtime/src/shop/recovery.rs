//! Finding the orders that were left behind, at the backend and in the journal.

use core::fmt;
use std::rc::Rc;

use super::live::Hold;
use super::receipt::{Paid, acknowledge, acknowledge_once, claim, forget};
use super::{Inner, Receipt, asking};
use crate::journal::{self, Attempt, Progress};
use crate::{Claim, Inventory, JournalError, Order, OrderStatus, OrdersError, PlayerTag, TradeOrderId};

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
    let mut search = Search { found: open, ..Search::default() };
    let journal = search.look_through_journal(&shop, &player).await.err();
    // Before anything is handed out: nobody's receipt should wait for a backend that does not hear.
    for order in &search.delivered {
        acknowledge_late(&shop, order).await;
    }
    let mut recovery = Recovery { journal, ..Recovery::default() };
    for order in search.found {
        recovery.add(&shop, &player, order);
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
    finished: Vec<Attempt>,
}

impl Search {
    async fn look_through_journal(&mut self, shop: &Rc<Inner>, player: &PlayerTag) -> Result<(), JournalError> {
        for attempt in journal::read(&*shop.journal)?.attempts()? {
            if attempt.player == *player {
                self.look_into(shop, attempt).await;
            }
        }
        // What has gone on since it was read is somebody's purchase, and stays.
        journal::update(&*shop.journal, |entries| {
            for attempt in &self.finished {
                entries.forget_unchanged(attempt);
            }
        })
    }

    async fn look_into(&mut self, shop: &Rc<Inner>, attempt: Attempt) {
        let id = match &attempt.progress {
            // Its order's id was never learned, so it was never paid from here.
            Progress::Keyed if !shop.is_active(attempt.key) => return self.finished.push(attempt),
            Progress::Keyed => return,
            Progress::Ordered(id) | Progress::Delivered(id) => id.clone(),
        };
        if shop.live.contains(&id) {
            return;
        }
        match self.found.iter().position(|order| order.id == id) {
            Some(at) => self.compare_listed(shop, attempt, at),
            None => self.ask_about(shop, attempt, id).await,
        }
    }

    /// What the backend lists, it holds. Only where it also grants does it stop listing an order that the player has
    /// not been told of.
    fn compare_listed(&mut self, shop: &Inner, attempt: Attempt, at: usize) {
        let is_paid_or_pending = matches!(self.found[at].status, OrderStatus::Paid | OrderStatus::Pending);
        let client_grants = shop.orders.inventory() == Inventory::Client;
        if matches!(attempt.progress, Progress::Delivered(_)) && is_paid_or_pending {
            self.delivered.push(self.found.swap_remove(at));
        } else if client_grants || !is_paid_or_pending {
            self.finished.push(attempt);
        }
    }

    /// The backend does not list the order: it is finished, or the backend has lost it.
    async fn ask_about(&mut self, shop: &Rc<Inner>, attempt: Attempt, id: TradeOrderId) {
        let answer = asking::orders(shop, |orders, reply| orders.status(&id, reply)).await;
        // Without an answer the entry stays for the next recovery.
        let Ok(status) = answer else { return };
        let order = Order { id, key: attempt.key, sku: attempt.sku.clone(), status, payload: Vec::new() };
        let delivered = matches!(attempt.progress, Progress::Delivered(_));
        match (status, shop.orders.inventory()) {
            (OrderStatus::Pending | OrderStatus::Paid, _) if delivered => self.delivered.push(order),
            (OrderStatus::Pending | OrderStatus::Paid, _) | (OrderStatus::Granted, Inventory::Backend) => {
                self.found.push(order);
            }
            (OrderStatus::Granted | OrderStatus::Closed | OrderStatus::Refunded, _) => self.finished.push(attempt),
        }
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
async fn acknowledge_late(shop: &Rc<Inner>, order: &Order) {
    let settled = match claim(shop, &order.id).await {
        Ok(Claim::Mine) => acknowledge_once(shop, &order.id).await.is_ok(),
        Ok(Claim::Granted) => true,
        Ok(Claim::Elsewhere | Claim::Refunded) | Err(_) => false,
    };
    if settled {
        forget(shop, order);
    }
}

impl fmt::Debug for Refund {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refund").field("order", &self.order).finish_non_exhaustive()
    }
}
