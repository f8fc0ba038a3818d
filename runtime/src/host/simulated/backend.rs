//! What the game's backend does when it is asked.

use super::book::Lease;
use super::facts::{Fact, Question};
use super::faults::OrdersFault;
use super::world::World;
use crate::{
    Claim, Claimant, Created, Inventory, NewOrder, Order, OrderStatus, OrdersAnswer, OrdersError, OrdersErrorKind,
    PanelOutcome, PlayerTag, TradeOrderId,
};

/// The answer to a question; `None` where it never comes.
pub(super) type Heard<T> = Option<OrdersAnswer<T>>;

impl World {
    pub(super) fn who(&mut self, player: usize) -> Heard<PlayerTag> {
        self.answer(player, &Question::Player, |world, _| Ok(world.book.players[player].tag.clone()))
    }

    pub(super) fn create(&mut self, player: usize, wish: NewOrder) -> Heard<Created> {
        self.answer(player, &Question::Create(wish.sku), |world, fault| world.make(player, wish, fault))
    }

    pub(super) fn status(&mut self, player: usize, id: &TradeOrderId) -> Heard<OrderStatus> {
        self.answer(player, &Question::Status(id.clone()), |world, fault| {
            let order = world.order_of(player, id)?;
            Ok(match fault {
                Some(OrdersFault::StatusStale) => OrderStatus::Pending,
                _ => world.book.records[order].status,
            })
        })
    }

    pub(super) fn open(&mut self, player: usize) -> Heard<Vec<Order>> {
        self.answer(player, &Question::Open, |world, _| {
            let open = world.book.players[player].open.iter();
            Ok(open.map(|order| world.book.records[*order].to_order()).collect())
        })
    }

    pub(super) fn claim(&mut self, player: usize, id: &TradeOrderId, claimant: Claimant) -> Heard<Claim> {
        self.answer(player, &Question::Claim(id.clone()), |world, _| world.lease(player, id, claimant))
    }

    pub(super) fn ack(&mut self, player: usize, id: &TradeOrderId) -> Heard<()> {
        self.answer(player, &Question::Ack(id.clone()), |world, _| world.acknowledge(player, id))
    }

    pub(super) fn report(&mut self, player: usize, id: &TradeOrderId, outcome: PanelOutcome) {
        let reported = self.order_of(player, id);
        if let (Ok(order), PanelOutcome::NeverPaid) = (reported, outcome) {
            self.set_status(order, OrderStatus::Closed);
        }
    }

    /// Answers a question, or does what the fault makes of it.
    fn answer<T>(
        &mut self,
        player: usize,
        question: &Question,
        act: impl FnOnce(&mut Self, Option<OrdersFault>) -> OrdersAnswer<T>,
    ) -> Heard<T> {
        self.close_old_orders(player);
        let fault = self.fault(question);
        match fault {
            Some(OrdersFault::NeverAnswers) => None,
            Some(OrdersFault::LoginRequired) => {
                Some(Err(OrdersError::new(OrdersErrorKind::LoginRequired, "the session has ended")))
            }
            Some(OrdersFault::CreateFails | OrdersFault::StatusFails) => {
                Some(Err(OrdersError::new(OrdersErrorKind::Unreachable, "HTTP 503")))
            }
            fault => {
                let answer = act(self, fault);
                let lost =
                    matches!(fault, Some(OrdersFault::CreateLost | OrdersFault::ClaimLost | OrdersFault::AckLost));
                (!lost).then_some(answer)
            }
        }
    }

    fn fault(&mut self, question: &Question) -> Option<OrdersFault> {
        let order = question.order().and_then(|id| self.book.find(id));
        let record = order.map(|order| &self.book.records[order]);
        let charged = record.is_some_and(|record| record.is_charged() && record.status != OrderStatus::Refunded);
        let paid = record.is_some_and(|record| matches!(record.status, OrderStatus::Paid | OrderStatus::Granted));
        let fault = self.faults.for_question(question, charged, paid)?;
        self.note(|| Fact::OrdersFault(fault));
        if let (OrdersFault::Refund, Some(order)) = (fault, order) {
            self.refund(order);
        }
        Some(fault)
    }

    fn lease(&mut self, player: usize, id: &TradeOrderId, claimant: Claimant) -> OrdersAnswer<Claim> {
        let order = self.order_of(player, id)?;
        let (now, until) = (self.agenda.now, self.agenda.now.saturating_add(self.delays.lease));
        let record = &mut self.book.records[order];
        match record.status {
            OrderStatus::Pending | OrderStatus::Closed => Err(refused(format!("order {id} is not paid"))),
            OrderStatus::Granted => Ok(Claim::Granted),
            OrderStatus::Refunded => Ok(Claim::Refunded),
            OrderStatus::Paid if self.inventory == Inventory::Backend => Ok(Claim::Elsewhere),
            OrderStatus::Paid => match &record.lease {
                Some(lease) if lease.claimant != claimant && lease.until > now => Ok(Claim::Elsewhere),
                _ => {
                    record.lease = Some(Lease { claimant, until });
                    Ok(Claim::Mine)
                }
            },
        }
    }

    fn acknowledge(&mut self, player: usize, id: &TradeOrderId) -> OrdersAnswer<()> {
        let order = self.order_of(player, id)?;
        let record = &mut self.book.records[order];
        match record.status {
            OrderStatus::Pending | OrderStatus::Closed => Err(refused(format!("order {id} is not paid"))),
            OrderStatus::Paid if record.lease.is_none() => Err(refused(format!("order {id} was never claimed"))),
            OrderStatus::Paid => {
                self.set_status(order, OrderStatus::Granted);
                Ok(())
            }
            OrderStatus::Granted => Ok(()),
            OrderStatus::Refunded => {
                record.told = true;
                self.book.list(order);
                Ok(())
            }
        }
    }

    fn order_of(&self, player: usize, id: &TradeOrderId) -> OrdersAnswer<usize> {
        let order = self.book.find(id).filter(|order| self.book.records[*order].player == player);
        order.ok_or_else(|| refused(format!("this player has no order {id}")))
    }
}

pub(super) fn refused(message: impl Into<String>) -> OrdersError {
    OrdersError::new(OrdersErrorKind::Rejected, message)
}
