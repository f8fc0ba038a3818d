//! What becomes of an order: paid, granted, closed, paid back.

use core::time::Duration;

use super::agenda::Job;
use super::facts::Fact;
use super::world::World;
use crate::{Inventory, OrderStatus};

/// An order that is still unpaid at this age is closed: older than one whose panel was opened as late as a client does
/// that, and then stayed open for as long as a client waits.
const CLOSE_AFTER: Duration = Duration::from_secs(30 * 60);
/// How long after its making a closed order is watched: as long as TikTok repeats its webhooks
/// (`/doc/webhooks-overview/`).
const WATCH_FOR: Duration = Duration::from_secs(72 * 3600);
/// How long after the closing a payment is heard of that is heard of too late.
const LATE_AFTER_CLOSING: Duration = Duration::from_secs(5 * 60);

impl World {
    /// The host tells the backend that an order is paid.
    pub(super) fn send_webhook(&mut self, order: usize) {
        let record = &self.book.records[order];
        let delay = if record.heard_late {
            (record.created + CLOSE_AFTER + LATE_AFTER_CLOSING).saturating_sub(self.agenda.now)
        } else {
            self.delays.webhook
        };
        if delay.is_zero() { self.hear_of_payment(order) } else { self.agenda.add(delay, Job::Webhook(order)) }
    }

    /// The host tells it once more, and says whether there was something to tell.
    pub(super) fn repeat_webhook(&mut self, order: usize) -> bool {
        let is_charged = self.book.records[order].is_charged();
        if is_charged {
            self.hear_of_payment(order);
        }
        is_charged
    }

    pub(super) fn hear_of_payment(&mut self, order: usize) {
        self.set_status(order, OrderStatus::Paid);
        let delay = self.delays.grant;
        match self.inventory {
            Inventory::Client => {}
            Inventory::Backend if delay.is_zero() => self.set_status(order, OrderStatus::Granted),
            Inventory::Backend => self.agenda.add(delay, Job::Grant(order)),
        }
    }

    /// Pays an order back, and says whether there was something to pay back.
    pub(super) fn refund(&mut self, order: usize) -> bool {
        let record = &self.book.records[order];
        if !record.is_charged() || record.status == OrderStatus::Refunded {
            return false;
        }
        let id = record.id.clone();
        let price = self.put(record.item.beans());
        self.notes.refunded += u64::from(price.0);
        self.note(|| Fact::Refunded { order: id, price });
        self.set_status(order, OrderStatus::Refunded);
        true
    }

    /// What is unpaid for too long is closed, and after a long time no longer watched. The host is asked once more
    /// before the closing, so that a webhook on its way is not overtaken.
    pub(super) fn close_old_orders(&mut self, player: usize) {
        let now = self.agenda.now;
        if now < CLOSE_AFTER {
            return;
        }
        for order in self.book.players[player].open.clone() {
            let record = &self.book.records[order];
            let age = now.saturating_sub(record.created);
            match record.status {
                OrderStatus::Pending if age < CLOSE_AFTER => {}
                OrderStatus::Pending if record.is_charged() && !record.heard_late => self.hear_of_payment(order),
                OrderStatus::Pending => self.set_status(order, OrderStatus::Closed),
                _ => {}
            }
            if age >= WATCH_FOR && self.book.records[order].status == OrderStatus::Closed {
                self.book.players[player].open.retain(|open| *open != order);
            }
        }
    }

    pub(super) fn set_status(&mut self, order: usize, status: OrderStatus) {
        if self.book.advance(order, status) {
            self.note_status(order);
        }
    }

    pub(super) fn note_status(&mut self, order: usize) {
        let record = &self.book.records[order];
        let (id, status) = (record.id.clone(), record.status);
        self.note(|| Fact::Order(id, status));
    }
}
