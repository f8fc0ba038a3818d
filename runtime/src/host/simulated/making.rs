//! How the backend makes an order.

use super::backend::refused;
use super::book::Record;
use super::faults::OrdersFault;
use super::world::World;
use crate::orders::MAX_PAYLOAD;
use crate::{Beans, Created, Item, NewOrder, Order, OrderStatus, OrdersAnswer};

impl World {
    pub(super) fn make(&mut self, player: usize, wish: NewOrder, fault: Option<OrdersFault>) -> OrdersAnswer<Created> {
        if let Some(order) = self.book.find_key(player, wish.key.clone()) {
            return Ok(Created::Order(self.book.records[order].to_order()));
        }
        if wish.payload.len() > MAX_PAYLOAD {
            let length = wish.payload.len();
            return Err(refused(format!("the payload has {length} bytes; the limit is {MAX_PAYLOAD}")));
        }
        let item = self.item(&wish)?;
        if fault == Some(OrdersFault::PriceDrift) {
            return Ok(Created::PriceDrift(Beans(item.beans().0 + 1)));
        }
        if item.digest() != wish.digest {
            return Ok(Created::PriceDrift(item.beans()));
        }
        let earlier = self.still_payable(player, &wish);
        if !earlier.is_empty() {
            return Ok(Created::EarlierOpen(earlier));
        }
        if self.book.owns(player, item.sku()) {
            return Ok(Created::Owned);
        }
        let order = self.book.add(player, wish, item, self.agenda.now);
        self.book.records[order].heard_late = fault == Some(OrdersFault::ClosedThenPaid);
        self.note_status(order);
        Ok(Created::Order(self.book.records[order].to_order()))
    }

    /// The backend's own item of this name. A backend that was given none sells whatever is asked for.
    fn item(&self, wish: &NewOrder) -> OrdersAnswer<&'static Item> {
        if self.items.is_empty() {
            return Ok(wish.item);
        }
        let item = self.items.iter().copied().find(|item| item.sku() == wish.sku);
        item.ok_or_else(|| {
            refused(format!("the simulated backend does not sell `{}`; add it to `SimulatedTikTok::selling`", wish.sku))
        })
    }

    fn still_payable(&self, player: usize, wish: &NewOrder) -> Vec<Order> {
        let unfinished = self.book.unfinished(player, wish.sku, &wish.accepted).into_iter();
        let earlier = unfinished.map(|order| &self.book.records[order]);
        earlier.filter(|record| record.status != OrderStatus::Closed).map(Record::to_order).collect()
    }
}
