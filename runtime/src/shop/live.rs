//! The orders that somebody in this shop is looking after.

use std::cell::Cell;
use std::rc::Rc;

use crate::TradeOrderId;
use crate::list::take_one;

/// The ids that recovery leaves alone. Clones are the same list.
#[derive(Clone, Default)]
pub(super) struct LiveOrders(Rc<Cell<Vec<TradeOrderId>>>);

/// Looks after one order until it is dropped.
pub(super) struct Hold {
    order: TradeOrderId,
    live: LiveOrders,
}

impl LiveOrders {
    /// Begins to look after an order, unless somebody does already.
    pub(super) fn hold(&self, order: &TradeOrderId) -> Option<Hold> {
        if self.contains(order.as_str()) {
            return None;
        }
        let mut live = self.0.take();
        live.push(order.clone());
        self.0.set(live);
        Some(Hold { order: order.clone(), live: self.clone() })
    }

    pub(super) fn contains(&self, order: &str) -> bool {
        let live = self.0.take();
        let found = live.iter().any(|held| held.as_str() == order);
        self.0.set(live);
        found
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut live = self.live.0.take();
        drop(take_one(&mut live, |held| *held == self.order));
        self.live.0.set(live);
    }
}
