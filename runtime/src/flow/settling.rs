//! Earlier orders for the item stand in the way: what became of each is asked once, before the player is told of any.
//!
//! One that is paid is what the player wants: it is handed out, and nothing more is charged. One that is over stands in
//! nobody's way.

use super::{Command, Flow, State};
use crate::{Inventory, Order, OrderStatus, OrdersAnswer};

impl Flow {
    pub(super) fn settle(&mut self, earlier: Vec<Order>) {
        for order in &earlier {
            if self.plan.orphans.contains(order.key()) {
                self.report_dead(order);
            }
        }
        self.settled = true;
        self.earlier = earlier;
        self.settle_next();
    }

    /// When all have been asked about, the backend says what is left of them.
    fn settle_next(&mut self) {
        let Some(order) = self.earlier.last() else { return self.create() };
        let id = order.id().clone();
        self.state = State::Settling;
        let ticket = self.ask(self.plan.timing.answer);
        self.commands.push(Command::AskStatus(ticket, id));
    }

    /// An order for something else is nothing that the player wants now, whatever it does in this answer.
    pub(super) fn earlier_status(&mut self, answer: OrdersAnswer<OrderStatus>) {
        let order = self.earlier.pop().filter(|order| order.sku() == self.plan.item.sku());
        match (answer, self.plan.inventory) {
            (Ok(status @ OrderStatus::Paid), Inventory::Client)
            | (Ok(status @ OrderStatus::Granted), Inventory::Backend)
                if order.is_some() =>
            {
                self.erase_key();
                self.order = order;
                self.paid(status);
            }
            _ => self.settle_next(),
        }
    }
}
