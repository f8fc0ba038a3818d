//! What happened: every call, every answer, every change of the wallet and of an order.

use core::fmt;
use std::cell::RefCell;
use std::rc::Rc;

use super::facts::LedgerEntry;
use super::world::World;
use crate::{Beans, OrderStatus, PlayerTag, TradeOrderId};

/// A view of everything that happened in a [`SimulatedTikTok`](super::SimulatedTikTok), to print or to assert on. It
/// stays up to date.
///
/// Sums and counts are of the whole life of the world. Of the entries, the last 8,192 are kept, or as many as
/// [`with_ledger_limit`](super::SimulatedTikTok::with_ledger_limit) says.
#[derive(Clone)]
pub struct Ledger {
    pub(super) world: Rc<RefCell<World>>,
}

/// An order, as the simulated TikTok and the simulated backend know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerOrder {
    /// TikTok's id.
    pub id: TradeOrderId,
    /// Who ordered.
    pub player: PlayerTag,
    /// What was ordered.
    pub sku: &'static str,
    /// What it costs.
    pub price: Beans,
    /// What the backend knows. It may not have heard of the payment yet.
    pub status: OrderStatus,
    /// Whether the wallet paid for it.
    pub charged: bool,
}

impl Ledger {
    /// The entries that are kept, oldest first.
    #[must_use]
    pub fn entries(&self) -> Vec<LedgerEntry> {
        self.world.borrow().notes.entries.iter().cloned().collect()
    }

    /// Forgets the entries. Sums, counts and orders stay.
    pub fn clear(&self) {
        self.world.borrow_mut().notes.entries.clear();
    }

    /// All Beans that the wallet ever paid for orders.
    #[must_use]
    pub fn charged(&self) -> u64 {
        self.world.borrow().notes.charged
    }

    /// All Beans that the wallet ever paid for orders of this item, by any player.
    #[must_use]
    pub fn charged_for(&self, sku: &str) -> u64 {
        let charged = self.orders().into_iter().filter(|order| order.charged && order.sku == sku);
        charged.map(|order| u64::from(order.price.0)).sum()
    }

    /// All Beans that ever came back into the wallet by refunds.
    #[must_use]
    pub fn refunded(&self) -> u64 {
        self.world.borrow().notes.refunded
    }

    /// All Beans that ever came into the wallet by top-ups.
    #[must_use]
    pub fn topped_up(&self) -> u64 {
        self.world.borrow().notes.topped_up
    }

    /// All Beans that the player ever spent outside this game.
    #[must_use]
    pub fn spent_elsewhere(&self) -> u64 {
        self.world.borrow().notes.spent_elsewhere
    }

    /// How often `pay` was called.
    #[must_use]
    pub fn pay_calls(&self) -> u64 {
        self.world.borrow().notes.pay_calls
    }

    /// How many top-up and payment panels are open now: called, and not yet answered.
    #[must_use]
    pub fn panels_open(&self) -> usize {
        self.world.borrow().notes.panels_open
    }

    /// The largest number of panels that were ever open at one time. Unless a fault left one open for too
    /// long, more than one is a defect of the caller.
    #[must_use]
    pub fn most_panels_open(&self) -> usize {
        self.world.borrow().notes.most_panels_open
    }

    /// The orders that were paid beside another order of the same player for the same item, which could still be paid
    /// when the later of the two was made, and which that one did not accept.
    #[must_use]
    pub fn double_charges(&self) -> Vec<TradeOrderId> {
        self.world.borrow().notes.double_charges.clone()
    }

    /// Every order ever made, oldest first.
    #[must_use]
    pub fn orders(&self) -> Vec<LedgerOrder> {
        let world = self.world.borrow();
        let orders = world.book.records.iter().map(|record| LedgerOrder {
            id: record.id.clone(),
            player: world.book.players[record.player].tag.clone(),
            sku: record.item.sku(),
            price: record.item.beans(),
            status: record.status,
            charged: record.is_charged(),
        });
        orders.collect()
    }
}

/// The entries, a line each.
impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.world.borrow().notes.entries.iter().try_for_each(|entry| writeln!(f, "{entry}"))
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.world.borrow().notes.entries).finish()
    }
}
