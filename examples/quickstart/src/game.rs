//! The game: an inventory that refuses a repeated order id, which is what makes delivery exactly once.

use std::collections::BTreeMap;

use purchasable::TradeOrderId;

/// What the player owns, by the order that paid for it.
#[derive(Debug, Default)]
pub struct Inventory {
    granted: BTreeMap<TradeOrderId, String>,
}

impl Inventory {
    /// Puts in what an order paid for, unless it is there already.
    pub fn add(&mut self, order: TradeOrderId, sku: &str) {
        self.granted.entry(order).or_insert_with(|| sku.to_owned());
    }

    /// The orders that were granted, with what they paid for.
    pub fn granted(&self) -> impl Iterator<Item = (&TradeOrderId, &str)> {
        self.granted.iter().map(|(order, sku)| (order, sku.as_str()))
    }
}
