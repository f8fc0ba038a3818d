//! The orders that somebody in this shop is looking after.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use crate::TradeOrderId;
use crate::bug::{self, Bug};
use crate::cell::with;

/// The ids that recovery leaves alone, for as long as their holds live.
#[derive(Default)]
pub(super) struct LiveOrders(Cell<Vec<Weak<TradeOrderId>>>);

/// Looks after one order until it is dropped.
pub(super) struct Hold {
    _order: Rc<TradeOrderId>,
}

impl LiveOrders {
    /// Begins to look after an order, unless somebody does already.
    pub(super) fn hold(&self, order: &TradeOrderId) -> Option<Hold> {
        if self.contains(order.as_str()) {
            return None;
        }
        let order = Rc::new(order.clone());
        let held = Rc::downgrade(&order);
        with(&self.0, |live| match live.iter_mut().find(|other| other.strong_count() == 0) {
            Some(place) => *place = held,
            None => live.push(held),
        });
        Some(Hold { _order: order })
    }

    pub(super) fn contains(&self, order: &str) -> bool {
        let is_held = |live: &mut Vec<Weak<TradeOrderId>>| {
            live.iter().filter_map(Weak::upgrade).any(|held| held.as_str() == order)
        };
        !bug::is(Bug::RecoverWithoutLive) && with(&self.0, is_held)
    }
}

#[cfg(feature = "__test")]
impl LiveOrders {
    pub(super) fn fingerprint(&self, mut hasher: &mut dyn core::hash::Hasher) {
        let mut live: Vec<_> = with(&self.0, |live| live.iter().filter_map(Weak::upgrade).collect());
        live.sort();
        core::hash::Hash::hash(&live, &mut hasher);
    }
}
