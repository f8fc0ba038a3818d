//! Finding the orders that were left behind, at the backend and in the journal.

use core::fmt;
use std::rc::Rc;

use super::asking::{Question, ask};
use super::receipt::{Held, acknowledge};
use super::{Inner, Receipt};
use crate::journal::{self, Attempt, Entries, Progress};
use crate::{
    AnyAnswer, Claim, Inventory, JournalError, Order, OrderStatus, OrdersError, PlayerTag,
};

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
        acknowledge(self.held, true).await;
        Ok(())
    }
}

pub(super) async fn recover(shop: Rc<Inner>) -> Result<Recovery, OrdersError> {
    let mut search = Box::new(Search::new(shop));
    while let Some(question) = search.next_question() {
        let answer = ask(&search.shop, question).await;
        search.hear(answer)?;
    }
    Ok(search.end())
}

/// What the backend and the journal know between them.
struct Search {
    shop: Rc<Inner>,
    player: Option<PlayerTag>,
    /// What is still to be asked, the last one first.
    to_ask: Vec<Matter>,
    asked: Option<Matter>,
    found: Vec<Order>,
    /// Lines of the journal that have done their duty.
    finished: Vec<String>,
    journal: Option<JournalError>,
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

impl Search {
    fn new(shop: Rc<Inner>) -> Self {
        let to_ask = vec![Matter::Open, Matter::Player];
        let (player, asked, found, finished, journal) = Default::default();
        Self { shop, player, to_ask, asked, found, finished, journal }
    }

    fn next_question(&mut self) -> Option<Question> {
        self.asked = self.to_ask.pop();
        Some(match self.asked.as_ref()? {
            Matter::Player => Question::Player,
            Matter::Open => Question::Open,
            Matter::Unlisted(entry) => Question::Status(entry.order.id().clone()),
            Matter::Delivered(order) => Question::Claim(order.id().clone()),
            Matter::Leased(order) => Question::Ack(order.id().clone()),
        })
    }

    fn hear(&mut self, answer: AnyAnswer) -> Result<(), OrdersError> {
        match (self.asked.take(), answer) {
            (_, AnyAnswer::Player(player)) => self.player = Some(player?),
            (_, AnyAnswer::Open(found)) => {
                self.found = found?;
                self.read_journal();
            }
            (Some(Matter::Unlisted(entry)), AnyAnswer::Status(Ok(status))) => self.unlisted_is(entry, status),
            (Some(Matter::Delivered(order)), AnyAnswer::Claim(Ok(Claim::Mine))) => {
                self.to_ask.push(Matter::Leased(order));
            }
            (Some(Matter::Delivered(order)), AnyAnswer::Claim(Ok(Claim::Granted)))
            | (Some(Matter::Leased(order)), AnyAnswer::Ack(Ok(()))) => self.shop.forget(&order),
            // Without a good answer the entry stays for the next recovery.
            _ => {}
        }
        Ok(())
    }

    fn read_journal(&mut self) {
        let read = journal::read(&*self.shop.journal);
        match read.as_ref().map_err(Clone::clone).and_then(Entries::attempts) {
            // The oldest is looked into last, and so is asked about first.
            Ok(attempts) => attempts.into_iter().rev().for_each(|(line, attempt)| self.look_into(line, attempt)),
            Err(error) => self.journal = Some(error),
        }
    }

    fn look_into(&mut self, line: &str, attempt: Attempt<'_>) {
        if self.player.as_ref().map(PlayerTag::as_str) != Some(attempt.player) {
            return;
        }
        let listed = self.found.iter().find(|order| order.id().as_str() == attempt.order).cloned();
        let is_delivered = attempt.progress == Progress::Delivered;
        match listed {
            // Its order's id was never learned, so it was never paid from here.
            _ if attempt.progress == Progress::Keyed => {
                if !self.shop.is_active(attempt.key) {
                    self.finished.push(line.to_owned());
                }
            }
            _ if self.shop.live.contains(attempt.order) => {}
            Some(order) if is_delivered && is_unfinished(order.status()) => {
                self.found.retain(|found| found.id() != order.id());
                self.to_ask.push(Matter::Delivered(order));
            }
            // What the backend lists, it holds. Only where it also grants does it stop listing an order that the player
            // has not been told of.
            Some(order) => {
                if self.client_grants() || !is_unfinished(order.status()) {
                    self.finished.push(line.to_owned());
                }
            }
            None => {
                let order = Order::new(attempt.order, attempt.key, attempt.sku, OrderStatus::Pending);
                self.to_ask.push(Matter::Unlisted(Entry { line: line.to_owned(), order, is_delivered }));
            }
        }
    }

    fn unlisted_is(&mut self, entry: Entry, status: OrderStatus) {
        let Entry { line, order, is_delivered } = entry;
        match status {
            _ if is_delivered && is_unfinished(status) => self.to_ask.push(Matter::Delivered(order)),
            OrderStatus::Granted if !self.client_grants() => self.found.push(order.with_status(status)),
            _ if is_unfinished(status) => self.found.push(order.with_status(status)),
            _ => self.finished.push(line),
        }
    }

    fn client_grants(&self) -> bool {
        self.shop.orders.inventory() == Inventory::Client
    }

    fn end(mut self) -> Recovery {
        self.tidy_up();
        let mut recovery = Recovery { journal: self.journal, ..Recovery::default() };
        for order in self.found {
            if let Some(player) = &self.player {
                recovery.add(&self.shop, player, order);
            }
        }
        recovery
    }

    /// What has gone on since it was read is somebody's purchase, and stays.
    fn tidy_up(&mut self) {
        if self.journal.is_some() {
            return;
        }
        let tidied = journal::update(&*self.shop.journal, &mut |entries| {
            for line in &self.finished {
                entries.take_out(line);
            }
            Ok(())
        });
        self.journal = tidied.err();
    }
}

fn is_unfinished(status: OrderStatus) -> bool {
    matches!(status, OrderStatus::Paid | OrderStatus::Pending)
}

impl Recovery {
    fn add(&mut self, shop: &Rc<Inner>, player: &PlayerTag, order: Order) {
        if shop.is_active(order.key().as_str()) {
            return;
        }
        let Some(hold) = shop.live.hold(order.id()) else { return };
        let status = order.status();
        let held = Held { shop: shop.clone(), player: player.clone(), order: order.clone(), _hold: Some(hold) };
        match (status, shop.orders.inventory()) {
            (OrderStatus::Paid, Inventory::Client) | (OrderStatus::Granted, Inventory::Backend) => {
                self.receipts.push(Receipt::new(order, Rc::new(held)));
            }
            (OrderStatus::Refunded, _) => self.refunds.push(Refund { held: Rc::new(held) }),
            (OrderStatus::Pending, _) | (OrderStatus::Paid, Inventory::Backend) => self.pending.push(order),
            (OrderStatus::Granted, Inventory::Client) | (OrderStatus::Closed, _) => {}
        }
    }
}

impl fmt::Debug for Refund {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refund").field("order", self.order()).finish_non_exhaustive()
    }
}
