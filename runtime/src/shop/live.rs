//! The orders that somebody in this shop is looking after.

use std::cell::Cell;
use std::rc::Rc;

use crate::TradeOrderId;
use crate::bug::{self, Bug};
use crate::cell::with;
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
        with(&self.0, |live| live.push(order.clone()));
        Some(Hold { order: order.clone(), live: self.clone() })
    }

    pub(super) fn contains(&self, order: &str) -> bool {
        !bug::is(Bug::RecoverWithoutLive) && with(&self.0, |live| live.iter().any(|held| held.as_str() == order))
    }
}

#[cfg(feature = "__test")]
impl LiveOrders {
    pub(super) fn fingerprint(&self, mut hasher: &mut dyn core::hash::Hasher) {
        let mut live = crate::cell::look(&self.0);
        live.sort();
        core::hash::Hash::hash(&live, &mut hasher);
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        with(&self.live.0, |live| take_one(live, |held| *held == self.order));
    }
}
