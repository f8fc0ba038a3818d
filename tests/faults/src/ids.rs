//! Names, and the numbers that stand for them in the search.

use std::fmt;

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

/// A few orders, by their numbers.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Numbers(u8);

impl Numbers {
    /// With one more.
    #[must_use]
    pub fn and(self, number: usize) -> Self {
        Self(self.0 | 1 << number)
    }

    /// Whether this one is among them.
    #[must_use]
    pub fn contains(self, number: usize) -> bool {
        self.0 & 1 << number != 0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// From the lowest to the highest.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..8).filter(move |number| self.contains(*number))
    }
}

impl FromIterator<usize> for Numbers {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        numbers.into_iter().fold(Self::default(), Self::and)
    }
}

impl fmt::Debug for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
