//! The ledger as the world writes it.

use std::collections::VecDeque;

use super::facts::LedgerEntry;
use crate::TradeOrderId;

pub(super) struct Notes {
    pub(super) entries: VecDeque<LedgerEntry>,
    pub(super) limit: usize,
    pub(super) charged: u64,
    pub(super) refunded: u64,
    pub(super) topped_up: u64,
    pub(super) spent_elsewhere: u64,
    pub(super) pay_calls: u64,
    pub(super) panels_open: usize,
    pub(super) most_panels_open: usize,
    pub(super) double_charges: Vec<TradeOrderId>,
}

impl Notes {
    pub(super) fn new() -> Self {
        Self {
            entries: VecDeque::new(),
            limit: 8_192,
            charged: 0,
            refunded: 0,
            topped_up: 0,
            spent_elsewhere: 0,
            pay_calls: 0,
            panels_open: 0,
            most_panels_open: 0,
            double_charges: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, entry: LedgerEntry) {
        self.entries.push_back(entry);
        while self.entries.len() > self.limit {
            self.entries.pop_front();
        }
    }

    pub(super) fn panel_opened(&mut self) {
        self.panels_open += 1;
        self.most_panels_open = self.most_panels_open.max(self.panels_open);
    }
}
