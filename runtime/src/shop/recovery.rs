//! Finding the orders that were left behind, at the backend and in the journal.

use core::{fmt, mem};
use std::rc::Rc;

use super::asking::Question;
use super::inquiry::{Inquiring, Inquiry};
use super::receipt::{Grant, Held};
use super::{Inner, Receipt};
use crate::bug::{self, Bug};
use crate::journal::{self, Attempt, Progress};
use crate::{AnyAnswer, Claim, Inventory, JournalError, Order, OrderStatus, OrdersError, PlayerTag, TradeOrderId};

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
    /// Why the journal could not be read or tidied up, if so. What the backend knows was found all the same.
    ///
    /// One that [could not be read](JournalError::is_unreadable) was mended, if the storage let it: the text was
    /// [set aside](crate::Journal::set_aside), and the lines that are whole go on. The message says what was done.
    pub journal: Option<JournalError>,
}

/// An order that was paid back.
#[must_use = "the backend tells of the refund until it is settled"]
pub struct Refund {
    held: Rc<Held>,
}

impl Refund {
    /// The order that was paid back.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.held.order
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
        take_back(self.order().clone()).await?;
        // A backend that does not hear of it tells of the refund again.
        let _ = Inquiring::new(Grant::of_refund(self.held)).await;
        Ok(())
    }
}

pub(super) fn recover(shop: Rc<Inner>) -> Inquiring<Search> {
    let to_ask = vec![Matter::Open, Matter::Player];
    let (player, asked, found, delivered, finished, journal, failed) = Default::default();
    Inquiring::new(Search { shop, player, to_ask, asked, found, delivered, finished, journal, failed })
}

/// What the backend and the journal know between them.
pub(super) struct Search {
    shop: Rc<Inner>,
    player: Option<PlayerTag>,
    /// What is still to be asked, the last one first.
    to_ask: Vec<Matter>,
    asked: Option<Matter>,
    found: Vec<Order>,
    /// Found, and nothing to hand out: the player has it.
    delivered: Vec<TradeOrderId>,
    /// Lines of the journal that have done their duty.
    finished: Vec<String>,
    journal: Option<JournalError>,
    failed: Option<OrdersError>,
}

/// Something that only the backend can say.
enum Matter {
    Player,
    Open,
    /// What became of an order that the backend does not list: it is finished, or the backend has lost it.
    Unlisted(Entry),
    /// The value was saved before a crash or a lost answer; only the backend's record is behind. First the lease.
    Delivered(Order),
    /// Then the fact.
    Leased(Order),
}

/// A line of the journal, and the order that it tells of.
struct Entry {
    line: String,
    order: Order,
    is_delivered: bool,
}

impl Inquiry for Search {
    type Outcome = Result<Recovery, OrdersError>;

    fn shop(&self) -> &Rc<Inner> {
        &self.shop
    }

    fn next(&mut self) -> Result<Question, Self::Outcome> {
        if let Some(error) = self.failed.take() {
            return Err(Err(error));
        }
        self.asked = self.to_ask.pop();
        match &self.asked {
            Some(Matter::Player) => Ok(Question::Player),
            Some(Matter::Open) => Ok(Question::Open),
            Some(Matter::Unlisted(entry)) => Ok(Question::Status(entry.order.id().clone())),
            Some(Matter::Delivered(order)) => Ok(Question::Claim(order.id().clone())),
            Some(Matter::Leased(order)) => Ok(Question::Ack(order.id().clone())),
            None => Err(Ok(self.end())),
        }
    }

    fn hear(&mut self, answer: AnyAnswer) {
        match (self.asked.take(), answer) {
            (_, AnyAnswer::Player(Ok(player))) => self.player = Some(player),
            (_, AnyAnswer::Open(Ok(found))) => {
                self.found = found;
                self.read_journal();
            }
            (_, AnyAnswer::Player(Err(error)) | AnyAnswer::Open(Err(error))) => self.failed = Some(error),
            (Some(Matter::Unlisted(entry)), AnyAnswer::Status(Ok(status))) => self.unlisted_is(entry, status),
            (Some(Matter::Delivered(order)), AnyAnswer::Claim(Ok(Claim::Mine))) => {
                self.to_ask.push(Matter::Leased(order));
            }
            (Some(Matter::Delivered(order)), AnyAnswer::Claim(Ok(Claim::Granted)))
            | (Some(Matter::Leased(order)), AnyAnswer::Ack(Ok(()))) => self.forget(&order),
            // Without a good answer the entry stays for the next recovery.
            _ => {}
        }
    }
}

impl Search {
    fn read_journal(&mut self) {
        let Some(player) = self.player.clone() else { return };
        let (entries, error) = journal::read_or_mend(&*self.shop.journal);
        self.journal = error;
        for line in entries.attempts_of(player.as_str()) {
            match Attempt::parse(line) {
                Ok(attempt) => self.look_into(line, attempt),
                Err(error) => self.tell(error),
            }
        }
    }

    fn forget(&self, order: &Order) {
        if let Some(player) = &self.player {
            self.shop.forget(player, order);
        }
    }

    /// What went wrong first says the most.
    fn tell(&mut self, error: JournalError) {
        self.journal.get_or_insert(error);
    }

    fn look_into(&mut self, line: &str, attempt: Attempt<'_>) {
        let Attempt { key, sku, progress, order, .. } = attempt;
        if self.shop.live.contains(order) {
            return;
        }
        if progress == Progress::Keyed {
            // Its order's id was never learned, so it was never paid from here.
            if !self.shop.is_active(key) {
                self.finished.push(line.to_owned());
            }
            return;
        }
        let is_delivered = progress == Progress::Delivered;
        match self.found.iter().find(|found| found.id().as_str() == order).cloned() {
            Some(order) if is_delivered && is_unfinished(order.status()) => {
                self.delivered.push(order.id().clone());
                self.to_ask.push(Matter::Delivered(order));
            }
            // What the backend lists, it holds. Only where it also grants does it stop listing an order that the player
            // has not been told of; a closed one that it lists may still be paid, and then be granted.
            Some(order) if self.shop.client_grants() || is_settled(order.status()) => {
                self.finished.push(line.to_owned());
            }
            Some(_) => {}
            None => {
                let order = Order::new(order, key, sku, OrderStatus::Pending);
                self.to_ask.push(Matter::Unlisted(Entry { line: line.to_owned(), order, is_delivered }));
            }
        }
    }

    fn unlisted_is(&mut self, entry: Entry, status: OrderStatus) {
        let Entry { line, order, is_delivered } = entry;
        match status {
            OrderStatus::Pending | OrderStatus::Paid if is_delivered => self.to_ask.push(Matter::Delivered(order)),
            OrderStatus::Pending | OrderStatus::Paid => self.found.push(order.with_status(status)),
            OrderStatus::Granted if !self.shop.client_grants() => self.found.push(order.with_status(status)),
            OrderStatus::Granted | OrderStatus::Closed | OrderStatus::Refunded => self.finished.push(line),
        }
    }

    fn end(&mut self) -> Recovery {
        self.tidy_up();
        let mut recovery = Recovery { journal: self.journal.take(), ..Recovery::default() };
        for order in mem::take(&mut self.found) {
            self.hand_out(&mut recovery, order);
        }
        recovery
    }

    /// What has gone on since it was read is somebody's purchase, and stays.
    fn tidy_up(&mut self) {
        if self.finished.is_empty() {
            return;
        }
        if let Err(error) = journal::replace(&*self.shop.journal, &self.finished, "") {
            self.tell(error);
        }
    }

    fn hand_out(&self, recovery: &mut Recovery, order: Order) {
        let Some(player) = self.player.clone() else { return };
        if self.shop.is_active(order.key().as_str()) || self.delivered.contains(order.id()) {
            return;
        }
        let guard = self.shop.live.hold(order.id());
        if guard.is_none() {
            return;
        }
        let held = Rc::new(Held { shop: self.shop.clone(), player, order: order.clone(), _hold: guard });
        match (order.status(), self.shop.orders.inventory()) {
            (OrderStatus::Paid, Inventory::Client) | (OrderStatus::Granted, Inventory::Backend) => {
                recovery.receipts.push(Receipt::new(order, held));
            }
            (OrderStatus::Refunded, _) => recovery.refunds.push(Refund { held }),
            (OrderStatus::Pending, _) | (OrderStatus::Paid, Inventory::Backend) => recovery.pending.push(order),
            (OrderStatus::Granted, Inventory::Client) | (OrderStatus::Closed, _) => {}
        }
    }
}

fn is_unfinished(status: OrderStatus) -> bool {
    matches!(status, OrderStatus::Paid | OrderStatus::Pending)
}

fn is_settled(status: OrderStatus) -> bool {
    let forgotten = bug::is(Bug::ForgetClosed) && status == OrderStatus::Closed;
    forgotten || matches!(status, OrderStatus::Granted | OrderStatus::Refunded)
}

impl fmt::Debug for Refund {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refund").field("order", self.order()).finish_non_exhaustive()
    }
}
