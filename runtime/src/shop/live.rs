//! The orders that somebody in this shop is looking after.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use crate::TradeOrderId;

/// The ids that recovery leaves alone.
#[derive(Default)]
pub(super) struct LiveOrders(Cell<Vec<Weak<TradeOrderId>>>);

/// Looks after one order until it is dropped.
pub(super) struct Hold(#[expect(dead_code, reason = "it is there, and that is what it is for")] Rc<TradeOrderId>);

impl LiveOrders {
    /// Begins to look after an order, unless somebody does already.
    pub(super) fn hold(&self, order: &TradeOrderId) -> Option<Hold> {
        if self.contains(order.as_str()) {
            return None;
        }
        let held = Rc::new(order.clone());
        let mut live = self.0.take();
        live.push(Rc::downgrade(&held));
        self.0.set(live);
        Some(Hold(held))
    }

    pub(super) fn contains(&self, order: &str) -> bool {
        let mut live = self.0.take();
        live.retain(|held| held.strong_count() > 0);
        let found = live.iter().any(|held| held.upgrade().is_some_and(|held| held.as_str() == order));
        self.0.set(live);
        found
    }
}
