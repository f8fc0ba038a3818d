//! The model of the game's backend: what it answers, and what it does for that.

use std::sync::Arc;

use purchasable::{Claim, OrderStatus, OrdersErrorKind};

use super::{Money, Order, Pace, World};
use crate::bounds::{Bounds, Home, Item};
use crate::bug::{Bug, OfBackend};
use crate::client::{Answer, Making, Told, What};
use crate::ids::Numbers;
use crate::violation::Violation;

impl World {
    /// Makes an order, or says why not.
    pub(super) fn create(
        &mut self,
        bounds: Bounds,
        bug: Option<Bug>,
        (key, accepted): (&Arc<str>, Numbers),
        seen: Numbers,
    ) -> Making {
        if let Some(known) = self.orders.iter().position(|order| order.key == *key) {
            return Making::Order(self.told_of(known));
        }
        let outside = bug == Some(Bug::Backend(OfBackend::CheckOutsideCreate));
        let in_the_way = if outside { seen } else { self.in_the_way(accepted) };
        if !in_the_way.is_empty() {
            return Making::EarlierOpen(in_the_way.iter().map(|order| self.told_of(order)).collect());
        }
        let owned = self.orders.iter().any(|order| matches!(order.status, OrderStatus::Paid | OrderStatus::Granted));
        if bounds.item == Item::Once && owned {
            return Making::Owned;
        }
        self.orders.push(Order {
            key: key.clone(),
            accepted,
            status: OrderStatus::Pending,
            lease: None,
            claimed: false,
            money: Money::Untouched,
            offered: false,
            paid_news: None,
            dead_news: false,
            saved: false,
            told: false,
            outlived: false,
            torn_away: false,
        });
        Making::Order(self.told_of(self.orders.len() - 1))
    }

    /// The orders that a new one would come on top of.
    #[must_use]
    pub fn in_the_way(&self, accepted: Numbers) -> Numbers {
        let open = |order: &Order| matches!(order.status, OrderStatus::Pending | OrderStatus::Paid);
        (0..self.orders.len()).filter(|order| open(&self.orders[*order]) && !accepted.contains(*order)).collect()
    }

    pub(super) fn status(&self, order: usize, bug: Option<Bug>) -> OrderStatus {
        match self.orders[order].status {
            OrderStatus::Granted if bug == Some(Bug::Backend(OfBackend::NoGrantedStatus)) => OrderStatus::Paid,
            status => status,
        }
    }

    pub(super) fn open(&self) -> Box<[Told]> {
        (0..self.orders.len()).filter(|number| self.is_open(*number)).map(|number| self.told_of(number)).collect()
    }

    /// A closed order is watched for as long as it may turn out to be paid.
    fn is_open(&self, number: usize) -> bool {
        let order = &self.orders[number];
        match order.status {
            OrderStatus::Pending | OrderStatus::Paid => true,
            OrderStatus::Closed => order.paid_news.is_some() || self.panels.iter().any(|panel| panel.order == number),
            OrderStatus::Granted => false,
            OrderStatus::Refunded => !order.told,
        }
    }

    pub(super) fn claim(&mut self, number: usize, claimant: u8) -> Result<Claim, OrdersErrorKind> {
        let order = &mut self.orders[number];
        match order.status {
            OrderStatus::Pending | OrderStatus::Closed => Err(OrdersErrorKind::Rejected),
            OrderStatus::Granted => Ok(Claim::Granted),
            OrderStatus::Refunded => Ok(Claim::Refunded),
            OrderStatus::Paid if order.lease.is_some_and(|holder| holder != claimant) => Ok(Claim::Elsewhere),
            OrderStatus::Paid => {
                order.lease = Some(claimant);
                order.claimed = true;
                Ok(Claim::Mine)
            }
        }
    }

    pub(super) fn ack(&mut self, number: usize) -> Result<(), OrdersErrorKind> {
        let order = &mut self.orders[number];
        match order.status {
            OrderStatus::Pending | OrderStatus::Closed => return Err(OrdersErrorKind::Rejected),
            OrderStatus::Paid if !order.claimed => return Err(OrdersErrorKind::Rejected),
            OrderStatus::Paid => {
                order.status = OrderStatus::Granted;
                order.lease = None;
            }
            OrderStatus::Granted => {}
            OrderStatus::Refunded => order.told = true,
        }
        Ok(())
    }

    /// The news that an order is paid arrives.
    pub(super) fn hear_of_payment(&mut self, number: usize, bug: Option<Bug>) {
        let order = &mut self.orders[number];
        let forgives = bug == Some(Bug::Backend(OfBackend::SuccessAfterRefund));
        let ignores = bug == Some(Bug::Backend(OfBackend::ClosedIsNeverCharged));
        match order.status {
            OrderStatus::Closed if ignores => {}
            OrderStatus::Pending | OrderStatus::Closed => order.status = OrderStatus::Paid,
            OrderStatus::Refunded if forgives => order.status = OrderStatus::Paid,
            OrderStatus::Paid | OrderStatus::Granted | OrderStatus::Refunded => {}
        }
    }

    pub(super) fn hear_of_refund(&mut self, number: usize) {
        let order = &mut self.orders[number];
        order.status = OrderStatus::Refunded;
        order.lease = None;
    }

    pub(super) fn hear_of_death(&mut self, number: usize) {
        let order = &mut self.orders[number];
        if order.status == OrderStatus::Pending {
            order.status = OrderStatus::Closed;
        }
    }

    /// The host lets its panel open for longer than any backend can wait.
    pub(super) fn outlive(&mut self, number: usize) {
        self.orders[number].outlived = true;
        self.close(number);
    }

    /// The backend asks the host about an order that has been open for long, and takes its answer.
    pub(super) fn close(&mut self, number: usize) {
        let order = &mut self.orders[number];
        let is_paid = order.was_charged();
        order.status = if is_paid { OrderStatus::Paid } else { OrderStatus::Closed };
        order.paid_news = None;
    }

    pub(super) fn close_without_an_answer(&mut self, number: usize, bug: Option<Bug>) {
        if bug == Some(Bug::Backend(OfBackend::ClosedOnFailedQuery)) {
            self.orders[number].status = OrderStatus::Closed;
        }
    }

    /// Where the backend has the inventory, it grants what is paid.
    pub(super) fn grant(&mut self, number: usize) -> Result<(), Violation> {
        let order = &mut self.orders[number];
        if order.status == OrderStatus::Paid && !order.was_charged() {
            return Err(Violation::GrantedUnpaid(number));
        }
        order.status = OrderStatus::Granted;
        Ok(())
    }

    /// Whether the backend has yet to grant an order.
    #[must_use]
    pub fn is_due(&self, bounds: Bounds, number: usize) -> bool {
        bounds.home == Home::Backend && self.orders[number].status == OrderStatus::Paid
    }

    fn told_of(&self, number: usize) -> Told {
        let order = &self.orders[number];
        Told { number, key: order.key.clone(), status: order.status }
    }

    /// The news of a payment sets out.
    pub(super) fn send_paid_news(&mut self, number: usize) {
        self.orders[number].paid_news = Some(Pace::Prompt);
    }
}

/// An answer that says that nothing was done, or not whether anything was.
pub(super) fn failure(what: &What, kind: OrdersErrorKind) -> Option<Answer> {
    match what {
        What::Create { .. } => Some(Answer::Created(Err(kind))),
        What::Status(_) => Some(Answer::Status(Err(kind))),
        What::Open => Some(Answer::Open(Err(kind))),
        What::Claim(..) => Some(Answer::Claim(Err(kind))),
        What::Ack(_) => Some(Answer::Ack(Err(kind))),
        What::Save(_) | What::CheckBalance | What::Recharge | What::Pay(_) => None,
    }
}
