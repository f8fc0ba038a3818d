//! Everything that the handles share, and the wallet.

use core::time::Duration;

use super::agenda::Agenda;
use super::book::{Book, Money};
use super::dice::Dice;
use super::facts::{Fact, LedgerEntry};
use super::faults::Faults;
use super::notes::Notes;
use crate::{Beans, Capabilities, HostAnswer, Inventory, Item, Reply, Tier};

pub(super) struct World {
    pub(super) agenda: Agenda,
    pub(super) book: Book,
    pub(super) faults: Faults,
    pub(super) notes: Notes,
    pub(super) keys: Dice,
    pub(super) capabilities: Capabilities,
    pub(super) inventory: Inventory,
    pub(super) delays: Delays,
    pub(super) tiers: Vec<Tier>,
    pub(super) items: Vec<&'static Item>,
    pub(super) balance: Beans,
    /// What the last check found missing.
    pub(super) missing: Beans,
    /// Panels that stay open for ever: the host keeps the way back, and never uses it.
    pub(super) unanswered: Vec<Reply<HostAnswer>>,
}

pub(super) struct Delays {
    pub(super) host: Duration,
    pub(super) orders: Duration,
    pub(super) webhook: Duration,
    pub(super) grant: Duration,
    pub(super) lease: Duration,
    pub(super) late: Duration,
}

impl World {
    pub(super) fn new() -> Self {
        Self {
            agenda: Agenda::new(),
            book: Book::new(),
            faults: Faults::new(0),
            notes: Notes::new(),
            keys: Dice::new(!0),
            capabilities: Capabilities::ALL,
            inventory: Inventory::Client,
            delays: Delays {
                host: Duration::from_millis(400),
                orders: Duration::from_millis(80),
                webhook: Duration::ZERO,
                grant: Duration::ZERO,
                lease: Duration::from_secs(60),
                late: Duration::from_secs(12 * 60),
            },
            tiers: Vec::new(),
            items: Vec::new(),
            balance: Beans(10_000),
            missing: Beans(0),
            unanswered: Vec::new(),
        }
    }

    /// Writes down what `fact` says, unless nothing is kept.
    pub(super) fn note(&mut self, fact: impl FnOnce() -> Fact) {
        if self.notes.limit > 0 {
            self.notes.add(LedgerEntry { at: self.agenda.now, balance: self.balance, fact: fact() });
        }
    }

    /// Takes the price of an order out of the wallet, and says whether the wallet could pay it.
    pub(super) fn charge(&mut self, order: usize) -> bool {
        let price = self.book.records[order].item.beans();
        self.top_up_inside_pay(price);
        let Some(left) = self.balance.0.checked_sub(price.0) else { return false };
        self.balance = Beans(left);
        self.notes.charged += u64::from(price.0);
        self.book.records[order].money = Money::Taken;
        let record = &self.book.records[order];
        let (id, sku) = (record.id.clone(), record.item.sku());
        if self.book.is_charged_twice(order) {
            self.notes.double_charges.push(id.clone());
        }
        self.note(|| Fact::Charged { order: id, sku, price });
        true
    }

    fn top_up_inside_pay(&mut self, price: Beans) {
        let missing = Beans(price.0.saturating_sub(self.balance.0));
        if self.capabilities.pay_tops_up && missing.0 > 0 {
            self.top_up(self.package(missing).unwrap_or_default());
        }
    }

    /// The smallest package that covers what is missing; the rest stays in the wallet. Without registered tiers,
    /// packages are whole hundreds.
    pub(super) fn package(&self, missing: Beans) -> Option<Beans> {
        if self.tiers.is_empty() {
            return Some(Beans(missing.0.max(1).div_ceil(100).saturating_mul(100)));
        }
        self.tiers.iter().map(Tier::beans).filter(|beans| *beans >= missing).min()
    }

    pub(super) fn top_up(&mut self, beans: Beans) {
        let beans = self.put(beans);
        self.notes.topped_up += u64::from(beans.0);
        if beans.0 > 0 {
            self.note(|| Fact::ToppedUp(beans));
        }
    }

    /// Leaves one Bean too few for this price in the wallet.
    pub(super) fn spend_elsewhere(&mut self, price: Beans) {
        let left = price.0.saturating_sub(1).min(self.balance.0);
        let spent = Beans(self.balance.0 - left);
        self.balance = Beans(left);
        self.notes.spent_elsewhere += u64::from(spent.0);
        self.note(|| Fact::SpentElsewhere(spent));
    }

    /// A wallet holds what fits into it.
    pub(super) fn put(&mut self, beans: Beans) -> Beans {
        let fitting = Beans(beans.0.min(u32::MAX - self.balance.0));
        self.balance.0 += fitting.0;
        fitting
    }
}
