//! The order: its key on record, then the order itself, then its id on record, and only then anything that costs money.

use super::{Command, Flow, Record, State, StatusPoll};
use crate::bug::{self, Bug};
use crate::{
    Call, Created, Order, OrderStatus, OrdersAnswer, OrdersError, OrdersErrorKind, PanelOutcome, Reason, Stage,
};

impl Flow {
    pub(super) fn write_key(&mut self) {
        if self.stopped_before(Stage::CreateOrder) {
            return;
        }
        self.state = State::WritingKey;
        self.commands.push(Command::Write(Record::Key));
    }

    pub(super) fn create(&mut self) {
        self.state = State::Creating;
        self.attempt += 1;
        let ticket = self.ask(self.plan.timing.answer);
        self.commands.push(Command::Create(ticket));
    }

    pub(super) fn created(&mut self, answer: OrdersAnswer<Created>) {
        match answer {
            Ok(Created::Order(order)) => self.ordered(order),
            Ok(Created::EarlierOpen(earlier)) if !self.settled => self.settle(earlier),
            Ok(Created::EarlierOpen(earlier)) => self.refused(Reason::EarlierOpen(earlier)),
            Ok(Created::Owned) => self.refused(Reason::Owned),
            Ok(Created::PriceDrift(price)) => self.refused(Reason::PriceDrift(price)),
            Err(error) if error.may_have_acted() => self.create_unanswered(error),
            Err(error) => self.refused(Reason::Orders(error)),
        }
    }

    /// A repeat of the key is safe: it gives the order that the lost answer spoke of.
    fn create_unanswered(&mut self, error: OrdersError) {
        self.has_orphan = true;
        if self.attempt < self.plan.timing.create_attempts && !self.stopping {
            self.state = State::CreatingAgain;
            self.until = self.now.after(self.plan.timing.poll);
        } else {
            self.fail(Stage::CreateOrder, Reason::Orders(error));
        }
    }

    fn refused(&mut self, reason: Reason) {
        self.erase_key();
        self.fail(Stage::CreateOrder, reason);
    }

    /// The key may go only if no earlier try under it can have made an order.
    pub(super) fn erase_key(&mut self) {
        if !self.has_orphan {
            self.commands.push(Command::Erase(Record::Key));
        }
    }

    /// Every answer under this key speaks of the same order, whichever try it answers.
    fn waits_for(&self, order: &Order) -> bool {
        let waiting = matches!(self.state, State::Creating | State::CreatingAgain);
        waiting && *order.key() == self.plan.key
    }

    fn ordered(&mut self, order: Order) {
        self.question = None;
        if order.sku() != self.plan.item.sku() {
            let error = OrdersError::new(OrdersErrorKind::Malformed, "the order is for another item");
            return self.fail(Stage::CreateOrder, Reason::Orders(error));
        }
        let id = order.id().clone();
        self.order = Some(order);
        self.has_orphan = false;
        if !self.stopped_before(Stage::CreateOrder) {
            self.state = State::WritingOrder;
            self.commands.push(Command::Write(Record::Order(id)));
        }
    }

    /// What the backend knows more of than that it is new is asked about, and not paid.
    pub(super) fn ordered_on_record(&mut self) {
        let is_new = self.order.as_ref().is_some_and(|order| order.status() == OrderStatus::Pending);
        match self.plan.top_up {
            _ if !is_new => self.confirm(PanelOutcome::NoAnswer),
            Some(_) => self.check_balance(),
            None => self.pay(),
        }
    }

    pub(super) fn pay(&mut self) {
        let Some(id) = self.order.as_ref().map(|order| order.id().clone()) else { return };
        if self.stopped_before(Stage::Pay) {
            return;
        }
        if self.now > self.ordered_at.after(self.plan.timing.order) {
            return self.fail(Stage::Pay, Reason::OrderTooOld);
        }
        self.pay_called = !bug::is(Bug::PanelForgotten);
        self.state = State::Paying;
        self.poll = StatusPoll::At(self.now.after(self.plan.timing.poll));
        let ticket = self.ask(self.plan.timing.panel);
        self.pay_ticket = Some(ticket);
        self.commands.push(Command::Call(ticket, Call::Pay(id)));
    }

    /// An order that comes after the purchase has ended was never paid from here.
    pub(super) fn created_late(&mut self, order: Order) {
        if self.waits_for(&order) {
            self.ordered(order);
        } else if self.order.is_none() && self.state == State::Done {
            self.report_dead(&order);
        }
    }

    /// Lets the backend know that the order is dead, so that it does not stand in the way of the next.
    pub(super) fn report_never_paid(&mut self) {
        if self.order_never_paid() {
            self.report(PanelOutcome::NeverPaid);
        }
    }

    /// The same for an order that is not this purchase's own.
    pub(super) fn report_dead(&mut self, order: &Order) {
        self.commands.push(Command::Report(order.id().clone(), PanelOutcome::NeverPaid));
    }

    pub(super) fn order_never_paid(&self) -> bool {
        let was_new = self.order.as_ref().is_some_and(|order| order.status() == OrderStatus::Pending);
        was_new && !self.pay_called
    }
}
