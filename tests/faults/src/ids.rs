//! Names, and the numbers that stand for them in the search.

use purchasable::{Claimant, TradeOrderId};

/// The id of the backend's order with this number.
#[must_use]
pub fn order_id(number: usize) -> TradeOrderId {
    TradeOrderId::from(format!("TOID{number}"))
}

/// The number of an order.
///
/// # Panics
///
/// When the shop has made an id up.
#[must_use]
pub fn order_number(id: &TradeOrderId) -> usize {
    id.as_str().strip_prefix("TOID").and_then(|number| number.parse().ok()).expect("only the backend names orders")
}

/// What the dice of a client show while it is born, so that this is its claimant.
#[must_use]
pub fn claimant_dice(number: u8) -> u64 {
    0xc0 + u64::from(number)
}

/// What the dice of a client show while it begins its purchase with this number.
#[must_use]
pub fn key_dice(number: u8) -> u64 {
    u64::from(number)
}

/// The number of a claimant.
///
/// # Panics
///
/// When the shop has made it up.
#[must_use]
pub fn claimant_number(claimant: &Claimant) -> u8 {
    let drawn = claimant.as_str().get(16..).and_then(|half| u64::from_str_radix(half, 16).ok());
    drawn.and_then(|drawn| u8::try_from(drawn - 0xc0).ok()).expect("a claimant is drawn from the dice")
}
