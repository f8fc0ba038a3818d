//! The orders that somebody in this shop is looking after.

use std::cell::RefCell;
use std::rc::Rc;

use crate::TradeOrderId;

/// The ids that recovery leaves alone.
#[derive(Debug, Default)]
pub(crate) struct LiveOrders(RefCell<Vec<TradeOrderId>>);

/// Looks after one order until it is dropped.
#[derive(Debug)]
pub(crate) struct Hold {
    order: TradeOrderId,
    live: Rc<LiveOrders>,
}

impl LiveOrders {
    /// Begins to look after an order, unless somebody does already.
    pub(crate) fn hold(self: &Rc<Self>, order: &TradeOrderId) -> Option<Hold> {
        let mut live = self.0.borrow_mut();
        if live.contains(order) {
            return None;
        }
        live.push(order.clone());
        Some(Hold { order: order.clone(), live: self.clone() })
    }

    pub(crate) fn contains(&self, order: &TradeOrderId) -> bool {
        self.0.borrow().contains(order)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.live.0.borrow_mut().retain(|live| *live != self.order);
    }
}
